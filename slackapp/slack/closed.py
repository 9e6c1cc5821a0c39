"""A channel that takes no messages: what happened, what waits, and how to mend it."""

from slackapp.domain.status import ClosedChannel
from slackapp.slack.blocks import context, section
from slackapp.slack.errors import ABSENT, ARCHIVED
from slackapp.slack.message import Message
from slackapp.slack.text import channel, escape, slack_date

_MEND = {
    ARCHIVED: "unarchive it, and type `/invite @Rapport` there",
    ABSENT: "type `/invite @Rapport` there",
}
_MEND_OTHERS = "see that it is still there, and type `/invite @Rapport` in it"
_ELSEWHERE = "Or choose another channel: Rapport’s *Home* → ⋯ beside the account → *Where its news go*"


def closed_line(closed: ClosedChannel) -> str:
    """What happened, what waits and what to do, in two lines of mrkdwn."""
    what = f"🚪 *{channel(closed.channel_id)} takes no messages* since {slack_date(closed.since)}"
    return f"{what}: {escape(closed.reason)}. {_waits(closed)}\n{_doing(closed)} {_ELSEWHERE}"


def closed_notice(closed: ClosedChannel) -> Message:
    """Tell a person who can mend it."""
    what = f"{channel(closed.channel_id)} takes no messages: {escape(closed.reason)}."
    calm = "What you decide on Home or in a list happens as always. I tell you this once, and look by myself again."
    text = f"🚪 *{what}*\n📬 {_waits(closed)}\n🔧 {_doing(closed)} {_ELSEWHERE}"
    return Message(f"🚪 {what} {_waits(closed)} {_doing(closed)}", (section(text), context(calm)))


def opened_notice(channel_id: str) -> Message:
    """Tell, where that stood, that it is mended."""
    text = f"✅ *{channel(channel_id)} takes messages again.* What waited for it is on its way."
    return Message(text, (section(text),))


def left_notice(channel_id: str) -> Message:
    """Tell, where that stood, that nothing goes there any more."""
    text = f"✅ *Nothing goes to {channel(channel_id)} any more.* What waited for it went where the news go now."
    return Message(text, (section(text),))


def _waits(closed: ClosedChannel) -> str:
    if not closed.waiting:
        return "Nothing is lost: what comes waits."
    cards = "1 card waits" if closed.waiting == 1 else f"{closed.waiting:,} cards wait"
    return f"{cards}; nothing is lost."


def _doing(closed: ClosedChannel) -> str:
    doing = _MEND.get(closed.reason, _MEND_OTHERS)
    return f"{doing[:1].upper()}{doing[1:]}."
