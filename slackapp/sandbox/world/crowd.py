"""People by the hundred: composed out of lists, the same ones for the same number."""

import json
import random
from functools import cache
from importlib import resources

from slackapp.sandbox.world import Character


def person(number: int, *, farmer: bool = False) -> Character:
    """The `number`-th person of the crowd, or of its follow-back farmers."""
    dice = random.Random(f"{number}{farmer}")  # noqa: S311 - a story, not a secret
    lists = _lists()
    first, last = dice.choice(lists["first"]), dice.choice(lists["last"])
    followers = round(10 ** dice.uniform(1.2, 3.6))
    following = round(followers * dice.uniform(0.3, 2.5)) + 20
    if farmer:
        bio = dice.choice(lists["farmer_bios"])
        followers, following = dice.randint(9_000, 60_000), dice.randint(9_500, 66_000)
    else:
        bio = dice.choice(lists["bios"]).format(
            craft=dice.choice(lists["crafts"]), love=dice.choice(lists["loves"]), also=dice.choice(lists["also"])
        )
    return Character(
        username=_handle(first, last, number, dice),
        name=f"{first} {last}",
        bio=bio,
        location=dice.choice(lists["places"]),
        created=f"{dice.randint(2009, 2026)}-{dice.randint(1, 6):02d}-{dice.randint(1, 28):02d}",
        followers=followers,
        following=following,
        posts=round(10 ** dice.uniform(1.0, 4.2)),
        listed=followers // 90,
        likes=round(10 ** dice.uniform(1.0, 4.0)),
        default_picture=dice.random() < 0.1,
        farmer=farmer,
        quiet_days=0 if farmer else dice.choice((0, 0, 1, 2, 5, 40, 300)),
        says=tuple((dice.uniform(1, 200), words) for words in dice.sample(lists["posts"], 2)),
    )


def _handle(first: str, last: str, number: int, dice: random.Random) -> str:
    plain = "".join(letter for letter in (first + last).lower() if letter.isascii() and letter.isalnum())
    return f"{plain[: dice.randint(6, 10)]}_{number}"[:15]


@cache
def _lists() -> dict[str, list[str]]:
    text = resources.files("slackapp.sandbox.world").joinpath("crowd.json").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = json.loads(text)
    return lists
