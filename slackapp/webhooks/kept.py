"""A workspace's webhooks, as its people add, change and look at them. Who may, the listeners know."""

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import uuid4

from sqlalchemy import Connection

from slackapp.domain import webhook_secrets
from slackapp.domain.accounts import Workspace
from slackapp.domain.quote import quote
from slackapp.domain.webhooks import Occasion, Occurrence, new_secret, payload, wrong_with
from slackapp.secrets import Secrets, SecretsTrouble
from slackapp.store import deliveries, stories, webhooks
from slackapp.store.database import Database
from slackapp.store.deliveries import Delivery, Listening
from slackapp.store.webhooks import Webhook

MOST = 10  # webhooks of a workspace
_KEY_BYTES = 32
SWITCHED_OFF = "The webhook was switched off."
LOCKED = "Its secret can’t be decrypted with this key. Remove the webhook and add it again."


class WebhookTrouble(Exception):
    """It can't be kept; the message is a plain sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Webhooks:
    """Reads and changes them."""

    database: Database
    keeper: Secrets
    now: Callable[[], datetime]
    wake: Callable[[], None] = lambda: None  # the sender: something is due
    private: bool = False  # whether they may be in private networks

    def of(self, workspace_id: int) -> tuple[Webhook, ...]:
        """A workspace's webhooks, oldest first."""
        with self.database.read() as tx:
            return webhooks.of(tx, workspace_id)

    def get(self, workspace_id: int, webhook_id: int) -> Webhook | None:
        """One of them."""
        with self.database.read() as tx:
            return webhooks.get(tx, workspace_id, webhook_id)

    def log(self, workspace_id: int, webhook_id: int) -> tuple[Delivery, ...]:
        """Its last twenty deliveries, newest first."""
        with self.database.read() as tx:
            return deliveries.log(tx, workspace_id, webhook_id)

    def add(self, workspace_id: int, url: str, events: Collection[Occasion], by: str) -> str:
        """Add one; returns its secret, which nobody is shown again.

        Args:
            workspace_id: whose.
            url: where events go.
            events: which ones.
            by: the Slack user id of who adds it.

        Raises:
            WebhookTrouble: the address can't be used, or there are ten already.
        """
        self._check(url)
        secret = new_secret(os.urandom(_KEY_BYTES))
        with self.database.write(urgent=True) as tx:
            if len(webhooks.of(tx, workspace_id)) >= MOST:
                raise WebhookTrouble(f"There are {MOST} webhooks, which is the most. Remove one first.")
            locked = self.keeper.lock(
                webhook_secrets.first(secret)
            )  # here, so that a key that changes meanwhile finds it
            webhooks.add(tx, Webhook(0, workspace_id, url, locked, frozenset(events), by, self.now()))
            self._note(tx, workspace_id, by, f"added a webhook to {host_of(url)}: {_named(events)}")
        return secret

    def change(self, workspace_id: int, webhook_id: int, url: str, events: Collection[Occasion], by: str) -> bool:
        """Send other events, or elsewhere; its secret stays. False where there is none such. Raises WebhookTrouble."""
        self._check(url)
        with self.database.write(urgent=True) as tx:
            done = webhooks.change(tx, workspace_id, webhook_id, url, events)
            if done:
                self._note(tx, workspace_id, by, f"changed the webhook to {host_of(url)}: {_named(events)}")
        return done

    def renew(self, workspace_id: int, webhook_id: int, by: str) -> str | None:
        """Make another secret, which nobody is shown again; the one before counts for a day yet.

        Returns:
            The new one; None where there is none such webhook.

        Raises:
            WebhookTrouble: the one it has can't be decrypted, or somebody else renews it at this moment.
        """
        secret = new_secret(os.urandom(_KEY_BYTES))
        with self.database.write(urgent=True) as tx:
            found = webhooks.get(tx, workspace_id, webhook_id)
            if found is None:
                return None
            try:
                kept = webhook_secrets.renewed(self.keeper.unlock(found.locked), secret, self.now())
            except (SecretsTrouble, KeyError, ValueError):
                raise WebhookTrouble(LOCKED) from None
            if not webhooks.put_secret(tx, webhook_id, self.keeper.lock(kept), instead_of=found.locked):
                raise WebhookTrouble("Its secret was renewed at this very moment. Look at the list, and begin again.")
            self._note(tx, workspace_id, by, f"renewed the secret of the webhook to {host_of(found.url)}")
        return secret

    def remove(self, workspace_id: int, webhook_id: int, by: str) -> bool:
        """Forget one, with its secret and log. False where there is none such."""
        with self.database.write(urgent=True) as tx:
            found = webhooks.get(tx, workspace_id, webhook_id)
            if found is None or not webhooks.remove(tx, workspace_id, webhook_id):
                return False
            self._note(tx, workspace_id, by, f"removed the webhook to {host_of(found.url)}")
        return True

    def switch(self, workspace_id: int, webhook_id: int, by: str, *, on: bool) -> bool:
        """Switch one on or off. False where it was that already, or there is none such."""
        with self.database.write(urgent=True) as tx:
            found = webhooks.get(tx, workspace_id, webhook_id)
            if found is None or not webhooks.switch(tx, workspace_id, webhook_id, self.now(), SWITCHED_OFF, on=on):
                return False
            self._note(tx, workspace_id, by, f"switched the webhook to {host_of(found.url)} {'on' if on else 'off'}")
        return True

    def test(self, workspace: Workspace, webhook_id: int) -> bool:
        """Put a test on its way. False where it is off, or there is none such."""
        now = self.now()
        with self.database.write(urgent=True) as tx:
            found = webhooks.get(tx, workspace.id, webhook_id)
            if found is None or not found.active:
                return False
            told = Occurrence(Occasion.TEST, f"{Occasion.TEST}:{uuid4()}", now, workspace.team_id)
            to = Listening(workspace.id, workspace.team_id, (webhook_id,))
            deliveries.enqueue(tx, to, [payload(told)], now)
        self.wake()
        return True

    def again(self, workspace_id: int, delivery_id: int) -> int | None:
        """Send one once more, with the same id; returns its webhook's, None where there is none such or it is off."""
        with self.database.write(urgent=True) as tx:
            webhook_id = deliveries.again(tx, workspace_id, delivery_id, self.now())
        self.wake()
        return webhook_id

    def _check(self, url: str) -> None:
        if wrong := wrong_with(url, private=self.private):
            raise WebhookTrouble(wrong)

    def _note(self, tx: Connection, workspace_id: int, by: str, detail: str) -> None:
        stories.note(tx, workspace_id, self.now(), by, detail)


def host_of(url: str) -> str:
    """The server in an address; what stands behind it may be a secret."""
    return quote(urlsplit(url).hostname or "", 100)


def _named(events: Collection[Occasion]) -> str:
    return ", ".join(each.value for each in Occasion if each in events)
