"""`/rapport routes`: where news go, read by everybody, changed by those who administer."""

from collections.abc import Mapping

from slack_bolt import Ack, App

from slackapp.domain.accounts import Workspace
from slackapp.domain.routing import FOLLOWER, KINDS, URGENCIES, RoutingRule
from slackapp.domain.routing_text import read
from slackapp.domain.saved import Kept
from slackapp.networks.base import NetworkError
from slackapp.routes import Board
from slackapp.slack import checkup, ids, payloads
from slackapp.slack.errors import ChannelClosed, plain_errors
from slackapp.slack.ids import RouteItem
from slackapp.slack.listeners import home
from slackapp.slack.listeners.openings import acknowledged, submitted
from slackapp.slack.listeners.rooms import Rooms, open_modal
from slackapp.slack.payloads import BadPayload, Click, Command, Submission
from slackapp.slack.route_form import ALL, ANY, REFUSED, Form, form_modal, overtaken, unpacked
from slackapp.slack.routes import CHANGED, GONE, MOVED_ON, REMOVED, remove_modal, routes_modal

_SAID = {Kept.SAVED: CHANGED, Kept.OVERTAKEN: MOVED_ON, Kept.GONE: GONE}
_STEPS = {RouteItem.UP: -1, RouteItem.DOWN: 1}
_ABSENT = "Rapport can’t post there: it isn’t in this channel yet. Type /invite @Rapport there, and try again."
_PRIVATE = "Choose a public channel: Rapport doesn’t post in private ones."
_ARCHIVED = "This channel is archived. Unarchive it, or choose another one."
_UNSEEN = "Rapport can’t see this channel. Choose another one, or type /invite @Rapport there, and try again."
_AWAY = "Slack doesn’t say whether Rapport can post there. Nothing was saved; please try once more."
_NO_URGENCY = "New followers have no urgency: choose “Any urgency”."
_NOT_OURS = "This account is not connected any more. Choose another one."


def register(app: App, rooms: Rooms) -> None:
    """The list's buttons, and the two modals that are sent; `gates` says who may."""
    acts = {ids.ROUTES_OPEN: open_routes, ids.ROUTES_ADD: _open_form, ids.ROUTES_MENU: _chosen}
    for action_id, act in acts.items():
        app.action(action_id)(acknowledged(rooms, act))

    app.view(ids.ROUTES_FORM_VIEW)(submitted(rooms, _save))

    @app.view(ids.ROUTES_REMOVE_VIEW)
    def on_remove(ack: Ack, body: Mapping[str, object]) -> None:
        sent = payloads.submission(body)
        workspace, form = rooms.workspace(sent.team_id), _form(sent)
        done = rooms.routes.remove(workspace.id, form.rule_id, sent.actor_id, form.seen)
        ack()
        said = REMOVED if done is Kept.SAVED else _SAID[done]
        rooms.soon(lambda: _redraw(rooms, workspace, form.list_id, said))
        home.again(rooms, workspace, sent.actor_id)


def open_routes(rooms: Rooms, workspace: Workspace, asked: Click | Command) -> None:
    """Open the list; who may not change it may look."""
    may = rooms.may_connect(workspace, asked.actor_id)
    view = routes_modal(rooms.routes.board(workspace.id), may=may, whom="" if may else rooms.whom(workspace=workspace))
    open_modal(rooms.directory_of(workspace.id).client.views_open, asked, view)


def _open_form(rooms: Rooms, workspace: Workspace, click: Click) -> None:
    form, blank = Form(list_id=click.view_id), RoutingRule(0, None, "", "", "", "")
    view = form_modal(form, blank, rooms.routes.board(workspace.id))
    open_modal(rooms.directory_of(workspace.id).client.views_push, click, view)


def _chosen(rooms: Rooms, workspace: Workspace, click: Click) -> None:
    parsed = ids.parse_route_value(click.value)
    if parsed is None:
        raise BadPayload("a routing rule's menu sent an item that is none of ours")
    item, rule_id = parsed
    if item in _STEPS:
        seen = click.private_metadata
        done = rooms.routes.move(workspace.id, rule_id, _STEPS[item], click.actor_id, seen)
        _redraw(rooms, workspace, click.view_id, _SAID[done])
        home.again(rooms, workspace, click.actor_id)
        return
    board = rooms.routes.board(workspace.id)
    rule = board.rule(rule_id)
    if rule is None or rule.made_at is None:
        _redraw(rooms, workspace, click.view_id, GONE)
        return
    form = Form(rule.id, rule.made_at, click.view_id)
    view = form_modal(form, rule, board) if item is RouteItem.CHANGE else remove_modal(board, rule, form.packed())
    open_modal(rooms.directory_of(workspace.id).client.views_push, click, view)


