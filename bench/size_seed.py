"""A workspace that has had Rapport for a year: 1,000,000 followers, 100,000 cards, and all that hangs on them.

Rows are made by SQLite itself, a statement for each table: `i` counts from 1.
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta

from pydantic_core import PydanticUndefined

from bench.clicks import CHANNEL, TEAM
from bench.server import KEYS
from slackapp.domain.accounts import Route, RouteKind
from slackapp.domain.people import NetworkName, Profile
from slackapp.domain.targets import PREFERENCE, Targets, kept
from slackapp.house import House
from slackapp.store import accounts, preferences
from slackapp.store import tables as t

OTHER_TEAM = "T0OTHER"
ACCOUNTS = ("bench", "bench_pond", "bench_help")
PEOPLE = 20  # teammates who decide
OWNERS = 5
HANDED_TO = "C0CARE"
_YEAR = 365 * 86_400  # seconds


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is, and where what is looked for stands."""

    followers: int = 1_000_000
    follower_cards: int = 50_000
    questions: int = 50_000  # with a card
    open_questions: int = 10_000  # the newest; every fifth of them sleeps
    others: int = 50_000  # mentions without a card
    crowd: int = 5_000  # followers in one message
    group: int = 800  # and in another
    alone: int = 700  # whose card is a message of its own

    @property
    def cards(self) -> int:
        """Of both kinds."""
        return self.follower_cards + self.questions

    @property
    def crowd_message(self) -> int:
        """The message that shows the crowd."""
        return self.cards + 1

    @property
    def group_message(self) -> int:
        """The message that shows the group."""
        return self.cards + 2

    @property
    def questions_message(self) -> int:
        """A message that shows many open questions."""
        return self.cards + 3

    @property
    def waiting_followers(self) -> int:
        """Followers nobody has decided on: the newest."""
        return self.crowd + self.group + self.alone

    def part(self, whole: int) -> int:
        """So many of 100,000 cards, as many in proportion here; at least a few."""
        return max(whole * self.cards // 100_000, 4)


SMALL = Size(2_000, 400, 400, 100, 200, 60, 20, 200)


def person(n: int) -> str:
    """A teammate's id in Slack."""
    return f"U0PERSON{n % PEOPLE}"


def seed(house: House, size: Size, now: datetime) -> None:
    """Fill an empty SQLite database."""
    _accounts(house, now)
    assert house.database.url.database
    rows = sqlite3.connect(house.database.url.database, isolation_level=None)
    rows.execute("PRAGMA synchronous=OFF")
    rows.execute("PRAGMA cache_size=-200000")
    rows.execute("BEGIN")
    made = _Rows(rows, now)
    _followers(made, size)
    _questions(made, size)
    _cards(made, size)
    _around_cards(made, size)
    _what_happened(made, size)
    _settings(made)
    rows.execute("COMMIT")
    rows.close()


def _accounts(house: House, now: datetime) -> None:
    long_ago = now - timedelta(seconds=_YEAR)
    locked = house.connections.keeper.lock(asdict(KEYS))
    with house.database.write() as tx:
        here = accounts.put_workspace(tx, TEAM, "Bench", long_ago)
        there = accounts.put_workspace(tx, OTHER_TEAM, "Other", long_ago)
        ours = [*((here, each) for each in ACCOUNTS), (there, "other")]
        for number, (workspace, handle) in enumerate(ours, start=1):
            profile = Profile(id=str(number), handle=handle, name=handle)
            account = accounts.put_account(tx, workspace.id, NetworkName.X, profile, locked, long_ago, person(number))
            place = workspace.id, account.id
            daily = Route(0, *place, RouteKind.DIGEST, f"{CHANNEL}{number}", time(9), "Europe/Berlin")
            news = (RouteKind.FOLLOWERS, RouteKind.QUESTIONS)
            accounts.set_routes(tx, account, [daily, *(Route(0, *place, kind, f"{CHANNEL}{number}") for kind in news)])
        aims = Targets(on=True, escalate_to=CHANNEL)
        preferences.put(tx, here.id, PREFERENCE, kept(aims), person(1), now)


class _Rows:
    """Makes many rows of a table at once."""

    def __init__(self, connection: sqlite3.Connection, now: datetime) -> None:
        self.connection, self.now = connection, now

    def ago(self, seconds: str) -> str:
        """The moment so many seconds ago, as the store writes it; in SQL."""
        now = self.now.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "seconds")
        return f"strftime('%Y-%m-%d %H:%M:%f', '{now}', (-({seconds})) || ' seconds') || '000'"

    def add(self, row: type[t.Base], number: int, where: str = "1", **columns: str) -> None:
        """So many rows; each column is SQL in which `i` counts, and those not named are blank."""
        values = _blanks(row) | columns
        counted = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {number})"
        self.connection.execute(
            f"INSERT INTO {row.__tablename__} ({', '.join(values)}) {counted} "
            f"SELECT {', '.join(values.values())} FROM n WHERE {where}"
        )


