"""Cards: every state is drawn whole, offers what is possible, and names who did what."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.action import ActionKind, ActionState, FailureKind
from slackapp.domain.capability import Capability
from slackapp.domain.card import CardStatus, Choice, FacetState, choose
from slackapp.domain.evidence import weigh
from slackapp.domain.face import CardFace
from slackapp.domain.people import History, LostReason, Profile
from slackapp.domain.posts import Thread
from slackapp.slack.card_buttons import more_buttons
from slackapp.slack.ids import CARD_MENU, card_action_id, parse_menu_value
from slackapp.slack.message import Message
from slackapp.slack.questions import card_message
from tests.slack import strangers
from tests.slack.faces import (
    ADA,
    BEN,
    LINKS,
    MARA,
    NOTHING,
    NOW,
    STATES,
    acted,
    allowing,
    elements,
    follower,
    on_mastodon,
    question,
)
from tests.slack.limits import assert_takes


def shown(message: Message) -> str:
    """All that eyes see of a message, in one text."""
    return "\n".join(str(each["text"]) for each in elements(message.blocks) if isinstance(each.get("text"), str))


def in_rows(message: Message) -> list[dict[str, object]]:
    """What stands in rows of buttons, and not beside a paragraph."""
    return elements(block for block in message.blocks if block["type"] == "actions")


def buttons(message: Message) -> list[str]:
    """The labels of the visible buttons of its row, in order."""
    found = [each["text"] for each in in_rows(message) if each.get("type") == "button"]
    return [str(text["text"]) for text in found if isinstance(text, dict)]


def offered(message: Message) -> set[Choice]:
    """Every choice that a message offers, on buttons and in the menu."""
    choices = set()
    by_action_id = {card_action_id(choice): choice for choice in Choice}
    for each in elements(message.blocks):
        if each.get("action_id") in by_action_id:
            choices.add(by_action_id[str(each["action_id"])])
        if each.get("action_id") == CARD_MENU:
            parsed = [parse_menu_value(str(o.get("value"))) for o in elements([each["options"]])]
            choices |= {p[0].choice for p in parsed if p and p[0].choice}
    return choices


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_a_message_that_slack_takes(state: str) -> None:
    """Blocks keep Slack's limits, and a fallback text speaks for them."""
    assert_takes(card_message(STATES[state]))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(list(STATES)), strangers.PROFILES, strangers.HISTORIES, strangers.THREADS)
def test_whatever_strangers_write_formats_nothing_and_calls_nobody(
    state: str, person: Profile, history: History, thread: Thread
) -> None:
    """Names, bios, posts and reasons of any kind leave a card valid, with no markup but ours."""
    assert_takes(card_message(strangers.estranged(STATES[state], person, history, thread)))


def test_a_card_offers_only_what_its_state_takes() -> None:
    """In all combinations of states, each button and menu item is a choice that the transition table accepts."""
    seen: set[Choice] = set()
    for make, permissions in product((follower, question), (follower().permissions, NOTHING)):
        for n, (status, follow, reply, like) in enumerate(product(CardStatus, FacetState, FacetState, FacetState)):
            card = make(status=status, follow=follow, reply=reply, like=like, owner_id=("", BEN)[n % 2])
            face = replace(card, permissions=permissions)
            choices = offered(card_message(face))
            assert all(choose(face.card, choice) for choice in choices), (face.card, choices)
            seen |= choices
    assert seen == set(Choice) - {Choice.ASSIGN}  # which asks to whom first


@pytest.mark.parametrize("state", STATES)
def test_at_most_four_buttons_are_visible(state: str) -> None:
    """The rest stands in the menu."""
    assert len(buttons(card_message(STATES[state]))) <= 4


def test_an_open_follower_is_told_whole() -> None:
    """Who it is, in their own words, what speaks for them, and three buttons."""
    message = card_message(follower())
    words = shown(message)
    for part in (
        "Ada Quill",
        "@ada_quill",
        "Product designer",
        "Worth it",
        "entioned you 3 times",
        "Lisbon",
        "first seen",
    ):
        assert part in words
    assert buttons(message) == ["Follow back", "Say hello", "Ignore"]
    assert "Ada Quill (@ada_quill)" in message.text


def test_the_picture_has_a_description_or_is_left_out() -> None:
    """Screen readers hear whose picture it is; an address that is none leaves no picture."""
    pictures = [each for each in elements(card_message(follower()).blocks) if each.get("type") == "image"]
    assert [each["alt_text"] for each in pictures] == ["Profile picture of Ada Quill"]
    without = replace(follower(), person=replace(ADA, avatar_url="javascript:alert(1)"))
    assert not [each for each in elements(card_message(without).blocks) if each.get("type") == "image"]


