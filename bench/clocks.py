"""Clocks that jump, and one digest for each channel and local date: `python -m bench.clocks [--short] [--json]`.

Sixteen channels, four times of day in four zones, each with a digest. Summer time begins and ends, hour by hour; NTP
sets the clock two hours wrong and right again, just before and just after a digest's time; a machine sleeps nine hours,
and over two midnights; the process is killed as soon as a digest is planned; three processes share PostgreSQL, each
with a wrong clock of its own. After each jump a new follower must still get a card: nothing may stand still because
the clock went back.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import NullPool, create_engine, text

from bench.clocks_town import PLACES, Skies, skies
from bench.outage_faults import CantRunError, postgres
from bench.tally import Tally, table, total

CHANGES = {  # the clocks go forward or back in one of the zones on the second day
    "Berlin forward": datetime(2026, 3, 28, 10, 57, tzinfo=UTC),
    "New York forward": datetime(2026, 3, 7, 10, 57, tzinfo=UTC),
    "Auckland back": datetime(2026, 4, 3, 10, 57, tzinfo=UTC),
    "Berlin back": datetime(2026, 10, 24, 10, 57, tzinfo=UTC),
    "New York back": datetime(2026, 10, 31, 10, 57, tzinfo=UTC),
}
SUMMER = datetime(2026, 6, 1, 10, 57, tzinfo=UTC)
NTP = 2 * 3600.0  # seconds
DAY = timedelta(days=1)
PLANNED = "SELECT count(*) FROM message WHERE kind = 'digest'"
POSTED = "SELECT count(*) FROM message WHERE kind = 'digest' AND ts <> ''"
SETTLE = 30.0  # seconds within which everything planned has to be posted


def hour_by_hour(here: Skies, hours: int) -> list[str]:
    """The time passes, an hour at once, three minutes before each full hour."""
    for _ in range(hours):
        here.pass_by(3600)
    return _alive(here, "hour by hour")


def ntp(here: Skies, short: bool) -> list[str]:
    """Two hours ahead and right again, two hours behind and right again: around a digest's time and around midnight."""
    wrong = []
    day = here.sky.began.replace(hour=0, minute=0) + timedelta(days=1)
    nine, midnight = day.replace(hour=7), day.replace(hour=21, minute=55)  # in Berlin, whose midnight has two digests
    tries = [(n, seconds) for n in (-20, 20) for seconds in (NTP, -NTP)]  # seconds before or after
    for label, first in (("9:00", nine),) if short else (("9:00", nine), ("midnight", midnight + len(tries) * DAY)):
        for number, (near, seconds) in enumerate(tries):
            here.pass_to(first + number * DAY + timedelta(seconds=near))
            here.set_wrong(seconds)
            wrong += _alive(here, f"set {seconds / 3600:+.0f} h around {label}")
            here.set_wrong(0)
            wrong += _alive(here, f"set right from {seconds / 3600:+.0f} h around {label}")
    return wrong


def suspend(here: Skies, _short: bool) -> list[str]:
    """Nine hours over a digest's time, then over two midnights."""
    here.pass_to(here.sky.began + timedelta(hours=18))
    here.pass_by(9 * 3600)
    wrong = _alive(here, "asleep for 9 h")
    here.pass_by(40 * 3600)
    return wrong + _alive(here, "asleep for 40 h")


def killed(here: Skies, short: bool) -> list[str]:
    """SIGKILL as soon as a digest is planned, and a start on the same day."""
    one = here.those[0]
    for _ in range(2 if short else 6):
        planned = _count(here, PLANNED)
        here.sky.ahead += 6 * 3600
        one.jump(6 * 3600)
        until = time.monotonic() + 5
        while _count(here, PLANNED) == planned and time.monotonic() < until:
            time.sleep(0.002)
        one.town.stop()
        one.start()
        here.look()
    return _alive(here, "killed")


