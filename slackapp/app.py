"""The composition root: the only file that names concretes."""

import logging
import os
import socket
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import token_hex

from slack_bolt import App

from slackapp import drawing
from slackapp.bulks import Bulks
from slackapp.chores import Chores
from slackapp.clock import Clock
from slackapp.connect import Connections
from slackapp.decisions import Decisions
from slackapp.dispatch import Dispatcher
from slackapp.domain.accounts import Account, AccountHealth
from slackapp.domain.people import NetworkName
from slackapp.drafting import Drafting
from slackapp.engine import Engine
from slackapp.exports import Exports
from slackapp.faces import Faces
from slackapp.handing import Handing
from slackapp.history import History
from slackapp.home import HomeTabs
from slackapp.house import House
from slackapp.listings import Listings
from slackapp.networks.base import LoginRefused, Network
from slackapp.networks.catalog import catalog
from slackapp.networks.connector import Connector, Credentials, Keep, unmetered
from slackapp.networks.registry import Networks
from slackapp.networks.unconnected import Unconnected
from slackapp.overview import Overview
from slackapp.perform import Performer
from slackapp.places import Places
from slackapp.replicas import DEAD_AFTER, Replica
from slackapp.report import Report
from slackapp.routes import Routes
from slackapp.secrets import Secrets, SecretsTrouble, secrets
from slackapp.settings import Settings
from slackapp.slack.authorizing import Authorizing
from slackapp.slack.chart_posts import ChartPosts
from slackapp.slack.clients import Clients, OwnToken, web_client
from slackapp.slack.home.pictures import HomePictures
from slackapp.slack.installing import Installer, InstallFlow
from slackapp.slack.listeners import register
from slackapp.slack.listeners.rooms import Rooms
from slackapp.slack.listeners.trouble import check_shape
from slackapp.slack.onlookers import Onlookers
from slackapp.slack.poster import ResponseUrls, SlackPoster, UpdateBudget
from slackapp.slack.presence import Presence
from slackapp.slack.soon import Background, Soon, later
from slackapp.slack.tokens import InstalledTokens, Keys
from slackapp.spending import Spending, Tally
from slackapp.store import accounts, events, replicas
from slackapp.store.database import Database
from slackapp.tuning import Tuning
from slackapp.watch.feeds import ReadFeeds
from slackapp.watch.followers import WatchFollowers
from slackapp.watch.poll import Poll
from slackapp.watch.questions import WatchQuestions
from slackapp.watch.targets import WatchTargets
from slackapp.webhooks.kept import Webhooks
from slackapp.webhooks.sending import Deliveries
from slackapp.workspaces import Workspaces


def utc_now() -> datetime:
    """The moment, aware."""
    return datetime.now(UTC)


def open_clients(
    settings: Settings, database: Database, keeper: Secrets, now: Callable[[], datetime] = utc_now
) -> Clients:
    """Slack's clients: with the settings' one token, or with what each workspace gave that installed Rapport."""
    url = settings.slack_api_url
    if settings.installable:
        return Clients(url, InstalledTokens(_keys(settings), url, database, keeper, now, database.alone))
    assert settings.slack_bot_token is not None
    own = OwnToken(settings.slack_bot_token.get_secret_value(), url, database, now)
    return Clients(url, own, own)


def _keys(settings: Settings) -> Keys:
    assert settings.slack_client_secret is not None
    return Keys(settings.slack_client_id, settings.slack_client_secret.get_secret_value(), settings.install_page)


def open_networks(
    database: Database, keeper: Secrets, connectors: Mapping[NetworkName, Connector], tally: Tally | None = None
) -> Networks:
    """Adapters by account id, made from the stored credentials; what a network changes of them is stored again.

    What their calls cost is counted in `tally`.
    """

    def of_account(account_id: int) -> Network:
        with database.read() as tx:
            account = accounts.account(tx, account_id)
            locked = accounts.credentials(tx, account_id)
        if account.health is AccountHealth.DISCONNECTED:
            return Unconnected(account.network, f"@{account.handle} is disconnected. Connect it again first.")
        try:
            credentials = keeper.unlock(locked)
            keep, spent = _keeping(database, keeper, account), tally.meter(account_id) if tally else unmetered
            return connectors[account.network].adapter(credentials, keep, spent)
        except (SecretsTrouble, LoginRefused) as trouble:
            return Unconnected(account.network, str(trouble))

    return Networks(of_account)


def _keeping(database: Database, keeper: Secrets, account: Account) -> Keep:
    """Stores changed credentials, unless the account was connected anew meanwhile."""

    def keep(changed: Credentials) -> None:
        with database.write() as tx:
            if accounts.account(tx, account.id).connected_at == account.connected_at:
                accounts.put_credentials(tx, account.id, keeper.lock(changed))

    return keep


