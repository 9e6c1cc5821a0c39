"""The house that lives are lived in: its account comes and goes, and cards appear while much else is under way."""

from slackapp.store import accounts
from tests.house import House


class Home(House):
    """A house of which a test may ask anything at any moment."""

    def connect(self) -> None:
        """Connect the account again, with a new login."""
        with self.database.write() as tx:
            ours = accounts.account(tx, self.account_id)
            accounts.put_account(tx, ours.workspace_id, ours.network, self.network.me(), "new", self.clock())
            self._route(ours, tx)

    def disconnect(self) -> None:
        """A person takes the account out."""
        with self.database.write() as tx:
            accounts.disconnect(tx, self.account_id)
