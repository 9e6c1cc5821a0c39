"""What a workspace sets for itself: the words that triage listens for, and which mentions a channel wants as cards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from slackapp.domain.accounts import Account, RouteKind
from slackapp.domain.brand import OwnWords
from slackapp.domain.own_words import KeptWords
from slackapp.domain.rules import ChannelRule
from slackapp.domain.verdict import CardRule
from slackapp.store import accounts, channel_rules, own_words
from slackapp.store.database import Database


@dataclass(frozen=True, slots=True)
class Tuning:
    """Reads and changes it. Who may, the listeners know."""

    database: Database
    now: Callable[[], datetime]

    def words(self, workspace_id: int) -> KeptWords:
        """A workspace's own words."""
        with self.database.read() as tx:
            return own_words.kept(tx, workspace_id)

    def change_words(self, workspace_id: int, wanted: OwnWords, by: str, seen: int) -> bool:
        """Replace a workspace's own words; they count from the next poll on.

        Args:
            workspace_id: whose.
            wanted: all of them from now on.
            by: the Slack user id of who changes them.
            seen: the revision that they had before them.

        Returns:
            False where somebody changed them meanwhile. Nothing is written then.
        """
        with self.database.write(urgent=True) as tx:
            return own_words.put(tx, workspace_id, wanted, by, self.now(), seen=seen)

    def rules(self, workspace_id: int) -> tuple[ChannelRule, ...]:
        """The rule of each channel that gets questions, in the order in which these were connected."""
        with self.database.read() as tx:
            chosen = channel_rules.chosen(tx, workspace_id)
            routes = accounts.all_routes(tx, RouteKind.QUESTIONS, workspace_id=workspace_id)
            ours = {account.id: account for account in accounts.all_accounts(tx, workspace_id)}
        whose: dict[str, list[Account]] = {}
        for route in routes:
            if route.account_id in ours:
                whose.setdefault(route.channel_id, []).append(ours[route.account_id])
        return tuple(
            replace(chosen.get(channel_id, ChannelRule(channel_id)), accounts=tuple(told))
            for channel_id, told in whose.items()
        )

    def change_rules(self, workspace_id: int, wanted: Mapping[str, CardRule], by: str) -> None:
        """Choose the rules of some channels, by id; they count from the next card on."""
        with self.database.write(urgent=True) as tx:
            for channel_id, cards in wanted.items():
                channel_rules.put(tx, workspace_id, channel_id, cards, by, self.now())
