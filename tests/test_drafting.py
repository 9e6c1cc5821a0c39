"""Drafts: kept once, sent once, returned with a note; on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from slackapp.decisions import Decided, Decision, TooLate
from slackapp.domain.action import ActionKind
from slackapp.domain.card import Card, Choice, FacetState
from slackapp.domain.draft import Draft, DraftState
from slackapp.domain.saved import Wording
from slackapp.domain.story import Event
from slackapp.drafting import Drafting
from slackapp.store import drafts, saved_replies, stories
from tests.house import ADA, BEN, House

WORDS = "We do, <!channel>!"


@pytest.fixture
def drafting(house: House) -> Drafting:
    """Where drafts are made."""
    return Drafting(house.database, house.clock, house._wake)


def written(drafting: Drafting, card: Card, text: str = WORDS, by: str = BEN) -> Draft:
    """A draft that waits."""
    made = drafting.write(card.workspace_id, card.id, text, by)
    assert isinstance(made, Draft)
    return made


def send(house: House, draft: Draft, who: str = ADA, text: str = "") -> Decided | TooLate:
    """Somebody who may sends it."""
    what = Decision(draft.workspace_id, draft.card_id, Choice.REPLY, who, text or draft.text, draft=draft)
    return house.decisions.decide(what)


def told(house: House, card: Card) -> list[tuple[Event, str]]:
    """What the card's story says of drafts, and of whom."""
    with house.database.read() as tx:
        return [(line.event, line.actor_id) for line in stories.of_card(tx, card.id) if "draft" in line.event]


def test_a_draft_waits_and_does_nothing_on_the_network(house: House, drafting: Drafting) -> None:
    """The same from the same person again is the one that waits; the card is drawn again."""
    card = house.question_card()
    draft = written(drafting, card)
    assert written(drafting, card) == draft
    assert house.card(card.id).reply is FacetState.NONE
    assert house.actions(ActionKind.REPLY) == ()
    assert house.action(ActionKind.UPDATE_MESSAGE).message_id == card.message_id
    assert told(house, card) == [(Event.DRAFTED, BEN)]


def test_a_draft_is_sent_once_by_the_approver(house: House, drafting: Drafting) -> None:
    """The reply is the approver's, in the draft's words; a double click is the same click."""
    card = house.question_card()
    draft = written(drafting, card)
    assert isinstance(send(house, draft), Decided)
    again = send(house, draft)
    assert isinstance(again, TooLate)
    assert again.again
    reply = house.action(ActionKind.REPLY)
    assert (reply.actor_id, reply.text) == (ADA, WORDS)
    kept = drafting.get(card.workspace_id, draft.id)
    assert kept is not None
    assert (kept.state, kept.decided_by, kept.written_by) == (DraftState.SENT, ADA, BEN)
    assert told(house, card)[-1] == (Event.DRAFT_SENT, ADA)


def test_two_approvers_at_once_send_it_once(house: House, drafting: Drafting) -> None:
    """Ten times over: one reply each time, whoever was faster; so with one who returns it at that moment."""
    for n in range(10):
        card = house.question_card(asker=house.network.add_person(f"noor{n}"))
        draft, start = written(drafting, card, f"{WORDS} {n}"), Barrier(3)

        def one(who: str, draft: Draft = draft, start: Barrier = start) -> bool:
            start.wait()
            return isinstance(send(house, draft, who), Decided)

        def back(draft: Draft = draft, start: Barrier = start) -> bool:
            start.wait()
            return drafting.give_back(draft, "U0CHI", "No.")

        with ThreadPoolExecutor(3) as pool:
            did = [pool.submit(one, ADA), pool.submit(one, "U0DEE"), pool.submit(back)]
            assert sum(each.result() for each in did) == 1
        replies = [action for action in house.actions(ActionKind.REPLY) if action.card_id == card.id]
        kept = drafting.get(card.workspace_id, draft.id)
        assert kept is not None
        assert len(replies) == (kept.state is DraftState.SENT)


def test_what_was_changed_meanwhile_is_not_sent(house: House, drafting: Drafting) -> None:
    """An approver sends the words that they read, and no others."""
    draft = written(drafting, house.question_card())
    assert drafting.reword(draft, "Other words.")
    assert isinstance(send(house, draft), TooLate)
    assert not drafting.give_back(draft, ADA, "No.")
    assert not drafting.withdraw(draft, BEN)
    assert house.actions(ActionKind.REPLY) == ()
    newer = replace(draft, text="Other words.", version=draft.version + 1)
    assert isinstance(send(house, newer, text="Better words."), Decided)
    assert house.action(ActionKind.REPLY).text == "Better words."
    kept = drafting.get(draft.workspace_id, draft.id)
    assert kept is not None
    assert kept.text == "Better words."


def test_a_returned_draft_tells_its_author_once(house: House, drafting: Drafting) -> None:
    """A message to them alone, to be posted; it is over then."""
    card = house.question_card()
    draft = written(drafting, card)
    assert drafting.give_back(draft, ADA, "Kinder, please.")
    assert not drafting.give_back(draft, ADA, "Kinder, please.")
    notices = [message for message in house.messages() if (message.body or {}).get("notice") == "draft_returned"]
    assert [(each.channel_id, (each.body or {})["draft"]) for each in notices] == [(BEN, draft.id)]
    assert isinstance(send(house, draft), TooLate)
    assert told(house, card)[-1] == (Event.DRAFT_RETURNED, ADA)


def test_an_answered_card_takes_no_draft(house: House, drafting: Drafting) -> None:
    """Somebody replied: neither a new draft nor one that waits is sent after it."""
    card = house.question_card()
    draft = written(drafting, card)
    house.decide(card, Choice.REPLY, ADA, "Yes!")
    late = drafting.write(card.workspace_id, card.id, "Me too!", BEN)
    assert isinstance(late, TooLate)
    assert late.by == ADA
    assert isinstance(send(house, draft, "U0DEE"), TooLate)
    assert [action.text for action in house.actions(ActionKind.REPLY)] == ["Yes!"]
    kept = drafting.get(card.workspace_id, draft.id)
    assert kept is not None
    assert kept.waits


def test_a_withdrawn_draft_is_nobodys(house: House, drafting: Drafting) -> None:
    """It is shown no more, and can't be sent."""
    card = house.question_card()
    draft = written(drafting, card)
    assert drafting.withdraw(draft, BEN)
    assert isinstance(send(house, draft), TooLate)
    with house.database.read() as tx:
        assert drafts.of_cards(tx, [card.id]) == {}


def test_a_saved_reply_counts_as_used_when_its_draft_is_sent(house: House, drafting: Drafting) -> None:
    """Not when it is written, nor when it comes back; once, by whoever sends it in the end."""
    card = house.question_card()
    with house.database.write() as tx:
        saved_replies.add(tx, card.workspace_id, Wording("Oslo", WORDS, None), ADA, house.clock())
        saved_id = saved_replies.of(tx, card.workspace_id)[0].id
    draft = drafting.write(card.workspace_id, card.id, WORDS, BEN, saved_id)
    assert isinstance(draft, Draft)
    assert drafting.get(card.workspace_id, draft.id) == draft
    assert (draft.saved_id, uses(house)) == (saved_id, 0)
    assert drafting.reword(draft, "We do!")
    again = drafting.get(card.workspace_id, draft.id)
    assert again is not None
    assert [isinstance(send(house, again), Decided) for _ in range(2)] == [True, False]
    assert uses(house) == 1


def uses(house: House) -> int:
    """How often the saved reply was used."""
    with house.database.read() as tx:
        return saved_replies.of(tx, house.workspace.id)[0].uses
