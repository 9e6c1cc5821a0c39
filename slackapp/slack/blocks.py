"""Block Kit's pieces as plain dicts: https://docs.slack.dev/reference/block-kit. Limits are Slack's own."""

from collections.abc import Sequence

from slackapp.domain.quote import quote
from slackapp.slack.message import Block, Element, View
from slackapp.slack.text import TEXT_LIMIT, bounded, web_address

_LABEL = 75  # characters of a button's, an option's text
_HEADER = 150
_ALT = 2000


def plain(text: str, limit: int) -> Element:
    """Text that Slack shows literally, for labels of ours."""
    return {"type": "plain_text", "text": text[: limit - 1] + "…" if len(text) > limit else text, "emoji": True}


def mrkdwn(text: str, limit: int = TEXT_LIMIT) -> Element:
    """Formatted text of ours; strangers' words in it have passed through `text.escape`."""
    return {"type": "mrkdwn", "text": bounded(text, limit)}


def section(text: str, *, accessory: Element | None = None) -> Block:
    """A paragraph, perhaps with a picture or button beside it."""
    block: Block = {"type": "section", "text": mrkdwn(text)}
    return {**block, "accessory": accessory} if accessory else block


def fields(*texts: str) -> Block:
    """Up to ten short texts in two columns."""
    return {"type": "section", "fields": [mrkdwn(text, 2000) for text in texts[:10]]}


def context(*texts: str) -> Block:
    """Small grey text."""
    return {"type": "context", "elements": [mrkdwn(text) for text in texts[:10]]}


def header(text: str) -> Block:
    """A large line."""
    return {"type": "header", "text": plain(text, _HEADER)}


def divider() -> Block:
    """A thin line."""
    return {"type": "divider"}


def words_of(text: str, limit: int) -> Block:
    """A stranger's words as a quotation. Rich text is literal: nothing in it formats, links or calls anyone."""
    words = {"type": "text", "text": quote(text, limit)}
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [words]}]}


def picture(url: str, alt: str) -> Element | None:
    """A picture to stand beside a section; None where its address may not be used."""
    address = web_address(url)
    return {"type": "image", "image_url": address, "alt_text": quote(alt, _ALT)} if address else None


def actions(block_id: str, *elements: Element) -> Block:
    """A row of buttons."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def button(
    label: str, action_id: str, value: str, *, style: str = "", says: str = "", confirm: Element | None = None
) -> Element:
    """A button.

    Args:
        label: what it says; one or two words.
        action_id: one of `ids`.
        value: an opaque id of ours.
        style: "primary", "danger" or "".
        says: what a screen reader says where the label alone is not enough.
        confirm: a dialog to agree to first, from `confirmation`.
    """
    made: Element = {"type": "button", "text": plain(label, _LABEL), "action_id": action_id, "value": value}
    if style:
        made["style"] = style
    if says:
        made["accessibility_label"] = quote(says, _LABEL)
    if confirm:
        made["confirm"] = confirm
    return made


def link_button(label: str, action_id: str, value: str, url: str, *, style: str = "", says: str = "") -> Element | None:
    """A button that opens a page (Slack tells us of the click too); None where the address may not be linked."""
    address = web_address(url)
    return {**button(label, action_id, value, style=style, says=says), "url": address} if address else None


def confirmation(title: str, text: str, yes: str, no: str, *, danger: bool = False) -> Element:
    """A dialog before a click counts. `text` is mrkdwn, at most 300 characters; title 100, answers 30 each."""
    dialog: Element = {
        "title": plain(title, 100),
        "text": mrkdwn(text, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }
    return {**dialog, "style": "danger"} if danger else dialog


def option(label: str, value: str, url: str = "") -> Element | None:
    """One item of a menu; None where it should open a page that may not be linked."""
    item: Element = {"text": plain(label, _LABEL), "value": value}
    if not url:
        return item
    address = web_address(url)
    return {**item, "url": address} if address else None


def menu(action_id: str, options: Sequence[Element]) -> Element:
    """The "⋯" menu at the end of a row; Slack shows at most five items."""
    return {"type": "overflow", "action_id": action_id, "options": list(options[:5])}


def modal(
    callback_id: str, title: str, blocks: Sequence[Block], metadata: str, *, close: str, submit: str = ""
) -> View:
    """A modal. Title and buttons hold 24 characters; inputs need a `submit`."""
    view: View = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, 24),
        "close": plain(close, 24),
        "private_metadata": metadata,
        "blocks": list(blocks[:100]),
    }
    return {**view, "submit": plain(submit, 24)} if submit else view
