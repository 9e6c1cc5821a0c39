"""An action is performed to its end: each failure by its kind, each doubt read back, nothing ever done twice."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from slackapp.domain.accounts import AccountHealth
from slackapp.domain.action import ActionKind, ActionState, FailureKind
from slackapp.domain.capability import Capability
from slackapp.domain.card import Card, CardStatus, Choice, FacetState
from slackapp.networks.base import (
    CutOff,
    Gone,
    LoginRefused,
    NetworkError,
    OutOfCredit,
    RateLimited,
    Refused,
    Unavailable,
)
from slackapp.perform import GIVE_UP_AFTER, LOOKS, RETRY_CEILING, backoff
from slackapp.store import accounts, posts
from tests.clicks import following, replying, run
from tests.fake_network import Call
from tests.house import ADA, START, House

FOLLOW, REPLY, POST, UPDATE = (
    ActionKind.FOLLOW,
    ActionKind.REPLY,
    ActionKind.POST_MESSAGE,
    ActionKind.UPDATE_MESSAGE,
)


def test_a_follow_is_done_and_told(house: House) -> None:
    """The network sees it once; action, card, message and onlookers know."""
    card = following(house)
    follow = run(house, FOLLOW)
    assert (follow.state, follow.finished_at, house.network.follows) == (ActionState.DONE, START, [follow.target_id])
    now = house.card(card.id)
    assert (now.follow, now.status, now.decided_by) == (FacetState.DONE, CardStatus.DONE, ADA)
    assert (house.action(UPDATE).message_id, house.moved) == (card.message_id, [card.id])
    run(house, FOLLOW)
    assert house.network.called("follow") == 1


def test_following_a_protected_person_is_a_request(sqlite_house: House) -> None:
    """It is done as far as we can, and it is said that they have not let us in yet, also where that was read back."""
    house = sqlite_house
    for handle, error in (("one", None), ("two", CutOff("lost"))):
        card = house.follower_card(handle, protected=True)
        house.decide(card, Choice.FOLLOW)
        if error:
            house.network.fail_next("follow", error, after_effect=True)
        house.perform_all()
        assert (house.action(FOLLOW).state, house.action(FOLLOW).reason) == (ActionState.DONE, "requested")


def test_a_reply_answers_the_question(house: House) -> None:
    """The mention has its answer, through us, with the post's id and address."""
    card = replying(house)
    reply = run(house, REPLY)
    sent = house.network.posted[0]
    assert (sent.text, reply.outcome_id, reply.outcome_url) == ("We do!", sent.id, sent.url)
    with house.database.read() as tx:
        mention = posts.mention(tx, card.question_id or 0)
    assert (mention.answered_via, mention.answer_post_id) == ("rapport", sent.id)


@pytest.mark.parametrize(
    "error",
    [Refused("You have said that already."), Gone("That account is gone."), OutOfCredit("The credit is used up.")],
    ids=lambda error: error.kind.value,
)
def test_a_no_is_told_with_its_reason(sqlite_house: House, error: NetworkError) -> None:
    """It failed, the card says why, nothing is tried again by itself, and a person may."""
    house = sqlite_house
    card = following(house)
    house.network.fail_next("follow", error)
    house.perform_all()
    follow = house.action(FOLLOW)
    assert (follow.state, follow.failure, follow.reason) == (ActionState.FAILED, error.kind, error.reason)
    assert (house.card(card.id).follow, house.card(card.id).status) == (FacetState.FAILED, CardStatus.OPEN)
    assert house.network.called("follow") == 1
    house.decide(card, Choice.FOLLOW)
    house.perform_all()
    assert house.card(card.id).follow is FacetState.DONE


def test_a_refused_login_is_noted_on_the_account(sqlite_house: House) -> None:
    """Polling stops until a person connects it again; the action has failed."""
    following(sqlite_house)
    sqlite_house.network.fail_next("follow", LoginRefused("X no longer accepts our access."))
    assert run(sqlite_house, FOLLOW).failure is FailureKind.LOGIN_REFUSED
    account = sqlite_house.account
    assert (account.health, account.trouble) == (AccountHealth.LOGIN_REFUSED, "X no longer accepts our access.")


def test_the_old_logins_refusal_does_not_count_after_a_new_one(sqlite_house: House) -> None:
    """Connected again while a call was under way: that call fails, the account stays well."""
    house = sqlite_house
    following(house)

    def connect_again(call: Call) -> None:
        if call.method == "follow":
            house.clock.go(seconds=1)
            with house.database.write() as tx:
                ours = house.account
                accounts.put_account(tx, ours.workspace_id, ours.network, house.network.me(), "new", house.clock())

    house.network.on_call = connect_again
    house.network.fail_next("follow", LoginRefused("No."))
    house.perform_due()
    assert house.action(FOLLOW).failure is FailureKind.LOGIN_REFUSED
    assert house.account.health is AccountHealth.WELL


