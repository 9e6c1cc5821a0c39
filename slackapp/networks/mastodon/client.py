"""One account's calls to its server: each travels once and comes back as values, or as an error of the family."""

import json
import logging
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import mastodon
import requests

from slackapp.domain.action import FailureKind
from slackapp.domain.capability import Capability
from slackapp.networks import wire
from slackapp.networks.base import Unavailable
from slackapp.networks.mastodon import errors
from slackapp.networks.mastodon.site import Site

T = TypeVar("T")

UNKNOWN = frozenset({400, 404, 405, 406, 410, 422})  # how servers answer a call, or parameters, that they don't know
_USER_AGENT = "Rapport"
_CURSOR = "max_id="
_SOUND_CURSOR = re.compile(_CURSOR + r"[\w.:~+/=-]{1,200}", re.ASCII)

logging.getLogger("mastodon").setLevel(logging.INFO)  # in case it learns to log what it sends


@dataclass(frozen=True, slots=True)
class Reply:
    """A success: its JSON, and the cursor of its next page (None on the last one)."""

    body: Any
    next: str | None = None


class Client:
    """Mastodon.py, made safe. Threads share it: each call has a Mastodon.py object of its own over one session."""

    def __init__(self, site: Site, token: str, timeout: tuple[float, float], now: Callable[[], datetime]) -> None:
        """Prepare; nothing is sent. `timeout` is seconds to connect and seconds of silence."""
        self._site = site
        self._token = token
        self._now = now
        self._session = requests.Session()
        self._session.max_redirects = 3
        self._session.trust_env = not site.loopback  # a proxy doesn't know our own machine
        wire.mount(self._session, _OneServer(site.base_url, timeout))

    def ask(
        self,
        call: Callable[[mastodon.Mastodon], object],
        shape: Callable[[Reply], T],
        needs: Capability | None = None,
        unknown: frozenset[int] = frozenset(),
    ) -> T:
        """Make one of Mastodon.py's calls; `shape` makes values of its answer.

        Args:
            call: makes the call; what it returns is not looked at.
            shape: raises WrongShape, Unsupported or a NetworkError where the answer makes no sense.
            needs: the capability it takes; None is a plain read.
            unknown: statuses by which a server says that it doesn't know the call: raised as Unsupported.

        Raises:
            NetworkError: a read never CutOff.
        """
        # `from None`: what the libraries know about a call holds the token.
        try:
            return shape(_reply(self._send(call)))
        except wire.Answer as answer:
            error = errors.of_answer(answer, needs, self._now(), self._token or "\n")
            if answer.status in unknown and error.kind in _MAYBE_UNKNOWN:
                raise errors.Unsupported(answer.status) from None
            raise error from None
        except requests.RequestException as failure:
            raise errors.of_failure(failure, needs) from None
        except errors.WrongShape:
            raise errors.nonsense(needs) from None

    def _send(self, call: Callable[[mastodon.Mastodon], object]) -> requests.Response:
        """The last answer to what Mastodon.py sent. Raises Answer or a RequestException."""
        courier = _Courier(self._session)
        api = mastodon.Mastodon(
            api_base_url=self._site.base_url,
            session=courier,  # type: ignore[arg-type]  # all that Mastodon.py asks of a session, and no more
            ratelimit_method="throw",  # it would sleep in our thread
            version_check_mode="none",  # it recurses without end where the server doesn't tell its version
            user_agent=_USER_AGENT,
        )
        api.access_token = self._token or None  # in the constructor it could be taken for a file's name
        # What it stumbles over is what we showed it; the courier knows what came.
        with suppress(mastodon.MastodonError, LookupError):
            call(api)
        if courier.failure is not None:
            raise courier.failure
        if courier.answer is None:
            raise Unavailable("Mastodon.py didn't send this.")
        return courier.answer


_MAYBE_UNKNOWN = frozenset({FailureKind.GONE, FailureKind.REFUSED, FailureKind.UNAVAILABLE})


class _Courier:
    """Mastodon.py's session for one call: it keeps the answer to itself and shows Mastodon.py an empty success.

    Mastodon.py guesses types from what a server says, and reports a write as failed where only a header is odd.
    """

    def __init__(self, session: requests.Session) -> None:
        self._session = session
        self.answer: requests.Response | None = None
        self.failure: wire.Answer | requests.RequestException | None = None

    def request(self, method: str, url: str, **settings: Any) -> requests.Response:
        self.answer = self.failure = None
        shown = requests.Response()
        shown.status_code, shown.encoding = 200, "utf-8"
        shown._content = b"{}"  # noqa: SLF001 (requests has no other way to make one)
        settings.pop("timeout", None)  # the wire has its own
        if url.endswith("/.well-known/oauth-authorization-server"):
            shown.status_code = 404  # the login's usual addresses are everywhere; a server may not name others
            return shown
        try:
            self.answer = self._session.request(method, url, **settings)
        except wire.Answer as answer:
            self.failure = answer
            shown.status_code = answer.status if answer.status != 429 else 400  # it would raise before we do
        except requests.RequestException as error:
            self.failure = error
            raise
        except (ValueError, UnicodeError):  # requests lets some broken addresses in a redirect through
            self.failure = requests.ConnectionError("the answer makes no sense")
            raise
        return shown

    def post(self, url: str, **settings: Any) -> requests.Response:
        return self.request("POST", url, **settings)


class _OneServer(wire.Wire):
    """A wire that leads to one server alone: whatever it says, our login goes nowhere else."""

    def __init__(self, base_url: str, timeout: tuple[float, float]) -> None:
        super().__init__(timeout)
        self._base_url = base_url

    def send(self, request: requests.PreparedRequest, *args: Any, **settings: Any) -> requests.Response:
        """Send a request of ours; one for another server ends in a `RequestException`."""
        if not (request.url or "").startswith(self._base_url + "/"):
            raise requests.exceptions.InvalidURL("another server")
        return super().send(request, *args, **settings)

    def passes(self, request: requests.PreparedRequest, response: requests.Response) -> bool:
        """Let a read be led on within the server: some want no slash at the end of an address, some want one."""
        there = response.headers.get("Location", "")
        within = there.startswith(self._base_url + "/") or (there.startswith("/") and not there.startswith("//"))
        led_on = request.method == "GET" and response.is_redirect and within
        return led_on or super().passes(request, response)


def _reply(response: requests.Response) -> Reply:
    try:
        body = json.loads(response.content)
    except (ValueError, RecursionError):
        raise errors.WrongShape from None
    return Reply(body, _next(response.headers.get("Link", "")) if isinstance(body, list) else None)


def _next(header: str) -> str | None:
    """The next page's cursor, by the Link header; WrongShape where there is a page that we can't ask for."""
    for part in requests.utils.parse_header_links(header[:8000]) if header.strip() else ():
        if part.get("rel") == "next":
            try:
                cursor = _CURSOR + parse_qs(urlsplit(part["url"]).query).get("max_id", [""])[0]
            except ValueError:
                raise errors.WrongShape from None
            if not _SOUND_CURSOR.fullmatch(cursor):
                raise errors.WrongShape
            return cursor
    return None


def known(cursor: str | None) -> str | None:
    """Where the page of a cursor begins: its `max_id`.

    Raises Unavailable for what is no cursor of ours: servers take nonsense for the end of the list.
    """
    if cursor is None:
        return None
    if not _SOUND_CURSOR.fullmatch(cursor):
        raise Unavailable("The server no longer takes this place in the list. Begin again.")
    return cursor.removeprefix(_CURSOR)
