"""Saved replies in the store: how many, which titles, who was faster, what is counted."""

from datetime import timedelta

from sqlalchemy import insert

from slackapp.decisions import Decided, TooLate
from slackapp.domain.card import Choice
from slackapp.domain.saved import MOST, Kept, SavedReply, Wording
from slackapp.store import saved_replies, stories
from slackapp.store.saved_replies import replies
from tests.house import ADA, BEN, START, House

LATER = START + timedelta(hours=1)
SHIPS = Wording("Shipping", "Hi {first_name}, we do.")


def kept(house: House, *wanted: Wording) -> list[SavedReply]:
    """A workspace with these."""
    with house.database.write() as tx:
        for each in wanted:
            assert saved_replies.add(tx, house.workspace.id, each, ADA, START) is Kept.SAVED
        return list(saved_replies.of(tx, house.workspace.id))


def test_they_are_kept_by_title_with_who_made_and_changed_them(house: House) -> None:
    """And each change tells its line."""
    thanks, ships = kept(house, Wording("thanks", "Thank you!", house.account_id), SHIPS)[::-1]
    assert (ships.title, ships.text, ships.account_id, ships.made_by, ships.uses) == (*_worded(SHIPS), ADA, 0)
    assert thanks.account_id == house.account_id
    with house.database.write() as tx:
        at, new = house.workspace.id, Wording("Shipping", "We do.")
        assert saved_replies.change(tx, at, ships.id, new, BEN, LATER, seen=ships.changed_at) is Kept.SAVED
        assert saved_replies.remove(tx, at, thanks.id, BEN, LATER, seen=thanks.changed_at) is Kept.SAVED
        [left] = saved_replies.of(tx, at)
        told = [(row.actor_id, row.detail) for row in tx.execute(stories.stories.select()) if not row.card_id]
    assert (left.text, left.made_by, left.changed_by, left.changed_at) == ("We do.", ADA, BEN, LATER)
    assert told[-2:] == [(BEN, "Saved reply changed: Shipping"), (BEN, "Saved reply deleted: thanks")]


def _worded(wanted: Wording) -> tuple[str, str, int | None]:
    return wanted.title, wanted.text, wanted.account_id


def test_of_two_who_edit_at_once_the_second_writes_nothing(house: House) -> None:
    """Nor do they delete what somebody changed; even where no time passed in between."""
    [ships] = kept(house, SHIPS)
    at = house.workspace.id
    with house.database.write() as tx:
        for text, came in (("Ada's", Kept.SAVED), ("Ben's", Kept.OVERTAKEN)):
            new = Wording("Shipping", text)
            assert saved_replies.change(tx, at, ships.id, new, ADA, START, seen=ships.changed_at) is came
        assert saved_replies.remove(tx, at, ships.id, BEN, START, seen=ships.changed_at) is Kept.OVERTAKEN
        [now] = saved_replies.of(tx, at)
        assert now.text == "Ada's"
        assert saved_replies.remove(tx, at, ships.id, BEN, START, seen=now.changed_at) is Kept.SAVED
        assert saved_replies.change(tx, at, ships.id, SHIPS, BEN, START, seen=now.changed_at) is Kept.GONE


def test_a_title_is_taken_once_for_each_account_and_there_is_an_end(house: House) -> None:
    """So that a menu can be read: whatever its case, and 200 of them."""
    first, second = kept(house, SHIPS, Wording("Thanks", "x"))
    at, again = house.workspace.id, Wording("SHIPPING", "x")
    with house.database.write() as tx:
        assert saved_replies.add(tx, at, again, BEN, LATER) is Kept.TAKEN
        assert saved_replies.change(tx, at, second.id, again, BEN, LATER, seen=second.changed_at) is Kept.TAKEN
        assert saved_replies.change(tx, at, first.id, again, BEN, LATER, seen=first.changed_at) is Kept.SAVED
        assert saved_replies.add(tx, at, Wording("Shipping", "x", house.account_id), BEN, LATER) is Kept.SAVED
        row = {"workspace_id": at, "text": "x", "uses": 0, "made_by": "", "changed_by": "", "changed_at": START}
        tx.execute(insert(replies), [row | {"title": f"No. {number}"} for number in range(MOST - 3)])
        assert saved_replies.add(tx, at, Wording("Last", "x"), BEN, LATER) is Kept.FULL


def test_a_use_counts_with_the_reply_that_is_decided_and_no_other(house: House) -> None:
    """Whoever is too late used nothing."""
    [ships] = kept(house, SHIPS)
    card = house.question_card()
    assert isinstance(house.decide(card, Choice.REPLY, text="Hi!", saved_id=ships.id), Decided)
    assert isinstance(house.decide(card, Choice.REPLY, who=BEN, text="Hi!", saved_id=ships.id), TooLate)
    with house.database.read() as tx:
        counted = saved_replies.get(tx, house.workspace.id, ships.id)
    assert counted is not None
    assert (counted.uses, counted.changed_at) == (1, ships.changed_at)
