"""Rapport is removed from a workspace, or its bot's token there is revoked."""

from collections.abc import Mapping

from slack_bolt import Ack, App

from slackapp.slack import payloads
from slackapp.slack.listeners.rooms import Rooms


def register(app: App, rooms: Rooms) -> None:
    """Both events; Slack sends them in any order, and one alone where only the token goes."""

    def on_farewell(ack: Ack, body: Mapping[str, object]) -> None:
        told = payloads.farewell(body)
        if told.uninstalled or told.bots:  # else: a person's own token, and we have none of those
            rooms.workspaces.remove(told)
        ack()

    app.event("app_uninstalled")(on_farewell)
    app.event("tokens_revoked")(on_farewell)
