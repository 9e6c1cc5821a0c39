"""One workspace's life: its rooms, its network, what people decided in it, and how its actions are performed."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from slackapp.chores import Chores
from slackapp.decisions import Decided, TooLate
from slackapp.dispatch import Dispatcher
from slackapp.domain.action import Action, ActionState
from slackapp.domain.card import Card, Choice
from slackapp.perform import Performer
from slackapp.store import actions, messages, people, posts
from slackapp.store.database import Database
from tests.clicks import PowerCut
from tests.conftest import emptied
from tests.fake_network import FakeNetwork
from tests.house import SOCIAL, House, MovingClock
from tests.machines.effects import so_it_is
from tests.machines.faults import SlackFaults
from tests.machines.journal import Change, Journal
from tests.machines.wire import Seam, Wire

AN_HOUR = timedelta(hours=1)
AT_MOST = 50  # actions due at one moment


@dataclass(frozen=True, slots=True)
class Click:
    """One click, and what there was before and after it."""

    choice: Choice
    who: str
    words: str
    before: Card
    after: Card
    were: dict[int, Action]  # the card's actions by their ids
    are: dict[int, Action]
    result: Decided | TooLate

    @property
    def new(self) -> list[Action]:
        """What it planned."""
        return [action for number, action in self.are.items() if number not in self.were]

    @property
    def changed(self) -> list[Action]:
        """What it changed, as it was before."""
        return [action for number, action in self.were.items() if self.are[number] != action]


@dataclass
class Ledger:
    """What people decided, and what befell the network: written down beside Rapport, never asked of it."""

    decided: dict[str, str] = field(default_factory=dict)  # by the action's key: who
    deciders: dict[int, set[str]] = field(default_factory=dict)  # by card id
    sent_again: Counter[int] = field(default_factory=Counter)  # by action id
    followed_by_hand: Counter[str] = field(default_factory=Counter)  # on the network itself, by person
    frozen: set[int] = field(default_factory=set)  # actions whose process was taken for dead, and was not
    beyond_help: bool = False  # down, or cut off, for longer than Rapport looks: anything may be left to a person

    def note(self, click: Click) -> None:
        """Somebody decided."""
        self.deciders.setdefault(click.before.id, set()).add(click.who)
        self.decided |= {action.key: click.who for action in click.new}
        for action in click.changed:
            self.sent_again[action.id] += click.choice is Choice.SEND_AGAIN


class Life:
    """What the random steps are made of."""

    def __init__(self, database: Database) -> None:
        """Begin with an empty database that notes its changes."""
        clock = MovingClock()
        network = FakeNetwork(now=clock)
        self.wire = Wire(network, clock)
        self.house = House(emptied(database), clock=clock, real=self.wire)  # type: ignore[arg-type]  # it is one, by delegation
        self.house.network = network
        self.network, self.ledger, self.journal = network, Ledger(), Journal(database)
        self.journal.clear()
        self.slack = SlackFaults(self.house, self.wire)
        self.replicas = [
            Performer(database, self.house.networks, self.house.poster, clock, self._moved, name) for name in "AB"
        ]
        self.told_done: list[
            tuple[Action, bool]
        ] = []  # what was said to be done, and whether it was so that very moment
        self.changes: list[Change] = []
        self.actions: tuple[Action, ...] = ()
        self.cards: tuple[Card, ...] = ()

    def look(self) -> None:
        """See how everything stands now."""
        self.changes = list(self.journal.news())
        self.actions, self.cards = self.house.actions(), self.house.cards()

    # People

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

    def actions_of(self, card: Card) -> dict[int, Action]:
        """A card's actions by their ids."""
        return {action.id: action for action in self.house.actions() if action.card_id == card.id}

    def click(self, card: Card, choice: Choice, who: str, words: str = "") -> Click:
        """Somebody clicks. Replies have words of their own, each time others, so that posts can be told apart."""
        house = self.house
        before, were = house.card(card.id), self.actions_of(card)
        if choice is Choice.REPLY:
            words = words or f"Words no. {len(self.ledger.decided)}"
        result = house.decide(card, choice, who, words, until=house.clock() + AN_HOUR)
        made = Click(choice, who, words, before, house.card(card.id), were, self.actions_of(card), result)
        if isinstance(result, Decided):
            self.ledger.note(made)
        return made

    # Actions

    def perform(self, seam: Seam | None = None, event: Callable[[], object] = lambda: None) -> bool:
        """What is due first is performed, and at a seam something else happens. False where nothing was due."""
        with self.house.database.read() as tx:
            due = actions.due(tx, self.house.clock(), 1)
        if not due:
            return False
        if seam is not None:
            self.wire.at[seam] = event
        try:
            self.run(due[0].action_id)
        except PowerCut:
            self.take_over(due[0].action_id)
        finally:
            self.wire.rest()
        return True

    def run(self, action_id: int) -> None:
        """The engine of a process hands an action over; what happens meanwhile happens in the other process."""
        performer = self.replicas[min(len(self.wire.acting), 1)]
        self.wire.acting.append(action_id)
        try:
            performer.perform(action_id)
        finally:
            self.wire.acting.pop()

    def run_again(self) -> None:
        """The engine hands over once more what is under way."""
        self.run(self.wire.acting[-1])

    def perform_due(self) -> None:
        """All that is due is performed."""
        while self.perform():
            pass

    def perform_meanwhile(self) -> None:
        """What is due is performed by the other process, while the first is under way."""
        for _ in range(AT_MOST):
            with self.house.database.read() as tx:
                due = actions.due(tx, self.house.clock(), 1)
            if not due:
                return
            self.run(due[0].action_id)

    def take_over(self, action_id: int) -> None:
        """A process died. The other is handed what it left before it is known to be dead, and touches nothing."""
        called = len(self.network.calls)
        stuck = [action for action in self.house.actions() if action.state is ActionState.CALLING]
        first, second = self.replicas
        if stuck:
            second.perform(action_id)
        assert not second.rescue([first.replica, second.replica]), "What a living process does is left to it."
        assert len(self.network.calls) == called, "What was stuck is not called again blindly."
        assert second.rescue([second.replica]) == len(stuck), "Whatever a dead process left is found."

    def freeze(self) -> None:
        """The process that is at work says nothing for a minute: the other takes it for dead. Then it goes on."""
        second = self.replicas[1]
        self.ledger.frozen |= set(self.wire.acting)
        second.rescue([second.replica])
        for seconds in (0, 5, 55):
            self.house.clock.go(seconds=seconds)
            self.perform_meanwhile()

    def _moved(self, card_id: int) -> None:
        """Something came of the action under way: hold it against the network, this very moment."""
        with self.house.database.read() as tx:
            action = actions.get(tx, self.wire.acting[-1]) if self.wire.acting else None
        if action is not None and action.card_id == card_id and action.state is ActionState.DONE:
            self.told_done.append((action, so_it_is(action, self.network)))
        self.wire.pass_by(Seam.TOLD)

    def wake(self) -> None:
        """The clock's chore that brings snoozed cards back."""
        house = self.house
        dispatcher = Dispatcher(house.database, None, house.clock)  # type: ignore[arg-type]  # nothing is handed over
        Chores(house.database, None, house.report, self.replicas[0], house.poll, dispatcher, house.clock).wake_snoozed()  # type: ignore[arg-type]  # likewise

    def live_on(self, minutes: int) -> None:
        """Time passes, and what falls due meanwhile is performed at its time."""
        until = self.house.clock() + timedelta(minutes=minutes)
        while True:
            self.perform_due()
            with self.house.database.read() as tx:
                following = actions.next_due(tx, self.house.clock())
            self.house.clock.at = min(following or until, until)
            if following is None or following > until:
                return

    def notify(self) -> None:
        """A message of Rapport's own is to be posted."""
        with self.house.database.write() as tx:
            key = f"notice {len(self.house.poster.posts)} {self.house.clock()}"
            new = messages.NewMessage(key, messages.MessageKind.NOTICE, self.house.workspace.id, SOCIAL)
            if not messages.exists(tx, key):
                messages.add(tx, new, self.house.clock())
