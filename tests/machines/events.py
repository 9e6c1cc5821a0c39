"""What may happen between two steps of an action."""

from collections.abc import Callable

from slackapp.domain.card import DOUBT_CHOICES, Card, Choice
from tests.clicks import PowerCut
from tests.house import ADA
from tests.machines.life import Life
from tests.machines.team import Team
from tests.machines.wire import Seam


class Events:
    """By their names."""

    def __init__(self, life: Life, team: Team) -> None:
        """Of this life, and to these people."""
        self._life, self._team = life, team
        processes = life.processes
        self._by_name: dict[str, Callable[[Card, Choice], object]] = {
            "die": _die,
            "freeze": self._freeze,
            "hand over again": lambda _card, _choice: processes.run_again(),
            "poll": lambda _card, _choice: life.house.poll.poll(life.house.account_id),
            "click": lambda card, choice: team.click(card, choice, ADA),
            "wake": lambda _card, _choice: life.wake(),
            "disconnect": lambda _card, _choice: life.connect(connected=False),
            "connect again": lambda _card, _choice: life.connect(connected=True),
            "go on": lambda _card, _choice: processes.perform_meanwhile(),
        }

    def perform(self, seam: Seam, event: str, card: Card, choice: Choice) -> None:
        """What is due first is performed, and at a seam this happens; where it is a click, then that one."""
        self._life.processes.perform(seam, lambda: self._by_name[event](card, choice))

    def _freeze(self, card: Card, choice: Choice) -> None:
        """Taken for dead; what is in doubt by then, somebody may want sent again before it goes on."""
        self._life.processes.freeze()
        if self._life.house.card(card.id).in_doubt:
            choice = list(DOUBT_CHOICES)[list(Choice).index(choice) % len(DOUBT_CHOICES)]
        self._team.click(card, choice, ADA)
        if choice is not Choice.SEND_AGAIN or len(self._life.network.posted) % 2:
            self._life.processes.perform_meanwhile()


def _die(_card: Card, _choice: Choice) -> None:
    raise PowerCut
