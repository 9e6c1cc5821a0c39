"""A card to look at: an invented person and brand, drawn as a real one, with buttons that touch no network."""

from datetime import datetime, timedelta

from slackapp.domain.accounts import Account
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.card import Card, CardKind, CardStatus, Choice
from slackapp.domain.evidence import weigh
from slackapp.domain.face import CardFace, Links
from slackapp.domain.people import History, NetworkName, Profile
from slackapp.slack import ids
from slackapp.slack.blocks import actions, context, section
from slackapp.slack.cards import follower_card
from slackapp.slack.message import Block, Element, Message

_ABOVE = "🧪 *A sample card.* Brand and person are invented, and only you see it. In a channel, anybody could decide."
_BELOW = "Try a button: each tells what it would do. Real cards also have a ⋯ menu, and most decisions can be undone."
_SAID = {
    Choice.FOLLOW: "*Follow back* would follow this person from your brand’s account, exactly once. The card would "
    "then say that you did it, and offer *Undo*.",
    Choice.REPLY: "*Say hello* would open a window for words of your own, with who this person is beside them. "
    "Nothing leaves before you send it.",
    Choice.IGNORE: "*Ignore* would fold the card to one line with your name, and offer *Undo*. The person is never "
    "told.",
}
_OTHERWISE = "On a real card it would be done now, and the card would say that you did it."


def sample_message(now: datetime) -> Message:
    """The sample, as it is posted to one person."""
    drawn = follower_card(_face(now))
    shown = [_harmless(block) for block in drawn.blocks]
    return Message(
        f"🧪 A sample card: {drawn.text}", (section(_ABOVE), *(each for each in shown if each), context(_BELOW))
    )


def sample_said(action_id: str) -> Message:
    """What a button of the sample answers to the one who clicked."""
    choice = next((each for each in Choice if ids.SAMPLE_PREFIX + each.value == action_id), None)
    said = _SAID.get(choice, _OTHERWISE) if choice else _OTHERWISE
    text = f"🧪 This card is a sample, so nothing was done on any network. {said}"
    return Message(text, (section(text),))


def _harmless(block: Block) -> Block | None:
    """A block of a card without its way out: its buttons are the sample's, links and menus are left away."""
    if block.get("type") != "actions":
        accessory = block.get("accessory")
        goes = isinstance(accessory, dict) and accessory.get("type") != "image"
        return {key: value for key, value in block.items() if key != "accessory"} if goes else block
    found = block.get("elements")
    elements = [made for each in (found if isinstance(found, list) else []) if (made := _tame(each))]
    return actions("sample", *elements) if elements else None


def _tame(element: Element) -> Element | None:
    action_id = str(element.get("action_id", ""))
    if element.get("type") != "button" or "url" in element or not action_id.startswith(ids.CARD_PREFIX):
        return None
    kept = {key: value for key, value in element.items() if key != "confirm"}
    return {**kept, "action_id": ids.SAMPLE_PREFIX + action_id.removeprefix(ids.CARD_PREFIX), "value": "sample"}


def _face(now: datetime) -> CardFace:
    network = next(iter(NetworkName))
    brand = Account(0, 0, network, "1", "harbour_and_rye", "Harbour & Rye", baseline_at=now, polled_at=now)
    person = Profile(
        id="2",
        handle="marisol_draws",
        name="Marisol Vega",
        bio="Illustrator and sourdough person. Currently drawing every bakery between Cádiz and Porto.",
        location="Seville",
        followers=2_310,
        following=640,
        posts=4_180,
        created_at=now - timedelta(days=5 * 365),
        last_post_at=now - timedelta(hours=4),
    )
    history = History(mentions=3, answered=2, first_at=now - timedelta(days=160), last_at=now - timedelta(days=6))
    return CardFace(
        card=Card(0, 0, 0, CardKind.FOLLOWER, CardStatus.OPEN, 1, 0, created_at=now),
        account=brand,
        person=person,
        evidence=weigh(person, history, now),
        history=history,
        links=Links("", ""),
        now=now,
        since=now - timedelta(minutes=10),
        permissions={capability: Permission(capability, True) for capability in Capability},
    )
