"""Saved replies over the wire: written and changed in Slack, found and used in a reply, counted when it is sent."""

import json
from typing import Any

import pytest
from sqlalchemy import insert

from slackapp.domain.card import Choice
from slackapp.domain.saved import Kept, SavedReply, Wording
from slackapp.slack import ids
from slackapp.slack.saved import ALL
from slackapp.store.tables import SavedReplyRow
from slackapp.tuning import Tuning
from tests.slack.listeners.payloads import block_actions, view_submission
from tests.slack.listeners.team import ADA, BEN, SOCIAL, Json, Team, find, find_all, formatted, words
from tests.slack.listeners.test_hostile import sent

pytestmark = pytest.mark.networks  # long

SHIPS = Wording("Shipping", "Hi {first_name}, we do: {link}")


def command(team: Team, user: str = ADA.id) -> Json:
    """Type /rapport replies, and see the list."""
    assert team.person("command", user, channel=SOCIAL, text="/rapport replies") == {"ok": True}
    return team.view(user)


def fill(team: Team, title: str, text: str, account: str = ALL, user: str = ADA.id) -> Json:
    """Fill the form in and save it."""
    typed = {block: {ids.SAVED_INPUT: {"type": "plain_text_input", "value": value}}
             for block, value in ((ids.SAVED_TITLE, title), (ids.SAVED_TEXT, text))}  # fmt: skip
    chosen = {"type": "static_select", "selected_option": {"value": account}}
    state = typed | {ids.SAVED_ACCOUNT: {ids.SAVED_INPUT: chosen}}
    return team.person("submit", user, view_id=team.view(user)["id"], state=state)


def tuning(team: Team) -> Tuning:
    """What a workspace sets for itself."""
    return Tuning(team.house.database, team.clock)


def kept(team: Team) -> list[SavedReply]:
    """What there is."""
    return list(tuning(team).replies(team.account.workspace_id))


def save(team: Team, *wanted: Wording) -> list[SavedReply]:
    """Keep some."""
    tuned = tuning(team)
    for each in wanted:
        assert tuned.add_reply(team.account.workspace_id, each, BEN.id) is Kept.SAVED
    return kept(team)


def look(team: Team, typed: str = "", action_id: str = ids.REPLY_SAVED) -> list[Json]:
    """Look for one in a menu of the view on top."""
    view = team.view()
    block, _ = find(view["blocks"], action_id)
    where = {"view_id": view["id"], "block_id": block["block_id"], "action_id": action_id}
    answer = team.person("suggest", value=typed, **where)
    assert answer["ok"], answer
    found: list[Json] = answer["options"]
    return found


def use(team: Team, reply: SavedReply, typed: str | None = None) -> Json:
    """Choose one in the reply modal, with this in the box; returns the box then."""
    look(team)
    view = team.view()
    block, _ = find(view["blocks"], ids.REPLY_SAVED)
    box, _ = find(view["blocks"], ids.REPLY_INPUT)
    state = {} if typed is None else {
        box["block_id"]: {ids.REPLY_INPUT: {"type": "plain_text_input", "value": typed}}
    }  # fmt: skip
    where = {"view_id": view["id"], "block_id": block["block_id"], "action_id": ids.REPLY_SAVED}
    assert team.person("click", value=str(reply.id), state=state, **where)["ok"]
    found, _ = find(team.view()["blocks"], ids.REPLY_INPUT)
    return found


def send(team: Team, text: str, user: str = ADA.id) -> Json:
    """Send the reply modal with this in its box."""
    view = team.view(user)
    box, _ = find(view["blocks"], ids.REPLY_INPUT)
    typed = {box["block_id"]: {ids.REPLY_INPUT: {"type": "plain_text_input", "value": text}}}
    return team.person("submit", user, view_id=view["id"], state=typed)


@pytest.fixture
def asked(team: Team) -> Team:
    """The team, with a question in the channel."""
    team.new_question("@tidewatercoffee do you ship to Oslo?")
    return team


