"""Faults in the way of what Rapport reads by itself: followers, mentions, our own posts, people who are looked up."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from bench.faults_judge import BROKEN, Cell
from bench.faults_kinds import Kind
from bench.faults_town import GaveUp, Town, wait_for
from slackapp.domain.card import Choice
from slackapp.sandbox import world
from slackapp.slack import ids
from tests.slack.at_slack import words

PLACES = ("poll: followers", "poll: mentions", "poll: own posts", "poll: look-ups")
US = world.BRAND_ID
SETTINGS = {"RAPPORT_FULL_READ_MINUTES": "0.05"}  # so that who left is looked up soon
MEETS = 2  # polls that meet the fault
COMES = 240.0  # seconds: each of two streams may wait twice for its timeout of forty
OUT_OF_CREDIT = "💳"


@dataclass(frozen=True)
class News:
    """Something that happens on X while nobody can read it there."""

    place: str
    path: str  # of the calls that meet the fault
    happens: Callable[[], object]
    told: Callable[[], int]  # in how many messages Slack shows it


class Polls:
    """One kind of fault, in the way of the polls."""

    def __init__(self, town: Town, kind: Kind) -> None:
        self.town, self.kind = town, kind

    def run(self) -> list[Cell]:
        """Every place of it. Raises `GaveUp`."""
        town = self.town
        asker, leaver, new = town.people(3)
        town.panel("follow", id=asker["id"])
        town.ready()
        town.panel("follow", id=leaver["id"])
        known, unknown = "is roast 1 back in stock?", "is roast 2 back in stock?"
        answered = town.panel("mention", author_id=asker["id"], text=f"Question 1: {known}")["post"]["id"]
        wait_for("the follower's card", lambda: town.card(leaver["username"], ids.card_action_id(Choice.FOLLOW)))
        wait_for("the question's card", lambda: town.card(known, ids.card_action_id(Choice.REPLY)))
        arrivals = [
            News(
                PLACES[0],
                f"/2/users/{US}/followers",
                lambda: town.panel("follow", id=new["id"]),
                lambda: len(town.cards(new["username"])),
            ),
            News(
                PLACES[1],
                f"/2/users/{US}/mentions",
                lambda: town.panel("mention", author_id=asker["id"], text=f"Question 2: {unknown}"),
                lambda: len(town.cards(unknown)),
            ),
        ]
        cells = self._try(arrivals)
        changes = [
            News(
                PLACES[2],
                f"/2/users/{US}/tweets",
                lambda: town.panel("answer", post_id=answered, text="Yes, since this morning."),
                lambda: sum("☑️" in words(card) for card in town.cards(known)),
            ),
            News(
                PLACES[3],
                "/2/users",
                lambda: town.panel("unfollow", id=leaver["id"]),
                lambda: sum("unfollowed" in words(card) for card in town.cards(leaver["username"])),
            ),
        ]
        return cells + self._try(changes)

    def _try(self, news: list[News]) -> list[Cell]:
        """Let it happen while the fault is in the way, and wait until Slack shows it."""
        town, kind = self.town, self.kind
        times = 1 if kind.is_login else MEETS
        refused, unpaid = town.notices("🔑"), town.notices(OUT_OF_CREDIT)
        for each in news:
            town.panel("faults", **kind.x, path=each.path, method="GET", times=times)
            each.happens()
        if kind.is_login:
            wait_for("the team to be told", lambda: town.notices("🔑") > refused or None)
            town.clear()
            town.connect_again()
        with suppress(GaveUp):  # the cells tell which
            wait_for("the news", lambda: all(each.told() for each in news) or None, COMES)
        town.clear()
        after = "team told once, login asked for again, then the card" if kind.is_login else "next poll, told once"
        if town.notices(OUT_OF_CREDIT) > unpaid:
            after = "team told once, next poll, told once"
        return [Cell(kind.name, each.place, _outcome(each.told(), after)) for each in news]


def _outcome(told: int, after: str) -> str:
    if not told:
        return f"{BROKEN}lost"
    return after if told == 1 else f"{BROKEN}told {told} times"
