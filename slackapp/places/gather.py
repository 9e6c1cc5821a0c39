"""What waited for a channel: many cards become one message, what no longer matters is dropped, some goes elsewhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection

from slackapp.domain.accounts import AccountHealth, RouteKind
from slackapp.domain.card import Card, CardKind, CardStatus
from slackapp.domain.digest_message import digest_key, period_of
from slackapp.domain.periods import Span
from slackapp.domain.routing import Routing
from slackapp.domain.verdict import Urgency
from slackapp.store import accounts, cards, channels, messages, people, posts, routing_rules
from slackapp.store.messages import Message, MessageKind, NewMessage
from slackapp.watch.together import AT_MOST_SINGLE, alone_and_together


@dataclass(frozen=True, slots=True)
class _Piece:
    """A message that waits, and its cards."""

    message: Message
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Gathering:
    """What waits for one channel, in the caller's transaction."""

    tx: Connection
    workspace_id: int
    channel_id: str
    back: bool  # whether the channel takes messages again; if not, only what goes elsewhere by now is let go
    now: datetime
    _routings: dict[int, Routing] = field(default_factory=dict, init=False)  # by account

    def gather(self) -> None:
        """Make ready what waits, so that it can be posted. What is being posted or in doubt is left as it is."""
        waiting = channels.waiting(self.tx, self.workspace_id, self.channel_id)
        pieces: dict[tuple[int, CardKind, bool, str], list[_Piece]] = {}
        for message in waiting:
            if message.account_id is None or message.kind not in (MessageKind.CARD, MessageKind.GROUP):
                continue
            shown = cards.of_message(self.tx, message.id)
            if all(card.status is CardStatus.CLOSED for card in shown):  # by itself: there is nothing left to decide
                self._end(message, "Nothing in it waits any more.")
            else:
                piece = _Piece(message, shown)
                to = self._channel(message.account_id, piece)
                same = message.account_id, shown[0].kind, _awaited(self.tx, shown[0]), to
                pieces.setdefault(same, []).append(piece)
        for (account_id, kind, _, to), found in pieces.items():
            if self.back or to != self.channel_id:
                self._cards(found, account_id, kind, to)
        self._digests([message for message in waiting if message.kind is MessageKind.DIGEST])
        self._notices([message for message in waiting if message.kind is MessageKind.NOTICE])

    def _routing(self, account_id: int) -> Routing:
        """Where an account's news go by now."""
        if account_id not in self._routings:
            account = accounts.account(self.tx, account_id)
            self._routings[account_id] = routing_rules.routing(self.tx, account)
        return self._routings[account_id]

    def _channel(self, account_id: int, piece: _Piece) -> str:
        """Where all of a message goes by now; what was for this channel stays for it where any of that still is."""
        routing, leader = self._routing(account_id), piece.cards[0]
        own = routing.followers if leader.kind is CardKind.FOLLOWER else routing.questions
        if not own or not routing.rules:
            return own or self.channel_id
        by_rule = [_ruled(self.tx, routing, card) for card in piece.cards]
        return self.channel_id if self.channel_id in by_rule else by_rule[0]

    def _end(self, message: Message, why: str) -> bool:
        return channels.end(self.tx, message.id, why, self.now)

    def _cards(self, found: Sequence[_Piece], account_id: int, kind: CardKind, to: str) -> None:
        together = _together(self.tx, found, kind)
        ended = [piece for piece in together if self._end(piece.message, "It comes in one message with others.")]
        if ended:
            key = f"together:{ended[0].message.id}"  # each message is ended once
            new = NewMessage(key, MessageKind.GROUP, self.workspace_id, to, account_id)
            group_id = messages.add(self.tx, new, self.now)
            for piece in ended:
                for card in piece.cards:
                    self._put(card, piece.message.id, group_id)
        for piece in found:
            if piece not in together and to != self.channel_id:
                channels.move(self.tx, piece.message.id, to, self.now)

    def _put(self, card: Card | None, before: int, message_id: int) -> None:
        """Let a card stand in another message, whatever somebody decides on it at this moment."""
        while card is not None and card.message_id == before:
            if cards.change(self.tx, replace(card, message_id=message_id, version=card.version + 1)):
                return
            card = cards.get(self.tx, card.id)

    def _digests(self, waiting: Sequence[Message]) -> None:
        """Of each span only the newest is of use; where none comes any more, those that do get them have it."""
        routes = accounts.all_routes(self.tx, RouteKind.DIGEST, workspace_id=self.workspace_id)
        wanted = any(route.channel_id == self.channel_id for route in routes)
        if not waiting or (wanted and not self.back):
            return
        of_span: dict[Span, list[Message]] = {}
        for message in waiting:
            of_span.setdefault(period_of(message.body or {}).span, []).append(message)
        for span, same in of_span.items():
            newest = max(same, key=lambda message: (period_of(message.body or {}).last, message.id))
            for message in same:
                if message is not newest or not wanted:
                    self._end(message, "A newer one tells the same.")
            if not wanted:
                self._elsewhere(newest, span, dict.fromkeys(route.channel_id for route in routes))

    def _elsewhere(self, newest: Message, span: Span, channel_ids: Iterable[str]) -> None:
        for to in channel_ids:
            key = digest_key(self.workspace_id, to, str((newest.body or {}).get("day")), span)
            if not messages.exists(self.tx, key):
                new = NewMessage(key, MessageKind.DIGEST, self.workspace_id, to, None, newest.body)
                messages.add(self.tx, new, self.now)

    def _notices(self, waiting: Sequence[Message]) -> None:
        keys = {message.key for message in waiting}
        for message in waiting:
            if message.account_id is None:
                continue
            to = self._routing(message.account_id).questions or self.channel_id
            if not self.back and to == self.channel_id:
                continue
            if not self._matters(message, keys, moves=to != self.channel_id):
                self._end(message, "It doesn't matter any more.")
            elif to != self.channel_id:
                channels.move(self.tx, message.id, to, self.now)

    def _matters(self, message: Message, waiting: set[str], *, moves: bool) -> bool:
        """Whether a notice still tells people something; one on a channel itself is not for another."""
        body, account = message.body or {}, accounts.account(self.tx, message.account_id or 0)
        match body.get("notice"):
            case "introduction":
                return not moves
            case "network_back":  # who was not told that it was away need not hear that it is back
                return not moves and message.key.removesuffix(":back") not in waiting
            case "network_down":
                polled = body.get("polled", body.get("since"))  # the last look that went well, before that one
                return account.polled_at is not None and account.polled_at.isoformat() == polled
            case "login_refused":
                return account.health is AccountHealth.LOGIN_REFUSED
            case "out_of_credit":
                return account.health is not AccountHealth.WELL and account.trouble == body.get("reason")
            case _:
                return True