def _blanks(row: type[t.Base]) -> Mapping[str, str]:
    """What a column holds unless somebody says otherwise, in SQL."""
    found: dict[str, str] = {}
    for name, field in row.model_fields.items():
        default = field.default_factory() if field.default_factory else field.default  # type: ignore[call-arg]  # ours take nothing
        if default is None or default is PydanticUndefined:
            continue
        if isinstance(default, (bool, int)):
            found[name] = str(int(default))
        else:
            found[name] = f"'{json.dumps(default) if isinstance(default, (list, dict)) else default}'"
    return found


# Which account a person follows, or a question came to: the crowd and the group are one account's.
_ACCOUNT_OF = "CASE i % 10 WHEN 0 THEN 3 WHEN 1 THEN 2 WHEN 2 THEN 2 WHEN 3 THEN 2 ELSE 1 END"


def _account_of_follower(size: Size) -> str:
    crowd = size.crowd + size.group
    return f"CASE WHEN i BETWEEN 101 AND {100 + crowd} THEN 2 ELSE {_ACCOUNT_OF} END"


def _came_ago(size: Size) -> str:
    """How many seconds ago: the first hundred today, the crowd two days ago, the group five; all others long ago."""
    crowd, group = 100 + size.crowd, 100 + size.crowd + size.group
    step = _YEAR // size.follower_cards
    return (
        f"(CASE WHEN i <= 100 THEN i * 300 WHEN i <= {crowd} THEN 172800 + i WHEN i <= {group} THEN 432000 + i "
        f"WHEN i <= {size.follower_cards} THEN 500000 + i * {step} ELSE {_YEAR} + i % 1000 END)"
    )


def _came(rows: _Rows, size: Size) -> str:
    """When a follower came first."""
    return rows.ago(_came_ago(size))


def _followers(rows: _Rows, size: Size) -> None:
    texts = {
        "handle": "'person' || i",
        "name": "'Person ' || i",
        "bio": "'Writes about ferns, letterpress and long walks; number ' || i",
        "page_url": "'https://x.com/person' || i",
    }
    numbers = {"followers": "i % 5000", "following": "i % 900", "posts": "i % 7000"}
    moments = {"created_at": rows.ago("i % 100000000"), "seen_at": rows.ago("i % 100000")}
    user_id = {"network": "'x'", "network_user_id": "10000000 + i"}
    rows.add(t.PersonRow, size.followers, id="i", workspace_id="1", **user_id, **texts, **numbers, **moments)
    carded = f"i > {size.waiting_followers} AND i <= {size.follower_cards}"  # who leaves has a card, if only since then
    lost, again = f"i % 4 = 0 AND {carded}", _again(size)
    rows.add(
        t.FollowerRow,
        size.followers,
        account_id=_account_of_follower(size),
        person_id="i",
        round=f"CASE WHEN {again} THEN 2 ELSE 1 END",
        first_seen_at=f"CASE WHEN {again} THEN {rows.ago(f'{_came_ago(size)} / 3')} ELSE {_came(rows, size)} END",
        baseline=f"i > {size.follower_cards} AND NOT ({again})",
        lost_at=f"CASE WHEN {lost} THEN {rows.ago(f'i * {_YEAR} / {size.followers}')} END",
        lost_reason=f"CASE WHEN {lost} THEN 'unfollowed' ELSE '' END",
    )
    rows.add(
        t.PastFollowRow,
        size.followers,
        again,
        account_id=_account_of_follower(size),
        person_id="i",
        first_seen_at=_came(rows, size),
        baseline=f"i > {size.follower_cards}",
        lost_at=rows.ago(f"{_came_ago(size)} / 2"),
        lost_reason="'unfollowed'",
    )
    there = size.followers // 100
    same = {"workspace_id": "2", "network": "'x'", "network_user_id": "i", "handle": "'person' || i"}
    rows.add(t.PersonRow, there, id=f"{size.followers} + i", seen_at=rows.ago("i"), **same)
    rows.add(t.FollowerRow, there, account_id="4", person_id=f"{size.followers} + i", first_seen_at=rows.ago("i * 60"))


