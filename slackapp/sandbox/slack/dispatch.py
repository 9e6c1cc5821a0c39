"""Sends the app what happened: acts wait for their answer, events are sent again until acknowledged."""

import threading

from slackapp.sandbox.slack.arguments import Json
from slackapp.sandbox.slack.delivery import EVENT, Answer, Delivery, Retry
from slackapp.sandbox.slack.payloads import event_callback
from slackapp.sandbox.slack.state import State


class Dispatcher:
    """The one way from the workspace to the app."""

    def __init__(
        self, state: State, delivery: Delivery, retry_after: tuple[float, ...], subscriptions: tuple[str, ...]
    ) -> None:
        """`retry_after`: seconds before each retry of an event; `subscriptions`: the event types wanted."""
        self._state = state
        self._delivery = delivery
        self._retry_after = retry_after
        self._subscriptions = subscriptions
        self._timers: set[threading.Timer] = set()
        self._lock = threading.Lock()

    def ask(self, kind: str, payload: Json) -> Answer:
        """Send a person's act once, and wait for what the app says."""
        answer = self._delivery.deliver(kind, payload)
        self._note(kind, str(payload.get("type") or payload.get("command")), answer, 0)
        return answer

    def tell(self, event: Json, after: float = 0.0) -> None:
        """Send an event in so many seconds if the app wants its type; returns at once."""
        if event["type"] in self._subscriptions:
            self._later(after, event_callback(self._state, event), None)

    def _later(self, delay: float, payload: Json, retry: Retry | None) -> None:
        timer = threading.Timer(delay, lambda: self._attempt(timer, payload, retry))
        timer.daemon = True
        with self._lock:
            self._timers.add(timer)
        timer.start()

    def _attempt(self, timer: threading.Timer, payload: Json, retry: Retry | None) -> None:
        answer = self._delivery.deliver(EVENT, payload, retry)
        done = retry.number if retry else 0
        with self._lock:
            # Not there any more: everything was reset while it was under way.
            wanted = timer in self._timers
            self._timers.discard(timer)
        if not wanted:
            return
        self._note(EVENT, payload["event"]["type"], answer, done)
        if not answer.ok and answer.may_retry and done < len(self._retry_after):
            self._later(self._retry_after[done], payload, Retry(done + 1, answer.reason))

    def _note(self, kind: str, what: str, answer: Answer, attempt: int) -> None:
        with self._state.lock:
            self._state.record.sending(self._state.now(), kind, what, answer.ok, attempt)

    def forget(self) -> None:
        """Drop every event that still waits to be sent."""
        with self._lock:
            for timer in self._timers:
                timer.cancel()
            self._timers.clear()
