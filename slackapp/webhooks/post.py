"""One signed body to one address: once, bounded in time and size, and never into our own network.

Not over requests: that would follow proxies and resolve the name a second time, after it was checked.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from slackapp.domain.quote import quote
from slackapp.domain.webhooks import wrong_with

SECONDS = 10.0  # for all of it
ANSWER_BYTES = 4 * 1024
_SAID = 120  # characters of the answer that the log keeps
_NAT64 = IPv6Network("64:ff9b::/96")
_METADATA = frozenset({IPv4Address("168.63.129.16"), IPv6Address("fd00:ec2::254")})  # Azure's, AWS's: not link-local
PRIVATE = "Its address is in a private network, and Rapport sends nothing there. Use one that the internet can reach."


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back. `status` is 0 where no answer came; `reason` is a plain sentence unless it was taken."""

    status: int
    reason: str = ""


def post(
    url: str, headers: Mapping[str, str], body: bytes, *, private: bool = False, seconds: float = SECONDS
) -> Answered:
    """Send a body; never raises for what the other side does.

    Args:
        url: one that `domain.webhooks.wrong_with` found nothing wrong with.
        headers: beside the usual ones.
        body: JSON.
        private: whether private addresses and loopback (over plain http, too) are allowed.
        seconds: how long all of it may take, but for the look-up of its name.
    """
    if wrong := wrong_with(url, private=private):
        return Answered(0, wrong)
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return Answered(0, "The name of its server is not known.")
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not all(_allowed(each, private=private, secure=secure) for each in addresses):
        return Answered(0, PRIVATE)
    connection = _Pinned(host, port, addresses, secure=secure, seconds=seconds)
    watch = threading.Timer(seconds, connection.break_off)
    watch.daemon = True
    watch.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, {**_USUAL, **headers})
        with connection.getresponse() as answer:
            return _read(answer.status, answer.read(ANSWER_BYTES))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answered(0, _late(seconds) if connection.late else _plain(error, seconds))
    finally:
        watch.cancel()
        connection.close()


_USUAL = {"content-type": "application/json; charset=utf-8", "user-agent": "Rapport-Webhooks/1", "connection": "close"}


class _Pinned(http.client.HTTPConnection):
    """Connects to the addresses that were checked, whatever the name means by now; the certificate is the name's."""

    def __init__(self, host: str, port: int, addresses: Sequence[str], *, secure: bool, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self.late = False
        self.default_port = 443 if secure else 80  # which the Host header leaves out
        self._line: socket.socket | None = None  # http.client forgets it once an answer begins
        self._addresses = addresses
        self._context = ssl.create_default_context() if secure else None

    def connect(self) -> None:
        """Reach the first of the addresses that takes us."""
        trouble = OSError("no address")
        for address in self._addresses:
            try:
                self.sock = socket.create_connection((address, self.port), self.timeout)
                break
            except OSError as error:
                trouble = error
            if self.late:
                break
        else:
            raise trouble
        if self.late:
            raise TimeoutError
        self._line = self.sock
        if self._context is not None:
            # The handshake only once `break_off` can end it.
            self.sock = self._context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self._line = self.sock
            self.sock.do_handshake()

    def break_off(self) -> None:
        """It takes too long: whoever waits for the other side waits no more."""
        self.late = True
        if self._line is not None:
            with suppress(OSError):  # it is closed already
                socket.socket.shutdown(self._line, socket.SHUT_RDWR)  # past TLS, whose own goodbye would wait


def _allowed(address: str, *, private: bool, secure: bool) -> bool:
    """Whether we may connect to an address; link-local ones, where clouds keep their secrets, never."""
    ip = _meant(ip_address(address.partition("%")[0]))
    if ip.is_link_local or ip.is_multicast or ip.is_unspecified or ip in _METADATA:
        return False
    if not secure:
        return private and ip.is_loopback
    return private or ip.is_global


def _meant(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 one leads to, where it does."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or ip


def _read(status: int, body: bytes) -> Answered:
    if 200 <= status < 300:
        return Answered(status)
    if 300 <= status < 400:
        return Answered(
            status, f"It answered {status}: it is elsewhere. Rapport follows no redirects; change the address."
        )
    said = quote(body.decode("utf-8", "replace"), _SAID)
    return Answered(status, f"It answered {status}" + (f": {said}" if said else "."))


def _late(seconds: float) -> str:
    return f"It did not answer within {seconds:g} seconds."


def _plain(error: Exception, seconds: float) -> str:
    if isinstance(error, TimeoutError):
        return _late(seconds)
    if isinstance(error, ssl.SSLCertVerificationError):
        return "Its certificate is not in order: for another name, out of date, or from nobody known."
    if isinstance(error, ssl.SSLError):
        return "No secure connection came about."
    if isinstance(error, ConnectionRefusedError):
        return "It took no connection: nothing listens there."
    return "It closed the connection without an answer that can be read."
