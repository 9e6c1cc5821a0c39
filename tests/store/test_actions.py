"""Actions in the store: planned once, handed out lane by lane, claimed by one, settled by one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError, NoResultFound

from slackapp.domain.action import ActionKind, ActionState, FailureKind
from slackapp.store import actions, messages
from slackapp.store.actions import Plan, Result
from tests.house import SOCIAL, START, House

SECOND = timedelta(seconds=1)


def plan(house: House, key: str, lane: str, due_at: datetime | None = None) -> int:
    """Plan a follow; returns its id."""
    new = Plan(key, ActionKind.FOLLOW, house.workspace.id, lane, house.account_id, due_at=due_at)
    with house.database.write() as tx:
        actions.plan(tx, new, house.clock())
    return house.actions()[-1].id


def due(house: House, limit: int = 10, busy: tuple[str, ...] = ()) -> list[int]:
    """The ids that are handed out now."""
    with house.database.read() as tx:
        return [one.action_id for one in actions.due(tx, house.clock(), limit, busy)]


def settle(house: House, action_id: int, result: Result, was: ActionState = ActionState.CALLING) -> bool:
    """Settle in a transaction of its own."""
    with house.database.write() as tx:
        return actions.settle(tx, action_id, was, result, house.clock())


def claim(house: House, action_id: int) -> bool:
    """Claim in a transaction of its own."""
    with house.database.write() as tx:
        return actions.claim(tx, action_id, house.clock())


def test_a_key_is_planned_once(house: House) -> None:
    """The database itself refuses a second action with the same key."""
    plan(house, "a", "one")
    with pytest.raises(IntegrityError):
        plan(house, "a", "two")
    assert len(house.actions()) == 1


def test_each_lane_hands_out_its_oldest(house: House) -> None:
    """One of each lane, oldest first; a busy lane nothing at all; the limit holds."""
    first, _ = plan(house, "a", "one"), plan(house, "b", "one")
    other, third = plan(house, "c", "two"), plan(house, "d", "three")
    assert due(house) == [first, other, third]
    assert due(house, limit=2) == [first, other]
    assert due(house, busy=("one", "three")) == [other]


def test_a_lane_goes_on_when_its_first_is_done(house: House) -> None:
    """The next of a lane is handed out once the one before it is settled."""
    first, second = plan(house, "a", "one"), plan(house, "b", "one")
    assert claim(house, first)
    assert settle(house, first, Result(ActionState.DONE))
    assert due(house) == [second]


def test_what_is_not_due_is_not_handed_out(house: House) -> None:
    """It waits for its time, and says when that is."""
    later = plan(house, "a", "one", START + 5 * SECOND)
    with house.database.read() as tx:
        assert actions.next_due(tx, START) == START + 5 * SECOND
    assert due(house) == []
    house.clock.go(seconds=5)
    assert due(house) == [later]
    with house.database.read() as tx:
        assert actions.next_due(tx, house.clock()) is None


def test_a_lane_rests(house: House) -> None:
    """A resting lane hands nothing out until it is free, and the look after that is known in advance."""
    waiting = plan(house, "a", "one")
    with house.database.write() as tx:
        actions.hold_lane(tx, "one", START + SECOND)
        actions.hold_lane(tx, "one", START + 2 * SECOND)
        assert actions.next_due(tx, START) == START + 2 * SECOND
    assert due(house) == []
    house.clock.go(seconds=2)
    assert due(house) == [waiting]


def test_an_action_is_claimed_by_one_of_many(house: House) -> None:
    """Eight threads want it, one gets it, and the attempt is counted once."""
    action_id = plan(house, "a", "one")
    start = Barrier(8)

    def race(_: int) -> bool:
        start.wait()
        return claim(house, action_id)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(race, range(8))) == 1
    action = house.actions()[0]
    assert (action.state, action.attempt, action.calling_at) == (ActionState.CALLING, 1, START)


def test_an_action_is_settled_once(house: House) -> None:
    """What is written stays; whoever comes later is told so."""
    action_id = plan(house, "a", "one")
    claim(house, action_id)
    done = Result(ActionState.DONE, "9", "https://network.example/9", reason="x" * 5_000)
    assert settle(house, action_id, done)
    assert not settle(house, action_id, Result(ActionState.FAILED, failure=FailureKind.REFUSED))
    action = house.actions()[0]
    assert (action.state, action.outcome_id, action.finished_at) == (ActionState.DONE, "9", START)
    assert len(action.reason) == actions.MAX_REASON


def test_each_attempt_and_each_look_has_a_run_of_its_own(house: House) -> None:
    """The engine's key changes with every attempt and every look at a doubt, so none is taken for another."""
    action_id = plan(house, "a", "one")
    keys: list[str] = []
    for after in (ActionState.PLANNED, ActionState.IN_DOUBT):
        with house.database.read() as tx:
            keys += [one.run_key for one in actions.due(tx, START, 1)]
        claim(house, action_id)
        settle(house, action_id, Result(after, due_at=START))
    for _ in range(2):
        with house.database.read() as tx:
            keys += [one.run_key for one in actions.due(tx, START, 1)]
        settle(house, action_id, Result(ActionState.IN_DOUBT, due_at=START), ActionState.IN_DOUBT)
    assert len(set(keys)) == 4


