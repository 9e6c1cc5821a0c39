"""What an earlier Rapport has written is still all there after the migrations, on SQLite and PostgreSQL alike."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine.interfaces import ReflectedColumn

from slackapp.domain.accounts import Account, AccountHealth, RouteKind, Workspace
from slackapp.domain.action import Action, ActionKind, ActionState
from slackapp.domain.capability import Capability
from slackapp.domain.card import Card, CardKind, CardStatus, FacetState
from slackapp.domain.people import NetworkName, Profile
from slackapp.domain.posts import Post
from slackapp.domain.verdict import PostKind, Reason, Urgency, Verdict
from slackapp.store import accounts, actions, cards, messages, people, posts
from slackapp.store.database import MIGRATIONS, Database
from slackapp.store.messages import Message, MessageKind
from tests.servers.postgres import PostgresServer

Columns = dict[str, dict[str, ReflectedColumn]]
DAY = datetime(2026, 3, 2, tzinfo=UTC)
RELEASED = ("0001", "0002", "0003", "0004", "0005")  # every schema that a release has left behind

# In the words of the first schema; later ones fill what they added by themselves.
WRITTEN = """
INSERT INTO workspace (id, team_id, name, created_at) VALUES (1, 'T0FERN', 'Fern & Fable', '2026-03-02 00:00:00');
INSERT INTO account (id, workspace_id, network, network_user_id, handle, name, credentials, health, trouble, created_at,
    polled_at, baseline_at, mention_cursor, mention_newest)
  VALUES (1, 1, 'x', '1000', 'fernandfable', 'Fern & Fable', 'locked', 'well', '', '2026-03-02 00:00:00',
    '2026-03-02 09:00:00', '2026-03-02 01:00:00', '41', '42');
INSERT INTO permission (account_id, capability, allowed, reason, found_at)
  VALUES (1, 'follow', FALSE, 'Not at this access level.', '2026-03-02 02:00:00');
INSERT INTO route (id, workspace_id, account_id, kind, channel_id, digest_at, time_zone)
  VALUES (1, 1, 1, 'digest', 'C0MARKET', '09:00', 'Europe/Lisbon');
INSERT INTO person (id, workspace_id, network, network_user_id, handle, name, bio, location, website, avatar_url,
    page_url, followers, following, posts, created_at, protected, verified, default_picture, seen_at)
  VALUES (1, 1, 'x', '7', 'noor', 'Noor ✿', 'Ich mag Bücher', 'Oslo', '', '', 'https://x.example/noor',
    3000000000, 12, 0, '2020-01-01 00:00:00', TRUE, FALSE, FALSE, '2026-03-02 03:00:00');
INSERT INTO follower (id, account_id, person_id, first_seen_at, baseline, round, misses, lost_reason)
  VALUES (1, 1, 1, '2026-03-02 03:00:00', FALSE, 2, 1, '');
INSERT INTO message (id, workspace_id, account_id, channel_id, kind, key, ts, created_at, posted_at)
  VALUES (1, 1, 1, 'C0SOCIAL', 'card', '1:mention:1', '1700000000.000001',
    '2026-03-02 04:00:00', '2026-03-02 04:00:00');
INSERT INTO post (id, account_id, network_post_id, author_id, author_handle, text, created_at, url, thread_id, ours)
  VALUES (1, 1, '42', '7', 'noor', 'Do you ship to Oslo?', '2026-03-02 04:00:00', 'https://x.example/42', '42', FALSE);
INSERT INTO mention (id, account_id, post_id, person_id, asked_at, baseline, kind, needs_answer, urgency, reasons,
    answered_via, answer_post_id)
  VALUES (1, 1, 1, 1, '2026-03-02 04:00:00', FALSE, 'question', TRUE, 'high', '[["It asks", "Do you"]]', '', '');
INSERT INTO card (id, workspace_id, account_id, kind, subject, person_id, mention_id, message_id, status, version,
    follow, reply, "like", created_at, decided_by, decided_at, closed_why)
  VALUES (1, 1, 1, 'question', 'mention:1', 1, 1, 1, 'open', 3,
    'done', 'pending', 'none', '2026-03-02 04:00:00', 'U0ADA', '2026-03-02 05:00:00', '');
INSERT INTO action (id, key, kind, state, workspace_id, account_id, card_id, message_id, lane, actor_id, target_id,
    text, attempt, checks, created_at, due_at, calling_at, outcome_id, outcome_url, failure, reason)
  VALUES (1, 'card:1:2:reply', 'reply', 'calling', 1, 1, 1, NULL, 'card:1', 'U0ADA', '42', 'We do!',
    1, 0, '2026-03-02 05:00:00', '2026-03-02 05:00:00', '2026-03-02 05:00:00', '', '', '', '');
INSERT INTO lane (name, free_at) VALUES ('channel:C0SOCIAL', '2026-03-02 04:00:00')
"""


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def old_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Where a database of an earlier schema is to be."""
    if request.param == "sqlite":
        folder = tmp_path_factory.mktemp("migrations")
        return lambda released: f"sqlite:///{folder / released}.sqlite"
    server: PostgresServer = request.getfixturevalue("postgres")

    def made(released: str) -> str:
        server.create(f"old{released}")
        return server.url(f"old{released}")

    return made


