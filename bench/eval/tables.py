"""What is printed: tables of guessers side by side, confusion matrices, the worst mistakes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bench.eval.metrics import Cells, f1, macro_f1, resampled_cells, wilson

WORST = 20  # mistakes shown of each measure
_SHOWN = 160  # characters of a text
_NAME = 26  # columns


@dataclass(frozen=True, slots=True)
class Mistake:
    """One case judged wrong. `sureness` orders them: how much spoke for the wrong answer."""

    sureness: float
    wanted: str
    got: str
    about: str  # the text, or the profile in short
    reasons: tuple[str, ...] = ()


def heading(title: str) -> None:
    """Begin a measure."""
    print(f"\n{title}\n{'=' * len(title)}")


def rates(truth: Sequence[bool], guesses: Mapping[str, Sequence[bool]]) -> None:
    """Recall, specificity, precision and F1 of each guesser, with their intervals."""
    columns = "".join(f"{name:<22}" for name in ("recall", "specificity", "precision", "F1"))
    print(f"  {sum(truth)} of {len(truth)}\n  {'':{_NAME}}{columns}")
    for name, guessed in guesses.items():
        cells = Counter(zip(truth, guessed, strict=True))
        hit, right_no = cells[True, True], cells[False, False]
        figures = (
            wilson(hit, hit + cells[True, False]),
            wilson(right_no, right_no + cells[False, True]),
            wilson(hit, hit + cells[False, True]),
            resampled_cells(cells, lambda drawn: f1(drawn, True)),
        )
        print(f"  {name:{_NAME}}{''.join(f'{figure!s:<22}' for figure in figures)}".rstrip())


def classes(cells: Cells[str]) -> None:
    """Accuracy and macro-F1 beside those of the commonest label alone, then the confusion matrix."""
    totals: Counter[str] = Counter()
    for (wanted, _), n in cells.items():
        totals[wanted] += n
    commonest = totals.most_common(1)[0][0]
    alone: Cells[str] = Counter({(wanted, commonest): n for wanted, n in totals.items()})
    print(f"  {cells.total()} labelled\n  {'':{_NAME}}{'accuracy':<22}macro-F1")
    for name, some in (("rapport", cells), (f"{commonest} alone", alone)):
        right = sum(n for (wanted, got), n in some.items() if wanted == got)
        accuracy = wilson(right, some.total())
        print(f"  {name:{_NAME}}{accuracy!s:<22}{resampled_cells(some, macro_f1)}")
    matrix(cells, sorted({label for pair in cells for label in pair}))


def matrix(cells: Cells[str], across: Sequence[str]) -> None:
    """Wanted labels down, judged ones across."""
    down = sorted({wanted for wanted, _ in cells})
    wide = max(map(len, across)) + 2
    print(f"\n  {'wanted, judged:':<16}" + "".join(f"{name:>{wide}}" for name in across))
    for wanted in down:
        print(f"  {wanted:<16}" + "".join(f"{cells[wanted, got] or '.':>{wide}}" for got in across))


def worst(mistakes: Iterable[Mistake]) -> None:
    """As many as are worth reading: the surest first, and of each wanted label in turn."""
    found = _in_turn(sorted(mistakes, key=lambda each: -each.sureness))
    print(f"\n  {len(found)} mistakes{f'; the worst {WORST}' if len(found) > WORST else ''}:")
    for each in found[:WORST]:
        print(f"  - wanted {each.wanted}, got {each.got}: {short(each.about)}")
        if each.reasons:
            print(f"      {'; '.join(each.reasons)}")


def _in_turn(mistakes: list[Mistake]) -> list[Mistake]:
    """The first of each wanted label, then the second of each: many of one kind don't hide the few of another."""
    seen: Counter[str] = Counter()
    turns = []
    for each in mistakes:
        turns.append((seen[each.wanted], each))
        seen[each.wanted] += 1
    return [each for _, each in sorted(turns, key=lambda turn: turn[0])]


def short(text: str) -> str:
    """A text on one line, cut."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
