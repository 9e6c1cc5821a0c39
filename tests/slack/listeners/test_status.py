"""`/rapport status`: what a network refused is told there, and can be tried again."""

from datetime import timedelta

from slackapp.domain.card import Choice
from slackapp.slack import ids
from slackapp.store import accounts
from tests.slack.listeners.team import ADA, SOCIAL, Team, find_all, words

FOLLOW = ids.card_action_id(Choice.FOLLOW)


def test_a_new_access_level_is_told_with_one_click(team: Team) -> None:
    """After X refused to follow, status says so; one click there, and open cards offer Follow back again."""
    team.new_follower()
    team.press("switch", access="self_serve")
    team.choose(Choice.FOLLOW)
    team.work()
    assert not find_all(team.messages()[-1]["blocks"], FOLLOW)
    team.press("switch", access="enterprise")
    assert team.person("command", ADA.id, channel=SOCIAL, text="/rapport status") == {"ok": True}
    assert "By hand, on X itself: follow" in words(team.told()[-1])
    assert team.click(team.told()[-1], ids.STATUS_RETRY) == {"ok": True}
    team.work()
    assert "By hand" not in words(team.told()[-1])
    team.choose(Choice.FOLLOW)
    team.work()
    assert len([f for f in team.record()["follows"] if f["via"] == "api"]) == 1


def test_a_refusal_is_not_believed_for_ever(team: Team) -> None:
    """After a day the next click asks the network again, without anybody telling it to."""
    team.new_follower()
    team.press("switch", access="self_serve")
    team.choose(Choice.FOLLOW)
    team.work()
    with team.house.database.write() as tx:
        (account,) = accounts.all_accounts(tx)
        assert not accounts.forget_refusals(tx, account.id, team.clock() - timedelta(days=1))
        assert accounts.found_permissions(tx, account.id)
        assert accounts.forget_refusals(tx, account.id, team.clock())
        assert accounts.found_permissions(tx, account.id) == ()
