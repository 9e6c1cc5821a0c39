"""Who was faster, and whether it was the very same click."""

from sqlalchemy import Connection

from slackapp.domain.action import Action, ActionKind, ActionState
from slackapp.domain.card import (
    DOUBT_CHOICES,
    FACET_CHOICES,
    FACET_OF,
    OWNER_CHOICES,
    STATUS_CHOICES,
    Card,
    CardStatus,
    Choice,
)
from slackapp.domain.decision import Decision, TooLate
from slackapp.domain.owning import note_of
from slackapp.domain.said import Said
from slackapp.store import actions, feedback

DOES = {
    Choice.FOLLOW: (ActionKind.FOLLOW,),
    Choice.UNDO_FOLLOW: (ActionKind.UNFOLLOW,),
    Choice.FOLLOW_BY_HAND: (ActionKind.CONFIRM_FOLLOW,),
    Choice.REPLY: (ActionKind.REPLY, ActionKind.HELLO),
    Choice.UNDO_REPLY: (ActionKind.DELETE_POST,),
    Choice.REPLY_BY_HAND: (ActionKind.CONFIRM_REPLY,),
    Choice.LIKE: (ActionKind.LIKE,),
    Choice.UNDO_LIKE: (ActionKind.UNLIKE,),
}


def too_late(tx: Connection, card: Card | None, what: Decision) -> TooLate:
    """What to say of a choice that is not open (any more) on this card, as it is now."""
    if card is None:
        return TooLate(None)
    last = _last(tx, card, what) if what.choice in FACET_CHOICES else None
    if last is not None:
        return TooLate(card, last.actor_id, last.created_at, again=_is_same(last, what))
    if card.status is CardStatus.CLOSED:
        return TooLate(card)
    if what.choice in OWNER_CHOICES and card.status in (CardStatus.OPEN, CardStatus.SNOOZED):
        return _somebody_has_it(card, what)
    stands = what.choice in DOUBT_CHOICES
    if what.choice in STATUS_CHOICES:
        stands = STATUS_CHOICES[what.choice][1] is card.status and _says_the_same(tx, card, what)
    return TooLate(card, card.decided_by, card.decided_at, again=stands and card.decided_by == what.actor_id)


def _somebody_has_it(card: Card, what: Decision) -> TooLate:
    """Who is to own it owns it already, or somebody else does by now; or, where it is let go of, nobody any more."""
    wanted = "" if what.choice is Choice.RELEASE else what.owner_id or what.actor_id
    return TooLate(card, card.owner_id, card.owned_at, again=wanted == card.owner_id)


def _last(tx: Connection, card: Card, what: Decision) -> Action | None:
    """The action that stands in the way of a choice, if it is one."""
    facet = FACET_CHOICES[what.choice][0]
    done = [a for a in actions.of_cards(tx, [card.id]).get(card.id, ()) if FACET_OF[a.kind][0] is facet]
    if card.status in (CardStatus.CLOSED, CardStatus.IGNORED):  # then only who did this very thing was faster
        done = [a for a in done if a.kind in DOES[what.choice] and a.state is not ActionState.FAILED]
    if card.status is CardStatus.IGNORED:  # else it is who ignored it
        done = [a for a in done if _is_same(a, what)]
    return done[-1] if done else None


def _says_the_same(tx: Connection, card: Card, what: Decision) -> bool:
    """Whether an ignored question was ignored as this decision does it: as no question, or for the same reason."""
    if card.status is not CardStatus.IGNORED or card.question_id is None:
        return True
    said = feedback.of(tx, card.workspace_id, [card.question_id]).get(card.question_id)
    if what.choice is Choice.NOT_A_QUESTION:
        return said is not None and said.said is Said.NOT_A_QUESTION
    return (said is None or said.said is not Said.NOT_A_QUESTION) and card.closed_why == note_of(what.text)


def _is_same(action: Action, what: Decision) -> bool:
    return (action.actor_id, action.text) == (what.actor_id, what.text) and action.kind in DOES[what.choice]
