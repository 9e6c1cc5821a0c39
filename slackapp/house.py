"""The whole of Rapport, put together: how it starts and how it stops."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

import structlog
from slack_bolt import App

from slackapp.clock import Clock
from slackapp.connect import Connections
from slackapp.dispatch import Dispatcher
from slackapp.engine import Engine
from slackapp.networks.registry import Networks
from slackapp.perform import Performer
from slackapp.replicas import Replica
from slackapp.report import Report
from slackapp.settings import Settings
from slackapp.spending import Spending
from slackapp.store import accounts
from slackapp.store.database import Database
from slackapp.watch.poll import Poll
from slackapp.webhooks.sending import Deliveries

log = structlog.get_logger()

PATIENCE = 4  # seconds for what is under way when we stop


@dataclass(frozen=True, slots=True)
class House:
    """The whole of Rapport, put together and not yet started."""

    settings: Settings
    database: Database
    networks: Networks
    bolt: App
    engine: Engine
    dispatcher: Dispatcher
    performer: Performer
    poll: Poll
    report: Report
    clock: Clock
    connections: Connections
    replica: Replica
    deliveries: Deliveries
    spending: Spending

    def start(self) -> None:
        """Begin to work: rescue what a crash left, then let clicks, the clock and due actions in.

        Raises:
            DatabaseTrouble: another process has the SQLite file.
        """
        self.replica.begin()
        self.engine.start()
        self.replica.watch()
        self.dispatcher.start()
        self.deliveries.start()
        self.clock.start()

    def has_accounts(self) -> bool:
        """Whether any account is connected."""
        with self.database.read() as tx:
            return bool(accounts.all_accounts(tx))

    def digest_again(self, day_of: Callable[[ZoneInfo], date]) -> int:
        """Record a digest of a day once more for every channel that gets one; returns how many channels."""
        return len(self.report.record_everywhere(day_of, f"again:{self.performer.now().isoformat()}"))

    def stop(self, patience: int = PATIENCE) -> None:
        """Take nothing new, finish what is under way for at most `patience` seconds, hand over the rest, close."""
        self.clock.stop()
        self.dispatcher.stop()
        self.deliveries.stop()
        self.engine.stop(patience)
        self.performer.end()
        self._write_spend()
        self.replica.end()
        self.database.close()

    def _write_spend(self) -> None:
        try:
            self.spending.flush()
        except Exception as error:  # noqa: BLE001 (the end of a process waits for no bookkeeping)
            log.warning("spend_lost", error=type(error).__name__)
