"""The Home tab over the wire."""

from urllib.request import urlopen

from slackapp.domain.card import Choice
from slackapp.domain.roles import Roles, Who
from slackapp.sandbox.slack.delivery import EVENT
from slackapp.sandbox.slack.world import DEFAULT_SCOPES
from slackapp.slack import ids
from slackapp.slack.listeners.home_settings import ROWS
from tests.slack.listeners.payloads import event
from tests.slack.listeners.team import ADA, BEN, Json, Team, find_all, until, words
from tests.slack.listeners.test_other_teams import make_admin
from tests.slack.listeners.test_roles import give


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


def test_tabs_filters_and_a_decision_keep_the_place(team: Team) -> None:
    """What is filtered for stays in force on the next look, and after a click on a card there."""
    team.new_question()
    home = team.on_home(ids.HOME_OPEN)
    assert "Oslo" in words(home)
    assert team.click_view(home, ids.HOME_WHOSE, value="mine")["ok"]
    home = team.state()["home"]
    assert "Open questions: 0 of 1" in words(home)
    assert team.click_view(home, ids.HOME_WHOSE, value="nobody")["ok"]
    home = team.state()["home"]
    assert team.click_view(home, ids.card_action_id(Choice.CLAIM))["ok"]
    assert "Open questions: 0 of 1" in words(team.state()["home"])  # it has somebody now
    team.person("home")
    assert "Open questions: 0 of 1" in words(until(lambda: team.state()["home"]))
    home = team.on_home(ids.HOME_FOR_ME)
    assert "1 thing waits for you" in words(home)


def test_a_draft_waits_on_the_home_of_who_may_send_it(team: Team) -> None:
    """Sent there, it is gone from there; who wrote it sees that it waits, and has no button."""
    team.new_question()
    give(team, Roles(approve=Who(frozenset({ADA.id}))))
    team.choose(Choice.REPLY, BEN.id)
    assert team.submit("Yes, we do!", BEN.id)["ok"]
    assert "1 draft of yours waits" in words(team.on_home(user=BEN.id))
    assert not find_all(team.state(BEN.id)["home"]["blocks"], ids.DRAFT_SEND)
    home = team.on_home()
    assert "Drafts for you to send or return: 1" in words(home)
    assert team.click_view(home, ids.DRAFT_SEND)["ok"]
    assert "Drafts for you" not in words(team.state()["home"])
    team.work()
    assert len(team.by_api("posts")) == 1


def test_a_reply_from_home_is_seen_there(team: Team) -> None:
    """The modal opens, and once the words are sent Home shows it."""
    team.new_question()
    home = team.on_home()
    assert team.click_view(home, ids.card_action_id(Choice.REPLY))["ok"]
    assert team.submit("Yes, we do!")["ok"]
    team.work()
    assert "Oslo" not in words(team.state()["home"])


def test_the_settings_are_changed_from_home_and_told_there(team: Team) -> None:
    """Each row's button opens its window; who may not has none, and reads what concerns them."""
    make_admin(team)
    home = team.on_home(ids.HOME_SETTINGS)
    for row in ROWS:
        assert row.title in words(home)
        if not row.opens:
            continue
        assert team.click_view(home, row.opens)["ok"]
        view = team.view()
        assert view["title"]["text"]
        team.person("close", view_id=view["id"])
    member = words(team.on_home(ids.HOME_SETTINGS, BEN.id))
    assert "What you may do" in member
    assert "To change any of this, please ask" in member
    assert "Webhooks" not in member
    shown = {row.opens for row in ROWS if find_all(team.state(BEN.id)["home"]["blocks"], row.opens or "none")}
    assert shown == {ids.SAVED_OPEN, ids.ROUTES_OPEN, ids.BUDGET_OPEN}


def published(team: Team) -> list[bool]:
    """Which drawings of Home Slack took."""
    return [call["ok"] for call in team.slack_calls("views.publish")]


def pictures(home: Json) -> list[Json]:
    """The pictures on it."""
    return [block for block in home["blocks"] if block["type"] == "image"]


def test_where_slack_takes_no_chart_pictures_come_a_moment_after_signs(team: Team) -> None:
    """Refused once, drawn in signs at once, and then as pictures; the next look shows those, and uploads none."""
    team.new_follower()
    assert "Followers gained and lost" in words(team.on_home(ids.HOME_NUMBERS))
    [picture] = until(lambda: pictures(team.state()["home"]))
    assert published(team) == [True, False, True, True]
    with urlopen(picture["slack_file"]["url"]) as answer:
        assert answer.read(8) == b"\x89PNG\r\n\x1a\n"
    assert picture["alt_text"].startswith("Followers gained and lost, a bar chart")
    team.clock.go(minutes=1)
    assert team.click_view(team.state()["home"], ids.HOME_REFRESH)["ok"]
    assert pictures(team.state()["home"])[0]["slack_file"] == picture["slack_file"]
    assert published(team) == [True, False, True, True, True]
    assert len(team.slack_calls("files.completeUploadExternal")) == 1


def test_pictures_come_to_who_still_looks_there(team: Team) -> None:
    """Who went to another tab while they were drawn stays there."""
    team.new_follower()
    team.send("/slack/person/faults", {"method": "auth.test", "kind": "late", "hang": 0.5})
    home = team.on_home(ids.HOME_NUMBERS)
    assert team.click_view(home, ids.HOME_FOR_ME)["ok"]
    until(lambda: published(team) == [True, False, True, True, False])
    assert "▸ 🙋 For me" in words(team.state()["home"])


def test_without_the_right_to_files_the_signs_stay(team: Team) -> None:
    """An installation of before is asked once a day; it sees what it saw."""
    team.new_follower()
    team.slack.state.scopes = tuple(scope for scope in DEFAULT_SCOPES if scope != "files:write")
    asked = len(team.slack_calls("auth.test"))
    home = team.on_home(ids.HOME_NUMBERS)
    until(lambda: len(team.slack_calls("auth.test")) > asked)
    for _ in range(2):
        assert team.click_view(home, ids.HOME_REFRESH)["ok"]
        home = team.state()["home"]
        assert "█" in str(home)
        assert not pictures(home)
    assert not team.slack_calls("files.getUploadURLExternal")
    assert len(team.slack_calls("auth.test")) == asked + 1
