"""What can go wrong between Slack and the app: which calls meet it, and how Slack words it."""

import json
import time
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import ClassVar

from werkzeug import Request, Response

from slackapp.sandbox import breaking
from slackapp.sandbox.http import json_response
from slackapp.sandbox.slack.arguments import Json

_USUAL = {401: "invalid_auth", 403: "access_denied", 429: "ratelimited", 503: "service_unavailable"}
NOTHING_DONE: Json = {"ok": False, "error": "service_unavailable"}


@dataclass(kw_only=True)
class Fault(breaking.Fault):
    """A fault of Slack's: for a `method` that may hold `*` (`chat.*`); a `response_url` is one, too.

    With a `block`, only what holds a block of that type meets it: "data_visualization" with the error
    "invalid_blocks" is a workspace that has no charts yet. `error` is what Slack says, `retry_after` and
    `hang` are seconds: what it asks for, and how late it answers.
    Beside the kinds of `breaking`: `error` says it with status 200, `drop` closes without a word, `late` only hangs.
    """

    method: str = "*"
    block: str = ""
    error: str = ""
    retry_after: float = 0
    hang: float = 0

    kinds: ClassVar[tuple[str, ...]] = (*breaking.KINDS, "error", "drop", "late")

    def __post_init__(self) -> None:
        super().__post_init__()
        if not all(isinstance(text, str) for text in (self.method, self.error, self.block)):
            raise ValueError("method, error and block are texts")
        for value in (self.retry_after, self.hang):
            if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
                raise ValueError("retry_after and hang are seconds")

    def fits(self, method: str, args: Json) -> bool:
        """Whether a call of this method with these arguments meets it."""
        return fnmatchcase(method, self.method) and (not self.block or self.block in _kinds(args))

    @property
    def spoils(self) -> bool:
        """Whether the app doesn't get the answer."""
        return self.kind != "late"

    @property
    def stops(self) -> bool:
        """Whether the call has no effect."""
        return self.spoils and not self.after_effect

    @property
    def told(self) -> str:
        """The error that the app gets, or the kind where it gets none."""
        if self.kind in ("status", "error"):
            return self.error or _USUAL.get(self.status, "internal_error")
        return self.kind


def _kinds(args: Json) -> set[str]:
    """The types of the blocks of a call, a message's or a view's."""
    view = _read(args.get("view"))
    found = _read(view.get("blocks") if isinstance(view, dict) else args.get("blocks"))
    return {str(one.get("type")) for one in found if isinstance(one, dict)} if isinstance(found, list) else set()


def _read(value: object) -> object:
    """What comes as it is or as text; None where it can't be read."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return None


Faults = breaking.Faults[Fault]


def ordered(body: Json) -> Fault:
    """The fault that a call asks for; where it names no `kind`, its status and its error tell which.

    Raises `TypeError` or `ValueError` where it asks for none.
    """
    asked = dict(body)
    if "before_effect" in asked:
        asked.setdefault("after_effect", not asked["before_effect"])
        del asked["before_effect"]
    if "kind" not in asked:
        status = asked.setdefault("status", 200)
        if status == 0:
            asked["kind"] = "drop"
        elif status == 200:
            asked["kind"] = "error" if asked.get("error") else "late"
        else:
            asked["kind"] = "status"
    return Fault(**asked)


def meet(fault: Fault, request: Request, whole: Response) -> Response:
    """The answer as a fault leaves it; raises `Hangup` where none, or only a part, goes out."""
    time.sleep(fault.hang)
    if fault.kind == "late":
        return whole
    if fault.breaks_off:
        breaking.break_off(fault, request.environ.get("werkzeug.socket"), whole)
    headers = {name: value for name, value in whole.headers.items() if name.lower().startswith("x-")}
    if fault.kind not in ("status", "error"):
        return breaking.spoiled(fault, whole, headers)
    if fault.retry_after:
        headers["Retry-After"] = f"{fault.retry_after:g}"
    status = 200 if fault.kind == "error" else fault.status
    if status >= 500:
        return Response("upstream connect error", status, headers, content_type="text/html")
    return json_response({"ok": False, "error": fault.told}, status, headers)
