"""What got no card, and how many of each kind: nothing is dropped unseen."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.brand import Brand
from slackapp.domain.judgement import Census, MentionFace, Rest
from slackapp.domain.people import Profile
from slackapp.domain.posts import Thread
from slackapp.domain.triage import judge
from slackapp.domain.verdict import PostKind
from slackapp.slack import ids
from slackapp.slack.lists import listing_message
from slackapp.slack.rest import census_line, rest_message
from tests.slack import strangers
from tests.slack.faces import BEN, MARA, NOW, question
from tests.slack.limits import assert_takes
from tests.slack.test_groups import texts, values
from tests.slack.test_lists import listing
from tests.slack.test_why import ASKED, COMPLAINS, THANKS, mentioned

CENSUS = Census(31, {PostKind.PRAISE: 90, PostKind.CHATTER: 60, PostKind.CLOSING: 20, PostKind.SPAM: 11}, 40)
TOLD = "212 mentions: 31 became cards, 181 did not: 90 praise, 60 chatter, 20 closing words, 11 spam"


def page(*mentions: MentionFace, census: Census = CENSUS, asker: str = BEN) -> Rest:
    """The second of three pages."""
    return Rest(mentions, census, 2, 3, asker, NOW)


def test_every_mention_is_counted() -> None:
    """As many as there are, by kind, with the way to see them; those from before the start apart."""
    assert census_line(CENSUS) == f"{TOLD} · and 40 from before Rapport came. See them with `/questions rest`."
    assert census_line(Census(1, {})) == "1 mention: 1 became a card, every one."
    assert "0 became cards, 1 did not: 1 question." in census_line(Census(0, {PostKind.QUESTION: 1}))
    assert census_line(Census()) == ""
    for faces in ((question(),), ()):
        message = listing_message(listing(*faces), CENSUS)
        assert_takes(message)
        assert TOLD in texts(message.blocks)


def test_each_is_told_with_its_reason_and_its_buttons() -> None:
    """The kind, the strongest reason, the words, the link; a word of disagreement and Why?."""
    message = rest_message(page(mentioned(THANKS)))
    assert_takes(message)
    told = texts(message.blocks)
    for part in ("page 2 of 3", "181 in all", "Praise", "Why no card: says thanks", "third time", "see the post"):
        assert part in told
    found = values(message.blocks)
    assert (found[ids.MENTION_NEEDS_ANSWER], found[ids.MENTION_WHY]) == ("9", "9")
    assert (found[ids.LIST_PREVIOUS], found[ids.LIST_NEXT]) == ("1", "3")


def test_what_a_person_carded_says_by_whom() -> None:
    """By you, or by whom; it is not offered again. Nor is what was answered all the same."""
    carded = mentioned(THANKS, question().card, ASKED)
    for asker, by in ((MARA, "Carded by you"), (BEN, "Carded by <@U0MARA>")):
        message = rest_message(page(carded, asker=asker))
        assert by in texts(message.blocks)
        assert ids.MENTION_NEEDS_ANSWER not in values(message.blocks)
    answered = rest_message(page(replace(mentioned(THANKS), answered=True)))
    assert ids.MENTION_NEEDS_ANSWER not in values(answered.blocks)


def test_what_waits_but_was_not_carded_is_not_said_to_wait_for_nothing() -> None:
    """A channel may want urgent ones alone; or it was answered already when Rapport saw it."""
    assert "its channel took only what is urgent" in texts(rest_message(page(mentioned(COMPLAINS))).blocks)
    assert "answered before" in texts(rest_message(page(replace(mentioned(COMPLAINS), answered=True))).blocks)


def test_nothing_left_is_said_warmly() -> None:
    """Where every mention became a card."""
    message = rest_message(Rest((), Census(3, {}), 1, 1, BEN, NOW))
    assert_takes(message)
    assert "Every mention became a card" in texts(message.blocks)


@settings(max_examples=40, deadline=None)
@given(strangers.PROFILES, strangers.THREADS, st.integers(1, 6))
def test_a_page_of_strangers_keeps_slacks_limits(person: Profile, thread: Thread, many: int) -> None:
    """However long, the message is one that Slack takes, with no markup but ours."""
    face = replace(mentioned(judge(thread, Brand("1000"))), person=person, thread=thread)
    assert_takes(rest_message(page(*(replace(face, id=n + 1) for n in range(many)))))
