"""One workspace's life: its rooms, its network, its two processes, and how its time goes by."""

from datetime import timedelta

from slackapp.chores import Chores
from slackapp.dispatch import Dispatcher
from slackapp.domain.action import Action
from slackapp.domain.card import Card
from slackapp.store import actions, messages, people, posts
from slackapp.store.database import Database
from tests.conftest import emptied
from tests.fake_network import FakeNetwork
from tests.house import SOCIAL, MovingClock
from tests.machines.faults import SlackFaults
from tests.machines.home import Home
from tests.machines.journal import Change, Journal
from tests.machines.ledger import Ledger
from tests.machines.processes import Processes
from tests.machines.wire import Wire


class Life:
    """What the random steps are made of."""

    def __init__(self, database: Database) -> None:
        """Begin with an empty database that notes its changes."""
        clock = MovingClock()
        self.network = FakeNetwork(now=clock)
        self.wire = Wire(self.network, clock)
        self.house = Home(emptied(database), clock=clock, real=self.wire)
        self.house.network = self.network
        self.ledger, self.journal = Ledger(), Journal(database)
        self.journal.clear()
        self.slack = SlackFaults(self.house, self.wire)
        self.processes = Processes(self.house, self.wire, self.ledger)
        self.changes: list[Change] = []
        self.actions: tuple[Action, ...] = ()
        self.cards: tuple[Card, ...] = ()

    def look(self) -> None:
        """See how everything stands now."""
        self.changes = list(self.journal.news())
        self.actions, self.cards = self.house.actions(), self.house.cards()

    def card(self, place: int) -> Card:
        """One of the cards."""
        cards = self.house.cards()
        return cards[place % len(cards)]

    def question(self, card: Card) -> str:
        """The network's id of the post that a card asks about."""
        with self.house.database.read() as tx:
            return posts.mention(tx, card.question_id or 0).post.id

    def person(self, card: Card) -> str:
        """The network's id of whom a card is about."""
        with self.house.database.read() as tx:
            return people.profile(tx, card.person_id).id

    def live_on(self, minutes: int) -> None:
        """Time passes, and what falls due meanwhile is performed at its time."""
        until = self.house.clock() + timedelta(minutes=minutes)
        while True:
            self.processes.perform_due()
            with self.house.database.read() as tx:
                following = actions.next_due(tx, self.house.clock())
            self.house.clock.at = min(following or until, until)
            if following is None or following > until:
                return

    def wake(self) -> None:
        """The clock's chore that brings snoozed cards back."""
        house = self.house
        dispatcher = Dispatcher(house.database, None, house.clock)  # type: ignore[arg-type]  # nothing is handed over
        performer = self.processes.first
        Chores(house.database, None, house.report, performer, house.poll, dispatcher, house.clock).wake_snoozed()  # type: ignore[arg-type]  # likewise

    def connect(self, *, connected: bool) -> None:
        """The account is connected again with a new login, or disconnected."""
        self.house.clock.go(seconds=1)
        self.wire.connected = connected
        if connected:
            self.house.connect()
        else:
            self.house.disconnect()

    def notify(self) -> None:
        """A message of Rapport's own is to be posted."""
        with self.house.database.write() as tx:
            key = f"notice {len(self.house.poster.posts)} {self.house.clock()}"
            new = messages.NewMessage(key, messages.MessageKind.NOTICE, self.house.workspace.id, SOCIAL)
            if not messages.exists(tx, key):
                messages.add(tx, new, self.house.clock())
