"""What a chart may hold: docs.slack.dev/reference/block-kit/blocks/data-visualization-block."""

from typing import Any

from slackapp.sandbox.slack.checks import Check, Report, array, by_type, shape, string

MOST_SERIES, MOST_POINTS, MOST_SEGMENTS = 12, 20, 6
MOST_CHARTS = 2  # in a message


def _number(value: Any, pointer: str, report: Report) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        report.say("must provide a number", pointer)


def _consistent(chart: dict[str, Any], pointer: str, report: Report) -> None:
    """A rule: series have names of their own, and a point for each category, in their order."""
    names = [series["name"] for series in chart["series"]]
    if len(set(names)) < len(names):
        report.say("series names must be unique", f"{pointer}/series")
    for index, series in enumerate(chart["series"]):
        if [point["label"] for point in series["data"]] != chart["axis_config"]["categories"]:
            report.say("data labels must match axis_config.categories", f"{pointer}/series/{index}/data")


_POINT = shape({"label": string(20), "value": _number})
_SERIES = shape({"name": string(20), "data": array(_POINT, MOST_POINTS)})
_AXES = shape({"categories": array(string(20), MOST_POINTS)}, {"x_label": string(50), "y_label": string(50)})
_ON_AXES = shape({"type": string(10), "series": array(_SERIES, MOST_SERIES), "axis_config": _AXES}, {}, [_consistent])
_PIE = shape({"type": string(10), "segments": array(_POINT, MOST_SEGMENTS)})
CHART: Check = by_type({"line": _ON_AXES, "bar": _ON_AXES, "area": _ON_AXES, "pie": _PIE})
