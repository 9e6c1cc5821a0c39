"""Ignore on a question asks why first, one card or many; a follower is ignored at once."""

from collections.abc import Mapping

from slack_bolt import Ack, App
from slack_sdk import WebClient

from slackapp.decisions import Decision, TooLate
from slackapp.domain.accounts import Workspace
from slackapp.domain.card import CardKind, Choice, choose
from slackapp.domain.ignoring import Why, told
from slackapp.slack import ids, payloads
from slackapp.slack.ids import Place
from slackapp.slack.ignoring import UNCHOSEN, UNSAID, ignore_many_modal, ignore_modal
from slackapp.slack.listeners import choosing
from slackapp.slack.listeners.openings import submitted
from slackapp.slack.listeners.rooms import Rooms, open_modal
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import BadPayload, Click, Submission


def register(app: App, rooms: Rooms) -> None:
    """Sending the window, of one and of many; and what opens that of many."""
    app.view(ids.IGNORE_VIEW)(submitted(rooms, _ignore))

    @app.view(ids.IGNORE_MANY_VIEW)
    def on_send_many(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        sent = payloads.submission(body)
        _ignore_many(rooms, ack, sent, rooms.workspace(sent.team_id), client)

    @app.action(ids.BULK_IGNORE)
    def on_many(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        if not _ask_of_many(rooms, ack, workspace, click, client):
            choosing.decide(rooms, workspace, ack, click, client)


def ask(rooms: Rooms, ack: Ack, workspace: Workspace, click: Click, client: WebClient) -> bool:
    """Acknowledge and open the window where a question is to be ignored, on top of a modal if in one.

    Returns:
        False where nothing is to be asked: it is a follower, or can't be ignored (any more).
    """
    if rooms.faces.kind(click.card_id or 0, workspace.id) is not CardKind.QUESTION:
        return False
    face = rooms.faces.card(click.card_id or 0, workspace.id)
    if face is None or choose(face.card, Choice.IGNORE) is None:
        return False
    ack()
    in_modal = click.place is not None and click.place.place in (Place.REVIEW, Place.WHY)
    open_modal(client.views_push if in_modal else client.views_open, click, ignore_modal(face))
    return True


def _ignore(rooms: Rooms, workspace: Workspace, sent: Submission, ack: Ack) -> None:
    seen, why = ids.parse_metadata(sent.private_metadata), _why(sent)
    if seen is None:
        raise BadPayload("the ignore window names no card of ours")
    if isinstance(why, dict):
        ack(response_action="errors", errors=why)
        return
    result = rooms.decisions.decide(Decision(workspace.id, seen[0], Choice.IGNORE, sent.actor_id, why))
    if isinstance(result, TooLate) and not result.again:
        ack(response_action="update", view=notice_modal("Somebody was faster", rooms.too_late(result).text))
        return
    ack()
    rooms.soon(lambda: rooms.onlookers.moved(seen[0]))


def _why(sent: Submission) -> str | dict[str, str]:
    """The reason in words, or what to say under which box."""
    chosen, note = sent.values.get(ids.IGNORE_WHY, ""), sent.values.get(ids.IGNORE_NOTE, "").strip()
    if not chosen:
        return UNCHOSEN
    if chosen not in set(Why):
        raise BadPayload("the ignore window names no reason of ours")
    return told(Why(chosen), note) or UNSAID


def _ask_of_many(rooms: Rooms, ack: Ack, workspace: Workspace, click: Click, client: WebClient) -> bool:
    """Open the window for all that are chosen; False where they are followers, or nobody is."""
    seen = choosing.seen_in(click)
    group = rooms.faces.group(seen[0], workspace.id, shown=0) if seen else None
    if seen is None or group is None or group.kind is not CardKind.QUESTION or not seen[1].positions:
        return False
    ack()
    kept = ids.many_metadata(choosing.kept(*seen), click.view_id)
    open_modal(client.views_push, click, ignore_many_modal(len(seen[1].positions), kept))
    return True


def _ignore_many(rooms: Rooms, ack: Ack, sent: Submission, workspace: Workspace, client: WebClient) -> None:
    seen, view_id = ids.parse_many_metadata(sent.private_metadata)
    found, why = choosing.chosen_in(seen), _why(sent)
    if found is None:
        raise BadPayload("the ignore window names no list of ours")
    if isinstance(why, dict):
        ack(response_action="errors", errors=why)
        return
    choosing.begin(rooms, workspace, choosing.Wanted(Choice.IGNORE, *found, sent.actor_id, why), client, view_id, ack)
