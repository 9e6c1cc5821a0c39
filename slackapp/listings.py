"""What a command asks -> one page of cards. Words of the command in, plain values out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from slackapp.domain.accounts import Account
from slackapp.domain.card import Card, CardKind
from slackapp.domain.face import Listing, Share
from slackapp.domain.judgement import Census, Rest, census
from slackapp.domain.people import Profile
from slackapp.faces import IN_REVIEW, Faces
from slackapp.networks.base import NetworkError
from slackapp.networks.registry import Networks
from slackapp.report import OPEN, WEIGHED, day_bounds
from slackapp.store import accounts, cards, people
from slackapp.store import census as counts
from slackapp.store.database import Database

PAGE = 6


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: a person of a workspace, with the time zone their Slack is set to."""

    workspace_id: int
    user_id: str
    zone: ZoneInfo


class UnknownQuery(Exception):
    """The command does not know these words; answer with its help."""


@dataclass(frozen=True, slots=True)
class Listings:
    """Answers `/followers` and `/questions`."""

    database: Database
    faces: Faces
    networks: Networks
    now: Callable[[], datetime]

    def followers(self, asker: Asker, query: str, page: int = 1) -> Listing:
        """`today`, `yesterday`, `week`, `pending`, `lost` or `@handle`. Days are the asking person's.

        Raises:
            UnknownQuery: it is none of these.
            NetworkError: a handle had to be looked up, and no network could be asked.
        """
        if query.startswith("@"):
            return self._person(asker, query)
        today = self.now().astimezone(asker.zone).date()
        start, end = day_bounds(today, asker.zone)
        here, kind = asker.workspace_id, CardKind.FOLLOWER
        found: dict[str, tuple[str, cards.Search]] = {
            "today": ("New followers today", cards.Search(here, kind, since=start, until=end)),
            "yesterday": (
                "New followers yesterday",
                cards.Search(here, kind, since=day_bounds(today - timedelta(days=1), asker.zone)[0], until=start),
            ),
            "week": (
                "New followers of the last 7 days",
                cards.Search(here, kind, since=day_bounds(today - timedelta(days=6), asker.zone)[0], until=end),
            ),
            "pending": ("New followers nobody has decided on, worth it first", cards.Search(here, kind, OPEN)),
            "lost": ("Followers who left", cards.Search(here, kind, lost=True)),
        }
        return self._listing("/followers", query, found, page)

    def questions(self, asker: Asker, query: str, page: int = 1) -> Listing:
        """`open`, `overdue`, `mine` or `all`.

        Raises:
            UnknownQuery: it is none of these.
        """
        here, kind = asker.workspace_id, CardKind.QUESTION
        found = {
            "open": ("Open questions", cards.Search(here, kind, OPEN, oldest_first=True, awaited=True)),
            "mine": ("Questions you have or decided on", cards.Search(here, kind, mine=asker.user_id)),
            "overdue": ("Questions past their target", self._overdue(here)),
            "all": ("All questions", cards.Search(here, kind)),
        }
        return self._listing("/questions", query, found, page)

    def _overdue(self, workspace_id: int) -> cards.Search:
        late = cards.Search(workspace_id, CardKind.QUESTION, OPEN, oldest_first=True, awaited=True)
        return replace(late, overdue_at=self.now())

    def census(self, asker: Asker) -> Census:
        """What became of all mentions of a workspace."""
        with self.database.read() as tx:
            return census(counts.kinds(tx, asker.workspace_id))

    def rest(self, asker: Asker, page: int = 1) -> Rest:
        """What Rapport did not card by itself, the newest first."""
        counted = self.census(asker)
        pages = max(1, -(-counted.uncarded // PAGE))
        page = min(max(page, 1), pages)
        shown = self.faces.mentions(asker.workspace_id, PAGE, (page - 1) * PAGE)
        return Rest(shown, counted, page, pages, asker.user_id, self.now())

    def _listing(self, command: str, query: str, known: dict[str, tuple[str, cards.Search]], page: int) -> Listing:
        if query not in known:
            raise UnknownQuery(query)
        title, search = known[query]
        with self.database.read() as tx:
            totals = cards.totals(tx, search)
            total = sum(totals.values())
            ours = {account.id: account for account in accounts.all_accounts(tx, search.workspace_id)}
            ours |= {i: accounts.account(tx, i) for i in totals if i not in ours}  # those disconnected since
            several = search.kind is CardKind.FOLLOWER and len(ours) > 1
            search = replace(search, by_account=several, among=tuple(totals))
            pages = max(1, -(-total // PAGE))
            page = min(max(page, 1), pages)  # decided cards leave a list: its last page may be gone
            start = (page - 1) * PAGE
            found = () if query == "pending" else cards.page(tx, search, PAGE, start)
        if query == "pending":
            found = self._worth_it_first(search, totals, start)
        shares = _shares(ours, totals, start) if search.by_account else ()
        return Listing(command, query, title, self.faces.of(found), page, pages, total, self.now(), shares)

    def _worth_it_first(self, search: cards.Search, totals: Mapping[int, int], start: int) -> tuple[Card, ...]:
        """The page that begins after `start` entries: of each account the worthiest first, then the newest.

        The newest of an account are weighed; those beyond them follow in the order of time.
        """
        page: list[Card] = []
        before = 0  # entries of the accounts above
        for account_id, total in totals.items():
            skip, wanted = max(start - before, 0), PAGE - len(page)
            before += total
            if skip >= total or not wanted:
                continue
            here = replace(search, account_id=account_id, by_account=False)
            newest: tuple[Card, ...] = ()
            with self.database.read() as tx:
                if skip < WEIGHED:
                    newest = cards.page(tx, here, WEIGHED)
                later = cards.page(tx, here, PAGE, max(skip, WEIGHED)) if skip + wanted > WEIGHED else ()
            weighed = self.faces.weighed(newest)
            newest = tuple(sorted(newest, key=lambda card: IN_REVIEW.index(weighed[card.id].summary)))
            page += [*newest[skip:], *later][:wanted]
        return tuple(page)

    def _person(self, asker: Asker, query: str) -> Listing:
        """One person, as each account of ours knows them; looked up on the network where we don't."""
        handle = query.removeprefix("@")
        if not handle.strip("@") or len(handle) > 100:
            raise UnknownQuery(query)
        with self.database.read() as tx:
            ours = accounts.all_accounts(tx, asker.workspace_id)
        found: list[int] = []
        failed: dict[int, NetworkError] = {}
        for account in ours:
            try:
                found += self._card_of(account, handle)
            except NetworkError as error:
                failed[account.id] = error
        if failed and len(failed) == len(ours):
            raise next(iter(failed.values()))
        faces = tuple(face for card_id in found if (face := self.faces.card(card_id)) is not None)
        unasked = tuple((account, failed[account.id].reason) for account in ours if account.id in failed)
        return Listing("/followers", query, f"@{handle}", faces, 1, 1, len(faces), self.now(), unasked=unasked)

    def _card_of(self, account: Account, handle: str) -> tuple[int, ...]:
        """A person's newest follower card; made, without a message, where there is none yet. Empty for nobody."""
        with self.database.read() as tx:
            known = people.find(tx, account.workspace_id, account.network, handle)
        profile = known[1] if known else self.networks.of(account.id).person(handle)
        if not isinstance(profile, Profile):
            return ()
        with self.database.write() as tx:
            person_id = known[0] if known else people.put(tx, account, [profile], self.now())[profile.id]
            follower = people.follower(tx, account.id, person_id)
            subject = f"follower:{person_id}:{follower.round if follower else 0}"
            card = cards.NewCard(CardKind.FOLLOWER, subject, person_id)
            cards.add(tx, account.workspace_id, account.id, None, [card], self.now())
            made = cards.id_of(tx, account.id, subject)
        return () if made is None else (made,)


def _shares(ours: Mapping[int, Account], totals: Mapping[int, int], start: int) -> tuple[Share, ...]:
    """Which accounts stand on the page that begins after `start` entries, and how many each has in all."""
    shares, before = [], 0
    for account_id, total in totals.items():
        if before < start + PAGE and before + total > start:
            shares.append(Share(ours[account_id], total, goes_on=before < start))
        before += total
    return tuple(shares)
