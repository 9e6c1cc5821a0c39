"""People, and who follows our accounts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from slackapp.domain.accounts import Account
from slackapp.domain.people import History, LostReason, NetworkName, Profile
from slackapp.store import rounds
from slackapp.store.tables import FollowerRow, MentionRow, PersonRow

people = PersonRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so
followers = FollowerRow.__table__  # type: ignore[attr-defined]  # likewise
mentions = MentionRow.__table__  # type: ignore[attr-defined]  # likewise

BATCH = 500  # ids in one IN (…), well under SQLite's limit
LENGTHS = {
    "handle": 200,
    "name": 400,
    "bio": 4_000,
    "location": 400,
    "website": 2_000,
    "avatar_url": 2_000,
    "page_url": 2_000,
}
UNKEPT = ("bio_told",)  # of a profile: it serves the moment of reading alone


@dataclass(frozen=True, slots=True)
class Follower:
    """A follower as the store knows them."""

    id: int
    person_id: int
    network_user_id: str
    first_seen_at: datetime
    baseline: bool
    round: int
    misses: int
    lost_at: datetime | None
    lost_reason: LostReason | None
    followed_at: datetime | None = None  # where the network told it


def _profile(row: Row[tuple[object, ...]]) -> Profile:
    return Profile(
        id=row.network_user_id,
        handle=row.handle,
        name=row.name,
        bio=row.bio,
        location=row.location,
        website=row.website,
        avatar_url=row.avatar_url,
        page_url=row.page_url,
        followers=row.followers,
        following=row.following,
        posts=row.posts,
        listed=row.listed,
        likes=row.likes,
        created_at=row.created_at,
        last_post_at=row.last_post_at,
        protected=row.protected,
        verified=row.verified,
        default_picture=row.default_picture,
    )


_ONE = select(people).where(people.c.id == bindparam("one"))


def profile(tx: Connection, person_id: int) -> Profile:
    """A person as last seen. Raises NoResultFound where there is none."""
    return _profile(tx.execute(_ONE, {"one": person_id}).one())


def profiles(tx: Connection, person_ids: Sequence[int]) -> dict[int, Profile]:
    """These people as last seen, by the store's id; those who are not there are left out."""
    found: dict[int, Profile] = {}
    for start in range(0, len(person_ids), BATCH):
        rows = tx.execute(select(people).where(people.c.id.in_(person_ids[start : start + BATCH])))
        found |= {row.id: _profile(row) for row in rows}
    return found


def find(tx: Connection, workspace_id: int, network: NetworkName, handle: str) -> tuple[int, Profile] | None:
    """A person of a workspace by handle, whatever its case."""
    # Summed with nothing, so that handles are looked up: the workspace's index leads to everybody in it.
    here = (people.c.workspace_id + 0 == workspace_id) & (people.c.network == network)
    named = func.lower(people.c.handle) == handle.lower()  # a handle can change hands: whoever was seen last has it
    row = tx.execute(select(people).where(here, named).order_by(people.c.seen_at.desc())).first()
    return (row.id, _profile(row)) if row else None


def put(tx: Connection, account: Account, profiles: Iterable[Profile], now: datetime) -> dict[str, int]:
    """Make or bring up to date; returns the store's id of each by the network's id."""
    fresh = {p.id: _columns(p) | {"seen_at": now} for p in profiles}
    known = _ids(tx, account, list(fresh))
    # What a network leaves out this time, it may have told before.
    told = {i: {name: value for name, value in values.items() if value is not None} for i, values in fresh.items()}
    changed = [values | {"key": known[user_id]} for user_id, values in told.items() if user_id in known]
    place = {"workspace_id": account.workspace_id, "network": account.network}
    made = [values | place | {"network_user_id": i} for i, values in fresh.items() if i not in known]
    for values in changed:
        tx.execute(update(people).where(people.c.id == values.pop("key")).values(values))
    if made:
        tx.execute(insert(people), made)
        known |= _ids(tx, account, [str(values["network_user_id"]) for values in made])
    return known


def _columns(profile: Profile) -> dict[str, object]:
    values = asdict(profile)
    for name in ("id", *UNKEPT):
        del values[name]
    return {name: bounded(v, LENGTHS.get(name, 4_000)) if isinstance(v, str) else v for name, v in values.items()}


def bounded(text: str, longest: int) -> str:
    """A stranger's text as a database takes it: no NUL, no half of a surrogate pair, not longer than that."""
    return text[:longest].replace("\x00", "").encode("utf-8", "replace").decode()


