"""mastodon-mock on a port of its own: a third party's server with Mastodon's API and a small web page to look at it.

It comes with the extra `mastodon-sandbox`; without it, importing this module raises ModuleNotFoundError.
"""

import http.client
import json
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse
from mastodon_mock.app import create_app
from mastodon_mock.config import DatabaseConfig, MastodonMockConfig, SeedAccount, SeedConfig, SeedFollow, SeedStatus
from mastodon_mock.db.models import Account

from slackapp.sandbox.mastodon.cast import Cast, Person, load, token
from slackapp.sandbox.mastodon.town import Town
from slackapp.sandbox.server import HOST

Json = dict[str, Any]

_START = 20.0  # seconds for it to listen
_TIMEOUT = 20.0  # seconds for one call
_GRACE = 1  # seconds that open connections (a browser on its page) are given at the end


class MastodonServer:
    """One server on 127.0.0.1, with a cast on it; all that it writes is in `folder`."""

    def __init__(self, folder: Path, cast: Cast) -> None:
        """Take a free port; nothing is served before `start`."""
        self._ends = ExitStack()
        listening = self._ends.enter_context(socket.create_server((HOST, 0)))
        self.host = f"{HOST}:{listening.getsockname()[1]}"
        app = create_app(_config(self.host, folder / "mastodon", cast))
        _put_back(app, cast)
        self._pages(app)
        app.middleware("http")(self._only_from_here)
        # No log of its own: what goes wrong is in the answers.
        settings = uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=_GRACE)
        self._server = uvicorn.Server(settings)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [listening]}, name="mastodon-mock", daemon=True
        )

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://{self.host}"

    def start(self) -> Self:
        """Serve, in a thread of its own. Raises `TimeoutError` where it doesn't come up."""
        self._thread.start()
        until = time.monotonic() + _START
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > until:
                self.stop()
                raise TimeoutError("mastodon-mock did not start")
            time.sleep(0.02)
        return self

    def stop(self) -> None:
        """Stop serving; the server can't be started again."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(timeout=_GRACE + 4)
        self._ends.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def call(self, method: str, path: str, bearer: str = "", body: Mapping[str, object] | None = None) -> Any:
        """One call of its API, as whose token it is; answers the JSON.

        Raises `ValueError` where it is refused.
        """
        connection = http.client.HTTPConnection(self.host, timeout=_TIMEOUT)
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {bearer}"} if bearer else {})
        try:
            connection.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = connection.getresponse()
            said = answer.read()
        finally:
            connection.close()
        if answer.status != http.client.OK:
            raise ValueError(f"mastodon-mock refused {method} {path}: {answer.status}")
        return json.loads(said)

    def _pages(self, app: FastAPI) -> None:
        """Mastodon's own addresses of people and posts lead to the page that shows them here."""

        @app.get("/@{handle}")
        def profile(handle: str) -> RedirectResponse:
            with app.state.session_factory() as session:
                found = session.query(Account).filter(Account.username == handle).first()
            return RedirectResponse(f"/_ui/accounts/{found.id}" if found else "/_ui/")

        @app.get("/@{handle}/{post_id}")
        def post(handle: str, post_id: int) -> RedirectResponse:  # noqa: ARG001 (the id is enough)
            return RedirectResponse(f"/_ui/statuses/{post_id}")

    async def _only_from_here(self, request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
        """Refuse what a web page elsewhere could make a browser send; async, as every ASGI server's middleware is."""
        origin = request.headers.get("origin", self.url)
        if request.headers.get("host") != self.host or origin != self.url:
            return PlainTextResponse("the sandbox answers this machine only", http.client.FORBIDDEN)
        return await answer(request)


@contextmanager
def town(folder: Path) -> Iterator[Town]:
    """The server and its cast; `folder` is for what it writes."""
    with MastodonServer(folder, load()) as server:
        yield Town(server, load())


def _config(host: str, folder: Path, cast: Cast) -> MastodonMockConfig:
    folder.mkdir()
    everyone = (cast.brand, *cast.people)
    seed = SeedConfig(
        accounts=[_account(one) for one in everyone],
        follows=[SeedFollow(follower=one.username, following=other.username) for one, other in _ties(cast)],
        statuses=[SeedStatus(account=one.username, text=words) for one in everyone for words in one.says],
    )
    return MastodonMockConfig(
        domain=host,
        url_scheme="http",
        title=cast.title,
        description="Everyone here is invented.",
        media_storage_path=str(folder / "media"),
        database=DatabaseConfig(path=str(folder / "mastodon.sqlite")),
        seed=seed,
    )


def _ties(cast: Cast) -> Iterator[tuple[Person, Person]]:
    """Who follows whom: some follow the brand, and in a small town everybody follows a few of the others."""
    people = cast.people
    for at, one in enumerate(people):
        if one.follows:
            yield one, cast.brand
        for step in range(1, 3 + at % 4):
            yield one, people[(at + step) % len(people)]


def _account(one: Person) -> SeedAccount:
    return SeedAccount(
        username=one.username,
        display_name=one.name,
        note=one.bio,
        locked=one.locked,
        access_token=token(one.username),
    )


def _put_back(app: FastAPI, cast: Cast) -> None:
    """People have been there for longer than a second, which its seed can't say."""
    since = {one.username: datetime.fromisoformat(one.created + "T09:00:00") for one in (cast.brand, *cast.people)}
    with app.state.session_factory() as session:
        for account in session.query(Account):
            account.created_at = since[account.username]
        session.commit()
