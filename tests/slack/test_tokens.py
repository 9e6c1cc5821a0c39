"""Tokens end, and are renewed: once, by whoever comes first, and none is lost on the way."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
from sqlalchemy.exc import OperationalError

from slackapp.networks.base import LoginRefused, Refused
from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.slack.teams import CLIENT_ID, CLIENT_SECRET, create_slack_teams
from slackapp.sandbox.slack.world import TIDEWATER
from slackapp.secrets import Secrets, new_key
from slackapp.slack.clients import OwnToken, WorkspaceClient, web_client
from slackapp.slack.tokens import InstalledTokens, Keys, bearer_in
from slackapp.store import accounts, installs
from slackapp.store.database import Database
from tests.house import MovingClock
from tests.slack.town import FAST

BACK = "http://127.0.0.1:9/slack/oauth_redirect"
DAY = 43_200


@dataclass
class Vault:
    """Slack with one workspace that installed Rapport, whose tokens end."""

    database: Database
    clock: MovingClock = field(default_factory=lambda: MovingClock(datetime.now(UTC)))

    def __post_init__(self) -> None:
        """Install."""
        self.others: list[Database] = []
        self.slack = create_slack_teams(
            rotation_seconds=DAY, grace_seconds=60, limits=FAST, now=lambda: self.clock().timestamp()
        )
        self.server = SandboxServer({"/slack": self.slack.wsgi}).start()
        self.url = f"{self.server.url}/slack/api/"
        key = new_key()
        self.keeper = Secrets(lambda: key, "no key")
        self.tokens = self.process()
        asked = {"client_id": CLIENT_ID, "scope": "chat:write", "state": "s", "redirect_uri": BACK, "act": "allow"}
        asked |= {"team": TIDEWATER.team_id, "user": TIDEWATER.teammates[0].id}
        page = requests.post(
            f"{self.server.url}/slack/oauth/v2/authorize", json=asked, allow_redirects=False, timeout=5
        )
        code = page.headers["Location"].partition("code=")[2].partition("&")[0]
        answer = web_client(self.url).oauth_v2_access(
            code=code, client_id=CLIENT_ID, client_secret=CLIENT_SECRET, redirect_uri=BACK
        )
        assert isinstance(answer.data, dict)
        bearer, now = bearer_in(answer.data), self.clock()
        self.first = bearer.token
        with self.database.write() as tx:
            self.at = accounts.put_workspace(tx, TIDEWATER.team_id, TIDEWATER.team_name, now).id
            locked = self.keeper.lock(bearer.kept())
            installs.put(tx, installs.Install(self.at, locked, now, bearer.ends_at(now)))

    def process(self) -> InstalledTokens:
        """Another process that knows the same database and nothing else."""
        keys = Keys(CLIENT_ID, CLIENT_SECRET, "https://rapport.example/slack/install")
        database = self.database
        if not database.is_sqlite:  # SQLite has one process alone
            database = Database(database.url.render_as_string(hide_password=False), readers=2)
            self.others.append(database)
        return InstalledTokens(keys, self.url, database, self.keeper, self.clock, database.alone)

    def stop(self) -> None:
        """End every server and connection."""
        self.slack.close()
        self.server.stop()
        for database in self.others:
            database.close()

    def fault(self, **what: Any) -> None:
        """What the next refresh meets."""
        said = {"method": "oauth.v2.access", "team": TIDEWATER.team_id, **what}
        assert requests.post(f"{self.server.url}/slack/person/faults", json=said, timeout=5).json()["ok"]

    def refreshes(self) -> int:
        """How often Slack was asked to renew."""
        record = requests.get(f"{self.server.url}/slack/person/record", timeout=5).json()
        return sum(call["method"] == "oauth.v2.access" for call in record["calls"]) - 1

    def good(self, token: str) -> bool:
        """Whether Slack takes a token."""
        answer = requests.post(f"{self.url}auth.test", data={"token": token}, timeout=5).json()
        return bool(answer["ok"])


@pytest.fixture
def vault(database: Database) -> Iterator[Vault]:
    """Slack, and an installation; on each kind of database."""
    made = Vault(database)
    yield made
    made.stop()


@pytest.mark.networks  # long
@pytest.mark.parametrize("hours", [10.5, 13], ids=["before its end", "after its end"])
def test_many_at_once_renew_once(vault: Vault, hours: float) -> None:
    """Threads of several processes: one of them asks Slack, and all have a token that is good."""
    vault.clock.go(hours=hours)
    processes = [vault.process() for _ in range(3)]
    with ThreadPoolExecutor(12) as pool:
        found = list(pool.map(lambda n: processes[n % 3].of(vault.at), range(24)))
    assert vault.refreshes() == 1
    assert all(map(vault.good, set(found)))
    if hours > 12:
        assert len(set(found)) == 1
    assert vault.tokens.of(vault.at) != vault.first


def test_a_lost_answer_is_asked_for_again(vault: Vault) -> None:
    """The old token does meanwhile; Slack takes the same refresh token once more for a little while."""
    vault.clock.go(hours=11)
    vault.fault(kind="drop", after_effect=True)
    assert vault.tokens.of(vault.at) == vault.first
    assert vault.tokens.of(vault.at) == vault.first
    assert vault.refreshes() == 1
    vault.tokens._not_before.clear()  # a few seconds later
    assert vault.tokens.of(vault.at) != vault.first
    assert vault.good(vault.tokens.of(vault.at))


def test_renewed_tokens_are_kept_where_the_database_is_away(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refresh token before is spent, so they stay in memory until they are written, and are used meanwhile."""

    def away(*_args: object) -> bool:
        raise OperationalError("", {}, Exception())

    vault.clock.go(hours=13)
    with monkeypatch.context() as broken:
        broken.setattr(installs, "renew", away)
        token = vault.tokens.of(vault.at)
        assert token == vault.tokens.of(vault.at)
        assert vault.good(token)
        with vault.database.read() as tx:
            assert vault.keeper.unlock(installs.all_secrets(tx)[vault.at])["bot"] == vault.first
    assert vault.tokens.of(vault.at) == token
    assert vault.process().of(vault.at) == token
    assert vault.refreshes() == 1


