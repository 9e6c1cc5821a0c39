"""The SDK's calls, each to the server and with the token it is given: nothing is shared between threads but sockets."""

import json
from typing import Any

from atproto_client.client.base import ClientBase
from atproto_client.request import Request

from slackapp.networks.bluesky.errors import WrongShape
from slackapp.networks.bluesky.wire import Wire

Json = dict[str, Any]


class Xrpc:
    """Queries and procedures of any server. Each raises `wire.Answer`, `wire.Lost` or `WrongShape`.

    The SDK's own client keeps one session that it swaps beneath its threads, and reads answers strictly; so its
    lower half sends, with our token for each call, and the answers are read here.
    """

    def __init__(self, timeout: tuple[float, float]) -> None:
        """`timeout`: seconds to connect and seconds of silence."""
        self._request = Request(transport=Wire(timeout), headers={"Accept-Encoding": "gzip"}, timeout=None)

    def query(self, url: str, nsid: str, params: Any, token: str) -> Json:
        """Ask; `params` is the SDK's model of them."""
        return _json(ClientBase(url, self._request).invoke_query(nsid, params=params, headers=_bearer(token)).content)

    def procedure(self, url: str, nsid: str, data: Any, token: str = "") -> Json:
        """Do something; `data` is the SDK's model of it, or None."""
        answer = ClientBase(url, self._request).invoke_procedure(
            nsid, data=data, input_encoding="application/json" if data is not None else "", headers=_bearer(token)
        )
        return _json(answer.content)


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} if token else {}


def _json(body: Any) -> Json:
    try:
        value = json.loads(body or b"{}")  # old servers answer a deletion with nothing at all
    except (ValueError, RecursionError):
        raise WrongShape from None
    if not isinstance(value, dict):
        raise WrongShape
    return value
