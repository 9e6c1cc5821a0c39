"""A question goes to another team's channel and comes back, as people do it in Slack."""

import pytest

from slackapp.domain.card import CardStatus, Choice
from slackapp.domain.roles import Roles, Who
from slackapp.sandbox.slack.world import CHANNELS
from slackapp.slack import ids
from slackapp.slack.ids import MenuItem
from slackapp.store import hand_offs, posts
from slackapp.tuning import Tuning
from tests.slack.listeners.payloads import block_actions, view_submission
from tests.slack.listeners.team import ADA, BEN, CHIARA, MARKETING, SOCIAL, Json, Team, find_all, formatted, words
from tests.slack.listeners.test_hostile import sent

pytestmark = pytest.mark.networks  # long

ABSENT, ARCHIVED = CHANNELS[2].id, CHANNELS[3].id
NOTE = "She <!channel> *waits*."


def chosen(channel: str, note: str = "") -> Json:
    """What is filled into the hand-off's window."""
    picked = {"type": "conversations_select", "selected_conversation": channel}
    return {ids.HAND_OFF_CHANNEL: {ids.HAND_OFF_INPUT: picked}, **noted(note)}


def noted(note: str) -> Json:
    """A note in any of the windows."""
    return {ids.HAND_OFF_NOTE: {ids.HAND_OFF_INPUT: {"type": "plain_text_input", "value": note or None}}}


def open_it(team: Team, user: str = ADA.id) -> Json:
    """Hand off… in the card's menu."""
    value = ids.menu_value(MenuItem.HAND_OFF, team.cards()[-1].id)
    return team.click(team.message_with(ids.CARD_MENU), ids.CARD_MENU, user, value)


def send(team: Team, state: Json, user: str = ADA.id) -> Json:
    """Send the window on top."""
    return team.person("submit", user, view_id=team.view(user)["id"], state=state)


def press(team: Team, action_id: str, user: str = BEN.id) -> Json:
    """A button of the other team's message."""
    return team.click(team.message_with(action_id, MARKETING), action_id, user)


def there(team: Team) -> Json:
    """The other team's newest message."""
    return team.messages(MARKETING)[-1]


@pytest.fixture
def handed(team: Team) -> Team:
    """Marketing has a question of Ada's."""
    team.new_question("@tidewatercoffee is the harbour blend back? <!here>")
    assert open_it(team)["ok"]
    assert send(team, chosen(MARKETING, NOTE)) == {"ok": True, "action": "close"}
    team.work()
    return team


def test_the_whole_case_comes_to_them_and_the_card_says_where_it_is(handed: Team) -> None:
    """Post, person, note and buttons there; the card folds, and both say who claims it."""
    assert "harbour blend" in words(there(handed))
    assert f"<@{ADA.id}> hands you this" in words(there(handed))
    assert "waits∗" in words(there(handed))
    assert "<!" not in formatted(there(handed)).replace("<!date", "")
    assert f"Handed to <#{MARKETING}> by <@{ADA.id}>" in handed.card_text()
    assert not find_all(handed.messages()[-1]["blocks"], ids.card_action_id(Choice.REPLY))
    assert press(handed, ids.HAND_OFF_CLAIM)["ok"]
    handed.work()
    assert f"claimed by <@{BEN.id}>" in handed.card_text()
    assert f"<@{BEN.id}> has this" in words(there(handed))


def test_elsewhere_than_where_it_was_handed_to_a_click_does_nothing(handed: Team) -> None:
    """Whoever is in that channel may, whatever their role; a forged click or window from another one may not."""
    with handed.house.database.read() as tx:
        hand_off = hand_offs.of_card(tx, handed.cards()[-1].id)
    assert hand_off is not None
    for action_id in (ids.HAND_OFF_CLAIM, ids.HAND_OFF_ANSWERED, ids.HAND_OFF_SEND_BACK, ids.HAND_OFF_UNDO):
        sent(handed, "form", block_actions(action_id, str(hand_off.id), BEN.id))
    for view in (ids.HAND_OFF_ANSWERED_VIEW, ids.HAND_OFF_SEND_BACK_VIEW):
        for channel in ("", f":{SOCIAL}"):
            sent(handed, "form", view_submission(view, f"{hand_off.id}:1{channel}", noted("Done!"), BEN.id))
    with handed.house.database.read() as tx:
        assert hand_offs.of_card(tx, hand_off.card_id) == hand_off
    assert handed.state(BEN.id)["views"] == []
    Tuning(handed.house.database, handed.clock).change_roles(hand_off.workspace_id, Roles(Who(frozenset({ADA.id}))), "")
    assert press(handed, ids.HAND_OFF_CLAIM)["ok"]
    with handed.house.database.read() as tx:
        claimed = hand_offs.of_card(tx, hand_off.card_id)
    assert claimed is not None
    assert claimed.owner_id == BEN.id


def test_the_second_to_claim_is_told_who_was_faster(handed: Team) -> None:
    """Only they see it; the same person's second click says nothing."""
    stale = there(handed)
    assert press(handed, ids.HAND_OFF_CLAIM)["ok"]
    handed.click(stale, ids.HAND_OFF_CLAIM, BEN.id)
    assert handed.told(BEN.id, MARKETING) == []
    handed.click(stale, ids.HAND_OFF_CLAIM, CHIARA.id)
    assert f"<@{BEN.id}> was faster" in words(handed.told(CHIARA.id, MARKETING)[-1])


