"""What the counts and dates of a profile say. A count that the network did not tell gives no signal.

The bounds are round numbers with a reason, not fitted ones: bought followers post a few dozen times, follow hundreds
and are followed by hardly anybody; spam accounts post a lot, like nothing and stand in nobody's list.
"""

from datetime import timedelta

from slackapp.domain.evidence.person import Person, Sense, reach
from slackapp.domain.evidence.signal import Signal
from slackapp.domain.words import ago, count, how_often, month, posts_a_day, times

_QUIET = timedelta(days=90)  # a season without a post
_YOUNG = 30.0  # days
_SMALL = 100  # below so many posts their number says more than their rhythm
_BY_HAND = 100.0  # posts a day; nobody writes more
_CROWD = 150  # follows; with fewer, whom one follows is friends and papers


def _volume(person: Person) -> float:
    """From -0.5 (10 posts) over 0 (about 250: two a day for a season) to 0.7 (20,000); young accounts by their rate."""
    posts = person.profile.posts
    if posts is None:
        return 0.0
    per_day = posts / person.days if person.days and person.days < 365 and posts >= 10 else 0.0
    by_rate = 0.2 if per_day >= 1 else -0.5  # a young account that posts daily lives
    return max(-0.5 + 1.2 * reach(posts, 10, 20_000), by_rate)


def rhythm(person: Person) -> Signal | None:
    """How often and how lately. A feed that nobody could write by hand counts against."""
    posts, last, volume = person.profile.posts, person.last_post_at, _volume(person)
    if posts == 0 and last is None:
        return Signal("rhythm", -0.5, "has not posted yet")
    if last and person.now - last > _QUIET:
        return Signal("rhythm", round(min(volume - 0.5, -0.1), 3), f"quiet since {month(last)}")
    rate = posts_a_day(person.profile, person.now)
    rate = person.feed.a_day if rate is None else rate
    often = f"has posted {times(posts)}" if posts and posts < _SMALL else f"posts {how_often(rate)}" if rate else ""
    if not often and posts:
        often = f"has posted {times(posts)}"
    lately = f"last {ago(last, person.now)}" if last else ""
    if not often and not lately:
        return None
    said = f"{often or 'posts'}, {lately}" if lately else often
    if rate and rate > _BY_HAND:
        return Signal("rhythm", -0.4, f"{said}: more than a person writes by hand")
    return Signal("rhythm", round(volume + (0.2 if lately else 0.0), 3), said)


def audience(person: Person) -> Signal | None:
    """Who listens to them, against whom they follow."""
    followers, following = person.profile.followers, person.profile.following
    if followers is None or following is None:
        return None
    followers, following = max(followers, 0), max(following, 0)
    said = f"follows {count(following)}, followed by {count(followers)}"
    times_more = following / (followers + 1)
    if following >= _CROWD and times_more > 3:  # friends follow back: up to 3 to 1 is everybody's case
        # 30 to 1 is what bought followers show; who is heard by thousands may follow widely all the same.
        weight = -0.2 - 0.6 * reach(times_more, 3, 30) + 0.2 * reach(followers, 100, 10_000)
        far = "far more" if times_more > 8 else "more"
        return Signal("audience", round(weight, 3), f"{said}: follows {far} than it is followed")
    if followers < 10:  # hardly anybody who knows them
        return Signal("audience", -0.2, said)
    if following < 5 and followers < 1_000:  # a tap that only runs; the famous may do without
        return Signal("audience", -0.2, f"{said}: hardly follows anybody")
    return Signal("audience", round(_heard(followers, following), 3), said + _many(followers, following))


def _heard(followers: int, following: int) -> float:
    """Up to 0.4 for thousands of followers, less where they are mostly exchanged for follows."""
    heard = 0.4 * reach(followers, 30, 3_000)
    # Nobody reads thousands: from 400 on, who follows as many as follow them has traded some.
    return heard if followers > 3 * following else heard - 0.8 * reach(following, 400, 5_000)


