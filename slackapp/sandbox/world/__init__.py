"""The invented world that the sandbox plays in: a brand, its people, what they say. Nobody in it is real."""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

CONSUMER_KEY = "sandboxConsumerKey000000x"
CONSUMER_SECRET = "sandbox-consumer-secret-not-a-secret"  # noqa: S105 - fixed on purpose: it opens the sandbox alone
BRAND_ID = "2817465503"
ACCESS_TOKEN = f"{BRAND_ID}-sandboxAccessToken00x"
ACCESS_TOKEN_SECRET = "sandbox-access-secret-not-a-secret"  # noqa: S105 - as above


@dataclass(frozen=True)
class Character:
    """Someone of this world; `says` are posts of theirs, each with the hours since.

    Whoever has been quiet said all of it `quiet_days` earlier.
    """

    username: str
    name: str
    bio: str
    created: str
    followers: int
    following: int
    posts: int
    id: str = ""
    location: str = ""
    url: str = ""
    listed: int = 0
    likes: int = 0
    verified: bool = False
    protected: bool = False
    default_picture: bool = False
    farmer: bool = False
    role: str = "waiting"
    quiet_days: int = 0
    says: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True)
class Said:
    """A post of the past; `key` names it for those that answer it."""

    by: str
    text: str
    hours: float
    key: str = ""
    reply_to: str = ""


@dataclass(frozen=True)
class Line:
    """What someone may say to the brand; `reply_to` is the key of a past post."""

    kind: str
    by: str
    text: str
    reply_to: str = ""


@dataclass(frozen=True)
class World:
    """All of it. Of the people, `baseline` follow the brand from the start and `waiting` may come."""

    brand: Character
    people: tuple[Character, ...]
    history: tuple[Said, ...]
    lines: tuple[Line, ...]


@cache
def load() -> World:
    """The world, from its JSON files."""
    people = tuple(_character(one) for one in _read("people.json"))
    return World(
        brand=_character(_read("brand.json")),
        people=people,
        history=tuple(Said(**one) for one in _read("history.json")),
        lines=tuple(Line(**one) for one in _read("lines.json")),
    )


def _character(data: dict[str, Any]) -> Character:
    says = tuple((float(hours), str(words)) for hours, words in data.pop("says", ()))
    return Character(**data, says=says)


def _read(name: str) -> Any:
    return json.loads(resources.files(__name__).joinpath(name).read_text(encoding="utf-8"))
