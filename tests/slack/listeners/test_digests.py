"""Digests over the wire: charts as this workspace takes them, Pause and its way back, and the settings."""

from collections.abc import Iterator
from datetime import time
from urllib.request import urlopen

from slackapp.domain.digest_times import DigestTimes
from slackapp.sandbox.slack.world import DEFAULT_SCOPES
from slackapp.slack import ids
from slackapp.slack.chart_posts import BELIEVED
from slackapp.store import accounts, channel_digests, stories
from tests.slack.listeners.payloads import block_actions, view_submission
from tests.slack.listeners.team import ADA, BEN, MARKETING, Json, Team, find, words
from tests.slack.listeners.test_hostile import sent
from tests.slack.listeners.test_tuning import command

DIGEST = ids.DIGEST_OPEN


def digest(team: Team, which: str = "now") -> Json:
    """Ask for one, and let it be posted."""
    command(team, f"digest {which}")
    team.work()
    return newest(team)


def newest(team: Team) -> Json:
    """The newest digest as it stands."""
    return [each for each in team.messages(MARKETING) if DIGEST in str(each)][-1]


def kinds(message: Json) -> list[str]:
    """The types of its blocks."""
    return [block["type"] for block in message["blocks"]]


def times(team: Team) -> DigestTimes:
    """When digests come to the marketing channel."""
    with team.house.database.read() as tx:
        found = channel_digests.of(tx, team.account.workspace_id, MARKETING)
    assert found is not None
    return found


def refused(team: Team) -> int:
    """How many posts Slack refused."""
    return sum(not call["ok"] for call in team.slack_calls("chat.postMessage"))


def pictures(message: Json) -> Iterator[str]:
    """Where its pictures are."""
    yield from (block["slack_file"]["url"] for block in message["blocks"] if "slack_file" in block)


def test_charts_come_in_the_way_that_slack_takes_them(team: Team) -> None:
    """Slack's own; where it refuses them a picture, uploaded once; without that right signs of text; a day on anew."""
    team.new_follower()
    assert kinds(digest(team)).count("data_visualization") == 1
    team.send("/slack/person/faults", {"method": "chat.*", "block": "data_visualization", "error": "invalid_blocks"})
    drawn = digest(team, "week")
    [address] = pictures(drawn)
    with urlopen(address) as answer:
        assert answer.read(8) == b"\x89PNG\r\n\x1a\n"
    [image] = [block for block in drawn["blocks"] if block["type"] == "image"]
    assert "Came: from 0 to 1, most 1" in image["alt_text"] or "Came: 1" in image["alt_text"]
    assert (refused(team), len(team.slack_calls("files.completeUploadExternal"))) == (1, 1)
    team.click(drawn, ids.DIGEST_PAUSE)
    team.work()
    assert list(pictures(newest(team))) == [address], "drawn again with the picture it has"
    team.send("/slack/person/faults", {"method": "chat.*", "block": "image", "error": "invalid_blocks"})
    assert len(list(pictures(digest(team, "month")))) == 1, "Slack was not done with the picture; a moment later it was"
    assert (refused(team), len(team.slack_calls("files.completeUploadExternal"))) == (2, 2)
    team.slack.state.scopes = tuple(scope for scope in DEFAULT_SCOPES if scope != "files:write")
    for _ in range(2):
        told = digest(team, "month")
        assert "rich_text" in kinds(told)
        assert "█" in str(told)
    assert refused(team) == 2, "what was refused is remembered"
    assert len(team.slack_calls("files.getUploadURLExternal")) == 3
    team.clock.go(hours=BELIEVED.total_seconds() / 3600)
    assert "data_visualization" in kinds(digest(team))


def test_where_no_channel_gets_one_it_says_how(team: Team) -> None:
    """Whoever asks for a digest, or for when they come, is told where a channel is chosen."""
    with team.house.database.write() as tx:
        accounts.set_routes(tx, team.account, [])
    for which in ("digest now", "digests"):
        command(team, which, BEN.id)
        assert "Where its news go…" in words(team.told(BEN.id)[-1])


def test_digests_are_paused_resumed_and_set(team: Team) -> None:
    """The message says who paused, with a way back; the window sets the rest, and a wrong zone keeps what was typed."""
    team.new_follower()
    message = digest(team)
    team.click(message, ids.DIGEST_PAUSE, BEN.id)
    assert not times(team).paused_by, "Ben administers nothing"
    team.click(message, ids.DIGEST_PAUSE)
    team.work()
    assert times(team).paused_by == ADA.id
    assert f"<@{ADA.id}> paused the digests" in words(newest(team))
    team.click(newest(team), ids.DIGEST_RESUME)
    team.work()
    assert not times(team).paused_by
    assert find(newest(team)["blocks"], ids.DIGEST_PAUSE)
    team.click(newest(team), ids.DIGEST_OPEN)
    view = team.view()
    wrong = team.person("submit", ADA.id, view_id=view["id"], state=boxes(zone="Berlin/Nowhere", days=()))
    assert set(wrong["errors"]) == {ids.digest_block_id(name, MARKETING) for name in ("zone", "days")}
    assert team.person("submit", ADA.id, view_id=view["id"], state=boxes(now="paused"))["action"] == "update"
    saved = times(team)
    assert (saved.at, saved.zone, saved.days) == (time(7, 30), "Europe/Berlin", frozenset({0, 4}))
    assert (saved.daily, saved.weekly, saved.monthly, saved.paused_by) == (True, False, True, ADA.id)
    team.work()
    assert "paused the digests" in words(newest(team))
    with team.house.database.read() as tx:
        told = [row.detail for row in tx.execute(stories.stories.select().order_by(stories.stories.c.id))]
    assert told[-1] == f"Digests of <#{MARKETING}>: paused"


def boxes(zone: str = "Europe/Berlin", days: tuple[str, ...] = ("0", "4"), now: str = "on") -> Json:
    """The state of the settings' window."""
    typed: Json = {
        "kinds": {"type": "checkboxes", "selected_options": [{"value": each} for each in ("daily", "monthly")]},
        "at": {"type": "timepicker", "selected_time": "07:30"},
        "zone": {"type": "plain_text_input", "value": zone},
        "days": {"type": "checkboxes", "selected_options": [{"value": each} for each in days]},
        "now": {"type": "radio_buttons", "selected_option": {"value": now}},
    }
    return {ids.digest_block_id(name, MARKETING): {ids.DIGEST_INPUT: each} for name, each in typed.items()}


def test_who_may_not_is_told_and_strange_windows_change_nothing(team: Team) -> None:
    """Others hear how digests are set and whom to ask; of another workspace, or a channel without digests: nothing."""
    command(team, "digests", BEN.id)
    assert f"<#{MARKETING}>: daily, weekly, monthly · at 09:00" in words(team.told(BEN.id)[-1])
    before, here = times(team), team.account.workspace_id
    for metadata in (ids.digest_metadata(here + 1, MARKETING), ids.digest_metadata(here, "C0OTHER"), "", "1"):
        sent(team, "form", view_submission(ids.DIGEST_VIEW, metadata, boxes()))
    sent(team, "form", view_submission(ids.DIGEST_VIEW, ids.digest_metadata(here, MARKETING), boxes(now="maybe")))
    sent(team, "form", view_submission(ids.DIGEST_VIEW, ids.digest_metadata(here, MARKETING), boxes(), BEN.id))
    for value in ("999", "x", ""):
        sent(team, "form", block_actions(ids.DIGEST_PAUSE, value))
    assert times(team) == before
