"""Profile and history -> Evidence: why one might or might not follow somebody back, each signal with its reason.

Only what a teammate can check on the person's page or in our own history is told. What a person believes, is or feels
is never inferred, and what the network did not say gives no signal.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from slackapp.domain.people import History, Profile
from slackapp.domain.quote import quote
from slackapp.domain.words import ago, count, how_often, month, posts_a_day, since, times


class Summary(StrEnum):
    """The evidence in a word. Never acted on by Rapport itself."""

    WORTH_IT = "worth_it"
    LOOK_TWICE = "look_twice"
    BETTER_NOT = "better_not"
    NOT_ENOUGH = "not_enough"


@dataclass(frozen=True, slots=True)
class Signal:
    """One plain, checkable reason. `weight` from -1 (against) to 1 (for); `sentence` as a person reads it."""

    name: str
    weight: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """All signals, strongest first, and their summary. `strength` from -1 to 1 is for sorting only."""

    summary: Summary
    strength: float
    signals: tuple[Signal, ...]


def weigh(profile: Profile, history: History, now: datetime) -> Evidence:
    """Weigh what is known of a person.

    Args:
        profile: what the network tells.
        history: what passed between us.
        now: the moment to measure ages against (aware UTC).
    """
    person = _Person(profile, history, now, quote(profile.bio, _BIO_READ))
    signals = sorted(filter(None, (sense(person) for sense in _SENSES)), key=lambda signal: -abs(signal.weight))
    strength = max(-1.0, min(1.0, sum(signal.weight for signal in signals)))
    known = sum(abs(signal.weight) for signal in signals)
    return Evidence(_summary(strength, known), round(strength, 2), tuple(signals))


_BIO_READ = 1_000  # characters; no network allows a longer bio
_QUOTED = 60  # characters of a bio in a sentence
_EDGES = " .,;:!?()[]|·•*~'\"<>"  # what clings to a word
_ENOUGH = 0.3  # below this sum of weights, for and against, nothing much is known
_CLEAR = 0.4  # from this strength on the summary takes a side


def _summary(strength: float, known: float) -> Summary:
    if known < _ENOUGH:
        return Summary.NOT_ENOUGH
    if strength >= _CLEAR:
        return Summary.WORTH_IT
    return Summary.BETTER_NOT if strength <= -_CLEAR else Summary.LOOK_TWICE


@dataclass(frozen=True, slots=True)
class _Person:
    profile: Profile
    history: History
    now: datetime
    bio: str  # one clean line

    @property
    def is_new(self) -> bool:
        created = self.profile.created_at
        return created is not None and self.now - created < timedelta(days=30)


def _talks(person: _Person) -> Signal | None:
    history = person.history
    if history.mentions <= 0:
        return None
    said = f"mentioned you {times(history.mentions)}"
    if history.first_at and history.mentions > 1:
        said += f" {since(history.first_at, person.now)}"
    elif history.last_at or history.first_at:
        said += f", {ago(history.last_at or history.first_at or person.now, person.now)}"
    said += f", you answered {times(history.answered)}" if history.answered > 0 else ", not answered so far"
    return Signal("talks", min(0.3 + 0.15 * history.mentions, 0.9), said)


def _rhythm(person: _Person) -> Signal | None:
    """How often and how lately. A feed that nobody could write by hand counts against."""
    last, rate = person.profile.last_post_at, posts_a_day(person.profile, person.now)
    if person.profile.posts == 0:
        return Signal("rhythm", -0.4, "has not posted yet")
    if last and person.now - last > timedelta(days=90):
        return Signal("rhythm", -0.5, f"quiet since {month(last)}")
    lately = f"last {ago(last, person.now)}" if last else ""
    if rate is None:
        return Signal("rhythm", 0.3, f"posts, {lately}") if lately else None
    said = ", ".join(filter(None, (f"posts {how_often(rate)}", lately)))
    if rate > 100:
        return Signal("rhythm", -0.4, f"{said}: more than a person writes by hand")
    return Signal("rhythm", (0.3 if rate >= 0.1 else 0.0) + (0.2 if lately else 0.0), said)


def _audience(person: _Person) -> Signal | None:
    followers, following = person.profile.followers, person.profile.following
    if followers is None or following is None:
        return None
    said = f"follows {count(following)}, followed by {count(followers)}"
    if following >= 150 and following > 8 * followers:
        return Signal("audience", -0.6, f"{said}: follows far more than it is followed")
    if following >= 1_000 and following > 3 * followers:
        return Signal("audience", -0.3, f"{said}: follows more than it is followed")
    if followers >= 10_000 and followers > 3 * following:
        return Signal("audience", 0.3, f"{said}: many listen")
    return Signal("audience", 0.2 if followers >= 50 else 0.0, said)


_FARMING = re.compile(
    r"team[ _]?follow|follow_?back|follow(?: (?:me|you))?[ -]back\b|follow[ -]?(?:4|for)[ -]?follow|auto[ -]?follow"
    r"|follow[ -]?train|\b[fl]4[fl]\b|please follow|(?:buy|gain|free) followers|s[ií]gueme|te sigo\b|takip ?eden",
    re.IGNORECASE,
)


def _farms(person: _Person) -> Signal | None:
    found = _FARMING.search(person.bio)
    if not found:
        return None
    whole = slice(person.bio.rfind(" ", 0, found.start()) + 1, (person.bio + " ").find(" ", found.end()))
    words = quote(person.bio[whole].strip(_EDGES), _QUOTED)
    said = words if words.startswith("#") else f"'{words}'"
    return Signal("farms", -0.8, f"{said} in the bio: trades follows")


_SELLING = re.compile(
    r"\b(?:giveaways?|airdrops?|forex|binary options|casino|betting tips|promo(?:te|tion)? (?:your|dm)|dm for promo"
    r"|earn money|make money|work from home|cheap followers|get rich|passive income|crypto signals)\b",
    re.IGNORECASE,
)


def _sells(person: _Person) -> Signal | None:
    found = _SELLING.search(person.bio)
    return Signal("sells", -0.5, f"advertises in the bio: '{quote(found.group(), _QUOTED)}'") if found else None


_CUSTOMERS = frozenset({"customer", "subscriber"})
_NOT_ONE = frozenset({"no", "not", "former", "ex", "ex-", "never", "every", "per", "your", "our", "any", "for"})
_TRADES = frozenset({"service", "success", "support", "care", "experience", "relations", "advocate", "engagement"})


def _customer(person: _Person) -> Signal | None:
    """A customer by their own word. Who works in customer care says "customer" too, and is not meant."""
    words = person.bio.split()
    plain = [word.lower().strip(_EDGES + "#") for word in words]
    for at, word in enumerate(plain):
        around = set(plain[max(at - 2, 0) : at])
        after = plain[at + 1] if at + 1 < len(plain) else ""
        if word in _CUSTOMERS and not around & _NOT_ONE and after not in _TRADES:
            said = quote(" ".join(words[max(at - 2, 0) : at + 1]).strip(_EDGES), _QUOTED)
            return Signal("customer", 0.6, f"says it is a customer: '{said}'")
    return None


def _face(person: _Person) -> Signal | None:
    """What is missing that nearly everybody fills in, told together."""
    joined = person.profile.created_at
    bare = [
        (0.4, "default picture") if person.profile.default_picture else None,
        (0.15, "no bio") if not person.bio else None,
        (0.3, f"joined {ago(joined, person.now)}") if joined and person.is_new else None,
    ]
    told = [each for each in bare if each]
    if not told or not _is_loaded(person.profile):
        return None
    return Signal("bare", -sum(weight for weight, _ in told), ", ".join(said for _, said in told))


def _is_loaded(profile: Profile) -> bool:
    """Whether the network told more than a handle: then an empty bio is empty, not unknown."""
    told = (profile.name, profile.bio, profile.created_at, profile.followers, profile.posts)
    return any(each not in {None, ""} for each in told)


def _standing(person: _Person) -> Signal | None:
    joined = person.profile.created_at
    if joined is None or person.now - joined < timedelta(days=730):
        return None
    return Signal("standing", 0.15, f"joined {ago(joined, person.now)}")


def _introduces(person: _Person) -> Signal | None:
    if len(person.bio) < 20:
        return None
    links = " and a website" if person.profile.website else ""
    return Signal("introduces", 0.15 + (0.1 if links else 0.0), f"has a bio{links}")


def _verified(person: _Person) -> Signal | None:
    return Signal("verified", 0.15, "verified by the network") if person.profile.verified else None


def _protected(person: _Person) -> Signal | None:
    return Signal("protected", -0.1, "protected: a follow is a request") if person.profile.protected else None


_SENSES: tuple[Callable[[_Person], Signal | None], ...] = (
    _talks,
    _customer,
    _rhythm,
    _audience,
    _farms,
    _sells,
    _face,
    _standing,
    _introduces,
    _verified,
    _protected,
)
