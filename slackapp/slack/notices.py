"""What Rapport says of itself: hello to a channel, trouble to whoever can mend it, and who was faster."""

from collections.abc import Sequence
from datetime import datetime

from slackapp.domain.accounts import Account, AccountHealth, Route, RouteKind
from slackapp.domain.face import CardFace
from slackapp.domain.purpose import Purpose
from slackapp.domain.routing import RoutingRule
from slackapp.domain.verdict import CardRule
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, context, section
from slackapp.slack.message import Message
from slackapp.slack.outcomes import outcome_lines
from slackapp.slack.person import name_of
from slackapp.slack.status import rules_line
from slackapp.slack.text import escape, link, mention, sentence, slack_date

_MUTE = "🔕 Too much? Mute this channel in Slack, or take me out of it"


def introduction(
    account: Account,
    routes: tuple[Route, ...],
    actor_id: str,
    rule: CardRule = CardRule.NEEDS_ANSWER,
    first: Sequence[RoutingRule] = (),
) -> Message:
    """Say hello in a channel that gets an account's news.

    Args:
        account: the account whose news come here.
        routes: what of it comes to this channel.
        actor_id: the Slack user id of who set it up, or "".
        rule: which mentions become cards here.
        first: the rules that may send some of its news elsewhere.
    """
    us = _us(account)
    who = mention(actor_id, "")
    hello = f"{who} connected {us} to this channel." if who else f"{us} is connected to this channel."
    lines = [f"👋 *Hello, I am Rapport.* {hello}", *(_promise(route, rule) for route in routes)]
    lines += rules_line(first)
    if account.baseline_at is None and any(route.kind is RouteKind.FOLLOWERS for route in routes):
        lines.append("🤫 My first look is silent: cards come for those who follow or ask from now on.")
    text = "\n".join(lines)
    asks = f"Ask {who} to change what comes here" if who else "An admin changes what comes here on my Home tab"
    small = " · ".join(("I never follow or post on my own", asks, _MUTE, "`/rapport help`"))
    return Message(text, (section(text), context(small)))


_COMES = {
    Purpose.DIGEST: "Here comes a short *digest*: who is new, what was asked and answered, and what is still open. "
    "Nothing else.",
    Purpose.HAND_OFF: "Here come *questions from our community* that another team hands to you, each with its whole "
    "story. *Claim* one, then say *Answered* or *Send back*: the other team’s card follows.",
    Purpose.ESCALATION: "Here comes word of *questions that nobody answered in time*: each once, with a link to its "
    "card.",
    Purpose.ROUTED: "Here comes *some of our community’s news*, chosen by a rule: each as a card that anybody here may "
    "decide on.",
}
_CHANGE = {
    Purpose.DIGEST: "When it comes, or whether at all: `/rapport digests`",
    Purpose.HAND_OFF: "Each is sent by a person; whoever sends one chooses the channel",
    Purpose.ESCALATION: "To change or end it: `/rapport targets`",
    Purpose.ROUTED: "To change or end it: `/rapport routes`",
}


def purpose_introduction(purpose: Purpose, by: str, *, again: bool = False) -> Message:
    """Say hello in a channel to which something else of Rapport's comes for the first time.

    Args:
        purpose: what.
        by: the Slack user id of who set it up, or "".
        again: whether Rapport said hello there before, for another purpose.
    """
    who = mention(by, "")
    hello = "Something else of mine comes here now." if again else "Hello, I am Rapport."
    text = f"👋 *{hello}* {who or 'Whoever runs Rapport'} set this up.\n{_COMES[purpose]}"
    asks = f"Ask {who}" if who else ""
    small = " · ".join(part for part in (_CHANGE[purpose], asks, _MUTE, "`/rapport help`") if part)
    return Message(text, (section(text), context(small)))


