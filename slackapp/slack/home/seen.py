"""What each person's Home showed last, as far as this process drew it, and how many charts Slack takes there."""

import time
from dataclasses import dataclass, field
from threading import Lock

from slackapp.domain.home import Looking
from slackapp.slack.home.numbers import MOST_CHARTS

MOST = 10_000  # people
ASK_AGAIN_SECONDS = 24 * 3600.0
_FEWER = {3: 2, 2: 0}  # Slack takes two in a message; on Home it says nothing of a number, nor whether it takes any


@dataclass(slots=True)
class Seen:
    """In memory: who is not known is shown the first tab, and what is not known is tried."""

    _looking: dict[tuple[int, str], Looking] = field(default_factory=dict)
    _charts: dict[int, tuple[int, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def last(self, workspace_id: int, user_id: str) -> Looking:
        """Where somebody was last."""
        with self._lock:
            return self._looking.get((workspace_id, user_id), Looking())

    def knows(self, workspace_id: int, user_id: str) -> bool:
        """Whether somebody's Home was drawn by this process."""
        with self._lock:
            return (workspace_id, user_id) in self._looking

    def note(self, workspace_id: int, user_id: str, looking: Looking) -> None:
        """Remember where somebody is."""
        with self._lock:
            if len(self._looking) >= MOST:
                self._looking.clear()
            self._looking[workspace_id, user_id] = looking

    def charts(self, workspace_id: int) -> int:
        """How many chart blocks a workspace's Home takes; asked anew after a day."""
        with self._lock:
            taken, until = self._charts.get(workspace_id, (MOST_CHARTS, 0.0))
            return taken if time.monotonic() < until else MOST_CHARTS

    def refused(self, workspace_id: int, charts: int) -> bool:
        """So many were refused: from now on fewer are tried. False where there is nothing less to try."""
        if charts not in _FEWER:
            return False
        with self._lock:
            self._charts[workspace_id] = (_FEWER[charts], time.monotonic() + ASK_AGAIN_SECONDS)
        return True
