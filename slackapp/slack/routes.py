"""Where news go: the list of accounts' channels and of the rules before them, and removing one."""

from slackapp.domain.accounts import Account
from slackapp.domain.routing import MOST, RoutingRule, idle
from slackapp.domain.rules import ChannelRule
from slackapp.domain.status import AccountStatus
from slackapp.domain.verdict import CardRule, PostKind
from slackapp.routes import Board
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, context, divider, menu, modal, option, section
from slackapp.slack.ids import RouteItem
from slackapp.slack.message import Block, Element, View
from slackapp.slack.status import routes_line
from slackapp.slack.text import channel, escape

TITLE = "Where news go"
MOVED_ON = "✋ *The rules have changed since you looked*, so nothing was done. This is how they stand now."
GONE = "🤷 That rule is not there any more."
CHANGED = "✅ It counts from the next look on. What was posted stays where it is."
REMOVED = "✅ Removed. What was posted stays where it is."
_MOST_ACCOUNTS = 20  # in the list
_SENTENCE = 700  # characters of a rule's sentence, escaped
_INTRODUCTION = (
    "Each account has its channels. *Rules come before them*: the first that fits a new follower or a mention, from "
    "the top, says where its card goes. Notices and digests stay with the account’s channels."
)
_SELDOM = {kind.value for kind in (PostKind.PRAISE, PostKind.CLOSING, PostKind.CHATTER, PostKind.SPAM)}


def routes_modal(board: Board, *, may: bool, whom: str = "", said: str = "") -> View:
    """Draw the list.

    Args:
        board: how it stands.
        may: whether this person may change it; others only read.
        whom: who may, mrkdwn of ours.
        said: what has just been done, likewise.
    """
    blocks: list[Block] = [section(said)] if said else []
    blocks += [section(_INTRODUCTION), *_own(board), divider()]
    never = idle(board.rules)
    last = len(board.rules)
    for at, rule in enumerate(board.rules, start=1):
        items = _menu(rule, first=at == 1, last=at == last) if may else None
        blocks.append(section(_line(board, rule, at, never.get(rule.id, 0)), accessory=items))
    if not board.rules:
        blocks.append(context("There are no rules: all goes to the accounts’ own channels."))
    if may and last < MOST:
        add = button("Add a rule", ids.ROUTES_ADD, "add", style="primary")
        blocks.append(actions(f"{ids.ROUTES_ADD}.{board.seen}", add))
    if not may:
        blocks.append(context(f"🙏 To change that, please ask {whom}."))
    blocks.append(context("An account’s own channels: its menu on Home. What becomes a card where: `/rapport cards`."))
    return modal(ids.ROUTES_VIEW, TITLE, blocks, board.seen, close="Close")


def remove_modal(board: Board, rule: RoutingRule, metadata: str) -> View:
    """Ask once more."""
    text = f"Remove this rule?\n> {sentence(board, rule)}\nWhat was posted stays where it is."
    title = "Remove a rule"
    return modal(ids.ROUTES_REMOVE_VIEW, title, [section(text)], metadata, close="Keep", submit="Remove")


def _own(board: Board) -> list[Block]:
    """Each account's own channels."""
    told = []
    for account in board.accounts[:_MOST_ACCOUNTS]:
        own = tuple(route for route in board.routes if route.account_id == account.id)
        told.append(section(f"*{escape(whose(account))}*\n{routes_line(AccountStatus(account, routes=own))}"))
    if not told:
        return [section("🌱 *No account is connected yet.* An admin connects one with `/rapport connect`.")]
    more = len(board.accounts) - len(told)
    return [*told, *([context(f"… and {more:,} more accounts")] if more > 0 else [])]


def _line(board: Board, rule: RoutingRule, at: int, never: int) -> str:
    lines = [f"*{at}.* {sentence(board, rule)}"]
    if board.rests(rule):
        lines.append("⏸️ Rests: its account is disconnected. It counts again when that is connected again.")
    if never:
        lines.append(f"⚠️ Nothing comes here: rule {never} takes all of it first.")
    cards = board.cards.get(rule.channel_id, ChannelRule(rule.channel_id)).cards
    if rule.kind in _SELDOM and cards is not CardRule.ALL:
        lines.append(f"⚠️ It seldom becomes a card, unless {channel(rule.channel_id)} takes every mention.")
    return "\n".join(lines)


def sentence(board: Board, rule: RoutingRule) -> str:
    """A rule and where it sends what fits, in mrkdwn."""
    return f"{escape(board.told(rule), _SENTENCE)} → {channel(rule.channel_id)}"


def _menu(rule: RoutingRule, *, first: bool, last: bool) -> Element:
    labels = {RouteItem.CHANGE: "Change…", RouteItem.UP: "Move up", RouteItem.DOWN: "Move down"}
    labels |= {RouteItem.REMOVE: "Remove…"}
    left_out = {RouteItem.UP} if first else set()
    left_out |= {RouteItem.DOWN} if last else set()
    offered = [option(label, ids.route_value(item, rule.id)) for item, label in labels.items() if item not in left_out]
    return menu(ids.ROUTES_MENU, [each for each in offered if each])


def whose(account: Account) -> str:
    """What an account is called in a menu."""
    return f"@{account.handle} on {account.network.label}"
