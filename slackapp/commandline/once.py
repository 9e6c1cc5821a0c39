"""One poll of one account, watched: what each half of it cost and brought."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from slackapp.domain.accounts import Account
from slackapp.networks.base import Network, NetworkError
from slackapp.networks.registry import Networks
from slackapp.store import accounts
from slackapp.store.database import Database
from slackapp.store.since import News, news, position
from slackapp.watch.followers import FollowerNews, WatchFollowers
from slackapp.watch.poll import Poll
from slackapp.watch.questions import QuestionNews, WatchQuestions

CALLS = frozenset(
    {
        "me",
        "followers",
        "new_followers",
        "mentions",
        "own_posts",
        "people",
        "posts",
        "relationships",
    }
)  # what a poll asks of a network


@dataclass(frozen=True, slots=True)
class Half:
    """The followers' or the questions' half of a poll."""

    what: str
    seconds: float
    calls: Counter[str]
    found: FollowerNews | QuestionNews | None
    reason: str = ""  # why it failed


@dataclass(frozen=True, slots=True)
class Polled:
    """What one poll came to."""

    account: Account  # as it is now
    halves: tuple[Half, ...]
    news: News

    @property
    def well(self) -> bool:
        """Whether both halves could be read."""
        return all(half.found is not None for half in self.halves)


class Counted:
    """A network whose calls are counted."""

    def __init__(self, network: Network, calls: Counter[str]) -> None:
        """`calls` is counted up."""
        self._network, self._calls = network, calls

    def __getattr__(self, name: str) -> Any:
        """The network's own."""
        if name in CALLS:
            self._calls[name] += 1
        return getattr(self._network, name)


@dataclass(frozen=True, slots=True)
class _Watched:
    """Notes what a half of the poll cost and brought."""

    calls: Counter[str] = field(default_factory=Counter)
    halves: list[Half] = field(default_factory=list)

    def note(self, what: str, poll: Callable[[], FollowerNews | QuestionNews]) -> Any:
        began, before = time.monotonic(), self.calls.copy()
        found, reason = None, ""
        try:
            found = poll()
        except NetworkError as error:
            reason = error.reason
            raise
        finally:
            self.halves.append(Half(what, time.monotonic() - began, self.calls - before, found, reason))
        return found


@dataclass(frozen=True, slots=True)
class _Followers(WatchFollowers):
    watched: _Watched = field(default_factory=_Watched)

    def poll(self, account: Account, network: Network, *, sparing: bool = False) -> FollowerNews:  # noqa: ARG002 (a person wants all of it)
        return cast("FollowerNews", self.watched.note("Followers", lambda: self._whole(account, network)))

    def _whole(self, account: Account, network: Network) -> FollowerNews:
        """A list that takes several polls is read to its end: nobody comes back for the rest."""
        news = WatchFollowers.poll(self, account, network)
        return news if not news.reading else self._whole(account, network)


@dataclass(frozen=True, slots=True)
class _Questions(WatchQuestions):
    watched: _Watched = field(default_factory=_Watched)

    def poll(self, account: Account, network: Network) -> QuestionNews:
        return cast("QuestionNews", self.watched.note("Questions", lambda: WatchQuestions.poll(self, account, network)))


def poll_once(
    database: Database, account: Account, network: Network, full_read_every: timedelta, now: Callable[[], datetime]
) -> Polled:
    """Poll one account as the running Rapport does, and tell what came of it. What fails is noted, not raised."""
    watched = _Watched()
    networks = Networks(lambda _account_id: cast("Network", Counted(network, watched.calls)))
    followers = _Followers(database, now, full_read_every, watched)
    poll = Poll(database, networks, followers, _Questions(database, now, watched), now, by_hand=True)
    began = now()
    with database.read() as tx:
        at = position(tx, account.id)
    poll.poll(account.id)
    with database.read() as tx:
        return Polled(accounts.account(tx, account.id), tuple(watched.halves), news(tx, account.id, began, at))