def _alive(here: Skies, after: str) -> list[str]:
    return [] if here.alive() else [f"{after}: no card came"]


def _count(here: Skies, question: str) -> int:
    engine = create_engine(here.those[0].town.address(), poolclass=NullPool)
    with engine.connect() as connection:
        return int(connection.execute(text(question)).scalar_one())


def count(here: Skies, name: str, wrong: list[str], jumps: int) -> Tally:
    """Compare what stands in Slack with the local dates whose time came."""
    until = time.monotonic() + SETTLE
    while time.monotonic() < until and _count(here, POSTED) < _count(here, PLANNED):
        time.sleep(0.2)
    wanted, found = here.wanted(), here.digests()
    missing, twice = sorted(wanted - set(found)), [each for each, times in found.items() if times > 1]
    early = sorted(set(found) - wanted)
    told = [f"{len(wanted)} digests were to come, {found.total()} stand there"]
    told += [f"missing {_where(each)}" for each in missing[:4]] + [f"twice {_where(each)}" for each in twice[:4]]
    told += [f"too early {_where(each)}" for each in early[:4]]
    broken = len(missing) + len(twice) + len(early) + len(wrong)
    return Tally(f"clocks {name}", len(wanted), jumps, len(missing), len(twice), 0, broken, "; ".join(told + wrong))


def _where(each: tuple[str, object]) -> str:
    zone, at = PLACES[each[0]]
    return f"{each[1]} in {zone} at {at}"


def drill(
    name: str, began: datetime, play: Callable[[Skies], list[str]], *, url: str = "", skews: tuple[float, ...] = ()
) -> Tally:
    """One story under a fresh sky."""
    with (
        tempfile.TemporaryDirectory() as folder,
        skies(Path(folder), began, number=len(skews) or 1, url=url, skews=skews) as here,
    ):
        one = here.those[0].town
        until = time.monotonic() + 30
        while one.said().count('"baseline": true') + one.said().count("baseline=True") < 2 and time.monotonic() < until:
            time.sleep(0.1)
        before = here.sky.ahead
        wrong = play(here)
        return count(here, name, wrong, 1 if before == here.sky.ahead else round((here.sky.ahead - before) / 3600))


def on_replicas(short: bool) -> list[Tally]:
    """Three processes on PostgreSQL, one of them ahead, one behind."""
    with postgres() as server:
        server.create("skewed")
        hours = 16 if short else 60
        return [
            drill(
                "three replicas, skewed",
                SUMMER,
                lambda here: hour_by_hour(here, hours),
                url=server.plain_url("skewed"),
                skews=(0.0, NTP, -NTP / 2),
            )
        ]


def summer_time(short: bool) -> list[Tally]:
    """Each change of the clocks."""
    some = list(CHANGES.items())[:1] if short else list(CHANGES.items())
    return [drill(name, began, lambda here: hour_by_hour(here, 40)) for name, began in some]


def of(name: str, play: Callable[[Skies, bool], list[str]]) -> Callable[[bool], list[Tally]]:
    """A story on an ordinary day."""
    return lambda short: [drill(name, SUMMER, lambda here: play(here, short))]


DRILLS = {
    "summer-time": summer_time,
    "ntp": of("ntp", ntp),
    "suspend": of("suspend", suspend),
    "killed": of("killed", killed),
    "replicas": on_replicas,
}


def main(which: list[str], short: bool, as_json: bool) -> int:
    """Run the stories; 0 only where no promise was broken."""
    found: list[Tally] = []
    for name in which:
        try:
            found += DRILLS[name](short)
        except CantRunError as why:
            print(f"clocks {name} skipped: {why}", flush=True)
    print(table(found))
    return total("clocks", found, f"{len(found)} stories").show(as_json)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("drills", nargs="*", default=list(DRILLS), help=f"of {', '.join(DRILLS)}")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    sys.exit(main(arguments.drills, arguments.short, arguments.json))
