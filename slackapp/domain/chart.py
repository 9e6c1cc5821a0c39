"""A small chart as plain values: what is drawn by Slack, as an image, or in signs of text."""

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

MOST_SERIES, MOST_POINTS = 12, 20  # https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
TITLE, LABEL = 50, 20  # characters of the title; of a series' name and of a category (likewise)


class ChartKind(StrEnum):
    """How the values are drawn."""

    LINE = "line"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class Series:
    """One line, or one bar in each group: a value for each category, in their order."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Values over categories (days, weeks). Names and categories are unique and at most 20 characters long.

    Raises:
        ValueError: it could not be drawn: no or too many series or points, a value missing, a name given twice.
    """

    title: str
    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""  # what is counted, in the plural: "followers"; "" where the title says it

    def __post_init__(self) -> None:
        names = tuple(each.name for each in self.series)
        if not 1 <= len(names) <= MOST_SERIES or not 1 <= len(self.categories) <= MOST_POINTS:
            raise ValueError(f"A chart holds 1-{MOST_SERIES} series of 1-{MOST_POINTS} points.")
        for words in (names, self.categories):
            if len(set(words)) < len(words) or not all(0 < len(word) <= LABEL for word in words):
                raise ValueError(f"Names in a chart are unique and 1-{LABEL} characters long.")
        if not 0 < len(self.title) <= TITLE:
            raise ValueError(f"A chart's title has 1-{TITLE} characters.")
        if any(len(each.values) != len(self.categories) for each in self.series):
            raise ValueError("A chart has one value for each category in every series.")
        if not all(isfinite(value) for each in self.series for value in each.values):
            raise ValueError("A chart's values are numbers.")

    @property
    def empty(self) -> bool:
        """Whether there is nothing to see in it."""
        return not any(value for each in self.series for value in each.values)
