"""What calls cost: counted as they are made, written down every few seconds, and held against what somebody allowed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock

import structlog
from sqlalchemy import Connection

from slackapp.domain.accounts import Account, RouteKind
from slackapp.domain.spending import WARNED_AT, Budget, Charge, ChargeKind, Spend, utc_day
from slackapp.networks.connector import Spent
from slackapp.store import accounts, messages, spend, stories
from slackapp.store.away import is_away
from slackapp.store.database import Database

log = structlog.get_logger()

REMEMBERED = 100_000  # resources of an account and a day; what comes beyond is counted each time it is read
NOTICE = "budget"  # a notice's kind: kept in the database

Row = tuple[int, date, ChargeKind]  # account, UTC day, what was paid for


class Tally:
    """Adds up charges in memory; threads share it.

    A resource counts once in a UTC day, as far as this process knows.
    So no call waits for the database, and what several processes read of the same is counted a little too high.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        """`now` is aware."""
        self._now = now
        self._lock = Lock()
        self._pending: dict[Row, tuple[int, int]] = {}  # units, micro USD
        self._day: date | None = None
        self._charged: dict[int, set[int]] = {}  # today, by account: hashes, a third of the names' size

    def meter(self, account_id: int) -> Spent:
        """What an account's adapter tells its charges to."""
        return lambda charge: self.note(account_id, charge)

    def note(self, account_id: int, charge: Charge) -> None:
        """Count a charge."""
        with self._lock:
            day = utc_day(self._now())
            units = self._new(account_id, day, charge) if charge.resources else charge.units
            self._add((account_id, day, charge.kind), units, units * charge.micro_usd)

    def pending(self) -> dict[Row, tuple[int, int]]:
        """What is counted and not yet taken: units and micro USD."""
        with self._lock:
            return dict(self._pending)

    def take(self) -> dict[Row, tuple[int, int]]:
        """The same, to be written down; who can't has to put it back."""
        with self._lock:
            taken, self._pending = self._pending, {}
            return taken

    def put_back(self, taken: dict[Row, tuple[int, int]]) -> None:
        """What could not be written down."""
        with self._lock:
            for row, (units, micro_usd) in taken.items():
                self._add(row, units, micro_usd)

    def _add(self, row: Row, units: int, micro_usd: int) -> None:
        if units:
            before = self._pending.get(row, (0, 0))
            self._pending[row] = before[0] + units, before[1] + micro_usd

    def _new(self, account_id: int, day: date, charge: Charge) -> int:
        """How many of a charge's resources were not charged on this day yet."""
        if day != self._day:
            self._day = day
            self._charged.clear()
        charged = self._charged.setdefault(account_id, set())
        new = {hash((charge.kind, name)) for name in charge.resources} - charged
        if len(charged) + len(new) <= REMEMBERED:
            charged |= new
        return len(new)


@dataclass(frozen=True, slots=True)
class Spending:
    """Writes down what calls cost, tells when a budget runs out, and changes budgets."""

    database: Database
    now: Callable[[], datetime]
    tally: Tally
    wake: Callable[[], None] = lambda: None

    def flush(self) -> None:
        """Write down what was counted since the last time; where the database is away, the next time does it."""
        taken = self.tally.take()
        if not taken:
            return
        try:
            with self.database.write() as tx:
                for (account_id, day, kind), (units, micro_usd) in taken.items():
                    spend.add(tx, account_id, day, kind, units, micro_usd)
                ours = [accounts.account(tx, account_id) for account_id in {row[0] for row in taken}]
                told = [account for account in ours if self._tell(tx, account)]
                for account in told:
                    if spend.overspent(tx, account, self.now()):  # what costs money says so from now on
                        messages.plan_updates_of_open(tx, account.id, self.now())
        except Exception as error:
            self.tally.put_back(taken)
            if not is_away(error):
                raise
            log.warning("spend_waits", error=type(error).__name__)
            return
        if told:
            self.wake()

    def of(self, account: Account) -> Spend:
        """How an account stands, with what this process has not written down yet."""
        self.flush()
        with self.database.read() as tx:
            return spend.so_far(tx, account, self.now())

    def change(self, account: Account, wanted: Budget | None, by: str, told: str) -> None:
        """Set an account's budget; it holds from the next look on.

        Args:
            account: one of the workspace of who sets it.
            wanted: the budget; None: none.
            by: the Slack user id of who sets it.
            told: the change in words, for the workspace's story.
        """
        with self.database.write(urgent=True) as tx:
            before = spend.overspent(tx, account, self.now())
            spend.set_budget(tx, account, wanted, by, self.now())
            stories.note(tx, account.workspace_id, self.now(), by, told)
            self._tell(tx, account)
            if before != spend.overspent(tx, account, self.now()):
                messages.plan_updates_of_open(tx, account.id, self.now())
        self.wake()

    def _tell(self, tx: Connection, account: Account) -> bool:
        """Tell an account's channel that its budget runs out, or is used up: once a month each, and for each budget."""
        found = spend.so_far(tx, account, self.now())
        if found.budget is None or found.share is None:
            return False
        share = found.share
        reached = [at for at in WARNED_AT if share >= at]
        routes = accounts.all_routes(tx, RouteKind.QUESTIONS, account.id)
        if not reached or not routes:
            return False
        key = f"{NOTICE}:{account.id}:{found.now:%Y-%m}:{found.budget.micro_usd}:{reached[-1]}"
        if messages.exists(tx, key):
            return False
        body = {"notice": NOTICE, "at": reached[-1], "spent": found.month, "month": f"{utc_day(found.now):%Y-%m-01}"}
        body |= {"micro_usd": found.budget.micro_usd, "then": found.budget.then.value, "by": found.budget.set_by}
        kind, channel = messages.MessageKind.NOTICE, routes[0].channel_id
        messages.add(tx, messages.NewMessage(key, kind, account.workspace_id, channel, account.id, body), found.now)
        return True
