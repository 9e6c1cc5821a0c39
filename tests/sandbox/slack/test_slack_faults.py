"""What can go wrong on the way to Slack and back, as the app meets it at the socket."""

from typing import Any

import pytest
import requests

from tests.sandbox.slack.conftest import SOCIAL, Desk


def post(desk: Desk, timeout: float = 5, text: str = "Hello", method: str = "chat.postMessage") -> requests.Response:
    """A message to the channel, without the SDK: what comes back is seen as it is."""
    bearer = {"Authorization": f"Bearer {desk.client.token}"}
    body = {"channel": SOCIAL, "text": text}
    return requests.post(f"{desk.url}/api/{method}", json=body, headers=bearer, timeout=timeout)


def fault(desk: Desk, **what: Any) -> None:
    """What the next calls meet."""
    assert desk.person("faults", **{"method": "chat.*", **what}) == {"ok": True}


def test_a_workspace_without_charts(desk: Desk) -> None:
    """What holds a chart is refused, all else goes through, for as long as it is ordered."""
    fault(desk, block="data_visualization", error="invalid_blocks", times=0)
    bearer = {"Authorization": f"Bearer {desk.client.token}"}
    series = [{"name": "Came", "data": [{"label": "Mon", "value": 1}]}]
    drawn = {"type": "bar", "series": series, "axis_config": {"categories": ["Mon"]}}
    chart = {"type": "data_visualization", "title": "Followers", "chart": drawn}
    for blocks, error in (([chart], "invalid_blocks"), ([{"type": "divider"}], None), ([chart], "invalid_blocks")):
        body = {"channel": SOCIAL, "text": "Hello", "blocks": blocks}
        told = requests.post(f"{desk.url}/api/chat.postMessage", json=body, headers=bearer, timeout=5).json()
        assert told.get("error") == error
    assert len(desk.record()["messages"][SOCIAL]) == 1


NO_ANSWER: dict[str, tuple[type[Exception], ...]] = {
    "hang": (requests.ReadTimeout,),
    "reset": (requests.ConnectionError,),
    "drop": (requests.ConnectionError,),
    "half": (requests.exceptions.ChunkedEncodingError,),
    "slow": (requests.ReadTimeout, requests.ConnectionError),
    "garbled": (requests.exceptions.JSONDecodeError, UnicodeDecodeError),
    "cut": (requests.exceptions.JSONDecodeError,),
    "html": (requests.exceptions.JSONDecodeError,),
}


@pytest.mark.parametrize("after_effect", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("kind", NO_ANSWER)
def test_an_answer_that_is_lost(desk: Desk, kind: str, after_effect: bool) -> None:
    """The message stands in the channel only where the fault came after the effect, and the record tells which."""
    fault(desk, kind=kind, after_effect=after_effect, seconds=0.2)
    with pytest.raises(NO_ANSWER[kind]):
        post(desk, timeout=0.04 if kind in ("hang", "slow") else 5).json()
    record = desk.record()
    assert len(record["messages"][SOCIAL]) == after_effect
    assert [(call["fault"], call["done"], call["ok"]) for call in record["calls"]] == [(kind, after_effect, False)]
    assert record["refusals"] == []
    assert post(desk).json()["ok"]
    assert desk.record()["faults"] == {kind: 1}


@pytest.mark.parametrize(
    ("what", "status", "error", "retry_after"),
    [
        ({"kind": "status", "status": 429, "retry_after": 7}, 429, "ratelimited", "7"),
        ({"kind": "status", "status": 429}, 429, "ratelimited", None),
        ({"kind": "status", "status": 403}, 403, "access_denied", None),
        ({"kind": "status", "status": 401}, 401, "invalid_auth", None),
        ({"kind": "error", "error": "token_revoked"}, 200, "token_revoked", None),
    ],
)
def test_a_refusal_as_ordered(desk: Desk, what: Any, status: int, error: str, retry_after: str | None) -> None:
    """A status comes with Slack's usual error; 429 has its header where it was ordered with one."""
    fault(desk, **what)
    answer = post(desk)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.headers.get("Retry-After") == retry_after


@pytest.mark.parametrize("body", [None, {"ok": True}, {"ok": True, "ts": 5}, "text"])
def test_a_wrong_shape(desk: Desk, body: Any) -> None:
    """Good JSON of the wrong shape arrives as it was ordered, `[]` by default."""
    fault(desk, kind="wrong_shape", body=body)
    assert post(desk).json() == ([] if body is None else body)


def test_a_mix_by_chance_is_the_same_each_time(desk: Desk) -> None:
    """Several kinds stand at once, each call meets one or none by the seeds, other methods none; the record counts."""

    def drill() -> list[int]:
        fault(desk, kind="status", status=500, chance=0.3, seed=4, times=0)
        fault(desk, kind="html", chance=0.5, seed=2, times=0)
        met = [post(desk).status_code for _ in range(30)]
        assert post(desk, method="auth.test").json()["ok"]
        assert desk.person("faults", clear=True) == {"ok": True}
        return met

    first = drill()
    assert {first.count(status) > 3 for status in (200, 500, 502)} == {True}
    assert desk.record()["faults"] == {"status": first.count(500), "html": first.count(502)}
    assert drill() == first
    assert post(desk).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "earthquake"},
        {"kind": "hang", "seconds": "long"},
        {"kind": "status", "status": 42},
        {"kind": "reset", "chance": 2},
        {"kind": "reset", "colour": "red"},
        {"kind": "error", "error": 5},
    ],
)
def test_a_fault_that_can_not_be(desk: Desk, wrong: Any) -> None:
    """It is refused, and nothing waits."""
    assert desk.person("faults", **wrong)["error"] == "invalid_fault"
    assert post(desk).json()["ok"]
