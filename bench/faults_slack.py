"""Faults in the way of what Rapport says in Slack: messages, their redrawing, and the look for one in doubt."""

import time
from collections.abc import Callable
from contextlib import suppress

from bench.faults_judge import BROKEN, Cell
from bench.faults_kinds import SLACK_RESET, Kind
from bench.faults_town import GaveUp, Json, Town, wait_for
from slackapp.domain.card import Choice
from slackapp.slack import ids
from tests.slack.at_slack import words

PLACES = ("chat.update", "response_url", "chat.postMessage", "look: conversations.history")
COMES = 150.0  # seconds until the fault has to be overcome
MEETS = 2


class Messages:
    """One kind of fault, in the way of the channel's messages."""

    def __init__(self, town: Town, kind: Kind) -> None:
        self.town, self.kind = town, kind

    def run(self) -> list[Cell]:
        """Every place of it. Raises `GaveUp`."""
        town = self.town
        asker, followed, first, second = town.people(4)
        town.panel("follow", id=asker["id"])
        town.ready()
        question = "is roast 1 back in stock?"
        town.panel("follow", id=followed["id"])
        asked = town.panel("mention", author_id=asker["id"], text=f"Question 1: {question}")["post"]["id"]
        wait_for("the question's card", lambda: town.card(question, ids.card_action_id(Choice.REPLY)))
        card = wait_for(
            "the follower's card", lambda: town.card(followed["username"], ids.card_action_id(Choice.FOLLOW))
        )
        redrawn = self._try(
            PLACES[0],
            {"chat.update": 1},
            lambda: town.panel("answer", post_id=asked, text="Yes."),
            lambda: town.cards(question),
            "☑️",
        )
        clicked = self._try(
            PLACES[1],
            {"response_url": 1},
            lambda: town.click(card, ids.card_action_id(Choice.FOLLOW)),
            lambda: town.cards(followed["username"]),
            "✅",
        )
        posted = self._arrives(PLACES[2], first, {"chat.postMessage": 1})
        self.town.person("faults", method="chat.postMessage", kind="half", seconds=0, after_effect=True)
        found = self._arrives(PLACES[3], second, {"conversations.history": MEETS})
        return [redrawn, clicked, posted, found]

    def _arrives(self, place: str, person: Json, faults: dict[str, int]) -> Cell:
        return self._try(
            place,
            faults,
            lambda: self.town.panel("follow", id=person["id"]),
            lambda: self.town.cards(person["username"]),
            person["username"],
        )

    def _try(
        self,
        place: str,
        faults: dict[str, int],
        happens: Callable[[], object],
        messages: Callable[[], list[Json]],
        sign: str,
    ) -> Cell:
        """Let it happen with faults in the way, and wait until it stands in the channel."""
        town = self.town
        for method, times in faults.items():
            town.person("faults", **self.kind.slack, method=method, times=times)
        calls = {method: len(town.slack_calls(method)) for method in faults}
        happens()
        with suppress(GaveUp):  # the cell tells
            wait_for(place, lambda: (any(sign in words(m) for m in messages()) and not town.unsettled()) or None, COMES)
        time.sleep(1.5)  # for what might come a second time
        tries = [one for method in faults for one in town.slack_calls(method)[calls[method] :]]
        town.clear()
        return Cell(self.kind.name, place, self._outcome(messages(), sign, tries))

    def _outcome(self, messages: list[Json], sign: str, tries: list[Json]) -> str:  # noqa: PLR0911 (one return for each)
        if not any(sign in words(message) for message in messages):
            return f"{BROKEN}never shown"
        if len(messages) > 1:
            return f"{BROKEN}{len(messages)} times in the channel"
        if not any(one.get("fault") for one in tries):
            return "never met"
        if self.kind.resets and len(tries) > 1:
            waited = tries[1]["at"] - tries[0]["at"]
            if waited < SLACK_RESET - 0.5:
                return f"{BROKEN}came again after {waited:.1f} s"
            return "waits for the reset, shown once"
        if len(tries) > 1:
            return "looked again, there once" if "history" in tries[0]["method"] else "tried again, shown once"
        return "found again, shown once" if tries[0].get("done") else "shown another way, once"