def test_where_following_is_forbidden_the_networks_page_is_offered() -> None:
    """A link button to the follow page, which still tells us who clicked."""
    found = [e for e in in_rows(card_message(allowing(follower()))) if e.get("type") == "button"]
    assert [(e["action_id"], e.get("url")) for e in found] == [
        ("rapport.card.follow_by_hand", "https://x.com/intent/follow?screen_name=ada_quill"),
        ("rapport.card.ignore", None),
    ]


def test_hello_is_offered_only_where_it_is_allowed() -> None:
    """A network that takes no post of ours offers no hello."""
    assert "Say hello" in buttons(card_message(allowing(follower(), Capability.FOLLOW, Capability.HELLO)))
    assert "Say hello" not in buttons(card_message(allowing(follower(), Capability.FOLLOW)))


def test_what_cannot_be_undone_here_is_undone_on_the_network() -> None:
    """Where unfollowing by API is forbidden, the way back is the person's page."""
    face = allowing(STATES["followed back"], Capability.FOLLOW)
    assert buttons(card_message(face)) == ["Undo on X ↗"]
    assert Choice.UNDO_FOLLOW not in offered(card_message(face))
    assert "Undo" not in buttons(card_message(allowing(STATES["replied"], Capability.REPLY)))


def test_nobody_is_nudged_to_follow_a_farmer() -> None:
    """The follow button is green only where nothing speaks against it."""
    gus = replace(ADA, name="Gus", bio="#teamfollowback", followers=100, following=90_000)
    farmer = replace(follower(), person=gus, history=History(), evidence=weigh(gus, History(), NOW))
    styles = [e.get("style") for e in in_rows(card_message(farmer)) if e.get("type") == "button"]
    assert styles == [None, None, None]


@pytest.mark.parametrize(
    ("state", "words", "labels"),
    [
        ("following back", "⏳ <@U0MARA> is following back…", ["Say hello"]),
        ("waiting for a rate limit", "X is rate limiting us. Rapport tries again <!date^1795167540^", ["Say hello"]),
        ("followed back", "✅ <@U0MARA> followed back · <!date^1795167000^", ["Undo", "Say hello"]),
        ("asked to follow", "asked to follow · <!date^1795167000^", ["Undo", "Say hello"]),
        ("undoing", "⏳ <@U0BEN> is unfollowing…", ["Say hello"]),
        ("undone", "↩️ <@U0BEN> unfollowed", ["Follow back", "Say hello", "Ignore"]),
        ("opened X's page", "👉 <@U0MARA> opened X’s follow page", ["Follow on X ↗", "Ignore"]),
        ("failed", "X wants to be paid first. Nothing happened on X.", ["Try again", "Say hello", "Ignore"]),
        ("in doubt", "*We are not sure it happened.*", ["Check again", "Follow again", "Mark as followed"]),
        ("ignored", "🙈 <@U0MARA> ignored this", ["Undo"]),
        ("snoozed", "💤 Asleep until <!date^1795253400^", ["Bring back", "Ignore"]),
        ("closed", "☑️ The account was suspended", []),
        ("question", "🌩️ *Complaint* · 🔥 *urgent*", ["Reply", "Claim", "Ignore"]),
        ("question, the network forbids", "third time", ["Reply on X ↗", "Claim", "Ignore"]),
        ("replying", "⏳ <@U0MARA> is replying…", ["Follow"]),
        ("replied", "✅ <@U0MARA> replied", ["Undo", "Follow"]),
        ("reply failed", "exactly this before. Nothing was sent.", ["Try again", "Reply on X ↗", "Claim", "Ignore"]),
        ("reply in doubt", "Nothing is sent twice", ["Check again", "Send again", "Mark as sent"]),
        ("answered on X", "✅ Answered on X by your team", ["Undo", "Follow"]),
        ("question snoozed", "💤 Asleep until", ["Bring back", "Ignore"]),
        ("let in by hand", "✅ <@U0MARA> asked to follow · <!date^1795167000^", ["Undo", "Say hello"]),
        ("private question", "🔒 *Private mention*: only those it names", ["Reply", "Claim", "Ignore"]),
        ("question for followers", "👥 *For followers only*: not everybody", ["Reply", "Claim", "Ignore"]),
        ("unlisted question", "🔉 *Unlisted*", ["Reply", "Claim", "Ignore"]),
        ("private question, answered", "· 🔒 *private*", ["Undo", "Follow"]),
    ],
)  # fmt: skip
def test_each_state_says_what_happened_and_offers_what_is_next(state: str, words: str, labels: list[str]) -> None:
    """In plain words, with the name of who did it, and with the buttons that fit."""
    message = card_message(STATES[state])
    assert words in shown(message)
    assert buttons(message) == labels


