"""The Home tab: drawn when somebody opens it, and again after a click on it."""

from collections.abc import Mapping

from slack_bolt import Ack, App
from slack_sdk import WebClient

from slackapp.domain.accounts import Workspace
from slackapp.slack import ids, payloads
from slackapp.slack.errors import plain_errors
from slackapp.slack.home import home_view
from slackapp.slack.listeners.rooms import Rooms
from slackapp.slack.payloads import Click


def register(app: App, rooms: Rooms) -> None:
    """Opening Home, and its Refresh button."""

    @app.event("app_home_opened")
    def on_open(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        opened = payloads.home_opened(body)
        ack()
        publish(rooms, rooms.workspace(opened.team_id), opened.actor_id, client)

    @app.action(ids.HOME_REFRESH)
    def on_refresh(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        ack()
        publish(rooms, rooms.workspace(click.team_id), click.actor_id, client)


def publish(rooms: Rooms, workspace: Workspace, user_id: str, client: WebClient) -> None:
    """Draw one person's Home tab."""
    view = home_view(rooms.overview.home(rooms.asker(workspace, user_id)))
    with plain_errors(effect=False):
        client.views_publish(user_id=user_id, view=view)


def redraw(rooms: Rooms, workspace: Workspace, click: Click, client: WebClient) -> None:
    """Draw it again now, and once more when the action has come to its end."""

    def draw() -> None:
        publish(rooms, workspace, click.actor_id, client)

    rooms.onlookers.show(f"home:{click.actor_id}", draw, click.card_id)
