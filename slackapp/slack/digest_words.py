"""A digest's sums in words: how soon people got an answer, against the target; and what changed since before."""

from slackapp.domain.chart import Chart, ChartKind, Series
from slackapp.domain.digest import DayFacts, Recap, Sums
from slackapp.domain.periods import Span
from slackapp.domain.words import how_long

_PER_CENT = 100
_OVER = {Span.DAY: "the last days", Span.WEEK: "day by day", Span.MONTH: "week by week"}


def is_quiet(recap: Recap) -> bool:
    """Whether there is nothing at all to tell."""
    return not recap.elsewhere_total and all(is_quiet_for(digest.facts) for digest in recap.digests)


def is_quiet_for(facts: DayFacts) -> bool:
    """Whether there is nothing to tell of an account."""
    counts = (facts.new_followers, facts.lost_followers, facts.followed_back, facts.questions)
    return not any((*counts, facts.open_total, facts.waiting_followers))


def replies(sums: Sums) -> str:
    """How long people waited for the first reply, and how many had it in time."""
    if sums.median_reply is None:
        lines = ["no replies yet"]
    else:
        lines = [f"half within {how_long(sums.median_reply)}"]
        if sums.p90_reply is not None and sums.p90_reply != sums.median_reply:
            lines.append(f"nine in ten within {how_long(sums.p90_reply)}")
        if sums.business:
            lines[-1] += " of business hours"
    if sums.judged:
        share = sums.in_time * _PER_CENT // sums.judged
        lines.append(f"🎯 {sums.in_time:,} of {sums.judged:,} in time ({share} %)")
    return "\n".join(lines)


def compared(now: Sums, before: Sums) -> str:
    """What changed, with arrows, words and both numbers; "" where nothing happened in either."""
    told = [
        _counted("new followers", now.new_followers, before.new_followers),
        _counted("questions", now.questions, before.questions),
        _rates("answered", (now.answered, now.questions), (before.answered, before.questions)),
        _rates("in time", (now.in_time, now.judged), (before.in_time, before.judged)),
        _waits(now, before),
    ]
    return " · ".join(filter(None, told))


def digest_charts(recap: Recap) -> tuple[Chart, ...]:
    """Followers who came and left, questions asked and answered (Slack takes two); none of what did not happen."""
    labels = tuple(part.label for part in recap.period.parts())[: len(recap.flows)]
    over = _OVER[recap.period.span]
    if is_quiet(recap) or not labels:
        return ()
    came, left = (tuple(float(getattr(each, name)) for each in recap.flows) for name in ("came", "left"))
    asked, answered = (tuple(float(getattr(each, name)) for each in recap.flows) for name in ("asked", "answered"))
    drawn = (
        Chart(f"Followers, {over}", ChartKind.BAR, labels, (Series("Came", came), Series("Left", left)), "people"),
        Chart(f"Questions, {over}", ChartKind.LINE, labels, (Series("Asked", asked), Series("Answered", answered))),
    )
    return tuple(chart for chart in drawn if not chart.empty)


def _counted(things: str, now: int, before: int) -> str:
    if now == before:
        return f"= as many {things} ({now:,})" if now else ""
    more = f"↑ {now - before:,} more {things}" if now > before else f"↓ {before - now:,} fewer {things}"
    return f"{more} ({now:,}, before {before:,})"


def _rates(what: str, now: tuple[int, int], before: tuple[int, int]) -> str:
    if not now[1] or not before[1]:
        return ""
    here, there = (part * _PER_CENT // whole for part, whole in (now, before))
    arrow = "↑" if here > there else "↓" if here < there else "="
    return f"{arrow} {here} % {what}" + (f" (before {there} %)" if here != there else ", as before")


def _waits(now: Sums, before: Sums) -> str:
    here, there = now.median_reply, before.median_reply
    if here is None or there is None or how_long(here) == how_long(there):
        return ""
    return f"{'↓ faster' if here < there else '↑ slower'}: half within {how_long(here)} (before {how_long(there)})"
