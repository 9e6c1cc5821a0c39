"""Thousands of followers in seconds: rows put straight into the AppView's database, where XRPC would take minutes.

Seeded: actors, their follow records, the notifications and the counts, as the AppView itself would have written them
(a follow's CID depends on subject and time alone, there as here, so that equal times tie fully). Not there: their
accounts and repositories on the PDS, their entries in the PLC directory. They can be listed, looked up and followed
back; they can't act.
"""

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psycopg

from tests.servers.atproto import AtprotoNetwork
from tests.servers.people import at_time

TID_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
DAG_CBOR_SHA256 = bytes([1, 0x71, 0x12, 0x20])  # a CID's first bytes


@dataclass(frozen=True)
class SeededFollower:
    """Somebody who follows, known to the AppView alone."""

    did: str
    handle: str
    subject: str
    followed_at: str

    @property
    def uri(self) -> str:
        """Their follow record."""
        number = int.from_bytes(hashlib.sha256(self.did.encode()).digest()[:8]) >> 4  # a TID's first bit is 0
        rkey = "".join(TID_LETTERS[number >> shift & 31] for shift in range(60, -1, -5))
        return f"at://{self.did}/app.bsky.graph.follow/{rkey}"

    @property
    def record(self) -> str:
        """What it says."""
        return json.dumps(
            {"$type": "app.bsky.graph.follow", "subject": self.subject, "createdAt": self.followed_at},
            separators=(",", ":"),
        )

    @property
    def cid(self) -> str:
        """Well formed, and equal for equal records, though not of the record's true encoding."""
        return "b" + _base32(DAG_CBOR_SHA256 + hashlib.sha256(self.record.encode()).digest())


def _base32(content: bytes) -> str:
    return base64.b32encode(content).decode().rstrip("=").lower()


def seed_followers(
    network: AtprotoNetwork,
    subject: str,
    number: int,
    *,
    newest: datetime | None = None,
    apart: timedelta = timedelta(seconds=1),
) -> list[SeededFollower]:
    """`number` followers of `subject` (a DID), newest first, `apart` from one another: 0 for equal times."""
    newest = newest or datetime.now(UTC)
    people = []
    for place in range(number):
        name = hashlib.sha256(f"{subject} {newest} {place}".encode()).digest()
        did = f"did:plc:{_base32(name)[:24]}"
        people.append(SeededFollower(did, f"crowd-{did[8:20]}.test", subject, at_time(newest - place * apart)))
    with psycopg.connect(network.database_url, options="-c search_path=appview") as connection:
        for table, columns, rows in _rows(subject, people):
            with connection.cursor().copy(f"COPY {table} ({columns}) FROM STDIN".encode()) as copy:
                for row in rows:
                    copy.write_row(row)
        _count(connection, subject)
    return people


def remove_followers(network: AtprotoNetwork, people: Sequence[SeededFollower]) -> None:
    """They unfollow: record, follow and notification are gone, the actor stays."""
    uris = [person.uri for person in people]
    with psycopg.connect(network.database_url, options="-c search_path=appview") as connection:
        connection.execute("DELETE FROM follow WHERE uri = ANY(%s)", (uris,))
        connection.execute("DELETE FROM record WHERE uri = ANY(%s)", (uris,))
        connection.execute('DELETE FROM notification WHERE "recordUri" = ANY(%s)', (uris,))
        for subject in {person.subject for person in people}:
            _count(connection, subject)


def _rows(
    subject: str, people: Sequence[SeededFollower]
) -> Iterator[tuple[str, str, Iterator[tuple[str | None, ...]]]]:
    yield "actor", 'did, handle, "indexedAt"', ((p.did, p.handle, p.followed_at) for p in people)
    columns = 'uri, cid, did, json, "indexedAt"'
    yield "record", columns, ((p.uri, p.cid, p.did, p.record, p.followed_at) for p in people)
    columns = 'uri, cid, creator, "subjectDid", "createdAt", "indexedAt"'
    yield "follow", columns, ((p.uri, p.cid, p.did, subject, p.followed_at, p.followed_at) for p in people)
    columns = 'did, "recordUri", "recordCid", author, reason, "reasonSubject", "sortAt"'
    yield (
        "notification",
        columns,
        ((subject, p.uri, p.cid, p.did, "follow", None, p.followed_at) for p in reversed(people)),
    )


def _count(connection: psycopg.Connection, subject: str) -> None:
    connection.execute(
        'INSERT INTO profile_agg (did, "followersCount") '
        'SELECT %(did)s::varchar, count(*) FROM follow WHERE "subjectDid" = %(did)s::varchar '
        'ON CONFLICT (did) DO UPDATE SET "followersCount" = excluded."followersCount"',
        {"did": subject},
    )
