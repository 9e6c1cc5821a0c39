"""What each person's Home showed last, as far as this process drew it, and whether Slack takes charts there."""

import time
from dataclasses import dataclass, field
from threading import Lock

from slackapp.domain.home import Looking
from slackapp.slack.home.numbers import MOST_CHARTS

MOST = 10_000  # people
LOOKS_SECONDS = 15 * 60.0  # so long somebody counts as looking at Home
ASK_AGAIN_SECONDS = 24 * 3600.0


@dataclass(slots=True)
class Seen:
    """In memory: who is not known is shown the first tab, and what is not known is tried."""

    _looking: dict[tuple[int, str], tuple[Looking, float]] = field(default_factory=dict)
    _no_charts_until: dict[int, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def last(self, workspace_id: int, user_id: str) -> Looking:
        """Where somebody was last."""
        with self._lock:
            return self._looking.get((workspace_id, user_id), (Looking(), 0.0))[0]

    def looks(self, workspace_id: int, user_id: str) -> bool:
        """Whether this process drew somebody's Home a short while ago."""
        with self._lock:
            _, at = self._looking.get((workspace_id, user_id), (None, -LOOKS_SECONDS))
            return time.monotonic() - at < LOOKS_SECONDS

    def note(self, workspace_id: int, user_id: str, looking: Looking) -> None:
        """Remember where somebody is."""
        with self._lock:
            if len(self._looking) >= MOST:
                self._looking.clear()
            self._looking[workspace_id, user_id] = looking, time.monotonic()

    def charts(self, workspace_id: int) -> int:
        """How many of Slack's chart blocks a workspace's Home may take: none within a day after it refused them."""
        with self._lock:
            refused = time.monotonic() < self._no_charts_until.get(workspace_id, 0.0)
        return 0 if refused else MOST_CHARTS

    def refused(self, workspace_id: int) -> bool:
        """They were refused: none is tried for a day. False where none was tried."""
        tried = self.charts(workspace_id)
        with self._lock:
            self._no_charts_until[workspace_id] = time.monotonic() + ASK_AGAIN_SECONDS
        return tried > 0
