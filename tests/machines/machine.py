"""What may happen, in any order: people click, networks fail, the power goes out, time passes."""

import sys
from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from slackapp.domain.card import DOUBT_CHOICES, Card, CardKind, Choice, choose
from slackapp.store import accounts
from slackapp.store.database import Database
from tests.clicks import PowerCut
from tests.house import ADA, BEN
from tests.machines.cards import PLANS, planned_by
from tests.machines.click_promises import (
    AT_EACH_CLICK,
    of_two_people_one_is_told_of_the_other,
    the_same_click_twice_is_one,
)
from tests.machines.faults import LOST, Fault, arrange
from tests.machines.life import Click, Life
from tests.machines.promises import AFTER_EACH_STEP, AT_THE_END, snoozed_cards_come_back
from tests.machines.wire import READS, WRITES, Seam

CHOICES = st.sampled_from([*Choice, Choice.REPLY, Choice.REPLY, Choice.FOLLOW, Choice.UNDO_REPLY, Choice.UNDO_FOLLOW])
ACTING = st.sampled_from(
    [c for c, n in ((Choice.REPLY, 4), (Choice.FOLLOW, 2), *((c, 1) for c in PLANS)) for _ in range(n)]
)
DOUBTS = st.sampled_from(list(DOUBT_CHOICES))
FAULTS = st.sampled_from([*Fault, *LOST, *LOST])
SEAMS = st.sampled_from(Seam)
EVENTS = st.sampled_from(
    [
        "die",
        "die",
        "freeze",
        "freeze",
        "hand over again",
        "poll",
        "click",
        "wake",
        "disconnect",
        "connect again",
        "go on",
    ]
)
PLACES = st.integers(0, 3)  # among the cards that offer a choice
WHO = st.sampled_from([ADA, BEN])
MINUTES = st.sampled_from([0, 1, 1, 20])
UNDOES = {Choice.UNDO_FOLLOW: Choice.FOLLOW, Choice.UNDO_REPLY: Choice.REPLY, Choice.UNDO_LIKE: Choice.LIKE}
MOST_CARDS = 6
AT_LAST = 10_000  # minutes: longer than anything is waited for


