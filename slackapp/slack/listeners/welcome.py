"""The first run's buttons: where news go, a card to look at, and what that card's buttons say."""

import re
from collections.abc import Mapping

from slack_bolt import Ack, App

from slackapp.domain.accounts import Workspace
from slackapp.slack import ids, payloads
from slackapp.slack.listeners import home
from slackapp.slack.listeners.accounts import open_channels
from slackapp.slack.listeners.openings import acknowledged
from slackapp.slack.listeners.rooms import Rooms, answer, open_modal
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import Click
from slackapp.slack.sample import sample_said

_SENT = "🧪 A sample card is on its way to you: it stands under *Messages*, between you and Rapport."
_SENT_BEFORE = "🧪 You have it already: it stands under *Messages*, between you and Rapport."


def register(app: App, rooms: Rooms) -> None:
    """Connecting an account has its own; these are the other two steps."""

    def choose(rooms: Rooms, workspace: Workspace, click: Click) -> None:
        open_channels(rooms, workspace, click, ids.parse_id(click.value) or 0)

    app.action(ids.WELCOME_CHANNELS)(acknowledged(rooms, choose))

    @app.action(ids.WELCOME_SAMPLE)
    def on_sample(ack: Ack, body: Mapping[str, object]) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        sent = rooms.workspaces.show_sample(workspace.id, click.actor_id)
        ack()

        def tell() -> None:
            if click.view_id:  # on Home, where the card is not to be seen
                client = rooms.directory_of(workspace.id).client
                open_modal(client.views_open, click, notice_modal("A sample card", _SENT if sent else _SENT_BEFORE))
                home.show(rooms, workspace, click.actor_id, client)

        rooms.soon(tell)

    @app.action(re.compile(f"^{re.escape(ids.SAMPLE_PREFIX)}"))
    def on_try(ack: Ack, body: Mapping[str, object]) -> None:
        click = payloads.click(body)
        ack()
        rooms.soon(lambda: answer(click.response_url, sample_said(click.action_id)))
