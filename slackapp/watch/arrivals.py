"""Who a network says has just followed us, and when: its notifications, where it has such."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from slackapp.domain.accounts import Account
from slackapp.domain.capability import Capability
from slackapp.domain.people import Profile
from slackapp.networks.base import Followed, Network, NotAllowed
from slackapp.store import accounts, people
from slackapp.store.accounts import Marks, Stream
from slackapp.store.database import Database

BATCH = 100  # people whose relationship is asked for at once


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What one read of the notifications told: each person's newest follow. Empty where a network tells no times."""

    told: Mapping[str, Followed] = field(default_factory=dict)
    marks: Marks | None = None  # to be kept once what was told is recorded

    def profile(self, person: Profile) -> Profile:
        """Somebody from the list of followers, as the notification shows them: it knows more, never less."""
        return self.told[person.id].person if person.id in self.told else person

    def keep_marks(self, tx: Connection, account: Account) -> None:
        """Go on from here next time."""
        if self.marks is not None:
            accounts.set_marks(tx, account.id, Stream.NEW_FOLLOWERS, self.marks)

    def keep_times(self, tx: Connection, account: Account, ids: Mapping[str, int], now: datetime) -> None:
        """Note when these persons followed (store's ids by the network's); no network's clock runs ahead of ours."""
        times = {ids[i]: min(told.at, now) for i, told in self.told.items() if i in ids}
        people.set_followed(tx, account.id, times)


def read_arrivals(database: Database, account: Account, network: Network) -> Arrivals:
    """Read who followed since the last poll but one; the first read only finds out where to go on from.

    Raises:
        NetworkError: a page could not be read.
    """
    if not any(p.allowed for p in network.permissions() if p.capability is Capability.FOLLOW_TIMES):
        return Arrivals()
    with database.read() as tx:
        at = accounts.marks(tx, account.id, Stream.NEW_FOLLOWERS)
    told: dict[str, Followed] = {}
    mark, cursor, seen = "", None, set[str]()
    try:
        while True:
            page = network.new_followers(at.since or None, cursor)
            mark = mark or page.mark
            for each in page.items:
                told.setdefault(each.person.id, each)  # newest first: an older follow of the same person is history
            cursor = page.cursor
            if at.newest is None or cursor is None or cursor in seen:
                return Arrivals(told, at.moved(mark))
            seen.add(cursor)
    except NotAllowed:
        return Arrivals()  # this server doesn't tell: the list of followers does


def follow_us(network: Network, user_ids: Iterable[str]) -> dict[str, bool | None]:
    """Whether these people follow us by the network's own word; None where it doesn't say. Who is gone does not.

    Raises:
        NetworkError: it can't be asked.
    """
    wanted = list(user_ids)
    found: dict[str, bool | None] = dict.fromkeys(wanted, False)
    for start in range(0, len(wanted), BATCH):
        ties = network.relationships(wanted[start : start + BATCH])
        found |= {user_id: each.they_follow for user_id, each in ties.items() if user_id in found}
    return found
