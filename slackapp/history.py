"""What happened: the story of one card, and the audit of a workspace."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from slackapp.domain import telling
from slackapp.domain.action import Action, ActionState
from slackapp.domain.audit import EVENT_WORDS, AuditPage, Filter, UnknownWord, understood
from slackapp.domain.card import Card, CardStatus
from slackapp.domain.story import Event, Line
from slackapp.listings import Asker
from slackapp.report import day_bounds
from slackapp.store import accounts, actions, audit, cards, messages, stories
from slackapp.store.database import Database

PAGE = 15
LOOKED = 50_000  # lines that are looked through for those wanted: an answer in time
MOST = 100  # lines of a card's story
_DECIDED_AS = {CardStatus.IGNORED: Event.IGNORED, CardStatus.SNOOZED: Event.SNOOZED}


@dataclass(frozen=True, slots=True)
class History:
    """Reads what happened. Who may read the audit, the listeners know."""

    database: Database
    now: Callable[[], datetime]

    def of_card(self, card_id: int, workspace_id: int) -> tuple[Line, ...]:
        """A card's story, oldest first; what happened before stories were kept is told as far as it is known."""
        with self.database.read() as tx:
            card = cards.get(tx, card_id, workspace_id)
            if card is None:
                return ()
            kept = stories.of_card(tx, card_id, MOST)
            known = tuple(_known(tx, card)) if len(kept) < MOST else ()
        older = [line for line in known if not kept or line.at < kept[0].at]
        return (*sorted(older, key=lambda line: line.at), *kept)

    def audit(self, asker: Asker, typed: str, *, before: int = 0, after: int = 0) -> AuditPage:
        """One page of what happened in the asking person's workspace; days are theirs.

        Args:
            asker: who asks.
            typed: the filters, in small letters.
            before: the id of the line below which to go on; 0: from the newest.
            after: the id of the line above which to go back.

        Raises:
            UnknownWord: no filter is called so.
        """
        with self.database.read() as tx:
            what = filter_of(tx, asker, typed, self.now())
            lowest = audit.floor(tx, asker.workspace_id, LOOKED) if _is_narrow(what) else None
            deep = lowest is not None and (what.since is None or what.since < lowest)
            what = replace(what, since=lowest) if deep else what
            lines, more = audit.page(tx, asker.workspace_id, what, PAGE, before=before, after=after)
            if after and len(lines) < PAGE:  # the top: a whole page of the newest
                lines, more = audit.page(tx, asker.workspace_id, what, PAGE)
                after = 0
        if not lines:
            return AuditPage(typed, (), looked=LOOKED if deep else 0)
        above = more if after else bool(before)
        below = True if after else more
        first, last = lines[0].line.id, lines[-1].line.id
        return AuditPage(
            typed, lines, newer=first if above else 0, older=last if below else 0, looked=LOOKED if deep else 0
        )


def _is_narrow(what: Filter) -> bool:
    """Whether most lines may be walked past in search of a page."""
    return bool(what.actor_id or what.account_ids or what.events)


def filter_of(tx: Connection, asker: Asker, typed: str, now: datetime) -> Filter:
    """What was typed as a filter.

    Raises:
        UnknownWord: no filter is called so, or no account.
    """
    words = understood(typed, asker.user_id)
    since = until = None
    if days := words.days(now.astimezone(asker.zone).date()):
        since, until = day_bounds(days[0], asker.zone)[0], day_bounds(days[1], asker.zone)[1]
    ours: frozenset[int] = frozenset()
    if words.handle:
        ours = frozenset(accounts.of_handle(tx, asker.workspace_id, words.handle))
        if not ours:
            raise UnknownWord(f"@{words.handle}")
    return Filter(since, until, words.actor_id, ours, EVENT_WORDS.get(words.events, frozenset()))


def _known(tx: Connection, card: Card) -> Iterator[Line]:
    """What the card and its actions tell by themselves: the newest of each kind."""
    at = messages.get(tx, card.message_id) if card.message_id is not None else None
    if at is not None and at.posted_at is not None:
        yield Line(at.posted_at, Event.POSTED, detail=at.channel_id, card_id=card.id)
    for action in actions.of_cards(tx, [card.id]).get(card.id, ()):
        if (line := _outcome(card, action)) is not None:
            yield line
    if card.status in _DECIDED_AS and card.decided_at is not None:
        yield Line(card.decided_at, _DECIDED_AS[card.status], card.decided_by, card_id=card.id)


def _outcome(card: Card, action: Action) -> Line | None:
    if action.finished_at is None:
        return None
    event, detail = Event.FAILED, telling.tried(action, action.reason)
    if action.state is ActionState.DONE:
        event, detail = telling.done(action, action.reason)
    return Line(action.finished_at, event, action.actor_id, detail, card.id, card.account_id)
