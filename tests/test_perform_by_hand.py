"""What a person does on the network's own page is looked for there."""

from datetime import timedelta

from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.card import CardStatus, Choice, FacetState
from slackapp.store import posts
from tests.house import ADA, START, House
from tests.test_perform_crash import before, crash

FOLLOW, REPLY, POST, UPDATE = (
    ActionKind.FOLLOW,
    ActionKind.REPLY,
    ActionKind.POST_MESSAGE,
    ActionKind.UPDATE_MESSAGE,
)


def test_what_was_done_by_hand_is_seen(house: House) -> None:
    """We look at the network until it shows; the person who opened the page gets the credit."""
    card = house.follower_card()
    house.decide(card, Choice.FOLLOW_BY_HAND)
    house.perform_due()
    assert house.card(card.id).follow is FacetState.BY_HAND
    house.network.following_ids.append(house.action(ActionKind.CONFIRM_FOLLOW).target_id)
    house.perform_all()
    now = house.card(card.id)
    assert (now.follow, now.status, now.decided_by) == (FacetState.DONE, CardStatus.DONE, ADA)
    assert house.network.called("follow") == 0


def test_looking_in_vain_redraws_nothing_and_ends(sqlite_house: House) -> None:
    """About twenty minutes, then the card offers its buttons again."""
    house = sqlite_house
    card = house.follower_card()
    house.decide(card, Choice.FOLLOW_BY_HAND)
    house.perform_all()
    assert timedelta(minutes=15) < house.clock() - START < timedelta(minutes=25)
    assert len(house.actions(UPDATE)) == 2
    assert house.card(card.id).follow is FacetState.FAILED


def test_a_reply_by_hand_answers_the_question(sqlite_house: House) -> None:
    """Found among our own posts; it can be undone like any other."""
    house = sqlite_house
    card = house.question_card()
    house.decide(card, Choice.REPLY_BY_HAND)
    question = house.action(ActionKind.CONFIRM_REPLY).target_id
    reply = house.network.add_post(house.network.me(), "We do.", in_reply_to_id=question)
    house.perform_all()
    assert house.card(card.id).status is CardStatus.DONE
    with house.database.read() as tx:
        assert posts.mention(tx, card.question_id or 0).answered_via == "network"
    house.decide(card, Choice.UNDO_REPLY)
    house.perform_all()
    assert house.network.deleted == [reply.id]


def test_an_api_follow_after_a_look_by_hand_counts_once(sqlite_house: House) -> None:
    """The look that still runs moves nothing any more."""
    house = sqlite_house
    card = house.follower_card()
    house.decide(card, Choice.FOLLOW_BY_HAND)
    house.decide(card, Choice.FOLLOW)
    house.perform_all()
    assert house.card(card.id).follow is FacetState.DONE
    assert {a.state for a in house.actions(FOLLOW, ActionKind.CONFIRM_FOLLOW)} == {ActionState.DONE}


def test_a_crash_while_looking_looks_on(sqlite_house: House) -> None:
    """A look changes nothing, so it is simply made again."""
    house = sqlite_house
    card = house.question_card()
    house.decide(card, Choice.REPLY_BY_HAND)
    crash(house, ActionKind.CONFIRM_REPLY, before("own_posts"))
    assert not house.card(card.id).busy
    assert house.card(card.id).reply is FacetState.FAILED