def _again(size: Size) -> str:
    """Who left and came back."""
    return f"i % 4 = 2 AND i > {size.waiting_followers} AND i <= {size.follower_cards}"


def _asked(rows: _Rows, size: Size) -> str:
    step = _YEAR // size.questions
    return rows.ago(f"CASE WHEN i <= {size.open_questions} THEN i * 200 ELSE 2000000 + i * {step} END")


def _questions(rows: _Rows, size: Size) -> None:
    """Posts 1… are questions, those after them mentions without a card, then the posts that these answer, then ours."""
    both = size.questions + size.others
    post = {"account_id": _ACCOUNT_OF, "network_post_id": "500000000 + i", "thread_id": "'thread' || i"}
    words = {"text": "'Is roast ' || i || ' back in stock? I have waited for it since spring.'"}
    asker = f"{size.follower_cards} + (i * 37) % {size.followers // 4}"
    rows.add(
        t.PostRow,
        both,
        id="i",
        author_id=f"10000000 + {asker}",
        created_at=_asked(rows, size),
        in_reply_to_id=f"CASE WHEN i % 3 = 0 THEN {500000000 + both} + i END",
        url="'https://x.com/person/status/' || i",
        **post,
        **words,
    )
    theirs = {"account_id": _ACCOUNT_OF, "network_post_id": f"{500000000 + both} + i", "author_id": "'1000'"}
    rows.add(t.PostRow, both, "i % 3 = 0", created_at=_asked(rows, size), text="'News!'", ours="1", **theirs)
    answers = {"account_id": _ACCOUNT_OF, "network_post_id": "'answer' || i", "author_id": "'1000'", "ours": "1"}
    threads = {"thread_id": "'thread' || i", "in_reply_to_id": "500000000 + i"}
    waits = f"i <= {size.open_questions}"
    rows.add(t.PostRow, size.questions, f"NOT ({waits})", created_at=_asked(rows, size), **answers, **threads)
    carded = f"i <= {size.questions}"
    rows.add(
        t.MentionRow,
        both,
        id="i",
        account_id=_ACCOUNT_OF,
        post_id="i",
        person_id=asker,
        asked_at=_asked(rows, size),
        carded_by=f"CASE WHEN {carded} THEN 'rapport' ELSE '' END",
        kind=f"CASE WHEN {carded} THEN 'question' ELSE 'chatter' END",
        needs_answer=carded,
        urgency="CASE i % 10 WHEN 0 THEN 'high' WHEN 1 THEN 'low' ELSE 'normal' END",
        reasons='\'[["It asks.", "is"], ["It waits.", "since"]]\'',
        cues="json_array('asks', 'cue' || (i % 7))",
        answered_at=f"CASE WHEN {carded} AND NOT ({waits}) AND i % 2 = 0 THEN {_asked(rows, size)} END",
        answered_via=f"CASE WHEN {carded} AND NOT ({waits}) AND i % 2 = 0 THEN 'rapport' ELSE '' END",
    )
    said = {"said": "CASE i % 2 WHEN 0 THEN 'not_a_question' ELSE 'needs_answer' END", "user_id": "'U0PERSON1'"}
    rows.add(
        t.FeedbackRow,
        size.part(3_000),
        mention_id=f"{both} - i",
        workspace_id="1",
        said_at=rows.ago("i * 60"),
        **said,
    )


