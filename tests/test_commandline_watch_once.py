"""`rapport watch-once`: one poll right now, of a connected account or of any, and what it brought."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from slackapp.domain.accounts import AccountHealth
from slackapp.domain.people import Absence
from slackapp.networks.base import Unavailable
from slackapp.sandbox import world
from slackapp.secrets import new_key
from slackapp.store import accounts, cards
from slackapp.store.database import Database
from tests.fake_catalog import TOKEN
from tests.fake_network import FakeNetwork
from tests.house import START, MovingClock
from tests.rapport import Rapport, rapport
from tests.stand_ins import StandIns, stand_ins
from tests.visits import fake

pytestmark = pytest.mark.networks  # long

__all__ = ["fake", "rapport"]

ANY = ("watch-once", "--network", "mastodon", "--token", TOKEN)
OURS = ("watch-once", "--account", "@tidewatercoffee")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> MovingClock:
    """The time, hours after all that the fake network's people did."""
    clock = MovingClock(START + timedelta(hours=2))
    monkeypatch.setattr("slackapp.app.utc_now", clock)
    return clock


@pytest.fixture
def running(tmp_path: Path) -> Iterator[StandIns]:
    """Stand-ins for Slack and X."""
    with stand_ins(tmp_path) as running:
        yield running


@pytest.fixture
def database(running: StandIns, rapport: Rapport) -> Iterator[Database]:
    """The store, with the brand's account connected."""
    token = f"{world.ACCESS_TOKEN}:{world.ACCESS_TOKEN_SECRET}"
    assert rapport("connect", "x", "--token", token, env=running.settings()).exit_code == 0
    database = Database(f"sqlite:///{running.folder / 'rapport.sqlite'}")
    yield database
    database.close()


def test_any_account_first_and_then_what_is_new(rapport: Rapport, fake: FakeNetwork, clock: MovingClock) -> None:
    """The first read is silent; the next one tells who came and when, who left and why, who asks, what was answered."""
    first = rapport(*ANY, "--state", "known.sqlite")
    assert first.exit_code == 0, first.output
    assert re.search(
        r"^✓ Followers \(.* s; calls: followers 1, new_followers 1\): the first read, 7 followers", *lines(first)
    )
    assert "Nothing to post." in first.stdout
    assert "  + " not in first.stdout

    mira = next(p for p in fake.known.values() if p.handle == "mira")
    fake._now.go(hours=3)  # type: ignore[attr-defined]  # the fake's clock is one that moves
    fake.follow_us(mira)
    asked = fake.add_mention(mira, "Is the \x1b[2Jpeat in it? Where do you ship?")
    clock.go(hours=3)
    second = rapport(*ANY, "--state", "known.sqlite")
    assert "1 new, 0 lost" in second.stdout
    assert re.search(r"^  \+ Mira @mira followed .* \(2026-03-02 \d\d:\d\d:\d\d UTC\)$", *lines(second))
    assert "  ? @mira: “Is the [2Jpeat in it? Where do you ship?” (question, waits for an answer)" in second.stdout
    assert "With Slack, that would be 2 cards." in second.stdout

    fake.add_post(fake.me(), "No peat!", in_reply_to_id=asked.id)
    third = rapport(*ANY, "--state", "known.sqlite")
    assert "  ✓ answered on the network: @mira: " in third.stdout

    fake.lose_follower(mira.id, Absence.SUSPENDED)
    for _ in range(2):  # two full reads have to miss them
        clock.go(days=2)
        last = rapport(*ANY, "--state", "known.sqlite")
    assert "0 new, 1 lost" in last.stdout
    assert "  - Mira @mira was suspended" in last.stdout


def test_without_a_state_nothing_is_kept(
    rapport: Rapport, fake: FakeNetwork, clock: MovingClock, tmp_path: Path
) -> None:
    """Each time is a first read, it says how to keep what is known, and no file is left here."""
    for _ in range(2):
        ended = rapport(*ANY)
        assert ended.exit_code == 0, ended.output
        assert "the first read, 7 followers" in ended.stdout
        assert "--state FILE" in ended.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_state_holds_no_credentials(rapport: Rapport, fake: FakeNetwork, clock: MovingClock, tmp_path: Path) -> None:
    """The token is nowhere in it."""
    rapport(*ANY, "--state", "known.sqlite")
    for path in tmp_path.iterdir():
        assert TOKEN.encode() not in path.read_bytes()


def test_where_no_times_are_told_it_says_first_seen(rapport: Rapport, fake: FakeNetwork, clock: MovingClock) -> None:
    """What isn't known is not made up."""
    fake.follow_times = None
    rapport(*ANY, "--state", "known.sqlite")
    fake.add_follower("tom")
    ended = rapport(*ANY, "--state", "known.sqlite")
    assert "  + Tom @tom first seen now; this network doesn't tell when they followed" in ended.stdout


