"""A chart: as Slack's own block, as an uploaded image, in signs of text; and what it says in words."""

from slackapp.domain.chart import Chart, Series
from slackapp.slack.message import Block

_BAR = 12  # squares of the longest bar; with label and number a line still fits on a phone
_ALT = 2000  # characters
_FULL, _LEFT = "█", "░"  # what is above and what is below nothing


def chart_block(chart: Chart) -> Block:
    """Slack's own chart: https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block.

    Two of them go into a message. Workspaces that don't have the block yet refuse the message (`invalid_blocks`).
    """
    axes: Block = {"categories": list(chart.categories)}
    if chart.unit:
        axes["y_label"] = chart.unit[:50]
    series = [
        {
            "name": each.name,
            "data": [
                {"label": label, "value": _plain(value)}
                for label, value in zip(chart.categories, each.values, strict=True)
            ],
        }
        for each in chart.series
    ]
    drawn: Block = {"type": chart.kind.value, "series": series, "axis_config": axes}
    return {"type": "data_visualization", "title": chart.title, "chart": drawn}


def chart_image(file_id: str, words: str) -> Block:
    """The same as an image that was uploaded to Slack: https://docs.slack.dev/reference/block-kit/blocks/image-block.

    Args:
        file_id: Slack's, of the image.
        words: what it shows, from `chart_words`.
    """
    return {"type": "image", "slack_file": {"id": file_id}, "alt_text": words}


def chart_words(chart: Chart) -> str:
    """What a chart shows, for whoever does not see it: each series' first and last value, its highest and lowest."""
    span = chart.categories[0] if len(chart.categories) == 1 else f"{chart.categories[0]} to {chart.categories[-1]}"
    told = " ".join(_series_words(each, chart.categories) for each in chart.series)
    unit = f" ({chart.unit})" if chart.unit else ""
    words = f"{chart.title}{unit}, a {chart.kind.value} chart, {span}. {told}"
    return words if len(words) <= _ALT else words[: _ALT - 1] + "…"


def chart_bars(chart: Chart) -> Block:
    """The same in signs of text, literal and of one width, for where neither of the others can be had."""
    highest = max((abs(value) for each in chart.series for value in each.values), default=0) or 1
    width = max(map(len, chart.categories))
    lines = [chart.title + (f" ({chart.unit})" if chart.unit else "")]
    for each in chart.series:
        lines.append(each.name)
        for label, value in zip(chart.categories, each.values, strict=True):
            signs = (_FULL if value > 0 else _LEFT) * round(abs(value) / highest * _BAR)
            lines.append(f"{label:>{width}} {signs}{' ' if signs else ''}{number(value)}")
    text = {"type": "text", "text": "\n".join(lines)[:3000]}
    return {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": [text]}]}


def number(value: float) -> str:
    """A value as people read it: "1,204", "2.5", "−3"."""
    text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    return text.replace("-", "−")


def _series_words(series: Series, categories: tuple[str, ...]) -> str:
    values = series.values
    if len(set(values)) == 1:
        return f"{series.name}: {number(values[0])}{' throughout' if len(values) > 1 else ''}."
    most, least = max(values), min(values)
    return (
        f"{series.name}: from {number(values[0])} to {number(values[-1])}, "
        f"most {number(most)} ({categories[values.index(most)]}), "
        f"least {number(least)} ({categories[values.index(least)]})."
    )


def _plain(value: float) -> float | int:
    return int(value) if float(value).is_integer() else round(value, 2)
