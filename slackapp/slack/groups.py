"""Many new followers or questions at once: one message that stands for them, and the modal that shows them singly."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from slackapp.domain.card import CardKind, CardStatus
from slackapp.domain.evidence import Summary
from slackapp.domain.face import CardFace, GroupFace
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, context, divider, modal, section
from slackapp.slack.bulks import bulk_blocks
from slackapp.slack.choices import card_actions
from slackapp.slack.drafts import draft_blocks
from slackapp.slack.feeds import posts_button
from slackapp.slack.message import Block, Element, Message, View
from slackapp.slack.outcomes import outcome_lines
from slackapp.slack.person import follows_line, handle_of, name_line, person_blocks, strongest_reason
from slackapp.slack.questions import question_blocks, question_line
from slackapp.slack.text import TEXT_LIMIT, bounded, escape

_BAR = 10  # squares of the progress bar
LOOKS = {
    Summary.WORTH_IT: "worth it",
    Summary.LOOK_TWICE: "look twice",
    Summary.BETTER_NOT: "better not",
    Summary.NOT_ENOUGH: "not enough to tell",
}
_SIGNS = {Summary.WORTH_IT: "👍", Summary.LOOK_TWICE: "👀", Summary.BETTER_NOT: "🦆", Summary.NOT_ENOUGH: "🌱"}


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is particular to groups of one kind of card."""

    sign: str
    thing: str  # one of them
    title: str  # of the review; at most 24 characters
    waits: str  # what they wait for
    done: str  # what the team did with so many
    line: Callable[[CardFace], str]
    whole: Callable[[CardFace], list[Block]]
    apart: bool  # whether each stands in a paragraph of its own
    with_menu: bool  # whether the review offers what stands in a card's menu: liking, snoozing

    def number(self, n: int) -> str:
        """So many new ones, in words."""
        return f"{n:,} new {self.thing}{'' if n == 1 else 's'}"


def group_card(group: GroupFace) -> Message:
    """Draw the message that stands for many: how many, how far the team has come, and whom to look at first."""
    kind = _kind(group)
    us = f"@{escape(group.account.handle)} on "
    title = f"{kind.number(group.total)} {'of' if group.kind is CardKind.FOLLOWER else 'for'} {us}"
    lines = [kind.line(face) for face in group.first] if group.open else []
    more = group.total - len(group.first)
    review = button(
        "Review" if group.open else "Look again",
        ids.REVIEW_OPEN,
        str(group.message_id),
        style="primary" if group.open else "",
        says=f"Review {kind.number(group.total)} one by one",
    )
    blocks = [
        section(f"{kind.sign} *{title}{group.account.network.named}*"),
        context(progress(group)),
        *bulk_blocks(group),
        *([context(looks)] if (looks := looks_line(group)) else []),
        *(map(section, lines) if kind.apart else [section("\n".join(lines))] if lines else []),
        *([context(f"… and {more:,} more")] if more > 0 and lines else []),
        actions(ids.group_block_id(group.message_id, group.total - group.open), review),
    ]
    told = f"{title}{group.account.network.label}. {_counts(group)}{_looks(group)}"
    return Message(bounded(told, TEXT_LIMIT), tuple(blocks))


def review_modal(group: GroupFace, face: CardFace, position: int) -> View:
    """Show one of many: all of the card, what was decided and by whom, and the way to the next.

    Args:
        group: the grouped message's state.
        face: the card to show.
        position: which of `group.total` it is, from 1.
    """
    kind, outcomes = _kind(group), outcome_lines(face)
    block_id = ids.review_block_id(group.message_id, position, face.card.id, face.card.version)
    blocks = [
        context(f"*{position:,} of {group.total:,}* · {progress(group)}"),
        *kind.whole(face),
        *([section("\n".join(outcomes))] if outcomes else []),
        *draft_blocks(face),
        *card_actions(face, block_id, with_menu=kind.with_menu),
        divider(),
        actions(ids.steps_block_id(group.message_id, position, face.card.version), *_steps(group, face, position)),
    ]  # fmt: skip
    return modal(ids.REVIEW_VIEW, kind.title, blocks, ids.metadata(group.message_id, position), close="Done")


