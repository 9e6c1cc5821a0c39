"""What stands around each tab of Home: the row of tabs, what has to be mended, and the foot."""

from collections.abc import Collection, Sequence
from datetime import datetime

from slackapp.domain.home import Alerts, Looking, Tab
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, context, divider, section
from slackapp.slack.help import support_line
from slackapp.slack.home.looking import TABS, written
from slackapp.slack.message import Block, Element, View
from slackapp.slack.status import closed_blocks
from slackapp.slack.text import escape, sentence, slack_date
from slackapp.slack.welcome import nothing_yet_blocks, welcome_blocks

_MOST_BLOCKS = 100  # Slack's
_MOST_REFUSED = 3
_LABELS = {
    Tab.FOR_ME: "🙋 For me",
    Tab.OPEN: "💬 Open",
    Tab.NUMBERS: "📊 Numbers",
    Tab.SETTINGS: "⚙️ Settings",
}


def home_view(
    looking: Looking, top: Sequence[Block], blocks: Sequence[Block], now: datetime, support: str = ""
) -> View:
    """One person's Home: the tabs, what concerns every tab, the tab itself, and the way to look again.

    Args:
        looking: where they are.
        top: what has to be mended, from `alert_blocks`.
        blocks: the tab's own.
        now: when it is drawn.
        support: where the operator wants to be asked, as `help.support_line` takes it.
    """
    told = f"As of {slack_date(now)}. `/rapport help` tells what else there is."
    foot = [
        divider(),
        actions(f"home|0|{int(now.timestamp())}", button("🔄 Look again", ids.HOME_REFRESH, "home")),
        context(" · ".join(part for part in (told, support_line(support)) if part)),
    ]
    tab = list(blocks)[: _MOST_BLOCKS - len(foot) - len(top) - 1]
    view: View = {"type": "home", "callback_id": ids.HOME_VIEW, "private_metadata": written(looking)}
    return {**view, "blocks": [_tabs(looking.tab), *top, *tab, *foot]}


def alert_blocks(alerts: Alerts, *, administers: bool, managed: Collection[int], whom: str) -> list[Block]:
    """What somebody has to mend, before anything else; the first steps, where nothing is connected.

    Args:
        alerts: what there is.
        administers: whether this person may connect accounts.
        managed: ids of the accounts whose login they may renew.
        whom: whom to ask else; mrkdwn of ours.
    """
    first: list[Block] = []
    if alerts.welcome is not None:
        first = welcome_blocks(alerts.welcome) if administers else nothing_yet_blocks(whom)
    return [
        *first,
        *closed_blocks(alerts.closed),
        *(
            section(
                f"🔑 *@{escape(each.handle)} on {each.network.label} needs a new login.* Until then nothing new comes "
                f"from it.\n> {sentence(escape(each.trouble, 200)) or 'The network refused our login.'}",
                accessory=_reconnect(each.id, each.handle) if each.id in managed else None,
            )
            for each in alerts.refused[:_MOST_REFUSED]
        ),
    ]


def more(words: str, show: str, says: str) -> Block:
    """How many more there are behind a list's end, with the button that shows them."""
    return section(words, accessory=button("See all", ids.HOME_SHOW, show, says=says))


def _tabs(shown: Tab) -> Block:
    return actions(f"home.tabs|{shown.value}", *(_tab(action_id, tab, shown) for action_id, tab in TABS.items()))


def _tab(action_id: str, tab: Tab, shown: Tab) -> Element:
    """A tab's button; the one that is shown is marked by a sign as well as by colour."""
    name = _LABELS[tab].partition(" ")[2]
    if tab is shown:
        return button(f"▸ {_LABELS[tab]}", action_id, tab.value, style="primary", says=f"{name}: you are here")
    return button(_LABELS[tab], action_id, tab.value, says=f"Show {name}")


def _reconnect(account_id: int, handle: str) -> Element:
    return button("🔑 Reconnect", ids.ACCOUNT_RECONNECT, str(account_id), style="primary", says=f"Reconnect {handle}")
