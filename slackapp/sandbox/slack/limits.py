"""How often Slack lets a method be called. Source: docs.slack.dev/apis/web-api/rate-limits."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from slackapp.sandbox.slack.arguments import RateLimited


@dataclass(frozen=True)
class Limits:
    """`post_interval` in seconds, per channel; the rest in calls per rolling minute, for the workspace."""

    post_interval: float = 1.0
    updates: int = 50
    publishes: int = 100
    others: int = 600


class Meter:
    """Counts calls. Not thread-safe: it is used under the state's lock."""

    def __init__(self, limits: Limits, now: Callable[[], float]) -> None:
        """`now` in seconds."""
        self._limits = limits
        self._now = now
        self._last_post: dict[str, float] = {}
        self._recent: dict[str, deque[float]] = {}

    def post(self, channel_id: str) -> None:
        """Count a message to a channel; raises `RateLimited`."""
        now = self._now()
        since = now - self._last_post.get(channel_id, -math.inf)
        if 0 <= since < self._limits.post_interval:
            raise RateLimited(max(1, math.ceil(self._limits.post_interval - since)))
        self._last_post[channel_id] = now

    def call(self, method: str) -> None:
        """Count a call of a method; raises `RateLimited`."""
        per_minute = {"chat.update": self._limits.updates, "views.publish": self._limits.publishes}
        most = per_minute.get(method, self._limits.others)
        now = self._now()
        recent = self._recent.setdefault(method, deque())
        while recent and now - recent[0] >= 60:
            recent.popleft()
        if len(recent) >= most:
            raise RateLimited(max(1, math.ceil(60 - (now - recent[0]))))
        recent.append(now)
