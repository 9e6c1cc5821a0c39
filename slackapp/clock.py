"""APScheduler as a clock only: triggers and ids. Each fire asks the engine for a deterministic key."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from slackapp.domain.accounts import Account
from slackapp.domain.digest_times import DigestTimes
from slackapp.domain.periods import Period, Span, one_day

log = structlog.get_logger()

SPREAD = 0.618  # of the interval, from one account to the next, so that they don't all call at once
SYNC_SECONDS = 30  # accounts connected meanwhile are found this soon
DIGEST_SECONDS = 5  # between looks whether it is time for a digest anywhere
WATCH_SECONDS = 1.0  # between looks whether somebody has set the machine's clock back
SET_BACK_SECONDS = 2.0  # less than that is no more than an NTP's usual nudge
MAKE_UP_DAYS = 3  # so many digests are made up for after a long sleep, and no more
FRESH = timedelta(hours=12)  # yesterday's digest that came due longer before we started is left out
LEAVE_IT = 0.25  # of the interval, at most: so long a poll is left to the process whose it is
LONGEST_LEAVE = 10.0  # seconds, likewise
BULK_SECONDS = 10  # between looks whether a process left a bulk in the middle
CHANNEL_SECONDS = 30  # between looks whether a channel takes messages again
_DAILY = "digest"  # what the keys of the daily ones begin with; weekly and monthly have their own
SPEND_SECONDS = 5  # between times at which what calls cost is written down: so much a crash loses
TARGET_SECONDS = 60  # between looks whose time for an answer runs out


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
    digest_times: Callable[[], tuple[DigestTimes, ...]]
    wake_snoozed: Callable[[], object]
    prune: Callable[[], object]
    look_at_channels: Callable[[], object] = lambda: None
    go_on_with_bulks: Callable[[], object] = lambda: None  # what a process left in the middle
    look_at_targets: Callable[[], object] = lambda: None
    write_spend: Callable[[], object] = lambda: None
    is_mine: Callable[[int], bool] = lambda _account_id: True  # among the processes that share the database
    _scheduler: BackgroundScheduler = field(
        default_factory=lambda: BackgroundScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
    )
    _asked_for: dict[tuple[int, str], date] = field(default_factory=dict)  # channel -> its last digest
    _set_back: int = 0  # how often the machine's clock was: slots of time that were polled come again
    _stopped: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Begin; digests whose time was missed today are made up for."""
        self.sync()
        self._scheduler.add_job(self.digests, IntervalTrigger(seconds=DIGEST_SECONDS), id="digests")
        self._scheduler.add_job(self.sync, IntervalTrigger(seconds=SYNC_SECONDS), id="sync")
        self._scheduler.add_job(self.wake_snoozed, IntervalTrigger(seconds=10), id="wake_snoozed")
        self._scheduler.add_job(self.look_at_channels, IntervalTrigger(seconds=CHANNEL_SECONDS), id="channels")
        self._scheduler.add_job(self.look_at_targets, IntervalTrigger(seconds=TARGET_SECONDS), id="targets")
        self._scheduler.add_job(self.write_spend, IntervalTrigger(seconds=SPEND_SECONDS), id="spend")
        self._scheduler.add_job(self.go_on_with_bulks, IntervalTrigger(seconds=BULK_SECONDS), id="bulks")
        self._scheduler.add_job(self.prune, IntervalTrigger(hours=6), id="prune")
        self._scheduler.start()
        threading.Thread(target=self._watch, name="clock", daemon=True).start()

    def stop(self) -> None:
        """Fire no more."""
        self._stopped.set()
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
        self.digests()

    def digests(self) -> None:
        """Ask for each digest whose local time has come, however the clocks went: once for each local date."""
        now = datetime.now(UTC)
        for times in self.digest_times():
            channel = (times.workspace_id, times.channel_id)
            latest, fresh = _latest(times, now)
            asked = self._asked_for.get(channel)
            if asked is None or asked - latest > timedelta(days=1):  # just started, or the clock was far ahead
                asked = latest - timedelta(days=1) if fresh else latest
                self._ask_for_longer_ones(times, asked)
            asked = self._asked_for[channel] = max(asked, latest - timedelta(days=MAKE_UP_DAYS))
            while asked < latest:
                asked += timedelta(days=1)
                for run in digest_runs(times, asked):
                    self.enqueue(*run)
                self._asked_for[channel] = asked

    def _ask_for_longer_ones(self, times: DigestTimes, until: date) -> None:
        """A week's or a month's is of use for some days more: whoever was away on that Monday gets it on Tuesday."""
        for before in reversed(range(MAKE_UP_DAYS)):
            for run in digest_runs(times, until - timedelta(days=before)):
                if not run[0].startswith(f"{_DAILY}:"):
                    self.enqueue(*run)

    def set_back(self, seconds: float) -> None:
        """The machine's clock was set back: what waits for a moment would wait for so much longer."""
        self._set_back += 1
        for job in self._scheduler.get_jobs():
            if job.id.startswith("poll:"):
                job.remove()  # `sync` adds it again, at its slots
            else:
                job.modify(next_run_time=job.next_run_time - timedelta(seconds=seconds))
        self.sync()

    def _watch(self) -> None:
        ahead = time.time() - time.monotonic()
        while not self._stopped.wait(WATCH_SECONDS):
            before, ahead = ahead, time.time() - time.monotonic()
            if before - ahead > SET_BACK_SECONDS:
                log.warning("clock_set_back", seconds=round(before - ahead))
                try:
                    self.set_back(before - ahead)
                except Exception:  # the database may be away; the scheduler asks again by itself
                    log.exception("clock_not_followed")

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
        again = f"~{self._set_back}" if self._set_back else ""
        run = (f"poll:{account_id}:{slot}{again}", "poll", str(account_id))
        if self.is_mine(account_id):
            self.enqueue(*run)
        else:  # what one process has read of a long list, it goes on with; should it be dead, this is in its place
            leave = timedelta(seconds=min(LEAVE_IT * self.poll_seconds, LONGEST_LEAVE))
            self._scheduler.add_job(self.enqueue, DateTrigger(datetime.now(UTC) + leave), run)


def _latest(times: DigestTimes, now: datetime) -> tuple[date, bool]:
    """The last local date whose digest is due, and whether that is news: of today, or since a short while."""
    zone = ZoneInfo(times.zone)
    local = now.astimezone(zone)
    if local.time() >= times.at:
        return local.date(), True
    yesterday = local.date() - timedelta(days=1)
    return yesterday, now - datetime.combine(yesterday, times.at, zone) < FRESH


def digest_runs(times: DigestTimes, today: date) -> tuple[tuple[str, str, str], ...]:
    """The key, task and argument of each digest that is due on a local date."""
    if times.none:
        return ()
    return tuple((_key(times, period, today), "digest", _argument(times, period)) for period in times.due(today))


def _key(times: DigestTimes, period: Period, today: date) -> str:
    kind = _DAILY if period.span is Span.DAY else f"{_DAILY}-{period.span}"
    return f"{kind}:{times.workspace_id}:{times.channel_id}:{today.isoformat()}"


def _argument(times: DigestTimes, period: Period) -> str:
    told = f"{times.workspace_id} {times.channel_id} {period.last.isoformat()} {times.zone}"
    return told if period == one_day(period.last) else f"{told} {period.span} {period.first.isoformat()}"
