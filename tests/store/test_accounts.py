"""Workspaces, accounts, permissions and routes in the store."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from slackapp.domain.accounts import AccountHealth, Route, RouteKind
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.people import NetworkName
from slackapp.store import accounts
from slackapp.store.accounts import Marks, Stream
from slackapp.store.database import Database
from tests.house import MARKETING, SOCIAL, START, House


def test_a_workspace_is_made_once(database: Database) -> None:
    """Installing again only brings its name up to date."""
    with database.write() as tx:
        first = accounts.put_workspace(tx, "T1", "Fern", START)
        again = accounts.put_workspace(tx, "T1", "Fern & Fable", START)
        assert (again.id, again.name) == (first.id, "Fern & Fable")
        assert accounts.workspace(tx, "T1") == again
        assert accounts.workspace(tx, "T2") is None
        other = accounts.put_workspace(tx, "T2", "", START)
        assert accounts.all_workspaces(tx) == (again, other)


def test_connecting_again_keeps_the_account_and_heals_it(house: House) -> None:
    """New credentials and a clean bill of health; what was read so far stays."""
    with house.database.write() as tx:
        accounts.note_poll(tx, house.account_id, START)
        accounts.set_health(tx, house.account_id, AccountHealth.LOGIN_REFUSED, "expired")
        renamed = replace(house.network.me(), handle="fern")
        again = accounts.put_account(tx, house.workspace.id, NetworkName.X, renamed, "new", START)
        assert accounts.credentials(tx, house.account_id) == "new"
        assert accounts.all_accounts(tx) == (again,)
        assert accounts.all_accounts(tx, 0) == ()
        with pytest.raises(NoResultFound):
            accounts.account(tx, 0)
    assert (again.id, again.handle, again.health) == (house.account_id, "fern", AccountHealth.WELL)
    assert (again.trouble, again.polled_at) == ("", START)


def test_the_same_account_in_two_workspaces_is_two(database: Database) -> None:
    """Neither workspace changes the other's."""
    ours, theirs = House(database), House(database, "T2")
    assert ours.account_id != theirs.account_id
    with database.write() as tx:
        accounts.set_health(tx, ours.account_id, AccountHealth.TROUBLED, "down")
    assert theirs.account.health is AccountHealth.WELL


def test_health_is_news_only_when_it_changes(house: House) -> None:
    """The first refusal is told, the same one again is not; a good poll clears it."""
    with house.database.write() as tx:
        assert accounts.set_health(tx, house.account_id, AccountHealth.TROUBLED, "down")
        assert not accounts.set_health(tx, house.account_id, AccountHealth.TROUBLED, "still down")
    assert house.account.trouble == "still down"
    with house.database.write() as tx:
        accounts.note_poll(tx, house.account_id, START)
    assert (house.account.health, house.account.trouble) == (AccountHealth.WELL, "")


def test_the_first_full_read_is_the_baseline(house: House) -> None:
    """Later reads move on, the baseline stays."""
    with house.database.write() as tx:
        accounts.note_followers_read(tx, house.account_id, START)
        accounts.note_followers_read(tx, house.account_id, START + timedelta(days=1))
    assert (house.account.baseline_at, house.account.followers_read_at) == (START, START + timedelta(days=1))


def test_marks_are_kept(house: House) -> None:
    """Where reading stands, each stream by itself; what was there before the first read is never read."""
    with house.database.write() as tx:
        assert accounts.marks(tx, house.account_id, Stream.MENTIONS) == Marks(None, None)
        accounts.set_marks(tx, house.account_id, Stream.MENTIONS, Marks(None, None).moved("7"))
        assert accounts.marks(tx, house.account_id, Stream.MENTIONS) == Marks("7", "7")
        assert accounts.marks(tx, house.account_id, Stream.OWN_POSTS) == Marks(None, None)


def test_marks_lag_one_read_behind() -> None:
    """A read goes on from where the one before last ended, so that what came late is still seen."""
    first = Marks(None, None).moved("")
    assert first == Marks("", "")
    assert first.moved("7") == Marks("", "7")
    assert first.moved("7").moved("") == Marks("7", "7")
    assert first.moved("7").moved("9") == Marks("7", "9")


def test_a_permission_is_news_when_it_changes(house: House) -> None:
    """Found out once, told once; a change of mind is told again."""
    no = Permission(Capability.FOLLOW, allowed=False, reason="not on this plan", found_at=START)
    with house.database.write() as tx:
        assert accounts.put_permission(tx, house.account_id, no)
        assert not accounts.put_permission(tx, house.account_id, no)
        assert accounts.found_permissions(tx, house.account_id) == (no,)
        assert accounts.put_permission(tx, house.account_id, replace(no, allowed=True))


def test_routes_are_replaced_as_a_whole(house: House) -> None:
    """An account's routes are what was set last; a digest's hour survives, another account's routes too."""
    digest = Route(0, house.workspace.id, house.account_id, RouteKind.DIGEST, MARKETING, time(9, 5), "Europe/Lisbon")
    with house.database.write() as tx:
        other = accounts.put_account(
            tx, house.workspace.id, NetworkName.X, replace(house.network.me(), id="2"), "", START
        )
        accounts.set_routes(tx, other, [Route(0, 0, 0, RouteKind.FOLLOWERS, SOCIAL)])
        accounts.set_routes(tx, house.account, [digest])
        assert [replace(r, id=0) for r in accounts.all_routes(tx, account_id=house.account_id)] == [digest]
        assert [r.account_id for r in accounts.all_routes(tx, RouteKind.FOLLOWERS)] == [other.id]
        assert len(accounts.all_routes(tx)) == 2
