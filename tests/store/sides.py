"""Two workspaces in one database that know the same brand, people and posts; only the rows are each one's own."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, Table, delete, false, insert, select

from slackapp.domain.accounts import Account, Route, RouteKind
from slackapp.domain.action import ActionState
from slackapp.domain.brand import OwnWords
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.card import Card, Choice
from slackapp.domain.draft import Draft
from slackapp.domain.people import LostReason, Profile
from slackapp.domain.posts import Post
from slackapp.domain.said import Said
from slackapp.domain.story import Event
from slackapp.domain.verdict import CardRule
from slackapp.store import (
    accounts,
    actions,
    bulks,
    cards,
    channel_rules,
    drafts,
    events,
    feedback,
    feeds,
    messages,
    own_words,
    people,
    posts,
    preferences,
    stories,
    writing,
)
from slackapp.store.database import Database
from slackapp.store.tables import (
    Base,
    BlockedChannelRow,
    ChannelDigestRow,
    DeliveryRow,
    DraftRow,
    HandOffRow,
    InstallRow,
    PastFollowRow,
    RoutingRuleRow,
    SavedReplyRow,
    SpendRow,
    WebhookRow,
)
from tests.house import MARKETING, SOCIAL, START, House, MovingClock

T = TypeVar("T")
LATER = START + timedelta(days=2)
TS = "17.1"  # where both have a message: a channel may be shared between workspaces


@dataclass(frozen=True)
class Side:
    """A workspace, and the rows of it that calls name."""

    house: House
    follower: Card
    question: Card
    snoozed: Card
    planned: int  # actions
    calling: int
    doubtful: int
    group: int  # a message
    follower_id: int
    left: int  # a person, whose posts were read
    uncarded: int  # a mention
    bulk: int

    @property
    def at(self) -> int:
        """The workspace."""
        return self.house.workspace.id

    @property
    def ours(self) -> int:
        """The account."""
        return self.house.account_id

    @property
    def mention(self) -> int:
        """The question's mention."""
        assert self.question.question_id is not None
        return self.question.question_id

    @property
    def message(self) -> int:
        """The follower's message."""
        assert self.follower.message_id is not None
        return self.follower.message_id

    def draft(self, tx: Connection) -> Draft:
        """What waits for approval."""
        return drafts.of_cards(tx, [self.question.id])[self.question.id][0]

    @property
    def person(self) -> Profile:
        """Who follows: the same person for both."""
        return next(p for p in self.house.network.known.values() if p.handle == "mira")

    @property
    def asked(self) -> Post:
        """What was asked: the same post for both."""
        return next(p for p in self.house.network.timeline if p.author_handle == "noor")

    @property
    def answer(self) -> Post:
        """What answers it on the network itself."""
        return next(p for p in self.house.network.timeline if p.in_reply_to_id)


def furnished(database: Database, team: str) -> Side:
    """A workspace with a row in every table."""
    house = House(database, team, MovingClock())
    brand, now = house.account, house.clock()
    follower, question = house.follower_card("mira", bio=team), house.question_card()
    left, snoozed = house.follower_card("ben"), house.follower_card("cleo")
    answer = house.network.add_post(house.network.me(), f"We do. {team}", in_reply_to_id=question_post(house).id)
    house.decide(snoozed, Choice.SNOOZE, until=START)
    for card in (follower, left, snoozed):
        house.decide(card, Choice.FOLLOW)
    with database.write() as tx:
        follower_id = needed(people.follower(tx, brand.id, left.person_id)).id
        people.lose(tx, follower_id, LostReason.UNFOLLOWED, now)
        people.set_followed(tx, brand.id, {follower.person_id: now})
        posts.put(tx, brand.id, [answer], ours=True)
        judged = one_judged(tx, house)
        posts.answer(tx, judged, now, "network", answer.id)
        feedback.say(tx, brand.workspace_id, judged, Said.NOT_A_QUESTION, team, now)
        wave = house.network.add_mention(house.network.add_person("lea"), f"@fernandfable well. {team}")
        uncarded = house.mention(tx, wave, posts.mention(tx, judged).person_id)
        own_words.put(tx, brand.workspace_id, OwnWords(products=(team,)), team, now)
        channel_rules.put(tx, brand.workspace_id, SOCIAL, CardRule.ALL, team, now)
        accounts.put_permission(tx, brand.id, Permission(Capability.LIKE, allowed=False, reason=team, found_at=now))
        accounts.set_marks(tx, brand.id, accounts.Stream.MENTIONS, accounts.Marks(team, team))
        digest = Route(0, brand.workspace_id, brand.id, RouteKind.DIGEST, MARKETING, START.time(), "UTC")
        accounts.set_routes(tx, brand, [*accounts.all_routes(tx, account_id=brand.id), digest])
        message = messages.NewMessage(f"group:{team}", messages.MessageKind.GROUP, brand.workspace_id, team, brand.id)
        group = messages.add(tx, message, now)
        messages.note_posted(tx, needed(follower.message_id), TS, now)
        done = actions.of_cards(tx, [follower.id, left.id, snoozed.id])
        planned, calling, doubtful = (done[card.id][-1].id for card in (follower, left, snoozed))
        actions.claim(tx, calling, now)
        actions.claim(tx, doubtful, now)
        actions.settle(tx, doubtful, ActionState.CALLING, actions.Result(ActionState.IN_DOUBT, reason=team), now)
        actions.hold_lane(tx, f"card:{follower.id}", LATER)
        events.first(tx, brand.workspace_id, "Ev1", now)
        tx.execute(
            insert(InstallRow).values(workspace_id=brand.workspace_id, installed_at=now, secrets=f"locked {team}")
        )
        feeds.put(tx, brand.workspace_id, left.person_id, [answer], team, now)
        tell_of(tx, follower, question)
        chosen = (follower.id, left.id)
        many = bulks.NewBulk(brand.workspace_id, brand.id, needed(follower.message_id), Choice.IGNORE, team, chosen)
        bulk = bulks.begin(tx, many, now)
        preferences.put(tx, brand.workspace_id, "roles", {"approve": team}, team, now)
        given = {"workspace_id": brand.workspace_id, "card_id": question.id}
        tx.execute(insert(SavedReplyRow).values(workspace_id=brand.workspace_id, title=team, changed_at=now))
        tx.execute(insert(HandOffRow).values(given | {"channel_id": MARKETING, "given_at": now}))
        tx.execute(insert(DraftRow).values(given | {"text": team, "written_at": now}))
        settled(tx, brand, team)
        blocked = {"workspace_id": brand.workspace_id, "channel_id": team, "reason": "archived", "since": now}
        tx.execute(insert(BlockedChannelRow).values(blocked))
    for card in (snoozed, follower):
        house.put(card, snoozed_until=START)
    actions_and_rest = (planned, calling, doubtful, group, follower_id, left.person_id, uncarded, bulk)
    return Side(house, follower, question, snoozed, *actions_and_rest)


