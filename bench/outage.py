"""The database goes away while people click, and comes back: `python -m bench.outage [--short] [--json]`.

PostgreSQL stopped for half a minute (over HTTP), the SQLite file locked by another process for longer than anybody
waits, and the disk full (both in Socket Mode). Each time follows are under way as it begins, two people click on cards
all the while, a third asks and sends a reply. Every click must be acknowledged and happen once, or be refused with a
word of ours before Slack gives up, after three seconds; nothing may need a restart.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bench.outage_faults import CantRunError, Fault, Full, Locked, Stopped, postgres, small_disk
from bench.outage_town import Clickers, Town, town, wait_for
from bench.tally import Tally, table, total
from slackapp.domain.card import Choice
from slackapp.sandbox.slack.world import CHIARA
from slackapp.slack import ids
from tests.networks.contract.world import Somebody
from tests.slack.at_slack import Json, words

TOGETHER = 4  # more followers at once would share one message
UNDER_WAY = 3  # follows that have left as it begins
QUIET = 3.0  # seconds
HOLD = 2.0  # seconds for which those are held up on their way
COMMANDS = ("/followers today", "/questions open", "/rapport status")
QUESTION = "Do you ship to Oslo?"


def followers(town: Town, number: int) -> dict[str, Json]:
    """So many new followers, each on an open card; the cards by the network's id."""
    people = [town.strangers.pop() for _ in range(number)]
    for first in range(0, number, TOGETHER):
        for who in people[first : first + TOGETHER]:
            town.ground.world.follow_us(who)
        found = {who.id: card(town, who) for who in people[: first + TOGETHER]}
    return found


def card(town: Town, who: Somebody) -> Json:
    """Their card, as soon as it is there."""
    return wait_for(f"the card of {who.handle}", lambda: town.card(f"@{who.handle}", Choice.FOLLOW))


def question(town: Town, asker: Somebody) -> tuple[str, Json]:
    """A question, and the open modal of a reply to it; the post's id and the view."""
    asked = town.ground.world.mention_us(asker, QUESTION)
    shown = wait_for("the question's card", lambda: town.card(QUESTION, Choice.REPLY))
    town.click(shown, ids.card_action_id(Choice.REPLY), CHIARA.id)
    return asked, wait_for("the modal", lambda: town.state(CHIARA.id)["views"])[-1]


def outage(town: Town, fault: Fault, cards: dict[str, Json], seconds: float) -> tuple[list[str], float]:
    """Break it while follows are under way, and everybody clicks; what was not as it should be, and see `after`."""
    wrong: list[str] = []
    asker = town.strangers.pop()
    asked, view = question(town, asker)
    town.ground.wire.hold = HOLD
    for key in list(cards)[:UNDER_WAY]:
        town.press(key, cards[key], Choice.FOLLOW)
    time.sleep(HOLD / 2)  # they are at the network by now
    town.ground.wire.hold = 0.0
    free = list(cards.items())[UNDER_WAY:]
    clickers = Clickers(town, dict(free[::2]), seed=1)
    fault.begin()
    clickers.add(dict(free[1::2]))
    until, sick, sent, unsaid = time.monotonic() + seconds, 0, False, 0
    while time.monotonic() < until:
        sick += town.port > 0 and town.health() == 503
        sent = sent or town.send_reply(asked, view, "We do, since Monday.", CHIARA.id)
        unsaid += sum(not town.ask(command, CHIARA.id) for command in COMMANDS) if fault.url else 0
        time.sleep(0.2)
    fault.end()
    mended = time.monotonic()
    if town.port and not sick:
        wrong.append("the health check never said 503")
    if unsaid:
        wrong.append(f"{unsaid} commands without a plain sorry")
    if not sent:
        wait_for("the reply", lambda: town.send_reply(asked, view, "We do, since Monday.", CHIARA.id))
    return wrong, after(town, clickers, cards, mended, wrong)


