"""Reading a call's arguments, and refusing a call the way Slack does."""

import json
import math
from typing import Any

Json = dict[str, Any]

MAX_DEPTH = 60


class SlackError(Exception):
    """A call refused: `{"ok": false, "error": code}`, with `messages` where Slack says where."""

    def __init__(self, code: str, messages: list[str] | None = None, **extra: object) -> None:
        """`extra` goes into the body beside the code."""
        super().__init__(code)
        self.code = code
        self.extra = extra
        self.messages = [f"[ERROR] {message}" for message in messages or ()]

    def body(self) -> Json:
        """The answer's body."""
        body: Json = {"ok": False, "error": self.code, **self.extra}
        if self.messages:
            body["response_metadata"] = {"messages": self.messages}
        return body


class RateLimited(SlackError):
    """Too many calls: status 429, to be tried again after `retry_after` seconds."""

    def __init__(self, retry_after: int) -> None:
        """`retry_after`: whole seconds, at least one."""
        super().__init__("ratelimited")
        self.retry_after = retry_after


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"{digits} is no number")
    return number


def parse(text: str | bytes) -> Any:
    """JSON text as a value; raises `ValueError` on anything malformed or nested beyond reason."""
    try:
        value = json.loads(text, parse_constant=_no_constant, parse_float=_finite)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    for _, depth in walk(value):
        if depth > MAX_DEPTH:
            raise ValueError("nested too deep")
    return value


def walk(value: Any) -> list[tuple[Any, int]]:
    """Every value inside `value` and itself, each with its depth, in reading order."""
    found = []
    waiting = [(value, 0)]
    while waiting:
        item, depth = waiting.pop()
        found.append((item, depth))
        inside = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
        waiting.extend((child, depth + 1) for child in reversed(list(inside)))
    return found


def need(args: Json, name: str) -> str:
    """A string argument that must be there."""
    value = args.get(name)
    if not isinstance(value, str) or not value:
        raise SlackError("invalid_arguments", [f"missing required field: {name}"])
    return value


def flag(args: Json, name: str) -> bool:
    """A yes or no, as JSON or as a form writes it; absent is no."""
    return args.get(name) in (True, 1, "true", "True", "1")


def structure(args: Json, name: str, error: str) -> Any:
    """An argument that is JSON inside JSON or inside a form; None where absent.

    Raises `SlackError` with the code `error` where it can't be read.
    """
    value = args.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        return value
    try:
        return parse(value)
    except ValueError as problem:
        raise SlackError(error) from problem
