"""What may happen, in any order: people click, networks fail, the power goes out, time passes."""

import sys

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from slackapp.domain.card import CardKind, Choice, Facet
from slackapp.store.database import Database
from tests.house import ADA, BEN
from tests.machines.cards import planned_by
from tests.machines.draws import (
    ACTING,
    CHOICES,
    DOUBTS,
    EVENTS,
    FAULTS,
    FIRST_CARDS,
    LONGER,
    LOST_ANSWERS,
    METHODS,
    MINUTES,
    PLACES,
    SEAMS,
    WHO,
)
from tests.machines.events import Events
from tests.machines.faults import Fault, arrange
from tests.machines.life import Life
from tests.machines.promises import AFTER_EACH_STEP, AT_THE_END, no_doubt_is_a_dead_end, snoozed_cards_come_back
from tests.machines.team import Team
from tests.machines.wire import WRITES, Seam

MOST_CARDS = 6
AT_LAST = 10_000  # minutes: longer than anything is waited for
VERY_OFTEN = 25  # a call fails: more than Rapport tries, or looks


class Machine(RuleBasedStateMachine):
    """A workspace with a few cards, looked after by two processes."""

    def __init__(self, database: Database) -> None:
        """Begin with an empty database that notes its changes."""
        super().__init__()
        self.life = Life(database)
        self.house, self.network, self.wire = self.life.house, self.life.network, self.life.wire
        self.team = Team(self.life, MOST_CARDS)
        self.events = Events(self.life, self.team)
        self.failed_for_long = False

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
        self.team.click(self.team.card(choice, place), choice, who)
        self.live_on(minutes)

    @rule(choice=ACTING, place=PLACES, fault=FAULTS, late=st.sampled_from([0, 0, 1, 5]), minutes=MINUTES)
    def act_and_fail(self, choice: Choice, place: int, fault: Fault, late: int, minutes: int) -> None:
        """Somebody has something done, and its call fails; the network may show what came of it late."""
        card = self.team.card(choice, place)
        if (method := str(planned_by(card, choice))) in WRITES:
            arrange(self.house, method, fault)
        self.wire.behind = late
        self.team.click(card, choice, ADA)
        self.live_on(minutes)

    @rule(choice=ACTING, place=PLACES, seam=SEAMS, event=EVENTS, other=CHOICES, minutes=MINUTES)
    def act_and_meanwhile(
        self, choice: Choice, place: int, seam: Seam, event: str, other: Choice, minutes: int
    ) -> None:
        """Somebody has something done, and between two of its steps something else happens."""
        card = self.team.card(choice, place)
        self.life.processes.perform_due()
        self.team.click(card, choice, BEN)
        self.events.perform(seam, event, card, other)
        self.live_on(minutes)

    @rule(place=PLACES, fault=LOST_ANSWERS, late=st.sampled_from([0, 5]), choice=DOUBTS, other=DOUBTS, minutes=MINUTES)
    def settle_a_doubt(self, place: int, fault: Fault, late: int, choice: Choice, other: Choice, minutes: int) -> None:
        """A reply's answer was lost, and two people at once say what is to become of it."""
        if not any(card.in_doubt for card in self.house.cards()):
            self.act_and_fail(Choice.REPLY, place, fault, late, 1)
        for card in self.house.cards():
            if card.in_doubt:
                self.team.click_at_once(card, choice, other)
        self.live_on(minutes)

    @rule(choice=CHOICES, place=PLACES, other=CHOICES)
    def click_at_once(self, choice: Choice, place: int, other: Choice) -> None:
        """Two people saw the same card."""
        self.team.click_at_once(self.team.card(choice, place), choice, other)

    @rule(choice=CHOICES, place=PLACES)
    def deliver_twice(self, choice: Choice, place: int) -> None:
        """Slack delivers the same click twice."""
        self.team.click_twice(self.team.card(choice, place), choice)

    @rule(place=FIRST_CARDS)
    def act_on_the_network_itself(self, place: int) -> None:
        """Somebody of the brand answers the question, or follows the person, without us."""
        card, network = self.life.card(place), self.network
        if card.kind is CardKind.QUESTION:
            network.add_post(network.me(), "Answered there.", in_reply_to_id=self.life.question(card))
        elif (person := self.life.person(card)) not in network.following_ids:
            network.following_ids.insert(0, person)
            self.life.ledger.followed_by_hand[person] += 1

    # What happens

    @rule(method=METHODS, fault=FAULTS, times=st.integers(1, 3), long=st.integers(0, 7))
    def fail(self, method: str, fault: Fault, times: int, long: int) -> None:
        """The next calls of a method fail; now and then for longer than Rapport waits."""
        if not long and not self.failed_for_long:
            self.failed_for_long, times = True, VERY_OFTEN
        arrange(self.house, method, fault, times)

    @rule(fault=LOST_ANSWERS)
    def lose_slacks_answer(self, fault: Fault) -> None:
        """Slack's next answer is lost, to a message that is about to be posted."""
        self.life.slack.lost.append(fault)
        self.life.notify()
        self.live_on(1)

    @rule(seam=SEAMS, event=EVENTS, choice=CHOICES, place=PLACES)
    def perform_and_meanwhile(self, seam: Seam, event: str, choice: Choice, place: int) -> None:
        """What is due first is performed, and between two of its steps something else happens."""
        self.events.perform(seam, event, self.team.card(choice, place), choice)

    @rule(minutes=LONGER)
    def live_on(self, minutes: int) -> None:
        """Time passes, and what falls due is performed at its time."""
        self.life.live_on(minutes)

    @rule(place=FIRST_CARDS)
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
        self.life.connect(connected=not self.wire.connected)

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
        self.life.connect(connected=True)
        self.wake()
        self.life.live_on(AT_LAST)
        self.all_holds()
        for promise in AT_THE_END:
            promise(self.life)
        for _ in Facet:  # a card shows one doubt at a time
            for choice in (Choice.CHECK_AGAIN, Choice.SEND_AGAIN):
                self.team.settle_doubts(choice)
                self.life.live_on(60)
        self.all_holds()
        no_doubt_is_a_dead_end(self.life)
