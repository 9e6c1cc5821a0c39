"""What people post themselves, read to get to know them: by itself where that is free, else when somebody asks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import structlog
from sqlalchemy import Connection

from slackapp.domain.card import Card
from slackapp.domain.people import Profile
from slackapp.domain.posts import Audience, Feed, Post
from slackapp.domain.story import Event
from slackapp.networks.base import POSTS_READ, Gone, Network, NetworkError, NotAllowed, Refused
from slackapp.networks.registry import Networks
from slackapp.store import cards, feeds, messages, people, stories
from slackapp.store.database import Database
from slackapp.watch.together import AT_MOST_SINGLE

log = structlog.get_logger()

LANES = 16  # of an account: one person who is slow to read keeps few others waiting, and names are remembered
_THEIRS_ALONE = (Gone, NotAllowed, Refused)  # about this one person: the next one's posts may be there


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a person, or had been."""

    feed: Feed
    fresh: bool  # read just now; False for what was kept
    charged: Decimal | None = None  # what the network charged for it at most, in USD; None where nothing


@dataclass(frozen=True, slots=True)
class ReadFeeds:
    """Reads the newest posts of somebody on a card, because a teammate asked."""

    database: Database
    networks: Networks
    now: Callable[[], datetime]

    def kept(self, card: Card) -> Feed | None:
        """What was read last of the person on a card, at no cost."""
        with self.database.read() as tx:
            return feeds.of(tx, card.person_id)

    def read(self, card: Card, by: str, unless_since: datetime) -> Reading:
        """Read the newest posts of the person on a card and keep them; the card's message is drawn again.

        Args:
            card: one of the asking person's workspace.
            by: the Slack user id of who asks.
            unless_since: what was read since then (aware) is given back, and the network is not asked: two who
                ask at once pay once.

        Raises:
            NetworkError: the posts could not be read; nothing is kept.
        """
        network = self.networks.of(card.account_id)
        with self.database.alone(f"feeds:{card.account_id}:{card.person_id % LANES}", wait=True):
            kept = self.kept(card)
            if kept is not None and kept.read_at >= unless_since:
                return Reading(kept, fresh=False)
            with self.database.read() as tx:
                person = people.profile(tx, card.person_id)
            found = network.recent_posts(person.id, POSTS_READ)
            feed = Feed(tuple(for_all(found)), self.now(), by)
            price = network.price_of_posts(POSTS_READ)
            charged = price * len(found) / POSTS_READ if price is not None else None
            with self.database.write() as tx:
                feeds.put(tx, card.workspace_id, card.person_id, feed.posts, by, feed.read_at)
                if charged is not None:
                    detail = f"{len(found)} {'post' if len(found) == 1 else 'posts'}, at most ${charged:.3f}"
                    stories.tell(tx, card, Event.POSTS_PAID, feed.read_at, by, detail)
                now = cards.get(tx, card.id)
                if now is not None and now.message_id is not None:
                    messages.plan_update(tx, now.message_id, feed.read_at)
        return Reading(feed, fresh=True, charged=charged)


def read_free(network: Network, new: Sequence[Profile]) -> dict[str, tuple[Post, ...]]:
    """The newest posts of new followers who get a card of their own, by the network's id; none where they cost money.

    Evidence goes without what can't be read. Where the network itself is in trouble or wants us to wait, the rest of
    them are not asked for.
    """
    found: dict[str, tuple[Post, ...]] = {}
    if len(new) > AT_MOST_SINGLE or network.price_of_posts(POSTS_READ) is not None:
        return found
    for person in new:
        if person.protected:
            continue  # theirs are for whom they let in
        try:
            found[person.id] = tuple(for_all(network.recent_posts(person.id, POSTS_READ)))
        except _THEIRS_ALONE:
            continue
        except NetworkError as error:
            log.info("feeds_not_read", kind=error.kind.value, reason=error.reason, read=len(found), of=len(new))
            break
    return found


def keep(
    tx: Connection, workspace_id: int, ids: dict[str, int], read: dict[str, tuple[Post, ...]], now: datetime
) -> None:
    """Keep what was read, for those who are known by the store's `ids`."""
    for user_id, posts in read.items():
        if user_id in ids:
            feeds.put(tx, workspace_id, ids[user_id], posts, "", now)


def for_all(posts: Iterable[Post]) -> Iterable[Post]:
    """Those that everybody may read: what is shown here is shown to a whole team."""
    return (post for post in posts if post.audience in (Audience.PUBLIC, Audience.UNLISTED))
