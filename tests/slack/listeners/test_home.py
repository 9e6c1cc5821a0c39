"""The Home tab over the wire."""

from slackapp.domain.card import Choice
from slackapp.sandbox.slack.delivery import EVENT
from slackapp.slack import ids
from tests.slack.listeners.payloads import event
from tests.slack.listeners.team import ADA, BEN, Team, find_all, until, words


def test_home_is_drawn_for_whoever_opens_it(team: Team) -> None:
    """Opening the tab shows who waits, for each person their own."""
    person = team.new_follower()
    team.new_question()
    assert team.person("home", BEN.id) == {"ok": True}
    home = until(lambda: team.state(BEN.id)["home"])
    assert person["name"] in words(home)
    assert "Oslo" in words(home)
    assert team.state(ADA.id)["home"] is None


def test_deciding_on_home_draws_it_again(team: Team) -> None:
    """A button on Home decides like any other; Home shows it at once and again when it has happened."""
    team.new_follower()
    team.person("home")
    home = until(lambda: team.state()["home"])
    assert team.click_view(home, ids.card_action_id(Choice.FOLLOW))["ok"]
    assert not find_all(team.state()["home"]["blocks"], ids.card_action_id(Choice.FOLLOW))
    team.work()
    assert len(team.by_api("follows")) == 1
    assert f"<@{ADA.id}> followed back" in team.card_text()


def test_refresh_brings_what_is_new(team: Team) -> None:
    """The Refresh button asks the store again."""
    team.person("home")
    home = until(lambda: team.state()["home"])
    person = team.new_follower()
    assert person["name"] not in words(team.state()["home"])
    assert team.click_view(home, ids.HOME_REFRESH)["ok"]
    assert person["name"] in words(team.state()["home"])


def test_an_event_that_comes_again_is_taken_once(team: Team) -> None:
    """Slack sends one again where our answer was late: it is acknowledged like the first, and nothing is done twice."""
    opened = event({"type": "app_home_opened", "user": ADA.id, "tab": "home"})
    for _ in range(3):
        assert team.signing.deliver(EVENT, opened).ok
    until(lambda: team.state()["home"])
    assert len(team.slack_calls("views.publish")) == 1
    assert team.signing.deliver(EVENT, opened | {"event_id": "Ev2"}).ok
    assert len(team.slack_calls("views.publish")) == 2
