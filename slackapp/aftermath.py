"""What an action's outcome means for its message, its card and its question, in the transaction that writes it down."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from slackapp import webhooks
from slackapp.domain import telling
from slackapp.domain.action import Action, ActionKind, ActionState, FailureKind
from slackapp.domain.card import FACET_OF, Card, Choice, Facet, FacetState, outcome, settle
from slackapp.domain.story import Event
from slackapp.domain.webhooks import Answer
from slackapp.readback import CONFIRMING
from slackapp.store import actions, bulks, cards, hand_offs, messages, posts, stories

UNBEGUN = "Stopped before it began."
LONGEST_HOLD = timedelta(hours=1)  # of a bulk's lane; each action's own time says when it may go on
SAME_FOR_ALL = frozenset({FailureKind.NOT_ALLOWED, FailureKind.LOGIN_REFUSED, FailureKind.OUT_OF_CREDIT})
CHANNEL_REST = timedelta(seconds=1.1)  # Slack: one message a second per channel


def note_posted(tx: Connection, action: Action, result: actions.Result, now: datetime) -> None:
    """Remember where a message stands, and let its channel rest."""
    message = messages.get(tx, action.message_id or 0)
    rest = now + CHANNEL_REST
    if result.state is ActionState.DONE:
        messages.note_posted(tx, message.id, result.outcome_id, now)
        # A card may have moved while its message was on the way.
        shown = cards.of_message(tx, message.id)
        stories.tell_all(tx, shown, Event.POSTED, now, message.channel_id)
        if hand_offs.has_moved(tx, message.id) or any(card.version > 1 for card in shown):
            messages.plan_update(tx, message.id, now)
        if isinstance(old_id := (message.body or {}).get(messages.MOVED_FROM), int):
            messages.plan_update(tx, old_id, now)  # it can link to this one now
    elif (
        result.state is ActionState.PLANNED and result.due_at is not None
    ):  # those behind it wait too: a channel keeps its order
        rest = max(rest, result.due_at)
    actions.hold_lane(tx, f"channel:{message.channel_id}", rest)


def go_on_with_bulk(tx: Connection, action: Action, result: actions.Result, now: datetime) -> None:
    """One of many came to something: the others wait where it has to, and end where they would meet the same no."""
    assert action.bulk_id is not None
    if result.state is ActionState.PLANNED and result.due_at is not None:
        actions.hold_lane(tx, bulks.lane(action.account_id or 0), min(result.due_at, now + LONGEST_HOLD))
    elif result.state is ActionState.FAILED and result.failure in SAME_FOR_ALL:
        stop_bulk(tx, action.bulk_id, now, why=result.reason)


def stop_bulk(tx: Connection, bulk_id: int, now: datetime, by: str = "", why: str = "") -> int | None:
    """Take back what of a bulk was not begun: its cards are open again. What was done stays.

    Args:
        tx: the transaction.
        bulk_id: which.
        now: the moment (aware).
        by: the Slack user id of who stops it; "" where it stops by itself.
        why: in plain words, where it stops by itself.

    Returns:
        how many cards are open again; None where it was stopped already.
    """
    if not bulks.stop(tx, bulk_id, now, by, why):
        return None
    freed = [cards.get(tx, card_id) for card_id in bulks.cancel(tx, bulk_id, UNBEGUN, now)]
    shown = {_free(tx, card, by, why, now) for card in freed if card is not None}
    kept = bulks.get(tx, bulk_id)
    shown |= {kept.message_id} if kept else set()
    for message_id in sorted(each for each in shown if each is not None):
        messages.plan_update(tx, message_id, now)
    return len(freed)


_UNBEGUN = {FacetState.PENDING: FacetState.NONE, FacetState.UNDOING: FacetState.DONE}


def _free(tx: Connection, card: Card, by: str, why: str, now: datetime) -> int | None:
    """Let a card be as before, whose follow or unfollow was taken back unbegun; returns the message it stands in."""
    found: Card | None = card
    while found is not None and found.follow in _UNBEGUN:
        opened = found.with_facet(Facet.FOLLOW, _UNBEGUN[found.follow])
        opened = settle(replace(opened, version=found.version + 1, decided_by=by, decided_at=now))
        if cards.change(tx, opened):
            undoing = found.follow is FacetState.UNDOING
            event, what = (Event.FAILED, "unfollowing: ") if undoing else (Event.REOPENED, "")
            stories.tell(tx, opened, event, now, by, f"{what}{why or UNBEGUN}")
            # Other systems were told of what is not to be any more: open again, or followed as before.
            webhooks.decided(tx, opened, Choice.FOLLOW if undoing else Choice.REOPEN, by, now)
            break
        found = cards.get(tx, card.id)
    return card.message_id


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
        _note_answer(tx, card, card.question_id, action, result, now)
    if moved is not None:
        _tell(tx, card, action, result, now)
        hand_offs.follow(tx, moved, now)
    if moved is not None and card.message_id is not None:
        messages.plan_update(tx, card.message_id, now)


def _tell(tx: Connection, card: Card, action: Action, result: actions.Result, now: datetime) -> None:
    """The outcome's line in the card's story. What is tried or looked at again by itself has come to none yet."""
    if result.state is ActionState.DONE:
        event, detail = telling.done(action, result.reason)
        stories.tell(tx, card, event, now, action.actor_id, detail)
    elif result.state is ActionState.FAILED:
        stories.tell(tx, card, Event.FAILED, now, action.actor_id, telling.tried(action, result.reason))
    elif result.state is ActionState.IN_DOUBT and result.due_at is None:
        stories.tell(tx, card, Event.IN_DOUBT, now, action.actor_id, telling.tried(action, result.reason))


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


def _note_answer(
    tx: Connection, card: Card, mention_id: int, action: Action, result: actions.Result, now: datetime
) -> None:
    if result.state is not ActionState.DONE:
        return
    if action.kind in (ActionKind.REPLY, ActionKind.CONFIRM_REPLY):
        via = "rapport" if action.kind is ActionKind.REPLY else "network"
        if posts.answer(tx, mention_id, now, via, result.outcome_id):
            answer = Answer(via, result.outcome_id, result.outcome_url, action.text)
            webhooks.answered(tx, card, answer, now, action.actor_id)
    elif action.kind is ActionKind.DELETE_POST:
        posts.unanswer(tx, mention_id)
        posts.forget(tx, action.account_id or 0, action.target_id)
