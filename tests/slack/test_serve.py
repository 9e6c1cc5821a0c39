"""The way in over HTTP: health, and nothing else than Slack's own path."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from slackapp.serve import EVENTS_PATH, HEALTH_PATH, wsgi
from tests.slack.listeners.team import Team


def get(team: Team, path: str, method: str = "GET") -> tuple[str, bytes]:
    """Ask the WSGI application itself."""
    found: list[str] = []

    def start_response(status: str, _headers: list[tuple[str, str]], _trouble: Any = None) -> Callable[[bytes], object]:
        found.append(status)
        return print  # WSGI's old way to write; nobody uses it

    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "wsgi.input": io.BytesIO(), "SERVER_PROTOCOL": "HTTP/1.1"}
    body = b"".join(wsgi(team.house.bolt, team.house.database)(environ, start_response))
    return found[0][:3], body


def test_health_asks_the_database(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """200 while the database answers, 503 with a plain word when it does not."""
    assert get(team, HEALTH_PATH)[0] == "200"
    monkeypatch.setattr(team.house.database, "read", _broken)
    status, said = get(team, HEALTH_PATH)
    assert status == "503"
    assert b"database" in said


def _broken() -> Any:
    raise OperationalError("SELECT 1", {}, Exception("gone"))


def test_other_paths_are_nobodys(team: Team) -> None:
    """404 elsewhere; an unsigned body at Slack's path is 401."""
    assert get(team, "/")[0] == "404"
    assert get(team, "/admin", "POST")[0] == "404"
    assert get(team, EVENTS_PATH, "POST")[0] == "401"
