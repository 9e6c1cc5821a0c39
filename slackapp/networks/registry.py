"""Which adapter speaks for which account. Adapters are made when first asked for; making one calls nobody."""

from collections.abc import Callable
from datetime import datetime
from threading import Lock

from slackapp.networks.base import Network

MakeNetwork = Callable[[int], Network]


class Networks:
    """Accounts' adapters by account id; threads share it."""

    def __init__(self, make: MakeNetwork) -> None:
        """`make` turns an account's id into its adapter."""
        self._make = make
        self._made: dict[int, Network] = {}
        self._connected: dict[int, datetime | None] = {}
        self._lock = Lock()

    def of(self, account_id: int) -> Network:
        """The adapter that speaks for this account."""
        with self._lock:
            if account_id not in self._made:
                self._made[account_id] = self._make(account_id)
            return self._made[account_id]

    def forget(self, account_id: int) -> None:
        """Make it anew next time: the account was connected again."""
        with self._lock:
            self._made.pop(account_id, None)

    def renew(self, account_id: int, connected_at: datetime | None) -> None:
        """Make it anew where the account was connected again since we last heard: in another process, perhaps."""
        with self._lock:
            if account_id not in self._connected or self._connected[account_id] != connected_at:
                self._connected[account_id] = connected_at
                self._made.pop(account_id, None)
