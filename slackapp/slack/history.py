"""History: all that happened to a card, oldest first, in a modal."""

from collections.abc import Sequence

from slackapp.domain.card import CardKind
from slackapp.domain.face import CardFace
from slackapp.domain.story import Line
from slackapp.slack import ids
from slackapp.slack.blocks import context, modal, section
from slackapp.slack.message import Block, View
from slackapp.slack.person import name_line, our_name
from slackapp.slack.stories import story_line
from slackapp.slack.text import TEXT_LIMIT, slack_date

TITLE = "History"
_MOST = 100  # lines; what is older stands in the export
_TEXT = 20_000  # characters in all


def history_modal(face: CardFace, lines: Sequence[Line], most: int = _MOST) -> View:
    """Draw a card's story.

    Args:
        face: the card.
        lines: what happened, oldest first.
        most: how many of the newest are shown.
    """
    came = "followed" if face.card.kind is CardKind.FOLLOWER else "asked"
    head = context(f"{name_line(face)} · {came} {our_name(face)} · {slack_date(face.since)}")
    drawn = [story_line(line, face.card.kind) for line in lines[-most:]]
    while sum(map(len, drawn)) > _TEXT:
        drawn = drawn[1:]
    cut = len(lines) >= most or len(drawn) < len(lines)
    told: list[Block] = [section(each) for each in _together(drawn)]
    if not told:
        told = [section("🍃 Nothing has happened here yet.")]
    older = [context("Only the newest lines stand here. `/rapport export audit` has all of them.")] if cut else []
    blocks = [head, *older, *told, context("🔒 Nobody else sees this window.")]
    return modal(ids.HISTORY_VIEW, TITLE, blocks, ids.metadata(face.card.id, face.card.version), close="Done")


def _together(lines: Sequence[str]) -> list[str]:
    """As many lines in a section as Slack takes."""
    found: list[str] = []
    for line in lines:
        if found and len(found[-1]) + len(line) + 1 <= TEXT_LIMIT:
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return found
