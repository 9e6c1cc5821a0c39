"""Serves the page's files from the package. It knows nothing of Slack or of X: the page calls those itself."""

from collections.abc import Iterable
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

CONTENT_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
# No inline script or style anywhere: what a stranger wrote can never become either.
CONTENT_SECURITY_POLICY = "default-src 'self'; img-src * data:; style-src 'self'"


def page_app(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """The page as a WSGI app: `/` is the page itself, `/<file>` one of its files, all else 404."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return _answer(start_response, HTTPStatus.METHOD_NOT_ALLOWED)
    name = environ.get("PATH_INFO", "").lstrip("/") or "index.html"
    content = _content(name)
    if content is None:
        return _answer(start_response, HTTPStatus.NOT_FOUND)
    body = b"" if environ["REQUEST_METHOD"] == "HEAD" else content
    start_response(
        "200 OK",
        [
            ("Content-Type", CONTENT_TYPES[name.rpartition(".")[2]]),
            ("Content-Length", str(len(content))),
            ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-cache"),
        ],
    )
    return [body]


def _content(name: str) -> bytes | None:
    """The bytes of one of the page's files, or None where there is none of that name."""
    # One flat folder and a known ending: no path can lead out of it.
    if "/" in name or "\\" in name or name.rpartition(".")[2] not in CONTENT_TYPES:
        return None
    file = files(__package__) / name
    return file.read_bytes() if file.is_file() else None


def _answer(start_response: "StartResponse", status: HTTPStatus) -> Iterable[bytes]:
    """A short plain-text refusal."""
    body = f"{status.phrase}\n".encode()
    start_response(
        f"{status.value} {status.phrase}",
        [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))],
    )
    return [body]
