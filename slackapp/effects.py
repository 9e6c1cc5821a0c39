"""What a decision does on the network: the action that it plans, or the doubt that it settles."""

from datetime import datetime

from sqlalchemy import Connection

from slackapp import webhooks
from slackapp.domain.action import Action, ActionKind, ActionState
from slackapp.domain.card import DOUBT_CHOICES, FACET_CHOICES, FACET_OF, Card, CardKind, Choice
from slackapp.domain.decision import Decision
from slackapp.domain.webhooks import Answer
from slackapp.store import actions, bulks, posts, saved_replies


def act(tx: Connection, before: Card, card: Card, what: Decision, now: datetime) -> None:
    """Plan what a decision does on the network, if anything, or settle the doubt that it is about.

    Args:
        tx: the transaction that decides.
        before: the card as it was.
        card: as it is by the decision.
        what: the decision.
        now: the moment (aware).
    """
    if what.choice in DOUBT_CHOICES:
        _settle(tx, before, what.choice, now)
    elif what.choice in FACET_CHOICES:
        kind, target, person = _effect(tx, card, what.choice)
        plan = actions.Plan(
            key=f"card:{card.id}:{kind}:{card.version}",
            kind=kind,
            workspace_id=card.workspace_id,
            lane=bulks.lane(card.account_id) if what.step else f"card:{card.id}",
            account_id=card.account_id,
            card_id=card.id,
            actor_id=what.actor_id,
            target_id=target,
            target_person_id=person,
            text=what.text,
            bulk_id=what.step.bulk_id if what.step else None,
            due_at=what.step.due_at if what.step else None,
        )
        actions.plan(tx, plan, now)
        saved_id = what.draft.saved_id if what.draft is not None else what.saved_id
        if what.choice is Choice.REPLY and saved_id:
            saved_replies.count_use(tx, what.workspace_id, saved_id)


def _effect(tx: Connection, card: Card, choice: Choice) -> tuple[ActionKind, str, int | None]:
    """What a choice does, and to which post (the network's id) or whom (the store's id of the person)."""
    if choice in _TO_PERSON:
        return _TO_PERSON[choice], "", card.person_id
    if choice is Choice.UNDO_REPLY:
        replies = (ActionKind.REPLY, ActionKind.HELLO, ActionKind.CONFIRM_REPLY)
        return ActionKind.DELETE_POST, _post_of(tx, card, replies), None
    if card.kind is CardKind.FOLLOWER or card.question_id is None:
        return ActionKind.HELLO, "", card.person_id
    return _TO_POST[choice], posts.mention(tx, card.question_id).post.id, None


_TO_PERSON = {
    Choice.FOLLOW: ActionKind.FOLLOW,
    Choice.UNDO_FOLLOW: ActionKind.UNFOLLOW,
    Choice.FOLLOW_BY_HAND: ActionKind.CONFIRM_FOLLOW,
}
_TO_POST = {
    Choice.REPLY: ActionKind.REPLY,
    Choice.REPLY_BY_HAND: ActionKind.CONFIRM_REPLY,
    Choice.LIKE: ActionKind.LIKE,
    Choice.UNDO_LIKE: ActionKind.UNLIKE,
}


def _post_of(tx: Connection, card: Card, kinds: tuple[ActionKind, ...]) -> str:
    """The network's id of the post that answered; "" where nobody knows it."""
    done = (a for a in reversed(actions.of_cards(tx, [card.id]).get(card.id, ())) if a.state is ActionState.DONE)
    found = next((a.outcome_id for a in done if a.kind in kinds and a.outcome_id), "")
    if not found and card.question_id is not None:
        return posts.mention(tx, card.question_id).answer_post_id
    return found


def doubt(tx: Connection, card: Card) -> Action | None:
    """The action that nobody is sure of, of the facet that the card is in doubt about."""
    kinds = tuple(kind for kind, (of, _) in FACET_OF.items() if of is card.in_doubt)
    done = reversed(actions.of_cards(tx, [card.id])[card.id])
    return next((a for a in done if a.kind in kinds and a.state is ActionState.IN_DOUBT), None)


def _settle(tx: Connection, before: Card, choice: Choice, now: datetime) -> None:
    unsure = doubt(tx, before)
    if unsure is None:
        return  # settled this very moment
    after = {
        Choice.CHECK_AGAIN: actions.Result(ActionState.IN_DOUBT, reason=unsure.reason, due_at=now),
        Choice.SEND_AGAIN: actions.Result(ActionState.PLANNED, due_at=now),
        Choice.MARK_SENT: actions.Result(ActionState.DONE),
    }[choice]
    actions.settle(tx, unsure.id, ActionState.IN_DOUBT, after, now)
    if choice is not Choice.MARK_SENT or before.question_id is None:
        return
    if unsure.kind is ActionKind.REPLY:
        if posts.answer(tx, before.question_id, now, "rapport", ""):
            webhooks.answered(tx, before, Answer("rapport", text=unsure.text), now, unsure.actor_id)
    elif unsure.kind is ActionKind.DELETE_POST:
        posts.unanswer(tx, before.question_id)
        posts.forget(tx, before.account_id, unsure.target_id)
