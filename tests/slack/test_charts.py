"""Charts in Slack: the block within Slack's limits, the words and the signs that stand in for it."""

import pytest

from slackapp.domain.chart import Chart, ChartKind, Series
from slackapp.slack.charts import chart_bars, chart_block, chart_image, chart_words

WEEK = ("Mon 2", "Tue 3", "Wed 4")
FOLLOWERS = Chart(
    "Followers", ChartKind.BAR, WEEK, (Series("Came", (3, 12, 5)), Series("Left", (0, -2, 0.5))), "people"
)


def test_slacks_own_chart_has_a_point_for_each_category_in_each_series() -> None:
    """The block has the shape that Slack documents; whole numbers stay whole."""
    block = chart_block(FOLLOWERS)
    chart = block["chart"]
    assert isinstance(chart, dict)
    assert (block["type"], block["title"], chart["type"]) == ("data_visualization", "Followers", "bar")
    assert chart["axis_config"] == {"categories": list(WEEK), "y_label": "people"}
    assert chart["series"][0] == {
        "name": "Came",
        "data": [{"label": "Mon 2", "value": 3}, {"label": "Tue 3", "value": 12}, {"label": "Wed 4", "value": 5}],
    }
    assert [point["value"] for point in chart["series"][1]["data"]] == [0, -2, 0.5]


def test_words_say_what_the_chart_shows() -> None:
    """Who does not see it hears each series' ends, its highest and its lowest."""
    assert chart_words(FOLLOWERS) == (
        "Followers (people), a bar chart, Mon 2 to Wed 4. "
        "Came: from 3 to 5, most 12 (Tue 3), least 3 (Mon 2). "
        "Left: from 0 to 0.5, most 0.5 (Wed 4), least −2 (Tue 3)."
    )
    assert chart_image("F1", "words") == {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "words"}


def test_signs_of_text_are_as_long_as_their_values() -> None:
    """The last fallback: literal text of one width, each bar with its number."""
    shown = str(chart_bars(FOLLOWERS))
    assert "Tue 3 ████████████ 12" in shown
    assert "Mon 2 ███ 3" in shown
    assert "Tue 3 ░░ −2" in shown
    assert "Mon 2 0" in shown


@pytest.mark.parametrize(
    ("categories", "series"),
    [
        ((), (Series("a", ()),)),
        (("a",), ()),
        (("a", "a"), (Series("x", (1, 2)),)),
        (("a",), (Series("x", (1,)), Series("x", (1,)))),
        (("a" * 21,), (Series("x", (1,)),)),
        (("a", "b"), (Series("x", (1,)),)),
        (("a",), (Series("x", (float("nan"),)),)),
        (tuple(map(str, range(21))), (Series("x", (1,) * 21),)),
    ],
)
def test_what_could_not_be_drawn_is_no_chart(categories: tuple[str, ...], series: tuple[Series, ...]) -> None:
    """A chart that Slack would refuse is refused here, where the cause is known."""
    with pytest.raises(ValueError, match="chart"):
        Chart("Title", ChartKind.LINE, categories, series)
