"""All that the stand-in remembers: channels, messages, views, triggers, response_urls. In memory, bounded."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from slackapp.sandbox.http import Broadcast
from slackapp.sandbox.slack.arguments import Json, SlackError
from slackapp.sandbox.slack.faults import Faults
from slackapp.sandbox.slack.limits import Limits, Meter
from slackapp.sandbox.slack.record import Record
from slackapp.sandbox.slack.world import Channel, SlackWorld

MESSAGES_KEPT = 2000
OTHERS_KEPT = 1000

K = TypeVar("K")
V = TypeVar("V")


def keep(store: dict[K, V], key: K, value: V, most: int) -> None:
    """Put a value in a dictionary, dropping its oldest where there are more than `most`."""
    store[key] = value
    while len(store) > most:
        del store[next(iter(store))]


@dataclass
class Token:
    """A token of the bot's: when it expires (seconds since the epoch), and what it answers once it was taken away."""

    expires_at: float | None = None
    refusal: str | None = None


@dataclass
class Trigger:
    """A person's act, which lets the app open one view for them."""

    user: str
    at: float
    view_id: str | None = None
    used: bool = False


@dataclass
class ResponseUrl:
    """A way to answer an act; `ts` is the message it was done on, if any."""

    user: str
    channel: str
    at: float
    ts: str | None = None
    ephemeral: bool = False
    uses: int = 0


@dataclass
class Ephemeral:
    """A message that one person sees."""

    user: str
    channel: str
    message: Json


class State:
    """The workspace as it is now. Hold `lock` for anything that reads or writes more than one thing."""

    def __init__(self, world: SlackWorld, limits: Limits, scopes: tuple[str, ...], now: Callable[[], float]) -> None:
        """`now`: seconds since the epoch."""
        self.world = world
        self.limits = limits
        self._usual_scopes = scopes
        self.now = now
        self.lock = threading.RLock()
        self.live = Broadcast()
        self.faults = Faults()
        self.root = ""
        self._last_micros = 0
        self.reset()

    def reset(self) -> None:
        """Everything as at the start."""
        with self.lock:
            world = self.world
            self.channels = {channel.id: channel for channel in world.channels}
            for person in world.teammates:
                direct = Channel(world.direct(person.id), person.name, "", (person.id,), True, is_private=True)
                self.channels[direct.id] = direct
            self.bot_in = {
                channel.id for channel in self.channels.values() if channel.is_bot_member and world.installed
            }
            self.installed = world.installed
            self.scopes = self._usual_scopes
            self.refresh_tokens: dict[str, float] = {}  # when each ends to work, in seconds since the epoch
            self.tokens = {world.bot_token: Token()} if self.installed else {}
            self.messages: dict[str, dict[str, Json]] = {channel: {} for channel in self.channels}
            self.ephemerals: dict[str, Ephemeral] = {}
            self.stacks: dict[str, list[Json]] = {person.id: [] for person in world.teammates}
            self.homes: dict[str, Json] = {}
            self.triggers: dict[str, Trigger] = {}
            self.response_urls: dict[str, ResponseUrl] = {}
            self.suggested: dict[tuple[str, str, str], dict[str, Json]] = {}  # by view, block, action: by value
            self.uploads: dict[str, Json] = {}
            self.faults.reset()
            self.record = Record()
            self.meter = Meter(self.limits, self.now)

    def install(self, scopes: tuple[str, ...]) -> None:
        """The app is in, with these scopes; it still has to be invited into channels."""
        self.installed = True
        self.scopes = scopes
        self.bot_in |= {channel for channel in self.channels if channel.startswith("D")}

    def ts(self) -> str:
        """A message's timestamp: seconds with six decimals, never the same twice."""
        with self.lock:
            self._last_micros = max(int(self.now() * 1_000_000), self._last_micros + 1)
            return f"{self._last_micros // 1_000_000}.{self._last_micros % 1_000_000:06d}"

    def new_trigger(self, user: str, view_id: str | None = None) -> str:
        """A fresh trigger_id for what `user` just did, in a view if it was in one."""
        team, act = secrets.randbelow(10**13), secrets.randbelow(10**13)
        trigger_id = f"{act}.{team}.{secrets.token_hex(16)}"
        with self.lock:
            keep(self.triggers, trigger_id, Trigger(user, self.now(), view_id), OTHERS_KEPT)
        return trigger_id

    def new_response_url(self, kind: str, use: ResponseUrl) -> str:
        """A fresh response_url; `kind` is `actions` or `commands`."""
        secret = secrets.token_urlsafe(18)
        with self.lock:
            keep(self.response_urls, secret, use, OTHERS_KEPT)
        return f"{self.root}/response/{kind}/{self.world.team_id}/{secrets.randbelow(10**13)}/{secret}"

    def channel(self, name: Any) -> Channel:
        """The channel the bot means: an id, a `#name`, or a person's id for their direct conversation.

        Raises `SlackError` where the bot can't know of it.
        """
        wanted = name if isinstance(name, str) else ""
        if self.world.teammate(wanted):
            wanted = self.world.direct(wanted)
        by_name = (one.id for one in self.channels.values() if wanted == f"#{one.name}" and one.id[0] == "C")
        channel = self.channels.get(wanted) or self.channels.get(next(by_name, ""))
        if channel is None or (channel.is_private and channel.id not in self.bot_in):
            raise SlackError("channel_not_found")
        return channel

    def sees(self, user: str, channel_id: str) -> bool:
        """Whether a person is in a channel."""
        return user in self.channels[channel_id].member_ids

    def tell(self, kind: str, channel_id: str, **event: object) -> None:
        """Send an event to all who are in a channel."""
        for user in self.channels[channel_id].member_ids:
            self.live.publish({"type": kind, "channel": channel_id, **event}, to=user)
