"""What can go wrong between X and the app: which calls meet it, and how X words it."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from http import HTTPStatus

from werkzeug import Response

from slackapp.sandbox import breaking
from slackapp.sandbox.http import json_response


@dataclass(kw_only=True)
class Fault(breaking.Fault):
    """A fault of X's: for one `method`, or any, on a `path` that may hold `*`."""

    path: str = "*"
    method: str | None = None
    reset: bool = True

    def __post_init__(self) -> None:
        super().__post_init__()
        if not isinstance(self.path, str):
            raise ValueError("path is a text")  # noqa: TRY004 (all that is wrong is one kind of error)

    def fits(self, method: str, path: str) -> bool:
        """Whether a call meets this."""
        return self.method in (None, method) and fnmatchcase(path, self.path)


Faults = breaking.Faults[Fault]


def spoiled(fault: Fault, whole: Response, now: float) -> Response:
    """The answer as a fault leaves it that doesn't break off; `whole` is what would have gone out."""
    if fault.kind == "status":
        return _status(fault, now)
    return breaking.spoiled(fault, whole, _kept(whole))


def _kept(whole: Response) -> dict[str, str]:
    return {name: value for name, value in whole.headers.items() if name.lower().startswith("x-rate-limit")}


def _status(fault: Fault, now: float) -> Response:
    title = HTTPStatus(fault.status).phrase
    body = {"title": title, "detail": title, "type": "about:blank", "status": fault.status}
    headers = {}
    if fault.status == 429:
        headers = {"x-rate-limit-limit": "15", "x-rate-limit-remaining": "0"}
        if fault.reset:
            headers["x-rate-limit-reset"] = str(int(now + fault.seconds))
    return json_response(body, fault.status, headers)