def test_an_answered_question_folds_to_a_line_with_its_links() -> None:
    """To the post, and to the answer: ours, or the one that a colleague wrote on the network itself."""
    answer = replace(LINKS, answer="https://x.com/fernandfable/status/7100")
    ours = acted(question(status=CardStatus.DONE, reply=FacetState.DONE, owner_id="U0BEN"), ActionKind.REPLY)
    there = question(status=CardStatus.CLOSED, closed_why="answered on the network")
    for face in (ours, there):
        folded = card_message(replace(face, links=answer)).blocks[0]["text"]["text"]
        assert "/status/7001|see the post>" in folded
        assert "/status/7100|View>" in folded
    assert "<@U0BEN> had it" in card_message(ours).blocks[0]["text"]["text"]


def test_a_decided_card_folds_and_keeps_its_names() -> None:
    """Once decided, evidence and bio go; who did what stays, for each thing that was done."""
    both = acted(
        acted(follower(status=CardStatus.DONE, follow=FacetState.DONE, reply=FacetState.DONE), ActionKind.FOLLOW),
        ActionKind.HELLO,
        actor=BEN,
        outcome_url="https://x.com/fernandfable/status/7009",
    )
    message = card_message(both)
    assert len(message.blocks) == 2
    assert f"<@{MARA}> followed back" in shown(message)
    assert f"<@{BEN}> said hello" in shown(message)
    assert "<https://x.com/fernandfable/status/7009|View>" in shown(message)
    assert "Product designer" not in shown(message)


def test_a_failed_undo_is_told_on_the_card_that_stays_done() -> None:
    """What could not be taken back is said, with the reason."""
    done = acted(follower(status=CardStatus.DONE, follow=FacetState.DONE), ActionKind.FOLLOW)
    face = acted(done, ActionKind.UNFOLLOW, ActionState.FAILED, actor=BEN, reason="X is down.")
    assert "⚠️ <@U0BEN> could not unfollow: X is down." in shown(card_message(face))


def test_a_doubt_about_an_undo_never_asks_to_mark_it_as_sent() -> None:
    """Undoing twice does no harm, so there are only looking again and undoing again."""
    done = acted(question(reply=FacetState.IN_DOUBT), ActionKind.REPLY)
    face = acted(done, ActionKind.DELETE_POST, ActionState.IN_DOUBT, actor=BEN)
    assert buttons(card_message(face)) == ["Check again", "Undo again"]
    assert "<@U0BEN> was deleting the reply" in shown(card_message(face))


def test_what_cannot_be_undone_by_itself_asks_first() -> None:
    """Deleting a public reply and sending again need a second click that says what it means."""
    for state in ("replied", "reply in doubt"):
        dialogs = [e for e in elements(card_message(STATES[state]).blocks) if "confirm" in e and "action_id" in e]
        assert dialogs


@pytest.mark.parametrize("failure", FailureKind)
def test_every_failure_leaves_a_card_that_says_so(failure: FailureKind) -> None:
    """Whatever kind of failure it was, the card tells the reason and stays valid."""
    for face in (follower(follow=FacetState.FAILED), question(reply=FacetState.FAILED)):
        kind = ActionKind.FOLLOW if face.card.follow is FacetState.FAILED else ActionKind.REPLY
        message = card_message(acted(face, kind, ActionState.FAILED, failure=failure, reason="This went wrong"))
        assert_takes(message)
        assert "⚠️ This went wrong." in shown(message)
        assert ("Try again" in buttons(message)) is (failure not in _NOT_AGAIN[kind])


# What is not allowed is told by the account's permissions: here they allow it again.
_NOT_AGAIN = {
    ActionKind.FOLLOW: {FailureKind.REFUSED, FailureKind.GONE},
    ActionKind.REPLY: {FailureKind.GONE},
}


def test_a_retry_that_is_due_now_is_simply_under_way() -> None:
    """Only a time that lies ahead is promised."""
    pending = follower(follow=FacetState.PENDING)
    face = acted(pending, ActionKind.FOLLOW, ActionState.PLANNED, due_at=NOW - timedelta(1), reason="X was down.")
    assert "is following back…" in shown(card_message(face))