def test_a_token_that_somebody_else_replaced_is_asked_with_anew(sqlite_database: Database) -> None:
    """Between reading it and Slack's refusal another process may have renewed: the call is repeated, once."""
    vault = Vault(sqlite_database)
    given = iter(["xoxb-gone", vault.first, "xoxb-gone", "xoxb-gone"])

    class Replaced:
        def of(self, _workspace_id: int) -> str:
            return next(given)

    client = WorkspaceClient(vault.url, Replaced(), vault.at)
    assert client.auth_test()["team_id"] == TIDEWATER.team_id
    with pytest.raises(Exception, match="invalid_auth"):
        client.auth_test()
    vault.stop()


def test_the_settings_token_is_for_its_own_workspace_alone(sqlite_database: Database) -> None:
    """Another's messages never go out with it, and none at all once Rapport was removed."""
    vault = Vault(sqlite_database)
    with sqlite_database.write() as tx:
        other = accounts.put_workspace(tx, "T0OTHER", "Other", vault.clock()).id
    own = OwnToken(vault.first, vault.url, sqlite_database, vault.clock)
    assert own.of(vault.at) == vault.first
    with pytest.raises(LoginRefused, match="another Slack workspace"):
        own.of(other)
    with sqlite_database.write() as tx:
        installs.remove(tx, vault.at, vault.clock())
    with pytest.raises(Refused, match="was removed"):
        own.of(vault.at)
    own.workspace()  # as at the next start: its token is good
    assert own.of(vault.at) == vault.first
    assert vault.first not in repr(own)
    vault.stop()


@pytest.mark.parametrize(
    "answer", [{}, {"access_token": ""}, {"access_token": 7}, {"access_token": "xoxp-1", "token_type": "user"}]
)
def test_an_answer_without_a_bot_token_is_refused(answer: dict[str, object]) -> None:
    """Whatever Slack may say instead."""
    with pytest.raises(Refused):
        bearer_in(answer)
