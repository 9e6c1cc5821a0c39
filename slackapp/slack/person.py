"""Who somebody is: the name, the bio, the facts and the evidence, the same wherever a person is shown."""

from datetime import datetime
from typing import Protocol

from slackapp.domain.accounts import Account
from slackapp.domain.evidence import Evidence, Signal, Summary
from slackapp.domain.face import CardFace, Links
from slackapp.domain.people import History, LostReason, Profile
from slackapp.domain.words import count, how_often, month, posts_a_day, since, times
from slackapp.slack.blocks import context, picture, section
from slackapp.slack.message import Block, Element
from slackapp.slack.text import escape, link, slack_date, web_address

_NAME = 80  # characters of a name that anybody wants to read
_BIO = 300
_MOST_SIGNALS = 4

SUMMARY_WORDS: dict[Summary, str] = {
    Summary.WORTH_IT: "👍 *Worth it*",
    Summary.LOOK_TWICE: "👀 *Look twice*",
    Summary.BETTER_NOT: "🦆 *Better not*",  # follow-for-follow accounts: a row of ducks
    Summary.NOT_ENOUGH: "🌱 *Not enough to tell*",
}

LOST_WORDS: dict[LostReason, str] = {
    LostReason.UNFOLLOWED: "👋 Has unfollowed since.",
    LostReason.SUSPENDED: "⛔ {network} has suspended this account.",
    LostReason.GONE: "👋 This account is gone.",
}
RETURNED = " They came back later."


class Shown(Protocol):
    """What is drawn of somebody: a card of theirs, or a mention."""

    @property
    def account(self) -> Account:
        """Ours, that it is about."""

    @property
    def person(self) -> Profile:
        """Who it is."""

    @property
    def links(self) -> Links:
        """The network's own pages."""


def handle_of(person: Profile) -> str:
    """The @handle, escaped."""
    return escape(f"@{person.handle}", _NAME)


def name_of(person: Profile) -> str:
    """What to call somebody: their name, or their handle where they gave none; escaped."""
    return escape(person.name, _NAME) or handle_of(person)


def called(person: Profile) -> str:
    """Name and handle for a fallback text; escaped."""
    return f"{name_of(person)} ({handle_of(person)})" if escape(person.name) else handle_of(person)


def name_line(face: Shown) -> str:
    """The linked name in bold, the handle, and what one should know at once."""
    person = face.person
    parts = [f"*{link(face.links.profile, name_of(person))}*"]
    if escape(person.name):
        parts.append(handle_of(person))
    if person.verified:
        parts.append("· ☑️ verified")
    if person.protected:
        parts.append("· 🔒 approves followers")
    return " ".join(parts)


def folded_line(face: CardFace) -> str:
    """The name line of a card that is decided, with the network it is about."""
    return f"{name_line(face)} · {face.account.network.named}"


def our_name(face: Shown) -> str:
    """The account of ours that a card is about, with its network's sign and name."""
    return f"*@{escape(face.account.handle)}* on {face.account.network.named}"


def follows_line(face: CardFace) -> str:
    """Whom they follow, and since when by the network's word; where it gives none, since when we know."""
    if not face.follows:
        return f"not among the followers of {our_name(face)} that Rapport knows"
    return f"followed {our_name(face)} · {_since(face)}"


def came_line(face: CardFace) -> str:
    """The same where a heading has named the account already: the network and the time."""
    return f"{face.account.network.named} · {'followed ' if face.followed_at else ''}{_since(face)}"


def _since(face: CardFace) -> str:
    if face.followed_at is None:
        return f"first seen {slack_date(face.since)}"
    return f"{slack_date(face.followed_at)} ({slack_date(face.followed_at, '{ago}')})"


def person_section(face: Shown, *lines: str) -> Block:
    """Name line and further lines of ours, with the profile picture beside them where there is one."""
    person = face.person
    accessory = picture(person.avatar_url, f"Profile picture of {person.name or '@' + person.handle}")
    return section("\n".join((name_line(face), *(line for line in lines if line))), accessory=accessory)


def bio_line(person: Profile, limit: int = _BIO) -> str:
    """The bio as a quotation; "" where there is none to see."""
    bio = escape(person.bio, limit)
    return f"> {bio}" if bio else ""


def reach_line(person: Profile) -> str:
    """How many follow them and whom they follow; "" where the network told neither."""
    followers = f"{count(person.followers)} followers" if person.followers is not None else ""
    following = f"follows {count(person.following)}" if person.following is not None else ""
    return " · ".join(fact for fact in (followers, following) if fact)


def facts_line(face: CardFace) -> str:
    """What the network tells and no signal that is shown has told already; "" where nothing is left."""
    person, told = face.person, {signal.name for signal in face.evidence.signals[:_MOST_SIGNALS]}
    often = posts_a_day(person, face.now)
    last = slack_date(person.last_post_at, "{date_short_pretty}") if person.last_post_at else ""
    facts = (
        ("audience", reach_line(person)),
        ("rhythm", f"posts {how_often(often)}" if often is not None else ""),
        ("rhythm", f"last post {last}" if last else ""),
        ("standing", f"joined {month(person.created_at)}" if person.created_at else ""),
        ("talks", history_line(face.history, face.now)),
        ("", f"📍 {escape(person.location, 60)}" if escape(person.location) else ""),
        ("", f"🔗 {link(person.website, escape(person.website, 60))}" if web_address(person.website) else ""),
    )
    return " · ".join(fact for name, fact in facts if fact and name not in told)


def history_line(history: History, now: datetime) -> str:
    """What passed between us: "mentioned you 3 times since May; you answered twice"; "" where nothing did."""
    if not history.mentions:
        return ""
    when = f" {since(history.first_at, now)}" if history.first_at and history.mentions > 1 else ""
    answered = f"you answered {times(history.answered)}" if history.answered else "you have not answered yet"
    return f"mentioned you {times(history.mentions)}{when}; {answered}"


def signal_line(signal: Signal) -> str:
    """One reason with its sign."""
    sign = "➕" if signal.weight > 0 else "➖" if signal.weight < 0 else "▫️"
    words = escape(signal.sentence, 200)
    return f"{sign} {words[:1].upper()}{words[1:]}"


def strongest_reason(evidence: Evidence) -> str:
    """The strongest reason as it goes on in a line; "" where there is none."""
    return escape(evidence.signals[0].sentence, 200) if evidence.signals else ""


def evidence_text(evidence: Evidence, most: int = _MOST_SIGNALS) -> str:
    """The summary and the strongest reasons, a line each."""
    lines = [signal_line(signal) for signal in evidence.signals[:most]]
    return "\n".join((SUMMARY_WORDS[evidence.summary], *lines))


def person_blocks(face: CardFace, *lines: str, beside: Element | None = None) -> list[Block]:
    """Everything one wants to know before deciding: who, in their own words, for and against, the facts.

    Args:
        face: the card.
        lines: what stands below the name.
        beside: what stands beside the evidence.
    """
    facts = facts_line(face)
    return [
        person_section(face, *lines, bio_line(face.person)),
        section(evidence_text(face.evidence), accessory=beside),
        *([context(facts)] if facts else []),
    ]


def lost_line(face: CardFace) -> str:
    """Why somebody is no follower any more, or was none for a while; "" where they are."""
    if face.lost is None:
        return ""
    return LOST_WORDS[face.lost].format(network=face.account.network.label) + (RETURNED if face.returned else "")
