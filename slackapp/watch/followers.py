"""Who is new among our followers, and who left: small pages newest first, and now and then all of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from slackapp import webhooks
from slackapp.domain.accounts import Account
from slackapp.domain.card import CardKind, CardStatus
from slackapp.domain.people import Absence, LostReason, Profile
from slackapp.domain.posts import Post
from slackapp.domain.story import Event
from slackapp.networks.base import Network
from slackapp.store import accounts, cards, messages, people, routing_rules, stories
from slackapp.store.database import Database
from slackapp.watch import feeds
from slackapp.watch.arrivals import Arrivals, follow_us, read_arrivals
from slackapp.watch.together import AT_MOST_SINGLE, by_channel
from slackapp.watch.walks import FullRead, pages

HEAD_PAGE = 100  # people a page, newest first, until a page ends with people we know
KNOWN_TAIL = 0.25  # of a page: with so many known at its end, those who came since the last poll are all above
MISSES_TO_LOSE = 2  # full reads in a row that must miss a follower before we look them up
PLAUSIBLE = 0.98  # of the count that the network itself names; a walk that found fewer is no truth
STALE = timedelta(hours=2)  # a full read that rested longer begins anew


@dataclass(frozen=True, slots=True)
class FollowerNews:
    """What one poll found."""

    new: int = 0
    lost: int = 0
    baseline: bool = False
    reading: int = 0  # how many a full read has seen that goes on at the next poll


@dataclass(frozen=True, slots=True)
class WatchFollowers:
    """Polls the followers of one account at a time."""

    database: Database
    now: Callable[[], datetime]
    full_read_every: timedelta
    _full_reads: dict[int, FullRead] = field(default_factory=dict, init=False)  # on their way, by account

    def poll(self, account: Account, network: Network, *, sparing: bool = False) -> FollowerNews:
        """Read what is new, and everybody where that is due. What a broken walk brought is not recorded.

        Args:
            account: whose followers.
            network: what speaks for it.
            sparing: money is short: after the first, silent one no read of everybody begins.

        Raises:
            NetworkError: a page could not be read; nothing is recorded, the next poll reads it all again.
        """
        last_full, rested = account.followers_read_at, self._full_reads.pop(account.id, None)
        arrivals = read_arrivals(self.database, account, network)
        if last_full is not None and (sparing or self.now() - last_full < self.full_read_every):
            return self._read_head(account, network, arrivals)
        read = rested if rested and self.now() - rested.began < STALE else FullRead(self.now(), arrivals)
        news = FollowerNews()
        if read is rested and account.baseline_at is not None:  # who comes meanwhile isn't kept waiting
            news = self._read_head(account, network, arrivals)
        if not read.go_on(network):
            self._full_reads[account.id] = read
            return replace(news, reading=len(read.everybody))
        found = self._compare(account, network, read, arrivals)
        return replace(found, new=found.new + news.new)

    def _read_head(self, account: Account, network: Network, arrivals: Arrivals) -> FollowerNews:
        listed: dict[str, Profile] = {}
        for page in pages(network, HEAD_PAGE):
            listed |= {p.id: p for p in page}
            with self.database.read() as tx:
                known = people.followers_among(tx, account.id, [p.id for p in page])
            tail = page[len(page) - max(1, round(len(page) * KNOWN_TAIL)) :]
            if page and all(p.id in known and known[p.id].lost_at is None for p in tail):
                break
        new = self._new(account, network, listed, arrivals)
        posts = feeds.read_free(network, new)
        with self.database.write() as tx:
            return FollowerNews(new=self._record_new(tx, account, new, arrivals, posts))

    def _compare(self, account: Account, network: Network, read: FullRead, arrivals: Arrivals) -> FollowerNews:
        """What all followers, read to the end, tell beside those we knew."""
        everybody = read.everybody
        if account.baseline_at is None:
            with self.database.write() as tx:
                self._record_baseline(tx, account, everybody, read.arrivals)
            return FollowerNews(baseline=True)
        with self.database.read() as tx:
            known = people.current_followers(tx, account.id)
        before = {user_id: f for user_id, f in known.items() if f.first_seen_at < read.began or user_id in everybody}
        missing = [follower for user_id, follower in before.items() if user_id not in everybody]
        complete = not missing or _plausible(len(everybody), network.me().followers)
        twice = [f for f in missing if complete and f.misses + 1 >= MISSES_TO_LOSE]
        gone = _look_up(network, [f.network_user_id for f in twice])
        new = self._new(account, network, everybody, arrivals)
        posts = feeds.read_free(network, new)
        with self.database.write() as tx:
            found = self._record_new(tx, account, new, arrivals, posts)
            there = [f.id for i, f in before.items() if f.misses and (i in everybody or (f in twice and i not in gone))]
            people.set_misses(tx, there, 0)
            if complete:
                people.set_misses(tx, [f.id for f in missing if f.id not in there], 1)
                for follower in twice:
                    if follower.network_user_id in gone:
                        self._lose(tx, account, follower, gone[follower.network_user_id])
            # Each read costs money: a short one is no reason to hurry.
            accounts.note_followers_read(tx, account.id, self.now())
            return FollowerNews(new=found, lost=len(gone))

    def _new(
        self, account: Account, network: Network, listed: Mapping[str, Profile], arrivals: Arrivals
    ) -> list[Profile]:
        """Who of the list, and of those told of, does not count as a follower yet; newest first."""
        with self.database.read() as tx:
            known = people.followers_among(tx, account.id, [*listed, *arrivals.told])
        new = [arrivals.profile(p) for i, p in listed.items() if i not in known or known[i].lost_at is not None]
        unlisted = [i for i, told in arrivals.told.items() if i not in listed and _comes(told.at, known.get(i))]
        # A list may be cut at a page's edge, and people change their minds: the network has the last word.
        follow = follow_us(network, unlisted)
        return new + [arrivals.told[i].person for i in unlisted if follow[i] is not False]

    def _record_baseline(
        self, tx: Connection, account: Account, everybody: Mapping[str, Profile], arrivals: Arrivals
    ) -> None:
        """The first read is silent: they were there before us."""
        ids = people.put(tx, account, [arrivals.profile(p) for p in everybody.values()], self.now())
        people.add_followers(tx, account.id, list(ids.values()), self.now(), baseline=True)
        arrivals.keep_times(tx, account, ids, self.now())
        arrivals.keep_marks(tx, account)
        accounts.note_followers_read(tx, account.id, self.now())

    def _record_new(
        self,
        tx: Connection,
        account: Account,
        new: Sequence[Profile],
        arrivals: Arrivals,
        posts: dict[str, tuple[Post, ...]],
    ) -> int:
        """Followers, cards and their message, in the caller's transaction; oldest first, as they came."""
        known = people.followers_among(tx, account.id, [p.id for p in new])
        fresh = [p for p in reversed(new) if p.id not in known or known[p.id].lost_at is not None]
        fresh.sort(key=lambda p: arrivals.told[p.id].at if p.id in arrivals.told else self.now())
        ids = people.put(tx, account, fresh, self.now())
        feeds.keep(tx, account.workspace_id, ids, posts, self.now())
        people.add_followers(tx, account.id, [ids[p.id] for p in fresh], self.now(), baseline=False)
        arrivals.keep_times(tx, account, ids, self.now())
        arrivals.keep_marks(tx, account)
        now_known = people.followers_among(tx, account.id, [p.id for p in fresh])
        rounds = [(ids[p.id], now_known[p.id].round) for p in fresh]
        made = [cards.NewCard(CardKind.FOLLOWER, f"follower:{i}:{r}", i) for i, r in rounds]
        if made:
            bios = {ids[p.id]: p.bio if p.bio_told else people.profile(tx, ids[p.id]).bio for p in fresh}
            self._post(tx, account, made, bios)
        return len(fresh)

    def _post(self, tx: Connection, account: Account, made: Sequence[cards.NewCard], bios: Mapping[int, str]) -> None:
        """Cards where the rules send them; of many for one channel, all in one message there."""
        routing = routing_rules.routing(tx, account)
        for channel_id, here in by_channel(made, lambda card: routing.of_follower(bios[card.person_id])).items():
            together = len(here) > AT_MOST_SINGLE
            kind = messages.MessageKind.GROUP if together else messages.MessageKind.CARD
            for batch in [here] if together else [[card] for card in here]:
                messages.announce(tx, account, channel_id, kind, batch, self.now())
        webhooks.carded(tx, account, made, self.now())

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
            if not card.busy and cards.change(tx, closed):
                stories.tell(tx, card, Event.CLOSED, self.now(), detail=why)
                if card.message_id is not None:
                    messages.plan_update(tx, card.message_id, self.now())


def _plausible(found: int, named: int | None) -> bool:
    """Whether a full walk can be believed: networks' lists have been seen to end early without a word."""
    return named is None or found >= named * PLAUSIBLE - 2


def _comes(at: datetime, known: people.Follower | None) -> bool:
    """Whether a follow at that time makes a follower of somebody who is none (any more)."""
    return known is None or (known.lost_at is not None and at > known.lost_at)


def _look_up(network: Network, user_ids: Sequence[str]) -> dict[str, LostReason]:
    """Why each of these is on our list no more; who does follow us by the network's own word is left out."""
    reasons: dict[str, LostReason] = {}
    follow = follow_us(network, user_ids)
    user_ids = [i for i in user_ids if not follow[i]]
    for start in range(0, len(user_ids), 100):
        found = network.people(user_ids[start : start + 100])
        for user_id in user_ids[start : start + 100]:
            reasons[user_id] = {
                Absence.SUSPENDED: LostReason.SUSPENDED,
                Absence.GONE: LostReason.GONE,
            }.get(found.get(user_id, Absence.GONE), LostReason.UNFOLLOWED)  # type: ignore[arg-type]  # a Profile: is there, left
    return reasons
