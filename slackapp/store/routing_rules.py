"""Where news of a kind go instead of their account's channel, in the order in which the rules are asked."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from slackapp.domain.accounts import Account, RouteKind
from slackapp.domain.routing import MOST, Routing, RoutingRule, is_same, seen_as
from slackapp.domain.saved import Kept
from slackapp.store.accounts import all_accounts, all_routes
from slackapp.store.tables import RoutingRuleRow, WorkspaceRow

rules = RoutingRuleRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so
workspaces = WorkspaceRow.__table__  # type: ignore[attr-defined]  # likewise

_TICK = timedelta(microseconds=1)


def of(tx: Connection, workspace_id: int) -> tuple[RoutingRule, ...]:
    """A workspace's rules, in their order; those of disconnected accounts, too."""
    found = select(rules).where(rules.c.workspace_id == workspace_id).order_by(rules.c.position, rules.c.id)
    return tuple(_rule(row) for row in tx.execute(found))


def live(tx: Connection, workspace_id: int) -> tuple[RoutingRule, ...]:
    """Those of them that send anything anywhere now: of accounts that are connected."""
    kept = of(tx, workspace_id)
    connected = {account.id for account in all_accounts(tx, workspace_id)} if kept else set()
    return tuple(rule for rule in kept if connected and (rule.account_id is None or rule.account_id in connected))


def destinations(tx: Connection, workspace_id: int) -> frozenset[str]:
    """The ids of the channels that anything goes to now: accounts' own, and those of rules."""
    own = {route.channel_id for route in all_routes(tx, workspace_id=workspace_id)}
    return frozenset(own | {rule.channel_id for rule in live(tx, workspace_id)})


def routing(tx: Connection, account: Account) -> Routing:
    """Where an account's news go, read once for all that a poll brings."""
    at = {route.kind: route.channel_id for route in all_routes(tx, account_id=account.id)}
    own = (at.get(RouteKind.FOLLOWERS, ""), at.get(RouteKind.QUESTIONS, ""))
    asked = tuple(rule for rule in of(tx, account.workspace_id) if rule.account_id in (None, account.id))
    return Routing(account.id, *own, asked)


def get(tx: Connection, workspace_id: int, rule_id: int) -> RoutingRule | None:
    """One of a workspace's rules."""
    row = tx.execute(select(rules).where(_here(workspace_id, rule_id))).one_or_none()
    return _rule(row) if row else None


def add(tx: Connection, workspace_id: int, wanted: RoutingRule, by: str, now: datetime) -> Kept:
    """Add a rule behind all others.

    Args:
        tx: a transaction that writes.
        workspace_id: whose.
        wanted: what it asks for and where that goes; its account is the workspace's, its id doesn't count.
        by: the Slack user id of who adds it.
        now: the moment (aware).

    Returns:
        TAKEN where another rule asks for the same, FULL where there are fifty; nothing is written then.
    """
    _take_turns(tx, workspace_id)
    there = of(tx, workspace_id)
    if any(is_same(each, wanted) for each in there):
        return Kept.TAKEN
    if len(there) >= MOST:
        return Kept.FULL
    place = {"workspace_id": workspace_id, "position": len(there)}
    _renumber(tx, there)
    tx.execute(insert(rules).values(place | _asked(wanted) | {"made_by": by, "made_at": now}))
    return Kept.SAVED


def change(tx: Connection, workspace_id: int, wanted: RoutingRule, by: str, now: datetime, *, seen: datetime) -> Kept:
    """Change the rule with this id, which keeps its place, unless somebody changed it since `seen`, its `made_at`.

    Nothing is written where it is OVERTAKEN, GONE, or TAKEN; other arguments as for `add`.
    """
    _take_turns(tx, workspace_id)
    there = of(tx, workspace_id)
    before = next((each for each in there if each.id == wanted.id), None)
    if before is None:
        return Kept.GONE
    if before.made_at != seen:
        return Kept.OVERTAKEN
    if any(is_same(each, wanted) for each in there if each.id != wanted.id):
        return Kept.TAKEN
    stamp = {"made_by": by, "made_at": max(now, seen + _TICK)}  # never the same twice, whatever the clock does
    tx.execute(update(rules).where(_here(workspace_id, wanted.id)).values(_asked(wanted) | stamp))
    return Kept.SAVED


def move(tx: Connection, workspace_id: int, rule_id: int, by_places: int, *, seen: str) -> Kept:
    """Move a rule up (-1) or down (1), unless the rules are not any more as somebody saw them (`seen_as`)."""
    _take_turns(tx, workspace_id)
    there = list(of(tx, workspace_id))
    at = next((n for n, rule in enumerate(there) if rule.id == rule_id), None)
    if at is None:
        return Kept.GONE
    if seen_as(there) != seen:
        return Kept.OVERTAKEN
    there.insert(max(0, at + by_places), there.pop(at))
    _renumber(tx, there)
    return Kept.SAVED


def remove(tx: Connection, workspace_id: int, rule_id: int, *, seen: datetime) -> Kept:
    """Forget a rule, unless somebody changed it since `seen`, its `made_at`."""
    there = get(tx, workspace_id, rule_id)
    if there is None:
        return Kept.GONE
    here = _here(workspace_id, rule_id) & (rules.c.made_at == seen)
    return Kept.SAVED if tx.execute(delete(rules).where(here)).rowcount else Kept.OVERTAKEN


def _renumber(tx: Connection, wanted: Sequence[RoutingRule]) -> None:
    for position, rule in enumerate(wanted):
        here = (rules.c.id == rule.id) & (rules.c.position != position)
        tx.execute(update(rules).where(here).values(position=position))


def _here(workspace_id: int, rule_id: int) -> ColumnElement[bool]:
    here: ColumnElement[bool] = (rules.c.workspace_id == workspace_id) & (rules.c.id == rule_id)
    return here


def _take_turns(tx: Connection, workspace_id: int) -> None:
    """Let one after the other save: how many there are and in which order must not move meanwhile."""
    tx.execute(select(workspaces.c.id).where(workspaces.c.id == workspace_id).with_for_update())


def _asked(rule: RoutingRule) -> dict[str, object]:
    return {
        "account_id": rule.account_id,
        "kind": rule.kind,
        "urgency": rule.urgency,
        "keyword": rule.keyword,
        "channel_id": rule.channel_id,
    }


def _rule(row: Row[tuple[object, ...]]) -> RoutingRule:
    return RoutingRule(
        id=row.id,
        account_id=row.account_id,
        kind=row.kind,
        urgency=row.urgency,
        keyword=row.keyword,
        channel_id=row.channel_id,
        made_by=row.made_by,
        made_at=row.made_at,
    )
