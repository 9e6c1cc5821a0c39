"""Who is on the sandbox's Mastodon, and what they may say; all of it invented."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from slackapp.sandbox.world import crowd


@dataclass(frozen=True)
class Person:
    """Somebody with an account; `created` is a day. Who `follows` did so before the sandbox began."""

    username: str
    name: str
    bio: str
    created: str
    follows: bool = False
    locked: bool = False
    says: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ask:
    """What somebody may ask the brand; a `warning` hides it behind a line, a `private` one is for the brand alone."""

    by: str
    text: str
    warning: str = ""
    private: bool = False


@dataclass(frozen=True)
class Cast:
    """Everybody, in the order in which they come."""

    title: str
    brand: Person
    people: tuple[Person, ...]
    asks: tuple[Ask, ...]


@cache
def load() -> Cast:
    """The cast, from its JSON file."""
    data = json.loads(resources.files("slackapp.sandbox.world").joinpath("mastodon.json").read_text(encoding="utf-8"))
    people = tuple(_person(one) for one in data["people"])
    return Cast(data["title"], _person(data["brand"]), people, tuple(Ask(**one) for one in data["asks"]))


def newcomer(number: int) -> Person:
    """The `number`-th of those who come once the cast has come; they are new to the server, too."""
    one = crowd.person(number)
    return Person(one.username, one.name, one.bio, one.created)


def token(username: str) -> str:
    """What lets somebody of the cast act on this server, and opens nothing else."""
    return f"sandbox-{username}"


def _person(data: Mapping[str, Any]) -> Person:
    return Person(**{**data, "says": tuple(data.get("says", ()))})
