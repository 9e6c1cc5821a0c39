"""Mentions one by one, with or without a card; and those that got none from Rapport."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, select, text, union_all

from slackapp.domain.card import Card
from slackapp.domain.said import Feedback
from slackapp.store import cards, posts
from slackapp.store import feedback as told
from slackapp.store.accounts import accounts, all_ids
from slackapp.store.cards import mentions
from slackapp.store.posts import Mention

# In the words of its index, for SQLite compares them.
_NOT_BY_RAPPORT = text("mention.carded_by <> 'rapport' AND NOT mention.baseline")


@dataclass(frozen=True, slots=True)
class Judged:
    """A mention, the card it got, and what people say of its verdict."""

    mention: Mention
    card: Card | None
    said: Feedback | None


def find(tx: Connection, workspace_id: int, mention_id: int, *, alone: bool = False) -> Judged | None:
    """A mention of this workspace; with `alone`, nobody else decides on it until the transaction ends."""
    joined = mentions.join(accounts, accounts.c.id == mentions.c.account_id)
    here = (mentions.c.id == mention_id) & (accounts.c.workspace_id == workspace_id)
    query = select(mentions.c.id).select_from(joined).where(here)
    if alone:
        query = query.with_for_update(of=mentions)  # SQLite has one writer as it is
    if tx.execute(query).one_or_none() is None:
        return None
    return _judged(tx, workspace_id, [mention_id])[0]


def page(tx: Connection, workspace_id: int, limit: int, offset: int = 0) -> tuple[Judged, ...]:
    """Those that Rapport did not card by itself, the newest first; not those from before its first poll."""
    # A statement for each account, merged: so each walks its mentions from the newest, and stops where the page ends.
    parts = [_uncarded(account_id) for account_id in all_ids(tx, workspace_id)]
    if not parts:
        return ()
    every = union_all(*parts)
    at, i = every.selected_columns["at"], every.selected_columns["mention_id"]
    rows = tx.execute(every.order_by(at.desc(), i.desc()).limit(limit).offset(offset))
    return _judged(tx, workspace_id, [row.mention_id for row in rows])


def _uncarded(account_id: int) -> Select[datetime, int]:
    what = select(mentions.c.asked_at.label("at"), mentions.c.id.label("mention_id"))
    return what.where(mentions.c.account_id == account_id, _NOT_BY_RAPPORT)


def _judged(tx: Connection, workspace_id: int, mention_ids: list[int]) -> tuple[Judged, ...]:
    said = told.of(tx, workspace_id, mention_ids)
    return tuple(Judged(posts.mention(tx, i), cards.of_mention(tx, i), said.get(i)) for i in mention_ids)
