"""What becomes of a connected account, over the wire: elsewhere, away, refused, and back again."""

from dataclasses import replace

import pytest

from slackapp.domain.accounts import AccountHealth
from slackapp.domain.action import ActionKind, FailureKind
from slackapp.domain.card import Choice
from slackapp.networks.base import LoginRefused
from slackapp.slack import ids
from slackapp.slack.ids import AccountItem
from tests.fake_network import BRAND, Call
from tests.slack.listeners.office import SECRET, FakeConnector, Office, one_step
from tests.slack.listeners.team import ADA, BEN, SOCIAL, Json, find, find_all, until, words
from tests.slack.listeners.test_connecting import MASTODON, pin

pytestmark = pytest.mark.networks  # long

GENERAL = "C0TWGENERA"


@pytest.fixture
def team(busy_office: Office) -> Office:
    """The team, with work done in the background."""
    return busy_office


@pytest.fixture
def fern(team: Office) -> FakeConnector:
    """A second account, which Ada connected with handle and password."""
    connector = team.offer(one_step())
    team.open()
    team.choose_network(MASTODON)
    team.shown("App password")
    team.fill(handle="fern.example", password=SECRET)
    team.shown("is connected")
    team.work()
    look(team)
    return connector


def look(team: Office, minutes: int = 5) -> None:
    """One tick of the clock for the second account."""
    team.clock.go(minutes=minutes)
    team.house.poll.poll(team.stored()[1].id)
    team.work()


def refusals(team: Office) -> list[Json]:
    """The messages that tell of a refused login, however they are drawn now."""
    return [each for each in team.messages() if each["metadata"]["event_payload"]["key"].startswith("refused:")]


def test_news_go_elsewhere(team: Office, fern: FakeConnector) -> None:
    """Two pickers, no login: the routes change, the new channel is greeted, and one hears where to invite Rapport."""
    account = team.stored()[1]
    assert team.menu(AccountItem.CHANNELS, account)["ok"]
    view = team.shown("from now on")
    assert "until Rapport is started anew" not in words(view)
    assert find(view["blocks"], ids.CONNECT_INPUT)[1]["initial_channel"] == SOCIAL
    assert team.fill(cards=GENERAL)["ok"]
    assert f"`/invite @Rapport` in <#{GENERAL}>" in words(team.shown("go elsewhere"))
    assert team.goes(account)["questions"] == GENERAL
    assert len(fern.seen) == 1


def test_an_account_of_the_settings_says_that_they_hold_again(team: Office) -> None:
    """Where its tokens stand in the settings, a start sends its news where these say: told before one saves."""
    team.menu(AccountItem.CHANNELS, team.stored()[0])
    assert "until Rapport is started anew" in words(team.shown("from now on"))


def test_letting_an_account_go(team: Office, fern: FakeConnector) -> None:
    """It is said before what goes and what stays, and after that the network's own page has a say, too."""
    account = team.stored()[1]
    team.menu(AccountItem.DISCONNECT, account)
    asked = words(team.shown("Disconnect *@fernandfable*"))
    assert "*Deleted:*" in asked
    assert "*Stays:*" in asked
    assert team.fill()["ok"]
    assert "authorised apps" in words(team.shown("is disconnected"))
    assert [each.id for each in team.stored()] == [team.account.id]
    assert "@fernandfable" not in words(team.home())
    assert SECRET.encode() not in team.all_bytes()
    assert fern.network.called("me") == 1


def test_a_stale_menu_says_that_the_account_is_gone(team: Office, fern: FakeConnector) -> None:
    """Who looks at an old Home when somebody else has disconnected it is told so, and so is an open modal."""
    account = team.stored()[1]
    team.menu(AccountItem.DISCONNECT, account)
    team.shown("Disconnect *@fernandfable*")
    team.house.connections.disconnect(account.id)
    team.fill()
    team.shown("not connected any more")
    home = team.state()["home"]
    block, _ = find(home["blocks"], ids.ACCOUNT_MENU, ids.account_value(AccountItem.CHANNELS, account.id))
    value = ids.account_value(AccountItem.CHANNELS, account.id)
    team.person("click", view_id=home["id"], block_id=block["block_id"], action_id=ids.ACCOUNT_MENU, value=value)
    team.shown("not connected any more")
    assert fern.begun == 1


def test_a_refused_login_is_told_once_and_mended(team: Office, fern: FakeConnector) -> None:
    """One message that names who connected it, with a way back; once that was gone, the message says so."""
    fern.network.fail_next("followers", LoginRefused("The password was changed."), times=9)
    fern.network.fail_next("own_posts", LoginRefused("The password was changed."), times=9)
    for _ in range(3):
        look(team)
    [told] = refusals(team)
    assert f"<@{ADA.id}>, please connect it again" in words(told)
    assert "The password was changed." in words(told)
    assert team.click(told, ids.ACCOUNT_RECONNECT)["ok"]
    assert "again" in words(team.shown("App password"))
    team.fill(password=SECRET, handle="fern.example")
    team.shown("is connected")
    team.work()
    [told] = refusals(team)
    assert "is connected again" in words(told)
    assert not find_all(told["blocks"], ids.ACCOUNT_RECONNECT)
    fern.network._faults.clear()
    look(team)
    assert team.stored()[1].health is AccountHealth.WELL


