"""An Action -> the network or Slack -> its outcome. Retries live here and nowhere else, by the kind of failure."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from threading import Event
from typing import Protocol

import structlog
from sqlalchemy import Connection

from slackapp.aftermath import go_on_with_bulk, move_card, note_posted, show_begun
from slackapp.domain.accounts import AccountHealth
from slackapp.domain.action import Action, ActionKind, ActionState, FailureKind
from slackapp.domain.capability import Permission
from slackapp.networks.base import CutOff, Done, Network, NetworkError, NotAllowed, Refused
from slackapp.networks.registry import Networks
from slackapp.readback import CONFIRMING, Finding, once, read_back
from slackapp.store import accounts, actions, bulks, messages
from slackapp.store.away import is_away
from slackapp.store.database import Database
from slackapp.store.together import Together

log = structlog.get_logger()

RETRY_FIRST, RETRY_CEILING = timedelta(seconds=2), timedelta(minutes=5)
GIVE_UP_AFTER = 15  # attempts while a network is down, or says yes and shows no: about 40 minutes
LOOKS = (2.0, 6.0, 20.0)  # seconds before each look at a doubt, before it is left to a person
LOOKS_WHILE_DOWN = 20  # tries to look while the network can't be asked: about an hour
_NOT_SEEN = "The network did not say whether it happened, and does not show it."
_HARD_TO_SEE = (ActionKind.REPLY, ActionKind.HELLO, ActionKind.LIKE, ActionKind.UNLIKE)  # not seen is not a no
SETTLE_PAUSE = 2.0  # seconds, at most, between tries to write an outcome down
BY_HAND_LOOKS = (3.0, 5.0, 8.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0)  # after somebody opened the network's page


class Poster(Protocol):
    """What performs the actions that speak to Slack. Raises the one family of errors."""

    def post(self, message_id: int) -> str:
        """Post a message; returns its ts."""

    def update(self, message_id: int) -> None:
        """Draw a posted message again as its cards stand."""

    def find(self, message_id: int, since: datetime) -> str | None:
        """The ts of a message that may have been posted, by its metadata; None if it is not there."""


CALLS: dict[ActionKind, Callable[[Network, Action], Done]] = {
    ActionKind.FOLLOW: lambda network, action: network.follow(action.target_id, once(action)),
    ActionKind.UNFOLLOW: lambda network, action: network.unfollow(action.target_id),
    ActionKind.REPLY: lambda network, action: network.reply(action.text, action.target_id, once(action)),
    ActionKind.HELLO: lambda network, action: network.hello(action.text, once(action)),
    ActionKind.DELETE_POST: lambda network, action: network.delete_post(action.target_id),
    ActionKind.LIKE: lambda network, action: network.like(action.target_id, once(action)),
    ActionKind.UNLIKE: lambda network, action: network.unlike(action.target_id),
}


@dataclass(slots=True)
class Performer:
    """Performs actions; the engine's task is `perform`."""

    database: Database
    networks: Networks
    poster: Poster
    now: Callable[[], datetime]
    moved: Callable[[int], None] = lambda _card_id: None  # told when something came of an action on a card
    replica: str = ""  # this process, among those that share the database
    _ending: Event = field(default_factory=Event)
    _unsure: set[int] = field(default_factory=set)  # claimed, or not: nothing was called yet
    _together: Together = field(init=False)

    def __post_init__(self) -> None:
        """Many that are performed at once share their transactions."""
        self._together = Together(self.database)

    def perform(self, action_id: int) -> None:
        """Perform one action as far as it goes now. Safe to begin again at any moment, in any process."""
        try:
            mine, action = self._together.write(lambda tx: self._claimed(tx, action_id))
        except Exception:
            self._unsure.add(action_id)
            raise
        self._unsure.discard(action_id)
        if mine:
            confirming = action.kind in CONFIRMING
            self._settle(action, ActionState.CALLING, self._confirm(action) if confirming else self._call(action))
        elif action.state is ActionState.IN_DOUBT and action.due_at is not None:
            self._settle(action, ActionState.IN_DOUBT, self._look(action))

    def _claimed(self, tx: Connection, action_id: int) -> tuple[bool, Action]:
        """The action, and whether it is ours to call."""
        mine = actions.claim(tx, action_id, self.now(), self.replica)
        if not mine and action_id in self._unsure:  # the database went away as we claimed it: it may be ours
            mine = actions.is_called_by(tx, action_id, self.replica)
        action = actions.get(tx, action_id)
        if mine and action.bulk_id is not None and action.account_id is not None:
            pace = self.networks.of(action.account_id).bulk(action.kind).pace
            actions.hold_lane(tx, bulks.lane(action.account_id), self.now() + pace)
        if mine and action.attempt == 1:
            show_begun(tx, action, self.now())
        return mine, action

    def rescue(self, alive: Collection[str] = ()) -> int:
        """What processes that are not alive left `calling` is in doubt, and is read back. Returns how many."""
        with self.database.read() as tx:
            stuck = actions.stuck(tx, alive)
        if not stuck:
            return 0
        doubt = actions.Result(ActionState.IN_DOUBT, reason="Rapport was interrupted.", due_at=self.now())
        with self.database.write() as tx:
            return sum(actions.settle(tx, each, ActionState.CALLING, doubt, self.now()) for each in stuck)

    def end(self) -> None:
        """Wait for the database no more: what could not be written down is read back by whoever comes next."""
        self._ending.set()

    def _call(self, action: Action) -> actions.Result:
        try:
            done = self._slack(action) if action.kind.speaks_to_slack else self._network(action)
        except NetworkError as error:
            log.info("action_refused", key=action.key, kind=error.kind.value, reason=error.reason)
            if isinstance(error, NotAllowed) and action.account_id is not None:
                self._remember(action, error)
            if error.kind is FailureKind.LOGIN_REFUSED and not action.kind.speaks_to_slack:
                self._note_login(action, error)
            failed = _after_failure(action, error, self.now())
            first_may_have_come = failed.state is ActionState.FAILED and action.checks and action.kind in _HARD_TO_SEE
            return self._failed_again(action, error, failed) if first_may_have_come else failed
        except Exception:  # a fault of ours: nobody knows how far the call came
            log.exception("action_broke", key=action.key)
            return _after_failure(action, CutOff("Something unexpected went wrong here."), self.now())
        return actions.Result(ActionState.DONE, done.id, done.url, reason="requested" if done.requested else "")

    def _failed_again(self, action: Action, error: NetworkError, failed: actions.Result) -> actions.Result:
        """What was in doubt and then refused may have happened the first time: that may be why."""
        found = self._read_back(action)
        if found.happened:
            return actions.Result(ActionState.DONE, found.id, found.url, reason=found.reason)
        if found.happened is None:
            reason = f"{error.reason} It may be that the first try came through."
            return actions.Result(ActionState.IN_DOUBT, failure=error.kind, reason=reason)
        return failed

    def _network(self, action: Action) -> Done:
        network = self._adapter(action)
        if not action.target_id:  # a reply that a person marked as sent: nobody told us which post it is
            raise Refused(f"Rapport doesn't know which post that is. Delete it on {network.name.label} itself.")
        return CALLS[action.kind](network, action)

    def _adapter(self, action: Action) -> Network:
        assert action.account_id is not None
        with self.database.read() as tx:  # it may have been connected again, by another process even
            self.networks.renew(action.account_id, accounts.account(tx, action.account_id).connected_at)
        return self.networks.of(action.account_id)

    def _slack(self, action: Action) -> Done:
        assert action.message_id is not None
        if action.kind is ActionKind.POST_MESSAGE:
            return Done(id=self.poster.post(action.message_id))
        self.poster.update(action.message_id)
        return Done()

    def _confirm(self, action: Action) -> actions.Result:
        """Somebody opened the network's own page: look whether it shows what they did there."""
        found = self._read_back(action)
        if found.happened:
            return actions.Result(ActionState.DONE, found.id, found.url, reason=found.reason)
        if action.attempt <= len(BY_HAND_LOOKS):
            soon = self.now() + timedelta(seconds=BY_HAND_LOOKS[action.attempt - 1])
            again = max(soon, found.not_before or soon)
            return actions.Result(ActionState.PLANNED, reason=found.reason, due_at=again)
        return actions.Result(ActionState.FAILED, reason="We looked for 20 minutes and did not see it happen.")

    def _look(self, action: Action) -> actions.Result:
        """Read a doubt back; act again only where that can't do anything twice."""
        if action.kind is ActionKind.POST_MESSAGE:
            return self._look_in_slack(action)
        if action.kind is ActionKind.UPDATE_MESSAGE or action.kind in CONFIRMING:
            return actions.Result(ActionState.PLANNED, due_at=self.now())
        found = self._read_back(action)
        if found.happened:
            return actions.Result(ActionState.DONE, found.id, found.url, reason=found.reason)
        if found.safe_to_repeat and action.attempt < GIVE_UP_AFTER:
            return actions.Result(ActionState.PLANNED, reason=found.reason, due_at=self.now())
        return actions.Result(
            ActionState.IN_DOUBT,
            failure=FailureKind.CUT_OFF,
            reason=found.reason or action.reason or _NOT_SEEN,
            due_at=self._next_look(action, found),
        )

    def _next_look(self, action: Action, found: Finding) -> datetime | None:
        """When to look at a doubt again; None: it is left to a person."""
        if not found.looked and action.checks < LOOKS_WHILE_DOWN:
            return max(self.now() + backoff(action.checks + 1), found.not_before or self.now())
        return self.now() + timedelta(seconds=LOOKS[action.checks]) if action.checks < len(LOOKS) else None

    def _read_back(self, action: Action) -> Finding:
        try:
            return read_back(self._adapter(action), action)
        except NetworkError as error:
            return Finding(happened=None, reason=error.reason, looked=False, not_before=error.retry_at)
        except Exception as error:  # a fault of ours must not be looked at again and again without a pause
            log.exception("read_back_broke", key=action.key)
            reason = "Something unexpected went wrong here."
            return Finding(happened=None, reason=reason, looked=not is_away(error))

    def _look_in_slack(self, action: Action) -> actions.Result:
        assert action.message_id is not None
        try:
            ts = self.poster.find(action.message_id, (action.calling_at or self.now()) - timedelta(minutes=1))
        except NetworkError as error:
            again = error.retry_at or self.now() + backoff(action.checks + 1)
            return actions.Result(ActionState.IN_DOUBT, reason=error.reason, due_at=again)
        if ts is None:
            return actions.Result(ActionState.PLANNED, due_at=self.now())
        return actions.Result(ActionState.DONE, ts)

    def _settle(self, action: Action, was: ActionState, result: actions.Result) -> None:
        """Write down what came of it. While the database is away it is kept here: nobody else knows it."""
        for attempt in count(1):
            try:
                settled = self._together.write(lambda tx: self._settled(tx, action, was, result))
                break
            except Exception as error:
                if not is_away(error):
                    raise
                log.warning("outcome_waits", key=action.key, error=type(error).__name__)
                if self._ending.wait(min(0.2 * attempt, SETTLE_PAUSE)):
                    raise
        if settled and action.card_id is not None:
            self.moved(action.card_id)

    def _settled(self, tx: Connection, action: Action, was: ActionState, result: actions.Result) -> bool:
        """False where another process has taken the action up anew: then it is theirs."""
        now = self.now()
        settled = actions.settle(tx, action.id, was, result, now, attempt=action.attempt, checks=action.checks)
        if not settled and was is ActionState.CALLING and result.state is ActionState.DONE:
            # We were thought dead: this is the answer to the doubt, or comes before it is tried anew.
            settled = any(
                actions.settle(tx, action.id, state, result, now, attempt=action.attempt)
                for state in (ActionState.IN_DOUBT, ActionState.PLANNED)
            )
        if not settled:
            return False
        if action.kind is ActionKind.POST_MESSAGE:
            note_posted(tx, action, result, now)
        elif action.card_id is not None:
            move_card(tx, action, result, now)
        if action.bulk_id is not None:
            go_on_with_bulk(tx, action, result, now)
        return True

    def _remember(self, action: Action, error: NotAllowed) -> None:
        """The network does not let this account do it: offer its own page from now on, on every open card."""
        assert action.account_id is not None
        with self.database.write() as tx:
            found = Permission(error.capability, allowed=False, reason=error.reason, found_at=self.now())
            if accounts.put_permission(tx, action.account_id, found):
                messages.plan_updates_of_open(tx, action.account_id, self.now())

    def _note_login(self, action: Action, error: NetworkError) -> None:
        assert action.account_id is not None
        with self.database.write() as tx:
            connected_at = accounts.account(tx, action.account_id).connected_at
            if not (connected_at and action.calling_at and connected_at > action.calling_at):  # else: the old login's
                accounts.set_health(tx, action.account_id, AccountHealth.LOGIN_REFUSED, error.reason)


