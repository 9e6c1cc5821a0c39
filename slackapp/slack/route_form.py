"""The form for a routing rule: of which account, what, how urgent, with which words, and where that goes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from slackapp.domain.accounts import Account
from slackapp.domain.routing import KINDS, MOST, URGENCIES, RoutingRule
from slackapp.domain.routing_text import LONGEST, NAMES
from slackapp.domain.saved import Kept
from slackapp.routes import Board
from slackapp.slack import ids
from slackapp.slack.blocks import context, modal, option, plain, section
from slackapp.slack.message import Block, Element, View
from slackapp.slack.routes import sentence, whose
from slackapp.slack.text import mention, slack_date

ALL, ANY = "all", "any"  # the menus' values for every account; for whatever kind, whatever urgency
REFUSED = {
    Kept.TAKEN: "There is a rule that asks for just this already. Change that one.",
    Kept.FULL: f"There are {MOST} rules, which is the most. Remove one first.",
}

_OPTIONS = 99  # accounts: a menu holds 100
_VIEW_ID = re.compile(r"[A-Z0-9]{1,64}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = 253_402_300_799_999_999  # microseconds since then until the year 10000
_URGENCY = {"": "Any urgency", "high": "High", "normal": "Normal", "low": "Low"}
_HINTS = {
    ids.ROUTES_KIND: "As Rapport judges it. New followers have no urgency.",
    ids.ROUTES_WORDS: "With commas between: any one of them in the post or, of a follower, in the bio. “refund” finds "
    "“refunds” and #refund, too; “refund*” all words that begin so.",
    ids.ROUTES_CHANNEL: "A public channel that Rapport is in. If it is not: /invite @Rapport there first.",
}


@dataclass(frozen=True, slots=True)
class Form:
    """What a form is about, as it travels in its private_metadata."""

    rule_id: int = 0  # 0: a new one
    seen: datetime = _EPOCH  # when it was changed last, as its writer saw it
    list_id: str = ""  # Slack's id of the view with the list, below the form

    def packed(self) -> str:
        """As text."""
        return f"{self.rule_id}:{(self.seen - _EPOCH) // timedelta(microseconds=1)}:{self.list_id}"


def unpacked(text: str) -> Form | None:
    """Read a form's private_metadata back; None for any other."""
    parts = text.split(":")
    if len(parts) != 3 or not (_VIEW_ID.fullmatch(parts[2]) or not parts[2]):
        return None
    rule_id, micros = (ids.parse_id(part) or 0 for part in parts[:2])
    return Form(rule_id, _EPOCH + timedelta(microseconds=micros), parts[2]) if micros <= _LAST else None


def form_modal(form: Form, wanted: RoutingRule, board: Board, told: str = "") -> View:
    """Ask what a rule is for, and where that goes.

    Args:
        form: what it is about.
        wanted: what is chosen at first.
        board: as it stands.
        told: what to say first, mrkdwn of ours: that somebody was faster.
    """
    accounts = {ALL: "Every account"} | {str(each.id): whose(each) for each in _choosable(board, wanted)[:_OPTIONS]}
    kinds = {kind or ANY: NAMES[kind] for kind in KINDS}
    urgencies = {urgency or ANY: _URGENCY[urgency] for urgency in URGENCIES}
    account = ALL if wanted.account_id is None else str(wanted.account_id)
    before = next((rule for rule in board.rules if rule.id == form.rule_id), None)
    blocks: list[Block] = [
        *([section(told)] if told else []),
        _input(ids.ROUTES_ACCOUNT, "Of which account", _select(accounts, account)),
        _input(ids.ROUTES_KIND, "What", _select(kinds, wanted.kind or ANY)),
        _input(ids.ROUTES_URGENCY, "How urgent", _select(urgencies, wanted.urgency or ANY)),
        _input(ids.ROUTES_WORDS, "With these words", _words(wanted.keyword), optional=True),
        _input(ids.ROUTES_CHANNEL, "Goes to", _picker(wanted.channel_id)),
        *([context(_history(before))] if before is not None and before.made_by else []),
    ]
    title, submit = ("Change a rule", "Save") if form.rule_id else ("Add a rule", "Add")
    return modal(ids.ROUTES_FORM_VIEW, title, blocks, form.packed(), close="Cancel", submit=submit)


def overtaken(board: Board, rule: RoutingRule | None) -> str:
    """What to tell whose rule came second: what stands there now; `rule` None where it was removed."""
    if rule is None:
        return "✋ *Somebody removed it while you chose.* Yours stands below. *Add* keeps it as a new one."
    when = f" · {slack_date(rule.made_at)}" if rule.made_at else ""
    return (
        f"✋ *{mention(rule.made_by)} changed it while you chose*{when}. Yours is not saved yet; it stands below. "
        f"*Save* once more puts it in the place of this:\n> {sentence(board, rule)}"
    )


def _choosable(board: Board, wanted: RoutingRule) -> Sequence[Account]:
    """The accounts that a rule may be for: those that are connected, and the one that it is for already."""
    before = board.named.get(wanted.account_id or 0)
    others = tuple(each for each in board.accounts if before is None or each.id != before.id)
    return (*((before,) if before else ()), *others)


def _select(options: Mapping[str, str], chosen: str) -> Element:
    made = {value: option(label, value) for value, label in options.items()}
    select: Element = {"type": "static_select", "action_id": ids.ROUTES_INPUT, "options": list(made.values())}
    return {**select, "initial_option": made[chosen]}


def _words(typed: str) -> Element:
    box: Element = {"type": "plain_text_input", "action_id": ids.ROUTES_INPUT, "max_length": LONGEST}
    box["placeholder"] = plain("refund, money back", 150)
    return {**box, "initial_value": typed} if typed else box


def _picker(channel_id: str) -> Element:
    picker: Element = {"type": "channels_select", "action_id": ids.ROUTES_INPUT}
    return {**picker, "initial_channel": channel_id} if channel_id else picker


def _input(block_id: str, label: str, element: Element, *, optional: bool = False) -> Block:
    block: Block = {"type": "input", "block_id": block_id, "label": plain(label, 2000), "element": element}
    hint = _HINTS.get(block_id, "")
    return block | ({"hint": plain(hint, 2000)} if hint else {}) | ({"optional": True} if optional else {})


def _history(rule: RoutingRule) -> str:
    return f"Last changed by {mention(rule.made_by)}{f' · {slack_date(rule.made_at)}' if rule.made_at else ''}"
