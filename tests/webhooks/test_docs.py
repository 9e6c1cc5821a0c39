"""docs/webhooks.md is what receivers build on: its fields are the real ones, and its examples run."""

import base64
import json
import re
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from slackapp.domain.posts import Audience
from slackapp.domain.webhook_secrets import OVERLAP
from slackapp.domain.webhooks import (
    OFF_AFTER,
    RETRIES,
    Answer,
    Decided,
    Occasion,
    Occurrence,
    new_secret,
    payload,
    signed,
    written,
)
from slackapp.webhooks import happened
from slackapp.webhooks.kept import MOST
from slackapp.webhooks.post import _USUAL, SECONDS
from tests.slack.faces import ADA, BRAND, NOW, THREAD

TEXT = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text()
WHOLE = Occurrence(
    Occasion.ANSWERED,
    "answered:7:1",
    NOW,
    "T0FERN",
    BRAND,
    ADA,
    THREAD.post,
    Decided("reply", "U0MARA", NOW, "spam"),
    Answer("rapport", "7002", "https://x.com/fernandfable/status/7002", "It is on its way."),
)
SECRET, OLD = new_secret(bytes(range(32))), new_secret(bytes(range(32, 64)))


def documented(title: str) -> dict[str, str]:
    """The fields of a table by their types: the first one behind a title, or at the beginning of "What comes"."""
    part = TEXT.split(f"\n{title}\n")[1]
    lines = part[part.index("| field |") :].splitlines()[2:]
    rows = lines[: next(n for n, line in enumerate(lines) if not line.startswith("|"))]
    return {cells[1].strip().strip("`"): cells[2].strip() for cells in (row.split("|") for row in rows)}


def example(language: str) -> str:
    """The one example in a language."""
    (code,) = re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)
    return cast("str", code)


@pytest.mark.parametrize(
    ("title", "part"),
    [("## What comes", ""), *((f"### `{name}`", name) for name in ("account", "person", "post", "decision", "answer"))],
)
def test_the_documented_fields_are_the_real_ones(title: str, part: str) -> None:
    """Each with its name, its place and its kind; none is missing, none is made up."""
    body = json.loads(written(payload(WHOLE)))
    found, told = body[part] if part else body, documented(title)
    assert list(found) == list(told)
    kinds: dict[str, tuple[type, ...]] = {"text": (str,), "time": (str,), "number": (int,), "object": (dict,)}
    for name, kind in told.items():
        allowed = kinds.get(kind.removesuffix(" or null"), (bool,))
        value = found[name]
        assert isinstance(value, allowed) or (value is None and kind.endswith(" or null")), (name, value)
        if "time" in kind and value is not None:
            assert datetime.fromisoformat(value).tzinfo is not None


def test_the_documented_events_and_words_are_the_real_ones() -> None:
    """Every event, choice, audience and header that may come; and which parts an event carries."""
    table = TEXT.split("| event |")[1].split("\n\n")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$", table, re.MULTILINE))
    assert [*rows] == [each.value for each in Occasion]
    parts = {"account", "person", "post", "decision", "answer"}
    assert set(re.findall(r"`(\w+)`", rows["answered"])) == parts
    assert {name for name in parts if payload(Occurrence(Occasion.TEST, "t", NOW, "T"))[name] is not None} == set()
    choices = re.search(r"^\| `choice` \|[^|]+\|(.*)\|$", TEXT, re.MULTILINE)
    assert choices is not None
    assert set(re.findall(r"`(\w+)`", choices[1])) == {choice.value for choice in happened._TOLD}
    audiences = re.search(r"^\| `audience` \|.*$", TEXT, re.MULTILINE)
    assert audiences is not None
    assert set(re.findall(r"`(\w+)`", audiences[0])) - {"audience"} == {each.value for each in Audience}
    for name in (*signed(SECRET, "id", b"{}", NOW), "content-type", "user-agent"):
        assert f"\n    {name}: " in TEXT
    assert _USUAL["user-agent"] in TEXT
    assert _USUAL["content-type"] in TEXT


def test_the_documented_numbers_are_the_real_ones() -> None:
    """Retries, patience, how long an old secret counts, how many there may be."""
    minutes = [int(each.total_seconds() // 60) for each in RETRIES]
    assert minutes == [1, 5, 30, 120, 480]
    assert "after 1, 5 and 30 minutes, 2 and 8 hours: six tries within eleven hours" in TEXT
    assert sum(RETRIES, timedelta()) < timedelta(hours=11)
    assert (10, timedelta(days=3), timedelta(days=1), 10) == (SECONDS, OFF_AFTER, OVERLAP, MOST)


@pytest.fixture(scope="module")
def is_from_rapport() -> Callable[..., bool]:
    """The Python example, as it stands there."""
    made: dict[str, Any] = {}
    exec(compile(example("python"), "docs/webhooks.md", "exec"), made)
    return cast("Callable[..., bool]", made["is_from_rapport"])


def test_the_python_example_takes_ours_and_no_others(is_from_rapport: Callable[..., bool]) -> None:
    """While a secret is renewed, either one; never another body, an old one, or headers that make no sense."""
    body, now = written(payload(replace(WHOLE, person=None))), NOW.timestamp()
    headers = signed(SECRET, "answered:7:1", body, NOW, before=[OLD])
    assert is_from_rapport(SECRET, headers, body, now)
    assert is_from_rapport(OLD, headers, body, now)
    assert not is_from_rapport(new_secret(bytes(32)), headers, body, now)
    assert not is_from_rapport(SECRET, headers, body + b" ", now)
    assert not is_from_rapport(SECRET, headers, body, now + 301)
    assert not is_from_rapport(SECRET, {**headers, "webhook-timestamp": "soon"}, body, now)
    assert not is_from_rapport(SECRET, {**headers, "webhook-signature": "v1,ä v2,"}, body, now)
    assert not is_from_rapport(SECRET, {}, body, now)


def test_the_request_that_is_shown_is_signed_with_the_secret_that_is_told(
    is_from_rapport: Callable[..., bool],
) -> None:
    """So that a receiver can be tried with it, before anything comes."""
    shown = [line.strip() for line in TEXT.split("The body is")[0].splitlines() if line.startswith("    ")]
    headers = dict(line.split(": ", 1) for line in shown[1:-1])
    (secret,) = re.findall(r"`(whsec_[A-Za-z0-9+/=]+)`", TEXT)
    assert is_from_rapport(secret, headers, shown[-1].encode(), int(headers["webhook-timestamp"]))
    assert list(json.loads(shown[-1])) == list(payload(WHOLE))


def test_the_shell_example_takes_ours_and_no_others(tmp_path: Path) -> None:
    """Run by sh with OpenSSL; its exit status tells."""
    body, at = '{"text":"It’s here"}'.encode(), datetime.fromtimestamp(int(time.time()), UTC)
    (tmp_path / "body.json").write_bytes(body)
    headers = signed(SECRET, "test:1", body, at, before=[OLD])

    def run(secret: str, **changed: str) -> int:
        told = {name.upper().replace("-", "_"): value for name, value in (headers | changed).items()}
        command = ["sh", "-c", example("sh")]
        environment = {"PATH": "/usr/bin:/bin", "SECRET": secret, **told}
        return subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, check=False).returncode

    assert run(SECRET) == 0
    assert run(OLD) == 0
    assert run(base64.b64encode(bytes(32)).decode()) != 0
    assert run(SECRET, **signed(SECRET, "test:1", body, at - timedelta(minutes=6))) != 0
