"""Answers to /followers and /questions, which only the person who asked sees: one compact entry each, with buttons."""

from slackapp.domain.card import CardKind, CardStatus
from slackapp.domain.face import CardFace, Listing, Share
from slackapp.domain.judgement import Census
from slackapp.domain.words import how_long
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, context, divider, section
from slackapp.slack.choices import card_actions
from slackapp.slack.due import due_words
from slackapp.slack.feeds import posts_button
from slackapp.slack.groups import person_line
from slackapp.slack.handed import is_handed
from slackapp.slack.message import Block, Element, Message, text_size
from slackapp.slack.outcomes import outcome_lines
from slackapp.slack.owners import owner_line, was_line
from slackapp.slack.person import called, came_line, follows_line, name_line, our_name
from slackapp.slack.questions import audience_sign, kind_words, post_link, post_words
from slackapp.slack.rest import census_line
from slackapp.slack.text import TEXT_LIMIT, bounded, escape, slack_date

MOST_ON_A_PAGE = 11  # entries of three blocks, each perhaps under a heading, stay below Slack's 50 blocks a message
_MOST_UNASKED = 5
_MOST_TEXT = 12_000  # characters; Slack refuses messages of more than about 13,200

_EMPTY = {
    "/followers": "🌱 *Nobody here right now.* New followers show up in the channel as soon as they come.",
    "/questions": "☕ *Nobody is waiting for an answer.* Lovely. Questions show up in the channel as they come.",
}


def listing_message(listing: Listing, census: Census | None = None) -> Message:
    """Draw one page of an answer. Its block_ids carry the query, so that a click can redraw it.

    Args:
        listing: the page.
        census: what became of all mentions, where that is told before them.
    """
    counted = [context(line)] if census is not None and (line := census_line(census)) else []
    if not listing.faces:
        text = _EMPTY.get(listing.command, "🌱 *Nothing here right now.*")
        title = escape(listing.title) or "Nothing here right now."
        return Message(title, (_title(listing), *counted, section(text), *_unasked(listing)))
    blocks: list[Block] = [_title(listing), *counted, *_unasked(listing)]
    headings = {share.account.id: _heading(share) for share in listing.shares}
    for face in listing.faces[:MOST_ON_A_PAGE]:
        block_id = ids.list_block_id(listing.command, listing.query, listing.page, face.card.id, face.card.version)
        beside = posts_button(face) if listing.query.startswith("@") else None  # who looks one up wants to know more
        heading = headings.pop(face.account.id, None)  # before the first of each account
        shown = [
            *([heading] if heading else []),
            *entry(face, block_id, under_heading=bool(listing.shares), beside=beside),
        ]
        if text_size(blocks) + text_size(shown) > _MOST_TEXT:
            blocks.append(context("… the rest is too long to show here; its cards are in the channel"))
            break
        blocks += shown
    steps = _steps(listing)
    if steps:
        blocks.append(actions(ids.list_block_id(listing.command, listing.query, listing.page), *steps))
    names = ", ".join(called(face.person) for face in listing.faces[:MOST_ON_A_PAGE])
    return Message(bounded(f"{escape(listing.title)}: {names}", TEXT_LIMIT), tuple(blocks))


def entry(face: CardFace, block_id: str, *, under_heading: bool = False, beside: Element | None = None) -> list[Block]:
    """One card in two or three blocks, for lists and Home; under a heading that names the account, it doesn't."""
    came = came_line(face) if under_heading else follows_line(face)
    words = _question(face) if face.card.kind is CardKind.QUESTION else f"{person_line(face)}\n{came}"
    return [section(words, accessory=beside), *card_actions(face, block_id, with_green=False), divider()]


def _question(face: CardFace) -> str:
    asked = post_words(face, 240)
    parts = (kind_words(face.verdict, waits=face.waits), audience_sign(face), name_line(face))
    is_open = face.card.status in (CardStatus.OPEN, CardStatus.SNOOZED)
    owner = owner_line(face.card) if is_open else was_line(face)
    where = (f"to {our_name(face)}", _age(face), post_link(face), owner)
    lines = [" · ".join(part for part in each if part) for each in (parts, where)]
    lines += [f"> {asked}"] if asked else []
    due = due_words(face)
    whose = _nobody(face)  # who has it is told beside
    late = [" · ".join(part for part in (due, whose) if part)] if due else []
    return "\n".join((*lines, *late, *outcome_lines(face)))


def _nobody(face: CardFace) -> str:
    if face.hand_off is not None and is_handed(face):
        return "" if face.hand_off.owner_id else "nobody there has claimed it"
    return "" if face.card.owner_id else "nobody has claimed it"


def _age(face: CardFace) -> str:
    if not face.waits:
        return f"posted {slack_date(face.since)}"
    if face.card.status is CardStatus.OPEN:
        return f"waiting {how_long(face.now - face.since)}"
    return f"asked {slack_date(face.since)}"


def _title(listing: Listing) -> Block:
    shown = f"*{escape(listing.title, 200)}*"
    if listing.pages > 1:
        shown += f" · page {listing.page:,} of {listing.pages:,}"
    return context(f"{shown} · {listing.total:,} in all") if listing.total else context(shown)


def _heading(share: Share) -> Block:
    account = share.account
    goes_on = " · continued" if share.goes_on else ""
    return context(f"*{account.network.named}* · @{escape(account.handle)} · {share.total:,} in all{goes_on}")


def _unasked(listing: Listing) -> list[Block]:
    """Which networks could not be asked, and why: then the answer is not the whole of it."""
    told = [
        f"⚠️ Could not look on {account.network.named} as @{escape(account.handle)}: {escape(reason, 200)}"
        for account, reason in listing.unasked[:_MOST_UNASKED]
    ]
    return [context("\n".join(told))] if told else []


def _steps(listing: Listing) -> list[Element]:
    steps = []
    if listing.page > 1:
        steps.append(button("← Previous", ids.LIST_PREVIOUS, str(listing.page - 1)))
    if listing.page < listing.pages:
        steps.append(button("Next →", ids.LIST_NEXT, str(listing.page + 1)))
    return steps