def _cards(rows: _Rows, size: Size) -> None:
    """Cards of followers bear their persons' numbers; those of questions come behind."""
    subject = f"'follower:' || i || CASE WHEN {_again(size)} THEN ':2' ELSE ':1' END"
    follower = {"id": "i", "kind": "'follower'", "subject": subject, "person_id": "i"}
    crowd, group = 100 + size.crowd, 100 + size.crowd + size.group
    in_group = f"WHEN i <= {group} THEN {size.group_message}"
    rows.add(
        t.CardRow,
        size.follower_cards,
        workspace_id="1",
        account_id=_account_of_follower(size),
        message_id=f"CASE WHEN i <= 100 THEN i WHEN i <= {crowd} THEN {size.crowd_message} {in_group} ELSE i END",
        created_at=_came(rows, size),
        **follower,
        **_decided(rows, f"i <= {size.waiting_followers}", "follow"),
    )
    waits = f"i <= {size.open_questions}"
    asker = f"{size.follower_cards} + (i * 37) % {size.followers // 4}"
    question = {"kind": "'question'", "subject": "'mention:' || i", "person_id": asker, "mention_id": "i"}
    decided = _decided(rows, waits, "reply")
    decided["status"] = f"CASE WHEN {waits} AND i % 5 = 0 THEN 'snoozed' ELSE {decided['status']} END"
    owner = f"CASE WHEN {waits} AND i % 4 = 1 THEN 'U0PERSON' || ((i / 4) % {OWNERS}) ELSE '' END"
    late = f"{waits} AND i % 33 = 1"
    many = f"{size.open_questions - size.group // 4} AND {size.open_questions}"
    rows.add(
        t.CardRow,
        size.questions,
        id=f"{size.follower_cards} + i",
        workspace_id="1",
        account_id=_ACCOUNT_OF,
        message_id=f"CASE WHEN i BETWEEN {many} THEN {size.questions_message} ELSE {size.follower_cards} + i END",
        created_at=_asked(rows, size),
        owner_id=owner,
        snoozed_until=f"CASE WHEN {waits} AND i % 5 = 0 THEN {rows.ago('-i * 60')} END",
        due_at=f"CASE WHEN {late} THEN {rows.ago('i * 60')} WHEN {waits} THEN {rows.ago('-i * 60 - 3600')} END",
        missed_at=f"CASE WHEN {late} THEN {rows.ago('60')} END",
        **question,
        **decided,
    )


def _decided(rows: _Rows, waits: str, facet: str) -> dict[str, str]:
    over = "CASE WHEN i % 20 = 0 THEN 'closed' WHEN i % 5 < 2 THEN 'done' ELSE 'ignored' END"
    return {
        "status": f"CASE WHEN {waits} THEN 'open' ELSE {over} END",
        facet: f"CASE WHEN NOT ({waits}) AND i % 20 > 0 AND i % 5 < 2 THEN 'done' ELSE 'none' END",
        "decided_by": f"CASE WHEN {waits} THEN '' ELSE 'U0PERSON' || (i % {PEOPLE}) END",
        "decided_at": f"CASE WHEN NOT ({waits}) THEN {rows.ago(f'i * {_YEAR} / 60000')} END",
    }


def _around_cards(rows: _Rows, size: Size) -> None:
    stands = {"workspace_id": "1", "created_at": rows.ago("i * 300"), "posted_at": rows.ago("i * 300")}
    place = {"channel_id": f"'{CHANNEL}' || {_ACCOUNT_OF}", "account_id": _ACCOUNT_OF, "ts": "'1700000000.' || i"}
    grouped = f"i BETWEEN 101 AND {100 + size.crowd + size.group}"
    card = {"id": "i", "kind": "'card'", "key": "'bench:' || i"}
    rows.add(t.MessageRow, size.cards, f"NOT ({grouped})", **card, **stands, **place)
    group = {"id": f"{size.cards} + i", "kind": "'group'", "key": "'group:' || i"}
    rows.add(t.MessageRow, 3, **group, **stands, **(place | {"account_id": "2"}))
    digest = {"id": f"{size.cards} + 10 + i", "kind": "'digest'", "key": "'digest:' || i"}
    rows.add(t.MessageRow, size.part(5_000), **digest, **stands, **place)
    first_open, waiting = size.follower_cards, size.part(200)
    handed = {"workspace_id": "1", "channel_id": f"'{HANDED_TO}'", "given_by": "'U0PERSON1'", "note": "'Please look.'"}
    rows.add(
        t.HandOffRow,
        size.part(2_000),
        card_id=f"{first_open} + i * 5 + 2",
        state=f"CASE WHEN i <= {waiting} THEN 'open' ELSE 'answered' END",
        given_at=rows.ago("i * 500"),
        ended_at=f"CASE WHEN i > {waiting} THEN {rows.ago('i * 400')} END",
        **handed,
    )
    draft = {"workspace_id": "1", "written_by": "'U0PERSON2'", "text": "'We do!'", "written_at": rows.ago("i * 500")}
    few = size.part(300)
    state = f"CASE WHEN i <= {few} THEN 'waiting' ELSE 'sent' END"
    rows.add(t.DraftRow, size.part(3_000), id="i", card_id=f"{first_open} + i * 5 + 3", state=state, **draft)
    post = json.dumps([{"id": "1", "author_id": "1", "text": "Ferns!", "created_at": "2026-01-01T00:00:00+00:00"}])
    feed = {"person_id": "i", "workspace_id": "1", "posts": f"'{post}'", "read_at": rows.ago("i * 60")}
    rows.add(t.FeedRow, size.part(20_000), **feed)


