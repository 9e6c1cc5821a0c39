"""Posts messages, draws them again, and finds the ones nobody is sure of."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from slackapp.faces import Faces
from slackapp.networks.base import RateLimited, Refused
from slackapp.report import Report
from slackapp.slack.chart_posts import ChartPosts
from slackapp.slack.drawings import Drawings
from slackapp.slack.due_messages import thread_of
from slackapp.slack.errors import LOST, ChannelClosed, plain_errors
from slackapp.slack.message import Message
from slackapp.store import channels, messages, welcomes
from slackapp.store.database import Database

EVENT_TYPE = "rapport_message"  # in the message's metadata, with our key: how a doubtful one is found again
RESPONSE_USES, RESPONSE_SECONDS = 4, 25 * 60.0  # Slack allows 5 uses in 30 minutes; we stop before
NOT_LOOKED = ""  # the ts of a message of which nobody will know whether it stands
UPDATES_A_MINUTE = 45  # chat.update is Tier 3: 50 a minute for the workspace


@dataclass(slots=True)
class ResponseUrls:
    """The response_url of the last click on each message: an update through it does not count against Slack's limits.

    Kept in memory alone: a short-lived secret, and chat.update works without.
    """

    _kept: dict[tuple[str, str], tuple[str, float, int]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def put(self, channel_id: str, ts: str, url: str) -> None:
        """Keep a click's response_url."""
        with self._lock:
            if len(self._kept) > 1_000:
                self._kept.clear()
            self._kept[channel_id, ts] = (url, time.monotonic() + RESPONSE_SECONDS, RESPONSE_USES)

    def take(self, channel_id: str, ts: str) -> str | None:
        """One use of it, if there is any left."""
        with self._lock:
            url, until, uses = self._kept.get((channel_id, ts), ("", 0.0, 0))
            if uses <= 0 or time.monotonic() > until:
                self._kept.pop((channel_id, ts), None)
                return None
            self._kept[channel_id, ts] = (url, until, uses - 1)
            return url


