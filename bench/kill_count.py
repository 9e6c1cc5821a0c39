"""The crash drill's count: what people decided, what their cards say of it, and what truly happened."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SIGNS = {"done": "✅", "in doubt": "❓", "failed": "⚠️", "under way": "⏳", "looking": "🔎"}  # on a decided card
BROKEN = ("lost", "done twice", "done and not told", "nobody asked for", "never shown", "card posted twice")


@dataclass
class Decided:
    """Something that a person decides by clicks."""

    kind: str  # "follow" or "reply"
    key: str  # whom or what, by the network's id
    named: str  # how its card names it
    tries: int = 0
    acknowledged: bool = False
    over: bool = False  # acknowledged, or its card says already that it was decided


@dataclass(frozen=True)
class Card:
    """What stands in Slack of something."""

    says: str  # one of SIGNS, or "open"; "missing" where there is none
    times: int = 1  # how many messages show it


MISSING = Card("missing", 0)


@dataclass(frozen=True)
class Findings:
    """What the count found."""

    counts: Counter[str]
    lines: tuple[str, ...]  # one for each decision that is not plainly done once

    @property
    def broken(self) -> int:
        """How many promises were broken."""
        return sum(self.counts[what] for what in BROKEN)


def says(words: str) -> str:
    """What a card's words say of its decision."""
    return next((state for state, sign in SIGNS.items() if sign in words), "open")


def marks_of(one: Decided, times: int, card: Card) -> list[str]:
    """What is to be said of one decision: nothing, where it was done once and its card tells."""
    doubt = card.says == "in doubt"
    marks = {
        "lost": times == 0 and not doubt and (card.says == "done" or one.acknowledged),
        "done twice": times > 1,
        "done and not told": times > 0 and card.says not in ("done", "in doubt"),
        "in doubt": doubt,
        "in doubt, and it happened": doubt and times > 0,
        "never shown": card.says == "missing",
        "card posted twice": card.times > 1,
    }
    return [mark for mark, so in marks.items() if so]


def count(decided: Sequence[Decided], cards: Mapping[str, Card], truth: Mapping[str, Counter[str]]) -> Findings:
    """Compare.

    Args:
        decided: all that was to be decided.
        cards: what stands in Slack, by how it is named there.
        truth: by kind, how often what happened, by the network's ids.
    """
    counts: Counter[str] = Counter()
    lines = []
    for one in decided:
        times, card = truth[one.kind][one.key], cards.get(one.named, MISSING)
        marks = marks_of(one, times, card)
        counts.update(marks)
        if marks:
            told = "acknowledged" if one.acknowledged else "never acknowledged"
            lines.append(
                f"{', '.join(marks)}: {one.kind} {one.named}: {times} times there, {told}, the card: {card.says}"
            )
    wanted = {(one.kind, one.key) for one in decided}
    strange = [(kind, key, n) for kind, there in truth.items() for key, n in there.items() if (kind, key) not in wanted]
    counts["nobody asked for"] = sum(n for _, _, n in strange)
    lines += [f"nobody asked for: {kind} {key}, {n} times" for kind, key, n in strange]
    return Findings(counts, tuple(lines))