def _save(rooms: Rooms, workspace: Workspace, sent: Submission, ack: Ack) -> None:
    form, board = _form(sent), rooms.routes.board(workspace.id)
    wanted, errors = _typed(form, board, sent)
    if not errors and (why := _why_not(rooms, workspace, wanted.channel_id)):
        errors = {ids.ROUTES_CHANNEL: why}
    if errors:
        ack(response_action="errors", errors=errors)
        return
    if form.rule_id:
        done = rooms.routes.change(workspace.id, wanted, sent.actor_id, form.seen)
    else:
        done = rooms.routes.add(workspace.id, wanted, sent.actor_id)
    if done is Kept.SAVED:
        ack()
        rooms.wake()
        rooms.soon(lambda: _redraw(rooms, workspace, form.list_id, CHANGED))
        home.again(rooms, workspace, sent.actor_id)
    elif done in REFUSED:
        ack(response_action="errors", errors={ids.ROUTES_WORDS: REFUSED[done]})
    else:  # somebody was faster: what was chosen stays, and is theirs to save once more
        board = rooms.routes.board(workspace.id)
        rule = board.rule(form.rule_id)
        now = Form(rule.id, rule.made_at or form.seen, form.list_id) if rule else Form(list_id=form.list_id)
        ack(response_action="update", view=form_modal(now, wanted, board, overtaken(board, rule)))


def _typed(form: Form, board: Board, sent: Submission) -> tuple[RoutingRule, dict[str, str]]:
    """What was chosen, and what is wrong with it, by the box it stands in."""
    values = sent.values
    chosen, kind, urgency = (values.get(each, "") for each in (ids.ROUTES_ACCOUNT, ids.ROUTES_KIND, ids.ROUTES_URGENCY))
    kind, urgency = ("" if each == ANY else each for each in (kind, urgency))
    account_id = None if chosen == ALL else ids.parse_id(chosen)
    channel_id = values.get(ids.ROUTES_CHANNEL, "")
    if kind not in KINDS or urgency not in URGENCIES or (account_id is None and chosen != ALL) or not channel_id:
        raise BadPayload("a routing rule's form sent a choice that is none of ours")
    words, wrong = read(values.get(ids.ROUTES_WORDS, ""))
    before = board.rule(form.rule_id)
    allowed = {None, *(account.id for account in board.accounts), *([before.account_id] if before else [])}
    errors = {
        ids.ROUTES_ACCOUNT: "" if account_id in allowed else _NOT_OURS,
        ids.ROUTES_URGENCY: _NO_URGENCY if urgency and kind == FOLLOWER else "",
        ids.ROUTES_WORDS: wrong,
    }
    told = {block_id: sentence for block_id, sentence in errors.items() if sentence}
    return RoutingRule(form.rule_id, account_id, kind, urgency, words, channel_id), told


def _why_not(rooms: Rooms, workspace: Workspace, channel_id: str) -> str:
    """Why nothing can be posted to a channel, with what to do; "" where it can."""
    try:
        room = checkup.room(rooms.directory_of(workspace.id).client, channel_id)
    except ChannelClosed:
        return _UNSEEN
    except NetworkError:
        return _AWAY
    if room.is_private:
        return _PRIVATE
    return _ARCHIVED if room.is_archived else "" if room.is_member else _ABSENT


def _form(sent: Submission) -> Form:
    form = unpacked(sent.private_metadata)
    if form is None:
        raise BadPayload("the window of a routing rule is none of ours")
    return form


def _redraw(rooms: Rooms, workspace: Workspace, view_id: str, said: str) -> None:
    """Draw the list anew where it stands, for somebody who may change it."""
    if not view_id:
        return
    view = routes_modal(rooms.routes.board(workspace.id), may=True, said=said)
    try:
        with plain_errors(effect=False):
            rooms.directory_of(workspace.id).client.views_update(view_id=view_id, view=view)
    except NetworkError:
        pass  # it was closed meanwhile: it is drawn anew when it is opened the next time
