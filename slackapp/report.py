"""A day, a week, a month in figures, from the store and with the network's links."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from slackapp.domain.accounts import Account, RouteKind
from slackapp.domain.card import CardKind, CardStatus
from slackapp.domain.digest import DayFacts, Digest, Flow, Newcomer, OpenQuestion, Recap, Sums, add_up, summarise
from slackapp.domain.digest_message import digest_body, digest_key
from slackapp.domain.evidence import Summary
from slackapp.domain.face import CardFace
from slackapp.domain.periods import Period, Span, around, midnight, one_day
from slackapp.domain.posts import Audience
from slackapp.domain.topics import topics
from slackapp.faces import Faces
from slackapp.networks.registry import Networks
from slackapp.store import accounts, cards, figures, messages, own_words, recaps, targets
from slackapp.store.database import Database

SHOWN_OPEN = 8
SHOWN_NEW = 3
SHOWN_ELSEWHERE = 5
SHOWN_TOPICS = 5
OPEN = frozenset({CardStatus.OPEN, CardStatus.SNOOZED})
WEIGHED = 1_500  # of an account's followers who wait for a decision, the newest: what a list may cost is bounded
WEIGHED_A_DAY = 10_000  # the same for a digest, for which nobody waits
_WORTHY = (Summary.WORTH_IT, Summary.LOOK_TWICE)


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """When a local day begins and ends: 23, 24 or 25 hours, as the clocks go."""
    return one_day(day).bounds(zone)


def _still_open(face: CardFace) -> OpenQuestion:
    """A digest may go to more people than the card: of private words it tells nothing."""
    post = face.thread.post if face.thread else None
    private = post is not None and post.audience is Audience.PRIVATE
    words = (f"⚠️ {post.warning}" if post.warning else post.text) if post and not private else ""
    due_at = face.card.due_at
    late_since = due_at if due_at is not None and due_at <= face.now else None
    return OpenQuestion(
        face.card.id,
        face.person.handle,
        words,
        face.since,
        face.links.post,
        private=private,
        owner_id=face.card.owner_id,
        overdue=face.now - late_since if late_since else None,
        due_at=late_since,
    )


def _flows(tx: Connection, ids: Sequence[int], period: Period, zone: ZoneInfo, now: datetime) -> tuple[Flow, ...]:
    """Of the period's parts, as far as they have begun."""
    begun = [part for part in period.parts() if midnight(part.first, zone) <= now]
    if not begun:
        return ()
    bounds = [*(midnight(part.first, zone) for part in begun), one_day(begun[-1].last).bounds(zone)[1]]
    found = figures.by_day(tx, ids, bounds)
    return tuple(Flow(one.new_followers, one.lost_followers, one.questions, len(one.first_replies)) for one in found)


def _newcomer(face: CardFace) -> Newcomer:
    return Newcomer(face.person.name, face.person.handle, face.links.profile, face.evidence, face.card.id)