def test_a_second_refusal_is_told_anew(team: Office, fern: FakeConnector) -> None:
    """Each episode has its own message, also where no poll went well in between."""
    for n in (1, 2):
        for call in ("followers", "own_posts"):
            fern.network.fail_next(call, LoginRefused("The password was changed."), times=2)
        look(team)
        look(team)
        assert len(refusals(team)) == n
        team.click(refusals(team)[-1], ids.ACCOUNT_RECONNECT)
        team.shown("App password")
        team.fill(password=SECRET, handle="fern.example")
        team.shown("is connected")
        team.work()
        fern.network._faults.clear()


def test_a_refusal_met_by_a_click_is_told_at_the_next_look(team: Office, fern: FakeConnector) -> None:
    """Not only polls meet it: the card keeps Try again, and the team is told once."""
    fern.network.add_follower("noor")
    look(team)
    fern.network.fail_next("follow", LoginRefused("The password was changed."))
    team.choose(Choice.FOLLOW)
    team.work()
    assert team.action(ActionKind.FOLLOW).failure is FailureKind.LOGIN_REFUSED
    for _ in range(2):
        look(team)
    assert len(refusals(team)) == 1


def test_what_happens_during_a_look_holds(team: Office, fern: FakeConnector) -> None:
    """Connected again while the old login is being refused: well. Let go while a look goes well: gone for good."""
    account = team.stored()[1]

    def connect_again(call: Call) -> None:
        if call.method == "own_posts":
            fern.network.on_call = None
            team.clock.go(seconds=1)
            to = team.house.connections.channels_of(account.id)
            team.house.connections.add(MASTODON, {"token": "new"}, to)

    fern.network.fail_next("followers", LoginRefused("The password was changed."))
    fern.network.on_call = connect_again
    look(team)
    assert team.stored()[1].health is AccountHealth.WELL
    assert refusals(team) == []

    def let_go(_call: Call) -> None:
        fern.network.on_call = None
        team.house.connections.disconnect(account.id)

    fern.network.on_call = let_go
    look(team)
    assert len(team.stored()) == 1


def test_what_is_known_is_not_asked_again(team: Office, fern: FakeConnector) -> None:
    """The handle stands in its field, the password doesn't, although both are among the credentials."""
    kept = {"handle": "fern.example", "password": SECRET}
    team.house.connections.add(MASTODON, kept, team.house.connections.channels_of(team.stored()[1].id))
    team.menu(AccountItem.RECONNECT, team.stored()[1])
    view = team.shown("App password")
    typed = [e.get("initial_value") for _, e in find_all(view["blocks"], ids.CONNECT_INPUT)]
    assert typed == ["fern.example", None, None, None]
    assert SECRET not in words(team.state())
    assert fern.begun == 1


def test_another_account_is_refused(team: Office, fern: FakeConnector) -> None:
    """Reconnect as somebody else changes nothing, and says who is wanted."""
    team.menu(AccountItem.RECONNECT, team.stored()[1])
    team.shown("App password")
    fern.network._me = replace(BRAND, id="2000", handle="mossandmoor")
    team.fill(handle="moss.example", password=SECRET)
    said = words(team.shown("did not work"))
    assert "@mossandmoor" in said
    assert "moss.example" in said
    assert len(team.stored()) == 2


def test_who_may_not_reconnect_is_told_kindly(team: Office, fern: FakeConnector) -> None:
    """The button stands in a channel, so anybody may press it; Ben hears whom to ask, and Ada is named."""
    fern.network.fail_next("followers", LoginRefused("The password was changed."), times=2)
    look(team)
    team.click(refusals(team)[-1], ids.ACCOUNT_RECONNECT, BEN.id)
    assert f"<@{ADA.id}>, or any admin" in words(until(lambda: team.told(BEN.id))[-1])
    assert team.state(BEN.id)["views"] == []


def test_x_is_reconnected_from_the_channel(team: Office) -> None:
    """X asks nothing first: the modal opens with "one moment", then with its page; then all goes on."""
    team.press("faults", path="*", kind="status", status=401, times=2)
    team.poll()
    [told] = refusals(team)
    assert "Please connect it again" in words(told)
    team.click(told, ids.ACCOUNT_RECONNECT)
    view = team.shown("Open X’s page")
    assert "signed in there as *@tidewatercoffee*" in words(view)
    _, link = find(view["blocks"], ids.OPEN_LOGIN)
    team.fill(code=pin(link["url"]))
    assert "goes on where it stopped" in words(team.shown("is connected"))
    team.poll()
    [told] = refusals(team)
    assert "is connected again" in words(told)
    assert team.stored()[0].health is AccountHealth.WELL
