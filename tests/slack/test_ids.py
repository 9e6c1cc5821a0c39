"""The wire format: old messages keep their buttons for months, so these never change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.domain.card import Choice
from slackapp.domain.verdict import CardRule
from slackapp.slack import ids
from slackapp.slack.ids import BlockPlace, MenuItem, Place

IDS = st.integers(1, 2**63 - 1)
SMALL = st.integers(0, 2**31)


def test_what_has_been_sent_keeps_its_meaning() -> None:
    """Each id as it stands in messages that people still have: adding is fine, changing is not."""
    assert {ids.card_action_id(choice).removeprefix("rapport.card.") for choice in Choice} == {
        *("follow", "undo_follow", "follow_by_hand", "reply", "undo_reply", "reply_by_hand", "like", "undo_like"),
        *("ignore", "reopen", "snooze", "check_again", "send_again", "mark_sent", "not_a_question"),
        *("claim", "take_over", "assign", "release"),
    }
    assert ids.card_action_id(Choice.FOLLOW) == "rapport.card.follow"
    assert ids.CARD_MENU == "rapport.card.menu"
    assert (ids.REVIEW_OPEN, ids.REVIEW_PREVIOUS, ids.REVIEW_NEXT) == (
        "rapport.review.open",
        "rapport.review.previous",
        "rapport.review.next",
    )
    assert (ids.LIST_PREVIOUS, ids.LIST_NEXT) == ("rapport.list.previous", "rapport.list.next")
    assert (ids.REPLY_VIEW, ids.REPLY_BLOCK, ids.REPLY_INPUT) == (
        "rapport.reply",
        "rapport.reply.words",
        "rapport.reply.typed",
    )
    assert (ids.POSTS_SHOW, ids.POSTS_PAY) == ("rapport.posts.show", "rapport.posts.pay")
    assert ids.posts_block_id(41, 1_700_000_000) == "posts|41|1700000000"
    assert (ids.ACCOUNT_RECONNECT, ids.ACCOUNT_MENU) == ("rapport.account.reconnect", "rapport.account.menu")
    assert ids.account_value(ids.AccountItem.DISCONNECT, 3) == "disconnect:3"
    assert (ids.WORDS_VIEW, ids.WORDS_INPUT, ids.RULES_VIEW, ids.RULES_INPUT) == (
        "rapport.words",
        "rapport.words.typed",
        "rapport.rules",
        "rapport.rules.chosen",
    )
    assert ids.words_block_id("urgent") == "rapport.words.urgent"
    assert ids.rule_block_id("C0SOCIAL", CardRule.ALL) == "rapport.rules.C0SOCIAL.all"
    assert ids.menu_value(MenuItem.SNOOZE_TOMORROW, 41) == "snooze_tomorrow:41"
    assert {item.value for item in MenuItem} >= {
        *("open_profile", "open_post", "like", "undo_like", "snooze_1h", "snooze_tomorrow", "snooze_next_week"),
        *("snooze", "why", "not_a_question", "assign", "release", "snooze_afternoon"),
    }
    assert ids.menu_value(MenuItem.HISTORY, 41) == "history:41"
    assert (ids.HISTORY_OPEN, ids.AUDIT_OLDER, ids.AUDIT_NEWER) == (
        "rapport.history.open",
        "rapport.audit.older",
        "rapport.audit.newer",
    )
    assert ids.audit_block_id(41, "today <@u0ada|ada>") == "audit|41|today <@u0ada|ada>"
    assert ids.parse_audit_block_id("audit|41|a|b") == "a|b"
    assert (ids.MENTION_WHY, ids.MENTION_NEEDS_ANSWER) == ("rapport.mention.why", "rapport.mention.needs_answer")
    assert (ids.WHY_VIEW, ids.SNOOZE_VIEW, ids.SNOOZE_BLOCK) == (
        "rapport.why",
        "rapport.snooze",
        "rapport.snooze.until",
    )
    assert ids.card_block_id(Place.CARD, 41, 3) == "card|41|3"
    assert ids.review_block_id(7, 2, 41, 3) == "review|41|3|7|2"
    assert ids.list_block_id("/followers", "today", 2, 41, 3) == "list|41|3|2|followers|today"


@given(IDS, st.integers(0, 2**36 - 1))
def test_a_reading_of_posts_is_read_back(card_id: int, read_at: int) -> None:
    """When it was; what is no moment, is none; no other block is one."""
    assert ids.parse_posts_block_id(ids.posts_block_id(card_id, read_at)) == read_at
    assert [ids.parse_posts_block_id(f"posts|{card_id}|{odd}") for odd in ("", "-1", "x", 2**36, 10**18)] == [0] * 5
    assert ids.parse_posts_block_id(ids.card_block_id(Place.CARD, card_id, read_at)) is None


@given(st.sampled_from([Place.CARD, Place.HOME, Place.WHY]), IDS, SMALL)
def test_a_cards_place_is_read_back(place: Place, card_id: int, version: int) -> None:
    """On a message and on Home."""
    assert ids.parse_block_id(ids.card_block_id(place, card_id, version)) == BlockPlace(place, card_id, version)


@given(IDS, SMALL, IDS, SMALL)
def test_a_place_in_the_review_is_read_back(message_id: int, position: int, card_id: int, version: int) -> None:
    """With the grouped message and the position, so that the modal can be redrawn."""
    place = ids.parse_block_id(ids.review_block_id(message_id, position, card_id, version))
    assert place == BlockPlace(Place.REVIEW, card_id, version, message_id=message_id, position=position)


@given(st.sampled_from(["/followers", "/questions"]), st.text(max_size=100), SMALL, IDS, SMALL)
def test_a_place_in_a_list_is_read_back(command: str, query: str, page: int, card_id: int, version: int) -> None:
    """With the whole query, whatever signs are in it, so that the list can be asked again."""
    place = ids.parse_block_id(ids.list_block_id(command, query, page, card_id, version))
    assert place == BlockPlace(Place.LIST, card_id, version, command=command[1:], query=query, page=page)


@given(st.text(max_size=3000))
def test_a_block_id_keeps_slacks_limit(query: str) -> None:
    """A query too long for Slack is cut, the rest stays readable."""
    block_id = ids.list_block_id("/followers", query, 1, 2**63 - 1, 2**31)
    assert len(block_id) <= 255
    assert ids.parse_block_id(block_id) is not None


@given(st.text())
def test_foreign_ids_are_nobodys(text: str) -> None:
    """Whatever comes back is read or refused, never a crash."""
    place = ids.parse_block_id(text)
    assert place is None or text.startswith(tuple(Place))
    assert ids.parse_menu_value(text) is None or ":" in text


@pytest.mark.parametrize("text", ["", "0", "-1", "+1", " 1", "1 ", "1.0", "٣", "²", "9" * 20, str(2**63), "0x1"])
def test_only_plain_numbers_are_ids(text: str) -> None:
    """No sign, space, other script or number that the store could not hold."""
    assert ids.parse_id(text) is None


@given(st.sampled_from(MenuItem), IDS)
def test_a_menu_item_is_read_back_with_its_choice(item: MenuItem, card_id: int) -> None:
    """Items that decide something know what; those that only open a page or a window decide nothing."""
    assert ids.parse_menu_value(ids.menu_value(item, card_id)) == (item, card_id)
    snoozes = {item for item in MenuItem if item.startswith("snooze_")} - {MenuItem.SNOOZE_DATE}
    names = ("like", "undo_like", "not_a_question", "release", "follow", "undo_follow", "follow_by_hand")
    decides = {name: Choice(name) for name in names}
    assert item.choice == (Choice.SNOOZE if item in snoozes else decides.get(item))


@given(IDS, SMALL)
def test_metadata_is_read_back(first: int, second: int) -> None:
    """What a view carries comes back with it."""
    assert ids.parse_metadata(ids.metadata(first, second)) == (first, second)
    assert ids.parse_metadata("x:1") is None
