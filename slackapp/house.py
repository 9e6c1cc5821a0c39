"""The whole of Rapport, put together: how it starts and how it stops."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

import structlog
from slack_bolt import App
from slack_sdk import WebClient

from slackapp.clock import Clock
from slackapp.connect import Connections
from slackapp.dispatch import Dispatcher
from slackapp.engine import Engine
from slackapp.networks.registry import Networks
from slackapp.perform import Performer
from slackapp.report import Report
from slackapp.settings import Settings
from slackapp.store import accounts
from slackapp.store.database import Database
from slackapp.watch.poll import Poll

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class House:
    """The whole of Rapport, put together and not yet started."""

    settings: Settings
    database: Database
    networks: Networks
    client: WebClient
    bolt: App
    engine: Engine
    dispatcher: Dispatcher
    performer: Performer
    poll: Poll
    report: Report
    clock: Clock
    connections: Connections

    def start(self) -> None:
        """Begin to work: rescue what a crash left, then let clicks, the clock and due actions in."""
        doubtful = self.performer.rescue()
        if doubtful:
            log.info("rescued", in_doubt=doubtful)  # what a crash cut off: read back first
        self.engine.start()
        self.dispatcher.start()
        self.clock.start()

    def has_accounts(self) -> bool:
        """Whether any account is connected."""
        with self.database.read() as tx:
            return bool(accounts.all_accounts(tx))

    def digest_again(self, day_of: Callable[[ZoneInfo], date]) -> int:
        """Record a digest of a day once more for every channel that gets one; returns how many channels."""
        return len(self.report.record_everywhere(day_of, f"again:{self.performer.now().isoformat()}"))

    def stop(self, patience: int = 8) -> None:
        """Take nothing new, finish what is under way for at most `patience` seconds, close."""
        self.clock.stop()
        self.dispatcher.stop()
        self.engine.stop(patience)
        self.database.close()
