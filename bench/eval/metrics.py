"""The figures, each with an interval that holds the true value in 95 of 100 cases."""

import math
import random
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Label = TypeVar("Label", bound=Hashable)
Cells = Counter[tuple[Label, Label]]  # how often a label (first) was judged to be another (second)

ROUNDS = 200
_SEED = 20_260_302  # so that a figure changes only where a judgement does
_Z = 1.959964  # standard deviations around the mean that hold 95 % of a normal distribution


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with its interval; NaN where there was nothing to measure."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        if math.isnan(self.value):
            return "-"
        return f"{self.value:.3f} [{self.low:.3f}-{self.high:.3f}]"


UNKNOWN = Measured(math.nan, math.nan, math.nan)


def wilson(hits: int, of: int) -> Measured:
    """A rate with Wilson's score interval (Wilson 1927), which is honest near 0 and 1 and for few cases."""
    if not of:
        return UNKNOWN
    rate, spread = hits / of, _Z**2 / of
    middle = (rate + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * math.sqrt(rate * (1 - rate) / of + spread / (4 * of))
    return Measured(rate, max(0.0, middle - half), min(1.0, middle + half))


def f1(cells: Cells[Label], label: Label) -> float:
    """The harmonic mean of one label's precision and recall; 0 where it was never judged right."""
    hit = cells[label, label]
    wanted = sum(n for (true, _), n in cells.items() if true == label)
    judged = sum(n for (_, got), n in cells.items() if got == label)
    return 2 * hit / (wanted + judged) if wanted + judged else 0.0


def macro_f1(cells: Cells[Label]) -> float:
    """The mean of F1 over all labels that are wanted at least once: rare ones count as much as common ones."""
    labels = {wanted for (wanted, _), n in cells.items() if n}
    return sum(f1(cells, label) for label in labels) / len(labels) if labels else math.nan


def auc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """How often one of the positive scores above one of the negative; a tie is half (Mann-Whitney's U)."""
    if not positive or not negative:
        return math.nan
    below = Counter(negative)
    ahead, seen, hits = Counter(positive), 0, 0.0
    for score in sorted({*positive, *negative}):
        hits += ahead[score] * (seen + below[score] / 2)
        seen += below[score]
    return hits / (len(positive) * len(negative))


def resampled_cells(cells: Cells[Label], statistic: Callable[[Cells[Label]], float]) -> Measured:
    """A statistic of cells with a percentile bootstrap: as many cases drawn again with replacement, each round."""
    kinds, counts = list(cells), list(cells.values())
    chance, total = random.Random(_SEED), sum(counts)
    if not total:
        return UNKNOWN
    drawn = (Counter(chance.choices(kinds, counts, k=total)) for _ in range(ROUNDS))
    return _between(statistic(cells), [statistic(each) for each in drawn])


def resampled_auc(positive: Sequence[float], negative: Sequence[float]) -> Measured:
    """The AUC with a percentile bootstrap, each class drawn again by itself."""
    value, chance = auc(positive, negative), random.Random(_SEED)
    if math.isnan(value):
        return UNKNOWN
    drawn = [
        auc(chance.choices(positive, k=len(positive)), chance.choices(negative, k=len(negative))) for _ in range(ROUNDS)
    ]
    return _between(value, drawn)


def best_cut(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The score from which on "positive" is right most evenly for both classes (the best balanced accuracy)."""
    above, below = Counter(positive), Counter(negative)
    hits, false = len(positive), len(negative)
    best, cut = -math.inf, 0.0
    for score in sorted({*positive, *negative}):
        balanced = hits / len(positive) - false / len(negative)
        if balanced > best:
            best, cut = balanced, score
        hits, false = hits - above[score], false - below[score]
    return cut


def _between(value: float, drawn: list[float]) -> Measured:
    ordered = sorted(drawn)
    at = round(0.025 * len(ordered))
    return Measured(value, ordered[at], ordered[-1 - at])
