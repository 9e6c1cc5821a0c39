"""The modal in which a workspace says how soon a first reply is due, in which hours, and who is told when it is not."""

from slackapp.domain.hours_text import ALWAYS, hours_text
from slackapp.domain.targets import Targets, span_text
from slackapp.slack import ids
from slackapp.slack.blocks import context, modal, plain, section
from slackapp.slack.message import Block, Element, View
from slackapp.slack.text import channel, escape, mention

TITLE = "Targets"
ON, OFF = "on", "off"
_LONGEST = 2_900  # characters of a box; Slack allows 3,000

_SPANS = {  # field: label, hint
    "urgent": ("An urgent question is answered within", "Minutes or hours: 30 min, 2 h. Empty: no target."),
    "normal": ("Any other question within", "Likewise."),
    "low": ("One that is in no hurry within", "Likewise."),
}
_ON = {ON: "On: cards say when an answer is due", OFF: "Off"}
_SNOOZE = {ON: "Rests, and goes on when the card is back", OFF: "Goes on"}


def targets_modal(targets: Targets, workspace_id: int) -> View:
    """Ask for a workspace's targets, as they stand."""
    hours, to = targets.hours, targets.escalate_to
    person = to.startswith(("U", "W"))
    blocks: list[Block] = [
        section("*How soon a first reply is due*\nAt three quarters of the time its owner is reminded, in the thread."),
        _choice("on", "Targets", _ON, ON if targets.on else OFF),
        *(_typed(name, label, hint, span_text(getattr(targets, name))) for name, (label, hint) in _SPANS.items()),
        _typed(
            "hours",
            "Business hours",
            f"A line for each kind of day: Mon–Fri 9:00–12:30, 13:30–18:00. Or {ALWAYS}.",
            hours_text(hours),
            many=True,
            optional=False,
        ),
        _typed("zone", "Time zone", "Its name in full: Europe/Berlin, America/New_York.", hours.zone, optional=False),
        _typed(
            "holidays",
            "Holidays",
            "Dates, one a line: 2026-12-25.",
            "\n".join(map(str, sorted(hours.holidays))),
            many=True,
        ),
        _choice("snooze", "While a card is snoozed, its clock …", _SNOOZE, ON if targets.snooze_stops else OFF),
        _picked(
            "channel",
            "Which channel is told of a missed target",
            "A channel that Rapport is in.",
            _channels(to, person),
        ),
        _picked(
            "person", "Or which person", "Leave both empty, and the card’s own thread is told.", _people(to, person)
        ),
        context("It counts at once: what is open gets its new time. `/questions overdue` lists what is late."),
    ]
    return modal(ids.TARGETS_VIEW, TITLE, blocks, ids.metadata(workspace_id, 0), close="Cancel", submit="Save")


def told(targets: Targets) -> str:
    """The targets as they are, in lines of mrkdwn."""
    if not targets.on:
        return "🎯 *Targets are off.* No answer is due at any time."
    spans = {"urgent": targets.urgent, "normal": targets.normal, "in no hurry": targets.low}
    aims = ", ".join(f"{name}: {span_text(span)}" for name, span in spans.items() if span) or "none"
    to = targets.escalate_to
    whom = (mention(to) if to.startswith(("U", "W")) else channel(to)) if to else "the card’s own thread"
    off = f", {len(targets.hours.holidays)} holidays" if targets.hours.holidays else ""
    lines = (
        f"🎯 *A first reply is due within* {aims}",
        f"*Business hours:* {escape(hours_text(targets.hours).replace(chr(10), '; '))} "
        f"({escape(targets.hours.zone)}{off})",
        f"*Snoozed:* the clock {'rests' if targets.snooze_stops else 'goes on'} · *Told when missed:* {whom}",
    )
    return "\n".join(lines)


def _typed(name: str, label: str, hint: str, text: str, *, many: bool = False, optional: bool = True) -> Block:
    element: Element = {
        "type": "plain_text_input",
        "action_id": ids.TARGETS_INPUT,
        "multiline": many,
        "max_length": _LONGEST if many else 60,
    }
    return _input(name, label, element | ({"initial_value": text[:_LONGEST]} if text else {}), hint, optional=optional)


def _choice(name: str, label: str, offered: dict[str, str], chosen: str) -> Block:
    options = {value: {"text": plain(words, 75), "value": value} for value, words in offered.items()}
    element: Element = {"type": "radio_buttons", "action_id": ids.TARGETS_INPUT, "options": list(options.values())}
    return _input(name, label, element | {"initial_option": options[chosen]}, "")


def _channels(to: str, person: bool) -> Element:
    kinds = {"include": ["public", "private"], "exclude_bot_users": True}
    element: Element = {"type": "conversations_select", "filter": kinds}
    return element | ({"initial_conversation": to} if to and not person else {})


def _people(to: str, person: bool) -> Element:
    element: Element = {"type": "multi_users_select", "max_selected_items": 1}
    return element | ({"initial_users": [to]} if person else {})


def _picked(name: str, label: str, hint: str, element: Element) -> Block:
    return _input(name, label, element | {"action_id": ids.TARGETS_INPUT}, hint, optional=True)


def _input(name: str, label: str, element: Element, hint: str, *, optional: bool = False) -> Block:
    block: Block = {"type": "input", "block_id": f"{ids.TARGETS_BLOCK}{name}", "label": plain(label, 2000)}
    return block | {"element": element, "optional": optional} | ({"hint": plain(hint, 2000)} if hint else {})
