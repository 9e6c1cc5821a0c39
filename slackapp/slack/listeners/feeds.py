"""Show recent posts: what is known already at no cost, else read from the network once its price was agreed to."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import structlog
from slack_bolt import Ack, App
from slack_sdk import WebClient

from slackapp.domain.accounts import Workspace
from slackapp.domain.face import CardFace
from slackapp.networks.base import NetworkError
from slackapp.slack import ids, payloads
from slackapp.slack.errors import plain_errors
from slackapp.slack.feeds import feed_modal, price_modal, reading_modal, unread_modal
from slackapp.slack.listeners import reviews
from slackapp.slack.listeners.rooms import Rooms, open_modal
from slackapp.slack.listeners.trouble import words_for
from slackapp.slack.message import View
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import Click

log = structlog.get_logger()

FRESH = timedelta(hours=1)  # what was read within it is shown instead of being read, and paid, again


def register(app: App, rooms: Rooms) -> None:
    """The button on a card or in a review, and the one in its modal that reads again."""

    def on_posts(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        ack()
        face = rooms.faces.card(ids.parse_id(click.value) or 0, workspace.id)
        read_at = ids.parse_posts_block_id(click.block_id)
        if read_at is not None and click.view_id:
            view_id = click.view_id
        else:
            call = client.views_push if click.view_id else client.views_open
            view_id = open_modal(call, click, reading_modal(face) if face else _gone())
        if view_id and face is not None:
            since = rooms.now() - FRESH if read_at is None else datetime.fromtimestamp(read_at + 1, UTC)
            asked = face  # mypy: closures forget what was found out
            rooms.onlookers.show(view_id, lambda: _show(rooms, workspace, click, client, view_id, asked, since))

    for action_id in (ids.POSTS_SHOW, ids.POSTS_PAY):
        app.action(action_id)(on_posts)


def _show(
    rooms: Rooms, workspace: Workspace, click: Click, client: WebClient, view_id: str, face: CardFace, since: datetime
) -> None:
    """Read, unless it was read since then; then draw what there is, in the modal and where the click was."""
    try:
        view, fresh = _read(rooms, click, face, since)
    except Exception as error:  # whatever it is: the window must not go on saying that it reads
        log.exception("feed_not_shown", error=type(error).__name__)
        view, fresh = notice_modal("Recent posts", words_for(error)), False
    with plain_errors(effect=False):
        client.views_update(view_id=view_id, view=view)
    if fresh and click.view_id and click.view_id != view_id:  # a review, which lies below
        reviews.redraw(rooms, workspace, replace(click, card_id=face.card.id), client)


def _read(rooms: Rooms, click: Click, face: CardFace, since: datetime) -> tuple[View, bool]:
    """What to show, and whether anything new was read for it."""
    if face.feed_price is not None and click.action_id != ids.POSTS_PAY:
        return (price_modal(face) if face.feed_read_at is None else feed_modal(face)), False
    try:
        reading = rooms.feeds.read(face.card, click.actor_id, since)
    except NetworkError as trouble:
        return unread_modal(face, trouble), False
    if reading.fresh:
        rooms.wake()
    drawn = rooms.faces.card(face.card.id, face.card.workspace_id) or face
    return feed_modal(drawn, reading.charged, fresh=reading.fresh), reading.fresh


def _gone() -> View:
    return notice_modal("Recent posts", "This card is no longer there.")