def test_one_is_written_shown_changed_and_deleted(team: Team) -> None:
    """All in Slack, by anybody; the list below follows at once, and tells how often each was used."""
    view = command(team)
    assert "Nobody has saved any yet" in words(view)
    assert team.click_view(view, ids.SAVED_NEW)["ok"]
    assert "{name}" in fill(team, "Shipping", "Hi {name}")["errors"][ids.SAVED_TEXT]
    assert fill(team, "Shipping <!here>", "Hi {first_name}!", str(team.account.id)) == {"ok": True, "action": "close"}
    shown = words(team.view())
    for part in ("Shipping", "Hi {first_name}!", f"@{team.account.handle}", "not used yet"):
        assert part in shown
    assert "<!here>" not in formatted(team.view())
    assert team.click_view(command(team, BEN.id), ids.SAVED_EDIT, BEN.id)["ok"]
    assert fill(team, "Shipping", "Hello!", user=BEN.id)["ok"]
    [reply] = kept(team)
    assert (reply.text, reply.account_id, reply.made_by, reply.changed_by) == ("Hello!", None, ADA.id, BEN.id)
    assert team.click_view(team.view(BEN.id), ids.SAVED_EDIT, BEN.id)["ok"]
    assert team.click_view(team.view(BEN.id), ids.SAVED_DELETE, BEN.id)["ok"]
    assert "is deleted" in words(team.view(BEN.id))
    assert kept(team) == []
    assert "Nobody has saved any yet" in words(team.state(BEN.id)["views"][0])


def test_of_two_who_edit_at_once_the_second_loses_nothing(team: Team) -> None:
    """They are told what the first saved, their words stay, and saving once more saves them; also once it is gone."""
    save(team, SHIPS)
    for user in (ADA.id, BEN.id):
        assert team.click_view(command(team, user), ids.SAVED_EDIT, user)["ok"]
    assert fill(team, "Shipping", "Ada's", user=ADA.id)["action"] == "close"
    assert fill(team, "Shipping", "Ben's", user=BEN.id) == {"ok": True, "action": "update"}
    assert f"<@{ADA.id}> saved other words" in words(team.view(BEN.id))
    assert [each.text for each in kept(team)] == ["Ada's"]
    assert fill(team, "Shipping", "Ben's", user=BEN.id)["ok"]
    assert [each.text for each in kept(team)] == ["Ben's"]
    assert team.click_view(team.view(), ids.SAVED_EDIT)["ok"]
    [reply] = kept(team)
    tuning(team).remove_reply(team.account.workspace_id, reply.id, BEN.id, reply.changed_at)
    assert fill(team, "Shipping", "Mine")["action"] == "update"
    assert "Somebody deleted it" in words(team.view())
    assert fill(team, "Shipping", "Mine")["ok"]
    assert [each.text for each in kept(team)] == ["Mine"]


def test_one_is_found_and_fills_the_box(asked: Team) -> None:
    """With their name and the post's link; what was typed stands before it, and the count is the network's."""
    others = Wording("Refund", "We are sorry."), Wording("Other account", "x", None)
    ships, _, _ = sorted(save(asked, SHIPS, *others), key=lambda each: each.title != "Shipping")
    assert asked.choose(Choice.REPLY)["ok"]
    assert [each["text"]["text"] for each in look(asked, "WE DO")] == ["Shipping"]
    assert look(asked, "%") == []
    box = use(asked, ships, "Hello!")
    filled = box["element"]["initial_value"]
    name = asked.cards()[-1].person_id and filled.split("Hi ")[1].split(",")[0]
    assert filled.startswith(f"Hello!\nHi {name}, we do: http")
    assert "{" not in filled
    held = asked.view()["state"]["values"].get(box["block_id"], {}).get(ids.REPLY_INPUT, {}).get("value")
    assert held in (None, filled)
    link = filled.split("we do: ")[1]
    count = len(filled) - len(link) + 23  # as X counts links
    assert f"{count} of 280" in words(asked.view())
    assert send(asked, "x" * 281)["errors"].keys() == {box["block_id"]}
    assert [each.uses for each in kept(asked)] == [0, 0, 0]
    assert send(asked, filled) == {"ok": True, "action": "close"}
    assert {each.title: each.uses for each in kept(asked)} == {"Shipping": 1, "Refund": 0, "Other account": 0}
    asked.work()
    assert [post["text"] for post in asked.by_api("posts")] == [filled]


