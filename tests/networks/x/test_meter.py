"""What we say X charged, held against what the stand-in did charge."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from slackapp.domain.spending import Charge, ChargeKind
from slackapp.networks.base import CutOff, NetworkError, NotAllowed, Once
from slackapp.networks.x import X, XConnector
from slackapp.networks.x.meter import Cost, of_answer
from slackapp.settings import Settings
from slackapp.spending import Tally
from tests.networks.x.conftest import KEYS, StandIn
from tests.networks.x.loopback import Loopback

ONCE = Once("key", datetime(2026, 11, 22, tzinfo=UTC))


class Counted:
    """Our meter beside the stand-in's own record."""

    def __init__(self, stand_in: StandIn, *, owns_app: bool = True) -> None:
        self.stand_in, self.tally = stand_in, Tally(lambda: datetime.now(UTC))
        note = self.tally.meter(1)
        self.charges: list[Charge] = []
        self.x = X(
            KEYS,
            base_url=stand_in.url,
            timeout=(2, 2),
            spent=lambda charge: (self.charges.append(charge), note(charge))[1],
            owns_app=owns_app,
        )
        self.before = self.charged

    @property
    def charged(self) -> int:
        """What X charged so far, in micro USD."""
        return int(Decimal(str(self.stand_in.record()["spent_usd"])) * 1_000_000)

    def agrees(self) -> int:
        """Assert that both count the same; what that is."""
        ours = sum(amount for _, amount in self.tally.pending().values())
        assert ours == self.charged - self.before
        return ours


def test_polls_and_look_ups_to_the_cent(enterprise: StandIn) -> None:
    """Followers, mentions, own posts, look-ups by id and handle, ties, posts of others: as X's ledger has it."""
    asked = enterprise.question()
    enterprise.panel("follow", kind="person")
    counted = Counted(enterprise)
    x = counted.x
    steps: list[Callable[[], object]] = [
        x.me,
        x.followers,
        x.following,
        x.mentions,
        x.own_posts,
        lambda: x.people([asked["author_id"], "999999999"]),
        lambda: x.person("nobodyatall"),
        lambda: x.relationship(asked["author_id"]),
        lambda: x.relationships([asked["author_id"]]),
        lambda: x.posts([asked["id"], "999999999"]),
        lambda: x.recent_posts(asked["author_id"]),
    ]
    for step in steps:
        step()
        assert counted.agrees() >= 0
    once = counted.agrees()
    assert once > 0
    for step in steps:  # the same day, the same people and posts: nothing is charged twice
        step()
    assert counted.agrees() == once


def test_writes_by_their_kind(enterprise: StandIn) -> None:
    """Follow, unfollow, like, unlike, reply, post with and without a link, delete."""
    asked = enterprise.question()
    counted = Counted(enterprise)
    x, them = counted.x, asked["author_id"]
    x.follow(them, ONCE)
    x.unfollow(them)
    x.like(asked["id"], ONCE)
    x.unlike(asked["id"])
    done = x.reply("Yes, we do!", asked["id"], ONCE)
    x.hello("@somebody Welcome!", ONCE)
    x.hello("@somebody Read on at https://example.com/plants", ONCE)
    x.delete_post(done.id)
    x.delete_post(done.id)  # it is gone already, and costs nothing
    assert counted.agrees() == 15_000 + 10_000 + 15_000 + 10_000 + 10_000 + 15_000 + 200_000 + 10_000
    assert [charge.kind for charge in counted.charges][-2:] == [ChargeKind.LINK_POST, ChargeKind.UNDOING]


def test_what_is_refused_costs_nothing(stand_in: StandIn) -> None:
    """Not allowed, out of credit, suspended: no charge on either side."""
    counted = Counted(stand_in)
    with pytest.raises(NotAllowed):
        counted.x.follow("42", ONCE)
    stand_in.panel("switch", credit_out=True)
    with pytest.raises(NetworkError):
        counted.x.followers()
    stand_in.panel("switch", credit_out=False)
    assert counted.agrees() == 0


def test_whose_app_it_is_nobody_knows(stand_in: StandIn) -> None:
    """An account whose tokens don't stand in the settings is taken to pay the full price: never less than X charges."""
    stand_in.panel("follow", kind="person")
    counted = Counted(stand_in, owns_app=False)
    counted.x.followers()
    ours = sum(amount for _, amount in counted.tally.pending().values())
    assert ours == 10 * (counted.charged - counted.before) > 0


def test_the_settings_tell_who_owns_the_app() -> None:
    """The account of X_ACCESS_TOKEN pays little for its own lists, another one of the same app does not."""
    mine = {"x_api_key": "k", "x_api_secret": "s", "x_access_token": "1000-t", "x_access_token_secret": "ts"}
    connector = XConnector(Settings(_env_file=None, **mine))
    own, other = (
        connector.adapter(connector.by_token(token=f"{user}-token:secret"), lambda _: None) for user in ("1000", "2000")
    )
    assert isinstance(own, X)
    assert isinstance(other, X)
    assert own._own_users.micro_usd == 1_000
    assert other._own_users.micro_usd == 10_000


def test_a_lost_answer_to_a_write_is_counted_a_lost_read_is_not() -> None:
    """Nobody knows whether X charged for a write; what was read in vain is charged when it is read again."""
    charges: list[Charge] = []
    with Loopback(b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n") as server:
        x = X(KEYS, base_url=server.url, timeout=(2, 2), spent=charges.append)
        with pytest.raises(CutOff):
            x.hello("Hi!", ONCE)
        with pytest.raises(NetworkError):
            x.followers()
    assert [(charge.kind, charge.micro_usd) for charge in charges] == [(ChargeKind.POST, 15_000)]


def test_an_answer_of_any_shape_is_no_trouble() -> None:
    """Whatever X holds in `data`: only sound ids are counted, each once."""
    cost = Cost(ChargeKind.PEOPLE_READ, 10_000, "user")
    for data in (None, 7, "x", [], [None, 7, {"id": 7}, {"id": "x"}], {"id": ["1"]}):
        assert of_answer(cost, {"data": data}) is None
    found = of_answer(cost, {"data": [{"id": "1"}, {"id": "1"}, {"id": "2"}]})
    assert found == Charge(ChargeKind.PEOPLE_READ, 10_000, 2, ("user:1", "user:2"))
