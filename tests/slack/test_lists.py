"""Answers to commands: compact entries that can be decided on, paged, and redrawn."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.card import FacetState
from slackapp.domain.face import CardFace, Listing, Share
from slackapp.domain.people import History, Profile
from slackapp.domain.posts import Audience, Thread
from slackapp.slack.help import help_message, unknown_message
from slackapp.slack.ids import LIST_NEXT, LIST_PREVIOUS, parse_block_id
from slackapp.slack.lists import MOST_ON_A_PAGE, listing_message
from tests.slack import strangers
from tests.slack.faces import ADA, BRAND, MASTODON, NOW, STATES, acted, elements, follower, on_mastodon, question
from tests.slack.limits import assert_takes
from tests.slack.test_groups import texts, values


def listing(*faces: CardFace, page: int = 2, pages: int = 3) -> Listing:
    """One page of today's questions."""
    return Listing("/questions", "today", "Questions of today", faces, page, pages, 14, NOW)


def test_a_page_shows_its_cards_with_their_buttons() -> None:
    """Words, age and buttons of each; those that are decided say who did it."""
    other = replace(STATES["replied"], card=replace(STATES["replied"].card, id=43))
    message = listing_message(listing(question(), other))
    assert_takes(message)
    words = texts(message.blocks)
    for part in ("page 2 of 3", "14 in all", "waiting 2 h 40 min", "third time", "<@U0MARA> replied", "Reply"):
        assert part in words
    assert not [e for e in elements(message.blocks) if e.get("type") == "button" and "style" in e]


def test_an_entry_names_the_account_it_is_about() -> None:
    """By handle, sign and word; a follower with the network's own time, a private mention as one."""
    asked = texts(listing_message(listing(on_mastodon(question(), Audience.PRIVATE, "late orders"))).blocks)
    assert "to *@fern@plants.\u2060example* on 🐘 Mastodon · waiting 2 h 40 min" in asked
    assert "🔒 *private*" in asked
    assert "> ⚠️ late orders · This is" in asked
    came = texts(listing_message(listing(STATES["told when they followed"], follower())).blocks)
    assert "followed *@fern@plants.\u2060example* on 🐘 Mastodon · <!date^" in came
    assert "followed *@fernandfable* on 𝕏 X · first seen <!date^" in came


def test_each_account_has_its_heading_on_each_page() -> None:
    """Once, before its first entry; with how many it has in all, and whether it goes on from the page before."""
    faces = (follower(), follower(id=43), on_mastodon(follower(id=44)))
    shares = (Share(BRAND, 9, goes_on=True), Share(MASTODON, 5))
    message = listing_message(replace(listing(*faces), command="/followers", shares=shares))
    assert_takes(message)
    headings = [str(texts(block)) for block in message.blocks if block["type"] == "context"]
    assert headings[1:] == [
        "*𝕏 X* · @fernandfable · 9 in all · continued",
        "*🐘 Mastodon* · @fern@plants.\u2060example · 5 in all",
    ]
    assert texts(message.blocks).count("fern@plants") == 1  # the heading names the account, entries the network
    assert texts(message.blocks).count("\n🐘 Mastodon · first seen <!date^") == 1
    told = replace(STATES["told when they followed"], card=follower(id=45).card)
    entries = texts(listing_message(replace(listing(told), shares=shares[1:])).blocks)
    assert "\n🐘 Mastodon · followed <!date^" in entries
    kinds = [block["type"] for block in message.blocks]
    assert kinds[:2] == ["context", "context"]
    assert kinds[-5] == "context"  # then the entry, its buttons, a line, and the way on


def test_a_heading_for_each_entry_still_fits() -> None:
    """Slack takes 50 blocks, however many accounts there are."""
    many = range(1, MOST_ON_A_PAGE + 2)
    ours = [replace(MASTODON, id=n) for n in many]
    faces = [replace(follower(id=each.id), account=each) for each in ours]
    shares = tuple(Share(each, 1) for each in ours)
    told = replace(listing(*faces), shares=shares, unasked=tuple((each, "It is down. " * 90) for each in ours))
    assert_takes(listing_message(told))


def test_a_network_that_could_not_be_asked_is_named() -> None:
    """Beside what was found elsewhere, and where nothing was found."""
    for faces in ((follower(),), ()):
        told = replace(listing(*faces, page=1, pages=1), unasked=((MASTODON, "It <b>hung</b> up."),))
        message = listing_message(told)
        assert_takes(message)
        said = "⚠️ Could not look on 🐘 Mastodon as @fern@plants.\u2060example: It &lt;b&gt;hung&lt;/b&gt; up."
        assert said in texts(message.blocks)


