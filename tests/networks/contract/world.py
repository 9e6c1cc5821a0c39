"""What a test may ask of any network: people who act there by themselves, and the truth, not by way of our adapter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import pytest

from slackapp.networks.base import Network
from tests.networks.contract.wire import Wire

OUR_TEXT = "We do, from Monday on."
BLUESKY = pytest.param("bluesky", marks=pytest.mark.networks)  # it has to be installed
MASTODON = pytest.param("mastodon", marks=pytest.mark.networks)  # it takes long
WIRED = ("x", MASTODON, BLUESKY)  # the fake has no wire: tests of its own break its calls
LOCKABLE = ("fake", "x", MASTODON)
WORLDS = ("fake", *WIRED)
on_a_wire = pytest.mark.parametrize("world", WIRED, indirect=True)


@dataclass(frozen=True)
class Somebody:
    """A person on the network, as the adapter names them."""

    id: str
    handle: str


class World(Protocol):
    """One network with our account on it, fresh for each test."""

    network: Network  # our account's adapter, at the other end of the wire
    wire: Wire | None  # None: there is none (the fake)
    follower_paths: tuple[str, ...]  # parts of the addresses that list followers or tell of new ones
    url: str  # where our account's server is, for `rapport connect`
    login: tuple[str, ...]  # the further words of `rapport connect`
    answers: Mapping[str, str]  # to what its connector asks first, in Slack

    def code(self, page: str) -> str:
        """The owner lets Rapport in on the network's own page; the code it shows ("" where there is no such page)."""

    def person(self, *, locked: bool = False) -> Somebody:
        """Somebody new; `locked`: whoever follows them has to ask."""

    def follow_us(self, who: Somebody) -> None:
        """They follow us."""

    def unfollow_us(self, who: Somebody) -> None:
        """They follow us no longer."""

    def crowd(self, number: int, *, equal_times: bool = False) -> list[str]:
        """So many people follow us, at one moment or at nearly one; their ids, in no order."""

    def mention_us(self, who: Somebody, text: str, answering: str = "") -> str:
        """They address us, in answer to a post where one is named; the post's id."""

    def post_as_us(self, text: str, answering: str = "") -> str:
        """We post on the network itself, by hand; the post's id."""

    def vanish(self, who: Somebody) -> None:
        """Their account is deleted."""

    def block_us(self, who: Somebody) -> None:
        """They block us."""

    def settled(self) -> None:
        """Returns once everybody can see what anybody did."""

    def we_follow(self) -> set[str]:
        """Whom we truly follow or asked to."""

    def our_answers(self, post_id: str) -> list[str]:
        """The texts of our answers to a post, as they stand there."""

    def limits(self, until: datetime) -> list[dict[str, str]]:
        """The headers by which this network's servers tell when to come back: each style on its own."""
