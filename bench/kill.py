"""kill -9 at random moments while a team decides, and what reached the network: `python -m bench.kill`.

Slack's stand-in, the network's server and the database keep running and keep the truth; Rapport's processes die and
start again. Followers and questions keep coming, three teammates decide on their cards, and whoever's click was not
acknowledged tries again. A process is killed at any moment, or right as a write leaves (one in some of those is held
up, so that it may arrive after it was looked for), or while it starts. At the end, everything that was acknowledged
must have happened exactly once, or stand in Slack as in doubt, and nothing twice.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.kill_board import Board
from bench.kill_count import Findings, count
from bench.kill_flow import Flow
from bench.kill_ground import Ground
from bench.kill_killer import Killer
from bench.kill_networks import GROUNDS
from bench.kill_processes import TREE, Fleet, fleet, free_port, wait_for
from bench.kill_store import store
from bench.kill_warm import WarmStart
from bench.tally import Tally
from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.slack.app import create_slack_app
from slackapp.sandbox.slack.limits import Limits
from tests.servers.balancer import Balancer
from tests.servers.install import NotInstalledError

SLACK = Limits(updates=100_000, publishes=100_000, others=100_000)  # but for one message a second and channel
ASKERS = 20
QUIET = 3.0  # seconds without a change after which nothing is to be expected any more
LONGEST_DOUBT = 180.0  # seconds; a survivor begins within a minute, and looks for half a minute before it asks a person
REPLICAS = {"sqlite": 1, "postgres": 3}


@dataclass(frozen=True)
class Plan:
    """What is to be done."""

    network: str = "x"
    database: str = "sqlite"
    kills: int = 200
    decisions: int = 800
    replicas: int = 1
    seed: int = 0
    holds: bool = True  # hold writes up in some of the kills
    warm: bool = False  # spare the imports at each start
    socket: bool = False  # Socket Mode, also for several processes

    @property
    def name(self) -> str:
        """As it stands in the table."""
        return f"kill {self.network} {self.database}" + (f" ×{self.replicas}" if self.replicas > 1 else "")


@dataclass(frozen=True)
class Stage:
    """All that takes part."""

    ground: Ground
    fleet: Fleet
    flow: Flow


@contextmanager
def stage(plan: Plan, rng: random.Random) -> Iterator[Stage]:
    """Put it together: on SQLite over Socket Mode, on PostgreSQL over HTTP behind a balancer."""
    with ExitStack() as held:
        ground = held.enter_context(GROUNDS[plan.network]())
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="rapport-drill-")))
        place = held.enter_context(store(plan.database, folder))
        ports = [] if plan.database == "sqlite" or plan.socket else [free_port() for _ in range(plan.replicas)]
        request_url = None
        if ports:
            balancer = held.enter_context(Balancer([f"http://127.0.0.1:{port}" for port in ports]))
            request_url = f"{balancer.url}/slack/events"
        slack = create_slack_app(limits=SLACK, request_url=request_url)
        server = held.enter_context(SandboxServer({"/slack": slack.wsgi}))
        warm = WarmStart(TREE) if plan.warm else None
        if warm:
            held.callback(warm.stop)
        processes = fleet(plan.replicas, place, folder, server.url, ground.settings, ports, warm)
        held.callback(processes.stop)
        flow = Flow(server.url, ground, Board(slack), plan.decisions, rng)
        held.callback(flow.stop)
        yield Stage(ground, processes, flow)


def begin(on: Stage, plan: Plan) -> None:
    """Connect, start, and let people come once the silent baselines are read."""
    world = on.ground.world
    everybody = on.ground.people(plan.decisions // 2 + ASKERS)
    people, askers = everybody[ASKERS:], everybody[:ASKERS]
    for asker in askers:  # their cards are the questions'
        world.follow_us(asker)
    world.settled()
    on.fleet.connect(world)
    on.fleet.start()
    wait_for("the silent baselines", lambda: on.fleet.said("baseline=True") + on.fleet.said('"baseline": true') >= 2)
    on.flow.start(people, askers)


def settle(on: Stage) -> None:
    """Wait until no decision is under way any more, as far as the cards say, and nothing changes."""
    flow, before = on.flow, [""]
    since = arrived = max([time.monotonic(), *on.ground.wire.held])
    while time.monotonic() < since + QUIET and time.monotonic() < arrived + LONGEST_DOUBT:
        now = [flow.board.card(one.named).says for one in flow.decided]
        busy = any(
            state in ("under way", "looking", "missing") or (state == "open" and one.acknowledged)
            for state, one in zip(now, flow.decided, strict=True)
        )
        if busy or now != before:
            since, before = max(time.monotonic(), arrived), now
        time.sleep(0.5)


def compare(on: Stage) -> Findings:
    """The network's truth beside what was decided and what the cards say of it."""
    cards = {one.named: on.flow.board.card(one.named) for one in on.flow.decided}
    return count(on.flow.decided, cards, {"follow": on.ground.follows(), "reply": on.ground.answers()})


