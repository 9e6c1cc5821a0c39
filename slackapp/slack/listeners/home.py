"""Home: drawn when somebody opens it, moves about on it, or does something there."""

from collections.abc import Mapping
from functools import partial

from slack_bolt import Ack, App
from slack_sdk import WebClient

from slackapp.domain.accounts import Workspace
from slackapp.domain.home import Looking, Tab
from slackapp.domain.roles import Role
from slackapp.slack import payloads
from slackapp.slack.errors import plain_errors
from slackapp.slack.home import looking as places
from slackapp.slack.home.for_me import for_me_blocks
from slackapp.slack.home.frame import alert_blocks, home_view
from slackapp.slack.home.open import open_blocks
from slackapp.slack.home.settings import settings_blocks
from slackapp.slack.listeners.home_numbers import publish_numbers
from slackapp.slack.listeners.home_settings import settings_of
from slackapp.slack.listeners.rooms import Rooms
from slackapp.slack.message import Block
from slackapp.slack.payloads import Click


def register(app: App, rooms: Rooms) -> None:
    """Opening Home, and moving about on it."""

    @app.event("app_home_opened")
    def on_open(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        opened = payloads.home_opened(body)
        workspace = rooms.workspace(opened.team_id)
        first = rooms.first_time(workspace.id, opened.event_id)
        ack()  # not before it is on disk: Slack sends again what was not acknowledged
        if first:
            show(rooms, workspace, opened.actor_id, client, looking=places.read(opened.private_metadata))

    def on_move(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        ack()
        here = places.read(click.private_metadata) or rooms.seen.last(workspace.id, click.actor_id)
        moved = places.moved(here, click.action_id, click.value)
        show(rooms, workspace, click.actor_id, client, looking=moved)

    for action_id in places.MOVES:
        app.action(action_id)(on_move)


def show(
    rooms: Rooms,
    workspace: Workspace,
    user_id: str,
    client: WebClient,
    card_id: int | None = None,
    *,
    looking: Looking | None = None,
) -> None:
    """Draw one person's Home; after a decision on a card, once more when the action has come to its end.

    Args:
        rooms: the house.
        workspace: whose.
        user_id: Slack's, of who looks.
        client: to draw with.
        card_id: the card that was decided on.
        looking: where on Home they are; None: where they were last.
    """
    where = looking or rooms.seen.last(workspace.id, user_id)
    rooms.seen.note(workspace.id, user_id, where)
    place = _place(workspace, user_id)
    rooms.onlookers.show(place, lambda: _publish(rooms, workspace, user_id, client, where), card_id)


def after(rooms: Rooms, workspace: Workspace, click: Click) -> None:
    """Draw Home again after a click on it that no card's buttons bring; nothing where it was clicked elsewhere."""
    if (here := places.read(click.private_metadata)) is not None:
        client = rooms.directory_of(workspace.id).client
        show(rooms, workspace, click.actor_id, client, looking=here)


def again(rooms: Rooms, workspace: Workspace, user_id: str) -> None:
    """Draw somebody's Home again, after what they saved in a window; nothing where they did not look at it lately."""
    if rooms.seen.looks(workspace.id, user_id):
        client, where = rooms.directory_of(workspace.id).client, rooms.seen.last(workspace.id, user_id)
        place = _place(workspace, user_id)
        rooms.onlookers.again(place, lambda: _publish(rooms, workspace, user_id, client, where))


def _place(workspace: Workspace, user_id: str) -> str:
    return f"home:{workspace.id}:{user_id}"


def _publish(rooms: Rooms, workspace: Workspace, user_id: str, client: WebClient, looking: Looking) -> None:
    """Read what a tab shows, and draw it."""
    administers = rooms.may_connect(workspace, user_id)
    ours = rooms.tuning.accounts(workspace.id)
    managed = {each.id for each in ours if administers or _connected(rooms, workspace, user_id, each.connected_by)}
    alerts = rooms.home.alerts(rooms.asker(workspace, user_id))
    whom = rooms.whom(workspace=workspace)
    top = alert_blocks(alerts, administers=administers, managed=managed, whom=whom)
    frame = partial(home_view, looking, top, now=rooms.now(), support=rooms.connections.settings.rapport_support)
    if looking.tab is Tab.NUMBERS:
        publish_numbers(rooms, workspace, user_id, client, frame)
        return
    blocks = _tab(rooms, workspace, user_id, looking, administers=administers, managed=managed)
    with plain_errors(effect=False):
        client.views_publish(user_id=user_id, view=frame(blocks))


def _connected(rooms: Rooms, workspace: Workspace, user_id: str, connected_by: str) -> bool:
    """Whether somebody may change an account because they connected it."""
    if connected_by != user_id:
        return False
    connected = rooms.tuning.connected_by(workspace.id, user_id)
    return any(rooms.may_connect(workspace, user_id, each) for each in connected)


def _tab(
    rooms: Rooms, workspace: Workspace, user_id: str, looking: Looking, *, administers: bool, managed: set[int]
) -> list[Block]:
    """What a tab shows that has no charts."""
    asker = rooms.asker(workspace, user_id)
    if looking.tab is Tab.OPEN:
        return open_blocks(rooms.home.open(asker, looking))
    if looking.tab is Tab.SETTINGS:
        accounts = rooms.overview.accounts(workspace.id)
        told = settings_of(rooms, workspace, user_id, administers=administers, owns=bool(managed))
        whom = rooms.whom(workspace=workspace)
        return settings_blocks(accounts, told, rooms.now(), administers=administers, managed=managed, whom=whom)
    return for_me_blocks(rooms.home.for_me(asker, approves=rooms.may(workspace, Role.APPROVE, user_id)))
