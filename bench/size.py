"""`python -m bench.size [--short] [--times N]`: every command, window and Home view beside 1,000,000 followers.

A workspace of 100,000 cards on SQLite; people's acts travel signed to Rapport under waitress, and are timed until what
they asked for stands at Slack's end. Beside them `/rapport help`, which reads nothing: machines differ.
Ends with 1 where one is slower than 300 ms at the 95th percentile, or a query walks over all of a table that grows.
"""

import argparse
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from zoneinfo import ZoneInfo

from waitress.server import create_server

from bench.clicks import CHANNEL
from bench.server import rapport
from bench.size_cases import Case, cases, unmeasured
from bench.size_plans import Heard, offenders
from bench.size_seed import SMALL, Size, seed
from bench.size_wire import PATIENCE, Comes, Json, Person, Slack
from slackapp import logs
from slackapp.domain.periods import Span, around
from slackapp.house import House
from slackapp.serve import THREADS, keep_what_stands, wsgi
from slackapp.slack import ids
from slackapp.store import actions, deliveries, events, writing
from slackapp.store import targets as store_targets

LIMIT = 0.3  # seconds, at the 95th percentile
TIMES = 12
BASELINE = "/rapport help"
# Windows that nobody opens by a click alone: they follow upon another.
_FOLLOWING = frozenset({ids.NOTICE_VIEW, ids.DRAFT_SEND_VIEW, ids.HOME_VIEW})
_SORRY = re.compile(r"went wrong|could not|Nothing was (?:sent|saved)|not here any more", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figures:
    """How long one thing took, each time."""

    name: str
    took: tuple[float, ...]  # seconds
    trouble: str = ""

    @property
    def p95(self) -> float:
        """The 95th percentile."""
        return quantiles(self.took, n=20, method="inclusive")[18]

    def line(self, baseline: float) -> str:
        """For the table."""
        p50 = median(self.took)
        mark = "" if self.p95 <= LIMIT else f"  TOO SLOW {self.trouble}"
        figures = "".join(f"{each * 1000:>9.0f}" for each in (p50, self.p95, max(self.took)))
        return f"  {self.name:<46}{figures}{p50 / baseline:>9.1f}{mark}"


class Bench:
    """Rapport with all that is in it, and somebody who does everything that can be done."""

    def __init__(self, folder: Path, size: Size) -> None:
        self.size, self.slack = size, Slack()
        self.url = self.slack.start()
        self.house = rapport(self.url, folder)
        self.came: dict[str, Json] = {}
        began = time.perf_counter()
        seed(self.house, size, datetime.now(UTC))
        self.seeded = time.perf_counter() - began
        self._server = create_server(
            wsgi(self.house.bolt, self.house.database), host="127.0.0.1", port=0, threads=THREADS
        )
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        keep_what_stands()
        self.person = Person(self.slack, self.url, int(self._server.effective_port))

    def close(self) -> None:
        """End the servers."""
        self.person.close()
        self._server.trigger.pull_trigger(self._server.close)  # from its own loop, which then ends at once
        self._thread.join(timeout=5)
        self.slack.close()
        self.house.database.close()

    def measure(self, case: Case, times: int) -> Figures:
        """Do it so often, after once that does not count."""
        took = []
        for n in range(times + 1):
            try:
                seconds, self.came[case.name] = self.person.do(case.make(n))
            except (TimeoutError, AssertionError) as error:
                return Figures(case.name, (PATIENCE, PATIENCE), str(error))
            took.append(seconds)
            self._rest()
        return Figures(case.name, tuple(took[1:]))

    def _rest(self) -> None:
        """Until the open cards have followed new targets: nobody saves them twelve times a minute."""
        while True:
            with self.house.database.read() as tx:
                if not store_targets.following(tx):
                    return
            time.sleep(0.02)

    def unopened(self) -> set[str]:
        """The windows that nothing here opens."""
        known = {v for k, v in vars(ids).items() if isinstance(v, str) and re.search(r"_(VIEW|FORM)$", k)}
        opened = {c.body.get("view", {}).get("callback_id") for c in self.slack.calls if c.comes is not Comes.ANSWER}
        return known - opened - _FOLLOWING


def background(bench: "Bench") -> list[Figures]:
    """What the clock does, and digests: nobody waits for these."""
    house, zone, today = bench.house, ZoneInfo("Europe/Berlin"), datetime.now(UTC).date()
    drawn = {
        f"{span.value} digest": lambda span=span: house.report.recap(1, f"{CHANNEL}2", around(span, today), zone)  # type: ignore[misc]
        for span in Span
    }
    clock = house.clock
    chores = {
        "clock: targets": clock.look_at_targets,
        "clock: snoozed ones": clock.wake_snoozed,
        "clock: channels": clock.look_at_channels,
        "clock: bulks": clock.go_on_with_bulks,
        "clock: forgetting": lambda: _forget(house),
        "clock: what is due": lambda: _due(house),
    }
    return [_timed(name, work) for name, work in (drawn | chores).items()]


def _forget(house: House) -> None:
    """As the clock's chore does, but for the engine's own file."""
    long_ago = datetime.now(UTC) - timedelta(days=60)
    with house.database.write() as tx:
        events.forget(tx, long_ago)
        writing.forget(tx, long_ago)
        deliveries.forget(tx, long_ago)


def _due(house: House) -> None:
    with house.database.read() as tx:
        now = datetime.now(UTC)
        actions.due(tx, now, 16)
        actions.next_due(tx, now)
        deliveries.due(tx, now, 8)
        deliveries.next_due(tx, now)


def _timed(name: str, work: Callable[[], object]) -> Figures:
    began = time.perf_counter()
    work()
    return Figures(name, (time.perf_counter() - began,))


def run(size: Size, times: int, only: str = "", analyze: bool = False) -> int:
    """Measure all, print the table; 1 where a promise is broken."""
    logs.set_up("ERROR")
    with tempfile.TemporaryDirectory(prefix="rapport-size-", ignore_cleanup_errors=True) as folder:
        bench = Bench(Path(folder), size)
        if analyze:
            with bench.house.database.write() as tx:
                tx.exec_driver_sql("ANALYZE")
        print(f"{size.followers:,} followers, {size.cards:,} cards; made in {bench.seeded:.0f} s", flush=True)
        with Heard().listening() as heard:
            found = [bench.measure(case, times) for case in cases(size) if only in case.name or case.name == BASELINE]
            told = [] if only else background(bench)
        slow = _print(found, told)
        bad = _plans(bench.house, heard)
        missing = [] if only else [*unmeasured(), *sorted(bench.unopened())]
        bench.close()
        sorry = [name for name, came in bench.came.items() if _SORRY.search(str(came))]
    for what, names in (("not measured", missing), ("answered with a trouble", sorry)):
        for name in names:
            print(f"  {what}: {name}")
    return int(bool(slow or bad or missing or sorry))


def _print(found: Sequence[Figures], told: Sequence[Figures]) -> list[str]:
    baseline = median(next(each for each in found if each.name == BASELINE).took)
    heading = "".join(f"{each:>9}" for each in ("p50", "p95", "max", "of help"))
    print(f"  {'until it stands in Slack, in ms':<46}{heading}   limit {LIMIT * 1000:.0f}")
    for each in sorted(found, key=lambda one: -one.p95):
        print(each.line(baseline))
    for each in told:
        print(f"  {each.name:<46}{median(each.took) * 1000:>9.0f}")
    return [each.name for each in found if each.p95 > LIMIT]


def _plans(house: House, heard: Heard) -> int:
    with house.database.read() as tx:
        bad = offenders(tx, heard)
    whole = [each for each in bad if each.whole]
    print(f"{len(heard.statements)} statements; {len(whole)} walk over all of a table that grows")
    for each in bad:
        print(f"  {'' if each.whole else 'all of one account: '}{each.step}\n    {each.statement}")
    return len(whole)


def main() -> int:
    """As asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="a small workspace: whether it runs at all")
    parser.add_argument("--times", type=int, default=TIMES, help=f"how often each is done (default: {TIMES})")
    parser.add_argument("--only", default="", help="those with this in their name")
    parser.add_argument("--analyze", action="store_true", help="with the planner's statistics")
    asked = parser.parse_args()
    return run(SMALL if asked.short else Size(), asked.times, asked.only, asked.analyze)


if __name__ == "__main__":
    sys.exit(main())
