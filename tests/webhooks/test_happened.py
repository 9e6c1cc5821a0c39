"""What happens to cards is told in the transaction in which it happens; where nobody listens, after one look."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, event

from slackapp import webhooks
from slackapp.domain.action import ActionKind
from slackapp.domain.card import CardKind, Choice
from slackapp.domain.webhooks import CHOSEN_FROM, Occasion
from slackapp.store import cards, deliveries
from slackapp.store import webhooks as rows
from tests.house import ADA, BEN, House


def listen(house: House, *events: Occasion) -> int:
    """Add a webhook for these; returns its id."""
    with house.database.write() as tx:
        new = rows.Webhook(
            0, house.workspace.id, "https://desk.example/", "locked", frozenset(events), ADA, house.clock()
        )
        return rows.add(tx, new)


def told(house: House, webhook_id: int) -> list[Any]:
    """What is on its way, oldest first."""
    with house.database.read() as tx:
        return [each.body for each in reversed(deliveries.log(tx, house.workspace.id, webhook_id, size=500))]


def brief(house: House, webhook_id: int) -> list[tuple[str, str]]:
    """Which events, and about whom."""
    return [(body["event"], body["person"]["handle"]) for body in told(house, webhook_id)]


def test_followers_and_questions_are_told_when_their_cards_are_made(house: House) -> None:
    """Each once, also of a burst; those who were there before us are not."""
    house.network.add_follower("old")
    house.polled()
    hook, deaf = listen(house, *CHOSEN_FROM), listen(house, Occasion.OVERDUE)
    for number in range(8):
        house.network.add_follower(f"new{number}")
    house.network.add_mention(house.network.add_person("noor"), "@fernandfable do you ship to Oslo?")
    house.clock.go(minutes=5)
    house.polled()
    house.polled()
    found = brief(house, hook)
    assert sorted(found) == [*(("new_follower", f"new{n}") for n in range(8)), ("question", "noor")]
    assert len({body["id"] for body in told(house, hook)}) == 9
    assert told(house, hook)[-1]["account"]["handle"] == house.account.handle
    assert [body["post"]["text"] for body in told(house, hook) if body["event"] == "question"] == [
        "@fernandfable do you ship to Oslo?"
    ]
    assert not told(house, deaf)


def test_a_decision_and_its_answer_are_told_with_who_made_them(house: House) -> None:
    """At the click, and when the reply stands; the one who came second decided nothing."""
    hook = listen(house, *CHOSEN_FROM)
    card = house.question_card()
    house.decide(card, Choice.REPLY, text="We do!")
    house.decide(card, Choice.REPLY, BEN, text="No.")
    assert [body["event"] for body in told(house, hook)] == ["decided"]
    house.perform_all()
    decided, answered = told(house, hook)
    assert decided["decision"]["by"] == ADA
    assert (decided["decision"]["choice"], decided["post"]["author_handle"]) == ("reply", "noor")
    assert (answered["event"], answered["answer"]["via"], answered["answer"]["text"]) == (
        "answered",
        "rapport",
        "We do!",
    )
    assert answered["decision"]["by"] == ADA
    assert answered["answer"]["id"] == house.action(ActionKind.REPLY).outcome_id


def test_what_only_puts_off_is_not_told(house: House) -> None:
    """A snooze is no decision; ignoring and opening again are two."""
    hook = listen(house, Occasion.DECIDED)
    card = house.follower_card()
    house.decide(card, Choice.SNOOZE, until=house.clock())
    house.decide(card, Choice.REOPEN)
    house.decide(card, Choice.IGNORE)
    assert [body["decision"]["choice"] for body in told(house, hook)] == ["reopen", "ignore"]


def test_an_answer_on_the_network_itself_is_told(house: House) -> None:
    """By nobody of the team that we know of."""
    house.polled()
    hook = listen(house, Occasion.ANSWERED)
    asked = house.network.add_mention(house.network.add_person("noor"), "@fernandfable do you ship to Oslo?")
    house.clock.go(minutes=5)
    house.polled()
    reply = house.network.add_post(house.network.me(), "We do.", in_reply_to_id=asked.id)
    house.clock.go(minutes=5)
    house.polled()
    (body,) = told(house, hook)
    assert (body["answer"]["via"], body["answer"]["id"], body["decision"]["by"]) == ("network", reply.id, "")


def test_overdue_is_told_once_for_its_moment(house: House) -> None:
    """Called twice for the same moment, it is one event."""
    hook = listen(house, Occasion.OVERDUE)
    card = house.question_card()
    for _ in range(2):
        with house.database.write() as tx:
            webhooks.overdue(tx, card, house.clock())
    assert brief(house, hook) == [("overdue", "noor")]


def test_what_is_rolled_back_is_told_to_nobody(house: House) -> None:
    """It is in the same transaction."""
    hook = listen(house, Occasion.OVERDUE)
    card = house.question_card()

    def breaks() -> None:
        with house.database.write() as tx:
            webhooks.overdue(tx, card, house.clock())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        breaks()
    assert not told(house, hook)


@contextmanager
def counted(tx: Connection) -> Iterator[list[str]]:
    """The statements of a transaction."""
    said: list[str] = []

    def hear(_c: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(tx, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(tx, "before_cursor_execute", hear)


def test_where_nobody_listens_it_costs_one_look_at_an_index(sqlite_database: Any) -> None:
    """Whatever happens; SQLite says which index."""
    house = House(sqlite_database)
    card = house.question_card()
    new = cards.NewCard(CardKind.QUESTION, f"mention:{card.question_id}", card.person_id, card.question_id)
    with house.database.write() as tx, counted(tx) as said:
        webhooks.overdue(tx, card, house.clock())
        webhooks.decided(tx, card, Choice.IGNORE, ADA, house.clock())
        webhooks.carded(tx, house.account, [new], house.clock())
        webhooks.carded(tx, house.account, [], house.clock())
    assert len(said) == 3
    assert len(set(said)) == 1
    with house.database.read() as tx:
        plan = tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {said[0]}", (1,)).all()
    assert "ix_webhook_workspace_id" in str(plan)
