"""What a card shows: read from the store, with the network's links and what it allows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from slackapp.domain.accounts import Account
from slackapp.domain.action import Action
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.card import Card, CardKind, CardStatus, FacetState
from slackapp.domain.evidence import weigh
from slackapp.domain.face import CardFace, GroupFace, Links
from slackapp.networks.registry import Networks
from slackapp.store import accounts, actions, cards, people, posts
from slackapp.store.database import Database

SHOWN_IN_GROUP = 5
WEIGHED_IN_GROUP = 50  # of a burst, how many are weighed to find whom to show first


@dataclass(frozen=True, slots=True)
class Faces:
    """Draws nothing: gathers what is to be drawn."""

    database: Database
    networks: Networks
    now: Callable[[], datetime]

    def card(self, card_id: int, workspace_id: int | None = None) -> CardFace | None:
        """One card, of this workspace where one is named."""
        with self.database.read() as tx:
            card = cards.get(tx, card_id, workspace_id)
            return self._faces(tx, [card])[0] if card else None

    def of(self, found: Iterable[Card]) -> tuple[CardFace, ...]:
        """Several cards, in their order."""
        with self.database.read() as tx:
            return tuple(self._faces(tx, list(found)))

    def group(self, message_id: int, workspace_id: int | None = None) -> GroupFace | None:
        """The grouped message that stands for many cards; None where it holds no card (of this workspace)."""
        with self.database.read() as tx:
            members = cards.of_message(tx, message_id, workspace_id)
            if not members:
                return None
            first = self._faces(tx, _worth_showing(members))
            return GroupFace(
                message_id=message_id,
                account=accounts.account(tx, members[0].account_id),
                total=len(members),
                open=sum(card.status in (CardStatus.OPEN, CardStatus.SNOOZED) for card in members),
                done=sum(_is_done(card) for card in members),
                ignored=sum(card.status is CardStatus.IGNORED for card in members),
                first=tuple(sorted(first, key=_worth, reverse=True)[:SHOWN_IN_GROUP]),
                now=self.now(),
                kind=members[0].kind,
                waits=_waits(tx, members[0]),
            )

    def review_order(self, message_id: int, workspace_id: int) -> tuple[int, ...]:
        """The cards of this workspace's grouped message in the order of review, which never changes."""
        with self.database.read() as tx:
            return tuple(card.id for card in cards.of_message(tx, message_id, workspace_id))

    def first_open(self, message_id: int, workspace_id: int) -> int:
        """Which card of this workspace's grouped message, from 1, is the first that waits for a decision; else 1."""
        with self.database.read() as tx:
            members = cards.of_message(tx, message_id, workspace_id)
        return next((n for n, card in enumerate(members, start=1) if card.status is CardStatus.OPEN), 1)

    def permissions(self, account: Account) -> dict[Capability, Permission]:
        """What the network allows an account: what was found out goes before what is declared."""
        with self.database.read() as tx:
            return self._permissions(tx, account.id)

    def _permissions(self, tx: Connection, account_id: int) -> dict[Capability, Permission]:
        declared = {p.capability: p for p in self.networks.of(account_id).permissions()}
        return declared | {p.capability: p for p in accounts.found_permissions(tx, account_id)}

    def _faces(self, tx: Connection, found: list[Card]) -> list[CardFace]:
        done = actions.of_cards(tx, [card.id for card in found])
        ours = {i: accounts.account(tx, i) for i in {card.account_id for card in found}}
        allowed = {i: self._permissions(tx, i) for i in ours}
        return [self._face(tx, c, ours[c.account_id], allowed[c.account_id], done.get(c.id, ())) for c in found]

    def _face(
        self,
        tx: Connection,
        card: Card,
        account: Account,
        permissions: dict[Capability, Permission],
        done: tuple[Action, ...],
    ) -> CardFace:
        person = people.profile(tx, card.person_id)
        follower = people.follower(tx, account.id, card.person_id)
        followed = follower if card.kind is CardKind.FOLLOWER else None
        history = people.history(tx, account.id, card.person_id)
        mention = posts.mention(tx, card.question_id) if card.question_id is not None else None
        network, post = self.networks.of(account.id), mention.post if mention else None
        since = mention.asked_at if mention else follower.first_seen_at if follower else card.created_at
        return CardFace(
            card=card,
            account=account,
            person=person,
            evidence=weigh(person, history, self.now()),
            history=history,
            links=Links(
                profile=network.profile_url(person.handle) or person.page_url,
                follow=network.follow_url(person.handle),
                post=network.post_url(person.handle, post.id) or post.url if post else "",
                reply=network.reply_url(person.handle, post.id) if post else "",
                answer=network.post_url(account.handle, mention.answer_post_id)
                if mention and mention.answer_post_id
                else "",
            ),
            now=self.now(),
            since=since or self.now(),
            thread=posts.thread(tx, account.id, post) if post else None,
            verdict=mention.verdict if mention else None,
            permissions=permissions,
            actions=done,
            lost=followed.lost_reason if followed else None,
            follows=follower is not None,
            followed_at=followed.followed_at if followed else None,
        )


def _is_done(card: Card) -> bool:
    """Whether it was followed back, or answered: a question closes by itself where the network shows an answer."""
    if card.kind is CardKind.FOLLOWER:
        return card.follow is FacetState.DONE
    return card.status in (CardStatus.DONE, CardStatus.CLOSED)


def _waits(tx: Connection, leader: Card) -> bool:
    """Whether a group waits for anything: those that do lead it."""
    return leader.question_id is None or posts.mention(tx, leader.question_id).verdict.needs_answer


def _worth_showing(members: tuple[Card, ...]) -> list[Card]:
    """Open ones first, in their order; a burst is not weighed as a whole each time it is drawn."""
    most = WEIGHED_IN_GROUP if members[0].kind is CardKind.FOLLOWER else SHOWN_IN_GROUP
    return sorted(members, key=lambda card: card.status is not CardStatus.OPEN)[:most]


def _worth(face: CardFace) -> tuple[bool, float]:
    """People by what speaks for them; questions stand in the order of their urgency already."""
    strength = face.evidence.strength if face.card.kind is CardKind.FOLLOWER else 0.0
    return (face.card.status is CardStatus.OPEN, strength)