def login_refused(account: Account, reason: str) -> Message:
    """Tell whoever connected an account that its network takes the login no more; once it is mended, tell that.

    Args:
        account: as it is now.
        reason: why, in the network's words.
    """
    us, label = _us(account), account.network.label
    if account.health is AccountHealth.DISCONNECTED:
        return _line(f"⚪ *{us} is disconnected.* Its people and cards stay; nothing new comes.")
    if account.health is not AccountHealth.LOGIN_REFUSED:
        return _line(f"✅ *{us} is connected again.* Rapport looks for news as before.")
    who = mention(account.connected_by, "")
    doing = (
        f"{f'{who}, please' if who else 'Please'} connect it again. Until then Rapport looks for nothing new. "
        "Nothing is lost: what was clicked in vain waits on its card with *Try again*, and the next look goes on "
        "where the last one stopped."
    )
    told = _trouble("🔑", f"{label} does not let us in as @{escape(account.handle)} any more.", reason, doing)
    moment = f"{account.connected_at.timestamp():.0f}" if account.connected_at else ""
    again = button(
        "Reconnect", ids.ACCOUNT_RECONNECT, str(account.id), style="primary", says=f"Reconnect {account.handle}"
    )
    return Message(told.text, (*told.blocks, actions(f"refused|{account.id}|{moment}", again)))


def out_of_credit(account: Account, reason: str) -> Message:
    """Tell an admin that a network wants money first."""
    doing = "Top the credit up. Then new cards come again, and *Try again* on a card does what was decided."
    return _trouble("💳", f"{account.network.label} wants to be paid before {_us(account)} may go on.", reason, doing)


def came_back(card_url: str = "") -> Message:
    """Say, where a snoozed card stood, that it stands further down again; with a link, once it does."""
    text = f"💤 Back from snooze: {link(card_url, 'this card')} stands further down again."
    return Message(text, (context(text),))


def network_down(account: Account, reason: str, since: datetime) -> Message:
    """Tell a channel that a network can't be reached, and that this is no fault of theirs."""
    label = account.network.label
    doing = f"Rapport keeps trying. Go on deciding: it all happens once {label} is back."
    return _trouble("🌧️", f"{label} can’t be reached since {slack_date(since)}.", reason, doing)


def network_back(account: Account) -> Message:
    """Tell a channel that a network can be reached again."""
    text = f"🌤️ *{account.network.label} is back.* What was decided meanwhile happens now."
    return Message(text, (section(text),))


def faster(face: CardFace | None, by: str, at: datetime | None) -> Message:
    """Tell somebody who clicked that it was decided already, by whom, and how it stands.

    Args:
        face: the card as it is now; None where it is gone.
        by: the Slack user id of who decided; "" where it closed by itself.
        at: when that was, where it is known.
    """
    if face is None:
        text = "🍃 That card is not here any more. Nothing was done."
    else:
        when = f" · {slack_date(at)}" if at else ""
        first = (
            f"⚡ {mention(by)} was faster{when}." if by else f"⚡ *{name_of(face.person)}* was taken care of already."
        )
        text = "\n".join((first, *outcome_lines(face)))
    return Message(text, (section(text),))


def _line(text: str) -> Message:
    return Message(text, (section(text),))


def _trouble(sign: str, what: str, reason: str, doing: str) -> Message:
    why = f"\n> {sentence(escape(reason, 300))}" if escape(reason) else ""
    return Message(f"{sign} {what} {doing}", (section(f"{sign} *{what}*{why}\n{doing}"),))


_QUESTIONS = {
    CardRule.NEEDS_ANSWER: "Each *question or complaint* that waits for an answer comes as a card to reply from.",
    CardRule.ALL: "Each *mention* comes as a card to reply from, whether it waits for an answer or not.",
    CardRule.HIGH: "Each *urgent* question or complaint comes as a card to reply from; `/questions rest` has the "
    "others.",
}


def _promise(route: Route, rule: CardRule) -> str:
    if route.kind is RouteKind.FOLLOWERS:
        return "• Each *new follower* comes as a card: who it is, what speaks for them, and a *Follow back* button."
    if route.kind is RouteKind.QUESTIONS:
        return f"• {_QUESTIONS[rule]}"
    when = f" at {route.digest_at:%H:%M}" if route.digest_at else ""
    return f"• A short *digest*{when} of each day, week and month, as `/rapport digests` says."


def _us(account: Account) -> str:
    return f"@{escape(account.handle)} on {account.network.label}"