@dataclass(slots=True)
class UpdateBudget:
    """How many chat.update calls each workspace has left in this minute; many processes share Slack's limit."""

    processes: Callable[[], int] = lambda: 1
    _times: dict[int, list[float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def spend(self, workspace_id: int) -> None:
        """Take one of a workspace's.

        Raises:
            RateLimited: none is left; it says when there will be.
        """
        now, mine = time.monotonic(), max(1, UPDATES_A_MINUTE // max(1, self.processes()))
        with self._lock:
            times = self._times[workspace_id] = [at for at in self._times.get(workspace_id, ()) if now - at < 60]
            if len(times) >= mine:
                wait = timedelta(seconds=60 - (now - times[0]) + 0.1)
                raise RateLimited("Slack's limit on updates.", retry_at=datetime.now(UTC) + wait)
            times.append(now)


@dataclass(frozen=True, slots=True)
class SlackPoster:
    """The performer's way to Slack."""

    client_of: Callable[[int], WebClient]  # by workspace id
    database: Database
    faces: Faces
    report: Report
    response_urls: ResponseUrls
    charts: ChartPosts
    budget: UpdateBudget = field(default_factory=UpdateBudget)

    @property
    def drawings(self) -> Drawings:
        """What it posts, drawn from the same."""
        return Drawings(self.client_of, self.database, self.faces, self.report, self.charts)

    def post(self, message_id: int) -> str:
        """Post a recorded message; returns its ts.

        Raises:
            NetworkError: of the family; CutOff where it may have been posted.
        """
        message = self._message(message_id)
        event = {"event_type": EVENT_TYPE, "event_payload": {"key": message.key}}
        client = self.client_of(message.workspace_id)

        def call(drawn: Message) -> SlackResponse:
            return client.chat_postMessage(
                channel=message.channel_id,
                text=drawn.text,
                blocks=list(drawn.blocks),
                metadata=event,
                unfurl_links=False,
                unfurl_media=False,
                thread_ts=thread_of(self.database, message),
            )

        with self._in_channel(message):
            answer = self.charts.send(message, lambda: self.drawings.of(message), call, effect=True)
        stands = str(answer.get("channel") or message.channel_id)
        if stands != message.channel_id:  # posted to a person: chat.update wants the conversation's own id
            with self.database.write() as tx:
                channels.stand(tx, message.id, stands)
        return str(answer["ts"])

    def update(self, message_id: int) -> None:
        """Draw a posted message again.

        Raises:
            NetworkError: of the family.
        """
        message = self._message(message_id)
        if not message.ts:
            return  # it will be drawn as it stands when it is posted
        drawn = self.drawings.of(message)
        url = self.response_urls.take(message.channel_id, message.ts)
        if url is not None and self._answer(url, drawn):
            return
        self.budget.spend(message.workspace_id)
        client, channel_id, ts = self.client_of(message.workspace_id), message.channel_id, message.ts
        first = [drawn]  # what was drawn already; a refused chart has it drawn again

        def call(drawn: Message) -> SlackResponse:
            return client.chat_update(channel=channel_id, ts=ts, text=drawn.text, blocks=list(drawn.blocks))

        def draw() -> Message:
            return first.pop() if first else self.drawings.of(message)

        with self._in_channel(message):
            self.charts.send(message, draw, call, effect=False)

    def find(self, message_id: int, since: datetime) -> str | None:
        """Look for a message by its metadata.

        One to a person can't be looked for without the right to read what people write to Rapport, which it doesn't
        ask for: it counts as posted, for nobody wants the same alarm twice, and Home says the same.

        Raises:
            NetworkError: Slack could not be asked.
        """
        message = self._message(message_id)
        if _to_person(message):
            return NOT_LOOKED
        cursor, above = "", thread_of(self.database, message)
        while True:
            with self._in_channel(message), plain_errors(effect=False):
                page = self._page(message, above, since, cursor)
            for posted in page.get("messages") or []:
                event = posted.get("metadata") or {}
                if event.get("event_type") == EVENT_TYPE and event.get("event_payload", {}).get("key") == message.key:
                    return str(posted["ts"])
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return None

    def _page(self, message: messages.Message, above: str | None, since: datetime, cursor: str) -> SlackResponse:
        """A page of what stands where a message would: in the thread of the one above, or in its channel."""
        client, here = self.client_of(message.workspace_id), message.channel_id
        asked: dict[str, Any] = {"oldest": f"{since.timestamp():.6f}", "include_all_metadata": True, "limit": 100}
        asked["cursor"] = cursor or None
        if above is not None:
            return client.conversations_replies(channel=here, ts=above, **asked)
        return client.conversations_history(channel=here, **asked)

    @contextmanager
    def _in_channel(self, message: messages.Message) -> Iterator[None]:
        """Call nobody where the channel is known to take no messages; where that is news, keep it.

        Raises:
            ChannelClosed: it takes none now.
            Refused: it is to a person who can't be written to.
        """
        with self.database.read() as tx:
            known = channels.closed(tx, message.workspace_id, message.channel_id)
        if known is not None:
            raise ChannelClosed(known.reason, now=self.faces.now())
        try:
            yield
        except ChannelClosed as closed:
            if _to_person(message):
                raise Refused(closed.reason) from None
            with self.database.write() as tx:
                channels.block(tx, message.workspace_id, message.channel_id, closed.why, self.faces.now())
                welcomes.redraw(tx, message.workspace_id, self.faces.now())
            raise ChannelClosed(closed.why, closed.reason, self.faces.now()) from None

    def _answer(self, url: str, drawn: Message) -> bool:
        try:
            answer = WebhookClient(url, timeout=10, retry_handlers=[]).send(
                text=drawn.text, blocks=list(drawn.blocks), replace_original=True
            )
        except LOST:
            return False
        return answer.status_code == 200 and _taken(answer.body)

    def _message(self, message_id: int) -> messages.Message:
        with self.database.read() as tx:
            return messages.get(tx, message_id)


def _to_person(message: messages.Message) -> bool:
    """Whether it goes to one person: by their id, or by that of their conversation with Rapport."""
    return message.channel_id[:1] in ("U", "W", "D")


def _taken(body: str) -> bool:
    """Whether a response_url took a message: it says so by "ok" or by JSON, and may say no with status 200, too."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return body.strip() == "ok"
    return isinstance(said, dict) and said.get("ok") is True
