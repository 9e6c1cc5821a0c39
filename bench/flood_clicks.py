"""People who go on clicking on a few cards, and how long each click took to be acknowledged."""

import threading
import time
from dataclasses import dataclass, field

from bench.faults_town import Json, Town
from slackapp.domain.card import Choice
from slackapp.slack import ids
from tests.slack.at_slack import find, find_all

PAUSE = 0.2  # seconds between two clicks
ROUND = (Choice.IGNORE, Choice.REOPEN)  # each card is put aside and taken up again: a decision on disk each time


@dataclass
class Clicker:
    """Clicks on cards, one after another, in a thread of its own or here."""

    ground: Town
    names: list[str]  # how the cards name their people
    refused: int = 0  # clicks that were not acknowledged
    _turn: int = 0
    _taken: list[float] = field(default_factory=list)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def click_for(self, seconds: float) -> list[float]:
        """Click for so long; the seconds that each took."""
        taken: list[float] = []
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._click(taken)
        return taken

    def begin(self) -> None:
        """Click on in the background."""
        self._thread = threading.Thread(target=self._on, daemon=True)
        self._thread.start()

    def end(self) -> list[float]:
        """Stop; the seconds that each took since it began."""
        assert self._thread is not None
        self._stopped.set()
        self._thread.join()
        return self._taken

    def _on(self) -> None:
        while not self._stopped.is_set():
            self._click(self._taken)

    def _click(self, taken: list[float]) -> None:
        self._turn += 1
        card = self.ground.card(self.names[self._turn % len(self.names)])
        choice = card and next((one for one in ROUND if _has(card, one)), None)
        if card and choice:
            block, element = find(card["blocks"], ids.card_action_id(choice))
            where = {"channel": card["channel"], "ts": card["ts"], "ephemeral": False}
            began = time.monotonic()
            told = self.ground.person(
                "click",
                block_id=block["block_id"],
                action_id=element["action_id"],
                value=element.get("value"),
                **where,
            )
            taken.append(time.monotonic() - began)
            self.refused += told.get("ok") is not True and told.get("error") != "no_such_element"
        time.sleep(PAUSE)


def _has(card: Json, choice: Choice) -> bool:
    return any(find_all(card.get("blocks", []), ids.card_action_id(choice)))