def test_a_click_knows_the_page_it_was_made_on() -> None:
    """Every row of buttons carries what was asked, so that the list can be asked again."""
    message = listing_message(listing(question()))
    places = [parse_block_id(str(e["block_id"])) for e in elements(message.blocks) if "block_id" in e]
    assert [(p.command, p.query, p.page, p.card_id) for p in places if p] == [
        ("questions", "today", 2, 42),
        ("questions", "today", 2, 0),
    ]


def test_paging_goes_as_far_as_there_are_pages() -> None:
    """Previous and next carry the page to go to, and end at the ends."""
    found = values(listing_message(listing(question())).blocks)
    assert (found[LIST_PREVIOUS], found[LIST_NEXT]) == ("1", "3")
    alone = values(listing_message(listing(question(), page=1, pages=1)).blocks)
    assert not {LIST_PREVIOUS, LIST_NEXT} & set(alone)


@pytest.mark.parametrize("command", ["/followers", "/questions", "/other"])
def test_an_empty_page_is_said_warmly(command: str) -> None:
    """Nobody is sent away without a word."""
    message = listing_message(replace(listing(page=1, pages=1), command=command, total=0))
    assert_takes(message)
    assert len(texts(message.blocks)) > 30


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(list(STATES)),
    strangers.PROFILES,
    strangers.HISTORIES,
    strangers.THREADS,
    strangers.WORDS,
    st.integers(1, 40),
)
def test_a_page_of_strangers_keeps_slacks_limits(
    state: str, person: Profile, history: History, thread: Thread, query: str, many: int
) -> None:
    """However many and however long, the message is one that Slack takes."""
    face = strangers.estranged(STATES[state], person, history, thread)
    faces = tuple(replace(face, card=replace(face.card, id=n + 1)) for n in range(many))
    assert_takes(listing_message(replace(listing(*faces), query=query, title=query or "All")))


def test_a_page_of_the_longest_entries_is_cut_and_says_so() -> None:
    """Slack refuses more than 13,200 characters in a message, so the last entries give way."""
    long = "&" * 3000
    failed = replace(STATES["reply failed"], person=replace(ADA, name=long, handle=long))
    failed = replace(failed, actions=tuple(replace(action, reason=long) for action in failed.actions))
    twice = acted(
        replace(failed, card=replace(failed.card, follow=FacetState.FAILED)),
        ActionKind.FOLLOW,
        ActionState.FAILED,
        reason=long,
    )
    message = listing_message(listing(*(replace(twice, card=replace(twice.card, id=n + 1)) for n in range(12))))
    assert_takes(message)
    assert "the rest is too long to show here" in texts(message.blocks)


@pytest.mark.parametrize("command", ["/followers", "/questions", "/rapport"])
def test_help_says_what_a_command_knows(command: str) -> None:
    """Each way to ask, and that only the asker sees the answer."""
    message = help_message(command)
    assert_takes(message)
    assert f"`{command} help`" in texts(message.blocks)
    assert "seen by you alone" in texts(message.blocks)


@given(strangers.WORDS)
def test_what_we_do_not_know_is_answered_with_what_we_do(typed: str) -> None:
    """Unknown words come back escaped, with the help below."""
    message = unknown_message("/followers", typed)
    assert_takes(message)
    assert "`/followers today`" in texts(message.blocks)


def test_help_for_a_command_we_do_not_have_tells_of_all() -> None:
    """Better too much than nothing."""
    assert {"/followers", "/questions", "/rapport"} <= set(texts(help_message("/x").blocks).replace("`", " ").split())


def test_an_entry_of_a_follower_has_the_same_buttons_as_its_card() -> None:
    """What can be decided in the channel can be decided in the list."""
    found = values(listing_message(replace(listing(follower()), command="/followers")).blocks)
    assert {"rapport.card.follow", "rapport.card.reply", "rapport.card.ignore"} <= set(found)


def test_who_looks_one_person_up_may_see_their_posts() -> None:
    """A button beside them; a list of many has none."""
    for query, shown in (("@ada_quill", 1), ("pending", 0)):
        found = Listing("/followers", query, query, (follower(),), 1, 1, 1, NOW)
        message = listing_message(found)
        assert_takes(message)
        assert texts(message.blocks).count("Show recent posts") == shown
