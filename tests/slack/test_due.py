"""When an answer is due, in words; what is told when time runs out; the modal of targets."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from slackapp.domain.card import CardStatus
from slackapp.domain.face import CardFace
from slackapp.domain.hand_off import HandOffState
from slackapp.domain.hours import BusinessHours
from slackapp.domain.hours_text import MOST_HOLIDAYS
from slackapp.domain.people import History, Profile
from slackapp.domain.posts import Audience, Thread
from slackapp.domain.targets import Targets
from slackapp.slack.cases import case_message
from slackapp.slack.due import (
    case_missed_message,
    due_line,
    due_words,
    many_missed_message,
    missed_message,
    nudge_message,
)
from slackapp.slack.lists import entry
from slackapp.slack.message import Message
from slackapp.slack.questions import question_card
from slackapp.slack.targets import targets_modal, told
from tests.slack import strangers
from tests.slack.faces import BEN, MARA, NOW, handed, question
from tests.slack.limits import assert_takes, assert_takes_view

LINK = "https://tidewater.slack.com/archives/C0SOCIAL/p1"


def due(minutes: int, **card: object) -> CardFace:
    """A question whose answer is due in so many minutes."""
    at = NOW + timedelta(minutes=minutes)
    return question(due_at=at, nudge_at=at - timedelta(hours=1), **card)


def all_of(face: CardFace) -> list[Message]:
    """Every message that tells of a target."""
    beside = missed_message(face, LINK, beside=True)
    return [nudge_message(face), missed_message(face, LINK), beside, many_missed_message([face] * 60, [LINK] * 60)]


@pytest.mark.parametrize(
    ("minutes", "line", "words"),
    [
        (100, "🎯 Answer due", "due in 1 h 40 min"),
        (20, "⌛ *Time runs out*", "due in 20 min"),
        (-20, "⏰ *Overdue*", "⏰ *overdue by 20 min*"),
    ],
)
def test_what_is_left(minutes: int, line: str, words: str) -> None:
    """The card says what was left and when that was; how long ago a target was missed, Slack counts by itself."""
    told = due_line(due(minutes))
    assert told.startswith(line)
    assert ("{ago}" in told) is (minutes < 0)
    assert ("left at <!date" in told) is (minutes > 0)
    assert line in str(question_card(due(minutes)).blocks)
    assert due_words(due(minutes)).startswith(words)
    assert (", since <!date" in due_words(due(minutes))) is (minutes < 0)


def test_nothing_is_due_where_nobody_waits() -> None:
    """Neither of a card that is decided, nor of one without a target."""
    for face in (due(5, status=CardStatus.DONE), due(5, status=CardStatus.IGNORED), question()):
        assert due_line(face) == due_words(face) == ""


def test_whose_it_is() -> None:
    """Who has it is called by name; what nobody has is said to be nobody's."""
    assert f"<@{BEN}>" in nudge_message(due(20, owner_id=BEN)).text
    assert "Nobody has claimed" in nudge_message(due(20)).text
    assert f"<@{BEN}> has it" in missed_message(due(-5, owner_id=BEN), LINK).text


@pytest.mark.parametrize("state", [HandOffState.OPEN, HandOffState.CLAIMED])
def test_it_is_said_where_it_is(state: HandOffState) -> None:
    """Of what another team has: to them whose it is there, to us where it is; the case shows what is left, too."""
    claimed = state is HandOffState.CLAIMED
    late, soon = (handed(due(minutes, owner_id=MARA), state) for minutes in (-20, 20))
    assert late.hand_off is not None
    assert (f"<@{BEN}>, this" if claimed else "Nobody has claimed") in nudge_message(soon).text
    assert (f"<@{BEN}> has it" if claimed else "nobody here has claimed") in case_missed_message(late.hand_off).text
    by = f"claimed by <@{BEN}>" if claimed else "claimed by nobody yet"
    for message in (missed_message(late, LINK), many_missed_message([late] * 2, [LINK] * 2)):
        assert "with <#C0SUPPORT> since" in message.text
        assert f"{by} · handed over by <@{MARA}>" in message.text
    for message in (case_message(late, late.hand_off), question_card(late)):
        assert "⏰ *Overdue*" in str(message.blocks)
    (listed,) = [str(each) for each in entry(late, "b") if each["type"] == "section"]
    assert "overdue by 20 min" in listed
    assert "Handed to <#C0SUPPORT>" in listed
    assert (f"claimed by <@{BEN}>" if claimed else "nobody there has claimed it") in listed


def test_private_words_stay_on_their_card() -> None:
    """An escalation may be read by more people than the card."""
    face = due(-5)
    assert face.thread is not None
    secret = replace(face.thread.post, text="my order number is 77123", audience=Audience.PRIVATE)
    told = "".join(str(message) for message in all_of(replace(face, thread=Thread(secret))))
    assert "77123" not in told


@settings(max_examples=10, deadline=None)
@given(strangers.PROFILES, strangers.HISTORIES, strangers.THREADS)
def test_whoever_asks_is_told_literally(person: Profile, history: History, thread: Thread) -> None:
    """Whatever strangers wrote formats, links and calls nothing, and Slack takes it."""
    face = strangers.estranged(due(-5), person, history, thread)
    for message in all_of(face):
        assert_takes(message)


def test_slack_takes_the_modal() -> None:
    """By default, and with all that it can hold."""
    days = tuple(date(2026, 1, 1) + timedelta(days=n) for n in range(MOST_HOLIDAYS))
    full = Targets(on=True, hours=replace(Targets().hours, holidays=frozenset(days)), escalate_to="C0HELP")
    for targets in (Targets(), full, replace(full, escalate_to=BEN, hours=BusinessHours(), snooze_stops=False)):
        assert_takes_view(targets_modal(targets, 7))
        assert told(targets)
