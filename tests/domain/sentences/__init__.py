"""What people write to brands, in our own words, and what triage should make of each: a file a language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """One post. `because` is a cue that has to be among the reasons; `words`, what of the post shows it."""

    text: str
    kind: str  # a PostKind's value
    because: str = ""  # "" where nothing is said that could be a reason
    words: str = ""
    urgency: str = ""  # "" means: normal where it waits for an answer, low where it does not
    waits: bool | None = None  # for an answer; None means: as its kind mostly does
    after: str = ""  # what the brand had said before, where the post answers it

    @property
    def needs_answer(self) -> bool:
        """Whether it waits for an answer."""
        return self.kind in ("question", "complaint", "request") if self.waits is None else self.waits
