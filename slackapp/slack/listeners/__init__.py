"""What people do in Slack -> decisions and answers. Thin: rules live in the domain, SQL in the store."""

from slack_bolt import App

from slackapp.slack.listeners import (
    accounts,
    budget,
    cards,
    choosing,
    commands,
    connecting,
    digests,
    drafts,
    feeds,
    guard,
    handing,
    history,
    home,
    ignoring,
    installs,
    lists,
    mentions,
    owning,
    replies,
    reviews,
    roles,
    routes,
    saved,
    snoozing,
    targets,
    trouble,
    tuning,
    webhooks,
    welcome,
)
from slackapp.slack.listeners.rooms import Rooms


def register(app: App, rooms: Rooms) -> None:
    """Register every listener, and before them who may."""
    guard.register(app, rooms)
    for surface in (
        *(cards, replies, drafts, handing, snoozing, owning, mentions, reviews, choosing, ignoring, feeds, lists),
        *(commands, home, connecting, accounts, tuning, webhooks, roles, targets, budget, saved, installs, history),
        *(welcome, routes, digests),
    ):
        surface.register(app, rooms)
    trouble.register(app)
