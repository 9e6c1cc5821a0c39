"""The answers to commands: their paging, and drawing them again after a click."""

from collections.abc import Mapping

from slack_bolt import Ack, App

from slackapp.domain.accounts import Workspace
from slackapp.domain.face import Listing
from slackapp.listings import UnknownQuery
from slackapp.networks.base import NetworkError
from slackapp.slack import ids, payloads, rest
from slackapp.slack.listeners.rooms import Rooms, answer
from slackapp.slack.lists import listing_message
from slackapp.slack.message import Message
from slackapp.slack.payloads import Click


def register(app: App, rooms: Rooms) -> None:
    """Paging: Previous and Next."""

    def on_page(ack: Ack, body: Mapping[str, object]) -> None:
        click = payloads.click(body)
        ack()
        redraw(rooms, rooms.workspace(click.team_id), click, page=ids.parse_id(click.value))

    app.action(ids.LIST_PREVIOUS)(on_page)
    app.action(ids.LIST_NEXT)(on_page)


def listing(rooms: Rooms, workspace: Workspace, user_id: str, command: str, query: str, page: int = 1) -> Listing:
    """What a command asks for.

    Raises:
        UnknownQuery: the command does not know these words.
        NetworkError: somebody had to be looked up and could not be.
    """
    asker = rooms.asker(workspace, user_id)
    if command == "/questions":
        return rooms.listings.questions(asker, query, page)
    return rooms.listings.followers(asker, query, page)


def listed(rooms: Rooms, workspace: Workspace, user_id: str, command: str, query: str, page: int = 1) -> Message:
    """One page of the answer to a command, drawn.

    Raises:
        UnknownQuery: the command does not know these words.
        NetworkError: somebody had to be looked up and could not be.
    """
    if (command, query) == (rest.COMMAND, rest.QUERY):
        return rest.rest_message(rooms.listings.rest(rooms.asker(workspace, user_id), page))
    found = listing(rooms, workspace, user_id, command, query, page)
    counts = (command, query, found.page) == ("/questions", "all", 1)
    return listing_message(found, rooms.listings.census(rooms.asker(workspace, user_id)) if counts else None)


def redraw(rooms: Rooms, workspace: Workspace, click: Click, page: int | None = None) -> None:
    """Ask the same again and show it in the same place, now and once more when the action has come to its end."""
    place = click.place
    if place is None or not place.command:
        return

    def draw() -> None:
        try:
            found = listed(rooms, workspace, click.actor_id, f"/{place.command}", place.query, page or place.page or 1)
        except (UnknownQuery, NetworkError):
            return
        answer(click.response_url, found, replace=True)

    rooms.onlookers.show(f"{click.channel_id}:{click.message_ts}", draw, click.card_id)
