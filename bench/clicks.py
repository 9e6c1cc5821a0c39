"""Signed clicks of about 2.8 KB, as Slack sends them, ready to be written to a socket."""

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

TEAM, USER, CHANNEL = "T0BENCH", "U0BENCH", "C0BENCH"
SIGNING_SECRET = "bench-signing-secret"
TOKEN = "xoxb-bench"
ACTION_ID = "rapport.card.follow"
PATH = "/slack/events"
_FILLING = "Somebody with a bio of a fair length, who writes about ferns, letterpress and long walks. " * 13


def click(card_id: int, response_url: str) -> bytes:
    """A click on a card's Follow back button, as a whole HTTP request signed now."""
    text = {"type": "section", "block_id": "words", "text": {"type": "mrkdwn", "text": _FILLING}}
    label = {"type": "plain_text", "text": "Follow back", "emoji": True}
    action = {"type": "button", "action_id": ACTION_ID, "block_id": f"card|{card_id}|1", "value": str(card_id)}
    payload: dict[str, object] = {
        "type": "block_actions",
        "user": {"id": USER, "username": "bench", "name": "bench", "team_id": TEAM},
        "api_app_id": "A0BENCH",
        "token": "verification",
        "container": {"type": "message", "message_ts": ts(card_id), "channel_id": CHANNEL, "is_ephemeral": False},
        "trigger_id": "1.2.3",
        "team": {"id": TEAM, "domain": "bench"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": CHANNEL, "name": "social"},
        "message": {"type": "message", "ts": ts(card_id), "text": "A new follower", "blocks": [text]},
        "state": {"values": {}},
        "response_url": response_url,
        "actions": [action | {"text": label, "action_ts": "1700000000.000200"}],
    }
    body = urlencode({"payload": json.dumps(payload)}).encode()
    at = str(int(time.time()))
    digest = hmac.new(SIGNING_SECRET.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\nX-Slack-Request-Timestamp: {at}\r\nX-Slack-Signature: v0={digest}\r\n\r\n"
    )
    return head.encode() + body


def ts(card_id: int) -> str:
    """Where a card's message stands."""
    return f"1700000000.{card_id:06}"
