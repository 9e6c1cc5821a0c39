"""The modal in which a channel's digests are set: which ones, on which days, at what time, and whether they rest."""

from collections.abc import Sequence

from slackapp.domain.digest_times import EVERY_DAY, DigestTimes
from slackapp.slack import ids
from slackapp.slack.blocks import button, context, divider, modal, plain, section
from slackapp.slack.message import Block, Element, View
from slackapp.slack.text import channel, escape, mention

TITLE = "Digests"
ON, PAUSED = "on", "paused"
KINDS = {
    "daily": "Every day: the day before",
    "weekly": "On Mondays: the week before",
    "monthly": "On the 1st: the month before",
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NONE_YET = (
    "No channel gets a digest yet. On Rapport’s Home, under Settings, an admin chooses for each account *Where its "
    "news go…*; `/rapport digests` then says when they come. Whoever runs Rapport can set RAPPORT_DIGEST_CHANNEL, too."
)
_MOST_CHANNELS = 30  # each a block; a modal holds 100
_NOW = {ON: "They come", PAUSED: "Paused: none comes until somebody resumes them"}


def digests_modal(all_times: Sequence[DigestTimes], shown: DigestTimes) -> View:
    """Ask for one channel's, as they stand; the other channels are a click away.

    Args:
        all_times: of every channel that gets digests.
        shown: the one to be set.
    """
    here = shown.channel_id
    days = {str(number): name for number, name in enumerate(DAYS)}
    wanted = [name for name in KINDS if getattr(shown, name)]
    zone: Element = {"type": "plain_text_input", "initial_value": shown.zone, "max_length": 60}
    blocks: list[Block] = [
        section(f"*The digests of {channel(here)}*\n{told(shown)}"),
        _asked("kinds", here, "Which come", _ticks(KINDS, wanted), optional=True),
        _asked("at", here, "At", {"type": "timepicker", "initial_time": f"{shown.at:%H:%M}"}),
        _asked("zone", here, "Time zone", zone, "Its name in full: Europe/Berlin, America/New_York."),
        _asked(
            "days",
            here,
            "Days on which the daily one comes",
            _ticks(days, [str(day) for day in sorted(shown.days)]),
            "What happened on the other days is told with the next one.",
            optional=True,
        ),
        _asked("now", here, "For now", _choice(_NOW, PAUSED if shown.paused_by else ON)),
        context("It takes effect at once. `/rapport digest now`, `week` or `month` posts the figures so far."),
        *_others(all_times, here),
    ]
    seen = ids.digest_metadata(shown.workspace_id, here)
    return modal(ids.DIGEST_VIEW, TITLE, blocks, seen, close="Cancel", submit="Save")


def told(times: DigestTimes) -> str:
    """A channel's as they are, in a line of mrkdwn."""
    which = [name for name in KINDS if getattr(times, name)]
    if "daily" in which and times.days != EVERY_DAY:
        named = ", ".join(DAYS[day][:3] for day in sorted(times.days)) or "on no day"
        which[which.index("daily")] = f"daily ({named})"
    line = f"{', '.join(which)} · at {times.at:%H:%M} {escape(times.zone, 60)}" if which else "none comes"
    return f"{line} · ⏸️ paused by {mention(times.paused_by)}" if times.paused_by else line


def told_all(all_times: Sequence[DigestTimes]) -> str:
    """All channels', a line each."""
    lines = [f"• {channel(times.channel_id)}: {told(times)}" for times in all_times[:_MOST_CHANNELS]]
    return "\n".join(lines) or NONE_YET


def _others(all_times: Sequence[DigestTimes], here: str) -> list[Block]:
    others = [times for times in all_times if times.channel_id != here][:_MOST_CHANNELS]
    rows: list[Block] = [divider(), context("Other channels; what is typed above and not saved is lost.")]
    for times in others:
        change = button("Change…", ids.DIGEST_CHANNEL, times.channel_id, says="Set this channel's digests")
        rows.append(section(f"{channel(times.channel_id)}: {told(times)}", accessory=change))
    return rows if others else []


def _ticks(offered: dict[str, str], ticked: list[str]) -> Element:
    options = {value: {"text": plain(words, 75), "value": value} for value, words in offered.items()}
    element: Element = {"type": "checkboxes", "options": list(options.values())}
    return element | ({"initial_options": [options[value] for value in ticked]} if ticked else {})


def _choice(offered: dict[str, str], chosen: str) -> Element:
    options = {value: {"text": plain(words, 75), "value": value} for value, words in offered.items()}
    return {"type": "radio_buttons", "options": list(options.values()), "initial_option": options[chosen]}


def _asked(
    name: str, channel_id: str, label: str, element: Element, hint: str = "", *, optional: bool = False
) -> Block:
    block: Block = {"type": "input", "block_id": ids.digest_block_id(name, channel_id), "label": plain(label, 2000)}
    block |= {"element": element | {"action_id": ids.DIGEST_INPUT}, "optional": optional}
    return block | ({"hint": plain(hint, 2000)} if hint else {})
