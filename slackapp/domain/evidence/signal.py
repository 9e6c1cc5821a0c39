"""What weighing a person gives: signals, each with its sentence, and their summary."""

from dataclasses import dataclass
from enum import StrEnum


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

    @property
    def sign(self) -> str:
        """Which way it speaks: "+" for a follow, "-" against it, "0" neither."""
        return "+" if self.weight > 0 else "-" if self.weight < 0 else "0"

    @property
    def strength(self) -> float:
        """How much it says, from 0 to 1, whichever way."""
        return abs(self.weight)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All signals, strongest first, and their summary. `strength` from -1 to 1 is for sorting only."""

    summary: Summary
    strength: float
    signals: tuple[Signal, ...]
