"""What an action's outcome means for its message, its card and its question, in the transaction that writes it down."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from slackapp.domain.action import Action, ActionKind, ActionState
from slackapp.domain.card import FACET_OF, Card, FacetState, outcome
from slackapp.readback import CONFIRMING
from slackapp.store import actions, cards, messages, posts

CHANNEL_REST = timedelta(seconds=1.1)  # Slack: one message a second per channel


def note_posted(tx: Connection, action: Action, result: actions.Result, now: datetime) -> None:
    """Remember where a message stands, and let its channel rest."""
    message = messages.get(tx, action.message_id or 0)
    rest = now + CHANNEL_REST
    if result.state is ActionState.DONE:
        messages.note_posted(tx, message.id, result.outcome_id, now)
        # A card may have moved while its message was on the way.
        if any(card.version > 1 for card in cards.of_message(tx, message.id)):
            messages.plan_update(tx, message.id, now)
    elif (
        result.state is ActionState.PLANNED and result.due_at is not None
    ):  # those behind it wait too: a channel keeps its order
        rest = max(rest, result.due_at)
    actions.hold_lane(tx, f"channel:{message.channel_id}", rest)


def show_begun(tx: Connection, action: Action, now: datetime) -> None:
    """Let the card say that it is under way, and by whom."""
    card = cards.get(tx, action.card_id) if action.card_id is not None else None
    if card is not None and card.message_id is not None:
        messages.plan_update(tx, card.message_id, now)


def move_card(tx: Connection, action: Action, result: actions.Result, now: datetime) -> None:
    """Let the card tell what became of an action on it."""
    card, moved = cards.get(tx, action.card_id or 0), None
    looked_for_anew = result.state is ActionState.FAILED and action.kind in CONFIRMING and not _newest(tx, action)
    while card is not None and not looked_for_anew:
        moved = _moved(card, action, result)
        if moved is None or cards.change(tx, moved):
            break
        card = cards.get(tx, card.id)
    if card is None:
        return
    if card.question_id is not None:
        _note_answer(tx, card.question_id, action, result, now)
    if moved is not None and card.message_id is not None:
        messages.plan_update(tx, card.message_id, now)


def _newest(tx: Connection, action: Action) -> bool:
    """Whether nobody has had the same done on the card since."""
    newest = actions.of_cards(tx, [action.card_id or 0]).get(action.card_id or 0, ())
    return any(each.id == action.id for each in newest)


def _moved(card: Card, action: Action, result: actions.Result) -> Card | None:
    facet, _ = FACET_OF[action.kind]
    done_otherwise = card.facet(facet) is not FacetState.BY_HAND
    if action.kind in CONFIRMING and (done_otherwise or result.state is ActionState.PLANNED):
        return None
    looking = result.state is ActionState.IN_DOUBT and result.due_at is not None
    return outcome(card, action.kind, ActionState.CALLING if looking else result.state)


def _note_answer(tx: Connection, mention_id: int, action: Action, result: actions.Result, now: datetime) -> None:
    if result.state is not ActionState.DONE:
        return
    if action.kind in (ActionKind.REPLY, ActionKind.CONFIRM_REPLY):
        via = "rapport" if action.kind is ActionKind.REPLY else "network"
        posts.answer(tx, mention_id, now, via, result.outcome_id)
    elif action.kind is ActionKind.DELETE_POST:
        posts.unanswer(tx, mention_id)
        posts.forget(tx, action.account_id or 0, action.target_id)
