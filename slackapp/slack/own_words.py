"""The words of a workspace's own: the modal where people type them, and how they stand for those who only look."""

from dataclasses import dataclass

from slackapp.domain.brand import OwnWords
from slackapp.domain.own_words import BOX, KINDS, KeptWords, box
from slackapp.slack import ids
from slackapp.slack.blocks import context, modal, plain, section
from slackapp.slack.message import Block, Element, Message, View
from slackapp.slack.text import escape, mention, slack_date

TITLE = "Words to listen for"
SAVED = "✅ *Saved.* They count from the next look on. What was judged before stays as it is."

_SHOWN = 1_800  # characters of a kind in a message, which holds some 13,000
_DIFFERS = 200  # of one difference, of which there are ten at most


@dataclass(frozen=True, slots=True)
class _Box:
    """What one box asks for."""

    label: str
    means: str
    example: str


_BOXES = {
    "products": _Box("Your products", "A post that names one is about you.", "maidenhair fern, Fable Box"),
    "urgent": _Box("Urgent words", "A post with one waits for an answer, and urgently.", "outage, charged twice"),
    "ignored": _Box(
        "Words to ignore",
        "A post with one becomes no card. It still counts in /questions all.",
        "giveaway, job opening",
    ),
    "always": _Box(
        "People to always show",
        "Their whole handles. Whatever they write becomes a card.",
        "@mira, @noor@plants.example",
    ),
    "team": _Box(
        "Colleagues", "Their whole handles. What they write waits for no answer.", "@fern_support, @lea_of_fern"
    ),
}
_HOW = (
    "One a line, or with commas between them. Capitals don’t matter, nor does an @ or # in front. "
    "A word that ends in an asterisk stands for all that begin so: `ship*` finds shipping."
)


def words_modal(kept: KeptWords, workspace_id: int, mine: OwnWords | None = None) -> View:
    """Ask for a workspace's own words.

    Args:
        kept: as they stand.
        workspace_id: whose.
        mine: what this person typed while somebody else saved theirs: it stays, and the difference is told.
    """
    told = _last(kept)
    blocks: list[Block] = [
        section("*Words Rapport listens for*\nThey tell it what matters here, for all accounts of this workspace."),
        context(f"{_HOW} {told}"),
    ]
    if mine is not None:
        blocks = [section(_overtaken(kept, mine))]
    blocks += [_input(kind, box(mine or kept.words, kind)) for kind in KINDS]
    seen = ids.metadata(workspace_id, kept.revision)
    return modal(ids.WORDS_VIEW, TITLE, blocks, seen, close="Cancel", submit="Save")


def counted(words: OwnWords) -> str:
    """How many there are of each kind, in a line."""
    found = {asked.label: len(getattr(words, kind)) for kind, asked in _BOXES.items()}
    told = " · ".join(f"{label}: {number:,}" for label, number in found.items() if number)
    return told or "None of your own yet: Rapport knows the usual ones."


def words_message(kept: KeptWords, whom: str) -> Message:
    """Show the words to somebody who may not change them, and say whom to ask; `whom` is mrkdwn of ours."""
    listed = [
        f"*{asked.label}* · {asked.means}\n{_listed(getattr(kept.words, kind), _SHOWN) or 'none yet'}"
        for kind, asked in _BOXES.items()
    ]
    asks = f"{_last(kept)} 🙏 To change them, please ask {whom}."
    title = "👂 *Words Rapport listens for*"
    return Message("Words Rapport listens for", (section(title), *map(section, listed), context(asks)))


def _last(kept: KeptWords) -> str:
    """Who changed them last, and when."""
    if kept.changed_at is None:
        return "Nobody has set any yet."
    return f"Last changed by {mention(kept.changed_by)} · {slack_date(kept.changed_at)}."


def _overtaken(kept: KeptWords, mine: OwnWords) -> str:
    """Who was faster, and in what the two differ: then nothing is lost, whichever they choose."""
    when = f" · {slack_date(kept.changed_at)}" if kept.changed_at else ""
    lines = [
        f"✋ *{mention(kept.changed_by)} saved other words while you wrote*{when}. Yours are not saved yet; they stand "
        "below as you typed them. *Save* once more puts them in the place of theirs."
    ]
    for kind, asked in _BOXES.items():
        theirs, yours = getattr(kept.words, kind), getattr(mine, kind)
        for whose, some, others in (("only theirs", theirs, yours), ("only yours", yours, theirs)):
            known = {word.casefold() for word in others}
            if alone := [word for word in some if word.casefold() not in known]:
                lines.append(f"• {asked.label}, {whose}: {_listed(alone, _DIFFERS)}")
    return "\n".join(lines)


def _listed(words: list[str] | tuple[str, ...], limit: int) -> str:
    return escape(", ".join(words), limit)


def _input(kind: str, text: str) -> Block:
    asked = _BOXES[kind]
    element: Element = {
        "type": "plain_text_input",
        "action_id": ids.WORDS_INPUT,
        "multiline": True,
        "max_length": BOX,
        "placeholder": plain(f"For example: {asked.example}", 150),
    }
    if text:
        element["initial_value"] = text
    return {
        "type": "input",
        "block_id": ids.words_block_id(kind),
        "label": plain(asked.label, 2000),
        "hint": plain(asked.means, 2000),
        "optional": True,
        "element": element,
    }
