"""Many new followers or questions at once: one message, and a review that goes through them one by one."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.card import CardKind, CardStatus, Choice
from slackapp.domain.evidence import Summary
from slackapp.domain.face import CardFace, GroupFace
from slackapp.domain.people import History, Profile
from slackapp.domain.posts import Thread
from slackapp.slack.groups import group_card, review_modal
from slackapp.slack.ids import (
    CARD_MENU,
    REVIEW_NEXT,
    REVIEW_OPEN,
    REVIEW_PREVIOUS,
    card_action_id,
    parse_block_id,
    parse_metadata,
)
from tests.slack import strangers
from tests.slack.faces import BRAND, NOW, STATES, elements, follower, question
from tests.slack.limits import assert_takes, assert_takes_view


def group(opened: int = 8, first: tuple[CardFace, ...] = (follower(), STATES["followed back"])) -> GroupFace:
    """Twelve followers, of whom some are decided."""
    return GroupFace(7, BRAND, 12, opened, max(11 - opened, 0), int(opened < 12), first, NOW)


def questions(opened: int = 8, first: tuple[CardFace, ...] = (question(), STATES["replied"])) -> GroupFace:
    """Twelve questions, of whom some are decided."""
    return replace(group(opened, first), kind=CardKind.QUESTION)


def texts(part: object) -> str:
    """All words inside blocks."""
    return "\n".join(str(each["text"]) for each in elements([part]) if isinstance(each.get("text"), str))


def values(part: object) -> dict[str, str]:
    """The value of each button, by its action_id."""
    return {str(e["action_id"]): str(e["value"]) for e in elements([part]) if e.get("type") == "button"}


@pytest.mark.parametrize(
    ("opened", "words"),
    [
        (12, "12 wait for a decision"),
        (8, "4 of 12 decided: 3 followed back, 1 ignored"),
        (0, "All decided: 11 followed back, 1 ignored"),
    ],
)
def test_the_message_counts(opened: int, words: str) -> None:
    """How many came and how far the team has come, in words beside the bar."""
    message = group_card(group(opened))
    assert_takes(message)
    assert "12 new followers of @fernandfable on 𝕏 X" in texts(message.blocks)
    assert "12 new followers of @fernandfable on X." in message.text
    assert words in texts(message.blocks)
    assert values(message.blocks)[REVIEW_OPEN] == "7"


def test_the_message_tells_how_they_look() -> None:
    """In words beside their signs, for those who wait; and for who hears it."""
    looks = {Summary.WORTH_IT: 12, Summary.LOOK_TWICE: 30, Summary.BETTER_NOT: 1_018}
    message = group_card(replace(group(), looks=looks))
    assert_takes(message)
    assert "👍 12 worth it · 👀 30 look twice · 🦆 1,018 better not" in texts(message.blocks)
    assert message.text.endswith(": 12 worth it, 30 look twice, 1,018 better not")


def test_the_first_are_named_with_a_reason_or_an_outcome() -> None:
    """One line each, so that one sees at once whether it is worth a look."""
    words = texts(group_card(group()).blocks)
    assert "mentioned you 3 times" in words
    assert "<@U0MARA> followed back" in words
    assert "… and 10 more" in words


def test_the_review_shows_one_person_and_the_way_on() -> None:
    """Position, evidence, buttons, previous and next; and all that is needed to redraw it."""
    view = review_modal(group(), follower(), 3)
    assert_takes_view(view)
    assert "*3 of 12*" in texts(view["blocks"])
    found = values(view["blocks"])
    assert (found[REVIEW_PREVIOUS], found[REVIEW_NEXT], found["rapport.card.follow"]) == ("2", "4", "41")
    assert parse_metadata(str(view["private_metadata"])) == (7, 3)
    places = [parse_block_id(str(e["block_id"])) for e in elements([view["blocks"]]) if "block_id" in e]
    assert [(p.message_id, p.position, p.card_id) for p in places if p] == [(7, 3, 41)]


def test_the_review_ends_at_both_ends() -> None:
    """No way back before the first, none on after the last."""
    assert REVIEW_PREVIOUS not in values(review_modal(group(), follower(), 1)["blocks"])
    assert REVIEW_NEXT not in values(review_modal(group(), follower(), 12)["blocks"])
    alone = replace(group(1), total=1)
    assert_takes_view(review_modal(alone, follower(), 1))


def test_the_review_tells_who_decided_already() -> None:
    """A teammate's decision stands there with their name, and the way on is not called skipping."""
    view = review_modal(group(), STATES["followed back"], 4)
    assert "✅ <@U0MARA> followed back" in texts(view["blocks"])
    assert "Next →" in texts(view["blocks"])
    assert "Skip →" in texts(review_modal(group(), follower(), 4)["blocks"])


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(CardStatus)), strangers.PROFILES, strangers.HISTORIES, strangers.THREADS)
def test_strangers_in_groups_stay_harmless(
    status: CardStatus, person: Profile, history: History, thread: Thread
) -> None:
    """Whatever they write, message and review are valid and call nobody."""
    face = strangers.estranged(follower(status=status, decided_by="U0BEN"), person, history, thread)
    assert_takes(group_card(group(first=(face,) * 5)))
    assert_takes_view(review_modal(group(), face, 2))
    asked = strangers.estranged(question(status=status, decided_by="U0BEN"), person, history, thread)
    assert_takes(group_card(questions(first=(asked,) * 5)))
    assert_takes_view(review_modal(questions(), asked, 2))


def test_a_group_of_questions_says_who_asks_what_and_why() -> None:
    """Urgent ones are marked in words; a decided one says what became of it."""
    message = group_card(questions())
    assert_takes(message)
    words = texts(message.blocks)
    assert "12 new questions for @fernandfable on 𝕏 X" in words
    assert "4 of 12 decided: 3 answered, 1 ignored" in words
    assert "🔥 *urgent* · *<https://x.com/ada_quill|Ada Quill>* @ada_quill · is unhappy" in words
    assert "> This is the third time that order 4411 is late. Is anybody there?" in words
    assert "<@U0MARA> replied" in words
    assert message.text.startswith("12 new questions for @fernandfable on X. 4 of 12 decided")
    assert "12 wait for an answer" in texts(group_card(questions(12)).blocks)


def test_the_review_of_questions_offers_all_that_a_card_does() -> None:
    """The thread, why it waits, Reply, Ignore, and the menu with the like and the snooze."""
    view = review_modal(questions(), question(), 3)
    assert_takes_view(view)
    words = texts(view["blocks"])
    assert "*3 of 12*" in words
    assert "Hi Ada! It left our greenhouse on Monday." in words
    assert "Why: is unhappy" in words
    offered = {str(each["action_id"]) for each in elements([view["blocks"]]) if "action_id" in each}
    assert {card_action_id(Choice.REPLY), card_action_id(Choice.IGNORE), CARD_MENU} <= offered