def test_a_doubt_left_to_a_person_is_not_handed_out(house: House) -> None:
    """Until somebody has it looked at again."""
    card = house.follower_card()
    with house.database.write() as tx:
        actions.plan(
            tx, Plan("a", ActionKind.FOLLOW, house.workspace.id, "one", house.account_id, card_id=card.id), START
        )
    action_id = house.action(ActionKind.FOLLOW).id
    claim(house, action_id)
    settle(house, action_id, Result(ActionState.IN_DOUBT))
    assert due(house) == []
    with house.database.read() as tx:
        waiting = actions.waiting(tx, house.workspace.id)
    assert (waiting.pending, waiting.in_doubt, waiting.due_since) == (0, 1, None)
    with house.database.write() as tx:
        actions.look_again(tx, card.id, START)
    assert due(house) == [action_id]


def test_what_may_not_follow_is_refused(house: House) -> None:
    """The table of what may follow what holds in the store, too."""
    action_id = plan(house, "a", "one")
    with pytest.raises(AssertionError):
        settle(house, action_id, Result(ActionState.IN_DOUBT), ActionState.PLANNED)
    assert house.actions()[0].state is ActionState.PLANNED


def test_the_newest_action_of_each_kind(house: House) -> None:
    """A card tells of its last follow and its last unfollow, in the order they came."""
    card = house.follower_card()
    for key, kind in (("a", ActionKind.FOLLOW), ("b", ActionKind.UNFOLLOW), ("c", ActionKind.FOLLOW)):
        with house.database.write() as tx:
            actions.plan(tx, Plan(key, kind, house.workspace.id, "one", house.account_id, card_id=card.id), START)
    with house.database.read() as tx:
        assert [a.key for a in actions.of_cards(tx, [card.id])[card.id]] == ["b", "c"]
        assert actions.of_cards(tx, []) == {}
        with pytest.raises(NoResultFound):
            actions.get(tx, 0)


def test_one_waiting_update_is_enough(house: House) -> None:
    """An update that nobody has begun draws the newest state; one under way may have drawn an older one."""
    message_id = house.follower_card().message_id or 0

    def planned() -> int:
        with house.database.write() as tx:
            messages.plan_update(tx, message_id, START)
        return len(house.actions(ActionKind.UPDATE_MESSAGE))

    assert (planned(), planned()) == (1, 1)
    claim(house, house.action(ActionKind.UPDATE_MESSAGE).id)
    assert planned() == 2


def test_two_changes_of_one_message_at_once_are_both_drawn(house: House) -> None:
    """Two transactions that overlap neither wait for each other nor fail, and an update comes after each."""
    message_id = house.follower_card().message_id or 0
    start = Barrier(2)

    def plan_both(_: int) -> None:
        start.wait()
        with house.database.write() as tx:
            messages.plan_update(tx, message_id, START)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(plan_both, range(2)))
    assert 1 <= len(house.actions(ActionKind.UPDATE_MESSAGE)) <= 2


def test_messages_are_posted_in_the_order_of_their_channel(house: House) -> None:
    """Recording a message plans its posting in the channel's lane; it is found by key and by its place."""
    with house.database.write() as tx:
        ids = [
            messages.add(
                tx,
                messages.NewMessage(key, messages.MessageKind.NOTICE, house.workspace.id, SOCIAL, body={"n": key}),
                START,
            )
            for key in ("a", "b")
        ]
        assert [messages.exists(tx, key) for key in ("a", "b", "c")] == [True, True, False]
        messages.note_posted(tx, ids[0], "17.1", START)
        found = messages.at(tx, house.workspace.id, SOCIAL, "17.1")
        assert messages.at(tx, house.workspace.id, "C0OTHER", "17.1") is None
    assert found is not None
    assert (found.id, found.body, found.posted_at) == (ids[0], {"n": "a"}, START)
    posting = house.actions(ActionKind.POST_MESSAGE)
    assert due(house) == [posting[0].id]
    with pytest.raises(IntegrityError), house.database.write() as tx:
        messages.add(tx, messages.NewMessage("a", messages.MessageKind.NOTICE, house.workspace.id, SOCIAL), START)
