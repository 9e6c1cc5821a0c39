"""The Home tab: who waits, how today goes, how the accounts are, and how it all works."""

from slackapp.domain.digest import DayFacts
from slackapp.domain.face import CardFace
from slackapp.domain.home import Home
from slackapp.domain.words import ago
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, context, divider, fields, header, section
from slackapp.slack.lists import entry
from slackapp.slack.message import Block, View
from slackapp.slack.status import health_line

_MOST_QUESTIONS = 10  # entries of three blocks; Home holds 100
_MOST_FOLLOWERS = 8
_MOST_ACCOUNTS = 10

_HOW = (
    "*How it works*\n"
    "👋 Each new follower and 💬 each question becomes a card in its channel; anybody there can decide.\n"
    "✅ Rapport does on the network what you click, exactly once, and says who did it. Most of it can be undone.\n"
    "⌨️ `/followers`, `/questions` and `/rapport` answer you alone; add `help` to see what they know."
)


def home_view(home: Home) -> View:
    """Draw one person's Home tab."""
    blocks = [
        *_today(home.today),
        *_entries("💬 Waiting for an answer", home.questions[:_MOST_QUESTIONS], home.questions_total, "/questions"),
        *_entries("👋 Waiting for a decision", home.followers[:_MOST_FOLLOWERS], home.followers_total, "/followers"),
        *_accounts(home),
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


def _accounts(home: Home) -> list[Block]:
    lines = []
    for told in home.accounts[:_MOST_ACCOUNTS]:
        polled = told.account.polled_at
        lines.append(f"{health_line(told)} · {f'looked {ago(polled, home.now)}' if polled else 'not looked yet'}")
    shown = "\n".join(lines) or "No account is connected yet. Whoever runs Rapport can connect one."
    return [section(f"*Accounts*\n{shown}"), divider()]
