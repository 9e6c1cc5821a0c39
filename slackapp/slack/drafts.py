"""Drafts: what waits for approval on a card, and the windows in which it is read, changed and returned."""

from collections.abc import Sequence

from slackapp.domain.card import Choice, choose
from slackapp.domain.draft import Draft, DraftState
from slackapp.domain.face import CardFace
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, context, modal, plain, section, words_of
from slackapp.slack.message import Block, Element, Message, View
from slackapp.slack.person import called, our_name
from slackapp.slack.text import TEXT_LIMIT, bounded, escape, mention, slack_date

TITLE = "Draft"
CHANGED = "✏️ This draft was changed, sent or returned meanwhile. Please read it again on its card."
_MOST_SHOWN = 3
SHOWN = 600  # characters of a draft on its card
_LONGEST = 3000  # Slack's own limit for an input
_NOTE = 500


def draft_blocks(face: CardFace) -> list[Block]:
    """The drafts that wait, each with what can be done with it; and one that was returned, as long as none waits."""
    waiting = [each for each in face.drafts if each.waits]
    if choose(face.card, Choice.REPLY) is None:
        return [context(f"✏️ {mention(each.written_by)}’s draft was not sent.") for each in waiting[:_MOST_SHOWN]]
    blocks: list[Block] = []
    for each in waiting[:_MOST_SHOWN]:
        blocks += [section(waiting_line(each)), words_of(each.text, SHOWN), _buttons(each)]
    if len(waiting) > _MOST_SHOWN:
        blocks.append(context(f"… and {len(waiting) - _MOST_SHOWN} more drafts"))
    newest = face.drafts[-1] if face.drafts else None
    if newest is not None and newest.state is DraftState.RETURNED:
        blocks.append(context(f"↩️ {mention(newest.decided_by)} returned {mention(newest.written_by)}’s draft."))
    return blocks


def draft_lines(face: CardFace) -> list[str]:
    """The same for a message's plain text."""
    waiting = [each for each in face.drafts if each.waits] if choose(face.card, Choice.REPLY) else []
    return [f"A draft by {mention(each.written_by)} waits for approval: “{escape(each.text, 200)}”" for each in waiting]


def sent_by(face: CardFace, text: str) -> str:
    """Who wrote a reply that somebody else sent, to stand behind the sender's name; "" where the sender did."""
    sent = [each for each in face.drafts if each.state is DraftState.SENT and each.text == text]
    return f" · written by {mention(sent[-1].written_by)}, sent by {mention(sent[-1].decided_by)}" if sent else ""


def waiting_line(draft: Draft) -> str:
    """Whose draft waits, since when."""
    return f"✏️ A draft by {mention(draft.written_by)} waits for approval · {slack_date(draft.written_at)}"


def newest_waiting(face: CardFace) -> int:
    """The id of the newest draft that waits; 0 where none does."""
    return max((each.id for each in face.drafts if each.waits), default=0)


def kept_text(face: CardFace) -> str:
    """Tell an author that somebody else will send it."""
    return (
        f"✏️ Your reply to {called(face.person)} waits for approval: it stands on the card until somebody who "
        "approves replies sends it, or returns it to you with a note."
    )


def value(draft: Draft) -> str:
    """A draft as it was seen, in a button or a window."""
    return ids.metadata(draft.id, draft.version)


def sending_modal(draft: Draft, others: Sequence[Block]) -> View:
    """Ask before a draft is sent while `others` are about to answer the same."""
    mine = [section(f"*This one is about to be sent,* by {mention(draft.written_by)}:"), words_of(draft.text, SHOWN)]
    return modal(ids.DRAFT_SEND_VIEW, TITLE, [*others, *mine], value(draft), close="Not yet", submit="Send this one")


def editing_modal(face: CardFace, draft: Draft, others: Sequence[Block] = (), *, sends: bool) -> View:
    """The words to be changed: an approver then sends them, an author leaves them waiting."""
    whom = context(f"To {called(face.person)}, as {our_name(face)} · written by {mention(draft.written_by)}")
    box = _box(ids.DRAFT_BLOCK, "The reply", draft.text, _LONGEST)
    blocks = [whom, *others, box]
    return modal(ids.DRAFT_EDIT_VIEW, TITLE, blocks, value(draft), close="Cancel", submit="Send" if sends else "Save")


def returning_modal(draft: Draft) -> View:
    """Why it is returned."""
    blocks = [
        section(waiting_line(draft)),
        words_of(draft.text, SHOWN),
        _box(ids.DRAFT_NOTE, "What to change?", "", _NOTE),
    ]
    return modal(ids.DRAFT_RETURN_VIEW, TITLE, blocks, value(draft), close="Cancel", submit="Return it")


def returned_message(face: CardFace | None, draft: Draft) -> Message:
    """Tell an author, in private, that their draft came back, and why."""
    whom = f" to {called(face.person)}" if face else ""
    text = f"↩️ {mention(draft.decided_by)} returned your draft{whom}."
    again = button("Edit and send again", ids.DRAFT_AGAIN, value(draft), style="primary")
    open_still = face is not None and choose(face.card, Choice.REPLY) is not None
    note = [section(f"*What to change:* {escape(draft.note, 1_000)}")] if draft.note else []
    row = [actions(f"draft|{draft.id}|{draft.version}", again)] if open_still else [context("It is answered by now.")]
    told = f"{text} {escape(draft.note, 500)}".strip()
    return Message(bounded(told, TEXT_LIMIT), (section(text), *note, words_of(draft.text, SHOWN), *row))


def _buttons(draft: Draft) -> Block:
    seen, whose = value(draft), "a teammate’s draft"
    made: tuple[Element, ...] = (
        button("Send it", ids.DRAFT_SEND, seen, style="primary", says=f"Send {whose}"),
        button("Edit…", ids.DRAFT_EDIT, seen, says=f"Edit {whose}"),
        button("Return…", ids.DRAFT_RETURN, seen, says=f"Return {whose}"),
        button("Withdraw", ids.DRAFT_WITHDRAW, seen, says="Withdraw your own draft"),
    )
    return actions(f"draft|{draft.id}|{draft.version}", *made)


def _box(block_id: str, label: str, typed: str, most: int) -> Block:
    element = {"type": "plain_text_input", "action_id": ids.DRAFT_INPUT, "multiline": True, "max_length": most}
    whole = element | ({"initial_value": typed[:most]} if typed else {})
    return {"type": "input", "block_id": block_id, "label": plain(label, 2000), "element": whole}
