"""The way in, when Rapport stops: a balancer is sent elsewhere, and nobody who is inside is dropped."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

from slackapp.serve import HEALTH_PATH, Door


class Answer:
    """What a request was answered."""

    status = ""

    def __call__(self, status: str, _headers: Any, _trouble: Any = None) -> Any:
        """WSGI's start_response."""
        self.status = status


def ask(door: Door, path: str) -> str:
    """One request; its status."""
    answer = Answer()
    list(door({"PATH_INFO": path}, answer))
    return answer.status


def test_a_door_that_closes_says_so_and_serves_who_comes_nevertheless() -> None:
    """A balancer takes a moment to hear of it."""

    def application(_environ: Any, start: Any) -> Iterable[bytes]:
        start("200 OK", [])
        return [b"ok"]

    door = Door(application)
    assert ask(door, HEALTH_PATH) == "200 OK"
    door.close(drain=0)
    assert ask(door, HEALTH_PATH) == "503 Service Unavailable"
    assert ask(door, "/slack/events") == "200 OK"


def test_who_is_inside_is_waited_for() -> None:
    """The door is shut behind the last one."""
    came, may_go = Event(), Event()

    def application(_environ: Any, start: Any) -> Iterable[bytes]:
        came.set()
        may_go.wait(5)
        start("200 OK", [])
        return [b"ok"]

    door = Door(application)
    with ThreadPoolExecutor(2) as pool:
        inside = pool.submit(ask, door, "/slack/events")
        assert came.wait(5)
        closing = pool.submit(door.close, 0)
        assert not closing.done()
        may_go.set()
        closing.result(5)
        assert inside.result(5) == "200 OK"
