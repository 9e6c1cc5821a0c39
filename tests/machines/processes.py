"""Two processes on one database: what is due is performed by them, and each may die or freeze over it."""

from collections.abc import Callable

from slackapp.domain.action import Action, ActionState
from slackapp.perform import Performer
from slackapp.store import actions
from tests.clicks import PowerCut
from tests.machines.effects import so_it_is
from tests.machines.home import Home
from tests.machines.ledger import Ledger
from tests.machines.wire import Seam, Wire

AT_MOST = 50  # actions due at one moment


class Processes:
    """The first works; the second does what happens meanwhile, and takes over."""

    def __init__(self, house: Home, wire: Wire, ledger: Ledger) -> None:
        """Both are alive."""
        self._house, self._wire, self._ledger = house, wire, ledger
        rooms = (house.database, house.networks, house.poster, house.clock, self._moved)
        self.first, self.second = Performer(*rooms, "A"), Performer(*rooms, "B")
        self.told_done: list[tuple[Action, bool]] = []  # what was said to be done, and whether it was so that moment

    def perform(self, seam: Seam | None = None, event: Callable[[], object] = lambda: None) -> bool:
        """What is due first is performed, and at a seam something else happens. False where nothing was due."""
        due = self._due()
        if due is None:
            return False
        if seam is not None:
            self._wire.at[seam] = event
        try:
            self.run(due)
        except PowerCut:
            self._take_over(due)
        finally:
            self._wire.rest()
        return True

    def perform_due(self) -> None:
        """All that is due is performed."""
        while self.perform():
            pass

    def perform_meanwhile(self) -> None:
        """What is due is performed by the other process, while the first is under way."""
        for _ in range(AT_MOST):
            due = self._due()
            if due is None:
                return
            self.run(due)

    def run(self, action_id: int) -> None:
        """The engine of a process hands an action over; what happens meanwhile happens in the other process."""
        performer = self.second if self._wire.acting else self.first
        self._wire.acting.append(action_id)
        try:
            performer.perform(action_id)
        finally:
            self._wire.acting.pop()

    def run_again(self) -> None:
        """The engine hands over once more what is under way."""
        self.run(self._wire.acting[-1])

    def freeze(self) -> None:
        """The process that is at work says nothing for a minute: the other takes it for dead. Then it goes on."""
        self._ledger.frozen |= set(self._wire.acting)
        self.second.rescue([self.second.replica])
        for seconds in (0, 5, 25, 30):  # what can't be seen is left to a person by then
            self._house.clock.go(seconds=seconds)
            self.perform_meanwhile()

    def _take_over(self, action_id: int) -> None:
        """A process died. The other is handed what it left before it is known to be dead, and touches nothing."""
        called = len(self._house.network.calls)
        stuck = [action for action in self._house.actions() if action.state is ActionState.CALLING]
        if stuck:
            self.second.perform(action_id)
        alive = [self.first.replica, self.second.replica]
        assert not self.second.rescue(alive), "What a living process does is left to it."
        assert len(self._house.network.calls) == called, "What was stuck is not called again blindly."
        assert self.second.rescue(alive[1:]) == len(stuck), "Whatever a dead process left is found."

    def _due(self) -> int | None:
        with self._house.database.read() as tx:
            due = actions.due(tx, self._house.clock(), 1)
        return due[0].action_id if due else None

    def _moved(self, card_id: int) -> None:
        """Something came of the action under way: hold it against the network, this very moment."""
        with self._house.database.read() as tx:
            action = actions.get(tx, self._wire.acting[-1]) if self._wire.acting else None
        if action is not None and action.card_id == card_id and action.state is ActionState.DONE:
            self.told_done.append((action, so_it_is(action, self._house.network)))
        self._wire.pass_by(Seam.TOLD)
