"""Teammates who click at the same moment: one decides, the other is told who was faster."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from slackapp.decisions import Decided, Decision, TooLate
from slackapp.domain.action import ActionKind
from slackapp.domain.card import (
    Choice,
)
from tests.house import ADA, BEN, House


def race(house: House, *decisions: Decision) -> list[Decided | TooLate]:
    """Decide everything at the same moment, each in a thread of its own."""
    start = Barrier(len(decisions))

    def decide(what: Decision) -> Decided | TooLate:
        start.wait()
        return house.decisions.decide(what)

    with ThreadPoolExecutor(len(decisions)) as pool:
        return list(pool.map(decide, decisions))


def test_two_teammates_at_once_a_hundred_times(house: House) -> None:
    """Each time one of them decides, one action is planned, and the other is told who was faster."""
    made = house.bare_cards(100)
    winners: list[str] = []
    for card in made:
        told = race(house, *(Decision(house.workspace.id, card.id, Choice.FOLLOW, who) for who in (ADA, BEN)))
        winner = next(one for one in told if isinstance(one, Decided))
        loser = next(one for one in told if isinstance(one, TooLate))
        assert loser.by == winner.card.decided_by
        winners.append(loser.by)
    follows = house.actions(ActionKind.FOLLOW)
    assert [(a.card_id, a.actor_id) for a in follows] == [(c.id, w) for c, w in zip(made, winners, strict=True)]
    assert [card.decided_by for card in house.cards()] == winners
    assert house.woken == 100


def test_two_different_choices_at_once_both_count_where_both_may(house: House) -> None:
    """A like and a reply at the same moment are two facets: both happen. A follow and an ignore are not."""
    for _ in range(10):
        question = house.question_card(asker=house.network.add_person("noor"))
        both = race(
            house,
            Decision(house.workspace.id, question.id, Choice.REPLY, ADA, "We do!"),
            Decision(house.workspace.id, question.id, Choice.LIKE, BEN),
        )
        assert [type(one) for one in both] == [Decided, Decided]
        follower = house.follower_card(f"p{question.id}")
        clash = race(
            house,
            Decision(house.workspace.id, follower.id, Choice.FOLLOW, ADA),
            Decision(house.workspace.id, follower.id, Choice.IGNORE, BEN),
        )
        late = next(one for one in clash if isinstance(one, TooLate))
        assert late.by == house.card(follower.id).decided_by


def test_cards_of_one_message_decided_at_once(house: House) -> None:
    """Two teammates in one grouped message don't get in each other's way."""
    one, two = house.follower_card("one"), house.follower_card("two")
    house.put(two, message_id=one.message_id)
    told = race(house, *(Decision(house.workspace.id, card.id, Choice.IGNORE, ADA) for card in (one, two)))
    assert [type(each) for each in told] == [Decided, Decided]
    assert {a.message_id for a in house.actions(ActionKind.UPDATE_MESSAGE)} == {one.message_id}


def test_those_who_wait_share_a_transaction_and_one_that_breaks_takes_nobody_with_it(house: House) -> None:
    """In a rush the clicks are written together; one whose id no database takes fails alone, and tells its caller."""
    made = house.bare_cards(6)
    no_such_id = Decision(house.workspace.id, 2**80, Choice.FOLLOW, ADA)
    wanted = [Decision(house.workspace.id, card.id, Choice.FOLLOW, BEN) for card in made]
    with ThreadPoolExecutor(7) as pool:
        with house.decisions._turn:  # somebody is writing: everybody else waits
            broken = pool.submit(house.decisions.decide, no_such_id)
            others = [pool.submit(house.decisions.decide, what) for what in wanted]
            until(lambda: house.decisions._waiting.qsize() == 7)
        assert all(isinstance(one.result(10), Decided) for one in others)
        assert broken.exception(10) is not None
    assert len(house.actions(ActionKind.FOLLOW)) == 6
    assert isinstance(house.decide(house.follower_card("one-more"), Choice.FOLLOW), Decided)


def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until a condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to hold in time"
        time.sleep(0.005)
