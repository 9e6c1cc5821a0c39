"""Profile and history -> Evidence: why one might or might not follow somebody back, each signal with its reason."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from slackapp.domain.people import History, Profile


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
    return Evidence(Summary.NOT_ENOUGH, 0.0, ())
