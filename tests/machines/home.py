"""The house that lives are lived in: its account comes and goes, and cards appear while much else is under way."""

from sqlalchemy import Connection, select

from slackapp.domain.action import ActionState
from slackapp.domain.card import Card
from slackapp.store import accounts, actions, cards, messages
from slackapp.store.cards import NewCard
from tests.house import SOCIAL, House


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

    def _make(self, tx: Connection, new: NewCard) -> Card:
        """A card whose message is posted at once, whatever else its channel waits for."""
        now, key = self.clock(), f"{self.account_id}:{new.subject}"
        kind = messages.MessageKind.CARD
        message = messages.NewMessage(key, kind, self.workspace.id, SOCIAL, self.account_id)
        message_id = messages.add(tx, message, now)
        cards.add(tx, self.workspace.id, self.account_id, message_id, [new], now)
        here = actions.actions.c.message_id == message_id
        posting = tx.execute(select(actions.actions.c.id).where(here)).scalar_one()
        actions.claim(tx, posting, now)
        actions.settle(tx, posting, ActionState.CALLING, actions.Result(ActionState.DONE, f"ts{message_id}"), now)
        messages.note_posted(tx, message_id, f"ts{message_id}", now)
        card = cards.get(tx, cards.id_of(tx, self.account_id, new.subject) or 0)
        assert card is not None
        return card
