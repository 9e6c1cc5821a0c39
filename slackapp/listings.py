"""What a command asks -> one page of cards. Words of the command in, plain values out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from slackapp.domain.accounts import Account
from slackapp.domain.card import CardKind, CardStatus
from slackapp.domain.face import Listing
from slackapp.domain.people import Profile
from slackapp.faces import Faces
from slackapp.networks.registry import Networks
from slackapp.report import day_bounds
from slackapp.store import accounts, cards, people
from slackapp.store.database import Database

PAGE = 6
OPEN = frozenset({CardStatus.OPEN, CardStatus.SNOOZED})


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
            NetworkError: a handle had to be looked up and could not be.
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
            "pending": ("New followers nobody has decided on", cards.Search(here, kind, OPEN)),
            "lost": ("Followers who left", cards.Search(here, kind, lost=True)),
        }
        return self._listing("/followers", query, found, page)

    def questions(self, asker: Asker, query: str, page: int = 1) -> Listing:
        """`open`, `mine` or `all`.

        Raises:
            UnknownQuery: it is none of these.
        """
        here, kind = asker.workspace_id, CardKind.QUESTION
        found = {
            "open": ("Open questions", cards.Search(here, kind, OPEN, oldest_first=True)),
            "mine": ("Questions you decided on", cards.Search(here, kind, decided_by=asker.user_id)),
            "all": ("All questions", cards.Search(here, kind)),
        }
        return self._listing("/questions", query, found, page)

    def _listing(self, command: str, query: str, known: dict[str, tuple[str, cards.Search]], page: int) -> Listing:
        if query not in known:
            raise UnknownQuery(query)
        title, search = known[query]
        with self.database.read() as tx:
            _, total = cards.search(tx, search, 0)
            pages = max(1, -(-total // PAGE))
            page = min(max(page, 1), pages)  # decided cards leave a list: its last page may be gone
            found, _ = cards.search(tx, search, PAGE, (page - 1) * PAGE)
        return Listing(command, query, title, self.faces.of(found), page, pages, total, self.now())

    def _person(self, asker: Asker, query: str) -> Listing:
        """One person, as each account of ours knows them; looked up on the network where we don't."""
        handle = query.removeprefix("@")
        if not handle or len(handle) > 100:
            raise UnknownQuery(query)
        with self.database.read() as tx:
            ours = accounts.all_accounts(tx, asker.workspace_id)
        found = [card_id for account in ours if (card_id := self._card_of(account, handle)) is not None]
        faces = tuple(face for card_id in found if (face := self.faces.card(card_id)) is not None)
        return Listing("/followers", query, f"@{handle}", faces, 1, 1, len(faces), self.now())

    def _card_of(self, account: Account, handle: str) -> int | None:
        """A person's newest follower card; made, without a message, where there is none yet."""
        with self.database.read() as tx:
            known = people.find(tx, account.workspace_id, account.network, handle)
        profile = known[1] if known else self.networks.of(account.id).person(handle)
        if not isinstance(profile, Profile):
            return None
        with self.database.write() as tx:
            person_id = known[0] if known else people.put(tx, account, [profile], self.now())[profile.id]
            follower = people.follower(tx, account.id, person_id)
            subject = f"follower:{person_id}:{follower.round if follower else 0}"
            card = cards.NewCard(CardKind.FOLLOWER, subject, person_id)
            cards.add(tx, account.workspace_id, account.id, None, [card], self.now())
            return cards.id_of(tx, account.id, subject)
