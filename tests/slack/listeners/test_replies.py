"""Reply and hello: the modal, its live count, what is refused in it, and one post on X."""

import json

import pytest

from slackapp.domain.action import ActionKind
from slackapp.domain.card import Choice, FacetState
from slackapp.networks.x import X
from slackapp.slack import ids
from tests.slack.listeners.team import ADA, BEN, Team, find_all, formatted, words

QUESTION = "@tidewatercoffee is the harbour blend back? <!channel> & *soon*?"


@pytest.fixture
def asked(team: Team) -> Team:
    """The team with a question in the channel, and its reply modal open."""
    team.new_question(QUESTION)
    assert team.choose(Choice.REPLY)["ok"]
    return team


def test_the_modal_shows_the_person_the_post_and_the_history(asked: Team) -> None:
    """One talks with a person: post, bio and history stand beside the words, as text and not as a ping."""
    shown = words(asked.view())
    assert "harbour blend" in shown
    assert "<!channel>" not in formatted(asked.view())
    state = asked.send("/x/panel/state")
    asker = state["people"][state["timeline"][0]["author_id"]]
    assert f"@{asker['username']}" in shown
    assert asker["description"].split()[0] in shown
    assert "ollowers" in shown
    assert asked.view()["submit"]


def test_the_count_follows_the_typing(asked: Team) -> None:
    """Each character typed brings the new count; what is typed stays, and links count as X counts them."""
    view = asked.view()
    for typed, said in (("Yes!", "4 of 280"), ("https://tidewater.example.com/" + "a" * 60, "23 of 280")):
        assert asked.click_view(view, ids.REPLY_INPUT, value=typed)["ok"]
        assert said in words(asked.view())
        view = asked.view()
    assert view["state"]["values"][ids.REPLY_BLOCK][ids.REPLY_INPUT]["value"].startswith("https://")
    assert asked.click_view(view, ids.REPLY_INPUT, value="x" * 290)["ok"]
    assert "10 characters over" in words(asked.view())


def test_what_is_too_long_is_refused_in_the_modal_and_the_good_one_reaches_x_once(asked: Team) -> None:
    """The modal stays with the count and the words; sent again, shorter, it is one post under the question."""
    refused = asked.submit("x" * 281)
    assert "1 character over" in refused["errors"][ids.REPLY_BLOCK]
    assert asked.submit("   ")["ok"] is False
    assert asked.by_api("posts") == []
    assert asked.submit("Yes, since Friday!") == {"ok": True, "action": "close"}
    asked.work()
    posts = asked.by_api("posts")
    assert [post["text"] for post in posts] == ["Yes, since Friday!"]
    assert posts[0]["in_reply_to"]
    assert f"<@{ADA.id}> replied" in asked.card_text()
    assert asked.state()["views"] == []


def test_the_second_to_send_is_told_and_keeps_their_words(asked: Team) -> None:
    """Two people write at once: the second one's modal says who was faster and gives the words back."""
    assert asked.choose(Choice.REPLY, BEN.id)["ok"]
    assert asked.submit("Ada's answer.")["ok"]
    assert asked.submit("Ben's ```very own``` <!channel> words.", BEN.id) == {"ok": True, "action": "update"}
    shown = words(asked.view(BEN.id))
    assert f"<@{ADA.id}> was faster" in shown
    assert json.dumps("Ben's ```very own``` <!channel> words.") in shown  # as it was typed
    assert "<!channel>" not in formatted(asked.view(BEN.id))
    asked.work()
    assert [post["text"] for post in asked.by_api("posts")] == ["Ada's answer."]


def test_reply_on_a_decided_question_opens_no_modal(asked: Team) -> None:
    """Whoever clicks Reply on an old copy of the card hears at once who answered."""
    stale = asked.messages()[-1]
    asked.submit("Yes!")
    assert asked.click(stale, ids.card_action_id(Choice.REPLY), BEN.id)["ok"]
    assert asked.state(BEN.id)["views"] == []
    assert f"<@{ADA.id}> was faster" in words(asked.told(BEN.id)[-1])


def test_a_reply_can_be_deleted(asked: Team) -> None:
    """Undo deletes our post on X, and the question waits again."""
    asked.submit("Yes!")
    asked.work()
    assert asked.choose(Choice.UNDO_REPLY, BEN.id)["ok"]
    asked.work()
    assert len(asked.by_api("deletes")) == 1
    assert asked.cards()[-1].reply is FacetState.NONE
    assert find_all(asked.messages()[-1]["blocks"], ids.card_action_id(Choice.REPLY))


def test_a_hello_keeps_the_handle(team: Team) -> None:
    """A hello without the @handle would reach nobody: the modal asks for it, and the good one is posted once."""
    person = team.new_follower()
    assert team.choose(Choice.REPLY)["ok"]
    box = find_all(team.view()["blocks"], ids.REPLY_INPUT)[0][1]
    assert box["initial_value"].startswith(f"@{person['username']}")
    assert f"@{person['username']}" in team.submit("Welcome aboard!")["errors"][ids.REPLY_BLOCK]
    assert team.submit(f"Welcome, @{person['username'].upper()}!")["ok"]
    team.work()
    assert [post["text"] for post in team.by_api("posts")] == [f"Welcome, @{person['username'].upper()}!"]
    assert f"<@{ADA.id}> said hello" in team.card_text()


def test_where_a_reply_has_to_name_them_the_box_begins_with_it(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network that tells whom a reply is for by the @handle in it: the box holds it, and it can't get lost."""
    monkeypatch.setattr(X, "opening", lambda _network, kind, handle: f"@{handle} " if kind is ActionKind.REPLY else "")
    team.new_question(QUESTION)
    assert team.choose(Choice.REPLY)["ok"]
    box = find_all(team.view()["blocks"], ids.REPLY_INPUT)[0][1]
    handle = box["initial_value"].strip()
    assert handle.startswith("@")
    assert f"{len(handle) + 1} of 280" in words(team.view())
    assert f"Keep {handle}" in team.submit("Yes, since Friday!")["errors"][ids.REPLY_BLOCK]
    assert "few words" in team.submit(f"{handle} ")["errors"][ids.REPLY_BLOCK]
    assert team.submit(f"{handle.upper()} Yes, since Friday!")["ok"]
    team.work()
    assert [post["text"] for post in team.by_api("posts")] == [f"{handle.upper()} Yes, since Friday!"]


def test_a_reply_by_hand_is_noticed(team: Team) -> None:
    """Where X wants the reply on its own page, the click is acked and noted, and the answer there is found."""
    post = team.new_question()
    team.choose(Choice.REPLY)
    team.press("faults", path="/2/tweets", method="POST", kind="status", status=403, after_effect=False)
    team.submit("Soon!")
    team.work()
    link = ids.card_action_id(Choice.REPLY_BY_HAND)
    assert team.click(team.message_with(link), link, BEN.id)["ok"]
    team.work(seconds=2)
    assert team.cards()[-1].reply is FacetState.BY_HAND
    team.press("brand_posts", text="We do!", in_reply_to=post["id"])
    team.work()
    assert team.cards()[-1].reply is FacetState.DONE
    assert team.by_api("posts") == []
