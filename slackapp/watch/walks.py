"""Walks through a list of followers: newest first as far as needed, or all of it, over several polls if need be."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from slackapp.domain.people import Profile
from slackapp.networks.base import Network, RateLimited
from slackapp.watch.arrivals import Arrivals

FULL_PAGE = 1_000
PAGES_A_POLL = 200  # of a full read; Mastodon allows 300 calls in five minutes, and questions want theirs


@dataclass(slots=True)
class FullRead:
    """A read of all followers on its way. What came since it began is none of its business."""

    began: datetime
    arrivals: Arrivals  # as they stood when it began
    everybody: dict[str, Profile] = field(default_factory=dict)
    cursor: str | None = None
    _been: set[str] = field(default_factory=set)

    def go_on(self, network: Network) -> bool:
        """Read further pages; True once the list has ended, False where it goes on at the next poll.

        Raises:
            NetworkError: a page could not be read; what was read before is no truth any more.
        """
        for _ in range(PAGES_A_POLL):
            try:
                page = network.followers(self.cursor, FULL_PAGE)
            except RateLimited:
                if not self.everybody:
                    raise
                return False  # it has its rest until the next poll
            self.everybody |= {p.id: p for p in page.items}
            self.cursor = page.cursor
            if self.cursor is None or self.cursor in self._been:  # a cursor that comes back would walk for ever
                return True
            self._been.add(self.cursor)
        return False


def pages(network: Network, size: int) -> Iterator[tuple[Profile, ...]]:
    """Page after page, newest first, as long as somebody asks for more."""
    cursor: str | None = None
    been: set[str] = set()
    while True:
        page = network.followers(cursor, size)
        yield page.items
        cursor = page.cursor
        if cursor is None or cursor in been:
            return
        been.add(cursor)
