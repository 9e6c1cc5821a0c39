"""Our session at a server: made when first needed, renewed when refused, handed on to be kept whenever it changes."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from threading import Lock

from atproto_client import Session, models

from slackapp.networks.base import LoginRefused, NetworkError
from slackapp.networks.bluesky import errors, wire
from slackapp.networks.bluesky.ids import is_did
from slackapp.networks.bluesky.keys import BlueskyKeys, named_server
from slackapp.networks.bluesky.xrpc import Json, Xrpc

Keep = Callable[[dict[str, str]], None]
_REST = 10.0  # seconds a refused password rests: a server allows 30 logins in five minutes, wrong ones too
_CREATE, _REFRESH = models.ids.ComAtprotoServerCreateSession, models.ids.ComAtprotoServerRefreshSession


class Sessions:
    """One account's session. Threads share it: whoever comes first renews it, the others wait and use that."""

    def __init__(self, keys: BlueskyKeys, keep: Keep, xrpc: Xrpc, now: Callable[[], datetime]) -> None:
        """Prepare; nothing is sent. `keep` is told the whole credentials whenever they change."""
        self._keys = keys
        self._keep = keep
        self._xrpc = xrpc
        self._now = now
        self._lock = Lock()
        self._session = _restored(keys)
        self._refused: tuple[float, NetworkError] | None = None

    @property
    def keys(self) -> BlueskyKeys:
        """What logs us in now, session included."""
        return self._keys

    def current(self) -> Session:
        """The session to speak with. Raises a NetworkError, never CutOff, where none is to be had."""
        with self._lock:
            return self._session or self._log_in()

    def renewed(self, refused: Session) -> Session:
        """Another one than the one that was `refused`: refreshed, or else by the app password."""
        with self._lock:
            if self._session is not None and self._session is not refused:
                return self._session
            return self._refreshed(refused) or self._log_in()

    def _refreshed(self, session: Session) -> Session | None:
        """A refreshed session; None where the server no longer takes it."""
        try:
            body = self._xrpc.procedure(session.pds_endpoint, _REFRESH, None, session.refresh_jwt)
            return self._adopt(body, session.pds_endpoint)
        except wire.Answer as answer:
            if 400 <= answer.status < 500 and answer.status not in (408, 429):
                return None
            raise errors.of_answer(answer, write=False, now=self._now()) from None
        except wire.Lost as lost:
            raise errors.of_loss(lost, write=False) from None
        except errors.WrongShape:
            return None

    def _log_in(self) -> Session:
        if self._refused and time.monotonic() < self._refused[0]:
            raise LoginRefused(self._refused[1].reason)
        keys = self._keys
        data = models.ComAtprotoServerCreateSession.Data(
            identifier=keys.did or keys.handle,  # a handle may change hands
            password=keys.app_password,
        )
        try:
            return self._adopt(self._xrpc.procedure(keys.url, _CREATE, data), keys.url)
        except wire.Answer as answer:
            error = errors.of_login(answer, self._now())
            self._refused = (time.monotonic() + _REST, error) if isinstance(error, LoginRefused) else None
            raise error from None
        except wire.Lost as lost:
            raise errors.of_loss(lost, write=False) from None
        except errors.WrongShape:
            raise errors.nonsense() from None

    def _adopt(self, body: Json, url: str) -> Session:
        did, access, refresh = body.get("did"), body.get("accessJwt"), body.get("refreshJwt")
        if not is_did(did) or not _is_token(access) or not _is_token(refresh):
            raise errors.WrongShape
        if self._keys.did not in ("", did):
            raise LoginRefused("This handle is somebody else's account now. Connect the account again.")
        session = Session(self._keys.handle, did, access, refresh, named_server(_home(body), url))
        self._session, self._refused = session, None
        self._keys = replace(self._keys, did=did, session=session.encode())
        self._keep(self._keys.kept())
        return session


def _restored(keys: BlueskyKeys) -> Session | None:
    """The session of last time, unless what was kept is none of this account's."""
    try:
        session = Session.decode(keys.session)
    except ValueError:
        return None
    sound = session.did == keys.did and _is_token(session.access_jwt) and _is_token(session.refresh_jwt)
    endpoint = named_server(session.pds_endpoint, keys.url)
    return session if sound and session.pds_endpoint == endpoint else None


def _is_token(value: object) -> bool:
    """Whether this may stand in a header and between the colons of a session string."""
    return (
        isinstance(value, str)
        and 0 < len(value) <= 8192
        and value.isascii()
        and value.isprintable()
        and (" " not in value and ":" not in value)
    )


def _home(body: Json) -> object:
    """The server that the account's own document names; None where there is none."""
    document = body.get("didDoc")
    services = document.get("service") if isinstance(document, dict) else None
    for service in services if isinstance(services, list) else ():
        if isinstance(service, dict) and service.get("type") == "AtprotoPersonalDataServer":
            return service.get("serviceEndpoint")
    return None
