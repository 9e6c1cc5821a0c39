"""The engine's tasks and the clock's chores, each a few lines that call a room."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from slackapp.dispatch import TASK, Dispatcher
from slackapp.domain.accounts import Account
from slackapp.domain.digest_times import DigestTimes
from slackapp.domain.owning import returned
from slackapp.domain.periods import Period, Span, one_day
from slackapp.domain.story import Event
from slackapp.engine import Engine, Task
from slackapp.perform import Performer
from slackapp.report import Report
from slackapp.store import accounts, cards, channel_digests, deliveries, events, messages, stories, writing
from slackapp.store.away import is_away
from slackapp.store.database import Database
from slackapp.watch.poll import Poll

BELIEVE_REFUSALS = timedelta(days=1)  # then a click asks the network again whether the account may
KEEP_EVENTS = timedelta(days=1)  # Slack sends one again within the hour
KEEP_DELIVERIES = timedelta(days=30)  # the log of each webhook
KEEP_ENDED = timedelta(days=3)  # how long the engine remembers what it ran


@dataclass(frozen=True, slots=True)
class Chores:
    """What is done again and again."""

    database: Database
    engine: Engine
    report: Report
    performer: Performer
    poll: Poll
    dispatcher: Dispatcher
    now: Callable[[], datetime]

    def tasks(self) -> dict[str, Task]:
        """The engine's tasks by their names, which are kept in its database."""
        return {TASK: self._perform, "poll": self._poll, "digest": self._digest}

    def all_accounts(self) -> tuple[Account, ...]:
        """Every account there is."""
        with self.database.read() as tx:
            return accounts.all_accounts(tx)

    def digest_times(self) -> tuple[DigestTimes, ...]:
        """When each channel gets which digest."""
        with self.database.read() as tx:
            return channel_digests.all_times(tx)

    def wake_snoozed(self) -> None:
        """Bring snoozed cards back whose time has come: open again, further down in their channel."""
        with self.database.alone("wake_snoozed") as mine:
            if mine:
                self._wake_snoozed()

    def _wake_snoozed(self) -> None:
        with self.database.write() as tx:
            for card in cards.snoozed_until(tx, self.now()):
                message_id = card.message_id
                if message_id is not None:  # by itself, also where it slept in a group
                    message_id = messages.move(tx, message_id, self.now(), str(card.version))
                back = returned(replace(card, message_id=message_id), self.now())
                if cards.change(tx, back):
                    stories.tell(tx, card, Event.RETURNED, self.now(), detail=card.snooze_note)
                    if card.message_id is not None:
                        messages.plan_update(tx, card.message_id, self.now())
        self.dispatcher.wake()

    def prune(self) -> None:
        """Forget what the engine ended long ago, and what networks refused: access levels change."""
        self.engine.prune(KEEP_ENDED.total_seconds())
        with self.database.write() as tx:
            events.forget(tx, self.now() - KEEP_EVENTS)
            deliveries.forget(tx, self.now() - KEEP_DELIVERIES)
            writing.forget(tx, self.now() - KEEP_EVENTS)
        for account in self.all_accounts():
            with self.database.write() as tx:
                accounts.forget_refusals(tx, account.id, self.now() - BELIEVE_REFUSALS)

    def _perform(self, argument: str) -> None:
        action_id, _, lane = argument.partition(" ")
        end = self.dispatcher.ended
        try:
            self.performer.perform(int(action_id))
        except Exception as error:
            end = self.dispatcher.broke if is_away(error) else end
            raise
        finally:
            end(lane)

    def _poll(self, argument: str) -> None:
        self.poll.poll(int(argument))
        self.dispatcher.wake()

    def _digest(self, argument: str) -> None:
        """Its argument: workspace, channel, last day, zone; of what is no single day its span and first day, too."""
        workspace_id, channel_id, day, zone, *more = argument.split(" ")
        last = date.fromisoformat(day)
        period = Period(Span(more[0]), date.fromisoformat(more[1]), last) if more else one_day(last)
        with self.database.read() as tx:
            times = channel_digests.of(tx, int(workspace_id), channel_id)
        if times is not None and times.paused_by:
            return  # since it was asked for
        if self.report.watched(int(workspace_id), channel_id, period, ZoneInfo(zone)):
            self.report.record(int(workspace_id), channel_id, period, zone)
            self.dispatcher.wake()
