"""Cards: made once per subject, changed only by whoever names the version they saw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, case, func, insert, select, update

from slackapp.domain import targets
from slackapp.domain.card import Card, CardedBy, CardKind, CardStatus, FacetState
from slackapp.domain.verdict import Urgency
from slackapp.store import preferences, sought
from slackapp.store.accounts import LOOKED_AFTER
from slackapp.store.people import BATCH
from slackapp.store.tables import CardRow, FeedbackRow, FollowerRow, MentionRow, PersonRow

cards = CardRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so
feedback = FeedbackRow.__table__  # type: ignore[attr-defined]  # likewise
followers = FollowerRow.__table__  # type: ignore[attr-defined]  # likewise
mentions = MentionRow.__table__  # type: ignore[attr-defined]  # likewise
people = PersonRow.__table__  # type: ignore[attr-defined]  # likewise

AWAITED, NEWCOMER, THIS_ROUND, WITH_FOLLOWER = sought.AWAITED, sought.NEWCOMER, sought.THIS_ROUND, sought.WITH_FOLLOWER
Search = sought.Search


_HASTE = case(
    (mentions.c.needs_answer.is_(False), 3),
    (mentions.c.urgency == Urgency.HIGH, 0),
    (mentions.c.urgency == Urgency.LOW, 2),
    else_=1,
)


@dataclass(frozen=True, slots=True)
class NewCard:
    """A card about to be made."""

    kind: CardKind
    subject: str  # unique for the account: "follower:<person>:<round>", "mention:<id>"
    person_id: int
    question_id: int | None = None
    by: CardedBy = CardedBy.RAPPORT


def card_of(row: Row[tuple[object, ...]]) -> Card:
    """A row as a domain value."""
    return Card(
        id=row.id,
        workspace_id=row.workspace_id,
        account_id=row.account_id,
        kind=CardKind(row.kind),
        status=CardStatus(row.status),
        version=row.version,
        person_id=row.person_id,
        question_id=row.mention_id,
        message_id=row.message_id,
        follow=FacetState(row.follow),
        reply=FacetState(row.reply),
        like=FacetState(row.like),
        created_at=row.created_at,
        snoozed_until=row.snoozed_until,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        closed_why=row.closed_why,
        owner_id=row.owner_id,
        owned_at=row.owned_at,
        owner_was=row.owner_was,
        given_by=row.given_by,
        given_note=row.given_note,
        snoozed_by=row.snoozed_by,
        snooze_note=row.snooze_note,
        snoozed_at=row.snoozed_at,
        returned_at=row.returned_at,
        due_at=row.due_at,
        nudge_at=row.nudge_at,
        nudged_at=row.nudged_at,
        missed_at=row.missed_at,
    )


# Every click passes here: statements made once cost a third of those made anew.
_ONE = select(cards).where(cards.c.id == bindparam("one"))
_CHANGE = update(cards).where(cards.c.id == bindparam("one"), cards.c.version == bindparam("seen"))


def get(tx: Connection, card_id: int, workspace_id: int | None = None) -> Card | None:
    """A card, of this workspace where one is named."""
    row = tx.execute(_ONE, {"one": card_id}).one_or_none()
    return card_of(row) if row and workspace_id in (None, row.workspace_id) else None


def of_message(tx: Connection, message_id: int, workspace_id: int | None = None) -> tuple[Card, ...]:
    """The cards that a message shows, of this workspace where one is named: urgent ones first, then as they came."""
    joined = cards.outerjoin(mentions, mentions.c.id == cards.c.mention_id)
    query = select(cards).select_from(joined).where(cards.c.message_id == message_id).order_by(_HASTE, cards.c.id)
    if workspace_id is not None:
        query = query.where(cards.c.workspace_id == workspace_id)
    return tuple(card_of(row) for row in tx.execute(query))


@dataclass(frozen=True, slots=True)
class Member:
    """One of many cards that a message shows, as far as all of them are looked at."""

    id: int
    account_id: int
    kind: CardKind
    status: CardStatus
    follow: FacetState
    question_id: int | None


_MEMBERS = select(cards.c.id, cards.c.account_id, cards.c.kind, cards.c.status, cards.c.follow, cards.c.mention_id)


def members(tx: Connection, message_id: int, workspace_id: int | None = None) -> tuple[Member, ...]:
    """The cards that a message shows, in the order of `of_message`: thousands are read at each click in a review."""
    joined = cards.outerjoin(mentions, mentions.c.id == cards.c.mention_id)
    query = _MEMBERS.select_from(joined).where(cards.c.message_id == message_id).order_by(_HASTE, cards.c.id)
    if workspace_id is not None:
        query = query.where(cards.c.workspace_id == workspace_id)
    return tuple(
        Member(i, account_id, CardKind(kind), CardStatus(status), FacetState(follow), question_id)
        for i, account_id, kind, status, follow, question_id in tx.execute(query)
    )


def of_subjects(tx: Connection, account_id: int, subjects: Sequence[str]) -> tuple[Card, ...]:
    """The cards of these subjects of an account, as they came."""
    found: list[Card] = []
    for start in range(0, len(subjects), BATCH):
        here = (cards.c.account_id == account_id) & cards.c.subject.in_(subjects[start : start + BATCH])
        found += [card_of(row) for row in tx.execute(select(cards).where(here).order_by(cards.c.id))]
    return tuple(found)


def of_mention(tx: Connection, mention_id: int) -> Card | None:
    """The card of a mention, if it got one."""
    row = tx.execute(select(cards).where(cards.c.mention_id == mention_id)).one_or_none()
    return card_of(row) if row else None


def open_follower_cards(tx: Connection, account_id: int, person_id: int) -> tuple[Card, ...]:
    """A person's follower cards that are not closed."""
    here = (cards.c.account_id == account_id) & (cards.c.person_id == person_id) & (cards.c.kind == CardKind.FOLLOWER)
    rows = tx.execute(select(cards).where(here, cards.c.status.in_([CardStatus.OPEN, CardStatus.SNOOZED])))
    return tuple(card_of(row) for row in rows)


