"""Targets at work: a clock for each question, a nudge at three quarters, an escalation when it is missed, once each."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from slackapp.domain.card import Card, CardStatus, Choice
from slackapp.domain.hours import BusinessHours
from slackapp.domain.hours_text import hours_of
from slackapp.domain.story import Event
from slackapp.domain.targets import Targets
from slackapp.domain.verdict import PostKind, Urgency, Verdict
from slackapp.store import cards, hand_offs, messages, people, posts, stories, targets
from slackapp.watch.targets import WatchTargets
from tests.house import ADA, SOCIAL, START, House

OFFICE = BusinessHours("UTC", hours_of("Mon–Fri 9:00–17:00"))
TARGETS = Targets(on=True, normal=timedelta(hours=4), hours=OFFICE, escalate_to="C0HELP")


def aim(house: House, wanted: Targets = TARGETS) -> None:
    """The workspace sets its targets."""
    with house.database.write() as tx:
        targets.put(tx, house.workspace.id, wanted, ADA, house.clock())


def look(house: House) -> None:
    """The clock's chore."""
    WatchTargets(house.database, house.clock, lambda: None).look()


def told(house: House) -> list[tuple[str, str]]:
    """The notices planned so far: what, and where."""
    return [
        (str(m.body["notice"]), m.channel_id)
        for m in house.messages()
        if m.body and m.kind is messages.MessageKind.NOTICE
    ]


def events(house: House, card: Card) -> list[Event]:
    """What happened to a card by the clock."""
    with house.database.read() as tx:
        lines = stories.of_card(tx, card.id)
    return [line.event for line in lines if line.event in (Event.NUDGED, Event.TARGET_MISSED)]


def at(hour: int, minute: int = 0, day: int = 0) -> datetime:
    """A moment of the week that begins on a Monday."""
    return START.replace(hour=hour, minute=minute) + timedelta(days=day)


def test_nudged_once_and_missed_once(house: House) -> None:
    """At three quarters the thread hears of it, when it is missed the escalation channel, however often one looks."""
    aim(house)
    card = house.question_card()
    assert house.card(card.id).due_at == at(13)
    house.clock.at = at(11, 59)
    look(house)
    assert told(house) == []
    house.clock.at = at(12)
    look(house)
    look(house)
    assert told(house) == [("target_nudge", SOCIAL)]
    house.clock.at = at(13)
    look(house)
    look(house)
    assert told(house) == [("target_nudge", SOCIAL), ("target_missed", "C0HELP")]
    assert events(house, card) == [Event.NUDGED, Event.TARGET_MISSED]


def test_who_was_answered_in_time_hears_nothing(house: House) -> None:
    """Answered or ignored questions are left alone; so are those where targets are off."""
    off = house.question_card()
    aim(house)
    answered, ignored = (house.question_card() for _ in range(2))
    aim(house, replace(TARGETS, on=False))
    assert house.card(off.id).due_at is None
    aim(house)
    house.decide(answered, Choice.REPLY, text="We do.")
    house.perform_all()
    for each in (ignored, off):
        house.decide(each, Choice.IGNORE)
    house.clock.at = at(16)
    look(house)
    assert told(house) == []
    with house.database.read() as tx:
        late = cards.Search(house.workspace.id, off.kind, frozenset({CardStatus.OPEN}), overdue_at=house.clock())
        assert cards.search(tx, late, 9) == ((), 0)


@pytest.mark.parametrize(("to", "ours"), [("C0HELP", "C0HELP"), ("", SOCIAL)])
def test_another_team_hears_it_in_its_case(house: House, to: str, ours: str) -> None:
    """What is handed over keeps its clock: the case's thread hears of both, we of the miss."""
    aim(house, replace(TARGETS, escalate_to=to))
    card = house.question_card()
    with house.database.write() as tx:
        held = hand_offs.add(tx, house.card(card.id), "C0CARE", "", ADA, house.clock())
    house.clock.at = at(12)
    look(house)
    look(house)
    assert told(house) == [("target_nudge", "C0CARE")]
    house.clock.at = at(13)
    look(house)
    look(house)
    assert told(house) == [("target_nudge", "C0CARE"), ("case_missed", "C0CARE"), ("target_missed", ours)]
    about = [m.body or {} for m in house.messages() if m.kind is messages.MessageKind.NOTICE]
    assert [body.get("thread") for body in about[:2]] == [held.message_id] * 2
    assert events(house, card) == [Event.NUDGED, Event.TARGET_MISSED]
    with house.database.read() as tx:
        late = cards.Search(house.workspace.id, card.kind, frozenset({CardStatus.OPEN}), overdue_at=house.clock())
        assert [each.id for each in cards.search(tx, late, 9)[0]] == [card.id]


