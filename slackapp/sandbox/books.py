"""What the app recorded, read from its database to hold it against the files: a check, no way around the wire."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Mention:
    """A post that the app took for one of ours to look at, and what became of it."""

    post_id: str  # X's
    account_id: str  # X's
    text: str
    needs_answer: bool
    answered: bool
    status: str  # of its card; "" where it has none
    channel: str
    ts: str


@dataclass(frozen=True)
class Books:
    """The app's SQLite file, opened for reading alone."""

    path: Path

    def baselines(self) -> int:
        """How many accounts have been looked at once, silently."""
        query = "SELECT count(*) FROM account WHERE baseline_at IS NOT NULL AND mention_newest IS NOT NULL"
        return int(self._rows(query)[0][0])

    def counts(self) -> tuple[int, int, int]:
        """How many mentions, posts of our own, and followers who came."""
        tables = ("mention", "post WHERE ours", "follower WHERE NOT baseline")
        query = f"SELECT {', '.join(f'(SELECT count(*) FROM {table})' for table in tables)}"  # noqa: S608 (our own words)
        mentions, own, followers = self._rows(query)[0]
        return int(mentions), int(own), int(followers)

    def waiting(self, kind: str = "") -> int:
        """How many actions (of one kind) are planned, under way, or being looked into."""
        going = "state IN ('planned', 'calling') OR (state = 'in_doubt' AND due_at IS NOT NULL)"
        query = f"SELECT count(*) FROM action WHERE ({going}) AND kind LIKE ?"  # noqa: S608 (our own words)
        return int(self._rows(query, [kind or "%"])[0][0])

    def endings(self) -> Counter[str]:
        """How many actions ended how."""
        return Counter(dict(self._rows("SELECT state, count(*) FROM action GROUP BY state")))

    def mentions(self) -> list[Mention]:
        """Every mention."""
        query = """
            SELECT post.network_post_id, account.network_user_id, post.text, mention.needs_answer,
                   mention.answered_at IS NOT NULL, coalesce(card.status, ''),
                   coalesce(message.channel_id, ''), coalesce(message.ts, '')
            FROM mention JOIN post ON post.id = mention.post_id JOIN account ON account.id = mention.account_id
            LEFT JOIN card ON card.mention_id = mention.id LEFT JOIN message ON message.id = card.message_id
        """
        return [
            Mention(post_id, account_id, text, bool(needs), bool(answered), status, channel, ts)
            for post_id, account_id, text, needs, answered, status, channel, ts in self._rows(query)
        ]

    def own_posts(self) -> Counter[tuple[str, str]]:
        """Our own posts by (X's id of the account, X's id of the post)."""
        query = """
            SELECT account.network_user_id, post.network_post_id
            FROM post JOIN account ON account.id = post.account_id WHERE post.ours
        """
        return Counter((account_id, post_id) for account_id, post_id in self._rows(query))

    def followers(self) -> list[tuple[str, str, str, str]]:
        """Who came: X's id, the handle, and the channel and ts of the message they stand in."""
        query = """
            SELECT person.network_user_id, person.handle, coalesce(message.channel_id, ''), coalesce(message.ts, '')
            FROM follower JOIN person ON person.id = follower.person_id
            JOIN card ON card.person_id = person.id AND card.kind = 'follower' AND card.account_id = follower.account_id
            LEFT JOIN message ON message.id = card.message_id
            WHERE NOT follower.baseline AND follower.lost_at IS NULL
        """
        return self._rows(query)

    def _rows(self, query: str, values: Iterable[Any] = ()) -> list[Any]:
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=10)) as connection:
            return connection.execute(query, tuple(values)).fetchall()