def open_messages(tx: Connection, account_id: int, limit: int) -> tuple[int, ...]:
    """The newest messages that show an open card of an account."""
    here = (cards.c.account_id == account_id) & (cards.c.status == CardStatus.OPEN) & cards.c.message_id.is_not(None)
    here &= cards.c.kind.in_(list(CardKind))  # the index of what is open has it between the two
    shown = select(cards.c.message_id).where(here).distinct().order_by(cards.c.message_id.desc()).limit(limit)
    return tuple(tx.execute(shown).scalars())


def add(
    tx: Connection, workspace_id: int, account_id: int, message_id: int | None, new: Sequence[NewCard], now: datetime
) -> None:
    """Make cards. A subject that has a card already keeps that one."""
    subjects = [card.subject for card in new]
    have: set[str] = set()
    for start in range(0, len(subjects), BATCH):
        batch = cards.c.subject.in_(subjects[start : start + BATCH])
        have |= set(tx.execute(select(cards.c.subject).where(cards.c.account_id == account_id, batch)).scalars())
    place: dict[str, object] = {
        "workspace_id": workspace_id,
        "account_id": account_id,
        "message_id": message_id,
        "created_at": now,
    }
    made = [
        place | {"kind": c.kind, "subject": c.subject, "person_id": c.person_id, "mention_id": c.question_id}
        for c in new
        if c.subject not in have
    ]
    carded = [{"one": c.question_id, "by": c.by} for c in new if c.question_id is not None and c.subject not in have]
    blank = {
        "status": "open",
        "version": 1,
        "follow": "none",
        "reply": "none",
        "like": "none",
        "decided_by": "",
        "closed_why": "",
    }
    if made:
        clocks = _clocks(tx, workspace_id, [c.question_id for c in new if c.question_id is not None], now)
        tx.execute(insert(cards), [row | blank | clocks.get(row["mention_id"], _NO_CLOCK) for row in made])
    if carded:
        tx.execute(_CARDED, carded)


_CARDED = update(mentions).where(mentions.c.id == bindparam("one")).values(carded_by=bindparam("by"))
_NO_CLOCK: dict[str, object] = {"due_at": None, "nudge_at": None}


