"""Why?: what Rapport takes a post for, and the way to disagree."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.brand import Brand
from slackapp.domain.card import Card, CardStatus, Choice, FacetState
from slackapp.domain.judgement import MentionFace
from slackapp.domain.people import Profile
from slackapp.domain.posts import Thread
from slackapp.domain.said import Feedback, Said
from slackapp.domain.triage import judge
from slackapp.domain.verdict import PostKind, Reason, Urgency, Verdict
from slackapp.slack import ids
from slackapp.slack.cards import follower_card
from slackapp.slack.questions import question_card
from slackapp.slack.snooze import snooze_modal
from slackapp.slack.why import why_modal
from tests.slack import strangers
from tests.slack.faces import ADA, BEN, BRAND, LINKS, MARA, NOW, THREAD, elements, follower, question
from tests.slack.limits import assert_takes, assert_takes_view
from tests.slack.test_groups import texts, values

COMPLAINS = Verdict(
    PostKind.COMPLAINT,
    needs_answer=True,
    urgency=Urgency.HIGH,
    reasons=(Reason("says that something is wrong: 'late'", "late", "fault"), Reason("tells of old", "", "long gone")),
)
THANKS = Verdict(PostKind.PRAISE, False, Urgency.LOW, (Reason("says thanks: 'thank you'", "thank you", "thanks"),))
DENIED, ASKED = Feedback(Said.NOT_A_QUESTION, MARA, NOW), Feedback(Said.NEEDS_ANSWER, MARA, NOW)


def mentioned(verdict: Verdict = COMPLAINS, card: Card | None = None, said: Feedback | None = None) -> MentionFace:
    """A judged mention of Ada's."""
    return MentionFace(9, BRAND, ADA, LINKS, THREAD, verdict, NOW, False, card, said, NOW)


def test_it_tells_the_verdict_and_each_reason_with_its_words() -> None:
    """In words, and whether each reason speaks for an answer or against one: never by a sign alone."""
    view = why_modal(mentioned(card=question().card))
    assert_takes_view(view)
    told = texts(view)
    assert "takes this for a complaint that waits for an answer, and that urgently" in told
    assert "➕ says that something is wrong: 'late' · _for an answer_" in told
    assert "➕ tells of old · _for an answer_" in told  # a reason of an older Rapport spoke for the verdict
    assert "third time" in told
    assert "`/rapport words`" in told
    assert "Without these it would wait for no answer." in told
    alone = texts(why_modal(mentioned(replace(COMPLAINS, reasons=COMPLAINS.reasons[:1]))))
    assert "Without “late” it would wait for no answer." in alone
    against = texts(why_modal(mentioned(THANKS)))
    assert "takes this for praise that waits for no answer" in against
    assert "➖ says thanks: 'thank you' · _against an answer_" in against


def offered(face: MentionFace) -> set[str]:
    """The action_ids of its buttons, but for the history, which changes nothing."""
    return set(values(why_modal(face))) - {ids.HISTORY_OPEN}


def test_one_can_disagree_once_and_take_it_back() -> None:
    """Each state offers the one thing that changes something, with who said what and when."""
    denies, reopens = ids.card_action_id(Choice.NOT_A_QUESTION), ids.card_action_id(Choice.REOPEN)
    assert offered(mentioned(card=question().card)) == {denies}
    ignored = question(status=CardStatus.IGNORED).card
    denied = mentioned(card=ignored, said=DENIED)
    assert offered(denied) == {reopens}
    assert "🙅 Not a question, says <@U0MARA> · <!date^" in texts(why_modal(denied))
    assert offered(mentioned(card=ignored)) == set()
    assert offered(mentioned(card=question(status=CardStatus.DONE, reply=FacetState.DONE).card)) == set()
    assert offered(mentioned(THANKS)) == {ids.MENTION_NEEDS_ANSWER}
    assert offered(mentioned(THANKS, question().card)) == set()  # a channel's rule carded it: that was no mistake
    assert offered(mentioned(THANKS, question().card, ASKED)) == {denies}
    assert offered(replace(mentioned(THANKS), answered=True)) == set()


@settings(max_examples=60, deadline=None)
@given(strangers.PROFILES, strangers.THREADS, st.sampled_from([None, question().card]), st.sampled_from([None, DENIED]))
def test_whatever_strangers_write_formats_nothing_in_it(
    person: Profile, thread: Thread, card: Card | None, said: Feedback | None
) -> None:
    """Posts, names and the words in reasons leave the window valid, with no markup but ours."""
    verdict = judge(thread, Brand("1000"))
    own = (*verdict.reasons, *(Reason(person.bio, person.name, cue) for cue in ("not", "")))
    face = replace(mentioned(replace(verdict, reasons=own), card, said), person=person, thread=thread)
    assert_takes_view(why_modal(face))
    assert_takes_view(snooze_modal(replace(question(), person=person, thread=thread)))


def test_who_said_it_stands_on_the_card() -> None:
    """Ignored by a word on the verdict, or carded by one."""
    denied = replace(question(status=CardStatus.IGNORED, decided_by=BEN), said=DENIED)
    assert_takes(question_card(denied))
    assert "🙅 Not a question, says <@U0MARA>" in texts(question_card(denied).blocks)
    asked = replace(question(), verdict=THANKS, said=ASKED)
    assert_takes(question_card(asked))
    told = texts(question_card(asked).blocks)
    assert "🙋 <@U0MARA> says that this needs an answer" in told
    assert "Rapport thought not: says thanks: 'thank you'" in told
    assert "no answer needed" not in told


def items(blocks: object) -> list[str]:
    """The labels of the menu."""
    (menu,) = (each for each in elements([blocks]) if each.get("type") == "overflow")
    return [str(each["text"]) for each in elements([menu["options"]]) if each.get("type") == "plain_text"]


PAGES = ["Open profile ↗", "History", "Open post ↗"]


@pytest.mark.parametrize(
    ("card", "labels"),
    [
        ({}, ["Why? And more…", "Not a question", "💤 Snooze…", "🙋 Assign…", "↪️ Hand off…"]),
        ({"owner_id": "U0BEN"}, ["Why? And more…", "Let go of it", "💤 Snooze…", "🙋 Assign…", "↪️ Hand off…"]),
        ({"status": CardStatus.DONE, "reply": FacetState.DONE}, ["Why? And more…", "👍 Like the post", *PAGES]),
    ],
)
def test_the_menu_of_a_question(card: dict[str, object], labels: list[str]) -> None:
    """What is asked for most stands first; Why? stays while there is a menu."""
    assert items(question_card(question(**card)).blocks) == labels


def test_a_followers_menu_keeps_its_snoozes() -> None:
    """There is nothing to ask why of."""
    assert "💤 Snooze for an hour" in items(follower_card(follower()).blocks)


def test_when_it_comes_back_is_chosen_by_its_words() -> None:
    """The values are those that old menus carry."""
    view = snooze_modal(question())
    assert_takes_view(view)
    assert {"snooze_1h", "snooze_tomorrow", "snooze_next_week"} <= {str(e.get("value")) for e in elements([view])}
