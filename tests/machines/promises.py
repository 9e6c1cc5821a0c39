"""What Rapport promises, each a sentence and the check below it. Each check is one that can fail."""

from collections import Counter

from slackapp.domain.action import MAY_FOLLOW, Action, ActionKind, ActionState, FailureKind
from slackapp.domain.card import FACET_OF, CardStatus, FacetState
from slackapp.perform import GIVE_UP_AFTER, LOOKS_WHILE_DOWN
from tests.machines.cards import check_card
from tests.machines.effects import HARD_TO_SEE, LOOKS, POSTS, UNDONE_BY, effect_of, open_still, waits_for_a_person
from tests.machines.life import Life


def nothing_goes_where_it_may_not(life: Life) -> None:
    """Actions change only as the table lets them, an attempt is one call, and each change of a card is counted."""
    for change in life.changes:
        if change.what == "card":
            assert change.later == change.number + 1, f"the version grows by one: {change}"
            continue
        was, became = ActionState(change.was), ActionState(change.became)
        due_only = was is became is ActionState.IN_DOUBT and change.number == change.later  # a poll has it looked at
        assert due_only or became in MAY_FOLLOW[was], f"it may not go there: {change}"
        assert change.later == change.number + (became is ActionState.CALLING), f"an attempt is one call: {change}"


def nobody_is_left_calling(life: Life) -> None:
    """Once nobody works, nothing says that somebody is calling."""
    assert not [action.key for action in life.actions if action.state is ActionState.CALLING]


def each_decision_has_one_action(life: Life) -> None:
    """Each acknowledged decision has one action in the name of who decided, and no action is without one."""
    have = Counter((action.key, action.actor_id) for action in life.actions if action.card_id is not None)
    assert have == Counter(life.ledger.decided.items())


def nobody_acts_but_actions(life: Life) -> None:
    """The network did nothing but what actions had it do, each its own effect and no other."""
    assert not life.wire.did.get(0), "somebody wrote to the network without an action"
    effects = {action.id: effect_of(action) for action in life.actions}
    for number, did in life.wire.did.items():
        assert set(did) <= {effects[number]}, f"action {number} is to do {effects[number]!r}, and did {did}"


def nothing_is_done_twice(life: Life) -> None:
    """A decision takes effect once; a reply a second time only where a person chose Send again."""
    for action in life.actions:
        if action.id in life.ledger.frozen and action.kind not in POSTS:
            continue  # taken for dead: what does no harm was repeated
        often = 1 if life.network.knows_again else 1 + life.ledger.sent_again[action.id]
        often += undone_by_others(life, action)
        did = life.wire.did.get(action.id, [])
        assert len(did) <= often, f"{action.key} was done {len(did)} times, and asked for {often} times"


def undone_by_others(life: Life, action: Action) -> int:
    """How often somebody else may have undone an action while it was in doubt, so that it was to be done anew."""
    by_hand = life.ledger.followed_by_hand[action.target_id] if action.kind is ActionKind.UNFOLLOW else 0
    late = (  # a process that was taken for dead, and woke up in its call
        len(life.wire.did.get(each.id, []))
        for each in life.actions
        if each.id in life.ledger.frozen
        and (each.kind, each.target_id) == (UNDONE_BY.get(action.kind), action.target_id)
    )
    return by_hand + sum(late)


def one_thing_at_a_time(life: Life) -> None:
    """Of one card at most one following, one reply and one like is under way or in doubt at a time."""
    under_way = Counter(
        (action.card_id, FACET_OF[action.kind][0])
        for action in life.actions
        if action.card_id is not None and action.kind not in LOOKS and open_still(action)
    )
    assert not [which for which, number in under_way.items() if number > 1]


def what_is_done_is_so(life: Life) -> None:
    """What is said to be done is so on the network, the moment that it is said."""
    wrong = [action.key for action, is_so in life.processes.told_done if not is_so]
    life.processes.told_done.clear()
    assert not wrong, f"said to be done, and the network says it is not: {wrong}"


