"""Home's first tab: what waits for this one person, and then for anybody."""

from dataclasses import replace

from slackapp.domain.card import Choice
from slackapp.domain.draft import Draft
from slackapp.domain.face import CardFace
from slackapp.domain.home import AT_MOST, Counts, ForMe, Shown
from slackapp.slack import ids
from slackapp.slack.blocks import button, context, divider, header, section
from slackapp.slack.drafts import draft_blocks, returned_message
from slackapp.slack.handed import hand_off_lines
from slackapp.slack.home import looking
from slackapp.slack.home.frame import more
from slackapp.slack.lists import entry
from slackapp.slack.message import Block
from slackapp.slack.outcomes import outcome_lines
from slackapp.slack.person import name_line
from slackapp.slack.questions import audience_sign, question_line

_HOW = (
    "*How it works*\n"
    "👋 Each new follower and 💬 each question becomes a card in its channel; anybody there can decide.\n"
    "✅ Rapport does on the network what you click, exactly once, and says who did it. Most of it can be undone.\n"
    "⌨️ `/followers`, `/questions` and `/rapport` answer you alone; add `help` to see what they know."
)


def for_me_blocks(told: ForMe) -> list[Block]:
    """Draw the tab. What waits for them by name comes first; then the newest that anybody may take."""
    return [
        header(_headline(told)),
        *_mine(told),
        *_drafts(told.drafts),
        *(block for face, draft in told.returned for block in _returned(face, draft)),
        *_lines("↪️ Handed to your team, claimed by you there", told.cases),
        *_asleep(told.asleep),
        *_lines("↪️ Handed off by you", told.given),
        *_waiting_line(told),
        header("Open for everybody"),
        *_open_numbers(told.counts),
        *_nobodys(told),
        *_followers(told),
        section(_HOW),
    ]


def counted(number: int) -> str:
    """A number that was not counted beyond a thousand."""
    return f"{AT_MOST:,} or more" if number >= AT_MOST else f"{number:,}"


def card_entry(face: CardFace) -> list[Block]:
    """A card with its buttons; what is decided here is drawn here again."""
    return entry(face, ids.card_block_id(ids.Place.HOME, face.card.id, face.card.version))


def _headline(told: ForMe) -> str:
    if not told.waiting:
        return "☕ Nothing waits for you"
    return f"🙋 {told.waiting:,} {'thing waits' if told.waiting == 1 else 'things wait'} for you"


def _mine(told: ForMe) -> list[Block]:
    if not told.waiting:
        return [section("Lovely. What you claim, or a teammate gives you, stands here until it is answered.")]
    if not told.mine.total:
        return []
    late = f" · ⏰ *{told.late:,} overdue*" if told.late else ""
    blocks: list[Block] = [section(f"*Yours to answer: {told.mine.total:,}*{late}")]
    for face in told.mine.faces:
        blocks += [_own(block) for block in card_entry(face)]
    return [*blocks, *_rest(told.mine, looking.SHOW_MINE, "Show all that are yours")]


def _own(block: Block) -> Block:
    """A row of buttons without the one that takes a card over: they have it."""
    take_over = ids.card_action_id(Choice.TAKE_OVER)
    elements = block.get("elements")
    if not isinstance(elements, list):
        return block
    return block | {"elements": [each for each in elements if each.get("action_id") != take_over]}


def _drafts(waiting: Shown) -> list[Block]:
    """Each card with the oldest draft that waits on it: to send, change or return."""
    if not waiting.total:
        return []
    blocks: list[Block] = [section(f"*✏️ Drafts for you to send or return: {waiting.total:,}*")]
    for face in waiting.faces:
        first = tuple(each for each in face.drafts if each.waits)[:1]
        blocks += [section(question_line(face)), *draft_blocks(replace(face, drafts=first)), divider()]
    rest = waiting.total - len(waiting.faces)
    return [*blocks, *([context(f"… and {rest:,} more; each stands on its card")] if rest else [])]


def _returned(face: CardFace, draft: Draft) -> list[Block]:
    return [*returned_message(face, draft).blocks, divider()]


def _asleep(asleep: Shown) -> list[Block]:
    """What they put off, the first to return first: it may be brought back before."""
    if not asleep.total:
        return []
    blocks: list[Block] = [section(f"*💤 Put off: {asleep.total:,}*")]
    for face in asleep.faces:
        blocks += card_entry(face)
    rest = asleep.total - len(asleep.faces)
    return [*blocks, *([context(f"… and {rest:,} more that return later")] if rest else [])]


def _lines(title: str, shown: Shown) -> list[Block]:
    """What needs nothing now: a line each, with what becomes of it."""
    if not shown.total:
        return []
    lines = [f"• {_line(face)}" for face in shown.faces]
    rest = shown.total - len(shown.faces)
    return [section("\n".join((f"*{title}: {shown.total:,}*", *lines, *([f"… and {rest:,} more"] if rest else []))))]


def _line(face: CardFace) -> str:
    became = (hand_off_lines(face) or outcome_lines(face))[:1]
    return " · ".join(part for part in (name_line(face), audience_sign(face), *became) if part)


def _waiting_line(told: ForMe) -> list[Block]:
    if not told.mine_waiting:
        return []
    drafts = "draft of yours waits" if told.mine_waiting == 1 else "drafts of yours wait"
    return [context(f"✏️ {told.mine_waiting:,} {drafts} for approval")]


def _open_numbers(counts: Counts) -> list[Block]:
    overdue = f"⏰ *{counts.overdue:,}* overdue" if counts.overdue else "none overdue"
    handed = f"*{counts.handed:,}* with other teams" if counts.handed else ""
    questions = (f"💬 *{counts.open:,}* open questions", overdue, f"*{counts.nobodys:,}* nobody’s", handed)
    followers = (f"👋 *{counted(counts.followers)}* followers to decide on", f"*{counted(counts.today)}* new today")
    text = "\n".join(" · ".join(part for part in line if part) for line in (questions, followers))
    return [section(text, accessory=button("Show all", ids.HOME_SHOW, looking.SHOW_OPEN, says="Show all that is open"))]


def _nobodys(told: ForMe) -> list[Block]:
    if not told.nobodys.total:
        return [section("☕ Nobody is waiting for an answer that nobody has. Lovely.")]
    blocks: list[Block] = [section(f"*💬 Nobody has these yet: {told.nobodys.total:,}*")]
    for face in told.nobodys.faces:
        blocks += card_entry(face)
    return [*blocks, *_rest(told.nobodys, looking.SHOW_NOBODYS, "Show all that nobody has")]


def _followers(told: ForMe) -> list[Block]:
    if not told.followers.total:
        return [context("👋 No new follower of today waits for a decision.")]
    blocks: list[Block] = [section(f"*👋 New today, to decide on: {counted(told.followers.total)}*")]
    for face in told.followers.faces:
        blocks += card_entry(face)
    return [*blocks, *_rest(told.followers, looking.SHOW_TODAY, "Show all of today’s followers")]


def _rest(shown: Shown, show: str, says: str) -> list[Block]:
    rest = shown.total - len(shown.faces)
    return [more(f"… and {counted(rest)} more", show, says)] if rest > 0 else []
