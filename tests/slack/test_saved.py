"""The list and form of saved replies, whatever people wrote into them; ids that come back."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.saved import Kept, SavedReply, Wording
from slackapp.slack import ids
from slackapp.slack.saved import Form, deleted_text, form_modal, list_modal, options, overtaken, unpacked
from tests.slack import strangers
from tests.slack.faces import BEN, BRAND, MARA
from tests.slack.limits import assert_only_ours, assert_takes_view
from tests.slack.test_groups import texts

SHIPS = SavedReply(7, "Shipping", "Hi {first_name}, we do.", None, datetime(2026, 11, 20, tzinfo=UTC), MARA, BEN, 12)
OURS = {BRAND.id: BRAND}


def test_the_list_tells_title_words_account_and_use() -> None:
    """Of each, with a button to change it."""
    view = list_modal([SHIPS, replace(SHIPS, id=8, account_id=BRAND.id, uses=0)], OURS)
    assert_takes_view(view)
    told = texts(view["blocks"])
    for part in ("*Shipping* · all accounts · used 12 times", "Hi {first_name}", "@fernandfable on X · not used yet"):
        assert part in told


@settings(max_examples=12)
@given(strangers.WORDS, strangers.WORDS, st.integers(0, 23), st.integers(-1, 3))
def test_slack_takes_them_whatever_they_say(title: str, text: str, many: int, page: int) -> None:
    """Any words, any number, any page."""
    reply = replace(SHIPS, title=title[:75], text=text[:3000])
    assert_takes_view(list_modal([replace(reply, id=number + 1) for number in range(many)], OURS, page))
    form = Form(7, SHIPS.changed_at, "V1", 2)
    wanted = Wording(reply.title, reply.text, BRAND.id)
    assert_takes_view(form_modal(form, wanted, [BRAND], reply, overtaken(reply)))
    assert_only_ours([deleted_text(title, done) for done in Kept])
    for option in options([reply]):
        assert 0 < len(str(option["text"]["text"])) <= 75  # type: ignore[index]  # a plain_text object
        assert 0 < len(str(option["description"]["text"])) <= 75  # type: ignore[index]  # likewise


def test_a_form_finds_back_what_it_is_about() -> None:
    """To the microsecond; anything else is none of ours."""
    form = Form(7, datetime(2026, 11, 20, 9, 30, 1, 123456, tzinfo=UTC), "V1", 2)
    assert unpacked(form.packed()) == form
    assert unpacked(Form().packed()) == Form()
    assert [unpacked(text) for text in ("", "1:1", f"1:{2**62}:1:V1", "1:1:1:v<")] == [None] * 4


@settings(max_examples=25)
@given(st.integers(1, 2**63 - 1), st.integers(1, 2**63 - 1), st.text(max_size=9))
def test_the_box_of_a_reply_is_known_by_its_id(saved_id: int, turn: int, other: str) -> None:
    """With what was put into it; nothing else is taken for it."""
    block_id = ids.reply_block_id(saved_id, turn)
    assert ids.parse_reply_block_id(block_id) == (saved_id, turn)
    assert ids.words_of_reply({other: "x", block_id: "words"}) == (block_id, "words")
    assert ids.words_of_reply({other: "x"}) == (ids.REPLY_BLOCK, "")