def what_failed_says_why_and_did_not_happen(life: Life) -> None:
    """What is said to have failed has a reason for people, and did not happen."""
    for action in life.actions:
        if action.state is not ActionState.FAILED or action.card_id is None:
            continue
        assert action.reason, f"{action.key} failed without a reason"
        went_on_unseen = action.id in life.ledger.frozen  # a process that was taken for dead, after it was looked for
        assert went_on_unseen or not life.wire.did.get(action.id), f"{action.key} failed, and happened"


def a_doubt_left_to_a_person_says_why(life: Life) -> None:
    """A doubt that waits for a person is shown on its card, with a reason in words."""
    facets = {card.id: card for card in life.cards}
    for action in life.actions:
        if action.card_id is not None and waits_for_a_person(action):
            assert facets[action.card_id].facet(FACET_OF[action.kind][0]) is FacetState.IN_DOUBT, f"shown: {action}"
            assert action.reason, f"{action.key} is in doubt without a word"


def each_card_tells_how_it_stands(life: Life) -> None:
    """A card says what its actions say, who decided, and when it comes back."""
    for card in life.cards:
        check_card(card, tuple(action for action in life.actions if action.card_id == card.id))


def nobody_is_impatient(life: Life) -> None:
    """An action that the network told when to come again does not come before."""
    assert set(life.wire.impatient) <= life.ledger.frozen


def each_message_is_posted_once(life: Life) -> None:
    """A message stands in Slack once, however often its answer was lost."""
    frozen = {action.message_id for action in life.actions if action.id in life.ledger.frozen}
    standing = Counter(life.house.poster.standing.values())
    assert not [message for message, times in standing.items() if times > 1 and message not in frozen]


AFTER_EACH_STEP = (
    nothing_goes_where_it_may_not,
    nobody_is_left_calling,
    each_decision_has_one_action,
    nobody_acts_but_actions,
    nothing_is_done_twice,
    one_thing_at_a_time,
    what_is_done_is_so,
    what_failed_says_why_and_did_not_happen,
    a_doubt_left_to_a_person_says_why,
    each_card_tells_how_it_stands,
    nobody_is_impatient,
    each_message_is_posted_once,
)


def everything_comes_to_its_end(life: Life) -> None:
    """With time, every decision is done, has failed with a reason, or is a doubt that its card shows."""
    for action in life.actions:
        assert waits_for_a_person(action) or not open_still(action), f"it is forgotten: {action}"
    assert not [card for card in life.cards if card.busy], "a card waits for ever"


def only_what_nobody_can_know_is_left_to_people(life: Life) -> None:
    """What can be looked up or repeated is not left in doubt, unless nobody answered for as long as Rapport tries.

    A post can't be repeated where the network does not know it again; nor what is refused when it is.
    """
    for action in life.actions:
        if action.state is not ActionState.IN_DOUBT:
            continue
        tried_long = action.checks > LOOKS_WHILE_DOWN or action.attempt >= GIVE_UP_AFTER
        refused = action.kind in HARD_TO_SEE and action.failure is not FailureKind.CUT_OFF
        post = action.kind in POSTS and not life.network.knows_again
        assert tried_long or refused or post, f"{action.key} is left to a person: {action}"


def each_message_stands_in_the_end(life: Life) -> None:
    """Every message that was to be posted stands in Slack once faults have ended."""
    missing = set(life.house.poster.posts) - set(life.house.poster.standing.values())
    assert not missing, f"never posted: {missing}"


def snoozed_cards_come_back(life: Life) -> None:
    """Once its time has come, no card is snoozed any more."""
    assert not [card.id for card in life.cards if card.status is CardStatus.SNOOZED]


AT_THE_END = (
    everything_comes_to_its_end,
    only_what_nobody_can_know_is_left_to_people,
    each_message_stands_in_the_end,
    snoozed_cards_come_back,
)


def no_doubt_is_a_dead_end(life: Life) -> None:
    """Once the network answers again, Check again or else Send again ends every doubt."""
    assert not [card for card in life.cards if card.in_doubt], "it stays in doubt, whatever is clicked"
