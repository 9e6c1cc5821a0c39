"""What a digest's message is called, and what it keeps of what it sums up."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from slackapp.domain.periods import Period, Span, one_day


def digest_key(workspace_id: int, channel_id: str, day: str, span: Span = Span.DAY) -> str:
    """The key of the one digest of a channel that sums up what ends on a day; `day` is ISO."""
    kind = "digest" if span is Span.DAY else f"digest-{span}"
    return f"{kind}:{workspace_id}:{channel_id}:{day}"


def digest_body(period: Period, zone: str) -> dict[str, Any]:
    """What a digest's message keeps of what it sums up; a single day's is as it has always been."""
    body = {"day": period.last.isoformat(), "zone": zone}
    return body if period == one_day(period.last) else body | {"span": period.span, "first": period.first.isoformat()}


def period_of(body: Mapping[str, Any]) -> Period:
    """What a digest's message sums up, read back."""
    last = date.fromisoformat(str(body["day"]))
    return Period(Span(body.get("span", Span.DAY)), date.fromisoformat(str(body.get("first", last))), last)
