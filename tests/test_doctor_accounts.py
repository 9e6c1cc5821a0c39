"""What the doctor finds about accounts: their logins, what they may do, and their work."""

from datetime import timedelta

from slackapp import app, doctor
from slackapp.doctor.finding import of_network
from slackapp.domain.accounts import AccountHealth
from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.people import NetworkName
from slackapp.domain.spending import Budget, ChargeKind, utc_day
from slackapp.networks.base import NotAllowed
from slackapp.store import accounts, actions, spend
from tests.patients import connected, running
from tests.stand_ins import StandIns

__all__ = ["running"]


def test_a_lost_key(running: StandIns) -> None:
    """Credentials of another key can't be read; the doctor says so without any of them."""
    found, database = connected(running)
    database.close()
    (running.folder / "secret.key").unlink()
    [trouble] = [finding for finding in doctor.examine(found) if not finding.well]
    assert "can't be decrypted" in trouble.problem


def test_x_out_of_credit(running: StandIns) -> None:
    """What X refuses is told with X's remedy."""
    found, database = connected(running)
    database.close()
    running.x("switch", credit_out=True)
    [trouble] = [finding for finding in doctor.examine(found) if not finding.well]
    assert "credit" in trouble.remedy


def test_an_account_nobody_looks_after(running: StandIns) -> None:
    """Polls that ended long ago, and polls that a refusal stopped, are both told."""
    found, database = connected(running)
    [late] = [f for f in doctor.examine(found, lambda: app.utc_now() + timedelta(hours=2)) if "looked" in f.problem]
    assert "rapport run" in late.remedy
    with database.write() as tx:
        accounts.set_health(tx, 1, AccountHealth.LOGIN_REFUSED, "X refused the token.")
    database.close()
    [refused] = [finding for finding in doctor.examine(found) if not finding.well]
    assert "X refused the token" in refused.problem
    assert "rapport connect" in refused.remedy


def test_a_budget_that_is_used_up_is_no_illness(running: StandIns) -> None:
    """Nobody looks for hours because somebody said so: it is told, and nothing is to be mended."""
    found, database = connected(running)
    later = app.utc_now() + timedelta(hours=2)
    with database.write() as tx:
        account = accounts.account(tx, 1)
        spend.set_budget(tx, account, Budget(10_000), "U0ADA", later)
        spend.add(tx, 1, utc_day(later), ChargeKind.POST, 1, 15_000)
    database.close()
    findings = doctor.examine(found, lambda: later)
    assert any("its budget is used up" in finding.what for finding in findings)
    assert not any("looked" in finding.problem for finding in findings)


def test_what_x_keeps_for_others_is_no_illness(running: StandIns) -> None:
    """A follow by hand is told as known; not being able to read followers is a problem."""
    found, database = connected(running)
    with database.write() as tx:
        accounts.put_permission(tx, 1, Permission(Capability.FOLLOW, False, "Enterprise only.", app.utc_now()))
    findings = doctor.examine(found)
    assert all(finding.well for finding in findings)
    assert any("follow by hand, on X's own page (Enterprise only)" in finding.line() for finding in findings)
    with database.write() as tx:
        accounts.put_permission(tx, 1, Permission(Capability.READ_FOLLOWERS, False, "Not for you.", app.utc_now()))
    database.close()
    [trouble] = [finding for finding in doctor.examine(found) if not finding.well]
    assert "can't see followers" in trouble.problem


def test_late_work_and_doubts(running: StandIns) -> None:
    """An action that waits for hours, and one nobody is sure about, are both told."""
    found, database = connected(running)
    long_ago = app.utc_now() - timedelta(hours=3)
    with database.write() as tx:
        actions.plan(tx, actions.Plan("old", ActionKind.FOLLOW, 1, "card:1", 1), long_ago)
        actions.plan(tx, actions.Plan("doubt", ActionKind.FOLLOW, 1, "card:2", 1), long_ago)
        [doubt] = [one.action_id for one in actions.due(tx, app.utc_now(), 9) if one.lane == "card:2"]
        actions.claim(tx, doubt, long_ago)
        actions.settle(tx, doubt, ActionState.CALLING, actions.Result(ActionState.IN_DOUBT), long_ago)
    database.close()
    late, doubtful = [finding for finding in doctor.examine(found) if not finding.well]
    assert "late" in late.problem
    assert doubtful.problem == "1 in doubt"


def test_the_remedy_fits_the_network() -> None:
    """X's settings mend nothing on another network."""
    refused = NotAllowed("Not here.", Capability.READ_FOLLOWERS)
    assert "X's settings" in of_network("@a", refused, NetworkName.X).remedy
    assert "X" not in of_network("@a", refused, NetworkName.MASTODON).remedy
