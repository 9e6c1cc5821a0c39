"""Buttons and menus of cards, wherever the card stands: one listener for every Choice there is."""

import re
from collections.abc import Mapping
from dataclasses import replace

from slack_bolt import Ack, App
from slack_sdk import WebClient

from slackapp.decisions import Decision, TooLate
from slackapp.domain.accounts import Workspace
from slackapp.domain.card import FACET_CHOICES, Choice
from slackapp.slack import ids, payloads
from slackapp.slack.home import looking
from slackapp.slack.ids import MenuItem, Place
from slackapp.slack.listeners import handing, history, home, ignoring, lists, mentions, owning, reviews, snoozing
from slackapp.slack.listeners.rooms import Rooms, answer
from slackapp.slack.payloads import Click


def register(app: App, rooms: Rooms) -> None:
    """One listener for the menu and all choices but those that open a modal first: Reply (replies.py), Assign."""

    def on_choice(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        decide(rooms, ack, payloads.click(body), client)

    # One pattern, registered before all others: Bolt tries listeners one after another, and clicks are to be quick.
    decided = [ids.card_action_id(choice) for choice in Choice if choice not in (Choice.REPLY, Choice.ASSIGN)]
    app.action(re.compile(f"^({'|'.join(map(re.escape, [*decided, ids.CARD_MENU]))})$"))(on_choice)

    @app.action(ids.HAND_OFF_TAKE_BACK)
    def on_take_back(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        card_id = handing.back(rooms, workspace, click)
        ack()
        _redraw(rooms, workspace, replace(click, card_id=card_id), client)

    @app.action(re.compile(re.escape(ids.OPEN_PREFIX)))
    def on_link(ack: Ack) -> None:
        ack()  # Slack opened the page itself; it only wants to hear that we know


def decide(rooms: Rooms, ack: Ack, click: Click, client: WebClient) -> None:
    """Decide, then acknowledge, then redraw where the person looks."""
    workspace = rooms.workspace(click.team_id)
    if click.choice is None or click.card_id is None:
        ack()
        _open(rooms, workspace, click, client)
        return
    if click.choice is Choice.IGNORE and ignoring.ask(rooms, ack, workspace, click, client):
        _redraw(rooms, workspace, click, client)
        return
    until = None
    if click.selected is not None and click.choice is Choice.SNOOZE:
        zone = rooms.directory_of(workspace.id).zone(click.actor_id)
        until = snoozing.snooze_until(click.selected, rooms.now(), zone)
    place = click.place.place if click.place else Place.CARD
    decision = Decision(
        workspace.id,
        click.card_id,
        click.choice,
        click.actor_id,
        until=until,
        version=click.place.version if click.place else 0,
        message_ts=click.message_ts if place is Place.CARD and not click.ephemeral else "",
    )
    result = rooms.decisions.decide(decision)
    ack()
    if isinstance(result, TooLate) and result.card is None:
        click = replace(click, card_id=None)  # none of this workspace's: nobody looks on while it moves
    told = owning.tell(rooms, click, result)
    if not told and isinstance(result, TooLate) and not result.again:
        answer(click.response_url, rooms.too_late(result))
    elif place is Place.CARD and not click.ephemeral and click.response_url:
        rooms.response_urls.put(click.channel_id, click.message_ts, click.response_url)
    _redraw(rooms, workspace, click, client)


def _open(rooms: Rooms, workspace: Workspace, click: Click, client: WebClient) -> None:
    """What of the menu opens a modal; what is decided there shows below it, too."""
    opens = _OPENS.get(click.selected or MenuItem.OPEN_POST)
    if opens is not None and opens(rooms, workspace, click, client):
        _redraw(rooms, workspace, click, client)


_OPENS = {
    MenuItem.WHY: mentions.open_why,
    MenuItem.SNOOZE: snoozing.ask,
    MenuItem.ASSIGN: owning.ask,
    MenuItem.HISTORY: history.open_history,
    MenuItem.HAND_OFF: handing.ask,
}


def _redraw(rooms: Rooms, workspace: Workspace, click: Click, client: WebClient) -> None:
    """Show the card as it is now where the person looks, if that is not its message; and again when it has moved."""
    place = click.place.place if click.place else Place.CARD
    if place is Place.REVIEW:
        reviews.redraw(rooms, workspace, click, client)
    elif place is Place.LIST:
        lists.redraw(rooms, workspace, click)
    elif place is Place.HOME:
        home.show(rooms, workspace, click.actor_id, client, click.card_id, looking=looking.read(click.private_metadata))
    elif place is Place.WHY:
        begun = click.choice in FACET_CHOICES  # what comes of it is seen there, and below, once it has come
        mentions.redraw(rooms, workspace, click, client, click.card_id if begun else None)
        if (card_id := click.card_id) is not None and not begun:
            rooms.soon(lambda: rooms.onlookers.moved(card_id))