@pytest.fixture(scope="module", params=RELEASED)
def migrated(request: pytest.FixtureRequest, old_url: Callable[[str], str]) -> Iterator[Connection]:
    """A database that an earlier schema's Rapport has filled, brought up to date once for several tests."""
    database = Database(old_url(request.param))
    with database.write() as tx:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = tx
        command.upgrade(config, request.param)
        for statement in WRITTEN.split(";\n"):
            tx.execute(text(statement))
    database.migrate()
    with database.read() as tx:
        yield tx
    database.close()


def test_accounts_stay_with_what_was_found_out_of_them(migrated: Connection) -> None:
    """The workspace, the account with its login and its marks, what it may do, and its channels."""
    assert accounts.workspace(migrated, "T0FERN") == Workspace(1, "T0FERN", "Fern & Fable")
    assert accounts.all_accounts(migrated) == (
        Account(
            id=1,
            workspace_id=1,
            network=NetworkName.X,
            network_user_id="1000",
            handle="fernandfable",
            name="Fern & Fable",
            health=AccountHealth.WELL,
            polled_at=hour(9),
            baseline_at=hour(1),
        ),
    )
    assert accounts.credentials(migrated, 1) == "locked"
    stands = accounts.marks(migrated, 1, accounts.Stream.MENTIONS)
    assert (stands.since, stands.newest) == ("41", "42")
    (found,) = accounts.found_permissions(migrated, 1)
    assert (found.capability, found.allowed, found.found_at) == (Capability.FOLLOW, False, hour(2))
    (route,) = accounts.all_routes(migrated, RouteKind.DIGEST)
    assert (route.channel_id, f"{route.digest_at:%H:%M}", route.time_zone) == ("C0MARKET", "09:00", "Europe/Lisbon")


def test_people_and_what_they_asked_stay(migrated: Connection) -> None:
    """The person, that they follow, their post and how it was judged; what is new has its plain beginning."""
    person = people.profile(migrated, 1)
    assert person == Profile(
        id="7",
        handle="noor",
        name="Noor ✿",
        bio="Ich mag Bücher",
        location="Oslo",
        page_url="https://x.example/noor",
        followers=3_000_000_000,
        following=12,
        posts=0,
        created_at=datetime(2020, 1, 1, tzinfo=UTC),
        protected=True,
    )
    follows = people.follower(migrated, 1, 1)
    assert follows == people.Follower(1, 1, "7", hour(3), False, 2, 1, None, None, None)
    asked = posts.mention(migrated, 1)
    url = "https://x.example/42"
    assert asked.post == Post("42", "7", "Do you ship to Oslo?", hour(4), "noor", url, "42")
    assert asked.verdict == Verdict(PostKind.QUESTION, True, Urgency.HIGH, (Reason("It asks", "Do you"),))
    assert asked.answered_at is None


def test_cards_and_what_is_under_way_stay(migrated: Connection) -> None:
    """The card with its decision, its message in Slack, and the call that nobody knows the end of."""
    assert cards.get(migrated, 1) == Card(
        id=1,
        workspace_id=1,
        account_id=1,
        kind=CardKind.QUESTION,
        status=CardStatus.OPEN,
        version=3,
        person_id=1,
        question_id=1,
        message_id=1,
        follow=FacetState.DONE,
        reply=FacetState.PENDING,
        created_at=hour(4),
        decided_by="U0ADA",
        decided_at=hour(5),
    )
    posted = Message(1, 1, 1, "C0SOCIAL", MessageKind.CARD, "1:mention:1", "1700000000.000001", None, hour(4))
    assert messages.at(migrated, 1, "C0SOCIAL", posted.ts) == posted
    assert actions.stuck(migrated, ()) == [1]
    assert actions.get(migrated, 1) == Action(
        id=1,
        key="card:1:2:reply",
        kind=ActionKind.REPLY,
        state=ActionState.CALLING,
        workspace_id=1,
        account_id=1,
        card_id=1,
        message_id=None,
        actor_id="U0ADA",
        target_id="42",
        text="We do!",
        attempt=1,
        created_at=hour(5),
        due_at=hour(5),
        calling_at=hour(5),
    )


def hour(after: int) -> datetime:
    """A moment so many hours into the day on which all this was written."""
    return DAY + timedelta(hours=after)


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Columns:
    """Every column of the newest schema."""
    return _columns(f"sqlite:///{tmp_path_factory.mktemp('newest') / 'after.sqlite'}", "head")


@pytest.mark.parametrize("released", RELEASED)
def test_a_process_of_the_version_before_can_go_on_while_the_schema_grows(
    released: str, after: Columns, tmp_path: Path
) -> None:
    """As in a rolling deploy: nothing it knows is gone, and what was added may be left out of a row."""
    before = _columns(f"sqlite:///{tmp_path / 'before.sqlite'}", released)
    for table, known in before.items():
        assert known.keys() <= after[table].keys(), table
        for name in after[table].keys() - known.keys():
            column = after[table][name]
            assert column["nullable"] or column["default"] is not None, f"{table}.{name}"


def _columns(url: str, revision: str) -> Columns:
    """Every column of a schema, by table and name."""
    database = Database(url)
    with database.write() as tx:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = tx
        command.upgrade(config, revision)
    with database.read() as tx:
        looked = inspect(tx)
        found = {table: {c["name"]: c for c in looked.get_columns(table)} for table in looked.get_table_names()}
    database.close()
    return found
