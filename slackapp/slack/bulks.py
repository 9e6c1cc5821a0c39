"""How far many decided on at once have come, and the buttons that stop them and take them back."""

from slackapp.domain.bulk import Progress
from slackapp.domain.card import Choice
from slackapp.domain.face import GroupFace
from slackapp.slack import ids
from slackapp.slack.blocks import button, confirmation, context, section
from slackapp.slack.message import Block
from slackapp.slack.text import escape, mention, slack_date

_DONE = {
    Choice.FOLLOW: "followed back",
    Choice.IGNORE: "ignored",
    Choice.UNDO_FOLLOW: "unfollowed",
    Choice.REOPEN: "opened again",
}


def bulk_blocks(group: GroupFace) -> list[Block]:
    """Those that are under way, each with its Stop; else how the last one ended, and what can still be undone."""
    running = [each for each in group.bulks if each.runs]
    if not running:
        return [_ended(each) for n, each in enumerate(group.bulks) if n == 0 or each.left]
    return [
        section(bulk_line(each), accessory=_stop(each)) if each.can_stop else section(bulk_line(each))
        for each in running
    ]


def bulk_line(bulk: Progress) -> str:
    """One bulk in a line: how many of how many, for whom, and what comes next or what became of it."""
    so_far = f"{bulk.done:,} of {bulk.total:,} {_DONE[bulk.choice]} for {mention(bulk.by)}"
    others = [
        f"{bulk.late:,} decided already" if bulk.late else "",
        f"{bulk.failed:,} did not work" if bulk.failed else "",
        f"{bulk.in_doubt:,} in doubt" if bulk.in_doubt else "",
    ]
    rest = "".join(f" · {each}" for each in others if each)
    if bulk.stopped_at is not None:
        by = f"{mention(bulk.stopped_by)} stopped" if bulk.stopped_by else "Stopped by itself"
        why = f": {escape(bulk.stopped_why)}" if bulk.stopped_why else ""
        return f"⏹️ {by} after {so_far}{rest}{why}"
    if not bulk.runs:
        return f"{'☑️' if bulk.failed or bulk.in_doubt else '✅'} {so_far}{rest}"
    following = f", next at {slack_date(bulk.next_at, '{time}')}" if bulk.next_at else ""
    return f"⏳ {so_far}{following}{rest}"


def _ended(bulk: Progress) -> Block:
    """How it ended; with the way back, as long as something of it stands."""
    if not bulk.left:
        return context(bulk_line(bulk))
    follows = bulk.choice is Choice.FOLLOW
    what = f"Unfollow {bulk.left:,} again?" if follows else f"Open {bulk.left:,} again?"
    how = "One after another, at the network’s pace; you can stop it." if follows else "They wait for a decision then."
    asked = confirmation(
        what, f"{how} What somebody decided since stays as it is.", "Undo all", "Leave it", danger=follows
    )
    says = f"Undo all: {bulk.left:,} {_DONE[bulk.choice]}"
    label = f"Undo all ({bulk.left:,})"
    return section(bulk_line(bulk), accessory=button(label, ids.BULK_UNDO, str(bulk.id), says=says, confirm=asked))


def _stop(bulk: Progress) -> dict[str, object]:
    says = f"Stop after {bulk.done:,} of {bulk.total:,}: what is done stays"
    return button("Stop", ids.BULK_STOP, str(bulk.id), style="danger", says=says)
