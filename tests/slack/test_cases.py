"""The whole case in another team's channel, its modals, and the card meanwhile."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.card import Choice
from slackapp.domain.face import CardFace
from slackapp.domain.hand_off import HandedLate, HandOff, HandOffState, Step
from slackapp.domain.people import History, Profile
from slackapp.domain.posts import Audience, Thread
from slackapp.slack import ids
from slackapp.slack.cases import case_message, end_modal, hand_off_modal
from slackapp.slack.handed import late_text
from slackapp.slack.message import Message
from slackapp.slack.questions import question_card, question_line
from tests.slack.at_slack import words
from tests.slack.faces import BEN, MARA, NOW, STATES, elements, handed, on_mastodon, question
from tests.slack.limits import assert_only_ours, assert_takes, assert_takes_view
from tests.slack.strangers import HISTORIES, PROFILES, THREADS, estranged

HANDED = {name: face for name, face in STATES.items() if face.hand_off is not None}


def about(face: CardFace) -> HandOff:
    """The face's hand-off."""
    assert face.hand_off is not None
    return face.hand_off


def ids_of(message: Message) -> list[object]:
    """Its buttons, in their order."""
    return [each["action_id"] for each in elements(message.blocks) if each.get("type") == "button"]


def said(message: Message) -> str:
    """All its words."""
    return words({"blocks": list(message.blocks)})


@pytest.mark.parametrize("face", HANDED.values(), ids=HANDED)
def test_slack_takes_it_in_every_state(face: CardFace) -> None:
    """The other team's message, the card and both windows are within Slack's limits."""
    assert_takes(case_message(face, about(face)))
    assert_takes(question_card(face))
    assert_takes_view(hand_off_modal(face, "C0SUPPORT"))
    for step in (Step.ANSWER, Step.SEND_BACK):
        assert_takes_view(end_modal(face, about(face), step))


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(list(HANDED.values())), PROFILES, HISTORIES, THREADS)
def test_strangers_may_write_what_they_like(face: CardFace, person: Profile, past: History, thread: Thread) -> None:
    """Names, bios, posts and notes call nobody, format nothing and fit."""
    strange = estranged(face, person, past, thread)
    assert_takes(case_message(strange, about(strange)))
    assert_takes(question_card(strange))
    assert_only_ours([question_line(strange)])
    assert_takes_view(hand_off_modal(strange, ""))
    for step in (Step.ANSWER, Step.SEND_BACK):
        assert_takes_view(end_modal(strange, about(strange), step))


def test_they_get_the_whole_case() -> None:
    """Who gave it and why, who asks with reach and history, what was said before, the post, the link, three buttons."""
    face = handed(question())
    message = case_message(face, about(face))
    given = (f"<@{MARA}> hands you this", "She has", "1,240 followers", "mentioned you 3 times", "left our green")
    for wanted in given:
        assert wanted in said(message), wanted
    assert "order 4411 is late" in said(message)
    assert face.links.post in said(message)
    assert "Product designer" in said(message)
    assert ids_of(message) == [ids.HAND_OFF_CLAIM, ids.HAND_OFF_ANSWERED, ids.HAND_OFF_SEND_BACK]
    claimed = case_message(face, replace(about(face), state=HandOffState.CLAIMED, owner_id=BEN, version=2))
    assert f"<@{BEN}> has this" in said(claimed)
    assert ids_of(claimed) == [ids.HAND_OFF_ANSWERED, ids.HAND_OFF_SEND_BACK]


def test_the_card_folds_while_another_team_has_it() -> None:
    """To whom, by whom, since when and who has it; one button takes it back, and nothing else is offered."""
    card = question_card(STATES["handed off and claimed"])
    assert f"↪️ Handed to <#C0SUPPORT> by <@{MARA}>" in said(card)
    assert f"claimed by <@{BEN}>" in said(card)
    assert ids_of(card) == [ids.HAND_OFF_TAKE_BACK]
    back = question_card(STATES["sent back"])
    assert "Sent back" in said(back)
    assert "Told ∗her∗ &amp; them" in said(back)
    assert ids.card_action_id(Choice.REPLY) in ids_of(back)


def test_who_may_read_the_post_is_told_before_and_after() -> None:
    """A private mention in a channel: whoever hands it off is warned, and the other team sees that it is private."""
    private = on_mastodon(question(), Audience.PRIVATE, "late orders")
    assert "Everybody in the channel you choose will read it" in words(hand_off_modal(private, ""))
    face = handed(private)
    assert "Private mention" in said(case_message(face, about(face)))
    assert "late orders" in said(case_message(face, about(face)))


@pytest.mark.parametrize("state", HandOffState)
def test_who_came_second_is_told_who_was_faster(state: HandOffState) -> None:
    """By name where it is known, and how it stands, for every state there is."""
    late = HandedLate(about(handed(question(), state)), BEN, NOW)
    assert late_text(late).startswith(f"⚡ <@{BEN}> was faster")
    assert late_text(late).count("\n") == 1
    assert "Nothing was done" in late_text(HandedLate(None))
