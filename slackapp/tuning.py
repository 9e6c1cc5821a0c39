"""What a workspace sets for itself: the words that triage listens for, and which mentions a channel wants as cards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from slackapp.domain import roles
from slackapp.domain.accounts import Account, RouteKind
from slackapp.domain.brand import OwnWords
from slackapp.domain.digest_times import DigestTimes
from slackapp.domain.own_words import KeptWords
from slackapp.domain.purpose import Purpose
from slackapp.domain.roles import Roles
from slackapp.domain.rules import ChannelRule
from slackapp.domain.saved import Kept, SavedReply, Wording
from slackapp.domain.targets import Targets
from slackapp.domain.verdict import CardRule
from slackapp.store import (
    accounts,
    channel_digests,
    channel_rules,
    introductions,
    messages,
    own_words,
    preferences,
    routing_rules,
    saved_replies,
    stories,
    targets,
)
from slackapp.store.database import Database

ROLES = "roles"  # the preference's name


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
            put = own_words.put(tx, workspace_id, wanted, by, self.now(), seen=seen)
            if put:
                stories.note(tx, workspace_id, self.now(), by, "The words that Rapport listens for.")
            return put

    def connected_by(self, workspace_id: int, user_id: str) -> tuple[Account, ...]:
        """The accounts that somebody connected, by their Slack user id."""
        with self.database.read() as tx:
            ours = accounts.all_accounts(tx, workspace_id)
        return tuple(account for account in ours if account.connected_by == user_id)

    def roles(self, workspace_id: int) -> Roles:
        """Who may do what in a workspace."""
        with self.database.read() as tx:
            return roles.read(preferences.of(tx, workspace_id, ROLES))

    def change_roles(self, workspace_id: int, wanted: Roles, by: str) -> None:
        """Give the roles to others; that counts from the next click on.

        Args:
            workspace_id: whose.
            wanted: all of them from now on.
            by: the Slack user id of who changes them.
        """
        with self.database.write(urgent=True) as tx:
            preferences.put(tx, workspace_id, ROLES, roles.written(wanted), by, self.now())
            stories.note(tx, workspace_id, self.now(), by, f"Roles: {roles.told(wanted)}")

    def targets(self, workspace_id: int) -> Targets:
        """How soon a first reply is due in a workspace."""
        with self.database.read() as tx:
            return targets.of(tx, workspace_id)

    def change_targets(self, workspace_id: int, wanted: Targets, by: str) -> bool:
        """Set the targets, by somebody's Slack user id; open questions get their new time, and their cards show it.

        Returns:
            False where there are so many that `retime` has to go on with them.
        """
        with self.database.write(urgent=True) as tx:
            all_follow = targets.put(tx, workspace_id, wanted, by, self.now())
            stories.note(tx, workspace_id, self.now(), by, f"Targets: {'on' if wanted.on else 'off'}")
            if wanted.on and wanted.escalate_to:
                introductions.introduce(tx, workspace_id, wanted.escalate_to, Purpose.ESCALATION, by, self.now())
            if all_follow:
                self._draw_open(tx, workspace_id)
        return all_follow

    def retime(self, workspace_id: int) -> None:
        """Give the open questions that are left their new time, a few at a time; then their cards show it."""
        more = True
        while more:
            with self.database.write() as tx:
                more = targets.follow(tx, workspace_id, self.now())
                if not more:
                    self._draw_open(tx, workspace_id)

    def _draw_open(self, tx: Connection, workspace_id: int) -> None:
        for account in accounts.all_accounts(tx, workspace_id):
            messages.plan_updates_of_open(tx, account.id, self.now())

    def digests(self, workspace_id: int) -> tuple[DigestTimes, ...]:
        """When each channel gets which digest."""
        with self.database.read() as tx:
            return channel_digests.all_times(tx, workspace_id)

    def change_digests(self, wanted: DigestTimes, by: str) -> None:
        """Set a channel's; that counts from now on, and the newest digest there shows whether they rest."""
        with self.database.write(urgent=True) as tx:
            self._put_digests(tx, wanted, by)
            newest = messages.newest_digest(tx, wanted.workspace_id, wanted.channel_id)
            if newest is not None:
                messages.plan_update(tx, newest, self.now())

    def pause_digests(self, workspace_id: int, message_id: int, by: str, *, paused: bool) -> DigestTimes | None:
        """Let the digests of a message's channel rest, or come again; the message says so.

        Args:
            workspace_id: whose.
            message_id: the digest's message.
            by: the Slack user id of who wants it.
            paused: whether they are to rest.

        Returns:
            them from now on; None where the message is none of theirs, or its channel gets none any more.
        """
        with self.database.write(urgent=True) as tx:
            message = messages.find(tx, workspace_id, message_id)
            if message is None or message.kind is not messages.MessageKind.DIGEST:
                return None
            times = channel_digests.of(tx, workspace_id, message.channel_id)
            if times is None:
                return None
            if bool(times.paused_by) != paused:  # else somebody was faster: the message says who
                at = self.now() if paused else None
                times = replace(times, paused_by=by if paused else "", paused_at=at)
                self._put_digests(tx, times, by)
            messages.plan_update(tx, message_id, self.now())
            return times

    def _put_digests(self, tx: Connection, wanted: DigestTimes, by: str) -> None:
        channel_digests.put(tx, wanted, by, self.now())
        kinds = [name for name in ("daily", "weekly", "monthly") if getattr(wanted, name)]
        told = "paused" if wanted.paused_by else f"{', '.join(kinds) or 'none'} at {wanted.at:%H:%M} {wanted.zone}"
        stories.note(tx, wanted.workspace_id, self.now(), by, f"Digests of <#{wanted.channel_id}>: {told}")

    def rules(self, workspace_id: int) -> tuple[ChannelRule, ...]:
        """The rule of each channel that gets questions, in the order in which these were connected; then by rules."""
        with self.database.read() as tx:
            chosen = channel_rules.chosen(tx, workspace_id)
            routes = accounts.all_routes(tx, RouteKind.QUESTIONS, workspace_id=workspace_id)
            ruled = [each for each in routing_rules.live(tx, workspace_id) if each.takes_mentions]
            ours = {account.id: account for account in accounts.all_accounts(tx, workspace_id)}
        whose: dict[str, list[Account]] = {}
        for route in routes:
            if route.account_id in ours:
                whose.setdefault(route.channel_id, []).append(ours[route.account_id])
        for rule in ruled:
            here = whose.setdefault(rule.channel_id, [])
            here += [each for each in ours.values() if rule.account_id in (None, each.id) and each not in here]
        return tuple(
            replace(chosen.get(channel_id, ChannelRule(channel_id)), accounts=tuple(told))
            for channel_id, told in whose.items()
        )

    def change_rules(self, workspace_id: int, wanted: Mapping[str, CardRule], by: str) -> None:
        """Choose the rules of some channels, by id; they count from the next card on."""
        with self.database.write(urgent=True) as tx:
            for channel_id, cards in wanted.items():
                channel_rules.put(tx, workspace_id, channel_id, cards, by, self.now())
                stories.note(
                    tx, workspace_id, self.now(), by, f"Which mentions become cards in <#{channel_id}>: {cards.value}"
                )

    def accounts(self, workspace_id: int) -> tuple[Account, ...]:
        """A workspace's accounts."""
        with self.database.read() as tx:
            return tuple(accounts.all_accounts(tx, workspace_id))

    def replies(self, workspace_id: int) -> tuple[SavedReply, ...]:
        """A workspace's saved replies, by title."""
        with self.database.read() as tx:
            return saved_replies.of(tx, workspace_id)

    def has_replies(self, account: Account) -> bool:
        """Whether there is a saved reply that an account may answer with."""
        with self.database.read() as tx:
            return saved_replies.has(tx, account.workspace_id, account.id)

    def reply(self, workspace_id: int, reply_id: int) -> SavedReply | None:
        """One of them; None where there is none of this id."""
        with self.database.read() as tx:
            return saved_replies.get(tx, workspace_id, reply_id)

    def add_reply(self, workspace_id: int, wanted: Wording, by: str) -> Kept:
        """Keep a new one; `by` is the Slack user id of who makes it."""
        with self.database.write(urgent=True) as tx:
            return saved_replies.add(tx, workspace_id, wanted, by, self.now())

    def change_reply(self, workspace_id: int, reply_id: int, wanted: Wording, by: str, seen: datetime) -> Kept:
        """Change one, unless somebody changed it since `seen`, its `changed_at` as they saw it."""
        with self.database.write(urgent=True) as tx:
            return saved_replies.change(tx, workspace_id, reply_id, wanted, by, self.now(), seen=seen)

    def remove_reply(self, workspace_id: int, reply_id: int, by: str, seen: datetime) -> Kept:
        """Delete one, likewise."""
        with self.database.write(urgent=True) as tx:
            return saved_replies.remove(tx, workspace_id, reply_id, by, self.now(), seen=seen)