@pytest.mark.parametrize(("lost", "words"), [(LostReason.SUSPENDED, "X has suspended"), (LostReason.GONE, "gone")])
def test_a_suspended_follower_is_no_unfollow(lost: LostReason, words: str) -> None:
    """A card tells why somebody left, and the reasons are kept apart."""
    told = shown(card_message(replace(follower(), lost=lost)))
    assert words in told
    assert "unfollowed" not in told


@pytest.mark.parametrize("state", STATES)
def test_every_card_names_its_network_by_sign_and_word(state: str) -> None:
    """Open or decided; who only hears a card, hears the word alone."""
    face = STATES[state]
    message = card_message(face)
    assert face.account.network.named in shown(message)
    assert f"on {face.account.network.label}" in message.text
    assert "🐘" not in message.text


def test_when_they_followed_is_told_where_the_network_tells_it() -> None:
    """Its own time, and how long ago that is by each reader's clock; else only when we first saw them."""
    at = int((NOW - timedelta(minutes=3)).timestamp())
    told = shown(card_message(STATES["told when they followed"]))
    assert f"followed *@fern@plants.\u2060example* on 🐘 Mastodon · <!date^{at}^" in told
    assert f"<!date^{at}^{{ago}}|" in told
    assert "first seen" not in told
    assert "first seen" in shown(card_message(on_mastodon(follower())))


def test_whoever_was_only_looked_up_is_called_no_follower() -> None:
    """We know of no follow."""
    told = shown(card_message(STATES["only looked up"]))
    assert "not among the followers of *@fern@plants.\u2060example* on 🐘 Mastodon" in told
    assert "followed *" not in told


def test_a_warning_stands_before_the_words() -> None:
    """On the open card, on the folded one and in the fallback text; what is said before the post has its own."""
    face = on_mastodon(question(), warning="late *orders* <!here>")
    assert face.thread is not None
    told = shown(card_message(face))
    assert "⚠️ *Content warning*: late ∗orders∗ &lt;!here&gt;" in told
    assert told.index("Content warning") < told.index("third time that order")
    assert "⚠️ late ∗orders∗ &lt;!here&gt; · This is the third time" in card_message(face).text
    answered = card_message(STATES["private question, answered"])
    assert "“⚠️ late orders · This is the third time" in shown(answered)
    before = tuple(replace(post, warning="plants") for post in face.thread.before)
    earlier = replace(face, thread=replace(face.thread, before=before))
    assert "*You*: ⚠️ plants · Hi Ada!" in shown(card_message(earlier))
    assert "Content warning" not in shown(card_message(question()))


def test_what_everybody_may_read_says_nothing_of_it() -> None:
    """Private and half-private posts are the ones to speak of."""
    for sign in ("🔒", "👥", "🔉"):
        assert sign not in shown(card_message(on_mastodon(question())))
    assert "private from" in card_message(STATES["private question"]).text


def test_a_question_shows_its_thread_and_its_reasons() -> None:
    """What was said before, by whom, and why an answer is due."""
    words = shown(card_message(question()))
    for part in ("*You*: Hi Ada!", "*@ada_quill*: Where is my", "third time that order 4411", "Why: is unhappy"):
        assert part in words


def test_a_like_is_offered_and_taken_back_in_the_menu() -> None:
    """Liking is a choice beside the reply, where the network has it; while one is awaited, Why? has it."""
    answered = question(status=CardStatus.DONE, reply=FacetState.DONE)
    assert Choice.LIKE in offered(card_message(answered))
    assert card_action_id(Choice.LIKE) in [each["action_id"] for each in more_buttons(question())]
    liked = acted(question(like=FacetState.DONE), ActionKind.LIKE)
    assert card_action_id(Choice.UNDO_LIKE) in [each["action_id"] for each in more_buttons(liked)]
    assert "<@U0MARA> liked this" in shown(card_message(liked))
    assert Choice.LIKE not in offered(card_message(allowing(question(), Capability.REPLY)))


@given(st.integers(1, 10**6))
def test_each_version_gets_a_block_id_of_its_own(version: int) -> None:
    """Slack asks for a new one with each update."""
    ids = [e["block_id"] for v in (version, version + 1) for e in card_message(_versioned(v)).blocks if "block_id" in e]
    assert len(set(ids)) == 2


def _versioned(version: int) -> CardFace:
    return follower(version=version)
