"""Our accounts on Home: how each is, when it was looked at, where its news go."""

from datetime import datetime

from slackapp.domain.accounts import Account, AccountHealth
from slackapp.domain.status import AccountStatus
from slackapp.domain.words import ago
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, menu, option, section
from slackapp.slack.ids import AccountItem
from slackapp.slack.message import Block, Element
from slackapp.slack.status import cost_line, health_line, routes_line
from slackapp.slack.text import escape, sentence


def account_blocks(told: AccountStatus, now: datetime, *, managed: bool = False, routes: bool = False) -> list[Block]:
    """One account.

    Args:
        told: how it is.
        now: when it is told.
        managed: whether this person may change it or let it go.
        routes: whether it is wanted where its news go.
    """
    account = told.account
    looked = f"looked {ago(account.polled_at, now)}" if account.polled_at else "not looked yet"
    text = f"{account.network.sign} {health_line(told)} · {looked}"
    if account.trouble:
        text += f"\n> {sentence(escape(account.trouble, 200))}"
    if cost := cost_line(told):
        text += f"\n{cost}"
    if routes:
        text += f"\n{routes_line(told)}"
    blocks = [section(text, accessory=_menu(account) if managed else None)]
    if managed and account.health is AccountHealth.LOGIN_REFUSED:
        says = f"Reconnect {account.handle}"
        again = button("🔑 Reconnect", ids.ACCOUNT_RECONNECT, str(account.id), style="primary", says=says)
        blocks.append(actions(f"reconnect|{account.id}", again))
    return blocks


def _menu(account: Account) -> Element:
    offered = {
        AccountItem.RECONNECT: "🔑 Connect again…",
        AccountItem.CHANNELS: "📍 Where its news go…",
        AccountItem.CARDS: "🗂️ What becomes a card…",
        AccountItem.DISCONNECT: "🔌 Disconnect…",
    }
    options = [option(label, ids.account_value(item, account.id)) for item, label in offered.items()]
    return menu(ids.ACCOUNT_MENU, [each for each in options if each])
