"""Faults in the way of what people decide: X's writes, and the looks that settle a doubt."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from bench.faults_judge import Cell, Effect, of_effect
from bench.faults_kinds import X_RESET, Kind
from bench.faults_town import GaveUp, Json, Town, wait_for
from slackapp.domain.card import Choice
from slackapp.sandbox import world
from slackapp.slack import ids
from tests.slack.at_slack import find

PLACES = ("follow", "unfollow", "reply", "delete post", "like", "look: relationship", "look: own timeline")
US = world.BRAND_ID
SETTLES = 170.0  # seconds: it looks for half a minute at a doubt, each call may wait for a quarter
MEETS = 2  # so many looks meet the fault before it is gone
FOLLOWERS, QUESTIONS = 3, 4  # no more at once than have cards of their own


@dataclass(frozen=True)
class Act:
    """Something decided by a click, whose call meets a fault."""

    place: str
    named: str  # how its card names it
    method: str
    path: str  # of its call, `*` for ids
    decide: Callable[[], Json]
    times: Callable[[Json], int]  # by X's record
    looks: str  # of its read-back, a path with `*`
    undone: bool = False


def _fits(path: str) -> re.Pattern[str]:
    return re.compile(re.escape(path).replace(r"\*", "[0-9]+"))


class Writes:
    """One kind of fault, in the way of all that a click may lead to on X."""

    def __init__(self, town: Town, kind: Kind) -> None:
        self.town, self.kind = town, kind

    def run(self) -> list[Cell]:
        """Every place of it. Raises `GaveUp`."""
        asker, *followers = self.town.people(FOLLOWERS + 1)  # before it looks: they come and go for this
        self.town.ready()
        people, asked = self._cards(asker, followers)
        names, questions = list(people), list(asked)
        self._beforehand(names[1], questions[1])
        first = [
            self._follow(PLACES[0], names[0], people[names[0]]),
            self._unfollow(names[1], people[names[1]]),
            self._reply(PLACES[2], questions[0], asked[questions[0]]),
            self._delete(questions[1]),
            self._like(questions[2], asked[questions[2]]),
        ]
        lost = {"kind": "half", "seconds": 0.0, "after_effect": True}
        second = [
            self._follow(PLACES[5], names[2], people[names[2]]),
            self._reply(PLACES[6], questions[3], asked[questions[3]]),
        ]
        return self._try(first, self.kind.x) + self._try(second, lost, in_the_look=True)

    def _cards(self, asker: Json, followers: list[Json]) -> tuple[dict[str, str], dict[str, str]]:
        """New followers and questions, each on a card of its own: their ids on X by how the cards name them."""
        town, people, asked = self.town, {}, {}
        for person in followers:
            town.panel("follow", id=person["id"])
            people[person["username"]] = str(person["id"])
        for number in range(QUESTIONS):
            text = f"Question {number}: is roast {number} back in stock?"
            asked[text] = str(town.panel("mention", author_id=asker["id"], text=text)["post"]["id"])
        for named, choice in [*((n, Choice.FOLLOW) for n in people), *((t, Choice.REPLY) for t in asked)]:
            self._shown(named, choice)
        return people, asked

    def _shown(self, named: str, choice: Choice) -> Json:
        return wait_for(f"{choice} on {named}", lambda: self.town.card(named, ids.card_action_id(choice)))

    def _beforehand(self, name: str, question: str) -> None:
        """What is to be undone has to be done first."""
        self._click(name, Choice.FOLLOW)
        self._answer(question)
        wait_for("what is to be undone", lambda: self.town.says(name) == self.town.says(question) == "done" or None)

    # What a person does

    def _click(self, named: str, choice: Choice) -> Json:
        return self.town.click(self._shown(named, choice), ids.card_action_id(choice))

    def _answer(self, question: str) -> Json:
        before = len(self.town.state()["views"])
        self._click(question, Choice.REPLY)
        views = wait_for("the modal", lambda: (v := self.town.state()["views"])[before:] and v, seconds=30.0)
        find(views[-1]["blocks"], ids.REPLY_INPUT)
        return self.town.submit(f"Yes, about “{question[:11]}”: since this morning.")

    def _follow(self, place: str, name: str, user_id: str) -> Act:
        return Act(
            place,
            name,
            "POST",
            f"/2/users/{US}/following",
            lambda: self._click(name, Choice.FOLLOW),
            lambda record: sum(one["target_id"] == user_id and one["via"] == "api" for one in record["follows"]),
            f"/2/users/{user_id}",
        )

    def _unfollow(self, name: str, user_id: str) -> Act:
        return Act(
            PLACES[1],
            name,
            "DELETE",
            f"/2/users/{US}/following/{user_id}",
            lambda: self._click(name, Choice.UNDO_FOLLOW),
            lambda record: sum(one["target_id"] == user_id and one["via"] == "api" for one in record["unfollows"]),
            f"/2/users/{user_id}",
            undone=True,
        )

    def _reply(self, place: str, question: str, post_id: str) -> Act:
        return Act(
            place,
            question,
            "POST",
            "/2/tweets",
            lambda: self._answer(question),
            lambda record: sum(one["in_reply_to"] == post_id and one["via"] == "api" for one in record["posts"]),
            f"/2/users/{US}/tweets",
        )

    def _delete(self, question: str) -> Act:
        return Act(
            PLACES[3],
            question,
            "DELETE",
            "/2/tweets/*",
            lambda: self._click(question, Choice.UNDO_REPLY),
            lambda record: len(record["deletes"]),
            "/2/tweets",
            undone=True,
        )

    def _like(self, question: str, post_id: str) -> Act:
        def like() -> Json:
            card = self.town.card(question) or {}
            return self.town.click(card, ids.CARD_MENU, value=self.town.menu_item(card, "like:"))

        return Act(
            PLACES[4],
            question,
            "POST",
            f"/2/users/{US}/likes",
            like,
            lambda record: sum(one["post_id"] == post_id and one["liked"] for one in record["likes"]),
            "",
        )

    # What comes of it

    def _try(self, acts: list[Act], fault: Json, *, in_the_look: bool = False) -> list[Cell]:
        """Decide all at once, each with a fault in its way; in its look rather than in its call, if so."""
        town, before = self.town, {}
        for act in acts:
            town.panel("faults", **fault, path=act.path, method=act.method)
            if in_the_look:
                town.panel("faults", **self.kind.x, path=act.looks, method="GET", times=MEETS)
            before[act.place] = len(town.x_calls(act.method, _fits(act.path)))
        began = time.time()
        for act in acts:
            if act.decide().get("ok") is not True:
                raise GaveUp(f"the click on {act.place} was not acknowledged")
        deadline = time.monotonic() + SETTLES
        while time.monotonic() < deadline and any(self._busy(act) for act in acts):
            time.sleep(0.5)
        cells = [self._cell(act, before[act.place], began, in_the_look) for act in acts]
        town.clear()
        return cells

    def _busy(self, act: Act) -> bool:
        return self.town.says(act.named, act.undone) in ("under way", "looking", "open")

    def _cell(self, act: Act, before: int, began: float, in_the_look: bool) -> Cell:
        calls = self.town.x_calls(act.method, _fits(act.path))[before:]
        looks = [one for one in self.town.x_calls("GET", _fits(act.looks)) if one["at"] >= began] if act.looks else []
        resets = self.kind.resets and not in_the_look and len(calls) > 1
        seen = Effect(
            times=act.times(self.town.x_record()),
            says=self.town.says(act.named, act.undone),
            tries=len(calls),
            looks=bool(looks) and len(calls) == 1 and calls[0].get("fault") is not None,
            waited=calls[1]["at"] - calls[0]["at"] if resets else None,
            asked_to_wait=X_RESET,
        )
        return Cell(self.kind.name, act.place, of_effect(seen))
