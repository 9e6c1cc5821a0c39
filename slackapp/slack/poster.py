"""Posts messages, draws them again, and finds the ones nobody is sure of."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from slackapp.domain.digest import Digest
from slackapp.drafting import RETURNED
from slackapp.faces import Faces
from slackapp.networks.base import Gone, RateLimited, Refused
from slackapp.report import Report, period_of
from slackapp.slack import due_messages, given, greetings
from slackapp.slack.budget import budget_notice
from slackapp.slack.cases import case_message
from slackapp.slack.chart_posts import ChartPosts
from slackapp.slack.closed import closed_notice, left_notice, opened_notice
from slackapp.slack.digest_words import digest_charts
from slackapp.slack.digests import digest_message
from slackapp.slack.drafts import returned_message
from slackapp.slack.due_messages import thread_of
from slackapp.slack.errors import LOST, ChannelClosed, plain_errors
from slackapp.slack.groups import group_card
from slackapp.slack.message import Message
from slackapp.slack.notices import came_back, introduction, login_refused, network_back, network_down, out_of_credit
from slackapp.slack.permalinks import permalink
from slackapp.slack.questions import card_message
from slackapp.slack.webhooks import switched_off_notice
from slackapp.spending import NOTICE as BUDGET_NOTICE
from slackapp.store import (
    accounts,
    cards,
    channel_digests,
    channel_rules,
    channels,
    drafts,
    hand_offs,
    messages,
    owners,
    routing_rules,
    welcomes,
)
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
            answer = self.charts.send(message, lambda: self._draw(message), call, effect=True)
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
        drawn = self._draw(message)
        url = self.response_urls.take(message.channel_id, message.ts)
        if url is not None and self._answer(url, drawn):
            return
        self.budget.spend(message.workspace_id)
        client, channel_id, ts = self.client_of(message.workspace_id), message.channel_id, message.ts
        first = [drawn]  # what was drawn already; a refused chart has it drawn again

        def call(drawn: Message) -> SlackResponse:
            return client.chat_update(channel=channel_id, ts=ts, text=drawn.text, blocks=list(drawn.blocks))

        def draw() -> Message:
            return first.pop() if first else self._draw(message)

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

    def _draw(self, message: messages.Message) -> Message:
        """What a message says now.

        Raises:
            Gone: what it was about is no longer there.
        """
        drawn: Message | None
        match message.kind:
            case messages.MessageKind.GROUP:
                group = self.faces.group(message.id)
                drawn = group_card(group) if group else self._came_back(message)  # the last of them was snoozed
            case messages.MessageKind.CARD:
                with self.database.read() as tx:
                    shown = cards.of_message(tx, message.id)
                drawn = card_message(self.faces.of(shown[:1])[0]) if shown else self._came_back(message)
            case messages.MessageKind.HAND_OFF:
                drawn = self._case(message)
            case messages.MessageKind.DIGEST:
                drawn = self._digest(message)
            case messages.MessageKind.NOTICE:
                drawn = self._any_notice(message)
        if drawn is None:
            raise Gone("What this message was about is no longer there.")
        return drawn

    def _came_back(self, message: messages.Message) -> Message:
        with self.database.read() as tx:
            there = messages.moved_to(tx, message)
        client = self.client_of(message.workspace_id)
        return came_back(permalink(client, there.channel_id, there.ts) if there else "")

    def _any_notice(self, message: messages.Message) -> Message | None:
        """What Rapport says of itself, or to one person."""
        about = (message.body or {}).get("notice")
        if about in due_messages.KINDS:
            client = self.client_of(message.workspace_id)
            return due_messages.TargetMessages(self.database, self.faces, client).draw(message)
        if about == owners.ASSIGNED:
            return given.draw(self.database, self.faces, self.client_of(message.workspace_id), message)
        if about == RETURNED:
            return self._returned(message)
        if about in greetings.KINDS:
            return greetings.draw(self.database, message, self.faces.now())
        if about == BUDGET_NOTICE:
            with self.database.read() as tx:
                return budget_notice(accounts.account(tx, message.account_id or 0), message.body or {})
        return self._of_no_account(message) if message.account_id is None else self._notice(message)

    def _case(self, message: messages.Message) -> Message | None:
        with self.database.read() as tx:
            hand_off = hand_offs.of_message(tx, message.id)
        face = self.faces.card(hand_off.card_id, message.workspace_id) if hand_off else None
        return case_message(face, hand_off) if face and hand_off else None

    def _digest(self, message: messages.Message) -> Message:
        body, here = message.body or {}, message.workspace_id
        zone = ZoneInfo(str(body["zone"]))
        recap = self.report.recap(here, message.channel_id, period_of(body), zone)
        if recap is None:
            raise Gone("No account's news go to this channel any more.")
        recap = replace(recap, digests=tuple(self._with_card_links(message, digest) for digest in recap.digests))
        with self.database.read() as tx:
            times = channel_digests.of(tx, here, message.channel_id)
        charts = self.charts.blocks(message, found) if (found := digest_charts(recap)) else ()
        return digest_message(
            recap, zone, charts, message_id=message.id, paused_by=times.paused_by if times is not None else ""
        )

    def _with_card_links(self, message: messages.Message, digest: Digest) -> Digest:
        """Each open question with a link to its card in Slack, where it stands in one."""
        client, linked = self.client_of(message.workspace_id), []
        for question in digest.facts.open:
            with self.database.read() as tx:
                card = cards.get(tx, question.card_id)
                at = messages.get(tx, card.message_id) if card and card.message_id else None
            if at is not None and at.ts:
                with suppress(ChannelClosed), plain_errors(effect=False):  # its card stands where we are no more
                    url = client.chat_getPermalink(channel=at.channel_id, message_ts=at.ts)["permalink"]
                    question = replace(question, card_url=str(url))  # noqa: PLW2901 (the same question, with its link)
            linked.append(question)
        return replace(digest, facts=replace(digest.facts, open=tuple(linked)))

    def _notice(self, message: messages.Message) -> Message | None:
        body = message.body or {}
        with self.database.read() as tx:
            account = accounts.account(tx, message.account_id or 0)
            routes = tuple(
                r for r in accounts.all_routes(tx, account_id=account.id) if r.channel_id == message.channel_id
            )
            rule = channel_rules.rule(tx, message.workspace_id, message.channel_id)
            first = routing_rules.routing(tx, account).rules
        match body.get("notice"):
            case "introduction":
                return introduction(account, routes, str(body.get("actor") or account.connected_by), rule, first)
            case "login_refused":
                return login_refused(account, str(body.get("reason", "")))
            case "out_of_credit":
                return out_of_credit(account, str(body.get("reason", "")))
            case "network_down":
                since = datetime.fromisoformat(str(body["since"]))
                return network_down(account, str(body.get("reason", "")), since)
            case "network_back":
                return network_back(account)
            case _:
                return None

    def _of_no_account(self, message: messages.Message) -> Message:
        body = message.body or {}
        return _webhook_off(body) if body.get("notice") == "webhook_off" else self._closed(message)

    def _returned(self, message: messages.Message) -> Message | None:
        with self.database.read() as tx:
            draft = drafts.get(tx, message.workspace_id, int((message.body or {}).get("draft") or 0))
        return returned_message(self.faces.card(draft.card_id, message.workspace_id), draft) if draft else None

    def _closed(self, message: messages.Message) -> Message:
        """The notice that is about a channel."""
        body = message.body or {}
        channel_id, since = str(body["channel"]), str(body["since"])
        with self.database.read() as tx:
            closed = channels.closed(tx, message.workspace_id, channel_id)
            destinations = routing_rules.destinations(tx, message.workspace_id)
        if closed is None or closed.since.isoformat() != since:  # it was open in between
            return opened_notice(channel_id)
        wanted = closed.waiting or channel_id in destinations
        return closed_notice(closed) if wanted else left_notice(channel_id)


def _webhook_off(body: Mapping[str, Any]) -> Message:
    since = datetime.fromisoformat(str(body["since"]))
    return switched_off_notice(str(body.get("host", "")), since, str(body.get("reason", "")))


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
