"""Who is new among our followers, and who left: small pages newest first, and now and then all of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from slackapp.domain.accounts import Account, RouteKind
from slackapp.domain.card import CardKind, CardStatus
from slackapp.domain.people import Absence, LostReason, Profile
from slackapp.networks.base import Network
from slackapp.store import accounts, cards, messages, people
from slackapp.store.database import Database

HEAD_PAGE = 100  # people a page, newest first, while a page still holds somebody unknown
FULL_PAGE = 1_000
AT_MOST_SINGLE = 5  # more new followers than this in one poll make one grouped card
MISSES_TO_LOSE = 2  # full reads in a row that must miss a follower before we look them up
PLAUSIBLE = 0.98  # of the count that the network itself names; a walk that found fewer is no truth


@dataclass(frozen=True, slots=True)
class FollowerNews:
    """What one poll found."""

    new: int = 0
    lost: int = 0
    baseline: bool = False


@dataclass(frozen=True, slots=True)
class WatchFollowers:
    """Polls the followers of one account at a time."""

    database: Database
    now: Callable[[], datetime]
    full_read_every: timedelta

    def poll(self, account: Account, network: Network) -> FollowerNews:
        """Read what is new, and everybody where that is due. Records nothing unless its walk was complete.

        Raises:
            NetworkError: a page could not be read; nothing is recorded, the next poll reads it all again.
        """
        last_full = account.followers_read_at
        if last_full is None or self.now() - last_full >= self.full_read_every:
            return self._read_all(account, network)
        return self._read_head(account, network)

    def _read_head(self, account: Account, network: Network) -> FollowerNews:
        fresh: dict[str, Profile] = {}
        for page in _walk(network, HEAD_PAGE):
            with self.database.read() as tx:
                known = people.followers_among(tx, account.id, [p.id for p in page])
            unknown = [p for p in page if p.id not in known or known[p.id].lost_at is not None]
            fresh |= {p.id: p for p in unknown}
            if page and not unknown:
                break
        with self.database.write() as tx:
            return FollowerNews(new=self._record_new(tx, account, list(fresh.values())))

    def _read_all(self, account: Account, network: Network) -> FollowerNews:
        everybody = {p.id: p for page in _walk(network, FULL_PAGE) for p in page}
        with self.database.read() as tx:
            before = people.current_followers(tx, account.id)
        missing = [follower for user_id, follower in before.items() if user_id not in everybody]
        complete = not missing or _plausible(len(everybody), network.me().followers)
        twice = [f for f in missing if complete and f.misses + 1 >= MISSES_TO_LOSE]
        gone = _look_up(network, [f.network_user_id for f in twice])
        with self.database.write() as tx:
            new = [p for user_id, p in everybody.items() if user_id not in before]
            if account.baseline_at is None:
                self._record_baseline(tx, account, list(everybody.values()))
                return FollowerNews(baseline=True)
            found = self._record_new(tx, account, new)
            people.set_misses(tx, [f.id for i, f in before.items() if i in everybody and f.misses], 0)
            if complete:
                people.set_misses(tx, [f.id for f in missing], 1)
                for follower in twice:
                    self._lose(tx, account, follower, gone[follower.network_user_id])
            accounts.note_followers_read(
                tx, account.id, self.now()
            )  # each read costs money: a short one is no reason to hurry
            return FollowerNews(new=found, lost=len(twice))

    def _record_baseline(self, tx: Connection, account: Account, everybody: Sequence[Profile]) -> None:
        """The first read is silent: they were there before us."""
        ids = people.put(tx, account, everybody, self.now())
        people.add_followers(tx, account.id, list(ids.values()), self.now(), baseline=True)
        accounts.note_followers_read(tx, account.id, self.now())

    def _record_new(self, tx: Connection, account: Account, new: Sequence[Profile]) -> int:
        """Followers, cards and their message, in the caller's transaction; oldest first, as they came."""
        known = people.followers_among(tx, account.id, [p.id for p in new])
        fresh = [p for p in reversed(new) if p.id not in known or known[p.id].lost_at is not None]
        ids = people.put(tx, account, fresh, self.now())
        people.add_followers(tx, account.id, [ids[p.id] for p in fresh], self.now(), baseline=False)
        now_known = people.followers_among(tx, account.id, [p.id for p in fresh])
        rounds = [(ids[p.id], now_known[p.id].round) for p in fresh]
        self._post(tx, account, [cards.NewCard(CardKind.FOLLOWER, f"follower:{i}:{r}", i) for i, r in rounds])
        return len(fresh)

    def _post(self, tx: Connection, account: Account, made: Sequence[cards.NewCard]) -> None:
        routes = accounts.all_routes(tx, RouteKind.FOLLOWERS, account.id)
        channel = routes[0].channel_id if routes else None
        together = len(made) > AT_MOST_SINGLE
        for batch in [made] if together else [[card] for card in made]:
            message_id = None
            if channel is not None:
                kind = messages.MessageKind.GROUP if together else messages.MessageKind.CARD
                key = f"{account.id}:{batch[0].subject}" + (f"+{len(batch) - 1}" if together else "")
                new = messages.NewMessage(key, kind, account.workspace_id, channel, account.id)
                message_id = messages.add(tx, new, self.now())
            cards.add(tx, account.workspace_id, account.id, message_id, batch, self.now())

    def _lose(self, tx: Connection, account: Account, follower: people.Follower, reason: LostReason) -> None:
        people.lose(tx, follower.id, reason, self.now())
        # One who was there before us has no card yet: `/followers lost` shows one all the same.
        subject = f"follower:{follower.person_id}:{follower.round}"
        missing = cards.NewCard(CardKind.FOLLOWER, subject, follower.person_id)
        cards.add(tx, account.workspace_id, account.id, None, [missing], self.now())
        why = {
            LostReason.UNFOLLOWED: "unfollowed you",
            LostReason.SUSPENDED: "was suspended",
            LostReason.GONE: "is gone",
        }[reason]
        for card in cards.open_follower_cards(tx, account.id, follower.person_id):
            closed = replace(card, status=CardStatus.CLOSED, closed_why=why, version=card.version + 1)
            if not card.busy and cards.change(tx, closed) and card.message_id is not None:
                messages.plan_update(tx, card.message_id, self.now())


def _walk(network: Network, size: int) -> Iterator[tuple[Profile, ...]]:
    cursor: str | None = None
    seen: set[str] = set()
    while True:
        page = network.followers(cursor, size)
        yield page.items
        cursor = page.cursor
        if cursor is None or cursor in seen:  # a cursor that comes back would walk for ever
            return
        seen.add(cursor)


def _plausible(found: int, named: int | None) -> bool:
    """Whether a full walk can be believed: networks' lists have been seen to end early without a word."""
    return named is None or found >= named * PLAUSIBLE - 2


def _look_up(network: Network, user_ids: Sequence[str]) -> dict[str, LostReason]:
    reasons: dict[str, LostReason] = {}
    for start in range(0, len(user_ids), 100):
        found = network.people(user_ids[start : start + 100])
        for user_id in user_ids[start : start + 100]:
            reasons[user_id] = {
                Absence.SUSPENDED: LostReason.SUSPENDED,
                Absence.GONE: LostReason.GONE,
            }.get(found.get(user_id, Absence.GONE), LostReason.UNFOLLOWED)  # type: ignore[arg-type]  # a Profile: is there, left
    return reasons
