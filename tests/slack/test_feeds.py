"""Somebody's recent posts: the button that tells the price first, and the modal that shows them."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.face import CardFace
from slackapp.domain.people import History, Profile
from slackapp.domain.posts import Post, Thread
from slackapp.networks.base import (
    CutOff,
    Gone,
    LoginRefused,
    NetworkError,
    OutOfCredit,
    RateLimited,
    Refused,
    Unavailable,
)
from slackapp.slack import ids
from slackapp.slack.cards import follower_card
from slackapp.slack.feeds import feed_modal, posts_button, price_modal, reading_modal, unread_modal
from slackapp.slack.groups import review_modal
from tests.slack import strangers
from tests.slack.faces import ADA, BEN, NOW, elements, follower, on_mastodon
from tests.slack.limits import assert_takes, assert_takes_view
from tests.slack.test_groups import group, texts

PRICE = Decimal("0.025")
OFFER = "X charges up to $0.025 for reading 5 posts of @ada_quill. Read them?"
OLD = Post("9", "2001", "A fern a day.", NOW - timedelta(days=2), url="https://x.com/ada_quill/status/9")


def priced(*posts: Post, read_at: datetime | None = None, by: str = "") -> CardFace:
    """A follower on a network that charges."""
    return replace(follower(), feed=posts, feed_read_at=read_at, feed_read_by=by, feed_price=PRICE)


def buttons(part: object) -> dict[str, dict[str, object]]:
    """The buttons of a message or view that are about posts, by action_id."""
    return {str(e["action_id"]): e for e in elements([part]) if str(e.get("action_id", "")).startswith("rapport.posts")}


def test_where_it_costs_money_the_price_is_told_before_the_click_counts() -> None:
    """The dialog says how much, for what, and how to leave it."""
    message = follower_card(priced())
    assert_takes(message)
    shown = buttons(message.blocks)
    assert set(shown) == {ids.POSTS_PAY}
    dialog = shown[ids.POSTS_PAY]["confirm"]
    assert isinstance(dialog, dict)
    told = [dialog[part]["text"] for part in ("text", "confirm", "deny")]
    assert told == [OFFER, "Read them", "Not now"]
    assert shown[ids.POSTS_PAY]["value"] == "41"


@pytest.mark.parametrize("face", [follower(), priced(OLD, read_at=NOW)])
def test_what_costs_nothing_asks_nothing(face: CardFace) -> None:
    """Where the network is free, and where the posts were read already: a button that never pays."""
    shown = buttons(follower_card(face).blocks)
    assert set(shown) == {ids.POSTS_SHOW}
    assert "confirm" not in shown[ids.POSTS_SHOW]


def test_the_review_has_the_button_too() -> None:
    """Beside the evidence, as on a card."""
    view = review_modal(group(), priced(), 2)
    assert_takes_view(view)
    assert set(buttons(view["blocks"])) == {ids.POSTS_PAY}


def test_who_chooses_their_readers_is_not_shown_to_a_team() -> None:
    """No button."""
    assert posts_button(replace(follower(), person=replace(ADA, protected=True))) is None


def test_each_post_says_when_it_was_written_and_what_it_is() -> None:
    """Replies, quotes and reposts are marked in words; each has a link; a warning goes before its words."""
    posts = (
        OLD,
        replace(OLD, in_reply_to_id="1", in_reply_to_author_id="1000"),
        replace(OLD, in_reply_to_id="1", in_reply_to_author_id="2001"),
        replace(OLD, in_reply_to_id="1"),
        replace(OLD, quoted_id="4", warning="plants"),
        replace(OLD, is_repost=True, text=""),
    )
    face = priced(*posts, read_at=NOW, by=BEN)
    view = feed_modal(face, PRICE, fresh=True)
    assert_takes_view(view)
    said = texts(view["blocks"])
    for words in (
        "A fern a day.",
        "↩️ *reply* to you",
        "↩️ *reply* to themselves",
        "↩️ *reply* to somebody",
        "🗨️ *quotes* a post",
        "*Content warning*: plants",
        "🔁 *repost* of somebody else’s",
        "(a post without words)",
        "<https://x.com/ada_quill/status/9|see the post>",
        "Read just now",
        "👍 *Worth it*",
        "Read 6 posts: $0.025 on your X bill",
        "Read again · $0.025",
    ):
        assert words in said
    assert said.count("<!date^") >= 6
    assert set(buttons(view["blocks"])) == {ids.POSTS_PAY}


def test_what_was_read_before_says_when_and_by_whom() -> None:
    """And bills nothing."""
    by_ben = feed_modal(priced(OLD, read_at=NOW - timedelta(minutes=12), by=BEN))
    assert "Read 12 min ago by <@U0BEN>" in texts(by_ben["blocks"])
    assert "bill" not in texts(by_ben["blocks"])
    free = replace(on_mastodon(follower()), feed=(OLD,), feed_read_at=NOW - timedelta(hours=2))
    view = feed_modal(free)
    assert "Read 2 h ago by Rapport, as it costs nothing" in texts(view["blocks"])
    again = buttons(view["blocks"])[ids.POSTS_SHOW]
    assert (again["text"], "confirm" in again) == ({"type": "plain_text", "text": "Read again", "emoji": True}, False)


def test_reading_again_tells_the_price_first() -> None:
    """The same dialog; its block says which reading it would replace."""
    view = feed_modal(priced(OLD, read_at=NOW))
    again = buttons(view["blocks"])[ids.POSTS_PAY]
    assert OFFER in texts([again["confirm"]])
    block = next(e for e in elements([view["blocks"]]) if again in (e.get("elements") or []))  # type: ignore[operator]  # a list
    assert ids.parse_posts_block_id(str(block["block_id"])) == NOW.timestamp()


def test_nothing_to_read_is_said() -> None:
    """Warmly, and that it cost nothing."""
    said = texts(feed_modal(priced(read_at=NOW, by=BEN), Decimal(0), fresh=True)["blocks"])
    assert "🌱 @ada_quill has posted nothing lately that everybody can read." in said
    assert "X charges nothing for that" in said


def test_where_nobody_has_agreed_to_a_price_it_is_told() -> None:
    """A button drawn while it was free never pays later: it shows the offer."""
    view = price_modal(priced())
    assert_takes_view(view)
    assert OFFER in texts(view["blocks"])
    assert set(buttons(view["blocks"])) == {ids.POSTS_PAY}


@pytest.mark.parametrize(
    ("trouble", "to_do"),
    [
        (Unavailable("X is down."), "Try again in a few minutes."),
        (RateLimited("X asks us to slow down."), "Try again in a few minutes."),
        (RateLimited("X asks us to slow down.", retry_at=NOW), "Try again from <!date^"),
        (OutOfCredit("X wants to be paid first"), "Add credit on X, then try again."),
        (LoginRefused("X no longer takes our login."), "Connect the account again"),
        (Gone("X says this isn't there any more."), "Their page may tell more."),
        (Refused("X says no."), "Look at their page instead."),
        (CutOff("X hung up."), "Try again"),
    ],
)
def test_what_could_not_be_read_says_why_and_what_to_do(trouble: NetworkError, to_do: str) -> None:
    """One plain sentence each, and the person's own page."""
    view = unread_modal(priced(), trouble)
    assert_takes_view(view)
    said = texts(view["blocks"])
    assert trouble.reason.rstrip(".") in said
    assert "*The posts of @ada_quill were not read.*" in said
    assert to_do in said
    assert "<https://x.com/ada_quill|@ada_quill on X ↗>" in said


@settings(max_examples=60, deadline=None)
@given(strangers.PROFILES, strangers.HISTORIES, strangers.THREADS, strangers.FEEDS, st.booleans())
def test_strangers_posts_stay_harmless(
    person: Profile, history: History, thread: Thread, feed: tuple[Post, ...], dear: bool
) -> None:
    """Whatever they write, every window is valid and calls nobody."""
    face = strangers.estranged(follower(), person, history, thread)
    face = replace(face, feed=feed, feed_read_at=NOW if feed else None, feed_price=PRICE if dear else None)
    for view in (
        feed_modal(face, PRICE if dear else None),
        price_modal(face),
        reading_modal(face),
        unread_modal(face, Unavailable(person.bio)),
    ):
        assert_takes_view(view)
    assert_takes(follower_card(face))
