"""The composition root: the only file that names concretes."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from slack_bolt import App
from slack_sdk import WebClient

from slackapp.chores import Chores
from slackapp.clock import Clock
from slackapp.connect import Connections
from slackapp.decisions import Decisions
from slackapp.dispatch import TASK, Dispatcher
from slackapp.domain.accounts import RouteKind, Workspace
from slackapp.domain.people import NetworkName
from slackapp.engine import Engine
from slackapp.faces import Faces
from slackapp.listings import Listings
from slackapp.networks.base import LoginRefused, Network
from slackapp.networks.registry import Networks
from slackapp.networks.x import X, XKeys
from slackapp.overview import Overview
from slackapp.perform import Performer
from slackapp.report import Report
from slackapp.secrets import Secrets, SecretsTrouble, secrets
from slackapp.settings import Settings
from slackapp.slack.directory import Directory
from slackapp.slack.listeners import register
from slackapp.slack.listeners.rooms import Rooms
from slackapp.slack.onlookers import Onlookers
from slackapp.slack.poster import ResponseUrls, SlackPoster
from slackapp.store import accounts
from slackapp.store.database import Database
from slackapp.watch.followers import WatchFollowers
from slackapp.watch.poll import Poll
from slackapp.watch.questions import WatchQuestions

SLACK_TIMEOUT = 10  # seconds for one call


@dataclass(frozen=True, slots=True)
class House:
    """The whole of Rapport, put together and not yet started."""

    settings: Settings
    database: Database
    networks: Networks
    client: WebClient
    bolt: App
    engine: Engine
    dispatcher: Dispatcher
    performer: Performer
    poll: Poll
    report: Report
    clock: Clock
    connections: Connections

    def start(self) -> None:
        """Begin to work: rescue what a crash left, then let clicks, the clock and due actions in."""
        self.performer.rescue()
        self.engine.start()
        self.dispatcher.start()
        self.clock.start()

    def has_accounts(self) -> bool:
        """Whether any account is connected."""
        with self.database.read() as tx:
            return bool(accounts.all_accounts(tx))

    def digest_again(self, day_of: Callable[[ZoneInfo], date]) -> int:
        """Record a digest of a day once more for every channel that gets one; returns how many channels."""
        with self.database.read() as tx:
            routes = accounts.all_routes(tx, RouteKind.DIGEST)
        places = {(r.workspace_id, r.channel_id): r.time_zone for r in routes}
        for (workspace_id, channel_id), zone in places.items():
            occasion = f"again:{utc_now().isoformat()}"
            self.report.record(workspace_id, channel_id, day_of(ZoneInfo(zone)), zone, occasion=occasion)
        return len(places)

    def stop(self, patience: int = 8) -> None:
        """Take nothing new, finish what is under way for at most `patience` seconds, close."""
        self.clock.stop()
        self.dispatcher.stop()
        self.engine.stop(patience)
        self.database.close()


def utc_now() -> datetime:
    """The moment, aware."""
    return datetime.now(UTC)


def slack_client(settings: Settings) -> WebClient:
    """The Web API's client. It retries nothing by itself: the SDK would post a message twice whose answer was lost."""
    assert settings.slack_bot_token is not None
    return WebClient(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url.rstrip("/") + "/",
        timeout=SLACK_TIMEOUT,
        retry_handlers=[],
    )


MakeAdapter = Callable[[NetworkName, dict[str, str]], Network]


def network_maker(settings: Settings) -> MakeAdapter:
    """Makes an account's adapter from its credentials, in the clear; making one calls nobody."""

    def make_x(credentials: dict[str, str]) -> Network:
        return X(XKeys(**credentials), base_url=settings.x_api_url)

    makers: dict[NetworkName, Callable[[dict[str, str]], Network]] = {NetworkName.X: make_x}
    return lambda network, credentials: makers[network](credentials)


def open_networks(database: Database, keeper: Secrets, make: MakeAdapter) -> Networks:
    """Adapters by account id, made from the stored credentials."""

    def of_account(account_id: int) -> Network:
        with database.read() as tx:
            account = accounts.account(tx, account_id)
            locked = accounts.credentials(tx, account_id)
        try:
            return make(account.network, keeper.unlock(locked))
        except SecretsTrouble as trouble:
            raise LoginRefused(str(trouble)) from None

    return Networks(of_account)


