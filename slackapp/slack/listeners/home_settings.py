"""The settings on Home: each with its value in words, a sentence of help, and the window that changes it."""

from collections.abc import Callable
from dataclasses import dataclass

from slackapp.domain.accounts import Workspace
from slackapp.domain.roles import Role
from slackapp.slack import digest_settings, ids, own_words, roles, targets
from slackapp.slack.budget import costly
from slackapp.slack.home.settings import Setting
from slackapp.slack.listeners.rooms import Rooms
from slackapp.slack.routes import sentence
from slackapp.slack.rules import name_of
from slackapp.slack.spending import spend_line
from slackapp.slack.text import channel, escape

_MOST = 5  # lines of a value
Tells = Callable[[Rooms, Workspace], str]


@dataclass(frozen=True, slots=True)
class _Row:
    """One setting, for every workspace."""

    title: str
    help: str
    tells: Tells
    opens: str = ""
    everybody: bool = True  # whether it concerns those, too, who may not change it
    looks: str = ""  # what their button is called, where the window is of use to them; "" none
    owners: bool = False  # whether who connected an account may change it, too


def settings_of(
    rooms: Rooms, workspace: Workspace, user_id: str, *, administers: bool, owns: bool
) -> tuple[Setting, ...]:
    """The settings that concern somebody, with buttons for what they may change.

    Args:
        rooms: the house.
        workspace: whose.
        user_id: Slack's, of who looks.
        administers: whether they may change all of it.
        owns: whether they may change an account of theirs.
    """
    shown = [row for row in ROWS if administers or row.everybody]
    first = [] if administers else [_yours(rooms, workspace, user_id)]
    return (*first, *(_setting(rooms, workspace, row, may=administers or (owns and row.owners)) for row in shown))


def _setting(rooms: Rooms, workspace: Workspace, row: _Row, *, may: bool) -> Setting:
    label = "Change" if may else row.looks
    return Setting(row.title, row.tells(rooms, workspace), row.help, row.opens if label else "", label)


def _yours(rooms: Rooms, workspace: Workspace, user_id: str) -> Setting:
    """What a person who administers nothing may do."""
    decides = rooms.may(workspace, Role.DECIDE, user_id)
    sends = rooms.may(workspace, Role.APPROVE, user_id)
    value = (
        "You decide on cards, and send replies." if sends else "You decide on cards; your replies wait for approval."
    )
    if not decides:
        value = "You see everything; deciding on cards is in others’ hands here."
    return Setting("🙋 What you may do", value, "Every click is yours by name, and most of them can be undone.")


def _routes(rooms: Rooms, workspace: Workspace) -> str:
    board = rooms.routes.board(workspace.id)
    lines = [f"{at}. {sentence(board, rule)}" for at, rule in enumerate(board.rules[:_MOST], start=1)]
    more = [f"… and {len(board.rules) - _MOST:,} more rules"] if len(board.rules) > _MOST else []
    return "\n".join([*lines, *more]) or "No rules: all of an account’s news go to its channel, as above."


def _digests(rooms: Rooms, workspace: Workspace) -> str:
    return digest_settings.told_all(rooms.tuning.digests(workspace.id)[:_MOST])


def _rules(rooms: Rooms, workspace: Workspace) -> str:
    found = rooms.tuning.rules(workspace.id)
    lines = [f"{channel(rule.channel_id)}: {name_of(rule.cards).lower()}" for rule in found[:_MOST]]
    more = [f"… and {len(found) - _MOST:,} more channels"] if len(found) > _MOST else []
    return "\n".join([*lines, *more]) or "No channel gets questions yet."


def _targets(rooms: Rooms, workspace: Workspace) -> str:
    return targets.told(rooms.tuning.targets(workspace.id)).removeprefix("🎯 ")  # it stands in the title


def _roles(rooms: Rooms, workspace: Workspace) -> str:
    return roles.told(rooms.tuning.roles(workspace.id))


def _saved(rooms: Rooms, workspace: Workspace) -> str:
    kept = rooms.tuning.replies(workspace.id)
    if not kept:
        return "None yet."
    uses = sum(each.uses for each in kept)
    most = max(kept, key=lambda each: each.uses)
    used = f", used {uses:,} times, most of all “{escape(most.title, 75)}”" if uses else ", not used yet"
    return f"{len(kept):,} {'reply' if len(kept) == 1 else 'replies'}{used}."


def _words(rooms: Rooms, workspace: Workspace) -> str:
    return own_words.counted(rooms.tuning.words(workspace.id).words)


def _webhooks(rooms: Rooms, workspace: Workspace) -> str:
    kept = rooms.webhooks.of(workspace.id)
    on = [each for each in kept if each.active]
    failing = sum(each.failing_since is not None for each in on)
    if not kept:
        return "None: no other system is told of anything."
    return f"{len(on):,} of {len(kept):,} on" + (f" · ⚠️ {failing:,} failing" if failing else "")


def _budget(rooms: Rooms, workspace: Workspace) -> str:
    found = costly(rooms.overview.accounts(workspace.id))
    lines = [f"@{escape(account.handle)}: {spend_line(spend)}" for account, spend in found[:_MOST]]
    return "\n".join(lines) or "None of the connected accounts costs anything."


def _papers(_rooms: Rooms, _workspace: Workspace) -> str:
    return "`/rapport audit` shows it, `/rapport export followers|questions|audit` sends it to you as a file."


ROWS = (
    _Row(
        "🧭 Routes",
        "Where news go by account, kind, urgency or word, before they go to their account’s own channel.",
        _routes,
        ids.ROUTES_OPEN,
        looks="Look",
    ),
    _Row(
        "📰 Digests",
        "The day, the week, the month in a channel: which of them, on which days, at what time.",
        _digests,
        ids.DIGEST_OPEN,
    ),
    _Row(
        "🗂️ What becomes a card",
        "Which mentions get a card in a channel; the rest is kept, and listed by `/questions rest`.",
        _rules,
        ids.RULES_OPEN,
        owners=True,
    ),
    _Row(
        "🎯 Targets and hours",
        "How soon a first reply is due, in which hours, and who is told when it is not there.",
        _targets,
        ids.TARGETS_OPEN,
    ),
    _Row(
        "👥 Roles and approval",
        "Who may decide, whose replies wait for somebody else, and who administers Rapport.",
        _roles,
        ids.ROLES_OPEN,
    ),
    _Row(
        "💬 Saved replies",
        "Words that your team uses again and again, found in the reply window by a search box.",
        _saved,
        ids.SAVED_OPEN,
        looks="Open",
    ),
    _Row(
        "👂 Words to listen for",
        "Your products, what is urgent for you, and what is never about you.",
        _words,
        ids.WORDS_OPEN,
    ),
    _Row(
        "🪝 Webhooks",
        "Each event, signed, for a helpdesk or another system of yours.",
        _webhooks,
        ids.WEBHOOKS_OPEN,
        everybody=False,
    ),
    _Row(
        "💰 Cost and budget",
        "What calls to the networks cost, and what they may cost in a month.",
        _budget,
        ids.BUDGET_OPEN,
        looks="Look",
    ),
    _Row(
        "📜 Audit and exports",
        "Who did what, when: every click, and every change of these settings.",
        _papers,
        everybody=False,
    ),
)
