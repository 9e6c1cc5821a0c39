"""Which channel wants which mentions as cards, and who chose that."""

from dataclasses import dataclass
from datetime import datetime

from slackapp.domain.accounts import Account
from slackapp.domain.verdict import CardRule


@dataclass(frozen=True, slots=True)
class ChannelRule:
    """A channel's rule; while nobody chose one, what waits for an answer becomes a card."""

    channel_id: str
    cards: CardRule = CardRule.NEEDS_ANSWER
    accounts: tuple[Account, ...] = ()  # whose questions come here
    changed_by: str = ""  # Slack's user id
    changed_at: datetime | None = None
