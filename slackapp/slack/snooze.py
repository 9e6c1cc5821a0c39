"""Snooze…: until when, and why."""

from slackapp.domain.face import CardFace
from slackapp.domain.snoozing import LONGEST, Trouble
from slackapp.slack import ids
from slackapp.slack.blocks import context, modal, option, plain
from slackapp.slack.ids import MenuItem
from slackapp.slack.message import Block, View
from slackapp.slack.owning import note_input
from slackapp.slack.person import person_section
from slackapp.slack.questions import thread_blocks

_UNTIL = (
    (MenuItem.SNOOZE_HOUR, "In an hour"),
    (MenuItem.SNOOZE_AFTERNOON, "This afternoon, 15:00"),
    (MenuItem.SNOOZE_TOMORROW, "Tomorrow, 9:00"),
    (MenuItem.SNOOZE_NEXT_WEEK, "Next week, Monday 9:00"),
    (MenuItem.SNOOZE_DATE, "On a date"),
)


def snooze_modal(face: CardFace, *, with_afternoon: bool = False) -> View:
    """Ask until when a card sleeps, and why.

    Args:
        face: the card.
        with_afternoon: whether this afternoon is still to come, by the clock of whoever is asked.
    """
    offered = [each for each in _UNTIL if with_afternoon or each[0] is not MenuItem.SNOOZE_AFTERNOON]
    options = [option(label, item.value) for item, label in offered]
    blocks: list[Block] = [
        person_section(face),
        *thread_blocks(face),
        _input(ids.SNOOZE_BLOCK, "It comes back", type="radio_buttons", options=options, initial_option=options[0]),
        _input(ids.SNOOZE_DATE, "Date", optional=True, type="datepicker"),
        _input(ids.SNOOZE_TIME, "Time", optional=True, type="timepicker", initial_time="09:00"),
        note_input(ids.SNOOZE_NOTE, "Why", "Waiting for the warehouse"),
        context("🕘 By your own clock, as Slack knows it. The card says then who put it off, and why."),
    ]
    seen = ids.metadata(face.card.id, face.card.version)
    return modal(ids.SNOOZE_VIEW, "Snooze", blocks, seen, close="Cancel", submit="Snooze")


def snooze_trouble(trouble: Trouble) -> dict[str, str]:
    """What to say under which box, for `response_action: errors`."""
    block_id = ids.SNOOZE_TIME if trouble is Trouble.NO_TIME else ids.SNOOZE_DATE
    return {block_id: _TROUBLE[trouble]}


_TROUBLE = {
    Trouble.NO_DATE: "Choose the date on which it comes back.",
    Trouble.NO_TIME: "Choose the time at which it comes back.",
    Trouble.PAST: "That moment is over. Choose a later one.",
    Trouble.TOO_FAR: f"That is too far off: choose a day within {LONGEST.days} days.",
}


def _input(block_id: str, label: str, *, optional: bool = False, **element: object) -> Block:
    asked = {"action_id": ids.SNOOZE_INPUT, **element}
    return {"type": "input", "block_id": block_id, "label": plain(label, 2000), "optional": optional, "element": asked}