def _together(tx: Connection, found: Sequence[_Piece], kind: CardKind) -> list[_Piece]:
    """Those of a kind that share one message; none where they are few."""
    every = [(piece, card) for piece in found for card in piece.cards]
    if kind is CardKind.QUESTION:
        _, shared = alone_and_together(every, lambda one: _urgency(tx, *one))
        chosen = [piece for piece in found if any(piece is each for each, _ in shared)]
    else:
        chosen = list(found) if len(every) > AT_MOST_SINGLE else []
    return chosen if len(chosen) > 1 else []


def _ruled(tx: Connection, routing: Routing, card: Card) -> str:
    """Where a card of an account goes by now."""
    if card.question_id is None:
        return routing.of_follower(people.profile(tx, card.person_id).bio)
    asked = posts.mention(tx, card.question_id)
    return routing.of_mention(asked.post, asked.verdict)


def _awaited(tx: Connection, leader: Card) -> bool:
    """Whether a message waits for anything: in a group, what does leads it. Mere mentions share no message with it."""
    return leader.question_id is None or posts.mention(tx, leader.question_id).verdict.needs_answer


def _urgency(tx: Connection, piece: _Piece, card: Card) -> Urgency:
    """How soon an answer is due; what is decided, or in a group already, need not stand alone."""
    if card.question_id is None or card.status is not CardStatus.OPEN or piece.message.kind is MessageKind.GROUP:
        return Urgency.LOW
    return posts.mention(tx, card.question_id).verdict.urgency
