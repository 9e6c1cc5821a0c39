"""Who looks at a card elsewhere than in its message (a list, a review, Home), so that they see the outcome too."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

import structlog
from slack_sdk.errors import SlackClientError

from slackapp.networks.base import NetworkError

log = structlog.get_logger()

KEEP_SECONDS = 600.0
MOST = 500


@dataclass(slots=True)
class Onlookers:
    """Redraws to be made when something came of an action on a card. In memory: the next look shows what was missed."""

    _waiting: dict[tuple[int, str], tuple[float, Callable[[], None]]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def show(self, card_id: int, place: str, redraw: Callable[[], None]) -> None:
        """Redraw now and when the card moves; `place` is one view or message, which keeps its newest redraw alone.

        Where Slack doesn't take it, nothing is raised: what was decided stays decided.
        """
        with self._lock:
            if len(self._waiting) >= MOST:
                self._waiting.clear()
            self._waiting[card_id, place] = (time.monotonic(), redraw)
        _draw(card_id, redraw)

    def leave(self, place: str) -> None:
        """This place shows something else now."""
        with self._lock:
            for key in [key for key in self._waiting if key[1] == place]:
                del self._waiting[key]

    def moved(self, card_id: int) -> None:
        """Something came of an action on this card."""
        with self._lock:
            mine = [key for key in self._waiting if key[0] == card_id]
            due = [self._waiting.pop(key) for key in mine]
        for since, redraw in due:
            if time.monotonic() - since <= KEEP_SECONDS:
                _draw(card_id, redraw)


def _draw(card_id: int, redraw: Callable[[], None]) -> None:
    try:
        redraw()
    except (SlackClientError, NetworkError, OSError) as error:
        log.info("redraw_missed", card=card_id, error=type(error).__name__)
