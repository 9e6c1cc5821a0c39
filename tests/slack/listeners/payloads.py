"""Payloads as Slack sends them, made by hand where the stand-in would not send such a thing."""

from typing import Any

from slackapp.sandbox.slack.world import ADA, CHANNELS, TIDEWATER

Json = dict[str, Any]


def block_actions(action_id: str, value: str, user: str = ADA.id, response_url: str = "", **more: Any) -> Json:
    """A click on a message that one person sees, so that only the ids tell the card; `more` replaces top fields."""
    payload: Json = {
        "type": "block_actions",
        "user": {"id": user, "username": "ada", "name": "ada", "team_id": TIDEWATER.team_id},
        "api_app_id": TIDEWATER.app_id,
        "token": TIDEWATER.verification_token,
        "container": {
            "type": "message",
            "message_ts": "1700000000.000100",
            "channel_id": CHANNELS[0].id,
            "is_ephemeral": True,
        },
        "trigger_id": "1.2.3",
        "team": {"id": TIDEWATER.team_id, "domain": TIDEWATER.team_domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": CHANNELS[0].id, "name": "social"},
        "state": {"values": {}},
        "actions": [{"type": "button", "action_id": action_id, "block_id": "card|1|1", "value": value}],
    }
    return payload | ({"response_url": response_url} if response_url else {}) | more


def view_submission(callback_id: str, private_metadata: str, values: Any, user: str = ADA.id, **more: Any) -> Json:
    """A modal that is sent."""
    return {
        "type": "view_submission",
        "team": {"id": TIDEWATER.team_id, "domain": TIDEWATER.team_domain},
        "user": {"id": user, "username": "ada", "name": "ada", "team_id": TIDEWATER.team_id},
        "api_app_id": TIDEWATER.app_id,
        "token": TIDEWATER.verification_token,
        "trigger_id": "1.2.3",
        "view": {
            "id": "V1",
            "team_id": TIDEWATER.team_id,
            "type": "modal",
            "callback_id": callback_id,
            "private_metadata": private_metadata,
            "hash": "1.a",
            "state": {"values": values},
        },
        "response_urls": [],
        "is_enterprise_install": False,
        "enterprise": None,
    } | more


def slash(command: str, text: Any, **more: Any) -> Json:
    """A slash command's form."""
    return {
        "token": TIDEWATER.verification_token,
        "team_id": TIDEWATER.team_id,
        "team_domain": TIDEWATER.team_domain,
        "channel_id": CHANNELS[0].id,
        "channel_name": "social",
        "user_id": ADA.id,
        "user_name": "ada",
        "command": command,
        "text": text,
        "api_app_id": TIDEWATER.app_id,
        "is_enterprise_install": "false",
        "trigger_id": "1.2.3",
    } | more


def event(inner: Any, **more: Any) -> Json:
    """An event's envelope."""
    return {
        "token": TIDEWATER.verification_token,
        "team_id": TIDEWATER.team_id,
        "api_app_id": TIDEWATER.app_id,
        "event": inner,
        "type": "event_callback",
        "event_id": "Ev1",
        "event_time": 1_700_000_000,
    } | more
