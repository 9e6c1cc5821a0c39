"""Targets over the wire: who may set them, what is refused with all that was typed, who is told, and when."""

from datetime import timedelta

from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.hours import BusinessHours
from slackapp.domain.hours_text import holidays_of, hours_of
from slackapp.domain.targets import Targets
from slackapp.slack import ids
from slackapp.store import messages, targets
from slackapp.watch.targets import WatchTargets
from tests.slack.listeners.payloads import view_submission
from tests.slack.listeners.team import ADA, BEN, MARKETING, SOCIAL, Json, Team, words
from tests.slack.listeners.test_hostile import sent
from tests.slack.listeners.test_tuning import command

TYPED = {"urgent": "30 min", "normal": "4 h", "low": "", "hours": "Mon–Fri 9:00–17:00", "zone": "Europe/Berlin"}
SAVED = Targets(
    on=True,
    urgent=timedelta(minutes=30),
    normal=timedelta(hours=4),
    hours=BusinessHours("Europe/Berlin", hours_of("Mon-Fri 9-17"), holidays_of("2026-12-25")),
    escalate_to=BEN.id,
)
ALWAYS = Targets(on=True, normal=timedelta(hours=4), hours=BusinessHours(), escalate_to=BEN.id)


def boxes(on: str = "on", snooze: str = "on", person: str = "", **typed: str) -> Json:
    """The state of the modal."""
    said = {"holidays": "2026-12-25 Christmas", **TYPED, **typed}
    found: Json = {name: {"type": "plain_text_input", "value": text} for name, text in said.items()}
    for name, value in (("on", on), ("snooze", snooze)):
        found[name] = {"type": "radio_buttons", "selected_option": {"value": value}}
    found["person"] = {"type": "multi_users_select", "selected_users": [person] if person else []}
    return {f"{ids.TARGETS_BLOCK}{name}": {ids.TARGETS_INPUT: each} for name, each in found.items()}


def kept(team: Team) -> Targets:
    """The targets there are."""
    with team.house.database.read() as tx:
        return targets.of(tx, team.account.workspace_id)


def aim(team: Team, wanted: Targets = ALWAYS) -> None:
    """Set them, as the modal does."""
    with team.house.database.write() as tx:
        targets.put(tx, team.account.workspace_id, wanted, ADA.id, team.clock())


def look(team: Team) -> None:
    """The clock's chore, and what it planned."""
    WatchTargets(team.house.database, team.clock, lambda: None).look()
    team.work()


def alarms(team: Team) -> list[Json]:
    """What Ben was told by himself."""
    seen = team.state(BEN.id)["messages"]
    return [each for place in seen if place not in (SOCIAL, MARKETING) for each in seen[place]]


def found_again(team: Team) -> str | None:
    """Where the nudge stands, as somebody finds it whose call was cut off."""
    with team.house.database.read() as tx:
        nudge = messages.of_key(tx, f"target_nudge:{team.cards()[-1].id}")
    return team.house.performer.poster.find(nudge or 0, team.clock() - timedelta(hours=1))


def test_set_refused_and_shown_again(team: Team) -> None:
    """What can't be read is told in its box; saved, it counts; the next who opens the modal sees it as it was meant."""
    command(team, "targets")
    view = team.view()
    (zone,) = [block["element"] for block in view["blocks"] if block.get("block_id") == f"{ids.TARGETS_BLOCK}zone"]
    assert zone["initial_value"] == ADA.tz  # by the clock of who sets them
    wrong = boxes(hours="Mon 18-9", zone="Berlin/Nowhere", urgent="soon", holidays="Christmas")
    refused = team.person("submit", ADA.id, view_id=view["id"], state=wrong)
    assert {name.removeprefix(ids.TARGETS_BLOCK) for name in refused["errors"]} == {
        "hours",
        "zone",
        "urgent",
        "holidays",
    }
    assert kept(team) == Targets()
    assert team.person("submit", ADA.id, view_id=view["id"], state=boxes(person=BEN.id))["action"] == "update"
    assert kept(team) == SAVED
    assert f"<@{BEN.id}>" in words(team.view())
    command(team, "targets")
    shown = {block.get("block_id"): block for block in team.view()["blocks"]}
    assert shown[f"{ids.TARGETS_BLOCK}hours"]["element"]["initial_value"] == TYPED["hours"]
    assert shown[f"{ids.TARGETS_BLOCK}person"]["element"]["initial_users"] == [BEN.id]


def test_who_may_not(team: Team) -> None:
    """Others are told the targets, and whom to ask; a modal of theirs, or one of another workspace, changes nothing."""
    aim(team)
    command(team, "targets", BEN.id)
    assert "A first reply is due within" in words(team.told(BEN.id)[-1])
    here = ids.metadata(team.account.workspace_id, 0)
    sent(team, "form", view_submission(ids.TARGETS_VIEW, here, boxes(), BEN.id))
    sent(team, "form", view_submission(ids.TARGETS_VIEW, ids.metadata(77, 0), boxes()))
    sent(team, "form", view_submission(ids.TARGETS_VIEW, here, boxes(on="maybe")))
    assert kept(team) == ALWAYS


def test_a_question_s_day(team: Team) -> None:
    """The card says when it is due; at three quarters its thread hears it, missed the person is told, with a link."""
    aim(team)
    team.new_question()
    message = team.messages()[-1]
    assert "🎯 Answer due" in words(message)
    team.clock.go(hours=3.1)
    look(team)
    look(team)
    nudges = [each for each in team.messages() if each.get("thread_ts") == message["ts"] != each["ts"]]
    assert len(nudges) == 1
    assert "Nobody has claimed this one yet" in words(nudges[0])
    assert found_again(team) == nudges[0]["ts"], "whoever is not sure that it was posted looks into the thread"
    team.clock.go(hours=1)
    look(team)
    look(team)
    (alarm,) = alarms(team)
    assert "A first reply is overdue" in words(alarm)
    assert "do you ship to Oslo?" in words(alarm)
    assert "⏰ *Overdue*" in words(next(m for m in team.messages() if m["ts"] == message["ts"]))
    assert team.person("command", ADA.id, channel=SOCIAL, text="/questions overdue") == {"ok": True}
    listed = words(team.told()[-1])
    assert "Questions past their target" in listed
    assert "overdue by" in listed


def test_answered_before_it_is_posted(team: Team) -> None:
    """What was answered while the alarm was on its way tells nobody."""
    aim(team)
    team.new_question()
    team.clock.go(hours=5)
    WatchTargets(team.house.database, team.clock, lambda: None).look()
    team.ignore()
    team.work()
    assert alarms(team) == []
    assert team.action(ActionKind.POST_MESSAGE).state is ActionState.FAILED
