"""Who has a card: the window in which it is given to somebody, and what they and others are told."""

from slackapp.domain.card import Choice
from slackapp.domain.face import CardFace
from slackapp.domain.owning import LONGEST_NOTE
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, modal, plain, section
from slackapp.slack.message import Block, Message, View
from slackapp.slack.owners import owner_line
from slackapp.slack.person import name_of, person_section
from slackapp.slack.questions import post_words, thread_blocks
from slackapp.slack.text import escape, link, mention


def somebody_has_it(face: CardFace, user_id: str) -> Message:
    """Tell somebody who claims a card that a teammate has it; they may take it over, for nobody is asked.

    Args:
        face: the card as it is now; somebody has it.
        user_id: the Slack user id of who claims it.
    """
    card = face.card
    if card.owner_id == user_id:
        text = "🙋 You have this one already. *Let go of it* stands in its ⋯ menu."
        return Message(text, (section(text),))
    text = f"⚡ *{name_of(face.person)}*: {owner_line(card)}."
    says = f"Take over: {face.person.name or face.person.handle}"
    take = button("Take over", ids.card_action_id(Choice.TAKE_OVER), str(card.id), says=says)
    return Message(text, (section(text), actions(ids.card_block_id(ids.Place.CARD, card.id, card.version), take)))


def yours_now(face: CardFace) -> Message:
    """Tell who took it over that they have it."""
    text = f"✅ You have *{name_of(face.person)}* now."
    return Message(text, (section(text),))


def assign_modal(face: CardFace) -> View:
    """Ask who is to have a card; a note goes along. Who had it is kept, so that a faster teammate is noticed."""
    card = face.card
    person: Block = {
        "type": "users_select",
        "action_id": ids.ASSIGN_INPUT,
        "placeholder": plain("Choose somebody", 150),
    }
    if card.owner_id:
        person["initial_user"] = card.owner_id
    blocks: list[Block] = [
        person_section(face, owner_line(card)),
        *thread_blocks(face),
        {"type": "input", "block_id": ids.ASSIGN_BLOCK, "label": plain("Who takes it", 2000), "element": person},
        note_input(ids.ASSIGN_NOTE, "A word along with it", "She knows the courier"),
    ]
    seen = f"{ids.metadata(card.id, card.version)}:{card.owner_id}"
    return modal(ids.ASSIGN_VIEW, "Assign", blocks, seen, close="Cancel", submit="Assign")


def note_input(block_id: str, label: str, such_as: str) -> Block:
    """A line that may be left empty."""
    typed: Block = {"type": "plain_text_input", "action_id": ids.NOTE_INPUT, "max_length": LONGEST_NOTE}
    typed["placeholder"] = plain(such_as, 150)
    return {"type": "input", "block_id": block_id, "label": plain(label, 2000), "optional": True, "element": typed}


def assigned_notice(face: CardFace, by: str, note: str, card_url: str) -> Message:
    """Tell somebody that a card was given to them.

    Args:
        face: the card as it is now.
        by: the Slack user id of who gave it.
        note: what they said with it; "" nothing.
        card_url: where it stands in Slack; "" where nobody knows.
    """
    lines = [
        f"🙋 {mention(by)} gave you a question from *{name_of(face.person)}*.",
        f"> {post_words(face, 300)}" if face.thread else "",
        f"“{escape(note, LONGEST_NOTE)}”" if note else "",
        link(card_url, "Open its card") if card_url else "`/questions mine` shows it.",
    ]
    text = "\n".join(line for line in lines if line)
    return Message(text, (section(text),))
