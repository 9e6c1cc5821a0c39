"""What each tab of Home shows, gathered from the store: every tab reads what it needs, and no more."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from slackapp.domain import ledger
from slackapp.domain.accounts import AccountHealth
from slackapp.domain.card import Choice, choose
from slackapp.domain.draft import Draft, DraftState
from slackapp.domain.face import CardFace
from slackapp.domain.home import AT_MOST, Alerts, Counts, Day, ForMe, Looking, Numbers, Open, Shown
from slackapp.domain.ledger import Line
from slackapp.faces import Faces
from slackapp.listings import Asker
from slackapp.overview import Overview
from slackapp.report import day_bounds
from slackapp.store import accounts, cards, drafts, figures, hand_offs, newcomers, welcomes
from slackapp.store import ledger as kept
from slackapp.store.database import Database

DAYS = 30
MOST_OPEN = 10_000  # open questions that are counted and filtered: the oldest
QUESTIONS, FOLLOWERS = 8, 6  # on a page of the Open tab
MINE, FEW, LINES = 5, 3, 5  # on For me: of one's own, of a kind, in one line each
_MOST_DRAFTS = 50


@dataclass(frozen=True, slots=True)
class HomeTabs:
    """Gathers what Home shows."""

    database: Database
    faces: Faces
    overview: Overview
    now: Callable[[], datetime]

    def alerts(self, asker: Asker) -> Alerts:
        """What somebody has to mend; or how far the first run has come, while nothing is connected."""
        here = asker.workspace_id
        with self.database.read() as tx:
            ours = accounts.all_accounts(tx, here)
            welcome = None if ours else welcomes.progress(tx, here, asker.user_id)
        refused = tuple(each for each in ours if each.health is AccountHealth.LOGIN_REFUSED)
        return Alerts(self.overview.closed(here), refused, welcome)

    def for_me(self, asker: Asker, *, approves: bool) -> ForMe:
        """What waits for one person, and then for anybody.

        Args:
            asker: who looks.
            approves: whether drafts wait for them, since they may send them.
        """
        here, me, now = asker.workspace_id, asker.user_id, self.now()
        with self.database.read() as tx:
            lines = kept.open_questions(tx, here, now, MOST_OPEN)
            handed = hand_offs.open_ones(tx, here)
            waiting = [each for each in drafts.waiting(tx, here, _MOST_DRAFTS) if _sendable(tx, each)]
            returned = drafts.returned_to(tx, here, me, FEW)
            today = newcomers.came(tx, accounts.all_ids(tx, here), *self._today(asker), AT_MOST)
            counts = self._counts(tx, here, lines, len(today))
        mine, new = ledger.mine(lines, me), newcomers.undecided(today)
        to_send = _once(each.card_id for each in waiting) if approves else []
        return ForMe(
            now=now,
            counts=counts,
            mine=self._shown([line.card_id for line in mine], MINE),
            late=sum(line.overdue for line in mine),
            drafts=self._shown(to_send, FEW),
            returned=self._returned(returned),
            mine_waiting=sum(each.written_by == me for each in waiting),
            cases=self._shown([each.card_id for each in handed if each.owner_id == me], LINES),
            given=self._shown([each.card_id for each in handed if each.given_by == me != each.owner_id], LINES),
            asleep=self._shown([line.card_id for line in ledger.put_off(lines, me)], FEW),
            nobodys=self._shown([line.card_id for line in ledger.nobodys(lines)], FEW),
            followers=self._shown([card.id for card in new], FEW),
        )

    def open(self, asker: Asker, looking: Looking) -> Open:
        """One page of all that is open, as far as the filters leave it."""
        here, now = asker.workspace_id, self.now()
        with self.database.read() as tx:
            lines = kept.open_questions(tx, here, now, MOST_OPEN)
            ours, ids = accounts.all_accounts(tx, here), accounts.all_ids(tx, here)
            today = newcomers.came(tx, ids, *self._today(asker), AT_MOST)
            counts = self._counts(tx, here, lines, len(today))
            of = [each for each in ids if looking.followers_of in (0, each)]
            mine_today = [card for card in newcomers.undecided(today) if card.account_id in of]
            total = len(mine_today) if looking.today else newcomers.number_waiting(tx, of, AT_MOST)
            followers_pages = max(1, -(-total // FOLLOWERS))
            start = (min(looking.followers_page, followers_pages) - 1) * FOLLOWERS
            new = (
                mine_today[start : start + FOLLOWERS] if looking.today else newcomers.waiting(tx, of, FOLLOWERS, start)
            )
        wanted = ledger.chosen(lines, looking.questions, asker.user_id)
        pages = max(1, -(-len(wanted) // QUESTIONS))
        page = min(looking.page, pages)  # decided cards leave it: its last page may be gone
        return Open(
            now=now,
            looking=replace(looking, page=page, followers_page=start // FOLLOWERS + 1),
            counts=counts,
            accounts=ours,
            questions=self._shown([line.card_id for line in wanted], QUESTIONS, (page - 1) * QUESTIONS),
            pages=pages,
            followers=Shown(self.faces.of(new), total),
            followers_pages=followers_pages,
        )

    def numbers(self, asker: Asker) -> Numbers:
        """Today and the 29 days before it, as days are where somebody is; and the accounts."""
        now = self.now()
        today = now.astimezone(asker.zone).date()
        days = [today - timedelta(days=ago) for ago in reversed(range(DAYS))]
        bounds = [day_bounds(day, asker.zone)[0] for day in days] + [day_bounds(today, asker.zone)[1]]
        with self.database.read() as tx:
            ids = accounts.all_ids(tx, asker.workspace_id)
            found = figures.by_day(tx, ids, bounds) if ids else ()
        told = (
            Day(day, n.new_followers, n.lost_followers, n.followed_back, n.questions, n.first_replies)
            for day, n in zip(days, found, strict=False)
        )
        return Numbers(now, tuple(told), self.overview.accounts(asker.workspace_id))

    def _today(self, asker: Asker) -> tuple[datetime, datetime]:
        return day_bounds(self.now().astimezone(asker.zone).date(), asker.zone)

    def _counts(self, tx: Connection, workspace_id: int, lines: tuple[Line, ...], today: int) -> Counts:
        return Counts(
            open=len(lines),
            overdue=sum(line.overdue for line in lines),
            nobodys=len(ledger.nobodys(lines)),
            handed=sum(line.handed for line in lines),
            followers=newcomers.number_waiting(tx, accounts.all_ids(tx, workspace_id), AT_MOST),
            today=min(today, AT_MOST),
        )

    def _shown(self, card_ids: list[int], most: int, start: int = 0) -> Shown:
        with self.database.read() as tx:
            found = [card for i in card_ids[start : start + most] if (card := cards.get(tx, i)) is not None]
        return Shown(self.faces.of(found), len(card_ids))

    def _returned(self, came_back: tuple[Draft, ...]) -> tuple[tuple[CardFace, Draft], ...]:
        """Those that are the last word on their card, where it still can be answered."""
        found = []
        for draft in came_back:
            face = self.faces.card(draft.card_id, draft.workspace_id)
            newest = face.drafts[-1] if face and face.drafts else None
            is_last = newest is not None and newest.id == draft.id and newest.state is DraftState.RETURNED
            if face is not None and is_last and choose(face.card, Choice.REPLY) is not None:
                found.append((face, draft))
        return tuple(found)


def _sendable(tx: Connection, draft: Draft) -> bool:
    """Whether its card still can be answered."""
    card = cards.get(tx, draft.card_id)
    return card is not None and choose(card, Choice.REPLY) is not None


def _once(card_ids: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(card_ids))
