"""An action is performed to its end: each failure by its kind, each doubt read back, nothing ever done twice."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from slackapp.domain.accounts import AccountHealth
from slackapp.domain.action import Action, ActionKind, ActionState, FailureKind
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
from slackapp.perform import CHANNEL_REST, GIVE_UP_AFTER, LOOKS, RETRY_CEILING, backoff
from slackapp.store import accounts, messages, posts
from tests.fake_network import Call
from tests.house import ADA, SOCIAL, START, House

FOLLOW, REPLY, POST, UPDATE = (
    ActionKind.FOLLOW,
    ActionKind.REPLY,
    ActionKind.POST_MESSAGE,
    ActionKind.UPDATE_MESSAGE,
)


class PowerCut(BaseException):
    """The process dies here: nothing catches it."""


def following(house: House) -> Card:
    """A card on which Ada has just clicked Follow back."""
    card = house.follower_card()
    house.decide(card, Choice.FOLLOW)
    return card


def replying(house: House) -> Card:
    """A card on which Ada has just sent a reply."""
    card = house.question_card()
    house.decide(card, Choice.REPLY, text="We do!")
    return card


def notice(house: House, key: str = "n") -> int:
    """A message about to be posted."""
    with house.database.write() as tx:
        new = messages.NewMessage(key, messages.MessageKind.NOTICE, house.workspace.id, SOCIAL)
        return messages.add(tx, new, house.clock())


def run(house: House, kind: ActionKind) -> Action:
    """Perform the newest action of a kind once; returns it as it stands then."""
    house.performer.perform(house.action(kind).id)
    return house.action(kind)


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


# The power goes out


def before(method: str) -> Callable[[House], None]:
    """Die between the claim and the call's effect."""

    def arrange(house: House) -> None:
        def die(call: Call) -> None:
            if call.method == method:
                house.network.on_call = None
                raise PowerCut

        house.network.on_call = die

    return arrange


def after(method: str) -> Callable[[House], None]:
    """Die after the call's effect, before anything of it is written."""

    def arrange(house: House) -> None:
        house.network.fail_next(method, PowerCut(), after_effect=True)  # type: ignore[arg-type]  # it is only raised

    return arrange


def crash(house: House, kind: ActionKind, where: Callable[[House], None]) -> None:
    """Die on the way, start again, and perform whatever is due."""
    where(house)
    with pytest.raises(PowerCut):
        house.performer.perform(house.action(kind).id)
    assert house.action(kind).state is ActionState.CALLING
    house.performer.perform(house.action(kind).id)  # the engine's recovery, before the rescue: touches nothing
    assert house.action(kind).state is ActionState.CALLING
    assert house.performer.rescue() == 1
    assert house.performer.rescue() == 0
    house.perform_all()


@pytest.mark.parametrize("where", [before("follow"), after("follow")], ids=["before", "after"])
def test_a_crash_while_following_follows_exactly_once(house: House, where: Callable[[House], None]) -> None:
    """Whatever the moment, in the end we follow them, by one effect."""
    card = following(house)
    crash(house, FOLLOW, where)
    assert house.network.follows == [house.action(FOLLOW).target_id]
    assert house.card(card.id).follow is FacetState.DONE


def test_a_crash_after_a_reply_finds_it(house: House) -> None:
    """It was sent: it is found, and not sent again."""
    card = replying(house)
    crash(house, REPLY, after("reply"))
    assert [post.text for post in house.network.posted] == ["We do!"]
    assert house.card(card.id).status is CardStatus.DONE


def test_a_crash_before_a_reply_leaves_it_in_doubt(house: House) -> None:
    """Nobody can know: it is not sent blindly, a person is asked."""
    card = replying(house)
    crash(house, REPLY, before("reply"))
    assert house.network.posted == []
    assert house.card(card.id).reply is FacetState.IN_DOUBT


@pytest.mark.parametrize("method", ["unfollow", "like"])
@pytest.mark.parametrize("where", [before, after])
def test_a_crash_in_what_may_be_repeated_ends_well(
    sqlite_house: House, method: str, where: Callable[[str], Callable[[House], None]]
) -> None:
    """An unfollow and a like are simply made sure of."""
    house = sqlite_house
    if method == "unfollow":
        card, kind = following(house), ActionKind.UNFOLLOW
        house.perform_due()
        house.decide(card, Choice.UNDO_FOLLOW)
    else:
        card, kind = house.question_card(), ActionKind.LIKE
        house.decide(card, Choice.LIKE)
    crash(house, kind, where(method))
    assert house.action(kind).state is ActionState.DONE
    assert house.network.following_ids == []
    assert house.card(card.id).like is (FacetState.DONE if method == "like" else FacetState.NONE)


