"""The day in figures, from the store and with the network's links."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from slackapp.domain.accounts import Account, RouteKind
from slackapp.domain.card import CardKind, CardStatus
from slackapp.domain.digest import DayFacts, Digest, Newcomer, OpenQuestion, summarise
from slackapp.domain.evidence import Summary
from slackapp.domain.face import CardFace
from slackapp.domain.posts import Audience
from slackapp.faces import Faces
from slackapp.networks.registry import Networks
from slackapp.store import accounts, cards, figures, messages
from slackapp.store.database import Database

SHOWN_OPEN = 8
SHOWN_NEW = 3
OPEN = frozenset({CardStatus.OPEN, CardStatus.SNOOZED})
WEIGHED = 1_500  # of an account's followers who wait for a decision, the newest: what a list may cost is bounded
WEIGHED_A_DAY = 10_000  # the same for a digest, for which nobody waits
_WORTHY = (Summary.WORTH_IT, Summary.LOOK_TWICE)


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """When a local day begins and ends: 23, 24 or 25 hours, as the clocks go."""
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    following = day + timedelta(days=1)
    return start, datetime(following.year, following.month, following.day, tzinfo=zone)


def digest_key(workspace_id: int, channel_id: str, day: str) -> str:
    """The key of the one daily digest of a channel; `day` is ISO."""
    return f"digest:{workspace_id}:{channel_id}:{day}"


def _still_open(face: CardFace) -> OpenQuestion:
    """A digest may go to more people than the card: of private words it tells nothing."""
    post = face.thread.post if face.thread else None
    private = post is not None and post.audience is Audience.PRIVATE
    words = (f"⚠️ {post.warning}" if post.warning else post.text) if post and not private else ""
    due_at = face.card.due_at
    return OpenQuestion(
        face.card.id,
        face.person.handle,
        words,
        face.since,
        face.links.post,
        private=private,
        owner_id=face.card.owner_id,
        overdue=face.now - due_at if due_at and due_at <= face.now else None,
    )


def _newcomer(face: CardFace) -> Newcomer:
    return Newcomer(face.person.name, face.person.handle, face.links.profile, face.evidence, face.card.id)


@dataclass(frozen=True, slots=True)
class Report:
    """Sums days up, and records the digest message once per channel and local date."""

    database: Database
    networks: Networks
    faces: Faces
    now: Callable[[], datetime]

    def digest(self, account: Account, day: date, zone: ZoneInfo, *, weighed: bool = True) -> Digest:
        """One account's day.

        Args:
            account: whose.
            day: the local day.
            zone: where it is local.
            weighed: whether it is wanted who of the new followers is worth a look, too.
        """
        start, end = day_bounds(day, zone)
        with self.database.read() as tx:
            found = figures.between(tx, account.id, start, end)
            waiting_followers, _ = figures.waiting(tx, account.id)
            here = cards.Search(
                account.workspace_id,
                CardKind.QUESTION,
                OPEN,
                account_id=account.id,
                oldest_first=True,
                awaited=True,
            )
            still_open, open_total = cards.search(tx, here, SHOWN_OPEN)
        worth_it, newcomers = self._worth_a_look(account, start, end) if weighed and waiting_followers else (0, ())
        facts = DayFacts(
            handle=account.handle,
            network_label=account.network.named,
            profile_url=self.networks.of(account.id).profile_url(account.handle),
            new_followers=found.new_followers,
            lost_followers=found.lost_followers,
            followed_back=found.followed_back,
            questions=found.questions,
            answered=found.answered,
            first_replies=found.first_replies,
            open=tuple(_still_open(face) for face in self.faces.of(still_open)),
            open_total=open_total,
            waiting_followers=waiting_followers,
            waiting_worth_it=worth_it,
            newcomers=newcomers,
        )
        return summarise(day, facts)

    def _worth_a_look(self, account: Account, start: datetime, end: datetime) -> tuple[int, tuple[Newcomer, ...]]:
        """How many who wait for a decision look worth it, and the worthiest of those who came from `start` to `end`."""
        waiting = cards.Search(account.workspace_id, CardKind.FOLLOWER, OPEN, account_id=account.id)
        with self.database.read() as tx:
            undecided, _ = cards.search(tx, waiting, WEIGHED_A_DAY)
            came, _ = cards.search(tx, replace(waiting, since=start, until=end), WEIGHED_A_DAY)
        weighed = self.faces.weighed(tuple({card.id: card for card in (*undecided, *came)}.values()))
        worth_it = sum(weighed[card.id].summary is Summary.WORTH_IT for card in undecided)
        worthy = [card for card in came if weighed[card.id].summary in _WORTHY and weighed[card.id].strength > 0]
        best = sorted(worthy, key=lambda card: (_WORTHY.index(weighed[card.id].summary), -weighed[card.id].strength))
        return worth_it, tuple(_newcomer(face) for face in self.faces.of(best[:SHOWN_NEW]))

    def of_channel(self, workspace_id: int, channel_id: str, day: date, zone: ZoneInfo) -> tuple[Digest, ...]:
        """The digests that a channel gets: one for each account routed to it."""
        return tuple(self.digest(account, day, zone) for account in self._routed(workspace_id, channel_id))

    def _routed(self, workspace_id: int, channel_id: str) -> list[Account]:
        with self.database.read() as tx:
            routes = accounts.all_routes(tx, RouteKind.DIGEST, workspace_id=workspace_id)
            return [accounts.account(tx, route.account_id) for route in routes if route.channel_id == channel_id]

    def watched(self, workspace_id: int, channel_id: str, day: date, zone: ZoneInfo) -> bool:
        """Whether any account of a channel was watched on that day: the day before we came has nothing to tell."""
        _, end = day_bounds(day, zone)
        return any(a.baseline_at is not None and a.baseline_at < end for a in self._routed(workspace_id, channel_id))

    def record(self, workspace_id: int, channel_id: str, day: date, zone: str, *, occasion: str = "") -> bool:
        """Record a digest to be posted. False where this one was recorded before.

        Args:
            workspace_id: whose.
            channel_id: where to.
            day: the local day it sums up.
            zone: the channel's time zone (IANA).
            occasion: empty for the daily one; else what makes an extra one unique.
        """
        key = digest_key(workspace_id, channel_id, day.isoformat()) + (f":{occasion}" if occasion else "")
        here = f"digest:{workspace_id}:{channel_id}"  # of a channel: each name is remembered
        with self.database.alone(here, wait=True), self.database.write() as tx:
            if messages.exists(tx, key):
                return False
            body = {"day": day.isoformat(), "zone": zone}
            new = messages.NewMessage(key, messages.MessageKind.DIGEST, workspace_id, channel_id, None, body)
            messages.add(tx, new, self.now())
        return True

    def record_everywhere(
        self, day_of: Callable[[ZoneInfo], date], occasion: str, workspace_id: int | None = None
    ) -> list[str]:
        """Record an extra digest for every channel that gets one; returns the channels' ids.

        Args:
            day_of: which day to sum up, by the channel's zone.
            occasion: what makes it unique.
            workspace_id: only this workspace's channels.
        """
        with self.database.read() as tx:
            routes = accounts.all_routes(tx, RouteKind.DIGEST, workspace_id=workspace_id)
        places = {(route.workspace_id, route.channel_id): route.time_zone for route in routes}
        for (owner, channel_id), zone in places.items():
            self.record(owner, channel_id, day_of(ZoneInfo(zone)), zone, occasion=occasion)
        return [channel_id for _, channel_id in places]
