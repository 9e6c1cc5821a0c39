"""One account's calls: each comes back as values, or as an error of the family."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from atproto_client import Session

from slackapp.networks.base import Gone, NetworkError, Unavailable
from slackapp.networks.bluesky import errors, wire
from slackapp.networks.bluesky.keys import BlueskyKeys
from slackapp.networks.bluesky.sessions import Keep, Sessions
from slackapp.networks.bluesky.xrpc import Json, Xrpc

T = TypeVar("T")


class Client:
    """Speaks for one account; threads share it."""

    def __init__(
        self, keys: BlueskyKeys, keep: Keep, timeout: tuple[float, float], now: Callable[[], datetime]
    ) -> None:
        """Prepare; nothing is sent. `timeout` is seconds to connect and seconds of silence."""
        self._xrpc = Xrpc(timeout)
        self._sessions = Sessions(keys, keep, self._xrpc, now)
        self._now = now

    @property
    def did(self) -> str:
        """Our own id; logs in where that wasn't done yet."""
        return self._sessions.keys.did or str(self._sessions.current().did)

    def log_in(self) -> BlueskyKeys:
        """Log in, and give what logs us in from now on. Raises a NetworkError."""
        self._sessions.current()
        return self._sessions.keys

    def read(self, nsid: str, params: Any, shape: Callable[[Json], T]) -> T:
        """Ask; `shape` makes values of the answer. Raises a NetworkError, never CutOff."""
        return self._ask(lambda at: self._xrpc.query(at.pds_endpoint, nsid, params, at.access_jwt), shape, write=False)

    def read_ours(self, nsid: str, params: Any, shape: Callable[[Json], T]) -> T:
        """Likewise, of our own account: that it isn't there can only be for now."""
        try:
            return self.read(nsid, params, shape)
        except Gone:
            raise Unavailable("Bluesky doesn't show your own account yet. Try again in a minute.") from None

    def write(self, nsid: str, data: Any, shape: Callable[[Json], T]) -> T:
        """Change something; `shape` makes values of the answer. Raises a NetworkError."""
        return self._ask(lambda at: self._xrpc.procedure(at.pds_endpoint, nsid, data, at.access_jwt), shape, write=True)

    def _ask(self, call: Callable[[Session], Json], shape: Callable[[Json], T], *, write: bool) -> T:
        session = self._sessions.current()
        try:
            try:
                body = call(session)
            except wire.Answer as answer:
                if not errors.refuses_token(answer):
                    raise
                session = self._sessions.renewed(session)
                body = call(session)  # what was turned away certainly did nothing
            return shape(body)
        except wire.Answer as answer:
            raise self._refused(answer, session, write=write) from None
        except wire.Lost as lost:
            raise errors.of_loss(lost, write=write) from None
        except errors.WrongShape:
            raise errors.nonsense(write=write) from None

    def _refused(self, answer: wire.Answer, session: Session, *, write: bool) -> NetworkError:
        secrets = (session.access_jwt, session.refresh_jwt, self._sessions.keys.app_password)
        return errors.of_answer(answer, write=write, now=self._now(), secrets=secrets)
