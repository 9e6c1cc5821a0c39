"""The ledger of what is not answered yet: a question leaves it in few ways, each told in its story; and comes back."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from slackapp.chores import Chores
from slackapp.domain.bulk import Bulk
from slackapp.domain.card import Card, CardStatus, Choice
from slackapp.domain.hand_off import HandOff
from slackapp.domain.story import Event, Line
from slackapp.domain.targets import Targets
from slackapp.handing import Gift, Handing
from slackapp.listings import Asker
from slackapp.networks.base import CutOff, Gone, Refused, Unavailable
from slackapp.store import hand_offs, posts, stories, targets
from slackapp.store.database import Database
from tests.house import ADA, BEN, House

pytestmark = pytest.mark.networks  # long

LONG = int(os.environ.get("RAPPORT_LONG", "0"))
WAITING = (CardStatus.OPEN, CardStatus.SNOOZED)
# How a question may leave: whichever it is, its story says so; and where a word is due with it, that is there.
LEAVES = {Event.REPLIED, Event.NOT_A_QUESTION, Event.ANSWERED_THERE, Event.HAND_OFF_ANSWERED}
LEAVES_WITH_A_WORD = {Event.IGNORED, Event.CLOSED}
RETURNS = {Event.REOPENED, Event.REPLY_DELETED}
_teams = count()


@dataclass
class Desk:
    """Two questions, and everything that can happen to them."""

    database: Database
    house: House = field(init=False)

    def __post_init__(self) -> None:
        """A workspace with a target of one hour."""
        self.house = House(self.database, f"T0LEDGER{next(_teams)}")
        self.house.network.bulk_follows = Bulk(True)
        self.handing = Handing(self.database, self.house.clock, lambda: None)
        self.house.questions.poll(self.house.account, self.house.network)  # the silent first read
        with self.database.write() as tx:
            aims = Targets(on=True, normal=timedelta(hours=1), escalate_to="C0HELP")
            targets.put(tx, self.house.workspace.id, aims, ADA, self.house.clock())
        asked = ("@fernandfable do you ship to Oslo?", "@fernandfable is it vegan?")
        self.cards = [self.house.question_card(text, self.house.network.add_person(f"noor{n}")).id
                      for n, text in enumerate(asked)]  # fmt: skip

    # What happens

    def choose(self, which: int, choice: Choice) -> None:
        """A click, as the windows send it: nothing is ignored without a reason."""
        text = {Choice.REPLY: "We do!", Choice.IGNORE: "answered elsewhere", Choice.SNOOZE: "later"}.get(choice, "")
        until = self.house.clock() + timedelta(hours=2) if choice is Choice.SNOOZE else None
        self.house.decide(self.card(which), choice, ADA, text, until=until)

    def hand_off(self, which: int, step: str) -> None:
        """To another team, and what they do with it."""
        here = self.house.workspace.id
        if step == "give":
            self.handing.give(Gift(here, self.cards[which], "C0SUPPORT", ADA))
        elif (held := self.held(which)) is not None:
            steps: dict[str, Callable[[], object]] = {
                "claim": lambda: self.handing.claim(here, held.id, BEN),
                "answered": lambda: self.handing.answered(here, held.id, BEN, "by mail"),
                "send back": lambda: self.handing.send_back(here, held.id, BEN, "not ours"),
            }
            steps[step]()

    def meanwhile(self, which: int, what: str) -> None:
        """Time, the network, and colleagues there."""
        house, network = self.house, self.house.network
        if what == "time":
            house.clock.go(minutes=50)
            dispatcher: Card | object = type("Nobody", (), {"wake": lambda _self: None})()
            rooms = (None, house.report, house.performer, house.poll, dispatcher, house.clock)
            Chores(house.database, *rooms).wake_snoozed()  # type: ignore[arg-type]  # the engine isn't asked
        elif what == "work":
            house.perform_due()
        elif what == "native answer":
            network.add_post(network.me(), "We do, look!", in_reply_to_id=self.post(which))
            house.questions.poll(house.account, network)
        else:
            network.fail_next("reply", TROUBLES[what], after_effect=what == "lost")

    # What is so

    def card(self, which: int) -> Card:
        """One of them as it is."""
        return self.house.card(self.cards[which])

    def post(self, which: int) -> str:
        """The network's id of what was asked."""
        with self.database.read() as tx:
            return posts.mention(tx, self.card(which).question_id or 0).post.id

    def held(self, which: int) -> HandOff | None:
        """Its newest hand-off."""
        with self.database.read() as tx:
            return hand_offs.of_card(tx, self.cards[which])

    def story(self, which: int) -> tuple[Line, ...]:
        """All that is told of it."""
        with self.database.read() as tx:
            return stories.of_card(tx, self.cards[which])

    def listed(self, query: str) -> set[int]:
        """What `/questions` shows."""
        asker = Asker(self.house.workspace.id, ADA, ZoneInfo("UTC"))
        return {face.card.id for face in self.house.listings.questions(asker, query).faces}


TROUBLES = {
    "refused": Refused("No."),
    "gone": Gone("The post is gone."),
    "down": Unavailable("Down."),
    "lost": CutOff("Lost."),
}
NEVER = (Choice.ASSIGN, Choice.FOLLOW_BY_HAND)  # these need more, and say nothing of an answer
CLICKS = st.sampled_from([each for each in Choice if each not in NEVER]).map(lambda choice: ("choose", choice))
STEPS = st.sampled_from(["give", "give", "claim", "answered", "send back"]).map(lambda step: ("hand_off", step))
WHATEVER = st.sampled_from(["time", "work", "work", "native answer", *TROUBLES]).map(lambda what: ("meanwhile", what))
HAPPENS = st.lists(st.tuples(st.integers(0, 1), st.one_of(CLICKS, STEPS, WHATEVER)), min_size=6, max_size=16)


@given(HAPPENS)
@settings(
    max_examples=LONG or 12,
    derandomize=not LONG,
    phases=tuple(Phase) if LONG else (Phase.generate,),  # to find the shortest life takes minutes
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),  # a life is many transactions
)
def test_no_question_leaves_the_ledger_untold(
    sqlite_database: Database, happens: list[tuple[int, tuple[str, str]]]
) -> None:
    """Answered, ignored for a reason, no question, or closed with its why: else it stands in the lists."""
    desk = Desk(sqlite_database)
    for which, (how, what) in happens:
        before = [(desk.card(n).status in WAITING, len(desk.story(n))) for n in (0, 1)]
        getattr(desk, how)(which, what)
        for n, (waited, told) in enumerate(before):
            waits, new = desk.card(n).status in WAITING, desk.story(n)[told:]
            if waited and not waits:
                assert any(line.event in LEAVES or (line.event in LEAVES_WITH_A_WORD and line.detail) for line in new)
            if waits and not waited:
                assert any(line.event in RETURNS or line.event is Event.DECIDED for line in new)
        lists_hold(desk)


def lists_hold(desk: Desk) -> None:
    """What is open stands in one list, and what of it is late in the other, whoever has it."""
    house = desk.house
    waiting = {each for n, each in enumerate(desk.cards) if desk.card(n).status in WAITING}
    assert desk.listed("open") == waiting
    held = {each for n, each in enumerate(desk.cards) if (now := desk.held(n)) is not None and now.active}
    late = {each for each in waiting if (due := house.card(each).due_at) is not None and due <= house.clock()}
    assert desk.listed("overdue") == late
    assert not held - waiting  # no other team is left with what is settled
