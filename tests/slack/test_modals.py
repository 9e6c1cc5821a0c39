"""Where a person writes: what stands beside the words, how they are counted, and what they cost."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.action import Action, ActionKind, ActionState, FailureKind
from slackapp.domain.card import FacetState
from slackapp.domain.people import History, Profile
from slackapp.domain.posts import Audience, TextCount, Thread
from slackapp.slack import ids
from slackapp.slack.conflicts import conflict_blocks
from slackapp.slack.ignoring import ignore_modal
from slackapp.slack.modals import notice_modal, reply_modal, too_long, unseen
from slackapp.slack.text import dollars
from slackapp.store.writing import Writer
from tests.slack import strangers
from tests.slack.at_slack import find_all
from tests.slack.faces import BEN, NOW, acted, elements, follower, on_mastodon, question
from tests.slack.limits import assert_takes_view
from tests.slack.test_groups import texts

CENT = Decimal("0.010")


def test_an_answer_is_written_beside_the_person_and_the_thread() -> None:
    """The post, what was said before, the bio, the history, the account and the price."""
    view = reply_modal(question(), "@ada_quill ", TextCount(212, 280), CENT)
    assert_takes_view(view)
    words = texts(view["blocks"])
    for part in (
        "third time that order",
        "Hi Ada!",
        "Product designer",
        "you answered twice",
        "212 of 280 · 68 left",
        "📣 Posts in public as *@fernandfable* on 𝕏 X",
        "X charges $0.010 for this reply",
    ):
        assert part in words
    assert (view["callback_id"], view["private_metadata"]) == (ids.REPLY_VIEW, "42:1")


def test_what_was_typed_survives_a_redraw() -> None:
    """Slack keeps the text of an input as long as its ids stay; each key press is reported."""
    inputs = []
    for draft, used in (("", 0), ("Hello there", 11)):
        view = reply_modal(question(), draft, TextCount(used, 280), CENT)
        inputs += [e for e in elements([view["blocks"]]) if e.get("type") == "input"]
    assert {(e["block_id"], e["dispatch_action"]) for e in inputs} == {(ids.REPLY_BLOCK, True)}
    typed = [e["element"] for e in inputs if isinstance(e["element"], dict)]
    assert {e["action_id"] for e in typed} == {ids.REPLY_INPUT}
    assert all(e["dispatch_action_config"] == {"trigger_actions_on": ["on_character_entered"]} for e in typed)


@pytest.mark.parametrize(
    ("used", "words"),
    [(260, "🟡 260 of 280 · 20 left"), (294, "⚠️ *14 characters over* X’s limit of 280"), (281, "*1 character over*")],
)
def test_the_counter_warns(used: int, words: str) -> None:
    """Before the end and past it, with a sign and in words."""
    assert words in texts(reply_modal(question(), "x", TextCount(used, 280), None)["blocks"])


def test_a_hello_is_called_a_hello() -> None:
    """For a follower the modal is for a post of our own, and says what that costs."""
    view = reply_modal(follower(), "@ada_quill ", TextCount(11, 280), Decimal("0.015"))
    assert_takes_view(view)
    assert "Your hello" in texts(view)
    assert "X charges $0.015 for this hello" in texts(view)


def test_two_who_write_at_once_are_told() -> None:
    """The second sees the name of the first."""
    view = reply_modal(
        question(), "", TextCount(0, 280), None, conflict_blocks(question(), "U0ADA", [Writer(BEN, NOW)])
    )
    assert_takes_view(view)
    first = texts(view["blocks"][:1])
    assert "<@U0BEN> is writing an answer since" in first
    assert "You may go on" in first


def test_who_has_it_and_who_went_there_is_seen_before_sending() -> None:
    """Whose it is, and who opened the network's own page; of oneself one is told nothing."""
    asked = question()
    card = replace(asked.card, owner_id=BEN, owned_at=NOW, reply=FacetState.BY_HAND)
    went = Action(7, "k", ActionKind.CONFIRM_REPLY, ActionState.PLANNED, 1, 1, 1, None, actor_id=BEN)
    taken = replace(asked, card=card, actions=(went,))
    seen = texts(conflict_blocks(taken, "U0ADA"))
    assert f"<@{BEN}> has it" in seen
    assert f"<@{BEN}> opened X’s reply page" in seen
    assert conflict_blocks(taken, BEN) == []


def test_who_may_not_send_asks_for_approval() -> None:
    """The button says what it does, and a sentence why."""
    view = reply_modal(question(), "", TextCount(0, 280), None, sends=False)
    assert_takes_view(view)
    assert view["submit"]["text"] == "Send for approval"
    assert "until somebody who approves sends it" in texts(view["blocks"])
    assert reply_modal(question(), "", TextCount(0, 280), None)["submit"]["text"] == "Send reply"