def test_a_half_that_fails_is_told_and_the_other_goes_on(
    rapport: Rapport, fake: FakeNetwork, clock: MovingClock
) -> None:
    """A cross with the reason, and exit code 1."""
    fake.fail_next("followers", Unavailable("The server is having a nap."))
    ended = rapport(*ANY)
    assert ended.exit_code == 1
    assert re.search(r"^✗ Followers \(.*\): The server is having a nap\.$", *lines(ended))
    assert re.search(r"^✓ Questions", *lines(ended))


def test_many_are_counted_instead_of_listed(rapport: Rapport, fake: FakeNetwork, clock: MovingClock) -> None:
    """A burst is fifty lines and a number."""
    rapport(*ANY, "--state", "known.sqlite")
    for number in range(80):
        fake.add_follower(f"crowd{number}")
    ended = rapport(*ANY, "--state", "known.sqlite")
    assert ended.stdout.count("  + ") == 50
    assert "  … and 30 more" in ended.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("watch-once",), "Name a connected account with --account"),
        (("watch-once", "--account", "@a", "--network", "x"), "Name a connected account with --account"),
        (("watch-once", "--account", "@a", "--state", "f"), "--url, --handle and --state go with --network."),
        (("watch-once", "--account", "@a"), "No account is connected."),
        ((*ANY, "--state", "."), "can't be opened: unable to open database file. Check --state."),
        ((*ANY[:-1], "sesame"), "The fake server refuses this login."),
    ],
)
def test_what_cant_be_is_told_plainly(
    rapport: Rapport, fake: FakeNetwork, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    """One line, exit code 2."""
    ended = rapport(*words, env={"RAPPORT_DATA_DIR": str(tmp_path / "data")})
    assert ended.exit_code == 2
    assert told in ended.stderr
    assert "sesame" not in ended.output


def test_a_connected_account_is_polled_as_the_running_rapport_does(
    running: StandIns, rapport: Rapport, database: Database
) -> None:
    """A silent first read; then what is new is planned for Slack, for the running Rapport to post."""
    first = rapport(*OURS, env=running.settings())
    assert first.exit_code == 0, first.output
    assert "the first read, 10 followers" in first.stdout
    running.x("follow", kind="person")
    running.x("mention", kind="question", text="@tidewatercoffee do you ship to Oslo?")
    ended = rapport(*OURS, env=running.settings())
    assert "1 new, 0 lost" in ended.stdout
    assert "first seen now" in ended.stdout
    assert "Planned for Slack: 2 cards in 2 messages; the running Rapport posts them." in ended.stdout
    with database.read() as tx:
        assert accounts.account(tx, 1).polled_at is not None
        assert cards.count_of(tx, 1) == 2


def test_a_key_that_doesnt_fit_is_this_terminals_trouble(
    running: StandIns, rapport: Rapport, database: Database
) -> None:
    """The account stays as it is, for the Rapport that has the right one."""
    ended = rapport(*OURS, env=running.settings(RAPPORT_SECRET_KEY=new_key()))
    assert ended.exit_code == 2
    assert "can't be decrypted with this key" in ended.stderr
    with database.read() as tx:
        assert accounts.account(tx, 1).health is AccountHealth.WELL


def test_a_refused_login_is_not_polled(running: StandIns, rapport: Rapport, database: Database) -> None:
    """It says how to go on."""
    with database.write() as tx:
        accounts.set_health(tx, 1, AccountHealth.LOGIN_REFUSED, "X refused the token.")
    ended = rapport(*OURS, env=running.settings())
    assert ended.exit_code == 2
    assert "Run `rapport connect x` first." in ended.stderr


def test_rapports_own_database_is_no_state(running: StandIns, rapport: Rapport, database: Database) -> None:
    """A stranger's account is not put beside those of a team."""
    token = f"{world.ACCESS_TOKEN}:{world.ACCESS_TOKEN_SECRET}"
    words = ("watch-once", "--network", "x", "--token", token, "--state", "rapport.sqlite")
    ended = rapport(*words, env=running.settings())
    assert ended.exit_code == 2
    assert "is the database of a Rapport with Slack" in ended.stderr
    with database.read() as tx:
        assert len(accounts.all_accounts(tx)) == 1


def lines(ended: object) -> tuple[str, re.RegexFlag]:
    """What was printed, for a search line by line."""
    return str(ended.stdout), re.MULTILINE  # type: ignore[attr-defined]  # it is a Result
