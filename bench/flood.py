"""5,000 followers and 500 questions within a minute, while people go on clicking: `python -m bench.flood`.

`rapport run` as a process, X's and Slack's stand-ins over the wire, Slack's limits as strict as Slack's own. Everybody
must stand in a message, once; Slack must refuse nothing after the first time; and a second flood of the same size must
not need more memory than the first. How quickly a click is acknowledged meanwhile stands beside the same when nothing
else happens, measured just before.
"""

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.faults_town import GaveUp, Town, town, wait_for
from bench.flood_clicks import Clicker
from bench.flood_judge import Flooded, Memory, broken, covered
from bench.tally import Tally, table
from slackapp.domain.card import Choice
from slackapp.networks.x import X
from slackapp.slack import ids
from tests.networks.contract.x_world import KEYS

POLL_SECONDS = "5"
BATCHES = 20
CLICKED = 4  # cards that people go on clicking on
SETTLES = 900.0  # seconds until the last message has to stand: one message a second in the channel


@dataclass(frozen=True)
class Size:
    """How much comes, and how long each part of the drill takes, in seconds."""

    followers: int
    questions: int
    within: float
    idle: float  # clicking with nothing else to do
    after: float  # until the memory is looked at again


WHOLE, SHORT = Size(5_000, 500, 60.0, 30.0, 120.0), Size(500, 50, 10.0, 8.0, 10.0)


def rss(ground: Town) -> float:
    """The resident memory of Rapport's process, in MB."""
    assert ground.app is not None
    with Path(f"/proc/{ground.app.pid}/status").open(encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1_024


class Flood:
    """One town, flooded twice."""

    def __init__(self, ground: Town, size: Size) -> None:
        self.ground, self.size = ground, size
        self.asker, self.asked = "", 0
        self.known: set[str] = set()
        self.people: set[str] = set()
        self.questions: list[str] = []
        self.highest = 0.0

    def run(self) -> Flooded:
        """Flood it. Raises `GaveUp`."""
        ground, size = self.ground, self.size
        clicker = self._begin()
        idle = clicker.click_for(size.idle)
        before = self.highest = rss(ground)
        clicker.begin()
        first = self._flood()
        self._wait(size.after)
        after_first, highest = rss(ground), self.highest
        second = self._flood()
        self._wait(size.after)
        during = clicker.end()
        memory = Memory(before, highest, after_first, self.highest, rss(ground))
        return Flooded(
            followers=len(self.people),
            questions=len(self.questions),
            found=covered(ground.folder, set(ground.posted()), self.people, self.questions),
            refusals=sum(one["error"] == "ratelimited" for one in ground.slack_record()["calls"]),
            doubled=len(ground.doubled_messages()),
            messages=len(ground.posted()),
            alive=ground.alive,
            memory=memory,
            settled=(first, second),
            idle=idle,
            during=during,
            unacknowledged=clicker.refused,
        )

    def _begin(self) -> Clicker:
        """Rapport after its silent first look, and some cards to click on."""
        ground = self.ground
        asker, *people = ground.people(CLICKED + 1)
        self.asker = asker["id"]
        ground.panel("follow", id=self.asker)
        ground.ready()
        self.known = self._followers()
        for person in people:
            ground.panel("follow", id=person["id"])
        names = [person["username"] for person in people]
        for name in names:
            wait_for(f"{name}'s card", lambda name=name: ground.card(name, ids.card_action_id(Choice.IGNORE)))  # type: ignore[misc]
        return Clicker(ground, names)

    def _followers(self) -> set[str]:
        found: set[str] = set()
        cursor: str | None = None
        network = X(KEYS, base_url=f"{self.ground.url}/x")
        while True:
            page = network.followers(cursor, 1000)
            found |= {person.id for person in page.items}
            cursor = page.cursor
            if cursor is None:
                return found

    def _flood(self) -> float:
        """All of them; returns how many seconds after the last of them the last message stood."""
        ground, size, began = self.ground, self.size, time.monotonic()
        for batch in range(1, BATCHES + 1):
            ground.panel("follow", kind="person", count=size.followers // BATCHES)
            for _ in range(size.questions // BATCHES):
                self._ask()
            self._wait(began + size.within * batch / BATCHES - time.monotonic())
        took = time.monotonic() - began
        if took > size.within * 1.2:
            raise GaveUp(f"a flood within {size.within:.0f} s: it took {took:.0f} s")
        ended = time.monotonic()
        self.people = self._followers() - self.known
        wait_for("the last message", self._all_there, SETTLES)
        return time.monotonic() - ended

    def _ask(self) -> None:
        self.asked += 1
        text = f"Question {self.asked}: is roast {self.asked} back in stock?"
        told = self.ground.panel("mention", author_id=self.asker, text=text)
        self.questions.append(str(told["post"]["id"]))

    def _all_there(self) -> bool | None:
        self.highest = max(self.highest, rss(self.ground))
        found = covered(self.ground.folder, set(self.ground.posted()), self.people, self.questions)
        return not found.missing or None

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while True:
            self.highest = max(self.highest, rss(self.ground))
            if time.monotonic() >= until:
                return
            time.sleep(min(0.5, max(0.0, until - time.monotonic())))


def tally_of(seen: Flooded) -> Tally:
    """The flood as one line."""
    kinds = broken(seen)
    return Tally(
        "flood",
        tries=seen.followers + seen.questions,
        faults=0,
        lost=seen.found.missing,
        duplicated=seen.found.twice + seen.doubled,
        in_doubt=0,
        broken=len(kinds),
        notes="; ".join([*kinds, seen.line()]),
    )


def main() -> int:
    """Flood it; 0 only where no promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="500 followers and 50 questions within ten seconds")
    parser.add_argument("--json", action="store_true", help="one line of JSON last")
    asked = parser.parse_args()
    with town(RAPPORT_POLL_SECONDS=POLL_SECONDS) as ground:
        try:
            tally = tally_of(Flood(ground, SHORT if asked.short else WHOLE).run())
        except GaveUp as gave_up:
            print(ground.log()[-3_000:])
            tally = Tally("flood", 0, 0, 0, 0, 0, 1, f"gave up waiting for {gave_up}")
    print(table([tally]))
    if asked.json:
        print(tally.line(), flush=True)
    return tally.code


if __name__ == "__main__":
    sys.exit(main())