def hooked(tx: Connection, workspace_id: int, team: str) -> None:
    """A webhook, and something on its way to it."""
    hook = insert(WebhookRow).values(workspace_id=workspace_id, url=f"https://{team}.example", made_at=START)
    hook = hook.values(secret=f"locked {team}", events=["overdue"], made_by="U1")
    webhook_id = tx.execute(hook.returning(WebhookRow.__table__.c.id)).scalar_one()  # type: ignore[attr-defined]  # SQLModel sets it
    sent = {"webhook_id": webhook_id, "workspace_id": workspace_id, "event_key": team, "event": "answered"}
    tx.execute(insert(DeliveryRow).values(sent | {"made_at": START, "due_at": START, "body": {"id": team}}))


def settled(tx: Connection, brand: Account, team: str) -> None:
    """What somebody set for a channel, an account or a system of theirs, and what was spent."""
    ours = {"workspace_id": brand.workspace_id}
    tx.execute(insert(RoutingRuleRow).values(ours | {"keyword": team, "channel_id": MARKETING, "made_at": START}))
    tx.execute(insert(ChannelDigestRow).values(ours | {"channel_id": MARKETING, "at": "08:00", "changed_at": START}))
    hooked(tx, brand.workspace_id, team)
    tx.execute(insert(SpendRow).values(account_id=brand.id, day="2026-03-04", kind="reply", units=1, micro_usd=10_000))


def tell_of(tx: Connection, follower: Card, question: Card) -> None:
    """A line of a story, somebody who is writing, and an earlier round of the follower."""
    before = {"account_id": follower.account_id, "person_id": follower.person_id, "round": 0, "first_seen_at": START}
    tx.execute(insert(PastFollowRow).values(before | {"lost_at": START, "lost_reason": LostReason.GONE}))
    stories.tell(tx, follower, Event.POSTED, START)
    writing.begin(tx, question, "U1", START)


def one_judged(tx: Connection, house: House) -> int:
    """A mention of two posts that both workspaces keep: the first has judged one of them, the second the other."""
    asker = house.network.add_person("lea")
    both = [house.network.add_mention(asker, "@fernandfable hello") for _ in range(2)]
    posts.put(tx, house.account_id, both, ours=False)
    person_id = people.put(tx, house.account, [asker], START)[asker.id]
    return house.mention(tx, both[house.workspace.id % 2], person_id)


def question_post(house: House) -> Post:
    """What Noor asked."""
    return next(p for p in house.network.timeline if p.author_handle == "noor")


def needed(found: T | None) -> T:
    """What has to be there."""
    assert found is not None
    return found


# What belongs to whom

NOBODYS = ("replica", "login_state")  # the processes, and installations that are not a workspace's yet


def owned(tx: Connection, table: Table, side: Side) -> ColumnElement[bool]:
    """Which rows of a table are a workspace's. Fails for a table whose rows belong to nobody."""
    if table.name == "workspace":
        return table.c.id == side.at
    if "workspace_id" in table.c:
        return table.c.workspace_id == side.at
    if table.name in NOBODYS:
        return false()
    if table.name == "lane":  # named after what it is for
        of_cards = tx.execute(select(cards.cards.c.id).where(cards.cards.c.workspace_id == side.at)).scalars()
        return table.c.name.in_([f"card:{card_id}" for card_id in of_cards])
    return table.c.account_id == side.ours


def rows(tx: Connection, side: Side) -> dict[str, list[tuple[object, ...]]]:
    """Every row of a workspace, whole."""
    tables = Base.metadata.sorted_tables
    return {t.name: sorted(map(tuple, tx.execute(select(t).where(owned(tx, t, side)))), key=repr) for t in tables}


def remove(tx: Connection, side: Side) -> None:
    """A workspace that never was."""
    for table in reversed(Base.metadata.sorted_tables):
        if table.name == "card":  # its lanes are found by it
            lanes = Base.metadata.tables["lane"]
            tx.execute(delete(lanes).where(owned(tx, lanes, side)))
        if table.name != "lane":
            tx.execute(delete(table).where(owned(tx, table, side)))