def test_a_reason_is_chosen_beforehand_only_where_no_answer_is_awaited() -> None:
    """What waits is not ignored by habit; a post that is gone, and spam, say so themselves."""
    gone = acted(question(reply=FacetState.FAILED), ActionKind.REPLY, ActionState.FAILED, failure=FailureKind.GONE)
    verdict = question().verdict
    assert verdict is not None
    quiet = replace(question(), verdict=replace(verdict, needs_answer=False))
    chosen = []
    for face in (question(), gone, quiet):
        assert_takes_view(ignore_modal(face))
        ((_, radio),) = find_all(ignore_modal(face)["blocks"], ids.IGNORE_INPUT)
        chosen.append(radio.get("initial_option", {}).get("value"))
    assert chosen == [None, "gone", "no_answer"]


def test_what_costs_nothing_shows_no_price() -> None:
    """No price, no line about money."""
    assert "charges" not in texts(reply_modal(question(), "", TextCount(0, 280), None))


def test_too_long_is_said_under_the_box() -> None:
    """By how much, in the shape that Slack wants for a refused submission."""
    assert too_long(TextCount(294, 280), "X") == {
        ids.REPLY_BLOCK: "14 characters over X’s limit of 280. Nothing was sent."
    }
    assert too_long(TextCount(0, 280)) == {ids.REPLY_BLOCK: "Write a few words first."}


@pytest.mark.parametrize(
    ("audience", "words"),
    [
        (Audience.PUBLIC, "📣 Posts in public as"),
        (Audience.UNLISTED, "📣 Posts in public, unlisted, as"),
        (Audience.FOLLOWERS, "👥 Answers for followers only, as"),
        (Audience.PRIVATE, "🔒 Answers in private, as"),
    ],
)
def test_who_will_read_the_answer_is_told_beside_it(audience: Audience, words: str) -> None:
    """As the post, so the answer; and the warning before the post is seen here, too."""
    told = texts(reply_modal(on_mastodon(question(), audience, "late orders"), "", TextCount(0, 500), None)["blocks"])
    assert f"{words} *@fern@plants.\u2060example* on 🐘 Mastodon" in told
    assert "*Content warning*: late orders" in told


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("Welcome!", ""),
        ("Welcome, @ADA_quill!", "@ada_quill "),
        ("@ada_quill’s ferns", "@ada_quill "),
        ("@ada_quill.Welcome", "@ada_quill "),
        ("Hello @Ada@Letters.Example.", "@ada@letters.example "),
        ("(@ada@letters.example) hello", "@ada@letters.example "),
        ("Look, @ada.letters.example: hello", "@ada.letters.example "),
    ],
)
def test_words_they_will_see(text: str, opening: str) -> None:
    """The handle in any case of its letters; where the network wants none, none is asked."""
    assert unseen(text, opening) == {}


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("Welcome!", "@ada_quill "),
        ("Welcome, @ada_quillon!", "@ada_quill "),
        ("Welcome, @ada_quill@letters.example!", "@ada_quill "),
        ("Welcome, mail@ada_quill!", "@ada_quill "),
        ("Look: https://x.com/@ada_quill", "@ada_quill "),
        ("Hello @ada", "@ada@letters.example "),
        ("Hello @ada@letters.example.org", "@ada@letters.example "),
        ("Hello @ada@letters.example-two.org", "@ada@letters.example "),
    ],
)
def test_words_they_would_not_see(text: str, opening: str) -> None:
    """Somebody else's handle that begins alike is not theirs."""
    assert unseen(text, opening) == {ids.REPLY_BLOCK: f"Keep {opening.strip()} in it, or they won’t see it."}


def test_a_handle_alone_says_nothing() -> None:
    """What stands in the box before anybody typed is no answer yet."""
    assert unseen("@Ada_Quill ", "@ada_quill ") == {ids.REPLY_BLOCK: "Write a few words first."}


@pytest.mark.parametrize(("amount", "words"), [("0.01", "$0.010"), ("0.2", "$0.200"), ("1.5", "$1.50")])
def test_prices_keep_the_tenth_of_a_cent(amount: str, words: str) -> None:
    """Networks charge in tenths of a cent, so a rounded cent would be wrong."""
    assert dollars(Decimal(amount)) == words


def test_a_notice_needs_no_submit() -> None:
    """It only wants to be read."""
    view = notice_modal("Ben was faster", "⚡ <@U0BEN> was faster.")
    assert_takes_view(view)
    assert "submit" not in view


@settings(max_examples=60, deadline=None)
@given(strangers.PROFILES, strangers.HISTORIES, strangers.THREADS, strangers.WORDS, st.integers(0, 10**6))
def test_strangers_beside_the_box_stay_harmless(
    person: Profile, history: History, thread: Thread, draft: str, used: int
) -> None:
    """Whatever they write, and whatever the draft is, the modal is valid."""
    for face in (follower(), question()):
        changed = strangers.estranged(face, person, history, thread)
        assert_takes_view(reply_modal(changed, draft, TextCount(used, 280), CENT, conflict_blocks(changed, BEN)))
        assert_takes_view(ignore_modal(changed))