def _clocks(tx: Connection, workspace_id: int, asked: Sequence[int], now: datetime) -> dict[object, dict[str, object]]:
    """When the answers to these mentions are due; nothing of those that wait for none or have no target."""
    aims = targets.read(preferences.of(tx, workspace_id, targets.PREFERENCE)) if asked else targets.Targets()
    if not aims.on:
        return {}
    found: dict[object, dict[str, object]] = {}
    what = select(mentions.c.id, mentions.c.urgency, mentions.c.needs_answer, mentions.c.asked_at)
    for start in range(0, len(asked), BATCH):
        for row in tx.execute(what.where(mentions.c.id.in_(asked[start : start + BATCH]), AWAITED)):
            # By a person's word, it waits since they said so, with no more haste than usual.
            urgency, begun = (Urgency(row.urgency), row.asked_at) if row.needs_answer else (Urgency.NORMAL, now)
            due = targets.due(aims, urgency, begun)
            found[row.id] = {"due_at": due.at, "nudge_at": due.nudge_at} if due else _NO_CLOCK
    return found


def change(tx: Connection, card: Card) -> bool:
    """Write a card whose version is one more than the one it was made from.

    Returns:
        False where somebody was faster: the card in the database is no longer that version. Nothing is written.
    """
    values = {
        "status": card.status,
        "version": card.version,
        "follow": card.follow,
        "reply": card.reply,
        "like": card.like,
        "message_id": card.message_id,
        "snoozed_until": card.snoozed_until,
        "decided_by": card.decided_by,
        "decided_at": card.decided_at,
        "closed_why": card.closed_why,
        "owner_id": card.owner_id,
        "owned_at": card.owned_at,
        "owner_was": card.owner_was,
        "given_by": card.given_by,
        "given_note": card.given_note,
        "snoozed_by": card.snoozed_by,
        "snooze_note": card.snooze_note,
        "snoozed_at": card.snoozed_at,
        "returned_at": card.returned_at,
    }
    seen = {"one": card.id, "seen": card.version - 1}
    return tx.execute(_CHANGE, values | seen).rowcount == 1


def snoozed_until(tx: Connection, now: datetime) -> tuple[Card, ...]:
    """Snoozed cards whose time has come; where Rapport was removed they sleep on."""
    due = (cards.c.status == CardStatus.SNOOZED) & (cards.c.snoozed_until <= now)
    due &= cards.c.workspace_id.in_(LOOKED_AFTER)
    return tuple(card_of(row) for row in tx.execute(select(cards).where(due).order_by(cards.c.snoozed_until)))


def search(tx: Connection, what: Search, limit: int, offset: int = 0) -> tuple[tuple[Card, ...], int]:
    """One page of cards and how many there are in all."""
    return page(tx, what, limit, offset), sum(totals(tx, what).values())


def page(tx: Connection, what: Search, limit: int, offset: int = 0) -> tuple[Card, ...]:
    """One page of cards, where nobody asks how many there are."""
    wanted = sought.ids(tx, what, limit, offset)
    found: dict[int, Card] = {}
    for start in range(0, len(wanted), BATCH):
        batch = cards.c.id.in_(wanted[start : start + BATCH])
        found |= {row.id: card_of(row) for row in tx.execute(select(cards).where(batch))}
    return tuple(found[card_id] for card_id in wanted)


def totals(tx: Connection, what: Search) -> dict[int, int]:
    """How many cards each account has among those looked for, in the order of `by_account`; none for none."""
    return sought.totals(tx, what)


def id_of(tx: Connection, account_id: int, subject: str) -> int | None:
    """The id of a subject's card."""
    here = (cards.c.account_id == account_id) & (cards.c.subject == subject)
    found: int | None = tx.execute(select(cards.c.id).where(here)).scalar_one_or_none()
    return found


def count_of(tx: Connection, account_id: int) -> int:
    """How many cards an account has brought."""
    return int(tx.execute(select(func.count()).where(cards.c.account_id == account_id)).scalar_one())
