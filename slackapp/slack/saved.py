"""Saved replies: the list, the form to write one, and the menu in the reply modal."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from slackapp.domain.accounts import Account
from slackapp.domain.saved import LONGEST_TEXT, LONGEST_TITLE, MOST, Kept, SavedReply, Wording
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, confirmation, context, modal, plain, section
from slackapp.slack.message import Block, Element, View
from slackapp.slack.text import escape, mention, slack_date

TITLE = "Saved replies"
ALL = "all"  # the menu's value for all accounts

_PAGE = 20  # replies
_FIRST_WORDS = 140  # characters in the list; a menu has room for 75
_OPTIONS = 100  # Slack's limit
_HOW = (
    "`{first_name}` becomes their first name, `{handle}` their @handle, `{link}` the link to their post. "
    "Write `{{` for a plain brace."
)
_VIEW_ID = re.compile(r"[A-Z0-9]{1,64}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = 253_402_300_799_999_999  # microseconds since then until the year 10000
_SLACKS_LONGEST = 150  # of a placeholder


@dataclass(frozen=True, slots=True)
class Form:
    """What a form is about, as it travels in its private_metadata."""

    reply_id: int = 0  # 0: a new one
    seen: datetime = _EPOCH  # when it was changed last, as its writer saw it
    list_id: str = ""  # Slack's id of the view with the list, below the form
    page: int = 1  # of that list

    def packed(self) -> str:
        """As text."""
        micros = (self.seen - _EPOCH) // timedelta(microseconds=1)
        return f"{self.reply_id}:{micros}:{self.page}:{self.list_id}"


def unpacked(text: str) -> Form | None:
    """Read a form's private_metadata back; None for any other."""
    parts = text.split(":")
    if len(parts) != 4:
        return None
    reply_id, micros, page = (ids.parse_id(part) or 0 for part in parts[:3])
    if micros > _LAST or not (_VIEW_ID.fullmatch(parts[3]) or not parts[3]):
        return None
    return Form(reply_id, _EPOCH + timedelta(microseconds=micros), parts[3], page or 1)


