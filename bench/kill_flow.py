"""The crash drill's flow: followers and questions that keep coming, and a team in Slack that decides on each card."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.kill_board import Board
from bench.kill_count import Decided
from bench.kill_ground import Ground
from slackapp.domain.card import Choice
from slackapp.sandbox.slack.world import TEAMMATES
from slackapp.slack import ids
from tests.networks.contract.world import Somebody
from tests.slack.at_slack import AtSlack, Json, find, find_all

UNSEEN = 5  # of each kind at most may wait for their card: more new followers in one poll share a message
PAUSE = 0.3  # seconds between two arrivals of a kind, on average
MODAL = 3.0  # seconds; Slack opens none later than that
TRY_AGAIN = (0.5, 3.0)  # seconds after which a person whose click was not acknowledged tries again
LOOK = 0.05  # seconds between two looks at the channels
CHOICES = {"follow": Choice.FOLLOW, "reply": Choice.REPLY}


@dataclass
class Flow(AtSlack):
    """All who act by themselves: on the network, and in Slack."""

    url: str  # where Slack's stand-in is
    ground: Ground
    board: Board
    number: int  # of decisions; half of them follows, half replies
    rng: random.Random
    decided: list[Decided] = field(default_factory=list)
    broke: list[BaseException] = field(default_factory=list)  # what ended one of the threads before its time
    _waiting: dict[str, float] = field(default_factory=dict)  # named -> when somebody tries (again)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _ended: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    @property
    def over(self) -> int:
        """How many decisions need nobody any more."""
        return sum(one.over for one in self.decided)

    @property
    def tries(self) -> int:
        """How often people tried."""
        return sum(one.tries for one in self.decided)

    def start(self, people: list[Somebody], askers: list[Somebody]) -> None:
        """Let it begin."""
        jobs: list[Callable[[], None]] = [lambda: self._followers_come(people), lambda: self._questions_come(askers)]
        jobs += [self._watch, *(self._person(mate.id) for mate in TEAMMATES)]
        for job in jobs:
            self._threads.append(threading.Thread(target=self._guarded, args=(job,), daemon=True))
            self._threads[-1].start()

    def stop(self) -> None:
        """Nobody does anything any more."""
        self._ended.set()
        for thread in self._threads:
            thread.join(timeout=10)

    def _guarded(self, job: Callable[[], None]) -> None:
        try:
            job()
        except BaseException as error:  # noqa: BLE001 (the main thread gives the drill up with it)
            self.broke.append(error)

    # On the network

    def _followers_come(self, people: list[Somebody]) -> None:
        for who in people:
            self._room("follow")
            self._arrive(Decided("follow", who.id, who.handle))
            self.ground.world.follow_us(who)

    def _questions_come(self, askers: list[Somebody]) -> None:
        for number in range(1, self.number - self.number // 2 + 1):
            self._room("reply")
            question = f"Question {number}: is roast {number} back in stock?"
            one = Decided("reply", "", question)
            self._arrive(one)
            one.key = self.ground.world.mention_us(askers[number % len(askers)], question)

    def _room(self, kind: str) -> None:
        """Return when one more may come."""
        self._ended.wait(self.rng.uniform(0, 2 * PAUSE))
        while not self._ended.is_set():
            shown = (self.board.message(one.named) for one in self.decided if one.kind == kind and not one.over)
            if sum(message is None for message in shown) < UNSEEN:
                return
            self._ended.wait(LOOK)
        raise SystemExit("ended before everybody came")

    def _arrive(self, one: Decided) -> None:
        self.board.expect(one.named)
        with self._lock:
            self.decided.append(one)
            self._waiting[one.named] = 0.0

    # In Slack

    def _watch(self) -> None:
        while not self._ended.wait(LOOK):
            self.board.look()

    def _person(self, user: str) -> Callable[[], None]:
        def work() -> None:
            while not self._ended.is_set():
                one = self._take()
                if one is None:
                    self._ended.wait(LOOK)
                    continue
                self._decide(user, one)
                if not one.over:
                    with self._lock:
                        self._waiting[one.named] = time.monotonic() + self.rng.uniform(*TRY_AGAIN)

        return work

    def _take(self) -> Decided | None:
        """Something that nobody else is at, whose card stands there, and whose time has come."""
        with self._lock:
            now = time.monotonic()
            for one in self.decided:
                if not one.over and self._waiting.get(one.named, now + 1) <= now and self.board.message(one.named):
                    del self._waiting[one.named]
                    return one
        return None

    def _decide(self, user: str, one: Decided) -> None:
        message = self.board.message(one.named)
        assert message is not None
        button = find_all(message.get("blocks", []), ids.card_action_id(CHOICES[one.kind]))
        if not button:  # the click that nobody acknowledged was heard all the same
            one.over = True
            return
        one.tries += 1
        if one.kind == "follow":
            one.acknowledged = self.click(message, ids.card_action_id(Choice.FOLLOW), user).get("ok") is True
        else:
            one.acknowledged = self._reply(user, message, str(button[0][1]["value"]), one)
        one.over = one.acknowledged

    def _reply(self, user: str, message: Json, card_id: str, one: Decided) -> bool:
        for view_id in self.board.open_modals(user):  # one that came too late
            self.person("close", user, view_id=view_id)
        if self.click(message, ids.card_action_id(Choice.REPLY), user).get("ok") is not True:
            return False
        view = self._modal(user, card_id)
        if view is None:
            return False
        _, block = find(view["blocks"], ids.REPLY_INPUT)
        text = f"{block.get('initial_value', '')}Yes: {one.named.partition(' is ')[2].rstrip('?')} since this morning."
        typed = {ids.REPLY_BLOCK: {ids.REPLY_INPUT: {"type": "plain_text_input", "value": text}}}
        return self.person("submit", user, view_id=view["id"], state=typed).get("ok") is True

    def _modal(self, user: str, card_id: str) -> Json | None:
        until = time.monotonic() + MODAL
        while time.monotonic() < until and not self._ended.is_set():
            if view := self.board.modal(user, card_id):
                return view
            time.sleep(0.02)
        return None