def _what_happened(rows: _Rows, size: Size) -> None:
    line = {"workspace_id": "1", "account_id": _ACCOUNT_OF, "detail": "'What happened, number ' || i"}
    events = "CASE i % 5 WHEN 0 THEN 'posted' WHEN 1 THEN 'claimed' WHEN 2 THEN 'followed' WHEN 3 THEN 'ignored' "
    rows.add(
        t.StoryRow,
        size.cards * 5,
        card_id=f"CASE WHEN i % 50 > 0 THEN 1 + i % {size.cards} END",
        at=rows.ago(f"({size.cards * 5} - i) * 60"),
        actor_id=f"'U0PERSON' || (i % {PEOPLE})",
        event=f"{events} ELSE 'changed' END",
        **line,
    )
    done = {"workspace_id": "1", "account_id": _ACCOUNT_OF, "state": "'done'", "created_at": rows.ago("i * 300")}
    ended = {"attempt": "1", "finished_at": rows.ago("i * 300")}
    posting = {"key": "'post:' || i", "kind": "'post_message'", "message_id": "i", "lane": "'channel:' || (i % 3)"}
    grouped = f"i BETWEEN 101 AND {100 + size.crowd + size.group}"
    rows.add(t.ActionRow, size.cards, f"NOT ({grouped})", **posting, **done, **ended)
    what = f"CASE WHEN i <= {size.follower_cards} THEN 'follow' ELSE 'reply' END"
    acting = {"key": "'act:' || i", "kind": what, "card_id": "i", "actor_id": f"'U0PERSON' || (i % {PEOPLE})"}
    open_cards = f"i <= {size.waiting_followers} OR i BETWEEN {size.follower_cards} AND " + str(
        size.follower_cards + size.open_questions
    )
    rows.add(t.ActionRow, size.cards, f"NOT ({open_cards})", **acting, **done, **ended, lane="'card:' || i")
    later = {"state": "'planned'", "due_at": rows.ago("-i * 60"), "key": "'later:' || i", "kind": "'update_message'"}
    rows.add(t.ActionRow, size.part(200), **(done | later), message_id="i", lane="'message:' || i")
    doubt = {"state": "'in_doubt'", "due_at": "NULL", "key": "'doubt:' || i", "kind": "'like'", "card_id": "i"}
    rows.add(t.ActionRow, size.part(20), **(done | doubt), lane="'card:' || i")
    webhook = {"workspace_id": "1", "url": "'https://crm.example/hook/' || i", "events": "'[\"decided\"]'"}
    rows.add(t.WebhookRow, 3, id="i", made_at=rows.ago("i"), active="0", **webhook)
    delivery = {"webhook_id": "1 + i % 3", "workspace_id": "1", "event_key": "'e' || i", "event": "'decided'"}
    body = {"body": '\'{"id": "e"}\'', "status": "200", "attempt": "1"}
    at = {"made_at": rows.ago("i * 60"), "ended_at": rows.ago("i * 60")}
    rows.add(t.DeliveryRow, size.part(50_000), **delivery, **body, **at)
    bulk = {"workspace_id": "1", "account_id": "2", "message_id": str(size.crowd_message), "choice": "'follow'"}
    ids = f"(SELECT json_group_array(id) FROM card WHERE message_id = {size.crowd_message} AND id < 160)"
    over = {"walked": "60", "begun_at": rows.ago("3600"), "decided_at": rows.ago("3000")}
    rows.add(t.BulkRow, 5, actor_id="'U0PERSON1'", card_ids=ids, **bulk, **over)
    days = {"account_id": "1 + i % 3", "day": "date('2026-01-01', (i / 3) || ' days')", "kind": "'reads'"}
    rows.add(t.SpendRow, 1_000, units="i", micro_usd="i * 1000", **days)


def _settings(rows: _Rows) -> None:
    saved = {"workspace_id": "1", "title": "'Shipping ' || i", "text": "'Hello {first_name}! We do.'"}
    rows.add(t.SavedReplyRow, 200, id="i", changed_at=rows.ago("i"), **saved)
    rule = {"workspace_id": "1", "position": "i", "kind": "'question'", "keyword": "'word' || i", "channel_id": "'C0X'"}
    rows.add(t.RoutingRuleRow, 20, made_at=rows.ago("i"), **rule)
    rows.add(t.OwnWordRow, 50, workspace_id="1", kind="'urgent'", word="'word' || i", added_at=rows.ago("i"))
