"""The first run, drawn: three steps with what is done, in a direct message and on Home while nothing is connected."""

from slackapp.domain.welcome import Progress, Step
from slackapp.slack import ids
from slackapp.slack.blocks import button, context, header, section
from slackapp.slack.message import Block, Element, Message
from slackapp.slack.text import channel, escape

_NUMBERS = {Step.ACCOUNT: "①", Step.CHANNEL: "②", Step.SAMPLE: "③"}
_WHAT = (
    "Rapport brings each new follower and each unanswered question of your brand into a channel, as a card that your "
    "team decides on with one click. It never follows anyone and never posts on its own."
)
_ASK = "⌨️ `/rapport help` tells what else there is. Only you see this."


def welcome_message(progress: Progress) -> Message:
    """What the person who installed Rapport is greeted with; drawn again as the steps are done."""
    text = f"👋 Welcome to Rapport. {_count(progress)} {_left(progress)}".strip()
    return Message(text, tuple(welcome_blocks(progress)))


def welcome_blocks(progress: Progress) -> list[Block]:
    """The three steps, for somebody who may take them.

    Args:
        progress: how far that person's first run has come.
    """
    return [
        header("👋 Welcome to Rapport"),
        section(f"{_WHAT}\n\n*{_count(progress)}*"),
        *(_step(progress, step) for step in Step),
        context(_ASK),
    ]


def nothing_yet_blocks(whom: str) -> list[Block]:
    """What somebody sees who may not connect an account, while none is.

    Args:
        whom: who may, in mrkdwn.
    """
    told = f"🌱 *No account is connected yet.* Once one is, what waits for you stands here. It is up to {whom}."
    look = button("See a sample card", ids.WELCOME_SAMPLE, "sample")
    return [header("👋 Hello, I am Rapport"), section(_WHAT), section(told, accessory=look)]


def _count(progress: Progress) -> str:
    done = len(progress.done)
    if progress.complete:
        return "✅ 3 of 3 done: all is set up. Cards come by themselves from now on; settings stand on my Home tab."
    return f"✅ {done} of 3 done." if done else "Three small steps to begin with: 0 of 3 done."


def _left(progress: Progress) -> str:
    step = progress.next
    return f"Next: {_TITLES[step].lower()}." if step else ""


_TITLES = {
    Step.ACCOUNT: "Connect an account",
    Step.CHANNEL: "Choose a channel",
    Step.SAMPLE: "See a sample card",
}


def _step(progress: Progress, step: Step) -> Block:
    sign = "✅" if step in progress.done else _NUMBERS[step]
    done = " · done" if step in progress.done else ""
    return section(f"{sign} *{_TITLES[step]}*{done}\n{_told(progress, step)}", accessory=_button(progress, step))


def _told(progress: Progress, step: Step) -> str:
    if step is Step.CHANNEL:
        return _channel_words(progress)
    if step is Step.SAMPLE:
        if progress.sampled:
            return "It stands under *Messages*, between you and Rapport."
        return "An invented person, sent to you alone. Its buttons do nothing on any network."
    if progress.account is None:
        return "Your brand’s account on a social network. Rapport keeps its login encrypted."
    return f"@{escape(progress.account.handle)} on {progress.account.network.label} is connected."


def _channel_words(progress: Progress) -> str:
    if progress.account is None:
        return "Where the cards go. It is asked with the first step, and can be changed at any time."
    if not progress.channel_id:
        return "Its cards go nowhere yet."
    here = channel(progress.channel_id)
    if progress.closed:
        return f"Cards are to go to {here}, and Rapport is not in there yet: type `/invite @Rapport` in {here}."
    return f"Cards go to {here}."


def _button(progress: Progress, step: Step) -> Element | None:
    style = "primary" if step is progress.next else ""
    if step is Step.SAMPLE:
        return None if progress.sampled else button("Show me one", ids.WELCOME_SAMPLE, "sample", style=style)
    if step is Step.ACCOUNT:
        return None if progress.account else button("Connect", ids.CONNECT_OPEN, "connect", style=style)
    if progress.account is None:
        return None  # there is nothing yet whose news could go anywhere
    label = "Change" if progress.channel_id else "Choose"
    says = f"{label} the channel"
    return button(label, ids.WELCOME_CHANNELS, str(progress.account.id), style=style, says=says)
