"""The Home tab: drawn when somebody opens it, and again after a click on it."""

from collections.abc import Mapping

from slack_bolt import Ack, App
from slack_sdk import WebClient

from slackapp.domain.accounts import Workspace
from slackapp.slack import ids, payloads
from slackapp.slack.errors import plain_errors
from slackapp.slack.home import home_view
from slackapp.slack.listeners.rooms import Rooms


def register(app: App, rooms: Rooms) -> None:
    """Opening Home, and its Refresh button."""

    @app.event("app_home_opened")
    def on_open(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        opened = payloads.home_opened(body)
        workspace = rooms.workspace(opened.team_id)
        first = rooms.first_time(workspace.id, opened.event_id)
        ack()  # not before it is on disk: Slack sends again what was not acknowledged
        if first:
            show(rooms, workspace, opened.actor_id, client)

    @app.action(ids.HOME_REFRESH)
    def on_refresh(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        ack()
        show(rooms, rooms.workspace(click.team_id), click.actor_id, client)


def show(rooms: Rooms, workspace: Workspace, user_id: str, client: WebClient, card_id: int | None = None) -> None:
    """Draw one person's Home tab; after a decision on a card, once more when the action has come to its end."""

    def draw() -> None:
        told = rooms.overview.home(rooms.asker(workspace, user_id))
        ours = [each.account for each in told.accounts]
        connects = rooms.may_connect(workspace, user_id)
        own = [each for each in ours if each.connected_by == user_id and rooms.may_connect(workspace, user_id, each)]
        managed = frozenset(each.id for each in (ours if connects else own))
        view = home_view(told, connects=connects, managed=managed)
        with plain_errors(effect=False):
            client.views_publish(user_id=user_id, view=view)

    rooms.onlookers.show(f"home:{workspace.id}:{user_id}", draw, card_id)