def list_modal(replies: Sequence[SavedReply], accounts: Mapping[int, Account], page: int = 1) -> View:
    """All of a workspace's saved replies.

    Args:
        replies: in their order.
        accounts: the workspace's, by id.
        page: which, from 1; one that there is not any more becomes the last.
    """
    pages = max(1, -(-len(replies) // _PAGE))
    page = min(max(page, 1), pages)
    shown = replies[(page - 1) * _PAGE : page * _PAGE]
    row = [button("New", ids.SAVED_NEW, "new", style="primary", says="Write a new saved reply")]
    if pages > 1:
        row.append(_search(ids.SAVED_FIND, "Find one…"))
    blocks: list[Block] = [
        section("Words your team uses again and again. Each reply has a menu of them: *Use a saved reply*."),
        actions(f"{ids.SAVED_NEW}.{page}", *row),
        *(_listed(each, accounts) for each in shown),
    ]
    if not replies:
        blocks.append(context("Nobody has saved any yet."))
    blocks += _steps(page, pages)
    return modal(ids.SAVED_VIEW, TITLE, blocks, ids.metadata(page, 0), close="Close")


def form_modal(
    form: Form, wanted: Wording, accounts: Sequence[Account], reply: SavedReply | None, told: str = ""
) -> View:
    """Ask for one's words.

    Args:
        form: what it is about.
        wanted: what stands in the boxes at first.
        accounts: which it may be for.
        reply: as it is kept; None for a new one.
        told: what to say first, mrkdwn of ours: that somebody was faster.
    """
    blocks: list[Block] = [
        *([section(told)] if told else []),
        _box(ids.SAVED_TITLE, "Title", wanted.title, LONGEST_TITLE, "Shipping times"),
        _box(ids.SAVED_TEXT, "Words", wanted.text, LONGEST_TEXT, "Hi {first_name}, thanks for asking!", multiline=True),
        context(_HOW),
        _whose(wanted.account_id, accounts),
    ]
    if reply is not None:
        blocks += [context(_history(reply)), actions(ids.SAVED_DELETE, _delete(reply))]
    title = "Edit a saved reply" if form.reply_id else "New saved reply"
    return modal(ids.SAVED_FORM, title, blocks, form.packed(), close="Cancel", submit="Save")


def overtaken(reply: SavedReply | None) -> str:
    """What to tell whose words came second: what stands there now; `reply` None where it was deleted."""
    if reply is None:
        return "✋ *Somebody deleted it while you wrote.* Your words stand below. *Save* keeps them as a new one."
    return (
        f"✋ *{mention(reply.changed_by)} saved other words while you wrote* · {slack_date(reply.changed_at)}. "
        f"Yours are not saved yet; they stand below. *Save* once more puts them in the place of these:\n"
        f"*{escape(reply.title)}*\n{escape(reply.text, 1500)}"
    )


REFUSED = {
    Kept.TAKEN: "There is one with this title already. Choose another.",
    Kept.FULL: f"There are {MOST} already. Delete one that nobody uses first.",
}


def deleted_text(title: str, done: Kept) -> str:
    """What to say after somebody wanted to delete one."""
    if done is Kept.SAVED:
        return f"🗑️ *{escape(title)}* is deleted. Replies that were sent with it stay."
    if done is Kept.GONE:
        return "🗑️ Somebody deleted it already."
    return "✋ Somebody changed it meanwhile, so it stays. Please look at it once more."


def reply_menu() -> Block:
    """The menu in the reply modal; Slack asks us for what it offers, as one types."""
    return actions(ids.REPLY_SAVED, _search(ids.REPLY_SAVED, "Use a saved reply…"))


def options(replies: Sequence[SavedReply]) -> list[Element]:
    """What such a menu offers: titles, with the first words below."""
    return [
        {"text": plain(each.title, 75), "value": str(each.id), "description": plain(" ".join(each.text.split()), 75)}
        for each in replies[:_OPTIONS]
        if each.title and each.text.strip()
    ]


def _search(action_id: str, says: str) -> Element:
    return {
        "type": "external_select",
        "action_id": action_id,
        "placeholder": plain(says, _SLACKS_LONGEST),
        "min_query_length": 0,
    }


def _listed(reply: SavedReply, accounts: Mapping[int, Account]) -> Block:
    whose = "all accounts" if reply.account_id is None else _named(accounts.get(reply.account_id))
    words = escape(reply.text, _FIRST_WORDS)
    text = f"*{escape(reply.title)}* · {escape(whose)} · {_used(reply)}\n{words}"
    edit = button("Edit", ids.SAVED_EDIT, str(reply.id), says=f"Edit {reply.title}")
    return {**section(text, accessory=edit), "block_id": f"{ids.SAVED_EDIT}.{reply.id}"}


def _used(reply: SavedReply) -> str:
    return {0: "not used yet", 1: "used once", 2: "used twice"}.get(reply.uses, f"used {reply.uses:,} times")


def _named(account: Account | None) -> str:
    return f"@{account.handle} on {account.network.label}" if account else "an account that is gone"


def _history(reply: SavedReply) -> str:
    made = f"Made by {mention(reply.made_by)}. " if reply.made_by else ""
    return f"{made}Last changed by {mention(reply.changed_by)} · {slack_date(reply.changed_at)} · {_used(reply)}"


def _delete(reply: SavedReply) -> Element:
    asked = confirmation(
        "Delete it?", f"*{escape(reply.title)}* goes for everybody in this workspace.", "Delete", "Keep it", danger=True
    )
    return button("Delete", ids.SAVED_DELETE, str(reply.id), style="danger", says="Delete this reply", confirm=asked)


def _steps(page: int, pages: int) -> list[Block]:
    if pages == 1:
        return []
    row = []
    if page > 1:
        row.append(button("Back", ids.SAVED_PREVIOUS, str(page - 1), says="Earlier in the list"))
    if page < pages:
        row.append(button("More", ids.SAVED_NEXT, str(page + 1), says="Further in the list"))
    return [context(f"Page {page} of {pages}"), actions(f"{ids.SAVED_NEXT}.{page}", *row)]


def _box(block_id: str, label: str, text: str, longest: int, example: str, *, multiline: bool = False) -> Block:
    element: Element = {
        "type": "plain_text_input",
        "action_id": ids.SAVED_INPUT,
        "multiline": multiline,
        "max_length": longest,
        "placeholder": plain(f"For example: {example}", _SLACKS_LONGEST),
    }
    if text:
        element["initial_value"] = text[:longest]
    return {"type": "input", "block_id": block_id, "label": plain(label, 2000), "element": element}


def _whose(account_id: int | None, accounts: Sequence[Account]) -> Block:
    offered: list[Element] = [{"text": plain("All accounts", 75), "value": ALL}]
    offered += [{"text": plain(_named(each), 75), "value": str(each.id)} for each in accounts[: _OPTIONS - 1]]
    chosen = next((each for each in offered if each["value"] == str(account_id)), offered[0])
    element = {
        "type": "static_select",
        "action_id": ids.SAVED_INPUT,
        "options": offered,
        "initial_option": chosen,
    }
    return {"type": "input", "block_id": ids.SAVED_ACCOUNT, "label": plain("For", 2000), "element": element}