def test_a_crash_before_the_first_step_loses_nothing(house: House) -> None:
    """An action that nobody claimed is simply still due."""
    following(house)
    assert house.performer.rescue() == 0
    house.perform_all()
    assert len(house.network.follows) == 1


# By hand


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


# Slack


def test_a_message_is_posted_and_its_channel_rests(house: House) -> None:
    """Slack takes one message a second for a channel: the next one waits, then follows in order."""
    first, second = notice(house, "a"), notice(house, "b")
    house.perform_due()
    assert house.poster.posts == [first]
    house.perform_all()
    assert house.poster.posts == [first, second]
    assert [message.posted_at for message in house.messages()] == [START, START + CHANNEL_REST]
    assert [house.poster.standing[message.ts] for message in house.messages()] == [first, second]


@pytest.mark.parametrize(
    "error", [RateLimited("slow down", retry_at=START + timedelta(seconds=30)), Unavailable("Slack is down.")]
)
def test_a_channel_keeps_its_order_through_trouble(sqlite_house: House, error: NetworkError) -> None:
    """Those behind a message that has to wait, wait too."""
    house = sqlite_house
    ids = [notice(house, key) for key in "abc"]
    fails = [error]

    def fail(_call: str) -> None:
        if fails:
            raise fails.pop()

    house.poster.before = fail
    house.perform_all()
    assert house.poster.posts == [ids[0], *ids]


def test_slack_is_waited_for_however_long(sqlite_house: House) -> None:
    """A message is not given up while Slack is down."""
    message_id = notice(sqlite_house)
    fails = [Unavailable("Slack is down.")] * 40

    def fail(_call: str) -> None:
        if fails:
            raise fails.pop()

    sqlite_house.poster.before = fail
    sqlite_house.perform_all(hours=48)
    assert list(sqlite_house.poster.standing.values()) == [message_id]


@pytest.mark.parametrize("posted", [True, False])
@pytest.mark.parametrize("cut", [PowerCut(), CutOff("The answer was lost.")], ids=["crash", "lost answer"])
def test_a_message_nobody_is_sure_of_is_found_by_its_metadata(
    sqlite_house: House, posted: bool, cut: BaseException
) -> None:
    """It is posted exactly once, wherever the power or the answer was lost."""
    house = sqlite_house
    message_id = notice(house)
    cuts = [cut]

    def fail(call: str) -> None:
        if call == "post" and cuts:
            raise cuts.pop()

    setattr(house.poster, "after" if posted else "before", fail)
    try:
        house.performer.perform(house.action(POST).id)
    except PowerCut:
        house.performer.rescue()
    house.perform_all()
    assert list(house.poster.standing.values()) == [message_id]
    assert (house.poster.finds, house.messages()[0].ts in house.poster.standing) == ([message_id], True)


def test_a_search_that_fails_is_made_again(sqlite_house: House) -> None:
    """Nothing is posted before Slack could be asked."""
    house = sqlite_house
    notice(house)

    def lose(_call: str) -> None:
        raise CutOff("lost")

    house.poster.after = lose
    asked = [Unavailable("Slack is down."), RateLimited("slow down", retry_at=START + timedelta(minutes=1))]

    def fail(call: str) -> None:
        if call == "find" and asked:
            raise asked.pop()

    house.poster.before = fail
    house.perform_all()
    assert (len(house.poster.posts), len(house.poster.finds)) == (1, 3)


def test_an_update_cut_off_is_drawn_again(sqlite_house: House) -> None:
    """Drawing twice does no harm; drawing never would."""
    card = following(sqlite_house)
    cuts = [CutOff("lost"), CutOff("lost")]

    def fail(_call: str) -> None:
        if cuts:
            raise cuts.pop()

    sqlite_house.poster.before = fail
    sqlite_house.perform_all()
    assert sqlite_house.poster.updates.count(card.message_id or 0) >= 3
    assert {action.state for action in sqlite_house.actions(UPDATE)} == {ActionState.DONE}


def test_a_card_that_moved_while_it_was_posted_is_drawn_again(sqlite_house: House) -> None:
    """The message may show what was true before the click."""
    house = sqlite_house
    house.network.add_follower("mira")
    house.poll.poll(house.account_id)
    house.network.add_follower("noor")
    house.polled()
    (card,) = house.cards()

    def click(_call: str) -> None:
        house.put(card)

    house.poster.after = click
    house.perform_all()
    assert house.poster.updates == [card.message_id]


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
