"""A fifth of all calls meets a fault of any kind, while follows and replies are decided; then all must be settled."""

import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bench.faults_town import SIGNS, GaveUp, Json, Town, town, wait_for
from bench.tally import Tally
from slackapp.domain.card import Choice
from slackapp.slack import ids
from tests.slack.at_slack import words

CHANCE = 0.2
SHORT_SILENCE = 20.0  # seconds: longer than Rapport's timeouts
X_FAULTS = (
    {"kind": "hang", "seconds": SHORT_SILENCE},
    {"kind": "hang", "seconds": SHORT_SILENCE, "after_effect": True},
    {"kind": "half", "seconds": 0, "after_effect": True},
    {"kind": "status", "status": 500},
    {"kind": "status", "status": 500, "after_effect": True},
    {"kind": "html", "status": 502},
    {"kind": "status", "status": 429, "seconds": 4},
    {"kind": "status", "status": 429, "reset": False},
    {"kind": "wrong_shape", "after_effect": True},
    {"kind": "reset", "after_effect": True},
)
SLACK_FAULTS = (
    *(one for one in X_FAULTS if one.get("status") != 429),
    {"kind": "status", "status": 429, "retry_after": 2},
)
SETTLES = 420.0  # seconds after the faults are gone
COMES = 400.0  # seconds until every card stands in the channel, at a message a second and with a fifth of them broken
CLICKERS = 4


@dataclass(frozen=True)
class Decided:
    """Something a person decided."""

    kind: str  # "follow" or "reply"
    key: str  # whom or what, by X's id
    named: str  # how its card names it
    acknowledged: bool
    refused: str = ""  # what Slack showed instead


def order(ground: Town, seed: int) -> None:
    """Let a fifth of all calls of X's API and of Slack's meet a fault, each kind as likely as the others."""
    for number, (to, faults) in enumerate((("x", X_FAULTS), ("slack", SLACK_FAULTS))):
        for at, fault in enumerate(faults):
            # They are asked one after another: each meets its share of what the ones before it let pass.
            share = CHANCE / len(faults)
            chance = share / (1 - share * at)
            body: Json = {**fault, "chance": chance, "times": 0, "seed": seed * 1_000 + number * 100 + at}
            if to == "x":
                ground.panel("faults", path="/2/*", **body)
            else:
                ground.person("faults", method="*", **body)


