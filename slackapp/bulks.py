"""Many cards decided on at once: recorded first, then decided one by one, so that a crash in the middle loses none."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from slackapp.aftermath import stop_bulk
from slackapp.domain.action import ActionKind
from slackapp.domain.bulk import UNDOES, Bulk, Step
from slackapp.domain.capability import Capability
from slackapp.domain.card import Choice
from slackapp.domain.decision import Decided, Decision, TooLate
from slackapp.networks.registry import Networks
from slackapp.store import accounts, bulks, cards, messages
from slackapp.store.bulks import Kept, NewBulk
from slackapp.store.database import Database


class BulkRefused(Exception):
    """It may not be done for many at once; `str(error)` says why in one plain sentence."""


@dataclass(frozen=True, slots=True)
class Bulks:
    """Where one choice for many cards is begun, gone through and stopped."""

    database: Database
    networks: Networks
    decide: Callable[[Decision], Decided | TooLate]
    now: Callable[[], datetime]
    wake: Callable[[], None] = lambda: None

    def following(self, account_id: int) -> Bulk:
        """Whether many may be followed at once as this account, and how fast."""
        return self._allowed(account_id, Capability.FOLLOW, ActionKind.FOLLOW)

    def unfollowing(self, account_id: int) -> Bulk:
        """Whether many may be unfollowed at once as this account, and how fast."""
        return self._allowed(account_id, Capability.UNFOLLOW, ActionKind.UNFOLLOW)

    def _allowed(self, account_id: int, capability: Capability, kind: ActionKind) -> Bulk:
        with self.database.read() as tx:
            found = {p.capability: p for p in accounts.found_permissions(tx, account_id)}
        network = self.networks.of(account_id)
        declared = {p.capability: p for p in network.permissions()}
        may = (declared | found).get(capability)
        if may is not None and not may.allowed:
            return Bulk(False, may.reason)
        return network.bulk(kind)

    def begin(
        self,
        workspace_id: int,
        message_id: int,
        choice: Choice,
        card_ids: Collection[int],
        actor_id: str,
        *,
        why: str = "",
    ) -> int | None:
        """Record what somebody chose for many; it is on disk when this returns, and `walk` decides it.

        Args:
            workspace_id: where they chose.
            message_id: the grouped message, as it came back with the click.
            choice: FOLLOW or IGNORE.
            card_ids: which; what is not a card of this message of this workspace is left out.
            actor_id: the Slack user id of who chose.
            why: the reason, where they are ignored for one.

        Returns:
            the bulk's id; None where nothing of it is there.

        Raises:
            BulkRefused: the network's rules want one click for each.
        """
        with self.database.read() as tx:
            members = {card.id: card for card in cards.of_message(tx, message_id, workspace_id)}
        chosen = tuple(dict.fromkeys(each for each in card_ids if each in members))
        if not chosen or choice not in (Choice.FOLLOW, Choice.IGNORE):
            return None
        account_id = members[chosen[0]].account_id
        if choice is Choice.FOLLOW and not (allowed := self.following(account_id)).allowed:
            raise BulkRefused(allowed.reason)
        with self.database.write(urgent=True) as tx:
            new = NewBulk(workspace_id, account_id, message_id, choice, actor_id, chosen, why)
            return bulks.begin(tx, new, self.now())

    def undo(self, workspace_id: int, bulk_id: int, actor_id: str) -> int | None:
        """Record that all that a bulk did is taken back, as far as it still stands; `walk` decides it, paced likewise.

        Args:
            workspace_id: where somebody wants it.
            bulk_id: which, as it came back with the click.
            actor_id: the Slack user id of who wants it: each card names them.

        Returns:
            the new bulk's id; None where nothing of it stands (any more), or it still runs.

        Raises:
            BulkRefused: the network's rules want one click for each.
        """
        with self.database.read() as tx:
            kept = bulks.get(tx, bulk_id, workspace_id)
            standing = bulks.standing(tx, bulk_id) if kept and kept.over else ()
        if kept is None or not standing:
            return None
        if kept.choice is Choice.FOLLOW and not (allowed := self.unfollowing(kept.account_id)).allowed:
            raise BulkRefused(allowed.reason)
        with self.database.write(urgent=True) as tx:
            place = (workspace_id, kept.account_id, kept.message_id)
            return bulks.begin(tx, NewBulk(*place, UNDOES[kept.choice], actor_id, standing), self.now())

    def walk(self, bulk_id: int) -> None:
        """Decide what is left of a bulk, each card in a transaction of its own. Safe to begin again at any moment."""
        with self.database.alone(f"bulk:{bulk_id}") as mine:
            kept = self._kept(bulk_id) if mine else None
            if kept is None or kept.over:
                return
            self._go_through(kept)
            self._end(kept)
        self.wake()

    def go_on(self) -> None:
        """Go on with what a process left in the middle."""
        with self.database.read() as tx:
            left = bulks.undecided(tx)
        for bulk_id in left:
            self.walk(bulk_id)

    def stop(self, workspace_id: int, bulk_id: int, actor_id: str) -> int | None:
        """Take back what was not begun. Returns how many cards are open again; None where there is nothing to stop."""
        with self.database.write(urgent=True) as tx:
            if bulks.get(tx, bulk_id, workspace_id) is None:
                return None
            freed = stop_bulk(tx, bulk_id, self.now(), actor_id)
        self.wake()
        return freed

    def _go_through(self, kept: Kept) -> None:
        """Decide each card; what they do on the network is due one after another, behind what waits already."""
        kind = ActionKind.UNFOLLOW if kept.choice is Choice.UNDO_FOLLOW else ActionKind.FOLLOW
        pace = self.networks.of(kept.account_id).bulk(kind).pace
        with self.database.read() as tx:
            last = bulks.last_due(tx, kept.account_id)
        due_at = max(self.now(), last + pace) if last else self.now()
        for position in range(kept.walked, len(kept.card_ids)):
            step = Step(kept.id, position, due_at)
            if isinstance(self.decide(_decision(kept, step)), Decided):
                due_at += pace

    def _kept(self, bulk_id: int) -> Kept | None:
        with self.database.read() as tx:
            return bulks.get(tx, bulk_id)

    def _end(self, kept: Kept) -> None:
        """Write down that every card was come to, unless it was stopped meanwhile; the message shows it."""
        with self.database.write() as tx:
            bulks.end(tx, kept.id, self.now())
            messages.plan_update(tx, kept.message_id, self.now())


def _decision(kept: Kept, step: Step) -> Decision:
    return Decision(kept.workspace_id, kept.card_ids[step.position], kept.choice, kept.actor_id, kept.why, step=step)
