"""What admins do: archive a channel, put the app out of one or bring it back, take its token, uninstall it."""

import dataclasses

from slackapp.sandbox.slack.arguments import Json
from slackapp.sandbox.slack.dispatch import Dispatcher
from slackapp.sandbox.slack.messages import store
from slackapp.sandbox.slack.refused import Refused
from slackapp.sandbox.slack.state import State
from slackapp.sandbox.slack.world import Channel

A_MOMENT = 0.05  # seconds between two events of one act
_NOTICES = {
    "channel_archive": "archived the channel",
    "channel_unarchive": "un-archived the channel",
    "channel_join": "has joined the channel",
    "channel_leave": "was removed from the channel",
}


class Admin:
    """An admin's acts; each returns what the call answers, or raises `Refused`. `user` may be left out."""

    def __init__(self, state: State, dispatcher: Dispatcher) -> None:
        self._state = state
        self._dispatcher = dispatcher

    def _who(self, body: Json) -> str:
        people = self._state.world.teammates
        person = self._state.world.teammate(body["user"]) if "user" in body else next(p for p in people if p.is_admin)
        if person is None:
            raise Refused("user_not_found")
        return person.id

    def _where(self, body: Json) -> Channel:
        channel = self._state.channels.get(str(body.get("channel")))
        if channel is None or channel.id.startswith("D"):
            raise Refused("channel_not_found")
        return channel

    def archive(self, body: Json) -> Json:
        """Archive a channel."""
        return self._archived(body, now=True)

    def unarchive(self, body: Json) -> Json:
        """Take that back."""
        return self._archived(body, now=False)

    def _archived(self, body: Json, *, now: bool) -> Json:
        user, channel, state = self._who(body), self._where(body), self._state
        if channel.name == "general":
            raise Refused("cant_archive_general")
        if channel.is_archived == now:
            raise Refused("already_archived" if now else "not_archived")
        with state.lock:
            state.channels[channel.id] = dataclasses.replace(channel, is_archived=now)
            kind = "channel_archive" if now else "channel_unarchive"
            self._notice(channel.id, kind, user)
        self._dispatcher.tell({"type": kind, "channel": channel.id, "user": user, "event_ts": state.ts()})
        return {"ok": True}

    def invite(self, body: Json) -> Json:
        """Bring the app into a channel."""
        user, channel = self._who(body), self._where(body)
        if channel.is_archived:
            raise Refused("is_archived")
        if channel.id in self._state.bot_in:
            raise Refused("already_in_channel")
        return self.membership(user, channel.id, joined=True)

    def kick(self, body: Json) -> Json:
        """Put the app out of a channel."""
        user, channel = self._who(body), self._where(body)
        if channel.id not in self._state.bot_in:
            raise Refused("not_in_channel")
        return self.membership(user, channel.id, joined=False)

    def membership(self, user: str, channel: str, *, joined: bool) -> Json:
        """The app comes into a channel, or leaves it, by somebody's doing."""
        state = self._state
        bot = state.world.bot_user_id
        with state.lock:
            (state.bot_in.add if joined else state.bot_in.discard)(channel)
            ts = self._notice(channel, "channel_join" if joined else "channel_leave", bot, inviter=user)
        event = "member_joined_channel" if joined else "member_left_channel"
        about = {"user": bot, "channel": channel, "channel_type": channel[0], "team": state.world.team_id}
        self._dispatcher.tell({"type": event, **about, "inviter": user, "event_ts": ts})
        return {"ok": True}

    def _notice(self, channel: str, kind: str, user: str, **more: str) -> str:
        """Slack's own line in the channel; answers its ts."""
        state = self._state
        line = {"type": "message", "subtype": kind, "user": user, "ts": state.ts()}
        store(state, channel, line | {"text": f"<@{user}> {_NOTICES[kind]}", **more})
        return str(line["ts"])

    def revoke(self, body: Json) -> Json:
        """Take the bot's tokens; the app stays installed, but in no channel any more, and is told of it."""
        self._end("token_revoked", body)
        self._dispatcher.tell(self._revoked())
        return {"ok": True}

    def uninstall(self, body: Json) -> Json:
        """Take the app out of the workspace; it is told so twice, in the order that `first` says."""
        first = body.get("first", "tokens_revoked")
        if first not in ("tokens_revoked", "app_uninstalled"):
            raise Refused("unknown_event")
        state = self._state
        with state.lock:
            self._end("account_inactive", body)
            state.installed = False
        events = [self._revoked(), {"type": "app_uninstalled"}]
        for number, event in enumerate(events if first == "tokens_revoked" else events[::-1]):
            self._dispatcher.tell(event, A_MOMENT * number)
        return {"ok": True}

    def _end(self, error: str, body: Json) -> None:
        state = self._state
        self._who(body)
        if not state.installed:
            raise Refused("app_not_installed")
        with state.lock:
            for token in state.tokens.values():
                token.refusal = token.refusal or error
            state.refresh_tokens.clear()
            state.bot_in.clear()

    def _revoked(self) -> Json:
        return {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self._state.world.bot_user_id]}}
