"""What a recorded message says now: gathered from the store, and drawn by its kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk import WebClient

from slackapp.domain.digest import Digest
from slackapp.domain.digest_message import period_of
from slackapp.drafting import RETURNED
from slackapp.faces import Faces
from slackapp.networks.base import Gone
from slackapp.report import Report
from slackapp.slack import due_messages, given, greetings
from slackapp.slack.budget import budget_notice
from slackapp.slack.cases import case_message
from slackapp.slack.chart_posts import ChartPosts
from slackapp.slack.closed import closed_notice, left_notice, opened_notice
from slackapp.slack.digest_words import digest_charts
from slackapp.slack.digests import digest_message
from slackapp.slack.drafts import returned_message
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
)
from slackapp.store.database import Database


@dataclass(frozen=True, slots=True)
class Drawings:
    """Draws messages for every workspace."""

    client_of: Callable[[int], WebClient]  # by workspace id
    database: Database
    faces: Faces
    report: Report
    charts: ChartPosts

    def of(self, message: messages.Message) -> Message:
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
                question = replace(question, card_url=permalink(client, at.channel_id, at.ts))  # noqa: PLW2901 (the same question, with its link)
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