def progress(group: GroupFace) -> str:
    """How far the team has come, as a bar and in words."""
    decided = group.total - group.open
    full = decided * _BAR // group.total if group.total else _BAR
    return f"{'🟩' * full}{'⬜' * (_BAR - full)} {_counts(group)}"


def looks_line(group: GroupFace) -> str:
    """How those who wait look, in words beside their signs; "" where nobody was weighed."""
    return " · ".join(f"{_SIGNS[summary]} {n:,} {LOOKS[summary]}" for summary, n in group.looks.items())


def _looks(group: GroupFace) -> str:
    """The same for who hears it."""
    told = ", ".join(f"{n:,} {LOOKS[summary]}" for summary, n in group.looks.items())
    return f": {told}" if told else ""


def person_line(face: CardFace) -> str:
    """One person in one line, with the strongest reason or what became of them."""
    outcomes = outcome_lines(face)
    if outcomes:
        return f"{name_line(face)} · {outcomes[0]}"
    parts = (f"{_SIGNS[face.evidence.summary]} {name_line(face)}", strongest_reason(face.evidence))
    return " · ".join(part for part in parts if part)


def _counts(group: GroupFace) -> str:
    decided, kind = group.total - group.open, _kind(group)
    became = f"{group.done:,} {kind.done}, {group.ignored:,} ignored"
    if not group.open:
        return f"All decided: {became}"
    if not decided:
        return f"{group.open:,} wait{'s' if group.open == 1 else ''} for {kind.waits}"
    return f"{decided:,} of {group.total:,} decided: {became}"


def _steps(group: GroupFace, face: CardFace, position: int) -> list[Element]:
    undecided = face.card.status is CardStatus.OPEN and not face.card.busy
    steps = []
    if position > 1:
        steps.append(button("← Previous", ids.REVIEW_PREVIOUS, str(position - 1)))
    if position < group.total:
        label = "Skip →" if undecided else "Next →"
        says = f"Leave {handle_of(face.person)} for later" if undecided else f"Next {_kind(group).thing}"
        steps.append(button(label, ids.REVIEW_NEXT, str(position + 1), says=says))
    return [*steps, button("All in a list", ids.REVIEW_LIST, str(position))]


def _person_whole(face: CardFace) -> list[Block]:
    return person_blocks(face, follows_line(face), beside=posts_button(face))


_KINDS = {
    CardKind.FOLLOWER: _Kind(
        *("👋", "follower", "New followers", "a decision", "followed back"),
        *(person_line, _person_whole),
        apart=False,
        with_menu=False,
    ),
    CardKind.QUESTION: _Kind(
        *("💬", "question", "New questions", "an answer", "answered"),
        *(question_line, question_blocks),
        apart=True,
        with_menu=True,
    ),
}
_MENTION = replace(_KINDS[CardKind.QUESTION], thing="mention", title="New mentions", waits="a look")


def line_of(group: GroupFace, face: CardFace) -> str:
    """One of them in a line: a person with what the evidence says, a question, or what became of it."""
    if group.kind is CardKind.QUESTION or outcome_lines(face):
        return _kind(group).line(face)
    summary = face.evidence.summary
    parts = (f"{_SIGNS[summary]} {name_line(face)}", f"*{LOOKS[summary]}*", strongest_reason(face.evidence))
    return " · ".join(part for part in parts if part)


def title_of(group: GroupFace) -> str:
    """The review's title."""
    return _kind(group).title


def _kind(group: GroupFace) -> _Kind:
    """What its words are: mentions that wait for no answer are not called questions."""
    return _KINDS[group.kind] if group.waits else _MENTION
