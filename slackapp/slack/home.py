"""The Home tab: who waits, how today goes, how the accounts are, and how it all works."""

from collections.abc import Collection
from datetime import datetime

from slackapp.domain.accounts import Account, AccountHealth
from slackapp.domain.digest import DayFacts
from slackapp.domain.face import CardFace
from slackapp.domain.home import Home
from slackapp.domain.status import AccountStatus
from slackapp.domain.words import ago
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, context, divider, fields, header, menu, option, section
from slackapp.slack.ids import AccountItem
from slackapp.slack.lists import entry
from slackapp.slack.message import Block, Element, View
from slackapp.slack.status import closed_blocks, health_line, routes_line
from slackapp.slack.text import escape, sentence

_MOST_QUESTIONS = 10  # entries of three blocks; Home holds 100
_MOST_FOLLOWERS = 8
_MOST_ACCOUNTS = 10

_HOW = (
    "*How it works*\n"
    "👋 Each new follower and 💬 each question becomes a card in its channel; anybody there can decide.\n"
    "✅ Rapport does on the network what you click, exactly once, and says who did it. Most of it can be undone.\n"
    "⌨️ `/followers`, `/questions` and `/rapport` answer you alone; add `help` to see what they know."
)


def home_view(home: Home, *, connects: bool = False, managed: Collection[int] = ()) -> View:
    """Draw one person's Home tab.

    Args:
        home: what it shows.
        connects: whether this person may connect accounts.
        managed: ids of the accounts that they may change or disconnect.
    """
    blocks = [
        *closed_blocks(home.closed),
        *_today(home.today),
        *_entries("💬 Waiting for an answer", home.questions[:_MOST_QUESTIONS], home.questions_total, "/questions"),
        *_entries("👋 Waiting for a decision", home.followers[:_MOST_FOLLOWERS], home.followers_total, "/followers"),
        *_accounts(home, connects, managed),
        section(_HOW),
        actions(f"home|0|{int(home.now.timestamp())}", button("🔄 Look again", ids.HOME_REFRESH, "home")),
    ]
    return {"type": "home", "callback_id": ids.HOME_VIEW, "blocks": blocks}


def _today(today: tuple[DayFacts, ...]) -> list[Block]:
    if not today:
        return [header("Today"), context("🌱 The first numbers come with the first look at an account.")]
    asked = sum(facts.questions for facts in today)
    numbers = fields(
        f"*New followers*\n{sum(facts.new_followers for facts in today):,}",
        f"*Followed back*\n{sum(facts.followed_back for facts in today):,}",
        f"*Questions*\n{asked:,}" if asked else "*Questions*\nnone so far",
        f"*Answered*\n{sum(facts.answered for facts in today):,}",
    )
    return [header("Today"), numbers, divider()]


def _entries(title: str, faces: tuple[CardFace, ...], total: int, command: str) -> list[Block]:
    if not faces:
        return [header(title), section("Nobody right now. Lovely. ☕"), divider()]
    blocks: list[Block] = [header(f"{title}: {total:,}")]
    for face in faces:
        blocks += entry(face, ids.card_block_id(ids.Place.HOME, face.card.id, face.card.version))
    if total > len(faces):
        blocks.append(context(f"… and {total - len(faces):,} more: `{command}`"))
    return blocks


def _accounts(home: Home, connects: bool, managed: Collection[int]) -> list[Block]:
    blocks: list[Block] = [header("Accounts")]
    for told in home.accounts[:_MOST_ACCOUNTS]:
        blocks += _account(told, home.now, managed=told.account.id in managed)
    if not home.accounts:
        asks = "Connect the first one:" if connects else "An admin connects one with `/rapport connect`."
        blocks.append(section(f"🌱 *No account is connected yet.* {asks}"))
    if connects:
        style = "" if home.accounts else "primary"
        buttons = [button("➕ Connect an account", ids.CONNECT_OPEN, "connect", style=style)]
        if home.accounts:
            buttons.append(button("🗂️ What becomes a card", ids.RULES_OPEN, "rules"))
            buttons.append(button("👂 Words to listen for", ids.WORDS_OPEN, "words"))
        blocks.append(actions("connect", *buttons))
    return [*blocks, divider()]


def _account(told: AccountStatus, now: datetime, *, managed: bool) -> list[Block]:
    account = told.account
    looked = f"looked {ago(account.polled_at, now)}" if account.polled_at else "not looked yet"
    text = f"{account.network.sign} {health_line(told)} · {looked}"
    if account.trouble:
        text += f"\n> {sentence(escape(account.trouble, 200))}"
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