def after(town: Town, clickers: Clickers, cards: dict[str, Json], mended: float, wrong: list[str]) -> float:
    """All works again by itself; the seconds until a new follower had their card and everything was done."""
    if town.port:
        wait_for("a healthy health check", lambda: town.health() == 200)
    done, follows = town.book.acknowledged, town.ground.follows
    newcomer = town.strangers.pop()
    town.ground.world.follow_us(newcomer)
    town.press(newcomer.id, card(town, newcomer), Choice.FOLLOW)
    wait_for("everybody's clicks", lambda: all(done[key] for key in cards) or None)
    clickers.stop()
    wait_for("every follow", lambda: set(cards) | {newcomer.id} <= set(follows()) or None)
    wait_for("every card", lambda: not any("⏳" in words(each) for each in town.messages()) or None)
    back = time.monotonic() - mended
    time.sleep(QUIET)  # nothing more should come
    if town.app is None or town.app.poll() is not None:
        wrong.append("the process ended")
    return back


def count(town: Town, name: str, wrong: list[str], back: float) -> Tally:
    """Compare the network's own record with what people were told."""
    book, truth = town.book, Counter(town.ground.follows()) + Counter(town.ground.answers())
    lost = sum(1 for key in book.acknowledged if not truth[key])
    twice = sum(1 for key in truth if truth[key] > 1)
    strangers = sum(1 for key in truth if not book.acknowledged[key])
    doubts = sum("❓" in str(message) for message in town.messages())
    broken = lost + twice + strangers + book.late + book.untold + len(wrong)
    told = (
        f"acknowledged {book.acknowledged.total()}, refused {book.refused}, of those without a word {book.untold}, "
        f"after Slack gave up {book.late} (longest {book.longest:.1f} s); all done {back:.1f} s after it was mended"
    )
    return Tally(f"outage {name}", book.tries, 1, lost, twice, doubts, broken, "; ".join([told, *wrong]))


def drill(fault: Callable[[Path], Fault], seconds: float, number: int, *, http: bool, log: Path | None = None) -> Tally:
    """One fault on a fresh Rapport."""
    with tempfile.TemporaryDirectory() as folder:
        made = fault(Path(folder) / "data")
        with town(Path(folder), http=http, database_url=made.url, data=made.data) as here:
            here.log = log or here.log
            here.strangers = here.ground.people(number + 2)
            here.start()
            wait_for("the silent baselines", lambda: here.said().count("baseline=True") >= 2 or _quiet(here))
            cards = followers(here, number)
            wrong, back = outage(here, made, cards, seconds)
            return count(here, made.name, wrong, back)


def _quiet(town: Town) -> bool:
    """The log is JSON where it is no terminal."""
    return town.said().count('"baseline": true') >= 2


def on_postgres(short: bool) -> list[Tally]:
    """Both ways of stopping it."""
    found = []
    with postgres() as server:
        for mode in ("immediate",) if short else ("fast", "immediate"):
            stopped = Stopped(server, mode)
            found.append(drill(lambda _, it=stopped: it, 5 if short else 30, 8 if short else 24, http=True))  # type: ignore[misc]  # mypy can't tell a lambda's default
    return found


def on_a_locked_file(short: bool) -> list[Tally]:
    """For longer than anybody waits."""
    return [drill(Locked, 6 if short else 8, 8 if short else 24, http=False)]


def on_a_full_disk(short: bool) -> list[Tally]:
    """With the log elsewhere, and with the log on it."""
    found = []
    for log in (False,) if short else (False, True):
        with small_disk() as disk:
            data = disk / "data"
            data.mkdir()
            full = Full(data, "disk full, the log on it" if log else "disk full")
            there = data / "app.log" if log else None
            found.append(drill(lambda _, it=full: it, 5 if short else 15, 8 if short else 24, http=False, log=there))  # type: ignore[misc]  # likewise
    return found


DRILLS = {"postgres": on_postgres, "locked": on_a_locked_file, "disk": on_a_full_disk}


def main(which: list[str], short: bool, as_json: bool) -> int:
    """Run the drills; 0 only where no promise was broken."""
    found: list[Tally] = []
    for name in which:
        try:
            found += DRILLS[name](short)
        except CantRunError as why:
            print(f"outage {name} skipped: {why}", flush=True)
    print(table(found))
    return total("outage", found, f"{len(found)} outages").show(as_json)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("drills", nargs="*", default=list(DRILLS), help=f"of {', '.join(DRILLS)}")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    sys.exit(main(arguments.drills, arguments.short, arguments.json))
