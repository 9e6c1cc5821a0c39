"""Many new followers at once: one message that stands for them all, and the modal that shows them one by one."""

from slackapp.domain.card import CardStatus
from slackapp.domain.evidence import Summary
from slackapp.domain.face import CardFace, GroupFace
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, context, divider, modal, section
from slackapp.slack.choices import card_actions
from slackapp.slack.message import Element, Message, View
from slackapp.slack.outcomes import outcome_lines
from slackapp.slack.person import follows_line, handle_of, name_line, person_blocks, signal_line
from slackapp.slack.text import TEXT_LIMIT, bounded, escape

_BAR = 10  # squares of the progress bar
_SIGNS = {Summary.WORTH_IT: "👍", Summary.LOOK_TWICE: "👀", Summary.BETTER_NOT: "🦆", Summary.NOT_ENOUGH: "🌱"}


def group_card(group: GroupFace) -> Message:
    """Draw the message that stands for many: how many, how far the team has come, and whom to look at first."""
    us = f"@{escape(group.account.handle)} on "
    title = f"{group.total:,} new follower{'' if group.total == 1 else 's'} of {us}"
    people = "\n".join(person_line(face) for face in group.first)
    more = group.total - len(group.first)
    review = button(
        "Review" if group.open else "Look again",
        ids.REVIEW_OPEN,
        str(group.message_id),
        style="primary" if group.open else "",
        says=f"Review {group.total} new followers one by one",
    )
    blocks = [
        section(f"👋 *{title}{group.account.network.named}*"),
        context(progress(group)),
        *([section(people)] if people and group.open else []),
        *([context(f"… and {more:,} more")] if more > 0 and people and group.open else []),
        actions(ids.group_block_id(group.message_id, group.total - group.open), review),
    ]
    return Message(bounded(f"{title}{group.account.network.label}. {_counts(group)}", TEXT_LIMIT), tuple(blocks))


def review_modal(group: GroupFace, face: CardFace, position: int) -> View:
    """Show one of many: who they are, what was decided and by whom, and the way to the next.

    Args:
        group: the grouped message's state.
        face: the person to show.
        position: which of `group.total` it is, from 1.
    """
    outcomes = outcome_lines(face)
    block_id = ids.review_block_id(group.message_id, position, face.card.id, face.card.version)
    blocks = [
        context(f"*{position:,} of {group.total:,}* · {progress(group)}"),
        *person_blocks(face, follows_line(face)),
        *([section("\n".join(outcomes))] if outcomes else []),
        *card_actions(face, block_id, with_menu=False),
        divider(),
        *([actions(ids.steps_block_id(group.message_id, position, face.card.version), *steps)]
          if (steps := _steps(group, face, position)) else []),
    ]  # fmt: skip
    return modal(ids.REVIEW_VIEW, "New followers", blocks, ids.metadata(group.message_id, position), close="Done")


def progress(group: GroupFace) -> str:
    """How far the team has come, as a bar and in words."""
    decided = group.total - group.open
    full = decided * _BAR // group.total if group.total else _BAR
    return f"{'🟩' * full}{'⬜' * (_BAR - full)} {_counts(group)}"


def person_line(face: CardFace) -> str:
    """One person in one line, with the strongest reason or what became of them."""
    outcomes = outcome_lines(face)
    if outcomes:
        return f"{name_line(face)} · {outcomes[0]}"
    strongest = next((signal_line(signal) for signal in face.evidence.signals), "")
    return f"{_SIGNS[face.evidence.summary]} {name_line(face)}{f' · {_plain(strongest)}' if strongest else ''}"


def _plain(signal: str) -> str:
    """A signal's words without its sign, to go on in a line."""
    words = signal.partition(" ")[2]
    return f"{words[:1].lower()}{words[1:]}"


def _counts(group: GroupFace) -> str:
    decided = group.total - group.open
    if not group.open:
        return f"All decided: {group.followed:,} followed back, {group.ignored:,} ignored"
    if not decided:
        return f"{group.open:,} wait for a decision"
    return f"{decided:,} of {group.total:,} decided: {group.followed:,} followed back, {group.ignored:,} ignored"


def _steps(group: GroupFace, face: CardFace, position: int) -> list[Element]:
    undecided = face.card.status is CardStatus.OPEN and not face.card.busy
    steps = []
    if position > 1:
        steps.append(button("← Previous", ids.REVIEW_PREVIOUS, str(position - 1)))
    if position < group.total:
        label = "Skip →" if undecided else "Next →"
        says = f"Leave {handle_of(face.person)} for later" if undecided else "Next follower"
        steps.append(button(label, ids.REVIEW_NEXT, str(position + 1), says=says))
    return steps