class Machine(RuleBasedStateMachine):
    """A workspace with a few cards, looked after by two processes."""

    def __init__(self, database: Database) -> None:
        """Begin with an empty database that notes its changes."""
        super().__init__()
        self.life, self.most_cards = Life(database), MOST_CARDS
        self.house, self.network, self.wire = self.life.house, self.life.network, self.life.wire

    @initialize(knows_again=st.booleans())
    def move_in(self, knows_again: bool) -> None:
        """The baseline, and some cards."""
        self.network.knows_again = knows_again
        self.house.polled()
        self.house.follower_card("mira", protected=True)
        self.house.question_card("@fernandfable do you ship to Oslo?")

    # What people do

    @rule(choice=CHOICES, place=PLACES, who=WHO, minutes=MINUTES)
    def click(self, choice: Choice, place: int, who: str, minutes: int) -> None:
        """Somebody chooses something on a card that offers it, if there is one; time passes."""
        self._click(self._card(choice, place), choice, who)
        self.live_on(minutes)

    @rule(choice=ACTING, place=PLACES, fault=FAULTS, late=st.sampled_from([0, 0, 1, 5]), minutes=MINUTES)
    def act_and_fail(self, choice: Choice, place: int, fault: Fault, late: int, minutes: int) -> None:
        """Somebody has something done, and its call fails; the network may show what came of it late."""
        card = self._card(choice, place)
        if (method := str(planned_by(card, choice))) in WRITES:
            arrange(self.house, method, fault)
        self._fall_behind(late)
        self._click(card, choice, ADA)
        self.live_on(minutes)

    @rule(choice=ACTING, place=PLACES, seam=SEAMS, event=EVENTS, other=CHOICES, minutes=MINUTES)
    def act_and_meanwhile(
        self, choice: Choice, place: int, seam: Seam, event: str, other: Choice, minutes: int
    ) -> None:
        """Somebody has something done, and between two of its steps something else happens."""
        card = self._card(choice, place)
        self.life.perform_due()
        self._click(card, choice, BEN)
        self._perform(seam, event, card, other)
        self.live_on(minutes)

    @rule(
        place=PLACES,
        fault=st.sampled_from(LOST),
        late=st.sampled_from([0, 5]),
        choice=DOUBTS,
        other=DOUBTS,
        minutes=MINUTES,
    )
    def settle_a_doubt(self, place: int, fault: Fault, late: int, choice: Choice, other: Choice, minutes: int) -> None:
        """A reply's answer was lost, and two people at once say what is to become of it."""
        if not any(card.in_doubt for card in self.house.cards()):
            self.act_and_fail(Choice.REPLY, place, fault, late, 1)
        for card in self.house.cards():
            if card.in_doubt:
                self._click_at_once(card, choice, other)
        self.live_on(minutes)

    @rule(choice=CHOICES, place=PLACES, other=CHOICES)
    def click_at_once(self, choice: Choice, place: int, other: Choice) -> None:
        """Two people saw the same card."""
        self._click_at_once(self._card(choice, place), choice, other)

    @rule(choice=CHOICES, place=PLACES)
    def deliver_twice(self, choice: Choice, place: int) -> None:
        """Slack delivers the same click twice."""
        card = self._card(choice, place)
        first = self._click(card, choice, ADA)
        the_same_click_twice_is_one(first, self._click(card, choice, ADA, first.words))

    @rule(place=st.integers(0, 1))
    def act_on_the_network_itself(self, place: int) -> None:
        """Somebody of the brand answers the question, or follows the person, without us."""
        card, network = self.life.card(place), self.network
        if card.kind is CardKind.QUESTION:
            network.add_post(network.me(), "Answered there.", in_reply_to_id=self.life.question(card))
        elif (person := self.life.person(card)) not in network.following_ids:
            network.following_ids.insert(0, person)
            self.life.ledger.followed_by_hand[person] += 1

    # What happens

    @rule(method=st.sampled_from([*WRITES, *READS]), fault=FAULTS, times=st.integers(1, 3), long=st.integers(0, 7))
    def fail(self, method: str, fault: Fault, times: int, long: int) -> None:
        """The next calls of a method fail; now and then for longer than Rapport waits."""
        if not long and not self.life.ledger.beyond_help:
            self.life.ledger.beyond_help = True
            times = 25
        arrange(self.house, method, fault, times)

    @rule(fault=st.sampled_from(LOST))
    def lose_slacks_answer(self, fault: Fault) -> None:
        """Slack's next answer is lost, to a message that is about to be posted."""
        self.life.slack.lost.append(fault)
        self.life.notify()
        self.live_on(1)

    @rule(seam=SEAMS, event=EVENTS, choice=CHOICES, place=PLACES)
    def perform_and_meanwhile(self, seam: Seam, event: str, choice: Choice, place: int) -> None:
        """What is due first is performed, and between two of its steps something else happens."""
        self._perform(seam, event, self._card(choice, place), choice)

    @rule(minutes=st.sampled_from([0, 1, 5, 20, 60, 1_500]))
    def live_on(self, minutes: int) -> None:
        """Time passes, and what falls due is performed at its time."""
        self.life.live_on(minutes)

    @rule(place=st.integers(0, 1))
    def poll(self, place: int) -> None:
        """A poll, five minutes later; now and then somebody has left."""
        card = self.life.card(place)
        if card.kind is CardKind.FOLLOWER and self.life.person(card) in self.network.follower_ids:
            self.network.lose_follower(self.life.person(card))
        self.house.polled()

    @rule()
    def wake(self) -> None:
        """An hour later snoozed cards come back, whatever is under way on them."""
        self.house.clock.go(hours=1)
        self.life.wake()
        self.life.look()
        snoozed_cards_come_back(self.life)

    @rule()
    def change_the_account(self) -> None:
        """The account is disconnected; or, if it is, connected again."""
        self._connect(connected=not self.wire.connected)

    # What holds

    @invariant()
    def all_holds(self) -> None:
        """Every promise, after every step."""
        self.life.look()
        for promise in AFTER_EACH_STEP:
            promise(self.life)

    def teardown(self) -> None:
        """Faults end and time goes by; then every promise about the end holds."""
        if sys.exc_info()[0] is not None:
            return  # something did not hold already: that is what is to be told
        self.network._faults.clear()
        self.life.slack.lost.clear()
        self.wire.show_all()
        self._connect(connected=True)
        self.wake()
        self.life.live_on(AT_LAST)
        self.all_holds()
        for promise in AT_THE_END:
            promise(self.life)

    # How

    def _card(self, choice: Choice, place: int) -> Card:
        """A card that offers this choice; where none does, one is made that will, or an old button is clicked."""
        offering = [card for card in self.house.cards() if choose(card, choice)]
        if not offering and choice in UNDOES and self.wire.connected:
            self.life.click(self._card(UNDOES[choice], place), UNDOES[choice], ADA)
            self.life.perform_due()
            offering = [card for card in self.house.cards() if choose(card, choice)]
        number = len(self.house.cards())
        if not offering and choice not in DOUBT_CHOICES and number < self.most_cards:
            if number % 2:
                return self.house.follower_card(f"juno{number}")
            return self.house.question_card(f"@fernandfable no. {number}?", self.network.add_person(f"noor{number}"))
        return offering[place % len(offering)] if offering else self.life.card(number - 1)

    def _click(self, card: Card, choice: Choice, who: str, words: str = "") -> Click:
        click = self.life.click(card, choice, who, words)
        for promise in AT_EACH_CLICK:
            promise(self.life, click)
        return click

    def _click_at_once(self, card: Card, choice: Choice, other: Choice) -> None:
        first = self._click(card, choice, ADA)
        of_two_people_one_is_told_of_the_other(first, self._click(card, other, BEN))

    def _perform(self, seam: Seam, event: str, card: Card, choice: Choice) -> None:
        events: dict[str, Callable[[], object]] = {
            "die": _die,
            "freeze": lambda: self._freeze(card, choice),
            "hand over again": self.life.run_again,
            "poll": lambda: self.house.poll.poll(self.house.account_id),
            "click": lambda: self._click(card, choice, ADA),
            "wake": self.life.wake,
            "disconnect": lambda: self._connect(connected=False),
            "connect again": lambda: self._connect(connected=True),
            "go on": self.life.perform_meanwhile,
        }
        self.life.perform(seam, events[event])

    def _freeze(self, card: Card, choice: Choice) -> None:
        """Taken for dead; what is in doubt by then, somebody may want sent again before it goes on."""
        self.life.freeze()
        if self.house.card(card.id).in_doubt:
            choice = list(DOUBT_CHOICES)[list(Choice).index(choice) % len(DOUBT_CHOICES)]
        self._click(card, choice, ADA)
        if choice is not Choice.SEND_AGAIN or len(self.network.posted) % 2:
            self.life.perform_meanwhile()

    def _fall_behind(self, looks: int) -> None:
        self.wire.behind = looks

    def _connect(self, *, connected: bool) -> None:
        """Disconnect the account, or connect it again with a new login."""
        house = self.house
        house.clock.go(seconds=1)
        self.wire.connected = connected
        with house.database.write() as tx:
            if connected:
                ours = accounts.account(tx, house.account_id)
                accounts.put_account(tx, ours.workspace_id, ours.network, self.network.me(), "new", house.clock())
                house._route(ours, tx)
            else:
                accounts.disconnect(tx, house.account_id)


def _die() -> None:
    raise PowerCut