@dataclass(frozen=True, slots=True)
class Report:
    """Sums days up, and records the digest message once per channel and local date."""

    database: Database
    networks: Networks
    faces: Faces
    now: Callable[[], datetime]

    def recap(self, workspace_id: int, channel_id: str, period: Period, zone: ZoneInfo) -> Recap | None:
        """All that a channel is told of a period, over the accounts routed there; None where none is.

        Args:
            workspace_id: whose.
            channel_id: where it is told.
            period: the local days.
            zone: where they are local (the channel's).
        """
        ours = self._routed(workspace_id, channel_id)
        if not ours:
            return None
        digests = tuple(self._of_account(account, period, zone) for account in ours)
        start, end = period.bounds(zone)
        ids, now = [account.id for account in ours], self.now()
        with self.database.read() as tx:
            out, out_total = recaps.elsewhere(tx, workspace_id, ids, SHOWN_ELSEWHERE)
            said = recaps.words(tx, ids, start, end)
            products = own_words.kept(tx, workspace_id).words.products
            return Recap(
                period=period,
                over=end <= now,
                digests=digests,
                sums=self._sums(tx, workspace_id, ids, period.bounds(zone), now),
                flows=_flows(tx, ids, period, zone, now),
                before=self._before(tx, ours, period, zone) if end <= now else None,
                topics=topics(said, products, SHOWN_TOPICS, [each.handle for each in ours]),
                elsewhere=out,
                elsewhere_total=out_total,
            )

    def _of_account(self, account: Account, period: Period, zone: ZoneInfo) -> Digest:
        start, end = period.bounds(zone)
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
        worth_it, newcomers = self._worth_a_look(account, start, end) if waiting_followers else (0, ())
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
        return summarise(min(period.last, self.now().astimezone(zone).date()), facts)

    def _before(self, tx: Connection, ours: Sequence[Account], period: Period, zone: ZoneInfo) -> Sums | None:
        """The period before, as it stood as long after its end as this one stands now; None where not all was seen."""
        start, end = period.before.bounds(zone)
        if not all(account.baseline_at is not None and account.baseline_at <= start for account in ours):
            return None
        known = end + (self.now() - period.bounds(zone)[1])
        return self._sums(tx, ours[0].workspace_id, [account.id for account in ours], (start, end), known)

    def _sums(
        self,
        tx: Connection,
        workspace_id: int,
        ids: Sequence[int],
        bounds: tuple[datetime, datetime],
        known: datetime,
    ) -> Sums:
        each = [figures.between(tx, account_id, *bounds) for account_id in ids]
        counts = [(one.new_followers, one.lost_followers, one.followed_back) for one in each]
        return add_up(counts, recaps.asked(tx, ids, *bounds), targets.of(tx, workspace_id), known)

    def _worth_a_look(self, account: Account, start: datetime, end: datetime) -> tuple[int, tuple[Newcomer, ...]]:
        """How many who wait for a decision look worth it, and the worthiest of those who came from `start` to `end`."""
        waiting = cards.Search(account.workspace_id, CardKind.FOLLOWER, OPEN, account_id=account.id)
        with self.database.read() as tx:
            undecided = cards.page(tx, waiting, WEIGHED_A_DAY)
            came = cards.page(tx, replace(waiting, since=start, until=end), WEIGHED_A_DAY)
        weighed = self.faces.weighed(tuple({card.id: card for card in (*undecided, *came)}.values()))
        worth_it = sum(weighed[card.id].summary is Summary.WORTH_IT for card in undecided)
        worthy = [card for card in came if weighed[card.id].summary in _WORTHY and weighed[card.id].strength > 0]
        best = sorted(
            worthy, key=lambda card: (_WORTHY.index(weighed[card.id].summary), -weighed[card.id].strength, card.id)
        )
        return worth_it, tuple(_newcomer(face) for face in self.faces.of(best[:SHOWN_NEW]))

    def _routed(self, workspace_id: int, channel_id: str) -> list[Account]:
        with self.database.read() as tx:
            routes = accounts.all_routes(tx, RouteKind.DIGEST, workspace_id=workspace_id)
            return [accounts.account(tx, route.account_id) for route in routes if route.channel_id == channel_id]

    def watched(self, workspace_id: int, channel_id: str, period: Period, zone: ZoneInfo) -> bool:
        """Whether any account of a channel was watched in a period: the time before we came has nothing to tell."""
        _, end = period.bounds(zone)
        return any(a.baseline_at is not None and a.baseline_at < end for a in self._routed(workspace_id, channel_id))

    def record(self, workspace_id: int, channel_id: str, period: Period, zone: str, *, occasion: str = "") -> bool:
        """Record a digest to be posted. False where this one was recorded before.

        Args:
            workspace_id: whose.
            channel_id: where to.
            period: the local days it sums up.
            zone: the channel's time zone (IANA).
            occasion: empty for the one that comes by itself; else what makes an extra one unique.
        """
        key = digest_key(workspace_id, channel_id, period.last.isoformat(), period.span)
        key += f":{occasion}" if occasion else ""
        here = f"digest:{workspace_id}:{channel_id}"  # of a channel: each name is remembered
        with self.database.alone(here, wait=True), self.database.write() as tx:
            if messages.exists(tx, key):
                return False
            body = digest_body(period, zone)
            new = messages.NewMessage(key, messages.MessageKind.DIGEST, workspace_id, channel_id, None, body)
            messages.add(tx, new, self.now())
        return True

    def record_everywhere(
        self,
        day_of: Callable[[ZoneInfo], date],
        occasion: str,
        workspace_id: int | None = None,
        span: Span = Span.DAY,
    ) -> list[str]:
        """Record an extra digest for every channel that gets one; returns the channels' ids.

        Args:
            day_of: which day to sum up, or a day of the week or month, by the channel's zone.
            occasion: what makes it unique.
            workspace_id: only this workspace's channels.
            span: the day, or the week or month that it lies in.
        """
        with self.database.read() as tx:
            routes = accounts.all_routes(tx, RouteKind.DIGEST, workspace_id=workspace_id)
        places = {(route.workspace_id, route.channel_id): route.time_zone for route in routes}
        for (owner, channel_id), zone in places.items():
            self.record(owner, channel_id, around(span, day_of(ZoneInfo(zone))), zone, occasion=occasion)
        return [channel_id for _, channel_id in places]
