"""Home's third tab: how it goes today and in the last thirty days, and how the accounts are."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import median
from types import MappingProxyType

from slackapp.domain.chart import Chart, ChartKind, Series
from slackapp.domain.home import Day, Numbers
from slackapp.domain.words import how_long
from slackapp.slack.blocks import context, divider, fields, header, section
from slackapp.slack.charts import chart_block, chart_image, chart_words, number
from slackapp.slack.home.accounts import account_blocks
from slackapp.slack.message import Block

MOST_CHARTS = 2  # of Slack's own blocks, as in a message; whether Home takes any, Slack doesn't say
_DRAWN = 2  # days of a point in a picture, and in Slack's own chart, which holds 20 points
_TYPED = 6  # days of a bar made of signs, which takes a line
_MOST_ACCOUNTS = 10
_LONGEST_BAR = 10  # signs; with its dates and numbers a line still fits on a phone
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HOURS_FROM = timedelta(hours=4)  # where first replies take longer, they are drawn in hours


def charts_of(told: Numbers) -> tuple[Chart, ...]:
    """What the tab shows as charts, where they are drawn."""
    return tuple(_charts(told.days, _DRAWN))


def numbers_blocks(
    told: Numbers, charts: int = MOST_CHARTS, pictures: Mapping[Chart, str] = MappingProxyType({})
) -> list[Block]:
    """Draw the tab.

    Args:
        told: the figures.
        charts: how many of Slack's own chart blocks it may hold.
        pictures: file ids of those charts that were uploaded; all others are made of signs.
    """
    if not told.days:
        return [header("📊 Numbers"), section("🌱 The first numbers come with the first look at an account.")]
    return [
        *_today(told.days[-1]),
        *_month(told.days, charts, pictures),
        divider(),
        header("Accounts"),
        *(block for each in told.accounts[:_MOST_ACCOUNTS] for block in account_blocks(each, told.now)),
        *([section("🌱 *No account is connected now.*")] if not told.accounts else []),
    ]


def _today(day: Day) -> list[Block]:
    asked = f"{day.questions:,} · {len(day.first_replies):,} answered" if day.questions else "none so far"
    left = f" · {day.lost_followers:,} left" if day.lost_followers else ""
    typical = how_long(_median(day.first_replies)) if day.first_replies else "no reply yet"
    return [
        header("Today"),
        fields(
            f"*New followers*\n{day.new_followers:,}{left}",
            f"*Followed back*\n{day.followed_back:,}",
            f"*Questions*\n{asked}",
            f"*First reply, median*\n{typical}",
        ),
    ]


def _month(days: Sequence[Day], charts: int, pictures: Mapping[Chart, str]) -> list[Block]:
    came, left = sum(day.new_followers for day in days), sum(day.lost_followers for day in days)
    asked, replies = sum(day.questions for day in days), [wait for day in days for wait in day.first_replies]
    rate = f" ({len(replies) * 100 // asked} %)" if asked else ""
    typical = f" · median first reply *{how_long(_median(replies))}*" if replies else ""
    told = (
        f"👋 *{came - left:+,}* followers: {came:,} came, {left:,} left\n"
        f"💬 *{asked:,}* questions, *{len(replies):,}* answered{rate}{typical}"
    )
    blocks: list[Block] = [header(f"The last {len(days)} days"), section(told.replace("*-", "*−"))]
    for at, (drawn, typed) in enumerate(zip(_charts(days, _DRAWN), _charts(days, _TYPED), strict=True)):
        if at < charts:
            blocks += [chart_block(drawn), context(chart_words(drawn))]
        else:
            blocks.append(chart_image(pictures[drawn], chart_words(drawn)) if drawn in pictures else _typed(typed))
    return blocks


def _typed(chart: Chart) -> Block:
    """A chart in signs of text, for where Slack takes no more of its own: a line for each stretch of days.

    Its first series is drawn, and the second told behind it.
    """
    first, *second = chart.series
    highest, width = max(first.values) or 1, max(map(len, chart.categories))
    lines = [chart.title]
    for at, (label, value) in enumerate(zip(chart.categories, first.values, strict=True)):
        signs = "█" * round(value / highest * _LONGEST_BAR)
        told = "".join(f" · {number(each.values[at])} {each.name.lower()}" for each in second if each.values[at])
        lines.append(f"{label:>{width}} {signs}{' ' if signs else ''}{number(value)}{told}")
    text = {"type": "text", "text": "\n".join(lines)}
    return {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": [text]}]}


def _charts(days: Sequence[Day], span: int) -> list[Chart]:
    """What there is to see, the most telling first: a point for each stretch of days, labelled with its dates."""
    stretches = [days[start : start + span] for start in range(0, len(days), span)]
    labels = tuple(_label(each[0].day, each[-1].day) for each in stretches)
    came = _sums(stretches, [day.new_followers for day in days], span)
    left = _sums(stretches, [day.lost_followers for day in days], span)
    asked = _sums(stretches, [day.questions for day in days], span)
    answered = _sums(stretches, [len(day.first_replies) for day in days], span)
    found = [
        Chart("Followers gained and lost", ChartKind.BAR, labels, (Series("Gained", came), Series("Lost", left))),
        _replies(stretches, labels),
        Chart("Questions asked", ChartKind.BAR, labels, (Series("Asked", asked), Series("Answered", answered))),
    ]
    return [chart for chart in found if chart is not None and not chart.empty]


def _replies(stretches: Sequence[Sequence[Day]], labels: tuple[str, ...]) -> Chart | None:
    """How fast first replies came; where none was sent there is no point, for none is not fast."""
    waits = {
        label: [w for day in each for w in day.first_replies] for label, each in zip(labels, stretches, strict=True)
    }
    medians = {label: _median(found) for label, found in waits.items() if found}
    if not medians:
        return None
    in_hours = max(medians.values()) >= _HOURS_FROM
    unit, named = (timedelta(hours=1), "hours") if in_hours else (timedelta(minutes=1), "minutes")
    values = tuple(round(each / unit, 1) for each in medians.values())
    return Chart(f"First replies: median wait in {named}", ChartKind.LINE, tuple(medians), (Series("Median", values),))


def _median(waits: Sequence[timedelta]) -> timedelta:
    return timedelta(seconds=median(each.total_seconds() for each in waits))


def _sums(stretches: Sequence[Sequence[Day]], values: Sequence[int], span: int) -> tuple[float, ...]:
    return tuple(float(sum(values[at * span : (at + 1) * span])) for at in range(len(stretches)))


def _label(first: date, last: date) -> str:
    """The dates of a stretch: "Nov 3–4", "Oct 31–Nov 1"; they are unique within a year."""
    if first == last:
        return f"{_MONTHS[first.month - 1]} {first.day}"
    month = "" if first.month == last.month else f"{_MONTHS[last.month - 1]} "
    return f"{_MONTHS[first.month - 1]} {first.day}–{month}{last.day}"
