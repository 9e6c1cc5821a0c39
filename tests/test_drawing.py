"""Charts drawn as images: what is told to Vega. That it draws, the digests' test shows."""

import json
import shutil
from itertools import pairwise

import pytest

from slackapp.domain.chart import Chart, ChartKind, Series
from slackapp.drawing import _COLOURS, _FILLS, _GREY, _INK, _PANEL, png, specification

DAYS = tuple(f"Day {n}" for n in range(1, 8))
SERIES = (Series("Came", (1, 2, 3, 4, 5, 6, 7)), Series("Left", (0,) * 7), Series("Back", (1,) * 7))


def luminance(colour: str) -> float:
    """As WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_words_and_lines_stand_out_from_the_panel() -> None:
    """Text at 4.5:1 and more (AA), lines and edges at 3:1; the panel is opaque, so light and dark don't matter."""
    assert min(contrast(_INK, _PANEL), contrast(_GREY, _PANEL)) >= 7
    assert all(contrast(colour, _PANEL) >= 3 for colour in _COLOURS)
    assert specification(Chart("T", ChartKind.BAR, DAYS, SERIES))["background"] == _PANEL


def test_series_are_told_apart_without_colour() -> None:
    """Lines by dash and mark, bars by how dark they are beside one another."""
    drawn = json.dumps(specification(Chart("T", ChartKind.LINE, DAYS, SERIES)))
    assert '"strokeDash": {"field": "series"' in drawn
    assert '"shape": {"field": "series"' in drawn
    assert all(contrast(one, other) >= 2 for one, other in pairwise(_FILLS))


def test_all_values_are_drawn_in_their_order() -> None:
    """As they come, by category and series; too many numbers are left out over bars."""
    told = specification(Chart("T", ChartKind.BAR, DAYS, SERIES, "people"))
    assert [each["value"] for each in told["data"]["values"]] == [v for one in SERIES for v in one.values]
    assert told["encoding"]["x"]["sort"] is None
    assert len(told["layer"]) == 1, "21 bars"
    assert len(specification(Chart("T", ChartKind.BAR, DAYS, SERIES[:2]))["layer"]) == 2


def test_what_was_not_drawn_is_an_error_of_one_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever befell the process that draws, its asker has another way to show a chart, and takes it."""
    chart = Chart("T", ChartKind.BAR, DAYS, SERIES)
    for command in (shutil.which("false"), "/nowhere/python"):
        monkeypatch.setattr("slackapp.drawing.sys.executable", command)
        with pytest.raises(OSError, match=r"chart|nowhere"):
            png(chart)