def test_two_processes_tell_once(house: House) -> None:
    """Whoever marks it first tells it; the other finds it told."""
    aim(house)
    card = house.question_card()
    house.clock.at = at(14)
    told = []
    for _ in range(2):
        with house.database.write() as tx:
            told.append((targets.note_nudged(tx, card.id, at(14)), targets.note_missed(tx, card.id, at(14))))
    assert told == [(True, True), (False, False)]


def test_without_an_escalation_the_thread_hears_it(house: House) -> None:
    """Where nobody is named, the card's own thread says that it is overdue."""
    aim(house, replace(TARGETS, escalate_to=""))
    house.question_card()
    house.clock.at = at(14)
    look(house)
    assert told(house) == [("target_missed", SOCIAL)]


def test_many_missed_at_once_share_a_message(house: House) -> None:
    """After a weekend without anybody, one message tells of all."""
    aim(house)
    made = [house.question_card() for _ in range(6)]
    house.clock.at = at(14)
    look(house)
    assert told(house) == [("targets_missed", "C0HELP")]
    assert all(events(house, card) == [Event.TARGET_MISSED] for card in made)


@pytest.mark.parametrize("stops", [True, False])
def test_asleep(sqlite_house: House, stops: bool) -> None:
    """The clock rests while a card sleeps, also over night and where it is woken early; or it does not, as set."""
    house = sqlite_house
    aim(house, replace(TARGETS, snooze_stops=stops))
    card = house.question_card()
    house.clock.at = at(10)  # three hours are left
    house.decide(card, Choice.SNOOZE, until=at(16))
    assert house.card(card.id).due_at == (at(11, day=1) if stops else at(13))
    house.clock.at = at(14)
    look(house)
    assert told(house) == ([] if stops else [("target_missed", "C0HELP")])
    house.decide(house.card(card.id), Choice.REOPEN)
    assert house.card(card.id).due_at == (at(17) if stops else at(13))


def test_new_targets_move_what_is_open(house: House) -> None:
    """Open questions follow at once; what is overdue by that is listed, and nobody is told of it one by one."""
    aim(house)
    card = house.question_card()
    house.clock.at = at(11)
    aim(house, replace(TARGETS, normal=timedelta(hours=1)))
    look(house)
    assert told(house) == []
    assert house.card(card.id).due_at == at(10)
    aim(house, replace(TARGETS, normal=timedelta(hours=8)))
    assert house.card(card.id).due_at == at(17)


def test_what_waits_for_nobody_has_no_clock(sqlite_house: House) -> None:
    """Praise that a channel wants as a card is due never; a person's word starts the clock when they say it."""
    house = sqlite_house
    aim(house)
    lea = house.network.add_person("lea")
    post = house.network.add_mention(lea, "@fernandfable lovely")
    with house.database.write() as tx:
        person_id = people.put(tx, house.account, [lea], START)[lea.id]
        praise = Verdict(PostKind.PRAISE, needs_answer=False, urgency=Urgency.LOW, reasons=())
        post_id = posts.put(tx, house.account_id, [post], ours=False)[post.id]
        mention = posts.add_mention(tx, house.account_id, post_id, person_id, post, praise, baseline=False)
    house.clock.at = at(10)
    decided = house.decisions.needs_answer(house.workspace.id, mention, ADA)
    card = decided.card
    assert card is not None
    assert house.card(card.id).due_at == at(14)
    with house.database.read() as tx:
        found, _ = cards.search(tx, cards.Search(house.workspace.id, card.kind, overdue_at=at(15)), 9)
    assert [each.id for each in found] == [card.id]
    assert card.status is CardStatus.OPEN


def test_many_open_cards_follow_a_few_at_a_time(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a change was cut short, the clock goes on with the rest before it tells anybody by the old targets."""
    aim(house)
    made = [house.question_card() for _ in range(5)]
    monkeypatch.setattr(targets, "AT_ONCE", 2)
    aim(house, replace(TARGETS, normal=timedelta(hours=6)))
    assert [house.card(card.id).due_at for card in made] == [at(15), at(15), at(13), at(13), at(13)]
    house.clock.at = at(14)
    look(house)
    assert [house.card(card.id).due_at for card in made] == [at(15)] * 5
    assert ("target_missed", "C0HELP") not in told(house)
    with house.database.read() as tx:
        assert targets.following(tx) == ()
