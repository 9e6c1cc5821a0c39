"""Channels that take no messages: one person is told, and when a channel is back, what waited comes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from slackapp.domain.action import ActionState
from slackapp.domain.status import ClosedChannel
from slackapp.networks.base import NetworkError
from slackapp.places.gather import Gathering
from slackapp.slack import checkup
from slackapp.slack.directory import Directory
from slackapp.slack.errors import ABSENT, ARCHIVED, ChannelClosed
from slackapp.store import accounts, channels, installs, messages, routing_rules, welcomes
from slackapp.store.database import Database
from slackapp.store.messages import MessageKind, NewMessage

log = structlog.get_logger()

REST = timedelta(minutes=10)  # between looks at a channel that nothing is for any more; what waits for one rests, too


@dataclass(frozen=True, slots=True)
class Places:
    """Looks whether channels take messages again; the clock's chore is `look`."""

    database: Database
    directory_of: Callable[[int], Directory]  # by workspace id
    admins: tuple[str, ...]  # Slack user ids
    now: Callable[[], datetime]
    wake: Callable[[], None]
    _looked: dict[tuple[int, str], datetime] = field(default_factory=dict)

    def look(self) -> None:
        """Look at each channel that takes no messages, with one call; one process at a time does it."""
        with self.database.alone("places") as mine:
            if not mine:
                return
            with self.database.read() as tx:
                found = channels.closed_anywhere(tx)
            for workspace_id, channel_id in found:
                try:
                    self._look_at(workspace_id, channel_id)
                except NetworkError as error:  # Slack can't be asked now: the next look may
                    log.info("channel_not_seen", channel=channel_id, reason=error.reason)

    def _look_at(self, workspace_id: int, channel_id: str) -> None:
        if self._rests(workspace_id, channel_id):
            return
        why = self._why_closed(workspace_id, channel_id)
        here, now = (workspace_id, channel_id), self.now()
        with self.database.write() as tx:
            before = channels.closed(tx, *here)
            Gathering(tx, *here, why is None, now).gather()
            if why is None:
                self._redraw_told(tx, *here, over=True)
                channels.unblock(tx, *here, now)
                welcomes.redraw(tx, workspace_id, now)
            else:
                channels.rest(tx, *here, now, now + REST)
                channels.reword(tx, *here, why)
                after = channels.closed(tx, *here)
                if before and after and (after.reason, after.waiting < before.waiting) != (before.reason, False):
                    self._redraw_told(tx, *here)
        if why is None:
            log.info("channel_is_back", channel=channel_id)
        elif self._wanted(workspace_id, channel_id):
            self._tell(workspace_id, channel_id)
        self.wake()

    def _rests(self, workspace_id: int, channel_id: str) -> bool:
        """Whether nothing is for it any more, and it was looked at a little while ago."""
        here = workspace_id, channel_id
        last = self._looked.get(here)
        if last is not None and self.now() - last < REST and not self._wanted(workspace_id, channel_id):
            return True
        self._looked[here] = self.now()
        return False

    def _wanted(self, workspace_id: int, channel_id: str) -> bool:
        """Whether anything goes to this channel, or waits for it."""
        with self.database.read() as tx:
            if channel_id in routing_rules.destinations(tx, workspace_id):
                return True
            return bool(channels.waiting(tx, workspace_id, channel_id))

    def _why_closed(self, workspace_id: int, channel_id: str) -> str | None:
        """Why a channel takes no messages; None where it does."""
        try:
            room = checkup.room(self.directory_of(workspace_id).client, channel_id)
        except ChannelClosed as closed:
            return closed.why
        return ARCHIVED if room.is_archived else None if room.is_member else ABSENT

    def _tell(self, workspace_id: int, channel_id: str) -> None:
        """One message to the first who can be written to, once for as long as it lasts."""
        with self.database.read() as tx:
            closed = channels.closed(tx, workspace_id, channel_id)
            told = channels.told(tx, workspace_id, _key(workspace_id, closed)) if closed else {}
        if closed is None or any(state is not ActionState.FAILED for _, state in told.values()):
            return  # it came, or will: nobody else needs to know
        for user_id in self._who_can_mend(workspace_id, channel_id):
            key = f"{_key(workspace_id, closed)}{user_id}"
            if key not in told:
                body = {"notice": "channel_closed", "channel": channel_id, "since": closed.since.isoformat()}
                with self.database.write() as tx:
                    new = NewMessage(key, MessageKind.NOTICE, workspace_id, user_id, None, dict(body))
                    messages.add(tx, new, self.now())
                return

    def _who_can_mend(self, workspace_id: int, channel_id: str) -> Iterator[str]:
        """Slack user ids: who sent there what goes there, named admins, who installed Rapport, the primary owner."""
        with self.database.read() as tx:
            routes = accounts.all_routes(tx, workspace_id=workspace_id)
            here = {route.account_id for route in routes if route.channel_id == channel_id}
            ours = accounts.all_accounts(tx, workspace_id)
            rules = routing_rules.live(tx, workspace_id)
            installed = installs.get(tx, workspace_id)
        names = [account.connected_by for account in ours if account.id in here]
        names += [rule.made_by for rule in rules if rule.channel_id == channel_id]
        names += [*self.admins, installed.installed_by if installed else ""]
        yield from (name for name in dict.fromkeys(names) if name)
        owner = self.directory_of(workspace_id).primary_owner()
        if owner and owner not in names:
            yield owner

    def _redraw_told(self, tx: Connection, workspace_id: int, channel_id: str, *, over: bool = False) -> None:
        """Who was told sees how it stands now; once it is over, who was not told yet need not be."""
        closed = channels.closed(tx, workspace_id, channel_id)
        told = channels.told(tx, workspace_id, _key(workspace_id, closed)) if closed else {}
        for message_id, _ in told.values():
            if not (over and channels.end(tx, message_id, "It is mended already.", self.now())):
                messages.plan_update(tx, message_id, self.now())


def _key(workspace_id: int, closed: ClosedChannel) -> str:
    """How the keys of what is told of one closing begin; the person's id follows."""
    return f"closed:{workspace_id}:{closed.channel_id}:{closed.since.timestamp():.6f}:"