def open_secrets(settings: Settings) -> Secrets:
    """The keeper of credentials, by RAPPORT_SECRET_KEY or the key in the data folder. Raises SecretsTrouble."""
    key = settings.rapport_secret_key.get_secret_value() if settings.rapport_secret_key else None
    return secrets(key, settings.rapport_data_dir)


def open_connections(settings: Settings, now: Callable[[], datetime] = utc_now) -> Connections:
    """What connecting accounts needs: the database, its keeper of credentials, the networks, Slack's directory.

    Raises:
        DatabaseTrouble, SecretsTrouble: with a plain sentence.
    """
    quiet_libraries()
    database = Database(settings.database)
    database.migrate()
    keeper, make = open_secrets(settings), network_maker(settings)
    networks = open_networks(database, keeper, make)
    return Connections(database, keeper, networks, make, Directory(slack_client(settings)), settings, now)


def build(settings: Settings, *, now: Callable[[], datetime] = utc_now) -> House:
    """Put everything together; opens the database, calls nobody outside.

    Raises:
        DatabaseTrouble, SecretsTrouble: with a plain sentence.
    """
    connections = open_connections(settings, now)
    database, networks, directory = connections.database, connections.networks, connections.directory
    client = directory.client
    bolt = App(
        client=client,
        signing_secret=_signing_secret(settings),
        process_before_response=True,
        token_verification_enabled=False,
    )

    engine = Engine(settings.engine_database)
    dispatcher = Dispatcher(database, engine, now)
    faces = Faces(database, networks, now)
    report = Report(database, networks, faces, now)
    response_urls, onlookers = ResponseUrls(), Onlookers()
    poster = SlackPoster(lambda _workspace_id: client, database, faces, report, response_urls)
    performer = Performer(database, networks, poster, now, onlookers.moved)
    every = timedelta(minutes=settings.rapport_full_read_minutes)
    poll = Poll(database, networks, WatchFollowers(database, now, every), WatchQuestions(database, now), now)
    chores = Chores(database, engine, report, performer, poll, dispatcher, now)
    for name, task in chores.tasks().items():
        engine.task(name, task)

    @cache
    def known_workspace(team_id: str) -> Workspace:
        with database.read() as tx:
            found = accounts.workspace(tx, team_id)
        if found is None:
            raise KeyError(team_id)
        return found

    def workspace_of(team_id: str) -> Workspace | None:
        try:
            return known_workspace(team_id)
        except KeyError:
            return None  # not kept: it may be installed in a moment

    rooms = Rooms(
        database=database,
        decisions=Decisions(database, now, dispatcher.wake),
        faces=faces,
        listings=Listings(database, faces, networks, now),
        overview=Overview(database, faces, report, now),
        report=report,
        networks=networks,
        response_urls=response_urls,
        onlookers=onlookers,
        workspace_of=workspace_of,
        directory_of=lambda _workspace_id: directory,
        now=now,
        wake=dispatcher.wake,
    )
    register(bolt, rooms)
    clock = Clock(
        enqueue=engine.enqueue,
        poll_seconds=settings.rapport_poll_seconds,
        accounts=chores.all_accounts,
        digest_routes=lambda: chores.routes(RouteKind.DIGEST),
        wake_snoozed=chores.wake_snoozed,
        prune=chores.prune,
    )
    return House(
        settings,
        database,
        networks,
        client,
        bolt,
        engine,
        dispatcher,
        performer,
        poll,
        report,
        clock,
        connections,
    )


def _signing_secret(settings: Settings) -> str:
    """Socket Mode needs none; Bolt wants a word all the same."""
    return (
        settings.slack_signing_secret.get_secret_value() if settings.slack_signing_secret else "unused-in-socket-mode"
    )


def quiet_libraries() -> None:
    """Some libraries log requests, headers or tokens at DEBUG: never below INFO."""
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)  # it warns of our token standing in the environment
    for name in ("slack_sdk", "tweepy", "requests_oauthlib", "oauthlib", "urllib3", "apscheduler"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # Bolt finds SLACK_BOT_TOKEN in the environment and warns that our client has one already.
    logging.getLogger("slack_bolt.App").addFilter(lambda record: "will be unused" not in record.getMessage())


__all__ = ["TASK", "House", "build"]
