"""What a person of the workspace sees and does. The page, the headless demo and tests call it."""

import copy

from slackapp.sandbox.slack import directory, payloads, responses, submissions, suggestions, views
from slackapp.sandbox.slack.admin import Admin
from slackapp.sandbox.slack.arguments import Json, SlackError
from slackapp.sandbox.slack.delivery import COMMAND, INTERACTIVE
from slackapp.sandbox.slack.dispatch import Dispatcher
from slackapp.sandbox.slack.messages import store
from slackapp.sandbox.slack.refused import Refused
from slackapp.sandbox.slack.state import State

MAX_TYPED = 4000


def whole(state: State, user: str) -> Json:
    """All that a person sees now; call under the state's lock, and write it out before leaving it."""
    world = state.world
    mine = world.direct(user)
    seen = [one for one in state.channels.values() if one.id == mine or not one.id.startswith("D")]
    visible = {one.id for one in seen if state.sees(user, one.id)}
    ephemerals: dict[str, list[Json]] = {}
    for held in state.ephemerals.values():
        if held.user == user:
            ephemerals.setdefault(held.channel, []).append(held.message)
    return {
        "ok": True,
        "me": user,
        "team": {"id": world.team_id, "name": world.team_name, "domain": world.team_domain},
        "users": [
            {
                "id": one.id,
                "name": one.name,
                "real_name": one.real_name,
                "tz": one.tz,
                "color": one.color,
                "avatar": directory.avatar(state, one.id),
            }
            for one in world.teammates
        ],
        "bot": {
            "id": world.bot_id,
            "user_id": world.bot_user_id,
            "name": world.app_name,
            "avatar": directory.avatar(state, world.bot_user_id),
        },
        "channels": [directory.described(one, state) for one in seen],
        "messages": {key: list(state.messages[key].values()) for key in state.messages if key in visible},
        "ephemerals": ephemerals,
        "views": state.stacks[user],
        "home": state.homes.get(user),
        "commands": [
            {"command": one.command, "description": one.description, "usage_hint": one.usage_hint}
            for one in world.commands
        ],
    }


