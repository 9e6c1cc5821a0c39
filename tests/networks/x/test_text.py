"""X's counting, its prices and its pages; and a published text told from another."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.domain.action import ActionKind
from slackapp.domain.capability import Capability
from slackapp.networks.base import Network
from slackapp.networks.x import X, text
from tests.networks.x.loopback import KEYS

SHORTENED = "https://t.co/a1B2c3"


@pytest.fixture
def x() -> X:
    """X, which needs no wire here."""
    return X(KEYS)


@pytest.mark.parametrize(
    ("typed", "used"),
    [
        ("", 0),
        ("abc", 3),
        ("日本", 4),
        ("🌿", 2),
        ("👩‍👩‍👧‍👦", 2),
        ("see https://example.com/" + "a" * 90, 27),
        ("é", 1),
    ],
)
def test_counting(x: X, typed: str, used: int) -> None:
    """X's weighted length: links are 23, emoji and CJK letters 2."""
    assert (x.count(typed).used, x.count(typed).limit) == (used, 280)


def test_the_limit(x: X) -> None:
    """280 fits, 281 doesn't; a novel is counted at once."""
    assert x.count("a" * 280).fits
    assert not x.count("a" * 281).fits
    assert not x.count("a.b " * 1_000_000).fits


@given(st.text(max_size=300))
def test_any_text_can_be_counted_and_priced(typed: str) -> None:
    """People paste everything."""
    assert X(KEYS).count(typed).used >= 0
    assert X(KEYS).price(ActionKind.REPLY, typed)


@pytest.mark.parametrize(
    ("kind", "typed", "price"),
    [
        (ActionKind.REPLY, "We do!", "0.010"),
        (ActionKind.HELLO, "@mira welcome!", "0.015"),
        (ActionKind.HELLO, "@mira see example.com", "0.200"),
        (ActionKind.REPLY, "see https://example.com/a", "0.200"),
        (ActionKind.FOLLOW, "", "0.015"),
        (ActionKind.DELETE_POST, "", "0.010"),
        (ActionKind.POST_MESSAGE, "", None),
    ],
)
def test_prices(x: X, kind: ActionKind, typed: str, price: str | None) -> None:
    """What X charges for a write; what isn't a write to X costs nothing."""
    assert x.price(kind, typed) == (price and Decimal(price))


def test_reading_posts_has_a_price(x: X) -> None:
    """By the post; X gives no fewer than five."""
    assert [x.price_of_posts(n) for n in (1, 5, 10)] == [Decimal("0.025"), Decimal("0.025"), Decimal("0.050")]


def test_pages_for_people(x: X) -> None:
    """Addresses on x.com, whatever stands in them."""
    assert x.profile_url("mira_fern") == "https://x.com/mira_fern"
    assert x.profile_url("../evil?a") == "https://x.com/..%2Fevil%3Fa"
    assert x.post_url("mira_fern", "30") == "https://x.com/mira_fern/status/30"
    assert x.follow_url("mira_fern") == "https://x.com/intent/follow?screen_name=mira_fern"
    assert x.reply_url("a_fern", "30") == "https://x.com/intent/post?in_reply_to=30"


def test_what_is_declared(x: X) -> None:
    """Each capability once, none of them tried yet; the doubtful ones say why."""
    network: Network = x
    declared = {permission.capability: permission for permission in network.permissions()}
    assert set(declared) == set(Capability)
    assert [capability for capability, told in declared.items() if not told.allowed] == [Capability.FOLLOW_TIMES]
    assert all(permission.found_at is None for permission in declared.values())
    assert "Enterprise" in declared[Capability.FOLLOW].reason


@pytest.mark.parametrize(
    ("typed", "published"),
    [
        ("We do!", "We do!"),
        ("We do!", "@mira We do!"),
        ("@mira We do!", "We do!"),
        ("@mira @noah We do!", "@mira We do!"),
        ("We  do!\n\n", "We do!"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
        ("see example.com/a now", "see http://example.com/a now"),
        ("see https://example.com/", "see https://example.com"),
        ("see https://example.com/a now", f"see {SHORTENED} now"),
        ("@mira", "@mira"),
    ],
)
def test_the_same_text(typed: str, published: str) -> None:
    """All that X changes in a text doesn't make it another."""
    assert text.same(typed, published, answers=True)


@pytest.mark.parametrize(
    ("typed", "published"),
    [
        ("We do!", "We don't!"),
        ("We do!", "We do! And more."),
        ("We do!", f"We do! {SHORTENED}"),
        ("see https://example.com/a", "see https://example.com/b"),
        ("a.b", "aXb"),
        ("@mira", "@noah"),
    ],
)
def test_another_text(typed: str, published: str) -> None:
    """A text that differs in a word is another."""
    assert not text.same(typed, published, answers=True)


def test_a_welcome_to_somebody_else() -> None:
    """The same words to two people are two posts: whom a post of our own begins with counts."""
    assert not text.same("@mira welcome!", "@noah welcome!", answers=False)
    assert text.same("@mira welcome!", "@mira  welcome!", answers=False)
