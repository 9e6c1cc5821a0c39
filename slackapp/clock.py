"""APScheduler as a clock only: triggers and ids. Each fire asks the engine for a deterministic key."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from slackapp.domain.accounts import Account, Route

SPREAD = 0.618  # of the interval, from one account to the next, so that they don't all call at once
SYNC_SECONDS = 30  # accounts connected meanwhile are found this soon
DIGEST_SECONDS = 5  # between looks whether it is time for a digest anywhere
CHANNEL_SECONDS = 30  # between looks whether a channel takes messages again


class Enqueue(Protocol):
    """The engine's way in."""

    def __call__(self, key: str, task: str, argument: str) -> object:
        """Run a task once for this key."""


@dataclass(slots=True)
class Clock:
    """Fires polls, digests and the small daily chores."""

    enqueue: Enqueue
    poll_seconds: int
    accounts: Callable[[], tuple[Account, ...]]
    digest_routes: Callable[[], tuple[Route, ...]]
    wake_snoozed: Callable[[], object]
    prune: Callable[[], object]
    look_at_channels: Callable[[], object] = lambda: None
    _scheduler: BackgroundScheduler = field(
        default_factory=lambda: BackgroundScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
    )
    _routes: tuple[Route, ...] = ()
    _asked_for: dict[tuple[int, str], date] = field(default_factory=dict)  # channel -> its last digest

    def start(self) -> None:
        """Begin; digests whose time was missed today are made up for."""
        self.sync()
        self._scheduler.add_job(self.digests, IntervalTrigger(seconds=DIGEST_SECONDS), id="digests")
        self._scheduler.add_job(self.sync, IntervalTrigger(seconds=SYNC_SECONDS), id="sync")
        self._scheduler.add_job(self.wake_snoozed, IntervalTrigger(seconds=10), id="wake_snoozed")
        self._scheduler.add_job(self.look_at_channels, IntervalTrigger(seconds=CHANNEL_SECONDS), id="channels")
        self._scheduler.add_job(self.prune, IntervalTrigger(hours=6), id="prune")
        self._scheduler.start()

    def stop(self) -> None:
        """Fire no more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def sync(self) -> None:
        """Have a job for each account and none for those that went; know whose digests are wanted, and when."""
        wanted = {f"poll:{account.id}": account.id for account in self.accounts()}
        for job_id, account_id in wanted.items():
            if self._scheduler.get_job(job_id) is None:
                self._add_poll(account_id)
        for job in self._scheduler.get_jobs():
            if job.id.startswith("poll:") and job.id not in wanted:
                job.remove()
        self._routes = self.digest_routes()
        self.digests()

    def digests(self) -> None:
        """Ask for each digest whose local time has come today, however the clocks went: once for each local date."""
        for channel, route in {(r.workspace_id, r.channel_id): r for r in self._routes}.items():
            assert route.digest_at is not None
            local = datetime.now(ZoneInfo(route.time_zone))
            if local.time() >= route.digest_at and self._asked_for.get(channel) != local.date():
                self.enqueue(*digest_run(route, local.date()))
                self._asked_for[channel] = local.date()

    def _add_poll(self, account_id: int) -> None:
        """Fire at the beginning of each of its slots, in every process at the same moment; and once soon."""
        begin = datetime.fromtimestamp(self._offset(account_id), UTC)
        trigger = IntervalTrigger(seconds=self.poll_seconds, start_date=begin)
        soon = datetime.now(UTC) + timedelta(milliseconds=200)
        self._scheduler.add_job(self._poll, trigger, [account_id], id=f"poll:{account_id}", next_run_time=soon)

    def _offset(self, account_id: int) -> float:
        """When an account's slots begin, in seconds after full multiples of the interval."""
        return (account_id * SPREAD % 1.0) * self.poll_seconds

    def _poll(self, account_id: int) -> None:
        slot = int((datetime.now(UTC).timestamp() - self._offset(account_id)) // self.poll_seconds)
        self.enqueue(f"poll:{account_id}:{slot}", "poll", str(account_id))


def digest_run(route: Route, today: date) -> tuple[str, str, str]:
    """The key, task and argument of the digest that is due on a local date; it sums up the day before."""
    day = today - timedelta(days=1)
    argument = f"{route.workspace_id} {route.channel_id} {day.isoformat()} {route.time_zone}"
    return f"digest:{route.workspace_id}:{route.channel_id}:{today.isoformat()}", "digest", argument