def open_secrets(settings: Settings) -> Secrets:
    """The keeper of credentials, by RAPPORT_SECRET_KEY or the key in the data folder. Raises SecretsTrouble."""
    key = settings.rapport_secret_key.get_secret_value() if settings.rapport_secret_key else None
    server = settings.http_mode or not settings.database.startswith("sqlite:")
    return secrets(key, settings.rapport_data_dir, server=server)


def open_connections(settings: Settings, now: Callable[[], datetime] = utc_now) -> Connections:
    """What connecting accounts needs: the database, its keeper of credentials, the networks, Slack.

    Raises:
        DatabaseTrouble, SecretsTrouble: with a plain sentence.
    """
    quiet_libraries()
    database = Database(settings.database)
    database.migrate()
    keeper, connectors = open_secrets(settings), catalog(settings)
    tally = Tally(now)
    networks = open_networks(database, keeper, connectors, tally)
    clients = open_clients(settings, database, keeper, now)
    return Connections(database, keeper, networks, connectors, clients, settings, now, tally)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the rooms stand on: opened, not yet started."""

    settings: Settings
    now: Callable[[], datetime]
    connections: Connections
    workspaces: Workspaces
    engine: Engine
    dispatcher: Dispatcher
    faces: Faces
    report: Report
    response_urls: ResponseUrls
    onlookers: Onlookers
    soon: Soon
    deliveries: Deliveries
    spending: Spending

    @property
    def database(self) -> Database:
        return self.connections.database

    @property
    def networks(self) -> Networks:
        return self.connections.networks

    @property
    def clients(self) -> Clients:
        return self.connections.clients


def build(settings: Settings, *, now: Callable[[], datetime] = utc_now, soon: Soon | None = None) -> House:
    """Put everything together; opens the database, calls nobody outside.

    Args:
        settings: all of them.
        now: the clock.
        soon: how work is done that may wait until Slack has its acknowledgement; default: in the background.

    Raises:
        DatabaseTrouble, SecretsTrouble: with a plain sentence.
    """
    name = replica_name(settings)
    ground = _lay_ground(settings, name, now, soon or Background())
    performer, poll = _performer(ground, name), _poll(ground)
    chores = Chores(ground.database, ground.engine, ground.report, performer, poll, ground.dispatcher, now)
    for task, run in chores.tasks().items():
        ground.engine.task(task, run)
    replica = Replica(name, ground.database, ground.engine, performer)
    bolt = _bolt(ground)
    register(bolt, _rooms(ground))
    return House(
        settings=settings,
        database=ground.database,
        networks=ground.networks,
        bolt=bolt,
        engine=ground.engine,
        dispatcher=ground.dispatcher,
        performer=performer,
        poll=poll,
        report=ground.report,
        clock=_clock(ground, chores, replica),
        connections=ground.connections,
        replica=replica,
        deliveries=ground.deliveries,
        spending=ground.spending,
    )


def replica_name(settings: Settings) -> str:
    """What this process is called among those that share the database: on SQLite there is one, always the same."""
    if settings.database.startswith("sqlite:"):
        return "rapport"
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{token_hex(4)}"


def _lay_ground(settings: Settings, name: str, now: Callable[[], datetime], soon: Soon) -> _Ground:
    connections = open_connections(settings, now)
    database, networks = connections.database, connections.networks
    engine = Engine(settings.engine_database, name)
    dispatcher, faces = Dispatcher(database, engine, now), Faces(database, networks, now)
    return _Ground(
        settings=settings,
        now=now,
        connections=connections,
        workspaces=Workspaces(database, networks, now, dispatcher.wake),
        engine=engine,
        dispatcher=dispatcher,
        faces=faces,
        report=Report(database, networks, faces, now),
        response_urls=ResponseUrls(),
        onlookers=Onlookers(soon),
        soon=soon,
        deliveries=Deliveries(
            database, connections.keeper, now, settings.rapport_webhooks_private, wake_dispatcher=dispatcher.wake
        ),
        spending=Spending(database, now, connections.tally, dispatcher.wake),
    )


def _performer(ground: _Ground, replica: str) -> Performer:
    budget = UpdateBudget(_processes(ground.database))
    charts = ChartPosts(ground.clients.of, ground.database, drawing.png, ground.now)
    place = (ground.clients.of, ground.database, ground.faces, ground.report)
    poster = SlackPoster(*place, ground.response_urls, charts, budget)
    return Performer(ground.database, ground.networks, poster, ground.now, ground.onlookers.moved, replica)


def _processes(database: Database) -> Callable[[], int]:
    """How many processes are at work, of those that share the database."""

    def number() -> int:
        with database.read() as tx:
            return len(replicas.seen(tx, DEAD_AFTER))

    return number


def _poll(ground: _Ground) -> Poll:
    every = timedelta(minutes=ground.settings.rapport_full_read_minutes)
    followers = WatchFollowers(ground.database, ground.now, every)
    return Poll(ground.database, ground.networks, followers, WatchQuestions(ground.database, ground.now), ground.now)


def _bolt(ground: _Ground) -> App:
    return App(
        name="rapport",  # else Bolt walks the whole stack, with its sources, to find one
        client=web_client(ground.settings.slack_api_url),  # without a token: each workspace has its own
        authorize=Authorizing(ground.workspaces, ground.clients),
        oauth_flow=_install_flow(ground) if ground.settings.installable else None,
        signing_secret=_signing_secret(ground.settings),
        process_before_response=True,  # the decision is on disk before the answer, without Bolt's 10 ms of waiting
        token_verification_enabled=False,
        # What these look for can't come to us; each costs every click a little.
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
        before_authorize=check_shape,
    )


def _install_flow(ground: _Ground) -> InstallFlow:
    settings, connections = ground.settings, ground.connections
    installer = Installer(
        keys=_keys(settings),
        public_url=settings.rapport_public_url,
        api_url=settings.slack_api_url,
        database=ground.database,
        keeper=connections.keeper,
        workspaces=ground.workspaces,
        now=ground.now,
    )
    return InstallFlow(installer)


def _rooms(ground: _Ground) -> Rooms:
    database, now = ground.database, ground.now
    overview = Overview(database, ground.faces, now)
    return Rooms(
        decisions=Decisions(database, now, ground.dispatcher.wake),
        bulks=_bulks(ground),
        handing=Handing(database, now, ground.dispatcher.wake),
        drafting=Drafting(database, now, ground.dispatcher.wake),
        faces=ground.faces,
        listings=Listings(database, ground.faces, ground.networks, now),
        overview=overview,
        home=HomeTabs(database, ground.faces, overview, now),
        pictures=HomePictures(database, drawing.pngs, now, Background(ThreadPoolExecutor(1, "pictures")), later),
        report=ground.report,
        feeds=ReadFeeds(database, ground.networks, now),
        networks=ground.networks,
        connections=ground.connections,
        response_urls=ground.response_urls,
        presence=Presence(database, now, ground.soon),
        onlookers=ground.onlookers,
        soon=ground.soon,
        workspaces=ground.workspaces,
        tuning=Tuning(database, now),
        routes=Routes(database, now),
        spending=ground.spending,
        webhooks=Webhooks(
            database,
            ground.connections.keeper,
            now,
            ground.deliveries.wake,
            ground.settings.rapport_webhooks_private,
        ),
        history=History(database, now),
        exports=Exports(database, now),
        directory_of=ground.clients.directory,
        now=now,
        wake=ground.dispatcher.wake,
        first_time=_taking_events(database, now),
    )


def _bulks(ground: _Ground) -> Bulks:
    """Decides on many, one after another: apart from the clicks of others, which wait for none of it."""
    wake = ground.dispatcher.wake
    decide = Decisions(ground.database, ground.now, wake).decide
    return Bulks(ground.database, ground.networks, decide, ground.now, wake)


def _clock(ground: _Ground, chores: Chores, replica: Replica) -> Clock:
    admins = ground.settings.admins
    places = Places(ground.database, ground.clients.directory, admins, ground.now, ground.dispatcher.wake)
    return Clock(
        enqueue=ground.engine.enqueue,
        poll_seconds=ground.settings.rapport_poll_seconds,
        accounts=chores.all_accounts,
        digest_times=chores.digest_times,
        wake_snoozed=chores.wake_snoozed,
        go_on_with_bulks=_bulks(ground).go_on,
        prune=chores.prune,
        look_at_channels=places.look,
        write_spend=ground.spending.flush,
        look_at_targets=WatchTargets(ground.database, ground.now, ground.dispatcher.wake).look,
        is_mine=replica.is_mine,
    )


def _taking_events(database: Database, now: Callable[[], datetime]) -> Callable[[int, str], bool]:
    """Takes each of Slack's events once, whichever process it comes to."""

    def first_time(workspace_id: int, event_id: str) -> bool:
        with database.write() as tx:
            return events.first(tx, workspace_id, event_id, now())

    return first_time


def _signing_secret(settings: Settings) -> str:
    """Socket Mode needs none; Bolt wants a word all the same."""
    return (
        settings.slack_signing_secret.get_secret_value() if settings.slack_signing_secret else "unused-in-socket-mode"
    )


def quiet_libraries() -> None:
    """Some libraries log requests, headers or tokens at DEBUG: never below INFO."""
    for name in ("slack_sdk", "slack_bolt", "tweepy", "requests_oauthlib", "oauthlib", "urllib3", "apscheduler"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a line for each request that waits a moment
    # Bolt finds SLACK_BOT_TOKEN in the environment and warns that our client has one already.
    logging.getLogger("slack_bolt.App").addFilter(lambda record: "will be unused" not in record.getMessage())
