"""The first run as who installed Rapport goes through it: a message that follows along, and a card to look at."""

from slackapp.domain.people import NetworkName
from slackapp.sandbox.slack.world import TIDEWATER
from slackapp.slack import ids
from slackapp.store import welcomes
from tests.slack.listeners.team import ADA, BEN, SOCIAL, Json, Team, find_all, until, words

DIRECT = TIDEWATER.direct(ADA.id)


def greeting(team: Team) -> Json:
    """The welcome, as it stands."""
    return team.messages(DIRECT)[0]


def begin(team: Team) -> None:
    """Nothing is connected, and Ada has just installed Rapport."""
    team.house.connections.disconnect(team.account.id)
    with team.house.database.write() as tx:
        welcomes.begin(tx, team.account.workspace_id, ADA.id, team.clock())
    team.work()


def test_the_greeting_follows_each_step_by_itself(team: Team) -> None:
    """A sample that touches nothing, an account, its channel: one message, drawn again until all three are done."""
    begin(team)
    assert "0 of 3 done" in words(greeting(team))
    assert team.click(greeting(team), ids.WELCOME_SAMPLE)["ok"]
    team.work()
    before = team.record()
    sample = team.message_with(f"{ids.SAMPLE_PREFIX}follow", DIRECT)
    assert team.click(sample, f"{ids.SAMPLE_PREFIX}follow")["ok"]
    assert "nothing was done on any network" in words(team.told(ADA.id, DIRECT)[-1])
    assert team.record() == before
    assert "1 of 3 done" in words(greeting(team))
    assert find_all(greeting(team)["blocks"], ids.WELCOME_SAMPLE) == []
    ours = team.house.connections
    keys = ours.catalog[NetworkName.X].own()
    assert keys is not None
    ours.add(NetworkName.X, keys, ours.default_channels(), by=ADA.id)
    team.work()
    assert "3 of 3 done" in words(greeting(team))
    assert f"Cards go to <#{SOCIAL}>" in words(greeting(team))
    assert team.click(greeting(team), ids.WELCOME_CHANNELS)["ok"]
    assert "Where should news of" in words(team.view())
    assert len(team.messages(DIRECT)) == 2


def test_home_is_kind_while_nothing_is_connected(team: Team) -> None:
    """Who may connect sees the steps, others whom to ask; both may look at a card, and are told where it stands."""
    team.house.connections.disconnect(team.account.id)
    for user, offered in ((ADA.id, True), (BEN.id, False)):
        team.person("home", user)
        home: Json = until(lambda user=user: team.state(user)["home"])
        assert bool(find_all(home["blocks"], ids.CONNECT_OPEN)) is offered
        assert team.click_view(home, ids.WELCOME_SAMPLE, user)["ok"]
        assert "A sample card is on its way to you" in words(team.view(user))
    team.work()
    assert "A sample card" in words(team.send(f"/slack/person/state?user={BEN.id}"))
