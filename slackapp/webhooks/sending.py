"""Sends what is due to webhooks: each delivery by one process at a time, tried again by its schedule.

Each event comes at least once, and may come twice: receivers tell by `webhook-id`, which stays the same.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from sqlalchemy import Connection

from slackapp.domain import webhook_secrets
from slackapp.domain.webhooks import OFF_AFTER, next_try, signed, written
from slackapp.secrets import Secrets, SecretsTrouble
from slackapp.store import deliveries, messages, webhooks
from slackapp.store.away import is_away
from slackapp.store.database import Database
from slackapp.store.deliveries import Delivery, Outcome
from slackapp.store.webhooks import Webhook
from slackapp.webhooks.kept import LOCKED, SWITCHED_OFF, host_of
from slackapp.webhooks.post import Answered, post

log = structlog.get_logger()

AT_ONCE = 8  # webhooks that are sent to at the same time, each one delivery after another
LONGEST_WAIT = 5.0  # seconds between looks, even if nobody wakes us
IN_A_ROW = 50  # deliveries to one webhook before the others' turn
REST = timedelta(seconds=5)  # for a webhook that failed, before its next delivery is tried
GONE = 410  # says: never again


class Post(Protocol):
    """Sends one body."""

    def __call__(self, url: str, headers: dict[str, str], body: bytes, *, private: bool) -> Answered:
        """What came of it; never raises for what the other side does."""


@dataclass(slots=True)
class Deliveries:
    """One thread that looks for due deliveries, and a few that send."""

    database: Database
    keeper: Secrets
    now: Callable[[], datetime]
    private: bool = False  # whether webhooks may be in private networks
    wake_dispatcher: Callable[[], None] = lambda: None  # somebody is told by a message
    send: Post = post
    _busy: set[int] = field(default_factory=set)
    _rests: dict[int, datetime] = field(default_factory=dict)  # webhook -> until when
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _awake: threading.Event = field(default_factory=threading.Event)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin looking."""
        self._thread = threading.Thread(target=self._run, name="webhooks", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Send nothing more; what is under way is tried again by whoever comes next, should it not end in time."""
        self._stopped.set()
        self._awake.set()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def wake(self) -> None:
        """There may be something due."""
        self._awake.set()

    def send_due(self) -> int:
        """Send all that is due now, here; returns how many tries that were."""
        tries = 0
        while found := self._found(AT_ONCE):
            tries += sum(self._send_to(*each) for each in found)
        return tries

    def _run(self) -> None:
        with ThreadPoolExecutor(AT_ONCE, "webhook") as pool:
            while not self._stopped.is_set():
                self._awake.clear()
                wait = LONGEST_WAIT
                try:
                    for workspace_id, webhook_id in self._found(AT_ONCE):
                        self._begin(pool, workspace_id, webhook_id)
                    wait = self._wait()
                except Exception as error:  # whatever it is: the one thread that looks must not end
                    log.warning("webhooks_not_looked_at", error=type(error).__name__, exc_info=not is_away(error))
                self._awake.wait(wait)

    def _begin(self, pool: ThreadPoolExecutor, workspace_id: int, webhook_id: int) -> None:
        with self._lock:
            self._busy.add(webhook_id)
        pool.submit(self._in_turn, workspace_id, webhook_id)

    def _in_turn(self, workspace_id: int, webhook_id: int) -> None:
        try:
            self._send_to(workspace_id, webhook_id)
        except Exception as error:  # it is due again when a failure would have been
            log.warning("webhook_broke", webhook=webhook_id, error=type(error).__name__, exc_info=not is_away(error))
            with self._lock:
                self._rests[webhook_id] = self.now() + REST
        finally:
            with self._lock:
                self._busy.discard(webhook_id)
            self._awake.set()

    def _found(self, most: int) -> tuple[tuple[int, int], ...]:
        now = self.now()
        with self._lock:
            self._rests = {each: until for each, until in self._rests.items() if until > now}
            busy, room = {*self._busy, *self._rests}, most - len(self._busy)
        if room <= 0:
            return ()
        with self.database.read() as tx:
            return deliveries.due(tx, now, room, busy)

    def _wait(self) -> float:
        now = self.now()
        with self.database.read() as tx:
            following = deliveries.next_due(tx, now)
        return min(max((following - now).total_seconds(), 0.01), LONGEST_WAIT) if following else LONGEST_WAIT

    def _send_to(self, workspace_id: int, webhook_id: int) -> int:
        """Send a webhook what is due, until it fails or enough; returns how many tries."""
        for tries in range(IN_A_ROW):
            if self._stopped.is_set():
                return tries
            with self.database.write() as tx:
                webhook = webhooks.get(tx, workspace_id, webhook_id)
                delivery = deliveries.claim(tx, webhook_id, self.now())
            if delivery is None or webhook is None:
                return tries
            if not self._try(webhook, delivery):
                with self._lock:
                    self._rests[webhook_id] = self.now() + REST
                return tries + 1
        return IN_A_ROW

    def _try(self, webhook: Webhook, delivery: Delivery) -> bool:
        answered = self._answered(webhook, delivery)
        good, now = 200 <= answered.status < 300, self.now()
        over = good or not webhook.active or answered.status == GONE
        outcome = Outcome(answered.status, answered.reason, None if over else next_try(delivery.attempt, now))
        with self.database.write() as tx:
            if deliveries.settle(tx, delivery, outcome, now) and not good:
                log.info("webhook_failed", webhook=webhook.id, status=answered.status, attempt=delivery.attempt)
                self._switch_off(tx, webhook, gone=answered.status == GONE)
        return good

    def _answered(self, webhook: Webhook, delivery: Delivery) -> Answered:
        if not webhook.active:
            return Answered(0, SWITCHED_OFF)
        try:
            secret, *before = webhook_secrets.in_force(self.keeper.unlock(webhook.locked), self.now())
        except (SecretsTrouble, KeyError, ValueError):
            return Answered(0, LOCKED)
        body = written(dict(delivery.body))
        headers = signed(secret, delivery.key, body, self.now(), before=before)
        return self.send(webhook.url, headers, body, private=self.private)

    def _switch_off(self, tx: Connection, webhook: Webhook, *, gone: bool) -> None:
        """Where it has failed for days, or said that it is gone for good: tell who made it, once."""
        now, stands = self.now(), webhooks.get(tx, webhook.workspace_id, webhook.id)
        since = stands.failing_since if stands else None
        if stands is None or since is None or not (gone or now - since >= OFF_AFTER):
            return
        if not webhooks.switch(tx, webhook.workspace_id, webhook.id, now, SWITCHED_OFF, on=False):
            return
        log.warning("webhook_switched_off", webhook=webhook.id)
        if stands.made_by:
            key = f"webhook_off:{webhook.id}:{now.timestamp():.6f}"
            body = {"notice": "webhook_off", "host": host_of(webhook.url), "since": since.isoformat()}
            told = messages.NewMessage(key, messages.MessageKind.NOTICE, webhook.workspace_id, stands.made_by, None)
            messages.add(tx, replace(told, body=body | {"reason": stands.trouble}), now)
            self.wake_dispatcher()