class Person:
    """A person's acts; each returns what the call answers, or raises `Refused`."""

    def __init__(self, state: State, dispatcher: Dispatcher, admin: Admin) -> None:
        self._state = state
        self._dispatcher = dispatcher
        self._admin = admin

    def _who(self, body: Json) -> str:
        person = self._state.world.teammate(body.get("user"))
        if person is None:
            raise Refused("user_not_found")
        return person.id

    def _where(self, body: Json, user: str) -> str:
        channel = self._state.channels.get(str(body.get("channel")))
        if channel is None or user not in channel.member_ids:
            raise Refused("channel_not_found")
        return channel.id

    def _installed(self) -> None:
        if not self._state.installed:
            raise Refused("app_not_installed")

    def command(self, body: Json) -> Json:
        """Type a slash command."""
        user = self._who(body)
        channel = self._where(body, user)
        name, _, text = str(body.get("text", "")).strip().partition(" ")
        if name in ("/invite", "/remove"):
            return self._membership(user, channel, name, text.strip())
        if not self._state.installed or name not in {one.command for one in self._state.world.commands}:
            raise Refused("unknown_command")
        with self._state.lock:
            payload = payloads.slash_command(self._state, user, channel, name, text.strip())
        answer = self._dispatcher.ask(COMMAND, payload)
        if not answer.ok:
            raise Refused("dispatch_failed")
        if answer.payload and (answer.payload.get("text") or answer.payload.get("blocks")):
            self._said_at_once(user, channel, answer.payload)
        return {"ok": True}

    def _said_at_once(self, user: str, channel: str, said: Json) -> None:
        state = self._state
        with state.lock:
            try:
                responses.write(state, user, channel, said)
            except SlackError as refused:
                state.record.refusal(state.now(), "slash_command", refused.code, "; ".join(refused.messages))
                raise Refused(refused.code) from refused

    def _membership(self, user: str, channel: str, name: str, who: str) -> Json:
        """Slack's own commands to bring the app into a channel, or out of it."""
        world = self._state.world
        if who.lstrip("@").lower() not in (world.app_name.lower(), f"<@{world.bot_user_id}>".lower()):
            raise Refused("user_not_found")
        return self._admin.membership(user, channel, joined=name == "/invite")

    def say(self, body: Json) -> Json:
        """Write a plain message."""
        user = self._who(body)
        channel = self._where(body, user)
        state, text = self._state, str(body.get("text", ""))[:MAX_TYPED]
        if not text.strip():
            raise Refused("no_text")
        with state.lock:
            message = {
                "type": "message",
                "user": user,
                "ts": state.ts(),
                "text": text,
                "team": state.world.team_id,
            }
            if isinstance(body.get("thread_ts"), str):
                message["thread_ts"] = body["thread_ts"]
            store(state, channel, message)
        if channel in state.bot_in:
            kind = "im" if channel.startswith("D") else "channel"
            event = {**message, "channel": channel, "event_ts": message["ts"]}
            self._dispatcher.tell({**event, "channel_type": kind})
            if f"<@{state.world.bot_user_id}>" in text:
                self._dispatcher.tell({**event, "type": "app_mention"})
        return {"ok": True, "ts": message["ts"]}

    def click(self, body: Json) -> Json:
        """Press a button, choose from a menu, or type into an input that tells the app at once."""
        user = self._who(body)
        self._installed()
        with self._state.lock:
            act = self._act_in_view if body.get("view_id") else self._act_on_message
            payload = act(user, body)
        if payload is not None and not self._dispatcher.ask(INTERACTIVE, payload).ok:
            raise Refused("operation_timeout")
        return {"ok": True}

    def _action(self, blocks: list[Json], body: Json) -> Json:
        block_id = str(body.get("block_id"))
        element = payloads.find_element(blocks, block_id, str(body.get("action_id")))
        if element is None:
            raise Refused("no_such_action")
        element = suggestions.known(self._state, body.get("view_id"), block_id, element)
        choice = payloads.chosen(element, body.get("value"))
        if choice is None:
            raise Refused("no_such_option")
        return payloads.action(self._state, element, block_id, choice)

    def _act_on_message(self, user: str, body: Json) -> Json | None:
        channel = self._where(body, user)
        message = payloads.seen_by(self._state, user, channel, str(body.get("ts")), bool(body.get("ephemeral")))
        if message is None:
            raise Refused("message_not_found")
        act = self._action(message.get("blocks", []), body)
        values = submissions.as_values(body.get("state"))
        return copy.deepcopy(payloads.message_act(self._state, user, channel, message, act, values))

    def _act_in_view(self, user: str, body: Json) -> Json | None:
        """The payload of an act in a view; None where Slack keeps it until the view is submitted."""
        view = self._view(user, body)
        act = self._action(view["blocks"], body)
        submissions.take(view, body.get("state"))
        submissions.remember(view, act)
        block = next(one for one in view["blocks"] if one["block_id"] == act["block_id"])
        if block["type"] == "input" and not block.get("dispatch_action"):
            return None
        return copy.deepcopy(payloads.view_act(self._state, user, view, act))

    def suggest(self, body: Json) -> Json:
        """Look for something in a menu whose options the app gives."""
        user, state = self._who(body), self._state
        self._installed()
        with state.lock:
            asked = copy.deepcopy(suggestions.question(state, user, self._view(user, body), body))
        answer = self._dispatcher.ask(INTERACTIVE, asked)
        if not answer.ok:
            raise Refused("operation_timeout")
        with state.lock:
            return {"ok": True, "options": suggestions.offer(state, asked, answer.payload)}

    def _view(self, user: str, body: Json) -> Json:
        home = self._state.homes.get(user)
        for view in [*self._state.stacks[user][-1:], *([home] if home else [])]:
            if view["id"] == body.get("view_id"):
                return view
        raise Refused("view_not_found")

    def submit(self, body: Json) -> Json:
        """Press a modal's submit."""
        user, state = self._who(body), self._state
        self._installed()
        with state.lock:
            view = self._view(user, body)
            if not view.get("submit"):
                raise Refused("no_submit")
            submissions.take(view, body.get("state"))
            problems = submissions.incomplete(view)
            if problems:
                return {"ok": False, "errors": problems}
            payload = copy.deepcopy(payloads.view_submission(state, user, view))
        answer = self._dispatcher.ask(INTERACTIVE, payload)
        if not answer.ok:
            raise Refused("operation_timeout")
        with state.lock:
            try:
                return submissions.apply(state, user, view["id"], answer.payload)
            except SlackError as refused:
                detail = "; ".join(refused.messages)
                state.record.refusal(state.now(), "view_submission", refused.code, detail)
                raise Refused(refused.code) from refused

    def close(self, body: Json) -> Json:
        """Close the top modal."""
        user, state = self._who(body), self._state
        with state.lock:
            view = self._view(user, body)
            clear = view["clear_on_close"]
            taken = views.close_top(state, user, clear) if view["type"] == "modal" else []
            told = [
                copy.deepcopy(payloads.view_closed(state, user, one, clear)) for one in taken if one["notify_on_close"]
            ]
        for payload in told:
            self._dispatcher.ask(INTERACTIVE, payload)
        return {"ok": True}

    def home(self, body: Json) -> Json:
        """Open the app's Home."""
        user, state = self._who(body), self._state
        self._installed()
        with state.lock:
            ts = state.ts()
            event: Json = {"type": "app_home_opened", "user": user, "channel": state.world.direct(user)}
            event |= {"tab": "home", "event_ts": ts}
            if user in state.homes:
                event["view"] = state.homes[user]
            event = copy.deepcopy(event)
        self._dispatcher.tell(event)
        return {"ok": True}
