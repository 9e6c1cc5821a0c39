"""How Rapport is doing: accounts, what each network allows, where news go, and what is under way."""

from collections.abc import Sequence

from slackapp.domain.accounts import AccountHealth, Route, RouteKind
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.routing import RoutingRule
from slackapp.domain.status import AccountStatus, ClosedChannel, Status
from slackapp.domain.verdict import CardRule
from slackapp.domain.words import ago, how_long
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, context, divider, header, section
from slackapp.slack.closed import closed_line
from slackapp.slack.message import Block, Message
from slackapp.slack.rules import RULE_SAID
from slackapp.slack.spending import spend_line
from slackapp.slack.text import TEXT_LIMIT, bounded, channel, escape, literal, sentence, slack_date

_MOST_ACCOUNTS = 12  # of three blocks each
_MOST_PLACES = 5  # channels in a line
MOST_CLOSED = 5
_RETRY_SAYS = "The access level has changed: offer what was refused on the cards again"
_HEALTH = {
    AccountHealth.WELL: "🟢 Well",
    AccountHealth.TROUBLED: "🟡 Troubled",
    AccountHealth.LOGIN_REFUSED: "🔴 Needs a new login",
    AccountHealth.DISCONNECTED: "⚪ Disconnected",
}
DOES: dict[Capability, str] = {
    Capability.FOLLOW: "follow",
    Capability.UNFOLLOW: "unfollow",
    Capability.REPLY: "reply",
    Capability.HELLO: "say hello",
    Capability.DELETE_POST: "delete our posts",
    Capability.LIKE: "like",
    Capability.UNLIKE: "take likes back",
    Capability.READ_FOLLOWERS: "see followers",
    Capability.READ_MENTIONS: "see mentions",
    Capability.FOLLOW_TIMES: "see when somebody followed",
}
NO_MATTER = frozenset({Capability.FOLLOW_TIMES})  # nobody misses these: there is another way
_GOES: dict[RouteKind, str] = {
    RouteKind.FOLLOWERS: "👋 New followers",
    RouteKind.QUESTIONS: "💬 Questions",
    RouteKind.DIGEST: "📰 Digests",
}


def status_message(status: Status) -> Message:
    """Draw `/rapport status`."""
    blocks: list[Block] = [header("How Rapport is doing"), *closed_blocks(status.closed)]
    for account in status.accounts[:_MOST_ACCOUNTS]:
        blocks += [*account_blocks(account, status), divider()]
    if not status.accounts:
        blocks.append(section("🌱 *No account is connected yet.* An admin connects one with `/rapport connect`."))
    refused = [each for told in status.accounts for each in told.permissions if not each.allowed]
    if any(each.capability not in NO_MATTER for each in refused):
        again = button("Try what was refused again", ids.STATUS_RETRY, "again", says=_RETRY_SAYS)
        blocks.append(actions(ids.STATUS_RETRY, again))
    blocks.append(context(_under_way(status)))
    health = ", ".join(health_line(each) for each in status.accounts[:_MOST_ACCOUNTS]) or "No account is connected yet"
    return Message(bounded(f"Rapport {literal(status.version)}. {health}", TEXT_LIMIT), tuple(blocks))


def account_blocks(told: AccountStatus, status: Status) -> list[Block]:
    """One account: health, last look, channels, and what its network allows."""
    account = told.account
    polled = f"looked {ago(account.polled_at, status.now)}" if account.polled_at else "not looked yet"
    lines = [f"{health_line(told)} · {polled}"]
    if account.trouble:
        lines.append(f"> {sentence(escape(account.trouble, 300))}")
    if account.health is AccountHealth.LOGIN_REFUSED:
        lines.append("🔑 An admin connects it again on Rapport’s Home.")
    if account.baseline_at is None:
        lines.append("⏳ Reading who follows already; cards come for those who follow from now on.")
    if cost := cost_line(told):
        lines.append(cost)
    routes = "\n".join(_route(route, told.cards) for route in told.routes[:10])
    lines += [routes, *rules_line(told.rules)] if routes else ["⚠️ No channel gets its news yet."]
    allowed = permissions_text(told.permissions, account.network.label)
    return [section("\n".join(lines)), *([context(allowed)] if allowed else [])]


