"""Rapport on a wall clock that a drill sets, a channel for each digest's time and zone, and what Slack got of them."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import NullPool, create_engine, text

from bench.kill_ground import Ground, SlowWire
from bench.kill_networks import NoLimits, OnX
from bench.outage_town import NO_LIMITS, Town
from slackapp.domain.card import Choice
from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.slack.app import create_slack_app
from slackapp.sandbox.slack.world import EVERYONE, TIDEWATER, Channel
from slackapp.sandbox.x import create_x_app, oauth
from tests.slack.at_slack import Json

ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Auckland", "UTC")
TIMES = ("00:05", "02:30", "09:00", "23:55")
LOOK = 1.2  # seconds of true time after a jump; the clock of `clocks_run` looks every half
STRANGERS = 40  # who will follow us, one after each jump
SYNC = 2.5  # seconds until it knows of the channels: it looks every two
ALIVE_SECONDS = 15.0  # within which a new follower's card has to come, however the clock went
PLACES = {f"C0{number:02}DIGEST": (zone, at) for number, (zone, at) in enumerate((z, t) for z in ZONES for t in TIMES)}
DIGESTS = "SELECT workspace_id, account_id FROM route WHERE kind = 'digest' LIMIT 1"
FORGET = "DELETE FROM route WHERE kind = 'digest'"
ADD = (
    "INSERT INTO route (workspace_id, account_id, kind, channel_id, digest_at, time_zone) "
    "VALUES (:workspace, :account, 'digest', :channel, :at, :zone)"
)


@dataclass
class Sky:
    """The true time of the invented world: it began somewhere, runs as ours does, and is put forward."""

    began: datetime
    ahead: float = 0.0  # seconds
    _since: float = field(default_factory=time.monotonic)

    def now(self) -> float:
        """Seconds since 1970."""
        return self.began.timestamp() + self.ahead + time.monotonic() - self._since


@dataclass
class Skewed:
    """One process of Rapport, and how wrong its clock is."""

    town: Town
    sky: Sky
    wrong: float = 0.0  # seconds
    latest: float = 0.0  # the latest moment that its clock ever showed

    def now(self) -> float:
        """What its clock shows."""
        return self.sky.now() + self.wrong

    def start(self) -> None:
        """Start it, and send the digests to their channels."""
        self.latest = max(self.latest, self.now())
        self.town.module = ("bench.clocks_run", str(self.now()))
        self.town.start()
        if not self.town.more:
            self.route()
            # From now on the account is a connected one: the settings' would be sent to their channel at each start.
            self.town.more = {"X_ACCESS_TOKEN": "", "X_ACCESS_TOKEN_SECRET": ""}
        time.sleep(SYNC)

    def jump(self, seconds: float) -> None:
        """Have its clock jump."""
        assert self.town.app is not None
        assert self.town.app.stdin is not None
        self.latest = max(self.latest, self.now())
        self.town.app.stdin.write(f"{seconds}\n".encode())
        self.town.app.stdin.flush()

    def route(self) -> None:
        """One channel for each zone and time; the settings name only one."""
        engine = create_engine(self.town.address(), poolclass=NullPool)
        with engine.begin() as connection:
            workspace, account = connection.execute(text(DIGESTS)).one()
            connection.execute(text(FORGET))
            for channel, (zone, at) in PLACES.items():
                here = {"workspace": workspace, "account": account, "channel": channel, "at": at, "zone": zone}
                connection.execute(text(ADD), here)


@dataclass
class Skies:
    """The processes under one sky, Slack and X."""

    sky: Sky
    those: list[Skewed]

    def pass_to(self, moment: datetime) -> None:
        """Let the time pass at once, as a suspend does; then look on for a moment."""
        self.pass_by(moment.timestamp() - self.sky.now())

    def pass_by(self, seconds: float) -> None:
        """The same, by so many seconds."""
        self.sky.ahead += seconds
        for one in self.those:
            one.jump(seconds)
        self.look()

    def set_wrong(self, seconds: float) -> None:
        """Every clock is set so many seconds wrong, as a broken NTP does; 0 sets it right again."""
        for one in self.those:
            one.jump(seconds - one.wrong)
            one.wrong = seconds
        self.look()

    def look(self) -> None:
        """Give them time to see it."""
        time.sleep(LOOK)
        for one in self.those:
            one.latest = max(one.latest, one.now())

    def alive(self) -> bool:
        """Whether a new follower still gets a card."""
        town = self.those[0].town
        newcomer = town.strangers.pop()
        town.ground.world.follow_us(newcomer)
        until = time.monotonic() + ALIVE_SECONDS
        while time.monotonic() < until:
            if town.card(f"@{newcomer.handle}", Choice.FOLLOW):
                return True
            time.sleep(0.2)
        return False

    def digests(self) -> Counter[tuple[str, date]]:
        """How many digests of which local day stand in which channel, by Slack's own record."""
        record = self.those[0].town.send("/slack/person/record")["messages"]
        year = self.sky.began.year
        return Counter((channel, _day(message, year)) for channel in PLACES for message in record[channel])

    def wanted(self) -> set[tuple[str, date]]:
        """Which days' digests had to come: those whose local time any clock reached, but for the day we came."""
        latest = datetime.fromtimestamp(max(one.latest for one in self.those), UTC)
        found = set()
        for channel, (zone, at) in PLACES.items():
            day = self.sky.began.astimezone(ZoneInfo(zone)).date()  # summed up a day later, at the earliest
            while _due(day + timedelta(days=1), at, zone) <= latest:
                found.add((channel, day))
                day += timedelta(days=1)
        return found


