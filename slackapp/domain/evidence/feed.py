"""What somebody's own newest posts say for or against following them. Where nobody looked there is no signal."""

from slackapp.domain.evidence import phrases
from slackapp.domain.evidence.person import Person, Sense
from slackapp.domain.evidence.posting import leads_away, says_little
from slackapp.domain.evidence.signal import Signal

_FEW = 5  # posts; below, no habit can be seen
_MOSTLY = 0.8


def _of(some: int, all_of: int) -> str:
    return f"all of its last {all_of} posts" if some == all_of else f"{some} of its last {all_of} posts"


def converses(person: Person) -> Signal | None:
    """Answering several people is what no cheap account does. Answering all of them with the same words is."""
    feed = person.feed
    people = {post.in_reply_to_author_id for post in feed.replies}
    if len(people) < 2 or _repeats(person):
        return None
    weight = 0.2 + 0.2 * min(2 * len(feed.replies) / len(feed.posts), 1.0)  # every other post: a talker
    return Signal(
        "converses", round(weight, 3), f"talks with people: {_of(len(feed.replies), len(feed.posts))} answer somebody"
    )


def _repeats(person: Person) -> bool:
    own, repeated = len(person.feed.own), person.feed.repeated if len(person.feed.own) >= _FEW else 0
    return repeated >= 3 and repeated >= 0.4 * own


def repeats(person: Person) -> Signal | None:
    """The same sentence with another name, price or link in it."""
    if not _repeats(person):
        return None
    own, repeated = len(person.feed.own), person.feed.repeated
    return Signal(
        "repeats", round(-0.3 - 0.4 * repeated / own, 3), f"says the same words over and over: {_of(repeated, own)}"
    )


def passes_on(person: Person) -> Signal | None:
    """Who only passes on what others wrote will hardly answer us."""
    posts, own = len(person.feed.posts), len(person.feed.own)
    if posts < _FEW or own:
        return None
    return Signal("passes_on", -0.3, f"only passes on what others wrote: {_of(posts, posts)}")


def links(person: Person) -> Signal | None:
    """Bare links are what a machine posts; a headline with its link may be a paper's."""
    own = person.feed.own
    away = [post for post in own if leads_away(post)]
    if len(own) < _FEW or len(away) < _MOSTLY * len(own) or person.feed.replies:
        return None
    is_bare = sum(map(says_little, away)) >= len(away) / 2
    return Signal("links", -0.4 if is_bare else -0.2, f"hardly anything but links: {_of(len(away), len(own))}")


def trades(person: Person) -> Signal | None:
    """Trading follows in posts. Once may be a joke or a quotation, twice is not."""
    own = len(person.feed.own)
    farmed = person.feed.with_phrase(phrases.FARMING.found_in)
    return Signal("trades", -0.6, f"trades follows in {_of(farmed, own)}") if farmed >= 2 else None


def advertises(person: Person) -> Signal | None:
    """Promises of money and the like; a giveaway now and then is any shop's right."""
    own = len(person.feed.own)
    wares = (phrases.MONEY, phrases.PROMOTION, phrases.ADULT, phrases.GIVEAWAYS)
    sold = person.feed.with_phrase(lambda text: any(each.found_in(text) for each in wares))
    if sold < 2 or sold < 0.2 * own:
        return None
    return Signal("advertises", -0.5, f"advertises in {_of(sold, own)}")


def accosts(person: Person) -> Signal | None:
    """Links put before strangers, unasked: the spammer's whole trade."""
    own, unasked = len(person.feed.own), len(person.feed.unasked)
    if own < _FEW or unasked < 3 or unasked < 0.4 * own:
        return None
    return Signal("accosts", -0.5, f"sends links to people unasked: {_of(unasked, own)}")


SENSES: tuple[Sense, ...] = (converses, repeats, passes_on, links, trades, advertises, accosts)
