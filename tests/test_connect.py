"""Connecting: what the settings say holds at each start, and a refused login is tried anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from slackapp import app
from slackapp.connect import Connections, ConnectTrouble
from slackapp.domain.accounts import Account, AccountHealth, RouteKind
from slackapp.domain.action import ActionKind, ActionState
from slackapp.networks.base import LoginRefused
from slackapp.settings import load
from slackapp.store import accounts, actions, messages
from tests.stand_ins import StandIns, stand_ins


@pytest.fixture
def running(tmp_path: Path) -> Iterator[StandIns]:
    """Stand-ins for Slack and X."""
    with stand_ins(tmp_path) as running:
        yield running


@pytest.fixture
def opened() -> Iterator[list[Connections]]:
    """What a test opened, closed after it."""
    made: list[Connections] = []
    yield made
    for one in made:
        one.database.close()


def start(running: StandIns, opened: list[Connections], **changed: str) -> tuple[Connections, Account]:
    """A start with the brand's own tokens, as `rapport run` begins."""
    settings = load(_env_file=None, **{k.lower(): v for k, v in running.own_tokens(**changed).items()})
    connections = app.open_connections(settings)
    opened.append(connections)
    [account] = connections.own_accounts()
    return connections, account


def where(connections: Connections, kind: RouteKind) -> str:
    """Which channel gets what."""
    with connections.database.read() as tx:
        [route] = accounts.all_routes(tx, kind)
    return route.channel_id


def hellos(connections: Connections, account: Account) -> list[str]:
    """Which channels were introduced to the account."""
    with connections.database.read() as tx:
        channels = ("C0TWSOCIAL", "C0TWMARKET", "C0TWGENERA")
        return [c for c in channels if messages.exists(tx, f"introduction:{account.id}:{c}")]


def test_the_first_start_connects_and_a_second_changes_nothing(running: StandIns, opened: list[Connections]) -> None:
    """One account, one hello, whatever often it is started; X is asked once."""
    connections, account = start(running, opened)
    running.x("switch", down=True)
    _, again = start(running, opened)
    assert (again.id, again.handle) == (account.id, account.handle)
    assert where(connections, RouteKind.FOLLOWERS) == "C0TWSOCIAL"
    assert hellos(connections, account) == ["C0TWSOCIAL"]


def test_changed_settings_hold_at_the_next_start(running: StandIns, opened: list[Connections]) -> None:
    """Another channel, hour or zone in the settings moves the news; the new channel is introduced to it."""
    start(running, opened)
    changed = {"RAPPORT_CHANNEL": "#general", "RAPPORT_DIGEST_AT": "17:30", "RAPPORT_TIME_ZONE": "Asia/Tokyo"}
    connections, account = start(running, opened, **changed)
    with connections.database.read() as tx:
        [digest] = accounts.all_routes(tx, RouteKind.DIGEST)
    assert where(connections, RouteKind.QUESTIONS) == "C0TWGENERA"
    assert (f"{digest.digest_at:%H:%M}", digest.time_zone) == ("17:30", "Asia/Tokyo")
    assert hellos(connections, account) == ["C0TWSOCIAL", "C0TWGENERA"]


def test_a_refused_login_is_tried_anew_at_a_start(running: StandIns, opened: list[Connections]) -> None:
    """Once X lets us in again, polling goes on without anybody typing a PIN."""
    connections, account = start(running, opened)
    with connections.database.write() as tx:
        accounts.set_health(tx, account.id, AccountHealth.LOGIN_REFUSED, "X has locked your account for now.")
    _, again = start(running, opened)
    assert (again.id, again.health) == (account.id, AccountHealth.WELL)


def test_what_cant_be_connected_leaves_nothing_behind(running: StandIns, opened: list[Connections]) -> None:
    """A channel that is not there, or tokens X refuses, connect no account."""
    with pytest.raises(ConnectTrouble, match="#nowhere"):
        start(running, opened, RAPPORT_CHANNEL="#nowhere")
    with pytest.raises(LoginRefused) as refused:
        start(running, opened, X_ACCESS_TOKEN_SECRET="of-yesterday")
    assert "of-yesterday" not in str(refused.value)
    for connections in opened:
        with connections.database.read() as tx:
            assert accounts.all_accounts(tx) == ()


def test_credentials_are_not_readable_in_the_database(running: StandIns, opened: list[Connections]) -> None:
    """What is stored is locked, and unlocks to what was given."""
    connections, account = start(running, opened)
    with connections.database.read() as tx:
        locked = accounts.credentials(tx, account.id)
    given = running.own_tokens()["X_ACCESS_TOKEN_SECRET"]
    assert given not in locked
    assert connections.keeper.unlock(locked)["access_token_secret"] == given


def test_doubts_are_looked_at_again_once_the_account_is_connected_again(
    running: StandIns, opened: list[Connections]
) -> None:
    """While it was away nobody could look; a person need not ask."""
    connections, account = start(running, opened)
    with connections.database.write() as tx:
        doubtful = actions.Plan("a", ActionKind.FOLLOW, account.workspace_id, "one", account.id, target_id="7")
        actions.plan(tx, doubtful, app.utc_now())
        [one] = [each for each in actions.due(tx, app.utc_now(), 9) if each.lane == "one"]
        actions.claim(tx, one.action_id, app.utc_now())
        left = actions.Result(ActionState.IN_DOUBT, reason="Nobody could look.")
        actions.settle(tx, one.action_id, ActionState.CALLING, left, app.utc_now())
    connections.own_accounts()
    with connections.database.read() as tx:
        assert actions.get(tx, one.action_id).due_at is None, "nothing has changed"
    connections.disconnect(account.id)
    connections.add(account.network, connections.catalog[account.network].own() or {}, connections.default_channels())
    with connections.database.read() as tx:
        assert actions.get(tx, one.action_id).due_at is not None
