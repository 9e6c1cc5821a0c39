"""What somebody posts: the button that asks for it and tells the price first, and the modal that shows it."""

from decimal import Decimal

from slackapp.domain.action import FailureKind
from slackapp.domain.face import CardFace
from slackapp.domain.posts import Post
from slackapp.domain.words import ago
from slackapp.networks.base import POSTS_READ, NetworkError
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, confirmation, context, divider, modal, section, words_of
from slackapp.slack.message import Block, Element, View
from slackapp.slack.person import evidence_text, folded_line, handle_of
from slackapp.slack.spending import over_budget
from slackapp.slack.text import dollars, escape, link, mention, sentence, slack_date

_POST = 500  # characters of a post
_WARNING = 200
_TITLE = "Recent posts"
_TO_DO = {
    FailureKind.OUT_OF_CREDIT: "Add credit on {network}, then try again.",
    FailureKind.LOGIN_REFUSED: "Connect the account again (Home tab), then try again.",
    FailureKind.NOT_ALLOWED: "Look at their page instead.",
    FailureKind.REFUSED: "Look at their page instead.",
    FailureKind.GONE: "Their page may tell more.",
}


def posts_button(face: CardFace) -> Element | None:
    """The button that shows somebody's posts; None for who chooses their readers: theirs are not for a whole team."""
    if face.person.protected:
        return None
    confirm = _agreement(face) if face.feed_read_at is None else None  # what was read already costs nothing to see
    return button(
        "Show recent posts",
        ids.POSTS_PAY if confirm else ids.POSTS_SHOW,
        str(face.card.id),
        says=f"Show recent posts of {handle_of(face.person)}",
        confirm=confirm,
    )


def reading_modal(face: CardFace) -> View:
    """What stands there until the network has answered."""
    return _modal([section(folded_line(face)), context("⏳ Reading …")])


def price_modal(face: CardFace) -> View:
    """Tell the price where nobody has agreed to it yet."""
    if face.feed_price is None:
        return reading_modal(face)
    asked = section(f"💰 {_offer(face, face.feed_price)}")
    return _modal([section(folded_line(face)), asked, _again(face, "Read them")])


def feed_modal(face: CardFace, charged: Decimal | None = None, *, fresh: bool = False) -> View:
    """Show somebody's newest posts, what the evidence says with them in sight, and what they cost.

    Args:
        face: the card, with the posts as they were read last.
        charged: what the network charged for this reading at most, in USD; None where nothing.
        fresh: whether they were read just now.
    """
    shown = [block for post in face.feed for block in _post(face, post)]
    nothing = section(f"🌱 {handle_of(face.person)} has posted nothing lately that everybody can read.")
    return _modal(
        [
            section(folded_line(face)),
            context(_read_when(face, fresh=fresh)),
            *(shown or [nothing]),
            divider(),
            section(evidence_text(face.evidence)),
            *([context(_bill(face, charged))] if charged is not None else []),
            _again(face, "Read again"),
        ]
    )


def unread_modal(face: CardFace, trouble: NetworkError) -> View:
    """Say why the posts could not be read, and what to do."""
    network = face.account.network.label
    to_do = _TO_DO.get(trouble.kind, "Try again in a few minutes.").format(network=network)
    if trouble.kind is FailureKind.RATE_LIMITED and trouble.retry_at is not None:
        to_do = f"Try again from {slack_date(trouble.retry_at, '{time}')} on."
    why = sentence(escape(trouble.reason, 300))
    what = f"⚠️ *The posts of {handle_of(face.person)} were not read.* {why} Nothing else has changed. {to_do}"
    page = link(face.links.profile, f"{handle_of(face.person)} on {network} ↗")
    return _modal([section(what), context(page)])


def _modal(blocks: list[Block]) -> View:
    return modal(ids.POSTS_VIEW, _TITLE, blocks, "", close="Done")


def _offer(face: CardFace, price: Decimal) -> str:
    network, who = face.account.network.label, handle_of(face.person)
    over = f" {over_budget(face.over_budget)}" if face.over_budget else ""
    ask = "Read them all the same?" if over else "Read them?"
    return f"{network} charges up to {dollars(price)} for reading {POSTS_READ} posts of {who}.{over} {ask}"


def _agreement(face: CardFace) -> Element | None:
    """The dialog that tells the price before a click counts; None where it is free."""
    if face.feed_price is None:
        return None
    return confirmation("Read recent posts?", _offer(face, face.feed_price), "Read them", "Not now")


def _again(face: CardFace, label: str) -> Block:
    read_at = int(face.feed_read_at.timestamp()) if face.feed_read_at else 0
    price = f" · {dollars(face.feed_price)}" if face.feed_price is not None else ""
    agreed = ids.POSTS_SHOW if face.feed_price is None else ids.POSTS_PAY
    confirm = _agreement(face) if face.feed_read_at else None  # where nothing was read, the price stands above
    again = button(f"{label}{price}", agreed, str(face.card.id), confirm=confirm)
    return actions(ids.posts_block_id(face.card.id, read_at), again)


def _read_when(face: CardFace, *, fresh: bool) -> str:
    if fresh or face.feed_read_at is None:
        return "Read just now"
    by = f"by {mention(face.feed_read_by)}" if face.feed_read_by else "by Rapport, as it costs nothing"
    return f"Read {ago(face.feed_read_at, face.now)} {by}"


def _bill(face: CardFace, charged: Decimal) -> str:
    network = face.account.network.label
    if not charged:
        return f"💰 There was nothing to read, and {network} charges nothing for that."
    posts = "1 post" if len(face.feed) == 1 else f"{len(face.feed)} posts"
    return f"💰 Read {posts}: {dollars(charged)} on your {network} bill"


def _post(face: CardFace, post: Post) -> list[Block]:
    when = f"{slack_date(post.created_at)} ({slack_date(post.created_at, '{ago}')})"
    told = (when, *_marks(face, post), link(post.url, "see the post"))
    warning = escape(post.warning, _WARNING)
    return [
        context(" · ".join(part for part in told if part)),
        *([context(f"⚠️ *Content warning*: {warning}")] if warning else []),
        words_of(post.text if escape(post.text) else "(a post without words)", _POST),
    ]


def _marks(face: CardFace, post: Post) -> list[str]:
    """What a post is, in words, where it is more than somebody's own words to everybody."""
    if post.is_repost:
        return ["🔁 *repost* of somebody else’s"]
    found = ["🗨️ *quotes* a post"] if post.quoted_id else []
    if post.in_reply_to_id is None and post.in_reply_to_author_id is None:
        return found
    to = {face.account.network_user_id: "to you", face.person.id: "to themselves"}
    whom = to.get(post.in_reply_to_author_id or "", "to somebody")
    return [f"↩️ *reply* {whom}", *found]