@pytest.mark.parametrize("reset", [timedelta(minutes=9), None], ids=["with reset", "without"])
def test_a_rate_limit_is_waited_for(house: House, reset: timedelta | None) -> None:
    """Until the network's own reset, or a little while; meanwhile the card is still on its way."""
    card = following(house)
    house.network.fail_next("follow", RateLimited("Too many follows.", retry_at=START + reset if reset else None))
    follow = run(house, FOLLOW)
    assert (follow.state, follow.failure) == (ActionState.PLANNED, FailureKind.RATE_LIMITED)
    assert follow.due_at == START + (reset or backoff(1))
    assert house.card(card.id).follow is FacetState.PENDING
    house.perform_all()
    assert house.card(card.id).follow is FacetState.DONE
    assert house.clock() == START + (reset or backoff(1))


def test_a_reset_in_the_past_is_no_reason_to_hammer(sqlite_house: House) -> None:
    """Clocks differ: there is always a pause."""
    following(sqlite_house)
    sqlite_house.network.fail_next("follow", RateLimited("Too many.", retry_at=START - timedelta(hours=1)))
    due = run(sqlite_house, FOLLOW).due_at
    assert due is not None
    assert due > START


def test_backing_off_doubles_up_to_a_ceiling() -> None:
    """Two seconds, four, eight, and never more than five minutes."""
    waits = [backoff(n) for n in range(1, 40)]
    assert waits[:3] == [timedelta(seconds=2), timedelta(seconds=4), timedelta(seconds=8)]
    assert waits == sorted(waits)
    assert waits[-1] == RETRY_CEILING
    assert backoff(10**9) == RETRY_CEILING


def test_a_network_that_stays_down_is_given_up(sqlite_house: House) -> None:
    """After about forty minutes a person is told; nothing was done."""
    card = following(sqlite_house)
    sqlite_house.network.fail_next("follow", Unavailable("X is down."), times=100)
    sqlite_house.perform_all()
    assert sqlite_house.network.called("follow") == GIVE_UP_AFTER
    assert timedelta(minutes=30) < sqlite_house.clock() - START < timedelta(minutes=45)
    assert sqlite_house.action(FOLLOW).failure is FailureKind.UNAVAILABLE
    assert sqlite_house.card(card.id).follow is FacetState.FAILED


def test_what_is_not_allowed_is_remembered_for_the_account(house: House) -> None:
    """Every open card is drawn again without the button; another account is not touched."""
    others = [house.follower_card(handle) for handle in ("one", "two")]
    decided = house.put(house.follower_card("three"), status=CardStatus.DONE)
    following(house)
    house.network.forbid(Capability.FOLLOW, "Not on this plan.")
    assert run(house, FOLLOW).failure is FailureKind.NOT_ALLOWED
    with house.database.read() as tx:
        (found,) = accounts.found_permissions(tx, house.account_id)
    assert (found.capability, found.allowed, found.reason) == (Capability.FOLLOW, False, "Not on this plan.")
    redrawn = {action.message_id for action in house.actions(UPDATE)}
    assert {card.message_id for card in others} < redrawn
    assert decided.message_id not in redrawn


@pytest.mark.parametrize("happened", [True, False], ids=["after the effect", "before it"])
def test_a_follow_whose_answer_was_lost_is_read_back(house: House, happened: bool) -> None:
    """It is looked up, and done again only where it is not there; the card says pending, then done."""
    card = following(house)
    house.network.fail_next("follow", CutOff("The answer was lost."), after_effect=happened)
    assert run(house, FOLLOW).state is ActionState.IN_DOUBT
    assert house.card(card.id).follow is FacetState.PENDING
    house.perform_all()
    assert (house.network.called("follow"), len(house.network.follows)) == (1 if happened else 2, 1)
    assert house.card(card.id).follow is FacetState.DONE


def test_a_reply_whose_answer_was_lost_is_found(house: House) -> None:
    """It is there: done, with its id, and sent once."""
    card = replying(house)
    house.network.fail_next("reply", CutOff("The answer was lost."), after_effect=True)
    house.perform_all()
    assert (house.network.called("reply"), house.action(REPLY).outcome_id) == (1, house.network.posted[0].id)
    assert house.card(card.id).status is CardStatus.DONE