def test_answered_by_them_closes_the_card_and_may_be_undone(handed: Team) -> None:
    """The card says by whom and what; the mention counts as answered; undone, both wait again."""
    assert press(handed, ids.HAND_OFF_ANSWERED)["ok"]
    assert send(handed, noted("Wrote her a mail"), BEN.id)["action"] == "close"
    handed.work()
    card = handed.cards()[-1]
    assert card.status is CardStatus.CLOSED
    assert f"Answered by <@{BEN.id}> in <#{MARKETING}>" in handed.card_text()
    assert "Wrote her a mail" in handed.card_text()
    with handed.house.database.read() as tx:
        assert posts.mention(tx, card.question_id or 0).answered_via == "hand_off"
    assert press(handed, ids.HAND_OFF_UNDO)["ok"]
    handed.work()
    assert handed.cards()[-1].status is CardStatus.OPEN
    assert find_all(there(handed)["blocks"], ids.HAND_OFF_SEND_BACK)


def test_sent_back_the_card_is_whole_again_with_their_note(handed: Team) -> None:
    """Open, with Reply; who answers it too late in the other window keeps their words."""
    assert press(handed, ids.HAND_OFF_ANSWERED, CHIARA.id)["ok"]
    assert press(handed, ids.HAND_OFF_SEND_BACK)["ok"]
    assert send(handed, noted("Not <ours>"), BEN.id)["action"] == "close"
    handed.work()
    assert "Not &lt;ours&gt;" in handed.card_text()
    assert find_all(handed.messages()[-1]["blocks"], ids.card_action_id(Choice.REPLY))
    assert find_all(there(handed)["blocks"], ids.HAND_OFF_CLAIM) == []
    assert send(handed, noted("I told her all"), CHIARA.id) == {"ok": True, "action": "update"}
    assert f"<@{BEN.id}> was faster" in words(handed.view(CHIARA.id))
    assert "I told her all" in words(handed.view(CHIARA.id))


def test_taken_back_it_is_the_first_teams_again_and_the_usual_channel_is_known(handed: Team) -> None:
    """Anybody there may take it back; the next time the window begins with the channel of the last."""
    take_back = ids.HAND_OFF_TAKE_BACK
    assert handed.click(handed.message_with(take_back), take_back, BEN.id)["ok"]
    handed.work()
    assert f"Taken back from <#{MARKETING}> by <@{BEN.id}>" in handed.card_text()
    assert f"by <@{BEN.id}>" in words(there(handed))
    assert open_it(handed)["ok"]
    (_, picker), *_ = find_all(handed.view()["blocks"], ids.HAND_OFF_INPUT)
    assert picker["initial_conversation"] == MARKETING


def test_an_answer_on_the_network_closes_both(team: Team) -> None:
    """Somebody answers on X itself: neither team need look any further."""
    post = team.new_question()
    open_it(team)
    send(team, chosen(MARKETING))
    team.work()
    team.press("brand_posts", text="We do!", in_reply_to=post["id"])
    team.poll()
    assert "Answered on the network" in team.card_text()
    assert "Answered on the network" in words(there(team))
    assert find_all(there(team)["blocks"], ids.HAND_OFF_ANSWERED) == []


def test_a_channel_that_takes_no_messages_is_refused_at_once(team: Team) -> None:
    """Under the box, with what to do; nothing is handed off, and what was typed stays."""
    team.new_question()
    open_it(team)
    before = team.cards()
    for channel, said in ((ABSENT, "/invite @Rapport"), (ARCHIVED, "archived"), ("C0NOWHERE", "can’t see")):
        assert said in send(team, chosen(channel, NOTE))["errors"][ids.HAND_OFF_CHANNEL]
    assert team.cards() == before


def test_two_who_hand_it_off_at_once(team: Team) -> None:
    """The second one's window says who was faster, and gives the note back; one message stands there."""
    team.new_question()
    open_it(team)
    open_it(team, BEN.id)
    assert send(team, chosen(MARKETING))["ok"]
    assert send(team, chosen(MARKETING, NOTE), BEN.id) == {"ok": True, "action": "update"}
    assert f"<@{ADA.id}> was faster" in words(team.view(BEN.id))
    assert NOTE in words(team.view(BEN.id))
    team.work()
    assert len([m for m in team.messages(MARKETING) if find_all(m.get("blocks", []), ids.HAND_OFF_CLAIM)]) == 1


def test_a_channel_archived_meanwhile_keeps_the_case_until_it_is_back(team: Team) -> None:
    """Handed off a moment before it was archived: nothing is lost, it can be taken back, or comes later."""
    team.new_question()
    open_it(team)
    assert send(team, chosen(MARKETING))["ok"]
    assert team.person("archive", channel=MARKETING)["ok"]
    team.work()
    assert f"Handed to <#{MARKETING}>" in team.card_text()
    team.house.clock.look_at_channels()
    team.person("unarchive", channel=MARKETING)
    team.clock.go(minutes=11)
    team.house.clock.look_at_channels()
    team.work()
    assert find_all(there(team)["blocks"], ids.HAND_OFF_CLAIM)
