"""Our own records, on our own server: there at once, where the rest of the network sees them a moment later."""

from dataclasses import dataclass, field

from atproto_client import models

from slackapp.networks.base import Gone
from slackapp.networks.bluesky.client import Client
from slackapp.networks.bluesky.errors import WrongShape
from slackapp.networks.bluesky.ids import Address, address, is_cid
from slackapp.networks.bluesky.shapes import next_cursor
from slackapp.networks.fields import Json, listed

_PAGE = 100
_MOST_PAGES = 100


@dataclass(frozen=True, slots=True)
class Record:
    """One record: where it is, the hash of its content, and what it says."""

    address: Address
    cid: str
    value: Json = field(repr=False)

    @property
    def subject(self) -> str:
        """Whom a follow follows, or what a like likes."""
        subject = self.value.get("subject")
        found = subject.get("uri") if isinstance(subject, dict) else subject
        return found if isinstance(found, str) else ""


class Repo:
    """The records of one account of ours."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def get(self, collection: str, rkey: str) -> Record | None:
        """The record under a key; None where there certainly is none."""
        params = models.ComAtprotoRepoGetRecord.Params(repo=self._client.did, collection=collection, rkey=rkey)
        try:
            return self._client.read(models.ids.ComAtprotoRepoGetRecord, params, _record)
        except Gone:
            return None

    def page(self, collection: str, cursor: str | None = None) -> tuple[tuple[Record, ...], str | None]:
        """A page of a collection, newest first, and where the next one begins."""
        params = models.ComAtprotoRepoListRecords.Params(
            repo=self._client.did, collection=collection, limit=_PAGE, cursor=cursor
        )
        return self._client.read_ours(models.ids.ComAtprotoRepoListRecords, params, _records)

    def put(self, address: Address, value: Json) -> Record:
        """Make a record. The same one under the same key again changes nothing."""
        data = models.ComAtprotoRepoPutRecord.Data(
            repo=address.did,
            collection=address.collection,
            rkey=address.rkey,
            record={"$type": address.collection} | value,
        )
        return self._client.write(
            models.ids.ComAtprotoRepoPutRecord, data, lambda body: _record(body | {"value": value})
        )

    def delete(self, address: Address) -> None:
        """Delete a record; that there is none is as good."""
        data = models.ComAtprotoRepoDeleteRecord.Data(
            repo=address.did, collection=address.collection, rkey=address.rkey
        )
        try:
            self._client.write(models.ids.ComAtprotoRepoDeleteRecord, data, lambda _: None)
        except Gone:
            return

    def did(self, collection: str, subject: str, uri: object) -> bool:
        """Whether we follow or like `subject`: by the record at `uri`, as the network says, or by one of our newest.

        The network's view lags behind a deletion as it does behind a new record, and a second one would be kept.
        """
        there = self.ours(uri, collection)
        if there is not None and self.get(collection, there.rkey) is not None:
            return True
        return any(record.subject == subject for record in self.page(collection)[0])

    def ours(self, uri: object, collection: str) -> Address | None:
        """An at:// address of our own, in a collection; None for any other."""
        there = address(uri)
        return there if there and there.did == self._client.did and there.collection == collection else None

    def undo(self, collection: str, subject: str, uri: object) -> None:
        """Delete our follow or like of `subject`: at `uri`, where the network names it, and among our newest.

        Where it names none (it lags, they are gone, one of us blocked the other) all of them are looked through.
        """
        if there := self.ours(uri, collection):
            self.delete(there)
        cursor: str | None = None
        for _ in range(1 if there else _MOST_PAGES):
            records, cursor = self.page(collection, cursor)
            for record in records:
                if record.subject == subject and record.address != there:
                    self.delete(record.address)
            if cursor is None:
                return


def _record(body: Json) -> Record:
    there, cid = address(body.get("uri")), body.get("cid")
    value = body.get("value")
    if there is None or not is_cid(cid) or not isinstance(value, dict):
        raise WrongShape
    return Record(there, cid, value)


def _records(body: Json) -> tuple[tuple[Record, ...], str | None]:
    if not isinstance(body.get("records"), list):
        raise WrongShape
    return tuple(_record(item) for item in listed(body, "records")), next_cursor(body)