def test_a_reply_that_can_not_be_found_is_left_in_doubt(house: House) -> None:
    """After the last look a person decides; it is never sent again by itself."""
    card = replying(house)
    house.network.fail_next("reply", CutOff("The answer was lost."))
    house.perform_all(hours=48)
    reply = house.action(REPLY)
    assert (reply.state, reply.due_at, reply.failure) == (ActionState.IN_DOUBT, None, FailureKind.CUT_OFF)
    assert (house.network.called("reply"), house.network.called("find_post")) == (1, len(LOOKS) + 1)
    assert house.card(card.id).reply is FacetState.IN_DOUBT
    assert "lost" in reply.reason


def test_a_reply_that_a_network_knows_again_is_sent_again_by_itself(house: House) -> None:
    """Where the same post sent twice is one post, a lost answer needs nobody: it is sent again, and is there once."""
    house.network.knows_again = True
    replying(house)
    house.network.fail_next("reply", CutOff("lost"))
    house.perform_all()
    assert house.action(REPLY).state is ActionState.DONE
    assert [post.text for post in house.network.posted] == [house.action(REPLY).text]


def test_a_follow_that_never_shows_is_left_to_a_person(sqlite_house: House) -> None:
    """A network that says yes and shows no is asked many times, and not for ever."""
    house = sqlite_house
    card = following(house)
    house.network.fail_next("follow", CutOff("It doesn't show yet."), times=1_000)
    house.perform_all(hours=24)
    assert house.network.called("follow") == GIVE_UP_AFTER
    assert house.card(card.id).follow is FacetState.IN_DOUBT


def test_each_action_is_minted_once(house: House) -> None:
    """However often a write is sent, it is sent as the same one; another action is another one."""
    for handle in ("one", "two"):
        card = house.follower_card(handle)
        house.decide(card, Choice.FOLLOW)
        house.network.fail_next("follow", Unavailable("Down."))
    house.perform_all()
    mints = [call.args[1] for call in house.network.calls if call.method == "follow"]
    assert len(mints) == 4
    assert len(set(mints)) == 2


def test_a_look_that_fails_is_no_finding(sqlite_house: House) -> None:
    """Where the network can't be read, nothing is said to have happened or not."""
    replying(sqlite_house)
    sqlite_house.network.fail_next("reply", CutOff("The answer was lost."), after_effect=True)
    sqlite_house.network.fail_next("find_post", Unavailable("X is down."), times=len(LOOKS))
    sqlite_house.perform_all()
    assert (sqlite_house.action(REPLY).state, len(sqlite_house.network.posted)) == (ActionState.DONE, 1)


@pytest.mark.parametrize("arrange", [following, replying], ids=["follow", "reply"])
def test_a_fault_of_our_own_leaves_no_card_waiting_for_ever(
    sqlite_house: House, arrange: Callable[[House], Card]
) -> None:
    """An error nobody foresaw counts as an answer that was lost, and looks that break come to an end."""

    def break_down(_call: Call) -> None:
        raise KeyError("surprise")

    card = arrange(sqlite_house)
    sqlite_house.network.on_call = break_down
    sqlite_house.perform_all()
    assert sqlite_house.card(card.id).in_doubt is not None
    assert len(sqlite_house.network.calls) <= len(LOOKS) + 2
    sqlite_house.network.on_call = None
    sqlite_house.decide(card, Choice.SEND_AGAIN)
    sqlite_house.perform_all()
    assert sqlite_house.card(card.id).status is CardStatus.DONE


def test_deleting_a_reply_that_was_polled_meanwhile_reopens_the_question(house: House) -> None:
    """Our own deleted reply is not taken for an answer given on the network."""
    card = replying(house)
    house.perform_due()
    house.polled()
    house.decide(card, Choice.UNDO_REPLY)
    house.perform_due()
    house.polled()
    now = house.card(card.id)
    assert (now.status, now.reply) == (CardStatus.OPEN, FacetState.NONE)


def test_performing_what_is_not_there_is_an_error(sqlite_house: House) -> None:
    """An unknown id is a mistake of the caller's, told as one."""
    with pytest.raises(NoResultFound):
        sqlite_house.performer.perform(0)


def test_while_a_call_is_under_way_the_card_is_drawn(house: House) -> None:
    """Before the network has answered, drawing the card ("… is following back") is planned, once."""
    card = following(house)
    seen: list[int | None] = []
    house.network.on_call = lambda _call: seen.extend(a.message_id for a in house.actions(UPDATE))
    run(house, FOLLOW)
    assert seen == [card.message_id]