def _due(day: date, at: str, zone: str) -> datetime:
    """When a local date reaches a time of day; where that hour does not exist, as soon as it is over."""
    local = datetime.fromisoformat(f"{day.isoformat()}T{at}").replace(tzinfo=ZoneInfo(zone))
    there_and_back = local.astimezone(UTC).astimezone(ZoneInfo(zone))
    if there_and_back.time() != local.time():
        hour = there_and_back.replace(minute=0)  # the clocks went from 2 to 3: at 3
        return hour.astimezone(UTC)
    return local.astimezone(UTC)


def _day(message: Json, year: int) -> date:
    words = message["blocks"][0]["text"]["text"].split(" ", 2)[2]  # "📰 Saturday 28 March"
    return datetime.strptime(f"{words} {year}", "%d %B %Y").replace(tzinfo=UTC).date()


@contextmanager
def skies(
    folder: Path, began: datetime, *, number: int = 1, url: str = "", skews: tuple[float, ...] = ()
) -> Iterator[Skies]:
    """So many processes under one sky, started; each with its own wrong clock where there are `skews` (seconds)."""
    sky = Sky(began)
    channels = (*TIDEWATER.channels, *(Channel(each, each.lower(), "", EVERYONE, True) for each in PLACES))
    slack = create_slack_app(replace(TIDEWATER, channels=channels), limits=NO_LIMITS, now=sky.now)
    oauth.TOLERANCE = 10**9  # seconds: X itself would refuse a clock that is two hours wrong
    x = create_x_app(now=sky.now)
    with ExitStack() as stack:
        there = stack.enter_context(SandboxServer({"/slack": slack.wsgi, "/x": x.wsgi}))
        wire = stack.enter_context(SlowWire(there.url, ("/following", "/tweets")))
        ground: Ground = OnX(f"{there.url}/x", wire)
        x.state.limits = NoLimits()
        x.state.ledger.credit = 10**9
        made = Skies(sky, [])
        key = ""
        for at in range(number):
            data = folder / f"data{at}"
            data.mkdir()
            one = Town(there.url, ground, data, folder / f"app{at}.log", 0, url)
            one.key = key = key or one.key
            stack.callback(one.stop)
            made.those.append(Skewed(one, sky, skews[at] if skews else 0.0))
        try:
            made.those[0].town.strangers = ground.people(STRANGERS)
            for each in made.those:
                each.start()
            yield made
        except BaseException:
            print(made.those[0].town.said()[-4000:])  # its folder goes with us
            raise
        finally:
            slack.close()
            x.close()