class Mixture:
    """A town in which a fifth of everything breaks."""

    def __init__(self, ground: Town, number: int, seed: int) -> None:
        self.ground, self.number, self.seed = ground, number, seed
        self.decided: list[Decided] = []
        self.calls = 0

    def run(self) -> Tally:
        """Decide so many follows and so many replies. Raises `GaveUp`."""
        ground = self.ground
        people: list[Json] = []
        while len(people) <= self.number:  # before it looks: they come and go for this
            people += ground.people(60)
        ground.ready()
        follows, replies = self._arrive(people)
        order(ground, self.seed)
        with ThreadPoolExecutor(CLICKERS) as crowd:
            self.decided += crowd.map(lambda one: self._follow(*one), follows.items())
            self.decided += crowd.map(lambda one: self._reply(*one), replies.items())
        time.sleep(30)  # the faults go on for a while
        ground.clear()
        settled = self._settle()
        return self._tally(settled)

    def _arrive(self, people: list[Json]) -> tuple[dict[str, str], dict[str, str]]:
        """Followers and questions, a few at a time so that each has a card of its own; ids by how cards name them."""
        ground, follows, replies, asker = self.ground, {}, {}, people[-1]["id"]
        for at in range(0, self.number, 4):
            for number in range(at, min(at + 4, self.number)):
                ground.panel("follow", id=people[number]["id"])
                follows[people[number]["username"]] = people[number]["id"]
                text = f"Question {number}: is roast {number} back in stock?"
                replies[text] = str(ground.panel("mention", author_id=asker, text=text)["post"]["id"])
            polls = ground.log().count("QuestionNews")
            wait_for("two polls", lambda before=polls: ground.log().count("QuestionNews") >= before + 2 or None)  # type: ignore[misc]
        return follows, replies

    def _card(self, named: str, choice: Choice) -> Json:
        action = ids.card_action_id(choice)
        return wait_for(f"the card of {named}", lambda: self.ground.card(named, action), COMES)

    def _follow(self, named: str, user_id: str) -> Decided:
        card = self._card(named, Choice.FOLLOW)
        told = self.ground.click(card, ids.card_action_id(Choice.FOLLOW))
        return Decided("follow", user_id, named, told.get("ok") is True, str(told.get("error", "")))

    def _reply(self, named: str, post_id: str) -> Decided:
        """As often as it takes: a window that does not open is asked for again."""
        card = self._card(named, Choice.REPLY)
        number = re.sub(r"\D", "", named.split(":", 1)[0])
        view = None
        until = time.monotonic() + COMES
        while view is None and time.monotonic() < until:
            self.ground.click(card, ids.card_action_id(Choice.REPLY))
            view = next((v for v in self.ground.state()["views"] if named in words(v)), None)
        if view is None:
            raise GaveUp(f"the window of {named}")
        typed = {ids.REPLY_BLOCK: {ids.REPLY_INPUT: {"type": "plain_text_input", "value": f"Yes, roast {number} is."}}}
        told = self.ground.person("submit", view_id=view["id"], state=typed)
        return Decided("reply", post_id, named, told.get("ok") is True, str(told.get("error", "")))

    def _settle(self) -> bool:
        """Wait until nothing is under way any more."""
        try:
            wait_for("all to be settled", lambda: not self.ground.unsettled() or None, SETTLES)
        except GaveUp:
            return False
        time.sleep(2)
        return True

    def _tally(self, settled: bool) -> Tally:
        ground, x, slack = self.ground, self.ground.x_record(), self.ground.slack_record()
        truth = {
            "follow": Counter(one["target_id"] for one in x["follows"] if one["via"] == "api"),
            "reply": Counter(one["in_reply_to"] for one in x["posts"] if one["via"] == "api"),
        }
        says = said_of([one.named for one in self.decided], ground.messages())
        found = count(self.decided, truth, says)
        doubled = len(ground.doubled_messages())
        met = sum(x["faults"].values()) + sum(slack["faults"].values())
        calls = len(x["calls"]) + len(slack["calls"])
        broken = found["lost"] + found["twice"] + found["untold"] + found["doubled cards"] + doubled
        broken += (not settled) + (not ground.alive) + (ground.notices("🔑") > 0)
        refused = Counter(f"{one.kind} {one.refused}" for one in self.decided if not one.acknowledged)
        return Tally(
            "faults mixed",
            tries=len(self.decided),
            faults=met,
            lost=found["lost"],
            duplicated=found["twice"] + found["doubled cards"] + doubled,
            in_doubt=found["in doubt"],
            broken=broken,
            notes=(
                f"{met} of {calls} calls met a fault; acknowledged {found['acknowledged']}, not: {dict(refused)}, "
                f"failed and told {found['failed']}, done and not told {found['untold']}, "
                f"in doubt and happened {found['in doubt, and happened']}, settled {settled}"
            ),
        )


def said_of(names: list[str], messages: list[Json]) -> dict[str, list[str]]:
    """What the cards that name each say: one word for each card."""
    texts = [words(message) for message in messages]
    said: dict[str, list[str]] = {}
    for name in names:
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        held = [text for text in texts if pattern.search(text)]
        said[name] = [next((state for sign, state in SIGNS.items() if sign in text), "open") for text in held]
    return said


def count(decided: list[Decided], truth: dict[str, Counter[str]], says: dict[str, list[str]]) -> Counter[str]:
    """Compare what was decided with X's record and with the cards."""
    found: Counter[str] = Counter()
    for one in decided:
        times, cards = truth[one.kind][one.key], says[one.named]
        said = cards[0] if cards else "nothing"
        marks = {
            "acknowledged": one.acknowledged,
            "lost": not times and (said == "done" or (one.acknowledged and said not in ("in doubt", "failed"))),
            "twice": times > 1,
            "untold": times > 0 and said not in ("done", "in doubt"),
            "in doubt": said == "in doubt",
            "in doubt, and happened": said == "in doubt" and times > 0,
            "failed": said == "failed",
            "doubled cards": len(cards) > 1,
        }
        found += Counter(mark for mark, so in marks.items() if so)
    return found


def mixed(number: int, seed: int) -> Tally:
    """The mixture, in a town of its own."""
    with town(unlimited=True, RAPPORT_POLL_SECONDS="2") as ground:
        mixture = Mixture(ground, number, seed)
        try:
            return mixture.run()
        except GaveUp as gave_up:
            print(ground.log()[-3_000:])
            return Tally("faults mixed", len(mixture.decided), 0, 0, 0, 0, 1, f"gave up waiting for {gave_up}")