def told(on: Stage, plan: Plan, found: Findings) -> Tally:
    """Print what the table has no room for, and make its row."""
    for line in found.lines:
        print(f"  {line}")
    wire, flow, n = on.ground.wire, on.flow, found.counts
    acknowledged = sum(one.acknowledged for one in flow.decided)
    print(f"reached {on.ground.name}: follows {on.ground.follows().total()}, replies {on.ground.answers().total()}")
    print(f"left in doubt {n['in doubt']}, of which happened {n['in doubt, and it happened']}")
    notes = (
        f"{len(flow.decided)} decisions, {acknowledged} acknowledged; {on.fleet.kills} kills, "
        f"{len(on.fleet.interrupted)} calls cut off by them, {len(wire.held)} of {wire.written} writes held up; "
        f"done and not told {n['done and not told']}, nobody asked for {n['nobody asked for']}, "
        f"never shown {n['never shown']}, posted twice {n['card posted twice']}, "
        f"processes that ended by themselves {on.fleet.fell}; seed {plan.seed}"
    )
    faults = on.fleet.kills + len(on.fleet.interrupted) + len(wire.held)
    doubled = n["done twice"]
    return Tally(plan.name, flow.tries, faults, n["lost"], doubled, n["in doubt"], found.broken, notes)


def drill(plan: Plan) -> Tally:
    """Do it all. Raises SystemExit where it can't be brought to its end."""
    rng = random.Random(plan.seed)
    print(f"{plan.name}: {plan.kills} kills over {plan.decisions} decisions, seed {plan.seed}", flush=True)
    with stage(plan, rng) as on:
        try:
            begin(on, plan)
            Killer(on.fleet, on.flow, on.ground.wire, rng, plan.kills, plan.holds).run()
            settle(on)
            return told(on, plan, compare(on))
        except SystemExit:
            print(on.fleet.last_words())  # the folder goes with us
            raise


def main(words: list[str] | None = None) -> int:
    """Run the drill as the words of the command say; 0 only where no promise was broken."""
    parser = argparse.ArgumentParser(prog="bench.kill", description=__doc__)
    parser.add_argument("--network", choices=GROUNDS, default="x")
    parser.add_argument("--database", choices=REPLICAS, default="sqlite")
    parser.add_argument("--replicas", type=int, help="processes; on PostgreSQL three unless said otherwise")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--decisions", type=int, default=800)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--short", action="store_true", help="twelve kills over forty decisions")
    parser.add_argument("--warm", action="store_true", help="spare the imports at each start: quicker, less real")
    parser.add_argument("--json", action="store_true", help="the tally once more, as the last line")
    given = parser.parse_args(words)
    kills, decisions = (12, 40) if given.short else (given.kills, given.decisions)
    replicas = given.replicas or REPLICAS[given.database]
    if given.database == "sqlite" and replicas > 1:
        parser.error("SQLite is for one process")
    try:
        tally = drill(Plan(given.network, given.database, kills, decisions, replicas, given.seed, warm=given.warm))
    except NotInstalledError as missing:
        sys.exit(str(missing))
    return tally.show(as_json=given.json)


if __name__ == "__main__":
    sys.exit(main())
