"""Whatever is signed and posted to us: an answer below 500, no traceback in it, and the next good click works."""

import copy
import hashlib
import hmac
import http.client
import json
import time
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slackapp.domain.card import Choice
from slackapp.domain.verdict import CardRule
from slackapp.sandbox.slack.world import TIDEWATER
from slackapp.slack import ids
from tests.slack.listeners.payloads import Json, block_actions, event, slash, view_submission
from tests.slack.listeners.team import ADA, SOCIAL, Team
from tests.slack.strangers import WORDS

pytestmark = pytest.mark.networks  # long

GOOD: list[tuple[str, Json]] = [
    *[("form", block_actions(ids.card_action_id(choice), "1")) for choice in Choice],
    *[
        ("form", block_actions(action_id, "1"))
        for action_id in (ids.REVIEW_OPEN, ids.LIST_NEXT, ids.HOME_REFRESH, ids.OPEN_PROFILE, "somebody.elses")
    ],
    ("form", block_actions(ids.CARD_MENU, "snooze_1h:1", actions=[
        {"type": "overflow", "action_id": ids.CARD_MENU, "block_id": "card|1|1", "selected_option": {"value": "like:1"}}
    ])),
    *[
        ("form", block_actions(action_id, "2", view={"id": "V1", "private_metadata": "1:1", "hash": "a"}))
        for action_id in (ids.REVIEW_NEXT, ids.REVIEW_PREVIOUS, ids.REPLY_INPUT)
    ],
    *[
        ("form", view_submission(view, "1:1", {ids.REPLY_BLOCK: {ids.REPLY_INPUT: {"type": "t", "value": "hello"}}}))
        for view in (ids.REPLY_VIEW, ids.NOTICE_VIEW, ids.REVIEW_VIEW)
    ],
    *[
        ("form", block_actions(action_id, "1", view={"id": "V1"}, actions=[
            {"type": "button", "action_id": action_id, "block_id": ids.posts_block_id(1, 9), "value": "1"}
        ]))
        for action_id in (ids.POSTS_SHOW, ids.POSTS_PAY)
    ],
    *[
        ("form", block_actions(action_id, "1", view={"id": "V1", "private_metadata": "1:1", "hash": "a"}))
        for action_id in (ids.REPLY_SAVED, ids.SAVED_NEW, ids.SAVED_EDIT, ids.SAVED_NEXT, ids.SAVED_DELETE)
    ],
    ("form", block_actions("", "1") | {"type": "block_suggestion", "action_id": ids.REPLY_SAVED, "value": "x"}),
    ("form", view_submission(ids.SAVED_FORM, "1:1:1:V1", {
        block: {ids.SAVED_INPUT: {"type": "t", "value": "x"}} for block in (ids.SAVED_TITLE, ids.SAVED_TEXT)
    })),
    *[("form", block_actions(action_id, "1")) for action_id in (ids.MENTION_WHY, ids.MENTION_NEEDS_ANSWER)],
    *[
        ("form", block_actions(action_id, "1", view={"id": "V1", "private_metadata": metadata, "hash": "a"}))
        for action_id in (ids.PICK, ids.PICK_ALL, ids.PICK_NEXT, ids.REVIEW_LIST, ids.BULK_IGNORE, ids.BULK_STOP)
        for metadata in ("1:1:0:Aw", "1:99999999:7:not*ours")
    ],
    ("form", view_submission(ids.SNOOZE_VIEW, "1:1", {
        ids.SNOOZE_BLOCK: {ids.SNOOZE_INPUT: {"type": "radio_buttons", "selected_option": {"value": "snooze_1h"}}}
    })),
    ("form", view_submission(ids.WORDS_VIEW, "1:0", {
        ids.words_block_id("urgent"): {ids.WORDS_INPUT: {"type": "plain_text_input", "value": "outage"}}
    })),
    ("form", view_submission(ids.RULES_VIEW, "", {
        ids.rule_block_id(SOCIAL, CardRule.ALL): {
            ids.RULES_INPUT: {"type": "radio_buttons", "selected_option": {"value": "high"}}
        }
    })),
    *[
        ("form", block_actions(action_id, "1"))
        for action_id in (ids.HAND_OFF_CLAIM, ids.HAND_OFF_ANSWERED, ids.HAND_OFF_TAKE_BACK)
    ],
    *[
        ("form", view_submission(view, "1:1", {
            ids.HAND_OFF_CHANNEL: {
                ids.HAND_OFF_INPUT: {"type": "conversations_select", "selected_conversation": SOCIAL}
            },
            ids.HAND_OFF_NOTE: {ids.HAND_OFF_INPUT: {"type": "plain_text_input", "value": "For you."}},
        }))
        for view in (ids.HAND_OFF_VIEW, ids.HAND_OFF_ANSWERED_VIEW)
    ],
    *[("command", slash(name, text)) for name in ("/followers", "/rapport") for text in ("@x", "", "words")],
    ("json", event({"type": "app_home_opened", "user": ADA.id, "tab": "home"})),
    ("json", event({"type": "message", "text": "hi"})),
    ("json", {"type": "url_verification", "challenge": "c"}),
]  # fmt: skip
GONE = object()
JUNK = st.one_of(
    st.just(GONE),
    st.none() | st.booleans() | st.integers() | st.floats(),
    st.sampled_from(["", "x" * 70_000, "\0", "\ud800", "1" * 400, "-1", "9223372036854775808", "⁹", "../.."]),
    WORDS,
    st.text(max_size=50),
    st.lists(st.none() | st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.none() | st.text(max_size=5), max_size=3),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of everything inside a payload."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [deeper for key, item in inside for deeper in ((*path, key), *places(item, (*path, key)))]


def spoil(payload: Json, wounds: list[tuple[int, Any]]) -> Json:
    """The payload with something else, or nothing, in some of its places."""
    spoiled = copy.deepcopy(payload)
    for number, junk in wounds:
        found = places(spoiled)
        if not found:
            return spoiled
        *way, last = found[number % len(found)]
        parent: Any = spoiled
        for step in way:
            parent = parent[step]
        if junk is GONE:
            del parent[last]
        else:
            parent[last] = junk
    return spoiled


def post(team: Team, body: bytes, content_type: str) -> tuple[int, str]:
    """Sign and post; a connection of its own each time."""
    where = urlsplit(team.app_url)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=10)
    at = str(int(time.time()))
    digest = hmac.new(TIDEWATER.signing_secret.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": content_type, "X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={digest}"}
    connection.request("POST", where.path, body, headers)
    answer = connection.getresponse()
    try:
        return answer.status, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


def sent(team: Team, kind: str, payload: Json) -> tuple[int, str]:
    """Post a payload the way its kind travels."""
    if kind == "json":
        return post(team, json.dumps(payload).encode(), "application/json")
    fields = {"payload": json.dumps(payload)} if kind == "form" else {key: str(value) for key, value in payload.items()}
    body = urlencode(fields, errors="surrogatepass").encode()
    return post(team, body, "application/x-www-form-urlencoded")


def test_hundreds_of_spoiled_payloads_harm_nothing(team: Team) -> None:
    """Wrong types, huge strings, missing keys, hostile words: refused or ignored, never a crash, never a traceback."""
    person = team.new_follower()

    @settings(max_examples=250, deadline=None, database=None, suppress_health_check=list(HealthCheck), print_blob=False)
    @given(good=st.sampled_from(GOOD), wounds=st.lists(st.tuples(st.integers(0, 200), JUNK), min_size=1, max_size=4))
    def spoiled_payloads(good: tuple[str, Json], wounds: list[tuple[int, Any]]) -> None:
        kind, payload = good
        given = {
            "trigger_id": team.slack.state.new_trigger(ADA.id),
            "response_url": f"{team.sandbox.url}/slack/response/actions/T0/1/x",
        }
        status, said = sent(team, kind, spoil(payload | given, wounds))
        assert status < 500, said
        assert "Traceback" not in said
        assert "slackapp" not in said

    spoiled_payloads()
    team.work()
    before = len(team.by_api("follows"))
    team.new_follower()
    assert team.choose(Choice.FOLLOW)["ok"]
    team.work()
    assert len(team.by_api("follows")) == before + 1
    assert person


@pytest.mark.parametrize("typed", ["\ud800", "do\0you", "x" * 3_000, "\u202e"], ids=ascii)
def test_what_is_typed_into_a_reply_is_never_too_odd(team: Team, typed: str) -> None:
    """Halves of characters, NUL, too much of it: an answer all the same."""
    team.new_question()
    card = team.cards()[0]
    words = {ids.REPLY_BLOCK: {ids.REPLY_INPUT: {"type": "plain_text_input", "value": typed}}}
    status, said = sent(team, "form", view_submission(ids.REPLY_VIEW, f"{card.id}:{card.version}", words))
    assert (status, "Traceback" in said) == (200, False)


def test_bodies_that_are_no_payload_at_all(team: Team) -> None:
    """Signed, and yet nothing that Slack would send: refused with a status, not with a crash."""
    form = "application/x-www-form-urlencoded"
    for body, content_type in (
        (b"", form),
        (b"payload=", form),
        (b"payload=not+json", form),
        (b"payload=%5B1%5D", form),
        (b"payload=7", form),
        (b"payload=null", form),
        (b"not json", "application/json"),
        (b"[]", "application/json"),
        (b"7", "application/json"),
        (b"null", "application/json"),
        (b"\xff\xfe\x00", form),
        (b"payload=" + b"[" * 50_000, form),
        (b"{" * 5, "text/plain"),
    ):
        status, said = post(team, body, content_type)
        assert 200 <= status < 500, (body[:30], status)
        assert "Traceback" not in said
    assert team.person("home") == {"ok": True}


def test_a_body_that_is_not_signed_is_refused(team: Team) -> None:
    """Nobody but Slack decides: an unsigned click, or one signed for other words or long ago, is 401 and nothing."""
    team.new_follower()
    body = urlencode({"payload": json.dumps(block_actions(ids.card_action_id(Choice.FOLLOW), "1"))})
    signed = team.signing._signed(body)
    old = team.signing._signed(body) | {"X-Slack-Request-Timestamp": "1700000000"}
    where = urlsplit(team.app_url)
    for headers, sent_body in (({}, body), (signed, body + "&more=1"), (old, body)):
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=10)
        connection.request(
            "POST", where.path, sent_body, {"Content-Type": "application/x-www-form-urlencoded", **headers}
        )
        assert connection.getresponse().status == 401
        connection.close()
    team.work()
    assert team.by_api("follows") == []
