"""kill -9 of the app at random moments around a click, and what reached the network: `python -m bench.kill`.

Slack's stand-in and the network's server keep running and keep the truth; the app dies and starts again. Each round
clicks Follow back on a new follower's card and sends a reply to a new question, and kills the app somewhere in between:
at any moment, or as soon as one of its writes has left it. In one round in three those are held up, so that they may
arrive after it has looked for them; one round in three kills it again while it starts. At the end, everything that was
acknowledged must have happened exactly once, or stand in Slack as in doubt, and nothing twice.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from threading import Thread

from bench.kill_desk import Decided, Desk, wait_for
from bench.kill_ground import SlowWire
from bench.kill_networks import GROUNDS
from slackapp.domain.card import Choice
from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.slack.app import create_slack_app
from tests.networks.contract.world import Somebody
from tests.servers.install import NotInstalledError

WINDOWS = (0.03, 0.1, 0.4, 1.2)  # seconds after the clicks within which it is killed; both take 0.1 to 1 in all
ANY_TIME = 0.5  # this part of the rounds; the others wait for one or both of the writes to leave
LONGEST_WAIT = 5.0  # seconds, for those
LONGEST_WRITE = 0.05  # seconds; most writes are answered by then
STARTING = 5.0  # seconds; it takes 2 or 3 until it has looked at what was left
QUIET = 3.0  # seconds without a change after which nothing is to be expected any more
LONGEST_DOUBT = 120.0  # seconds; it looks for half a minute before it leaves a doubt to a person
HELD = 3  # in one round in so many, the writes are held up on their way
LONGEST_HOLD = 10.0  # seconds; by then what it left has been looked at, or even done again
AGAIN = 3  # one round in so many kills it again while it starts


def moment(wire: SlowWire, rng: random.Random) -> str:
    """Sleep until it is to be killed, and say when that is."""
    clicked, before = time.monotonic(), wire.written
    if wire.hold or rng.random() >= ANY_TIME:
        wanted = before + rng.randint(1, 2)
        while wire.written < wanted and time.monotonic() < clicked + LONGEST_WAIT:
            time.sleep(0.001)
        time.sleep(rng.uniform(0, LONGEST_WRITE))
    else:
        time.sleep(rng.uniform(0, rng.choice(WINDOWS)))
    sent = wire.written - before
    held = f", held up for {wire.hold:.1f} s" if wire.hold else ""
    return f"{(time.monotonic() - clicked) * 1000:5.0f} ms after the clicks, writes sent {sent}{held}"


def one_round(desk: Desk, rng: random.Random, who: Somebody, asker: Somebody) -> None:
    """A new follower and a new question; both decided; the app killed somewhere in between, and started again."""
    world, number = desk.ground.world, len(desk.decided) // 2 + 1
    question = f"Question {number}: is roast {number} back in stock?"
    world.follow_us(who)
    asked = world.mention_us(asker, question)
    follower = wait_for("the follower's card", lambda: desk.card_with(who.handle, Choice.FOLLOW))
    view = desk.open_reply(wait_for("the question's card", lambda: desk.card_with(question, Choice.REPLY)))
    text = f"Yes, roast {number} is back since this morning."
    threads = [
        Thread(target=desk.follow, args=(Decided("follow", who.id, who.handle), follower)),
        Thread(target=desk.reply, args=(Decided("reply", asked, question), view, text)),
    ]
    wire = desk.ground.wire
    wire.hold = rng.uniform(0, LONGEST_HOLD) if rng.randrange(HELD) == 0 else 0.0
    for thread in threads:
        thread.start()
    when = moment(wire, rng)
    desk.kill()
    wire.hold = 0.0  # what is sent again overtakes it
    for thread in threads:
        thread.join()
    desk.start()
    if rng.randrange(AGAIN) == 0:
        pause = rng.uniform(0, STARTING)
        time.sleep(pause)
        desk.kill()
        desk.start()
        when += f"; again {pause:.1f} s after its start"
    acknowledged = sum(one.acknowledged for one in desk.decided[-2:])
    print(f"  {desk.kills:3}  {who.handle:<18} {acknowledged} of 2 acknowledged  killed {when}", flush=True)


def settle(desk: Desk) -> None:
    """Wait until no decision is under way any more, as far as the cards say, and nothing changes."""
    before: list[str] = []
    since = arrived = max([time.monotonic(), *desk.ground.wire.held])
    while time.monotonic() < since + QUIET and time.monotonic() < arrived + LONGEST_DOUBT:
        now = [desk.state_of(one) for one in desk.decided]
        busy = any(
            state in ("under way", "looking") or (state == "open" and one.acknowledged)
            for state, one in zip(now, desk.decided, strict=True)
        )
        if busy or now != before:
            since, before = max(time.monotonic(), arrived), now
        time.sleep(0.5)


def count(desk: Desk) -> int:
    """Compare the network's truth with what was decided; prints the table and returns the number of broken promises."""
    truth = {"follow": desk.ground.follows(), "reply": desk.ground.answers()}
    found: Counter[str] = Counter()
    for one in desk.decided:
        times, says = truth[one.kind][one.key], desk.state_of(one)
        doubt = says == "in doubt"
        lost = times == 0 and (says == "done" or (one.acknowledged and not doubt))
        untold = times > 0 and says not in ("done", "in doubt")
        marks = {"lost": lost, "done twice": times > 1, "done and not told": untold, "in doubt": doubt}
        marks["in doubt, and it happened"] = doubt and times > 0
        found += Counter(mark for mark, so in marks.items() if so)
        if any(marks.values()):
            print(f"  {one.kind} {one.named}: {times} times there, acknowledged {one.acknowledged}, the card: {says}")
    strangers = sum(sum(t.values()) for t in truth.values()) - sum(truth[o.kind][o.key] for o in desk.decided)
    print(f"kills {desk.kills}")
    print(f"clicks {len(desk.decided)}, acknowledged {sum(one.acknowledged for one in desk.decided)}")
    print(f"reached {desk.ground.name}: follows {truth['follow'].total()}, replies {truth['reply'].total()}")
    wire = desk.ground.wire
    print(f"writes sent {wire.written}, {len(wire.held)} of them held up; calls that a kill cut off {desk.interrupted}")
    print(f"left in doubt {found['in doubt']}, of which happened {found['in doubt, and it happened']}")
    print(
        f"lost {found['lost']}, done twice {found['done twice']}, done and not told {found['done and not told']}, "
        f"nobody asked for {strangers}"
    )
    return found["lost"] + found["done twice"] + found["done and not told"] + strangers


