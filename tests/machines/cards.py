"""What a card has to say, given the actions on it."""

from slackapp.domain.action import Action, ActionKind, ActionState
from slackapp.domain.card import FACET_OF, Card, CardKind, CardStatus, Choice, Facet, FacetState
from tests.machines.effects import LOOKS, open_still, waits_for_a_person

# What a choice plans on a follower's card and on a question's; None: it is not for that card.
PLANS: dict[Choice, tuple[ActionKind | None, ActionKind | None]] = {
    Choice.FOLLOW: (ActionKind.FOLLOW, ActionKind.FOLLOW),
    Choice.UNDO_FOLLOW: (ActionKind.UNFOLLOW, ActionKind.UNFOLLOW),
    Choice.FOLLOW_BY_HAND: (ActionKind.CONFIRM_FOLLOW, ActionKind.CONFIRM_FOLLOW),
    Choice.REPLY: (ActionKind.HELLO, ActionKind.REPLY),
    Choice.UNDO_REPLY: (ActionKind.DELETE_POST, ActionKind.DELETE_POST),
    Choice.REPLY_BY_HAND: (None, ActionKind.CONFIRM_REPLY),
    Choice.LIKE: (None, ActionKind.LIKE),
    Choice.UNDO_LIKE: (None, ActionKind.UNLIKE),
}


def planned_by(card: Card, choice: Choice) -> ActionKind | None:
    """The kind of action that a choice on this card plans; None where it plans none."""
    return PLANS[choice][card.kind is CardKind.QUESTION] if choice in PLANS else None


def check_card(card: Card, actions: tuple[Action, ...]) -> None:
    """A card says what its actions say, and who decided."""
    for facet in Facet:
        newest = next((a for a in reversed(actions) if FACET_OF[a.kind][0] is facet), None)
        said = card.facet(facet)
        assert said in may_say(newest), f"card {card.id} says {facet} is {said}, its newest action says {newest}"
    moving = [a for a in actions if a.kind not in LOOKS and open_still(a) and not waits_for_a_person(a)]
    assert moving or not card.busy, f"card {card.id} is busy, and nothing is under way"
    decided = card.status in (CardStatus.DONE, CardStatus.IGNORED, CardStatus.SNOOZED)
    assert card.decided_by or not decided, f"card {card.id} is {card.status} and names nobody"
    assert card.closed_why or card.status is not CardStatus.CLOSED, f"card {card.id} closed without a word"
    wakes = card.snoozed_until is not None or card.status is not CardStatus.SNOOZED
    assert wakes, f"card {card.id} is snoozed and never wakes"


def may_say(action: Action | None) -> set[FacetState]:
    """What a facet may say whose newest action is this one."""
    if action is None:
        return {FacetState.NONE}
    does = FACET_OF[action.kind][1]
    if action.kind in LOOKS:
        return _of_a_look(action)
    doing = FacetState.PENDING if does else FacetState.UNDOING
    if action.state is ActionState.IN_DOUBT:  # a poll may have it looked at once more, unseen
        return {FacetState.IN_DOUBT} if action.due_at is None else {doing, FacetState.IN_DOUBT}
    ended = {
        ActionState.DONE: FacetState.DONE if does else FacetState.NONE,
        ActionState.FAILED: FacetState.FAILED if does else FacetState.DONE,
    }
    return {ended.get(action.state, doing)}


def _of_a_look(action: Action) -> set[FacetState]:
    """What was done by hand may also be found by a poll, or by an earlier click's look, before this one has looked."""
    if action.state is ActionState.DONE:
        return {FacetState.DONE}
    return {FacetState.FAILED if action.state is ActionState.FAILED else FacetState.BY_HAND, FacetState.DONE}
