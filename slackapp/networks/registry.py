"""Which adapter speaks for which account. Adapters are made once, when first asked for; making one calls nobody."""

from collections.abc import Callable
from threading import Lock

from slackapp.networks.base import Network

MakeNetwork = Callable[[int], Network]


class Networks:
    """Accounts' adapters by account id; threads share it."""

    def __init__(self, make: MakeNetwork) -> None:
        """`make` turns an account's id into its adapter; it may raise LoginRefused where credentials can't be read."""
        self._make = make
        self._made: dict[int, Network] = {}
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
