"""`/rapport budget`: what calls cost, seen by everybody; what they may, set by those who administer."""

from collections.abc import Mapping
from dataclasses import dataclass

from slack_bolt import Ack, App

from slackapp.domain.accounts import Account, Workspace
from slackapp.domain.spending import Budget, UsedUp, typed_budget
from slackapp.slack import ids, payloads
from slackapp.slack.budget import TITLE, budget_modal, changed_text, told
from slackapp.slack.listeners import home
from slackapp.slack.listeners.openings import acknowledged, tell_who_looks
from slackapp.slack.listeners.rooms import Rooms, open_modal
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import BadPayload, Click, Command, Submission

_MAY_NOT = "Nothing was saved: only those who administer Rapport can change this. Please ask an admin."


@dataclass(frozen=True, slots=True)
class _Change:
    """What somebody typed of one account's budget, beside what they were shown."""

    account: Account
    amount_block: str
    typed: str
    shown: int  # micro USD; 0: none
    then: UsedUp
    shown_then: UsedUp

    def wanted(self, by: str) -> tuple[bool, Budget | None]:
        """Whether anything changes, and the budget. Raises ValueError with a plain sentence."""
        amount = typed_budget(self.typed)
        changes = (amount or 0) != self.shown or (amount is not None and self.then is not self.shown_then)
        return changes, Budget(amount, self.then, by) if amount is not None else None


def register(app: App, rooms: Rooms) -> None:
    """The button in the settings and on a notice, and the modal; the command is among the commands."""
    app.action(ids.BUDGET_OPEN)(acknowledged(rooms, open_budget))

    @app.view(ids.BUDGET_VIEW)
    def on_save(ack: Ack, body: Mapping[str, object]) -> None:
        sent = payloads.submission(body)
        workspace = rooms.workspace(sent.team_id)
        if _save(rooms, workspace, sent, ack):
            client = rooms.directory_of(workspace.id).client
            rooms.soon(lambda: home.show(rooms, workspace, sent.actor_id, client))  # it tells the budgets, too


def open_budget(rooms: Rooms, workspace: Workspace, asked: Click | Command) -> None:
    """Open the modal; tell what stands to those who may not change it, or where nothing costs anything."""
    rooms.spending.flush()
    accounts, client = rooms.overview.accounts(workspace.id), rooms.directory_of(workspace.id).client
    may = rooms.may_connect(workspace, asked.actor_id)
    view = budget_modal(accounts, workspace.id) if may else None
    if view is not None:
        open_modal(client.views_open, asked, view)
    else:
        tell_who_looks(rooms, workspace, asked, TITLE, told(accounts), may=may)


def _save(rooms: Rooms, workspace: Workspace, sent: Submission, ack: Ack) -> bool:
    """Save what was changed. False where nothing was."""
    if sent.private_metadata != ids.metadata(workspace.id, 0):
        raise BadPayload("the budgets' window is none of this workspace's")
    changes = _changes(rooms, workspace, sent)
    if not rooms.may_connect(workspace, sent.actor_id):
        ack(response_action="errors", errors={each.amount_block: _MAY_NOT for each in changes[:1]})
        return False
    wanted: list[tuple[Account, Budget | None]] = []
    errors: dict[str, str] = {}
    for each in changes:
        try:
            changes_it, budget = each.wanted(sent.actor_id)
        except ValueError as unreadable:
            errors[each.amount_block] = str(unreadable)
            continue
        if changes_it:
            wanted.append((each.account, budget))
    if errors:  # Slack keeps what was typed
        ack(response_action="errors", errors=errors)
        return False
    lines = [changed_text(account, budget) for account, budget in wanted]
    for (account, budget), line in zip(wanted, lines, strict=True):
        rooms.spending.change(account, budget, sent.actor_id, line)
    saved = "\n".join(("✅ *Saved; it counts from now on.*", *lines)) if lines else "Nothing was changed."
    ack(response_action="update", view=notice_modal(TITLE, saved))
    return bool(lines)


def _changes(rooms: Rooms, workspace: Workspace, sent: Submission) -> list[_Change]:
    """What was sent of each account of this workspace.

    Raises:
        BadPayload: an account that is none of its own, or a choice that is none of ours.
    """
    amounts: dict[int, tuple[str, str, str]] = {}
    choices: dict[int, tuple[str, str]] = {}
    for block_id, value in sent.values.items():
        if (found := ids.parse_budget_block_id(ids.BUDGET_AMOUNT, block_id)) is not None:
            amounts[found[0]] = block_id, value, found[1]
        elif (found := ids.parse_budget_block_id(ids.BUDGET_THEN, block_id)) is not None:
            choices[found[0]] = value, found[1]
    changes = []
    for account_id, (block_id, typed, shown) in amounts.items():
        account = rooms.connections.account(workspace.id, account_id)
        then, shown_then = choices.get(account_id, ("", ""))
        known = set(UsedUp)
        if account is None or then not in known or shown_then not in known or not shown.isdecimal():
            raise BadPayload("the budgets' window sent what is none of ours")
        changes.append(_Change(account, block_id, typed, int(shown), UsedUp(then), UsedUp(shown_then)))
    return changes
