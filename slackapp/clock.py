"""APScheduler as a clock only: triggers and ids. Each fire asks the engine for a deterministic key."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.calendarinterval import CalendarIntervalTrigger
from apscheduler.triggers.interval import IntervalTrigger

from slackapp.domain.accounts import Account, Route

JITTER = 0.1  # of the interval, so that accounts don't all call at once
SYNC_SECONDS = 30  # accounts connected meanwhile are found this soon


class Enqueue(Protocol):
    """The engine's way in."""

    def __call__(self, key: str, task: str, argument: str) -> None:
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
    _scheduler: BackgroundScheduler = field(
        default_factory=lambda: BackgroundScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
    )

    def start(self) -> None:
        """Begin; digests whose time was missed today are made up for."""
        self.sync()
        self._scheduler.add_job(self.sync, IntervalTrigger(seconds=SYNC_SECONDS), id="sync")
        self._scheduler.add_job(self.wake_snoozed, IntervalTrigger(seconds=10), id="wake_snoozed")
        self._scheduler.add_job(self.prune, IntervalTrigger(hours=6), id="prune")
        self._scheduler.start()

    def stop(self) -> None:
        """Fire no more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def sync(self) -> None:
        """Have a job for each account and each digest, and none for those that went."""
        wanted = {f"poll:{account.id}" for account in self.accounts()}
        for account in self.accounts():
            if self._scheduler.get_job(f"poll:{account.id}") is None:
                self._add_poll(account.id)
        for channel, route in {(r.workspace_id, r.channel_id): r for r in self.digest_routes()}.items():
            job_id = f"digest:{channel[0]}:{channel[1]}:{route.digest_at}:{route.time_zone}"
            wanted.add(job_id)
            if self._scheduler.get_job(job_id) is None:
                self._add_digest(job_id, route)
        for job in self._scheduler.get_jobs():
            if job.id.startswith(("poll:", "digest:")) and job.id not in wanted:
                job.remove()

    def _add_poll(self, account_id: int) -> None:
        trigger = IntervalTrigger(seconds=self.poll_seconds, jitter=int(self.poll_seconds * JITTER) or None)
        soon = datetime.now(UTC) + timedelta(milliseconds=200)
        self._scheduler.add_job(self._poll, trigger, [account_id], id=f"poll:{account_id}", next_run_time=soon)

    def _poll(self, account_id: int) -> None:
        slot = int(datetime.now(UTC).timestamp() // self.poll_seconds)
        self.enqueue(f"poll:{account_id}:{slot}", "poll", str(account_id))

    def _add_digest(self, job_id: str, route: Route) -> None:
        assert route.digest_at is not None
        zone = ZoneInfo(route.time_zone)
        # One fire for each local date, through both changes of the clocks.
        trigger = CalendarIntervalTrigger(
            days=1, hour=route.digest_at.hour, minute=route.digest_at.minute, timezone=zone
        )
        self._scheduler.add_job(self._digest, trigger, [route], id=job_id)
        local = datetime.now(zone)
        if local.time() >= route.digest_at:
            self._digest(route)

    def _digest(self, route: Route) -> None:
        today = datetime.now(ZoneInfo(route.time_zone)).date()
        self.enqueue(*digest_run(route, today))


def digest_run(route: Route, today: date) -> tuple[str, str, str]:
    """The key, task and argument of the digest that is due on a local date; it sums up the day before."""
    day = today - timedelta(days=1)
    argument = f"{route.workspace_id} {route.channel_id} {day.isoformat()} {route.time_zone}"
    return f"digest:{route.workspace_id}:{route.channel_id}:{today.isoformat()}", "digest", argument
