"""Who looks at a card elsewhere than in its message (a list, a review, Home), so that they see the outcome too."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

import structlog

from slackapp.networks.base import NetworkError
from slackapp.slack.errors import LOST
from slackapp.slack.soon import Soon, at_once

log = structlog.get_logger()

KEEP_SECONDS = 600.0
MOST = 500


@dataclass(slots=True)
class Onlookers:
    """Redraws to be made when something came of an action on a card. In memory: the next look shows what was missed."""

    soon: Soon = at_once
    _waiting: dict[tuple[int, str], tuple[float, Callable[[], None]]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def show(self, place: str, redraw: Callable[[], None], card_id: int | None = None) -> None:
        """Redraw a place (one view or message) soon, and again when the card moves.

        Without a card the place shows something else from now on: what came of earlier clicks is not drawn over it.
        Where Slack doesn't take it, nothing is raised: what was decided stays decided.
        """
        with self._lock:
            if card_id is None:
                self._waiting = {key: waits for key, waits in self._waiting.items() if key[1] != place}
            else:
                if len(self._waiting) >= MOST:
                    self._waiting.clear()
                self._waiting[card_id, place] = (time.monotonic(), redraw)
        self.again(place, redraw)

    def again(self, place: str, redraw: Callable[[], None]) -> None:
        """Redraw a place soon that shows the same as before: what it waits for is drawn, too, when it comes."""
        self.soon(lambda: _draw(place, redraw))

    def moved(self, card_id: int) -> None:
        """Something came of an action on this card."""
        with self._lock:
            due = {key: self._waiting.pop(key) for key in list(self._waiting) if key[0] == card_id}
        for (_, place), (since, redraw) in due.items():
            if time.monotonic() - since <= KEEP_SECONDS:
                _draw(place, redraw)


def _draw(place: str, redraw: Callable[[], None]) -> None:
    try:
        redraw()
    except (*LOST, NetworkError) as error:
        log.info("redraw_missed", place=place, error=type(error).__name__)