def backoff(attempt: int) -> timedelta:
    """How long to wait after the n-th failed attempt (from 1): doubling, with a ceiling."""
    doublings = min(max(attempt, 1) - 1, 10)
    return min(RETRY_FIRST * (1 << doublings), RETRY_CEILING)


def _after_failure(action: Action, error: NetworkError, now: datetime) -> actions.Result:
    kind = error.kind
    if isinstance(error, CutOff):
        soon = now + backoff(action.attempt) / 2
        return actions.Result(ActionState.IN_DOUBT, failure=kind, reason=error.reason, due_at=soon)
    waits = kind in (FailureKind.RATE_LIMITED, FailureKind.UNAVAILABLE)
    # A message waits for a new Slack token; nobody would press "Try again" on one that never came.
    waits = waits or (kind is FailureKind.LOGIN_REFUSED and action.kind.speaks_to_slack)
    patient = kind is FailureKind.RATE_LIMITED or action.kind.speaks_to_slack or action.attempt < GIVE_UP_AFTER
    if waits and patient:
        again = max(error.retry_at or now + backoff(action.attempt), now + timedelta(milliseconds=200))
        return actions.Result(ActionState.PLANNED, failure=kind, reason=error.reason, due_at=again)
    return actions.Result(ActionState.FAILED, failure=kind, reason=error.reason)
