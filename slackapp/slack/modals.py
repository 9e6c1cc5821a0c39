"""Where a person writes or chooses: the reply modal, with the person, the post and the price; notices."""

import re
from collections.abc import Sequence
from decimal import Decimal

from slackapp.domain.card import CardKind
from slackapp.domain.face import CardFace
from slackapp.domain.posts import Audience, TextCount
from slackapp.slack import ids
from slackapp.slack.blocks import context, modal, plain, section
from slackapp.slack.drafts import newest_waiting
from slackapp.slack.message import Block, View
from slackapp.slack.person import bio_line, history_line, our_name, person_section, reach_line
from slackapp.slack.questions import audience_of, thread_blocks
from slackapp.slack.saved import reply_menu
from slackapp.slack.spending import over_budget
from slackapp.slack.text import dollars

_LONGEST = 3000  # Slack's own limit for an input; the network's is counted below it
_WAITS = "✏️ Replies are read by a second person here: yours waits on the card until somebody who approves sends it."
_NEARLY = 20  # characters left from which on the counter warns


def reply_modal(
    face: CardFace,
    draft: str,
    count: TextCount,
    price: Decimal | None,
    others: Sequence[Block] = (),
    *,
    block_id: str = ids.REPLY_BLOCK,
    saved: bool = False,
    sends: bool = True,
) -> View:
    """The modal to answer a question or to say hello to a follower; the same builder opens and updates it.

    Args:
        face: whom it is for.
        draft: the words so far. Slack keeps what was typed as long as the block's id stays, and it does.
        count: their length by the network's own counting.
        price: what the network charges for it in USD; None where it costs nothing.
        others: what teammates are about to answer already, from `conflicts`.
        block_id: of the box: a new one makes Slack show `draft` instead of what was typed.
        saved: whether there are saved replies to use.
        sends: whether whoever writes may send it; else it waits for somebody who may.
    """
    hello = face.card.kind is CardKind.FOLLOWER
    blocks = [
        *others,
        *_beside(face),
        *([reply_menu()] if saved else []),
        _input(draft, block_id, hello=hello),
        context(_counter(count, face.account.network.label)),
        context(" · ".join(part for part in (_as_whom(face), _price(face, price)) if part)),
        *([] if sends else [context(_WAITS)]),
    ]
    title, submit = ("Say hello", "Post") if hello else ("Reply", "Send reply")
    submit = submit if sends else "Send for approval"
    seen = ids.reply_metadata(face.card.id, face.card.version, newest_waiting(face))
    view = modal(ids.REPLY_VIEW, title, blocks, seen, close="Cancel", submit=submit)
    return {**view, "notify_on_close": True}  # who cancels is writing no more


def unseen(text: str, opening: str) -> dict[str, str]:
    """What to say under the box where they would not see it, or would see nothing; empty where they would.

    Args:
        text: what was written.
        opening: what the network wants in it for them to see it (`Network.opening`); "" where nothing.
    """
    opening = opening.strip()
    if not opening:
        return {}
    if text.strip().lower() == opening.lower():
        return {ids.REPLY_BLOCK: "Write a few words first."}
    # A handle with a host goes on behind a dot or a dash, any handle behind a letter, a digit or another host.
    after = r"(?![\w@]|[.-]\w)" if "." in opening else r"(?!\w|@\w)"
    if re.search(rf"(?<![\w@/]){re.escape(opening)}{after}", text, re.IGNORECASE):
        return {}
    return {ids.REPLY_BLOCK: f"Keep {opening} in it, or they won’t see it."}


def too_long(count: TextCount, network: str = "the network") -> dict[str, str]:
    """What to say under the box when the words don't fit, for `response_action: errors`."""
    if count.used <= 0:
        return {ids.REPLY_BLOCK: "Write a few words first."}
    over = -count.left
    return {
        ids.REPLY_BLOCK: f"{over:,} {_characters(over)} over {network}’s limit of {count.limit:,}. Nothing was sent."
    }


def notice_modal(title: str, text: str, unsent: str = "") -> View:
    """A few words of ours where a modal is open or a message would come too late.

    Args:
        title: at most 24 characters.
        text: mrkdwn of ours; strangers' words in it are escaped already.
        unsent: what the person wrote in vain: given back as it was typed, to be copied.
    """
    blocks = [section(text), *([_as_typed(unsent[:_LONGEST])] if unsent else [])]
    return modal(ids.NOTICE_VIEW, title, blocks, "", close="All right")


def _as_typed(text: str) -> Block:
    typed = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [typed]}


def _beside(face: CardFace) -> list[Block]:
    """Who it is and what was said, so that one talks with a person."""
    about = " · ".join(part for part in (reach_line(face.person), history_line(face.history, face.now)) if part)
    return [person_section(face, about, bio_line(face.person)), *thread_blocks(face)]


def _input(draft: str, block_id: str, *, hello: bool) -> Block:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain("Your hello" if hello else "Your answer", 2000),
        "dispatch_action": True,
        "element": {
            "type": "plain_text_input",
            "action_id": ids.REPLY_INPUT,
            "multiline": True,
            "initial_value": draft[:_LONGEST],
            "max_length": _LONGEST,
            "focus_on_load": True,
            "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
        },
    }


def _counter(count: TextCount, network: str) -> str:
    if count.left < 0:
        over = -count.left
        return f"⚠️ *{over:,} {_characters(over)} over* {network}’s limit of {count.limit:,}"
    sign = "🟡 " if count.left <= _NEARLY else ""
    return f"{sign}{count.used:,} of {count.limit:,} · {count.left:,} left"


def _characters(n: int) -> str:
    return "character" if n == 1 else "characters"


_HOW = {
    Audience.PUBLIC: "📣 Posts in public",
    Audience.UNLISTED: "📣 Posts in public, unlisted,",
    Audience.FOLLOWERS: "👥 Answers for followers only,",
    Audience.PRIVATE: "🔒 Answers in private,",
}


def _as_whom(face: CardFace) -> str:
    return f"{_HOW[audience_of(face)]} as {our_name(face)}"


def _price(face: CardFace, price: Decimal | None) -> str:
    if price is None:
        return ""
    thing = "hello" if face.card.kind is CardKind.FOLLOWER else "reply"
    over = f". {over_budget(face.over_budget)} It is sent all the same" if face.over_budget else ""
    return f"💰 {face.account.network.label} charges {dollars(price)} for this {thing}{over}"