def drill(desk: Desk, kills: int, rng: random.Random) -> int:
    """Kill it so often; the number of broken promises."""
    asker, *people = desk.ground.people(kills + 1)
    desk.ground.world.follow_us(asker)
    desk.ground.world.settled()
    if not desk.ground.settings:
        desk.connect()
    desk.start()
    try:
        wait_for("the silent baselines", lambda: desk.log().count("baseline=True") >= 2)  # followers, questions
        while desk.kills < kills:
            one_round(desk, rng, people.pop(), asker)
        settle(desk)
        return count(desk)
    except SystemExit:
        print(desk.log()[-3000:])  # its folder goes with us
        raise
    finally:
        desk.kill()


def main(network: str, kills: int, seed: int) -> int:
    """Run the drill; 0 only where no promise was broken."""
    slack = create_slack_app()
    with (
        GROUNDS[network]() as ground,
        SandboxServer({"/slack": slack.wsgi}) as server,
        tempfile.TemporaryDirectory() as folder,
    ):
        print(f"{kills} kills on {ground.name}, seed {seed}", flush=True)
        return 1 if drill(Desk(server.url, ground, Path(folder)), kills, random.Random(seed)) else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", choices=GROUNDS, default="x")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    arguments = parser.parse_args()
    try:
        sys.exit(main(arguments.network, arguments.kills, arguments.seed))
    except NotInstalledError as missing:
        sys.exit(str(missing))
