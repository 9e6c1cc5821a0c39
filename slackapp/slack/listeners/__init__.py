"""What people do in Slack -> decisions and answers. Thin: rules live in the domain, SQL in the store."""

from slack_bolt import App

from slackapp.slack.listeners import (
    accounts,
    cards,
    commands,
    connecting,
    feeds,
    home,
    installs,
    lists,
    mentions,
    replies,
    reviews,
    snoozing,
    trouble,
    tuning,
)
from slackapp.slack.listeners.rooms import Rooms


def register(app: App, rooms: Rooms) -> None:
    """Register every listener."""
    for surface in (
        *(cards, replies, snoozing, mentions, reviews, feeds, lists),
        *(commands, home, connecting, accounts, tuning, installs),
    ):
        surface.register(app, rooms)
    trouble.register(app)
