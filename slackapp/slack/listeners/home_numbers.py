"""Home's Numbers tab, with charts in the way that Slack takes there: its own, as pictures, or in signs of text."""

from collections.abc import Callable, Mapping

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from slackapp.domain.accounts import Workspace
from slackapp.networks.base import Refused
from slackapp.slack.errors import plain_errors
from slackapp.slack.home.numbers import charts_of, numbers_blocks
from slackapp.slack.home.pictures import Pictures
from slackapp.slack.listeners.rooms import Rooms
from slackapp.slack.message import Block, View


def publish_numbers(
    rooms: Rooms, workspace: Workspace, user_id: str, client: WebClient, frame: Callable[[list[Block]], View]
) -> None:
    """Draw it at once with what there is; pictures that are missing come by themselves a moment later.

    Args:
        rooms: the house.
        workspace: whose.
        user_id: Slack's, of who looks.
        client: to draw with.
        frame: what stands around the tab.

    Raises:
        NetworkError: Slack did not take it.
    """
    here, told = workspace.id, rooms.home.numbers(rooms.asker(workspace, user_id))
    charts = charts_of(told)
    while True:
        own = rooms.seen.charts(here)
        pictures: Pictures = {} if own else rooms.pictures.known(here, charts)
        try:
            with plain_errors(effect=False):
                done = client.views_publish(user_id=user_id, view=frame(numbers_blocks(told, own, pictures)))
            break
        except Refused:
            if not charts:
                raise
            if pictures:
                rooms.pictures.refused(here, client)
            elif not rooms.seen.refused(here):
                raise
    if own or len(pictures) == len(charts):
        return
    shown = _hash(done.get("view"))  # Slack refuses what was drawn for a view that is no longer there

    def show(found: Pictures) -> None:
        _republish(client, user_id, frame(numbers_blocks(told, 0, found)), shown)

    rooms.pictures.bring(here, client, charts, show)


def _republish(client: WebClient, user_id: str, view: View, shown: str) -> None:
    """Draw it once more, unless they look at something else by now: https://docs.slack.dev/reference/methods/views.publish."""
    with plain_errors(effect=False):
        try:
            client.views_publish(user_id=user_id, view=view, hash=shown or None)
        except SlackApiError as error:
            if error.response.get("error") != "hash_conflict":
                raise


def _hash(view: object) -> str:
    return str(view.get("hash") or "") if isinstance(view, Mapping) else ""