def _ids(tx: Connection, account: Account, user_ids: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    here = (people.c.workspace_id == account.workspace_id) & (people.c.network == account.network)
    for start in range(0, len(user_ids), BATCH):
        batch = people.c.network_user_id.in_(user_ids[start : start + BATCH])
        rows = tx.execute(select(people.c.network_user_id, people.c.id).where(here, batch))
        found |= {row.network_user_id: row.id for row in rows}
    return found


def _follower(row: Row[tuple[object, ...]]) -> Follower:
    lost = LostReason(row.lost_reason) if row.lost_reason else None
    return Follower(
        row.id,
        row.person_id,
        row.network_user_id,
        row.first_seen_at,
        row.baseline,
        row.round,
        row.misses,
        row.lost_at,
        lost,
        row.followed_at,
    )


_FOLLOWERS = select(followers, people.c.network_user_id).join(people, people.c.id == followers.c.person_id)


def follower(tx: Connection, account_id: int, person_id: int, number: int | None = None) -> Follower | None:
    """Whether and since when a person follows an account.

    Args:
        tx: a transaction.
        account_id: whose follower.
        person_id: who.
        number: of an earlier round, to know it as it ended; the newest round, where that one is not kept.
    """
    here = (followers.c.account_id == account_id) & (followers.c.person_id == person_id)
    row = tx.execute(_FOLLOWERS.where(here)).one_or_none()
    newest = _follower(row) if row else None
    if newest is None or number is None or number == newest.round:
        return newest
    past = rounds.past
    there = (past.c.account_id == account_id) & (past.c.person_id == person_id) & (past.c.round == number)
    ended = tx.execute(select(*(past.c[name] for name in rounds.KEPT)).where(there)).mappings().one_or_none()
    if ended is None:
        return newest
    why = LostReason(ended["lost_reason"]) if ended["lost_reason"] else None
    return replace(newest, misses=0, **(dict(ended) | {"lost_reason": why}))


def followers_among(tx: Connection, account_id: int, user_ids: Sequence[str]) -> dict[str, Follower]:
    """Those of these people (by the network's ids) who are or were followers."""
    found: dict[str, Follower] = {}
    for start in range(0, len(user_ids), BATCH):
        batch = people.c.network_user_id.in_(user_ids[start : start + BATCH])
        rows = tx.execute(_FOLLOWERS.where(followers.c.account_id == account_id, batch))
        found |= {row.network_user_id: _follower(row) for row in rows}
    return found


def current_followers(tx: Connection, account_id: int) -> dict[str, Follower]:
    """All who follow an account now, by the network's id."""
    rows = tx.execute(_FOLLOWERS.where(followers.c.account_id == account_id, followers.c.lost_at.is_(None)))
    return {row.network_user_id: _follower(row) for row in rows}


def add_followers(tx: Connection, account_id: int, person_ids: Sequence[int], now: datetime, *, baseline: bool) -> None:
    """Record followers, in no matter which order; who left and came back starts a new round; the old one is kept."""
    for start in range(0, len(person_ids), BATCH):
        batch = list(person_ids[start : start + BATCH])
        here = (followers.c.account_id == account_id) & followers.c.person_id.in_(batch)
        rounds.keep(tx, account_id, batch)
        back = {"lost_at": None, "lost_reason": "", "misses": 0, "first_seen_at": now, "followed_at": None}
        back |= {"baseline": baseline}
        tx.execute(update(followers).where(here).values(back | {"round": followers.c.round + 1}))
        known = set(tx.execute(select(followers.c.person_id).where(here)).scalars())
        row = {"account_id": account_id, "first_seen_at": now, "baseline": baseline, "round": 1, "misses": 0}
        fresh = [row | {"person_id": p, "lost_reason": ""} for p in batch if p not in known]
        if fresh:
            tx.execute(insert(followers), fresh)


def set_followed(tx: Connection, account_id: int, times: Mapping[int, datetime]) -> None:
    """Note when persons followed, by the network's own word."""
    rows = [{"person": person_id, "at": at} for person_id, at in times.items()]
    if rows:
        one = (followers.c.account_id == account_id) & (followers.c.person_id == bindparam("person"))
        tx.execute(update(followers).where(one).values(followed_at=bindparam("at")), rows)


def count_of(tx: Connection, account_id: int) -> int:
    """How many people we know as followers of an account, past ones too."""
    return int(tx.execute(select(func.count()).where(followers.c.account_id == account_id)).scalar_one())


def set_misses(tx: Connection, follower_ids: Sequence[int], misses: int) -> None:
    """Note how many full reads in a row did not show these followers."""
    for start in range(0, len(follower_ids), BATCH):
        batch = followers.c.id.in_(follower_ids[start : start + BATCH])
        tx.execute(update(followers).where(batch).values(misses=misses))


def lose(tx: Connection, follower_id: int, reason: LostReason, at: datetime) -> None:
    """A follower is gone, and why."""
    tx.execute(update(followers).where(followers.c.id == follower_id).values(lost_at=at, lost_reason=reason))


def history(tx: Connection, account_id: int, person_id: int) -> History:
    """What passed between a person and an account."""
    return histories(tx, account_id, [person_id]).get(person_id, History())


def histories(tx: Connection, account_id: int, person_ids: Sequence[int]) -> dict[int, History]:
    """What passed between an account and each of these people; those with whom nothing did are left out."""
    found: dict[int, History] = {}
    sums = (func.count(mentions.c.answered_at), func.min(mentions.c.asked_at), func.max(mentions.c.asked_at))
    for start in range(0, len(person_ids), BATCH):
        # Summed with nothing, so that the persons' index is walked: the account's leads to all of its mentions.
        here = (mentions.c.account_id + 0 == account_id) & mentions.c.person_id.in_(person_ids[start : start + BATCH])
        rows = tx.execute(select(mentions.c.person_id, func.count(), *sums).where(here).group_by(mentions.c.person_id))
        found |= {person_id: History(*told) for person_id, *told in rows}
    return found
