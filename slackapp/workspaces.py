"""Which workspaces Rapport is in: how one installs it, which are looked after, and what ends when it is removed."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlalchemy import Connection

from slackapp.domain.accounts import Workspace
from slackapp.domain.action import Action, ActionState
from slackapp.domain.card import FACET_OF, FacetState, outcome
from slackapp.domain.story import Event
from slackapp.domain.telling import tried
from slackapp.networks.registry import Networks
from slackapp.store import accounts, actions, cards, events, installs, messages, stories, welcomes
from slackapp.store.database import Database
from slackapp.store.installs import Install

log = structlog.get_logger()

REMOVED = "Rapport was removed from this Slack workspace."
_UNDER_WAY = (FacetState.PENDING, FacetState.UNDOING, FacetState.BY_HAND)
KEEP_SECONDS = 60.0  # a workspace that another process removed is known to be gone this soon


@dataclass(frozen=True, slots=True)
class Farewell:
    """What Slack told of a workspace: the app was uninstalled, or only its bot's token revoked."""

    team_id: str
    event_id: str
    at: datetime
    uninstalled: bool
    bots: tuple[str, ...] = ()  # whose tokens were revoked


@dataclass(frozen=True, slots=True)
class Workspaces:
    """All workspaces there are; threads share it."""

    database: Database
    networks: Networks
    now: Callable[[], datetime]
    wake: Callable[[], None]
    _known: dict[str, tuple[float, Workspace]] = field(default_factory=dict)  # by Slack's team id

    def of(self, team_id: str) -> Workspace | None:
        """The workspace with Slack's team id; None where Rapport isn't in it."""
        at, found = self._known.get(team_id, (0.0, None))
        if found is None or time.monotonic() - at > KEEP_SECONDS:
            with self.database.read() as tx:
                found = accounts.workspace(tx, team_id)
            if found is None or found.removed_at is not None:
                self._known.pop(team_id, None)
                return None
            self._known[team_id] = (time.monotonic(), found)
        return found

    def install(self, team_id: str, name: str, make: Callable[[Workspace], Install]) -> Workspace:
        """Rapport is in a workspace from now on, or again: what rested there goes on.

        Args:
            team_id: Slack's.
            name: the workspace's.
            make: makes its installation, tokens encrypted.
        """
        now = self.now()
        with self.database.write() as tx:
            found = accounts.put_workspace(tx, team_id, name, now)
            new = make(found)
            installs.put(tx, new)
            installs.wake_doubts(tx, found.id, now)
            for account in accounts.all_accounts(tx, found.id):
                messages.plan_updates_of_open(tx, account.id, now)
            welcomes.begin(tx, found.id, new.installed_by, now)
            stories.note(tx, found.id, now, new.installed_by, "Rapport was installed.")
        self._known.pop(team_id, None)
        self.wake()
        log.info("installed", team=team_id)
        return found

    def show_sample(self, workspace_id: int, user_id: str) -> bool:
        """Send somebody (Slack's user id) a card to look at; False where they have it already."""
        with self.database.write(urgent=True) as tx:
            sent = welcomes.sample(tx, workspace_id, user_id, self.now())
        self.wake()
        return sent

    def remove(self, told: Farewell) -> bool:
        """Rapport was removed: forget the tokens, end what waits. False where that is known, or no longer so.

        Where the app was uninstalled, the logins of its accounts are deleted, too; where only the bot's token was
        revoked they are kept, and go on once Rapport is installed again.
        """
        with self.database.write() as tx:
            workspace = accounts.workspace(tx, told.team_id)
            if workspace is None or not events.first(tx, workspace.id, told.event_id, self.now()):
                return False
            if not _concerns(installs.get(tx, workspace.id), told):
                return False
            ours = [account.id for account in accounts.all_accounts(tx, workspace.id)]
            for account_id in ours if told.uninstalled else ():
                accounts.disconnect(tx, account_id)
            installs.remove(tx, workspace.id, self.now())
            stories.note(tx, workspace.id, self.now(), "", "Rapport was removed.")
            for action_id in installs.end_planned(tx, workspace.id, REMOVED, self.now()):
                _move_card(tx, actions.get(tx, action_id), self.now())
        self._known.pop(told.team_id, None)
        for account_id in ours if told.uninstalled else ():
            self.networks.forget(account_id)
        log.info("removed", team=told.team_id, uninstalled=told.uninstalled)
        return True


def _concerns(install: Install | None, told: Farewell) -> bool:
    """Whether this is about what is installed now: Slack tells late at times, and people install again."""
    if install is None:
        return True
    if told.at < install.installed_at.replace(microsecond=0):  # Slack tells whole seconds
        return False
    return told.uninstalled or not install.bot_user_id or install.bot_user_id in told.bots


def _move_card(tx: Connection, action: Action, now: datetime) -> None:
    """Let the card show that an action on it failed: whoever comes back finds it with its way to try again."""
    card = cards.get(tx, action.card_id) if action.card_id is not None else None
    while card is not None and card.facet(FACET_OF[action.kind][0]) in _UNDER_WAY:
        if cards.change(tx, outcome(card, action.kind, ActionState.FAILED)):
            stories.tell(tx, card, Event.FAILED, now, action.actor_id, tried(action, REMOVED))
            return
        card = cards.get(tx, card.id)
