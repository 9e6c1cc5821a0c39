"""What Slack says of our tokens and of a channel: for the doctor, who explains it."""

from dataclasses import dataclass

from slack_sdk import WebClient

from slackapp.slack.errors import plain_errors


@dataclass(frozen=True, slots=True)
class Bot:
    """Whom the bot token acts for, and with which scopes (Slack's header, names with commas between)."""

    team: str
    name: str
    scopes: str


@dataclass(frozen=True, slots=True)
class Room:
    """A channel, as the bot sees it."""

    name: str
    is_member: bool
    is_archived: bool
    is_private: bool = False


def bot(client: WebClient) -> Bot:
    """Try the bot token. Raises NetworkError."""
    with plain_errors(effect=False):
        answer = client.auth_test()
    headers = {name.lower(): value for name, value in answer.headers.items()}
    scopes = headers.get("x-oauth-scopes", "")
    return Bot(str(answer.get("team") or ""), str(answer.get("user") or ""), str(scopes))


def socket_mode(client: WebClient, app_token: str) -> None:
    """Try the app-level token; opens no connection. Raises NetworkError."""
    with plain_errors(effect=False):
        client.apps_connections_open(app_token=app_token)


def room(client: WebClient, channel_id: str) -> Room:
    """Look at a channel. Raises NetworkError."""
    with plain_errors(effect=False):
        channel = client.conversations_info(channel=channel_id).get("channel") or {}
    told = (bool(channel.get(name)) for name in ("is_member", "is_archived", "is_private"))
    return Room(str(channel.get("name") or ""), *told)
