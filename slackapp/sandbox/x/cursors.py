"""Opaque page tokens: sealed, so that one from elsewhere is refused."""

import base64
import binascii
import hashlib
import hmac
from typing import Literal, NamedTuple

_SEAL = b"the sandbox seals its page tokens"
Direction = Literal["older", "newer"]


class Cursor(NamedTuple):
    """Where a page starts: beyond `key`, towards the older or the newer side."""

    direction: Direction
    key: int


def seal(cursor: Cursor, of: str) -> str:
    """The token for a place in the list named `of`."""
    payload = (b"o" if cursor.direction == "older" else b"n") + cursor.key.to_bytes(8, "big")
    token = base64.b32hexencode(payload + _mac(payload, of)).decode()
    return token.rstrip("=").lower()


def unseal(token: str, of: str) -> Cursor | None:
    """The place a token names; None where it isn't one of the list `of`."""
    try:
        data = base64.b32hexdecode(token.upper() + "=" * (-len(token) % 8))
    except (binascii.Error, ValueError):
        return None
    payload, mac = data[:9], data[9:]
    if not hmac.compare_digest(mac, _mac(payload, of)):
        return None
    return Cursor("older" if payload[:1] == b"o" else "newer", int.from_bytes(payload[1:], "big"))


def _mac(payload: bytes, of: str) -> bytes:
    return hmac.new(_SEAL, payload + of.encode(), hashlib.sha256).digest()[:8]
