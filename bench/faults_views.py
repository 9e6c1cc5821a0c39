"""Faults in the way of windows: Slack's views, and who somebody is."""

from collections.abc import Callable

from bench.faults_judge import BROKEN, Cell
from bench.faults_kinds import Kind
from bench.faults_town import PATIENCE, GaveUp, Json, Town, wait_for
from slackapp.domain.card import Choice
from slackapp.sandbox.slack.world import ADA, BEN
from slackapp.slack import ids
from tests.slack.at_slack import SOCIAL, find_all, words

PLACES = ("views.open", "views.update", "views.publish", "users.info")
SOON = 45.0  # seconds: several calls may wait for their timeouts one after another
MANY = 7  # followers at once make a group


class Views:
    """One kind of fault, in the way of windows."""

    def __init__(self, town: Town, kind: Kind) -> None:
        self.town, self.kind = town, kind

    def run(self) -> list[Cell]:
        """Every place of it. Raises `GaveUp`."""
        town = self.town
        [asker] = town.people(1)
        town.panel("follow", id=asker["id"])
        town.ready()
        question = "is roast 1 back in stock?"
        town.panel("mention", author_id=asker["id"], text=f"Question 1: {question}")
        town.panel("follow", kind="person", count=MANY)  # in one call: no poll comes between them
        card = wait_for("the question's card", lambda: town.card(question, ids.card_action_id(Choice.REPLY)))
        group = wait_for("the group", lambda: town.with_button(ids.REVIEW_OPEN))
        tries = (
            lambda: self._open(card),
            lambda: self._update(group),
            lambda: self._home(PLACES[2], "views.publish", ADA.id),
            lambda: self._home(PLACES[3], "users.info", BEN.id),
        )
        cells = []
        for each in tries:
            cells.append(each())
            town.clear()
        return cells

    def _fault(self, method: str) -> None:
        self.town.person("faults", **self.kind.slack, method=method, times=1)

    def _open(self, card: Json) -> Cell:
        """Reply is clicked: a window, or a word beside the card; and the next click brings the window."""
        town, reply = self.town, ids.card_action_id(Choice.REPLY)
        self._fault("views.open")
        acknowledged = town.click(card, reply).get("ok") is True
        told = came(lambda: town.state()["views"] or town.told(), SOON / 3)
        opened = bool(town.state()["views"])
        if opened:
            self._close()
        town.click(card, reply)
        again = came(lambda: town.state()["views"], SOON)
        if not again:
            outcome = f"{BROKEN}no window at the next click"
        elif town.told():
            outcome = "told beside the card; next click opens"
        elif opened:
            outcome = "opened"
        elif not acknowledged:
            outcome = "Slack shows its sign; next click opens"
        else:
            outcome = "next click opens" if told else f"{BROKEN}no window, no word"
        if again:
            self._close()
        return Cell(self.kind.name, PLACES[0], outcome)

    def _close(self) -> None:
        for view in reversed(self.town.state()["views"]):
            self.town.person("close", view_id=view["id"])

    def _update(self, group: Json) -> Cell:
        """Follow back is clicked in the review: it happens once, and the window shows it."""
        town = self.town
        town.click(group, ids.REVIEW_OPEN)
        wait_for("the review", lambda: town.state()["views"], SOON)
        town.click_view(town.view(), ids.REVIEW_ONE)
        wait_for("the first of them", lambda: find_all(town.view()["blocks"], ids.REVIEW_NEXT), SOON)
        self._fault("views.update")
        town.click_view(town.view(), ids.card_action_id(Choice.FOLLOW))
        shown = came(lambda: "✅" in words(town.view()), SOON)
        town.clear()
        if not shown:  # whoever goes on and comes back sees it
            town.click_view(town.view(), ids.REVIEW_NEXT)
            came(lambda: find_all(town.view()["blocks"], ids.card_action_id(Choice.FOLLOW)), SOON)
            town.click_view(town.view(), ids.REVIEW_PREVIOUS)
        then = shown or came(lambda: "✅" in words(town.view()), SOON)
        times = len([one for one in town.x_record()["follows"] if one["via"] == "api"])
        self._close()
        if times != 1:
            outcome = f"{BROKEN}{times} times"
        elif shown:
            outcome = "done once, shown in the window"
        else:
            outcome = "done once, shown at the next step" if then else f"{BROKEN}never shown"
        return Cell(self.kind.name, PLACES[1], outcome)

    def _home(self, place: str, method: str, user: str) -> Cell:
        """Home is opened: it is drawn, or the next time."""
        town = self.town
        calls = len(town.slack_calls(method))
        self._fault(method)
        town.person("home", user)
        shown = came(lambda: town.state(user).get("home"), SOON / 2)
        met = any(one.get("fault") for one in town.slack_calls(method)[calls:])
        town.clear()
        if not shown:
            town.person("home", user)
        if not came(lambda: town.state(user).get("home"), SOON):
            outcome = f"{BROKEN}never drawn"
        elif not met:
            outcome = "never met"
        else:
            outcome = "drawn all the same" if shown else "drawn at the next look"
        return Cell(self.kind.name, place, outcome)


class Start:
    """One kind of fault, in the way of a start and of a new connection."""

    def __init__(self, town: Town, kind: Kind) -> None:
        self.town, self.kind = town, kind

    def run(self) -> list[Cell]:
        """Every place of it. Raises `GaveUp`."""
        cells = [self._start(place, method) for place, method in zip(STARTS, METHODS, strict=False)]
        return [*cells, self._reconnect()]

    def _start(self, place: str, method: str) -> Cell:
        town = self.town
        before = len(town.log())
        town.person("faults", **self.kind.slack, method=method, times=1)
        town.start()
        up = came(lambda: '"ready"' in town.log()[before:] or not town.alive, PATIENCE)
        said, ended = town.log()[before:], not town.alive
        town.clear()
        if not ended and up:
            outcome = "starts all the same"
        elif not ended:
            outcome = f"{BROKEN}hangs"
        elif "Traceback" in said and "rapport: " not in said:
            outcome = f"{BROKEN}dies with a traceback"
        else:
            outcome = "stops, told why"
        if ended:
            before = len(town.log())
            town.start()
            again = came(lambda: '"ready"' in town.log()[before:], PATIENCE)
            outcome += "; next start works" if again else f"; {BROKEN}no start after it"
        town.stop()
        return Cell(self.kind.name, place, outcome)

    def _reconnect(self) -> Cell:
        """Slack drops the connection of a running Rapport, and the next one meets the fault."""
        town = self.town
        town.ready()
        self.town.person("faults", **self.kind.slack, method=METHODS[1], times=1)
        town.person("disconnect", reason="drop")
        back = came(lambda: town.slack_record()["connections"] and town.slack_calls(METHODS[1])[-1]["ok"], 120.0)
        town.clear()
        heard = back and came(lambda: self._command().get("ok"), SOON)
        outcome = "back by itself" if heard else f"{BROKEN}deaf"
        return Cell(self.kind.name, STARTS[2], outcome if town.alive else f"{BROKEN}the process died")

    def _command(self) -> Json:
        return self.town.person("command", channel=SOCIAL, text="/rapport help")


METHODS = ("auth.test", "apps.connections.open")
STARTS = ("start: auth.test", "start: apps.connections.open", "new connection")


def came(look: Callable[[], object], seconds: float) -> bool:
    """Whether something came in time."""
    try:
        wait_for("it", lambda: look() or None, seconds)
    except GaveUp:
        return False
    return True
