"""The first run of whoever installed Rapport: the one message that shows it, and how far somebody has come."""

from datetime import datetime

from sqlalchemy import Connection

from slackapp.domain.accounts import RouteKind
from slackapp.domain.action import ActionState
from slackapp.domain.welcome import Progress
from slackapp.store import accounts, channels, messages, preferences
from slackapp.store.messages import MessageKind, NewMessage

WELCOME, SAMPLE = "welcome", "sample"  # the notices; the first is also the preference that names its message


def begin(tx: Connection, workspace_id: int, user_id: str, now: datetime) -> None:
    """Greet who installed Rapport; nobody twice while the greeting stands, nor where it is set up already.

    Args:
        tx: the transaction of the installation.
        workspace_id: where.
        user_id: Slack's, of who installed it; "" nobody knows.
        now: the moment (aware).
    """
    if not user_id or _stands(tx, workspace_id, user_id) or accounts.all_accounts(tx, workspace_id):
        redraw(tx, workspace_id, now)
        return
    key = f"{_key(workspace_id, user_id)}{now.timestamp():.6f}"
    new = NewMessage(key, MessageKind.NOTICE, workspace_id, user_id, None, {"notice": WELCOME, "to": user_id})
    message_id = messages.add(tx, new, now)
    preferences.put(tx, workspace_id, WELCOME, {"message": message_id, "to": user_id}, user_id, now)


def redraw(tx: Connection, workspace_id: int, now: datetime) -> None:
    """Have the greeting drawn again, where there is one; call it where a step may have been done, or undone."""
    kept = preferences.of(tx, workspace_id, WELCOME)
    if kept is not None:
        messages.plan_update(tx, int(kept["message"]), now)


def progress(tx: Connection, workspace_id: int, user_id: str) -> Progress:
    """How far somebody (Slack's user id) has come."""
    sampled = messages.exists(tx, _sample_key(workspace_id, user_id))
    account = next(iter(accounts.all_accounts(tx, workspace_id)), None)
    if account is None:
        return Progress(sampled=sampled)
    goes = {route.kind: route.channel_id for route in accounts.all_routes(tx, account_id=account.id)}
    to = goes.get(RouteKind.QUESTIONS) or goes.get(RouteKind.FOLLOWERS) or ""
    closed = bool(to) and channels.closed(tx, workspace_id, to) is not None
    return Progress(account, to, closed, sampled)


def sample(tx: Connection, workspace_id: int, user_id: str, now: datetime) -> bool:
    """Send somebody (Slack's user id) the sample card. False where they have it already."""
    key = _sample_key(workspace_id, user_id)
    if messages.exists(tx, key):
        return False
    messages.add(tx, NewMessage(key, MessageKind.NOTICE, workspace_id, user_id, None, {"notice": SAMPLE}), now)
    redraw(tx, workspace_id, now)
    return True


def _stands(tx: Connection, workspace_id: int, user_id: str) -> bool:
    """Whether the greeting came to this person, or will."""
    kept = preferences.of(tx, workspace_id, WELCOME)
    if kept is None or kept["to"] != user_id:
        return False
    told = channels.told(tx, workspace_id, _key(workspace_id, user_id)).values()
    return any(message_id == kept["message"] and state is not ActionState.FAILED for message_id, state in told)


def _key(workspace_id: int, user_id: str) -> str:
    return f"{WELCOME}:{workspace_id}:{user_id}:"


def _sample_key(workspace_id: int, user_id: str) -> str:
    return f"{SAMPLE}:{workspace_id}:{user_id}"