def closed_blocks(closed: tuple[ClosedChannel, ...]) -> list[Block]:
    """The channels that somebody has to mend."""
    return [section(closed_line(each)) for each in closed[:MOST_CLOSED]]


def health_line(told: AccountStatus) -> str:
    """An account and its health, with a sign and in words."""
    account = told.account
    return f"*@{escape(account.handle)}* on {account.network.label} · {_HEALTH[account.health]}"


def cost_line(told: AccountStatus) -> str:
    """What an account's calls cost, and how its budget stands; "" where they cost nothing."""
    return spend_line(told.cost) if told.cost else ""


def routes_line(told: AccountStatus) -> str:
    """Where an account's news go, a line for each channel."""
    at: dict[str, list[str]] = {}
    for route in told.routes:
        at.setdefault(route.channel_id, []).append(f"{_GOES[route.kind]}{_ruled(route, told.cards)}")
    lines = [f"{', '.join(what)} → {channel(where)}" for where, what in list(at.items())[:10]]
    return "\n".join([*lines, *rules_line(told.rules)]) if lines else "⚠️ No channel gets its news yet."


def rules_line(rules: Sequence[RoutingRule]) -> list[str]:
    """That rules come first, and where they send news: a line, or none where there are no rules."""
    places = list(dict.fromkeys(rule.channel_id for rule in rules))
    if not places:
        return []
    more = f" and {len(places) - _MOST_PLACES} more" if len(places) > _MOST_PLACES else ""
    count = "A rule comes" if len(rules) == 1 else f"{len(rules)} rules come"
    return [f"🧭 {count} first: some of it → {', '.join(map(channel, places[:_MOST_PLACES]))}{more}"]


def permissions_text(permissions: tuple[Permission, ...], network: str) -> str:
    """What a network allows and what not, the latter with its reasons; "" where nothing is known."""
    may = [DOES[each.capability] for each in permissions if each.allowed]
    reasons: dict[str, list[str]] = {}
    for each in permissions:
        if not each.allowed and each.capability not in NO_MATTER:
            reasons.setdefault(each.reason, []).append(DOES[each.capability])
    lines = [f"✅ {network} lets us: {', '.join(may)}"] if may else []
    for reason, refused in reasons.items():
        because = f" · {sentence(escape(reason, 200))}" if reason else ""
        lines.append(f"🚫 By hand, on {network} itself: {', '.join(refused)}{because}")
    return "\n".join(lines)


def _ruled(route: Route, cards: CardRule) -> str:
    """What becomes a card of the questions, where somebody chose other than the default."""
    said = RULE_SAID.get(cards, "") if route.kind is RouteKind.QUESTIONS else ""
    return f" ({said})" if said else ""


def _route(route: Route, cards: CardRule) -> str:
    when = f" at {route.digest_at:%H:%M} {escape(route.time_zone, 60)}" if route.digest_at else ""
    return f"{_GOES[route.kind]}{_ruled(route, cards)} → {channel(route.channel_id)}{when}"


def _under_way(status: Status) -> str:
    pending = f"⏳ {status.pending:,} under way" if status.pending else "✨ Nothing under way"
    doubt = f"❓ {status.in_doubt:,} in doubt: their cards ask you" if status.in_doubt else ""
    late = ""
    if status.late_since:
        late = f"🐢 the oldest is {how_long(status.now - status.late_since)} late"
    drawn = f"Rapport {literal(status.version)} · {slack_date(status.now)}"
    return " · ".join(part for part in (pending, doubt, late, drawn) if part)
