"""`/rapport audit`: what happened in the workspace, newest first, for one person's eyes."""

from slackapp.domain.audit import EVENT_WORDS, SPANS, AuditPage, Told
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, context, section
from slackapp.slack.message import Block, Message
from slackapp.slack.stories import story_line
from slackapp.slack.text import escape

_IN_A_SECTION = 5  # lines: one is at most 600 characters or so, and a section 3000


def audit_message(page: AuditPage) -> Message:
    """Draw one page, with the way on and back."""
    asked = f" · _{escape(page.query, 150)}_" if page.query else ""
    head = context(f"*What happened*{asked} · newest first")
    if not page.lines:
        nothing = "🍃 *Nothing like that has happened.*"
        return Message("Nothing like that has happened.", (head, section(nothing), context(*_below(page))))
    lines = [audit_line(told) for told in page.lines]
    told: list[Block] = [
        section("\n".join(lines[start : start + _IN_A_SECTION])) for start in range(0, len(lines), _IN_A_SECTION)
    ]
    steps = []
    if page.newer:
        steps.append(button("← Newer", ids.AUDIT_NEWER, str(page.newer)))
    if page.older:
        steps.append(button("Older →", ids.AUDIT_OLDER, str(page.older)))
    first = page.lines[0].line.id
    row = [actions(ids.audit_block_id(first, page.query), *steps)] if steps else []
    return Message(f"What happened: {len(lines)} lines, newest first.", (head, *told, *row, context(*_below(page))))


def _below(page: AuditPage) -> list[str]:
    far = f"🔎 I looked through the newest {page.looked:,} lines; `/rapport export audit` has all of them."
    return [*([far] if page.looked else []), filters_line()]


def audit_line(told: Told) -> str:
    """One line, with whom it was about."""
    person = f"@{escape(told.person, 80)}" if told.person else ""
    account = f"{told.network.label} @{escape(told.account, 60)}" if told.account and told.network else ""
    return story_line(told.line, told.kind, " → ".join(part for part in (person, account) if part))


def unknown_filter(word: str) -> Message:
    """Say that we know no such filter, and which there are."""
    sorry = f"🤔 I can’t look for “{escape(word, 80)}”."
    return Message(sorry, (section(sorry), section(filters_line())))


def filters_line() -> str:
    """What may be typed."""
    spans, events = (", ".join(f"`{word}`" for word in each) for each in (SPANS, EVENT_WORDS))
    return f"Narrow it with {spans}, a teammate’s `@name`, `me`, an account’s `@handle`, or {events}."