def test_another_one_takes_the_place_of_an_untouched_one(asked: Team) -> None:
    """Only of that: words of one's own stay; typing goes on in the same box, and the last chosen counts."""
    refund, ships = save(asked, SHIPS, Wording("Refund", "So sorry."))
    assert asked.choose(Choice.REPLY)["ok"]
    first = use(asked, ships)["element"]["initial_value"]
    second = use(asked, refund, f"Dear you\n{first}")
    assert second["element"]["initial_value"] == "Dear you\nSo sorry."
    assert asked.click_view(asked.view(), ids.REPLY_INPUT, value="So sorry. Really.")["ok"]
    box, _ = find(asked.view()["blocks"], ids.REPLY_INPUT)
    assert box["block_id"] == second["block_id"]
    assert "17 of 280" in words(asked.view())
    assert use(asked, refund, "")["block_id"] != second["block_id"]
    assert send(asked, "So sorry.")["ok"]
    assert [each.uses for each in kept(asked)] == [1, 0]


def test_there_is_no_menu_where_there_is_nothing_to_use(asked: Team) -> None:
    """And one that was deleted meanwhile says so; the words stay."""
    assert asked.choose(Choice.REPLY)["ok"]
    assert find_all(asked.view()["blocks"], ids.REPLY_SAVED) == []
    asked.person("close", view_id=asked.view()["id"])
    [ships] = save(asked, SHIPS)
    assert asked.choose(Choice.REPLY)["ok"]
    look(asked)
    tuning(asked).remove_reply(asked.account.workspace_id, ships.id, BEN.id, ships.changed_at)
    block, _ = find(asked.view()["blocks"], ids.REPLY_SAVED)
    where = {"view_id": asked.view()["id"], "block_id": block["block_id"], "action_id": ids.REPLY_SAVED}
    assert asked.person("click", value=str(ships.id), **where)["ok"]
    assert "deleted it meanwhile" in words(asked.view())


def test_a_long_list_has_pages_and_a_search(team: Team) -> None:
    """Twenty a page; one is found by its words and opened to be changed."""
    row = {"workspace_id": team.account.workspace_id, "changed_by": BEN.id, "changed_at": team.clock()}
    with team.house.database.write() as tx:
        made = [row | {"title": f"No. {number:02}", "text": f"words {number}"} for number in range(45)]
        tx.execute(insert(SavedReplyRow), made)
    view = command(team)
    assert "Page 1 of 3" in words(view)
    assert team.click_view(view, ids.SAVED_NEXT, value="2")["ok"]
    assert "No. 39" in words(team.view())
    [only] = look(team, "words 44", ids.SAVED_FIND)
    assert team.click_view(team.view(), ids.SAVED_FIND, value=only["value"])["ok"]
    assert find(team.view()["blocks"], ids.SAVED_INPUT)[1]["initial_value"] == "No. 44"


FORGED: list[Any] = ["", "1", "1:1", "x:y:z:w", "1:99999999999999999999:1:V1", "1:1:1:<!here>", f"1:{2**62}:1:V1"]


def test_forms_that_are_none_of_ours_change_nothing(team: Team) -> None:
    """Whatever stands in one: an answer, no traceback, nothing kept."""
    save(team, SHIPS)
    values = {
        ids.SAVED_TITLE: {ids.SAVED_INPUT: {"type": "plain_text_input", "value": "New"}},
        ids.SAVED_TEXT: {ids.SAVED_INPUT: {"type": "plain_text_input", "value": "New"}},
    }
    other = {ids.SAVED_ACCOUNT: {ids.SAVED_INPUT: {"type": "static_select", "selected_option": {"value": "999"}}}}
    views = [{"id": "V1", "private_metadata": seen, "hash": "a"} for seen in FORGED]
    looking = {"type": "block_suggestion", "action_id": ids.REPLY_SAVED, "value": "x"}
    for body in (
        *(view_submission(ids.SAVED_FORM, seen, values) for seen in FORGED),
        view_submission(ids.SAVED_FORM, "0:0:1:V1", values | other),
        *(block_actions(ids.SAVED_DELETE, "1", view=view) for view in views),
        *(block_actions("", "x", view=view) | looking for view in views),
    ):
        status, said = sent(team, "form", json.loads(json.dumps(body)))
        assert (status < 500, "Traceback" in said) == (True, False)
    assert [each.title for each in kept(team)] == ["Shipping"]
