"""Charts as PNG images, drawn by Vega without a browser: the only file that knows it."""

import json
import os
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Any

from slackapp.domain.chart import Chart, ChartKind

# An opaque panel of its own, so that it looks the same in light and dark; text on it has a contrast of 7 and more.
_PANEL, _EDGE, _INK, _GREY, _GRID = "#FBFAF7", "#D9D5CC", "#23211D", "#57534A", "#E6E2DA"
# Told apart in every kind of colour blindness, each at 3:1 and more on the panel; dashes and shapes say the same.
_COLOURS = ("#0B5FA5", "#C2410C", "#5B7A1F", "#7A3E9D", "#8A6A00", "#A3195B")
# Bars, with a dark edge: dark and light in turn, so that they differ without any colour, too.
_FILLS = ("#0B5FA5", "#F6C9A8", "#5B7A1F", "#E3CFF0", "#8A6A00", "#F5BFD9")
_DASHES = ([1, 0], [7, 4], [2, 3], [10, 3, 2, 3], [5, 2], [3, 5])
_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
_FONT = "Liberation Sans, Arial, sans-serif"  # the first comes with the engine: the same on every machine
_WIDTH, _HEIGHT = 420, 220  # of what is drawn on, in px; Slack shows it some 360 px wide and more
_TEXT, _TITLE = 16, 18  # px: on a phone two thirds of that, still read
_MOST_NUMBERS = 16  # over bars; beyond, they would stand on one another
_FEW = 5
_HEADROOM = 1.15  # above the highest bar stands its number
_SCALE = 2  # for screens of twice as many dots
_SECONDS = 60.0  # a process that draws may take: it takes two
_LAST = 10  # how far that process stands behind what people wait for


def png(chart: Chart) -> bytes:
    """Draw a chart; the same chart gives the same image. Raises OSError as `pngs` does."""
    return pngs((chart,))[0]


def pngs(charts: Sequence[Chart]) -> list[bytes]:
    """Draw charts in a process of their own, which takes a second or two.

    The engine holds Python's lock as long as it draws, which every click would feel, and takes some 100 MB of memory.

    Raises:
        OSError: it did not draw, or not within a minute.
    """
    asked = json.dumps([specification(chart) for chart in charts]).encode()
    try:
        done = subprocess.run(  # noqa: S603 (this file, by the Python that runs us)
            [sys.executable, "-m", __name__], input=asked, stdout=subprocess.PIPE, timeout=_SECONDS, check=True
        )
    except subprocess.SubprocessError as error:
        raise OSError(f"No chart was drawn ({type(error).__name__}).") from None
    return [b64decode(line) for line in done.stdout.splitlines()]


def _draw() -> None:
    """What that process does: a specification for each chart comes in, a line for each image goes out."""
    import vl_convert  # noqa: PLC0415 (a whole engine: loaded by who draws, not by each start)

    if hasattr(os, "nice"):  # not on Windows
        os.nice(_LAST)
    for each in json.load(sys.stdin):
        made: bytes = vl_convert.vegalite_to_png(vl_spec=each, scale=_SCALE)
        sys.stdout.write(b64encode(made).decode() + "\n")


def specification(chart: Chart) -> dict[str, Any]:
    """The chart in the words of Vega-Lite 5: https://vega.github.io/vega-lite/docs/spec.html."""
    names = [each.name for each in chart.series]
    drawn = _lines(chart, names) if chart.kind is ChartKind.LINE else _bars(chart, names)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": _WIDTH,
        "height": _HEIGHT,
        "padding": 14,
        "background": _PANEL,
        "title": {"text": chart.title, "subtitle": chart.unit, "anchor": "start", "offset": 12},
        "data": {"values": _values(chart)},
        "config": _config(edge=chart.kind is ChartKind.BAR),
        **drawn,
    }


def _values(chart: Chart) -> list[dict[str, object]]:
    return [
        {"label": label, "series": each.name, "value": value}
        for each in chart.series
        for label, value in zip(chart.categories, each.values, strict=True)
    ]


def _lines(chart: Chart, names: list[str]) -> dict[str, Any]:
    scale = {"domain": names}
    colour = {"field": "series", "type": "nominal", "scale": scale | {"range": _of(_COLOURS, names)}, "title": None}
    dash = {"field": "series", "type": "nominal", "scale": scale | {"range": _of(_DASHES, names)}, "title": None}
    shape = {"field": "series", "type": "nominal", "scale": scale | {"range": _of(_SHAPES, names)}, "title": None}
    return {
        "encoding": {"x": _x(), "y": _y(chart), "color": colour},
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 3}, "encoding": {"strokeDash": dash}},
            {"mark": {"type": "point", "size": 80, "filled": True, "opacity": 1}, "encoding": {"shape": shape}},
        ],
    }


def _bars(chart: Chart, names: list[str]) -> dict[str, Any]:
    scale = {"domain": names, "range": _of(_FILLS, names)}
    fill = {"field": "series", "type": "nominal", "scale": scale, "title": None}
    beside = {"field": "series", "type": "nominal", "scale": {"domain": names}}
    bars = {"type": "bar", "cornerRadiusEnd": 2, "stroke": _INK, "strokeWidth": 1}
    layer: list[dict[str, Any]] = [{"mark": bars, "encoding": {"fill": fill}}]
    if len(chart.categories) * len(names) <= _MOST_NUMBERS:
        above = {"type": "text", "dy": -8, "fontSize": _TEXT - 2, "fill": _INK}
        number = {"field": "value", "type": "quantitative", "format": ",.4~r"}
        layer.append({"mark": above, "encoding": {"text": number}, "transform": [{"filter": "datum.value != 0"}]})
    room = {
        "scale": {"domainMin": 0, "domainMax": max(1, _highest(chart) * _HEADROOM)}
    }  # a number is no part of the legend
    return {"encoding": {"x": _x(), "xOffset": beside, "y": _y(chart) | room}, "layer": layer}


def _x() -> dict[str, Any]:
    return {
        "field": "label",
        "type": "nominal",
        "sort": None,  # as they come
        "title": None,
        "axis": {"labelAngle": 0, "labelOverlap": "parity", "labelSeparation": 4, "ticks": False},
        "scale": {"paddingInner": 0.25, "paddingOuter": 0.15},
    }


def _y(chart: Chart) -> dict[str, Any]:
    """People and questions are whole: of few of them, each has its line."""
    highest = _highest(chart)
    ticks = {"values": list(range(int(highest) + 1))} if 0 < highest <= _FEW else {"tickCount": 4, "tickMinStep": 1}
    return {"field": "value", "type": "quantitative", "title": None, "axis": ticks | {"format": ",~r"}}


def _highest(chart: Chart) -> float:
    return max((value for each in chart.series for value in each.values), default=0)


def _config(*, edge: bool) -> dict[str, Any]:
    return {
        "font": _FONT,
        "view": {"stroke": None},
        "title": {"fontSize": _TITLE, "subtitleFontSize": _TEXT, "color": _INK, "subtitleColor": _GREY},
        "axis": {
            "labelFontSize": _TEXT,
            "labelColor": _INK,
            "labelPadding": 6,
            "domainColor": _EDGE,
            "gridColor": _GRID,
        },
        "axisX": {"grid": False},
        "legend": {"orient": "top", "direction": "horizontal", "labelFontSize": _TEXT, "labelColor": _INK}
        | {"symbolSize": 160, "symbolStrokeWidth": int(edge), "offset": 8},
    }


def _of(choice: tuple[Any, ...], names: list[str]) -> list[Any]:
    return [choice[n % len(choice)] for n in range(len(names))]


if __name__ == "__main__":
    _draw()
