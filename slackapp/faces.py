"""What a card shows: read from the store, with the network's links and what it allows."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from slackapp.domain.accounts import Account
from slackapp.domain.action import Action, ActionKind
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.card import Card, CardKind, CardStatus, FacetState
from slackapp.domain.evidence import Evidence, Summary, weigh
from slackapp.domain.face import CardFace, GroupFace, Links
from slackapp.domain.judgement import MentionFace
from slackapp.domain.people import History
from slackapp.domain.spending import Overspent, Spend
from slackapp.networks.base import POSTS_READ, charges
from slackapp.networks.registry import Networks
from slackapp.store import (
    accounts,
    actions,
    bulks,
    cards,
    drafts,
    feedback,
    feeds,
    hand_offs,
    messages,
    people,
    posts,
    rest,
    rounds,
    spend,
)
from slackapp.store.database import Database

SHOWN_IN_GROUP = 5
IN_REVIEW = (Summary.WORTH_IT, Summary.LOOK_TWICE, Summary.NOT_ENOUGH, Summary.BETTER_NOT)
_OPEN = frozenset({CardStatus.OPEN, CardStatus.SNOOZED})


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

    def kind(self, card_id: int, workspace_id: int) -> CardKind | None:
        """What a card of this workspace is about: one look, for a click that has to be quick."""
        with self.database.read() as tx:
            card = cards.get(tx, card_id, workspace_id)
        return card.kind if card else None

    def of(self, found: Iterable[Card]) -> tuple[CardFace, ...]:
        """Several cards, in their order."""
        with self.database.read() as tx:
            return tuple(self._faces(tx, list(found)))

    def group(
        self, message_id: int, workspace_id: int | None = None, *, shown: int = SHOWN_IN_GROUP
    ) -> GroupFace | None:
        """The grouped message that stands for many cards; None where it holds no card (of this workspace).

        Args:
            message_id: the message.
            workspace_id: whose it has to be, where one is named.
            shown: how many of its cards are wanted with all that they show.
        """
        members, looks = self._members(message_id, workspace_id)
        if not members:
            return None
        first = sorted(members, key=lambda card: card.status is not CardStatus.OPEN)[:shown]
        waiting = Counter(looks[card.id] for card in members if card.status in _OPEN and card.id in looks)
        with self.database.read() as tx:
            drawn = [card for member in first if (card := cards.get(tx, member.id)) is not None]
            return GroupFace(
                message_id=message_id,
                account=accounts.account(tx, members[0].account_id),
                total=len(members),
                open=sum(card.status in _OPEN for card in members),
                done=sum(_is_done(card) for card in members),
                ignored=sum(card.status is CardStatus.IGNORED for card in members),
                first=tuple(self._faces(tx, drawn)),
                now=self.now(),
                kind=members[0].kind,
                waits=_waits(tx, members[0]),
                looks={summary: waiting[summary] for summary in IN_REVIEW if waiting[summary]},
                bulks=bulks.of_message(tx, message_id),
            )

    def review_order(self, message_id: int, workspace_id: int) -> tuple[int, ...]:
        """The cards of this workspace's grouped message in the order of review, which never changes."""
        return tuple(card.id for card in self._members(message_id, workspace_id)[0])

    def first_open(self, message_id: int, workspace_id: int) -> int:
        """Which card of this workspace's grouped message, from 1, is the first that waits for a decision; else 1."""
        members, _ = self._members(message_id, workspace_id)
        return next((n for n, card in enumerate(members, start=1) if card.status is CardStatus.OPEN), 1)

    def weighed(self, found: Sequence[Card]) -> dict[int, Evidence]:
        """What speaks for and against the people of many cards, by card; read together, not one by one."""
        by_account: dict[int, list[int]] = {}
        for card in found:
            by_account.setdefault(card.account_id, []).append(card.person_id)
        everybody = list({card.person_id for card in found})
        with self.database.read() as tx:
            profiles, read = people.profiles(tx, everybody), feeds.of_people(tx, everybody)
            past = {account_id: people.histories(tx, account_id, its) for account_id, its in by_account.items()}
        nothing, now = History(), self.now()
        evidence: dict[int, Evidence] = {}
        for card in found:
            feed, history = read.get(card.person_id), past[card.account_id].get(card.person_id, nothing)
            evidence[card.id] = weigh(profiles[card.person_id], history, now, feed.posts if feed else ())
        return evidence

    def _members(
        self, message_id: int, workspace_id: int | None
    ) -> tuple[tuple[cards.Member, ...], dict[int, Summary]]:
        """The cards of a grouped message in the order of review, and how their people look (nothing for questions).

        People were weighed when the message was first drawn: that order stays, whatever is learned of them while
        somebody goes through it.
        """
        with self.database.read() as tx:
            members = cards.members(tx, message_id, workspace_id)
            if not members or members[0].kind is not CardKind.FOLLOWER:
                return members, {}
            kept = messages.looks_of(messages.get(tx, message_id).body)
            unseen = () if kept else cards.of_message(tx, message_id, workspace_id)
        if not kept:
            looks = self._looks(unseen)
            with self.database.write() as tx:
                kept = messages.keep_looks(tx, message_id, looks)
        look = {card_id: summary for summary in IN_REVIEW for card_id in kept.get(summary.value, ())}
        place = {card_id: number for number, card_id in enumerate(look)}
        return tuple(sorted(members, key=lambda card: place.get(card.id, len(place)))), look

    def _looks(self, members: Sequence[Card]) -> dict[str, list[int]]:
        weighed = self.weighed(members)
        strongest = sorted(members, key=lambda card: -weighed[card.id].strength)
        return {s.value: [card.id for card in strongest if weighed[card.id].summary is s] for s in IN_REVIEW}

    def mention(self, mention_id: int, workspace_id: int) -> MentionFace | None:
        """One judged mention of this workspace, whether it has a card or not."""
        with self.database.read() as tx:
            found = rest.find(tx, workspace_id, mention_id)
            return self._mention(tx, found) if found else None

    def mentions(self, workspace_id: int, limit: int, offset: int) -> tuple[MentionFace, ...]:
        """Those that Rapport did not card by itself, the newest first."""
        with self.database.read() as tx:
            return tuple(self._mention(tx, each) for each in rest.page(tx, workspace_id, limit, offset))

    def _mention(self, tx: Connection, judged: rest.Judged) -> MentionFace:
        mention = judged.mention
        account, person = accounts.account(tx, mention.account_id), people.profile(tx, mention.person_id)
        network, post = self.networks.of(account.id), mention.post
        return MentionFace(
            id=mention.id,
            account=account,
            person=person,
            links=Links(
                profile=network.profile_url(person.handle) or person.page_url,
                follow="",
                post=network.post_url(person.handle, post.id) or post.url,
            ),
            thread=posts.thread(tx, account.id, post),
            verdict=mention.verdict,
            asked_at=mention.asked_at,
            answered=mention.answered_at is not None,
            card=judged.card,
            said=judged.said,
            now=self.now(),
        )

    def permissions(self, account: Account) -> dict[Capability, Permission]:
        """What the network allows an account: what was found out goes before what is declared."""
        with self.database.read() as tx:
            return self._permissions(tx, account.id)

    def cost(self, tx: Connection, account: Account) -> Spend | None:
        """What an account's calls cost, and its budget; None where its network charges nothing, and never did."""
        found = spend.so_far(tx, account, self.now())
        return found if found.month or found.budget or charges(self.networks.of(account.id)) else None

    def _permissions(self, tx: Connection, account_id: int) -> dict[Capability, Permission]:
        declared = {p.capability: p for p in self.networks.of(account_id).permissions()}
        return declared | {p.capability: p for p in accounts.found_permissions(tx, account_id)}

    def _faces(self, tx: Connection, found: list[Card]) -> list[CardFace]:
        done = actions.of_cards(tx, [card.id for card in found])
        ours = {i: accounts.account(tx, i) for i in {card.account_id for card in found}}
        allowed = {i: self._permissions(tx, i) for i in ours}
        over = {i: self._over_budget(tx, account) for i, account in ours.items()}
        faces = (self._face(tx, c, ours[c.account_id], allowed[c.account_id], done.get(c.id, ())) for c in found)
        return [replace(face, over_budget=over[face.account.id]) for face in faces]

    def _over_budget(self, tx: Connection, account: Account) -> Overspent | None:
        """A budget that is used up, with the prices of what may be clicked all the same."""
        over, network = spend.overspent(tx, account, self.now()), self.networks.of(account.id)
        priced = {kind: network.price(kind) for kind in ActionKind if not kind.speaks_to_slack} if over else {}
        return over and replace(over, prices={kind: price for kind, price in priced.items() if price is not None})

    def _face(
        self,
        tx: Connection,
        card: Card,
        account: Account,
        permissions: dict[Capability, Permission],
        done: tuple[Action, ...],
    ) -> CardFace:
        person = people.profile(tx, card.person_id)
        newest = people.follower(tx, account.id, card.person_id)
        follower = _as_then(tx, card, newest)
        followed = follower if card.kind is CardKind.FOLLOWER else None
        history, feed = people.history(tx, account.id, card.person_id), feeds.of(tx, card.person_id)
        mention = posts.mention(tx, card.question_id) if card.question_id is not None else None
        said = feedback.of(tx, card.workspace_id, [mention.id]) if mention else {}
        network, post = self.networks.of(account.id), mention.post if mention else None
        since = mention.asked_at if mention else follower.first_seen_at if follower else card.created_at
        return CardFace(
            card=card,
            account=account,
            person=person,
            evidence=weigh(person, history, self.now(), feed.posts if feed else ()),
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
            said=said.get(mention.id) if mention else None,
            permissions=permissions,
            actions=done,
            lost=followed.lost_reason if followed else None,
            returned=bool(newest and follower and newest.round > follower.round and newest.lost_at is None),
            follows=follower is not None,
            followed_at=followed.followed_at if followed else None,
            feed=feed.posts if feed else (),
            feed_read_at=feed.read_at if feed else None,
            feed_read_by=feed.read_by if feed else "",
            feed_price=network.price_of_posts(POSTS_READ),
            drafts=drafts.of_cards(tx, [card.id]).get(card.id, ()),
            hand_off=hand_offs.of_card(tx, card.id) if mention else None,
        )


def _as_then(tx: Connection, card: Card, newest: people.Follower | None) -> people.Follower | None:
    """A follower as a card tells of them: one from before they left and came back tells of its own round."""
    if newest is None or newest.round == 1 or card.kind is not CardKind.FOLLOWER:
        return newest
    return people.follower(tx, card.account_id, card.person_id, rounds.number_of(tx, card.id))


def _is_done(card: cards.Member) -> bool:
    """Whether it was followed back, or answered: a question closes by itself where the network shows an answer."""
    if card.kind is CardKind.FOLLOWER:
        return card.follow is FacetState.DONE
    return card.status in (CardStatus.DONE, CardStatus.CLOSED)


def _waits(tx: Connection, leader: cards.Member) -> bool:
    """Whether a group waits for anything: those that do lead it."""
    return leader.question_id is None or posts.mention(tx, leader.question_id).verdict.needs_answer
