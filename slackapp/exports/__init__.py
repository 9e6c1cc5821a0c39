"""Files of followers, questions and what happened: from the store, batch by batch, to a file on disk."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from slackapp.domain.audit import SPANS, Filter, Words
from slackapp.domain.export import Cell, Form, Kind, Order
from slackapp.exports.sheets import sheet
from slackapp.listings import Asker
from slackapp.report import day_bounds
from slackapp.store import accounts, exports
from slackapp.store.database import Database

BATCH = 2_000  # rows
_JUST_NOW = timedelta(seconds=1)  # what happens while a file is made is not in it, else it might have no end
AUDIT_HEADINGS = (
    *("at (UTC)", "what", "who", "who (Slack id)", "detail"),
    *("about", "network", "our account", "card", "card number"),
)


@dataclass(frozen=True, slots=True)
class Made:
    """A file that is done."""

    path: Path
    rows: int
    cut: bool  # whether there were more than its form takes


@dataclass(frozen=True, slots=True)
class Exports:
    """Makes them. Who may have which, the listeners know."""

    database: Database
    now: Callable[[], datetime]

    def make(self, order: Order, asker: Asker, called: Callable[[str], str], folder: Path) -> Made:
        """Write a file.

        Args:
            order: of what, how, of which days; these are the asking person's.
            asker: who asks, in which workspace.
            called: what a teammate is called, by Slack's user id; asked once for each.
            folder: where it is written; nobody else's.
        """
        now = self.now().astimezone(asker.zone)
        path = folder / f"{order.kind}-{now:%Y-%m-%d-%H%M}.{order.form}"
        headings, rows = self._rows(order, asker, cache(called))
        table = sheet(order.form, path, headings, order.kind.value.capitalize())
        written, cut = 0, False
        try:
            for row in rows:
                if written + 1 >= table.most:
                    cut = True
                    break
                table.row(row)
                written += 1
        finally:
            table.close()
        return Made(path, written, cut)

    def _rows(
        self, order: Order, asker: Asker, called: Callable[[str], str]
    ) -> tuple[Sequence[str], Iterator[Sequence[Cell]]]:
        since, until = self._span(order.span, asker)
        if order.kind is Kind.AUDIT:
            return AUDIT_HEADINGS, self._audit(
                asker.workspace_id, Filter(since, until or self.now() + _JUST_NOW), called
            )
        ours = order.kind is Kind.FOLLOWERS
        headings = exports.FOLLOWER_HEADINGS if ours else exports.QUESTION_HEADINGS
        read = exports.of_followers if ours else exports.of_questions
        named = [heading in exports.TEAMMATES for heading in headings]

        def rows() -> Iterator[Sequence[Cell]]:
            with self.database.read() as tx:
                all_ids = accounts.all_ids(tx, asker.workspace_id)
            for account_id in all_ids:
                after: exports.Key | None = exports.START
                while after is not None:
                    with self.database.read() as tx:
                        batch = read(tx, account_id, since, until, BATCH, after)
                    after = batch.last
                    for row in batch.rows:
                        yield [
                            (called(str(cell)) or cell) if name and cell else cell
                            for name, cell in zip(named, row, strict=True)
                        ]

        return headings, rows()

    def _span(self, span: str, asker: Asker) -> tuple[datetime | None, datetime | None]:
        days = Words(span=span).days(self.now().astimezone(asker.zone).date()) if span in SPANS else None
        if days is None:
            return None, None
        return day_bounds(days[0], asker.zone)[0], day_bounds(days[1], asker.zone)[1]

    def _audit(self, workspace_id: int, what: Filter, called: Callable[[str], str]) -> Iterator[Sequence[Cell]]:
        after: tuple[datetime, int] | None = None
        while True:
            with self.database.read() as tx:
                batch = exports.of_audit(tx, workspace_id, what, BATCH, after)
            for told in batch:
                line = told.line
                yield (
                    *(line.at, line.event.value, called(line.actor_id) if line.actor_id else "", line.actor_id),
                    *(line.detail, told.person, told.network.label if told.network else "", told.account),
                    *(told.kind.value if told.kind else "", line.card_id),
                )
            if len(batch) < BATCH:
                return
            after = (batch[-1].line.at, batch[-1].line.id)


__all__ = ["AUDIT_HEADINGS", "BATCH", "Exports", "Form", "Kind", "Made", "Order"]