def _many(followers: int, following: int) -> str:
    if following >= 2_000 and followers <= 3 * following:
        return ": nobody can read so many"
    return ": many listen" if followers >= 10_000 and followers > 3 * following else ""


def likes(person: Person) -> Signal | None:
    """Who reads, likes. A machine that only sends never does, or hardly ever for its many posts."""
    liked, posts = person.profile.likes, person.profile.posts
    if liked is None or (liked < 10 and (posts is None or posts < 10)):
        return None  # too early to tell
    # None in 1,000 posts is the plainest mark of spam accounts of all years. One like for each twenty posts redeems
    # it (20 at least); 2,000 are a reader's.
    silent = (0.1 + 0.7 * reach(posts or 0, 10, 1_000)) * (1 - reach(liked, 0, max(20, (posts or 0) / 20)))
    weight = 0.7 * reach(liked, 5, 2_000) - silent
    told = f"has liked {_posts(liked)}" if liked else "has not liked any post"
    return Signal("likes", round(weight, 3), f"{told}, posted {count(posts or 0)}" if weight < 0 else told)


def _posts(n: int) -> str:
    return f"{count(n)} post" if n == 1 else f"{count(n)} posts"


def lists(person: Person) -> Signal | None:
    """Others sort them into lists by hand: it can hardly be bought."""
    listed, followers = person.profile.listed, person.profile.followers
    if listed is None:
        return None
    if listed > 0:
        of_them = "1 list" if listed == 1 else f"{count(listed)} lists"
        return Signal("lists", round(0.2 + 0.25 * reach(listed, 1, 100), 3), f"others keep it in {of_them}")
    if followers and followers >= 1_000:  # of a thousand true readers, one keeps lists
        return Signal("lists", -0.15, f"followed by {count(followers)}, but in nobody's list")
    return None


def bare(person: Person) -> Signal | None:
    """What is missing that nearly everybody fills in, told together."""
    profile, days = person.profile, person.days
    is_young = profile.created_at is not None and days is not None and days < _YOUNG
    parts = [
        (0.4, "default picture") if profile.default_picture else None,
        (0.2, "no bio") if not person.bio and profile.bio_told else None,
        (0.3, f"joined {ago(profile.created_at, person.now)}") if is_young and profile.created_at else None,
    ]
    told = [each for each in parts if each]
    if not told or not person.is_loaded:
        return None
    return Signal("bare", round(-sum(weight for weight, _ in told), 3), ", ".join(said for _, said in told))


def standing(person: Person) -> Signal | None:
    """Years on the network: bought accounts are mostly thrown away within two."""
    created = person.profile.created_at
    if created is None or person.days is None or person.days < 730:
        return None
    return Signal(
        "standing", round(0.1 + 0.1 * reach(person.days, 730, 3_650), 3), f"joined {ago(created, person.now)}"
    )


def introduces(person: Person) -> Signal | None:
    """A bio of more than three words or so, and a page of one's own."""
    website = bool(person.profile.website)
    has_bio = len(person.bio) >= 20
    if not has_bio and not website:
        return None
    said = "has a bio and a website" if has_bio and website else "has a bio" if has_bio else "has a website"
    return Signal("introduces", (0.1 if has_bio else 0.0) + (0.15 if website else 0.0), said)


def handle(person: Person) -> Signal | None:
    """Names with a long number are handed out where nobody chose one. A year or a date of four digits is chosen."""
    name = person.profile.handle
    digits = len(name) - len(name.rstrip("0123456789"))
    return Signal("handle", -0.1, f"the handle ends in {digits} digits") if 5 <= digits < len(name) else None


def verified(person: Person) -> Signal | None:
    """The network's own word; it can be bought on some, so it says little."""
    return Signal("verified", 0.15, "verified by the network") if person.profile.verified else None


def protected(person: Person) -> Signal | None:
    """No fault, only less to see."""
    return Signal("protected", -0.1, "protected: a follow is a request") if person.profile.protected else None


SENSES: tuple[Sense, ...] = (
    rhythm, audience, likes, lists, bare, standing, introduces, handle, verified, protected,
)  # fmt: skip
