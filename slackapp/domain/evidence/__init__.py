"""Profile, history and feed -> Evidence: why one might or might not follow somebody back, each signal with its reason.

Only what a teammate can check on the person's page or in our own history is told. What a person believes, is or feels
is never inferred, and what the network did not say gives no signal.
"""

import math
from collections.abc import Sequence
from datetime import datetime

from slackapp.domain.evidence import account, between, bio, posting
from slackapp.domain.evidence import feed as feeds
from slackapp.domain.evidence.person import Person, Sense
from slackapp.domain.evidence.phrases import clean
from slackapp.domain.evidence.signal import Evidence, Signal, Summary
from slackapp.domain.people import History, Profile
from slackapp.domain.posts import Post

__all__ = ["Evidence", "Signal", "Summary", "weigh"]


def weigh(profile: Profile, history: History, now: datetime, feed: Sequence[Post] = ()) -> Evidence:
    """Weigh what is known of a person.

    Args:
        profile: what the network tells.
        history: what passed between us.
        now: the moment to measure ages against (aware UTC).
        feed: the person's own newest posts, newest first; empty where nobody looked, which says nothing.
    """
    person = Person(profile, history, posting.read(feed, profile.id, now), clean(profile.bio), now)
    signals = sorted(filter(None, (sense(person) for sense in _SENSES)), key=lambda signal: -abs(signal.weight))
    total = sum(signal.weight for signal in signals)
    # Squashed and not cut, so that the strong keep their order among themselves.
    return Evidence(_summary(signals, total, profile.likes), round(math.tanh(total / _SPREAD), 4), tuple(signals))


_SENSES: tuple[Sense, ...] = (between.talks, *bio.SENSES, *account.SENSES, *feeds.SENSES)
_SPREAD = 1.5  # signals that sum up to this give a strength of three quarters
_ENOUGH = 0.3  # below this sum of weights, for and against, nothing much is known
_WORTH = 0.4  # two good signs and none against
_NOT = -0.6  # and one grave sign among them
_GRAVE = -0.5
_QUIET = frozenset({"rhythm", "likes"})  # to post or like little is no offence, however little it is
_COUNTS = _QUIET | {"audience"}  # what speaks against a silent reader


def _summary(signals: Sequence[Signal], total: float, likes: int | None) -> Summary:
    if sum(signal.strength for signal in signals) < _ENOUGH:
        return Summary.NOT_ENOUGH
    if total >= _WORTH:
        return Summary.WORTH_IT
    is_grave = any(signal.weight <= _GRAVE and signal.name not in _QUIET for signal in signals)
    return Summary.BETTER_NOT if total <= _NOT and is_grave and not _reads(signals, likes) else Summary.LOOK_TWICE


def _reads(signals: Sequence[Signal], likes: int | None) -> bool:
    """Follows many and posts little, but likes, or where likes are unknown has been around: maybe a silent reader."""
    if {signal.name for signal in signals if signal.weight < 0} - _COUNTS:
        return False
    return likes > 0 if likes is not None else any(signal.name == "standing" for signal in signals)
