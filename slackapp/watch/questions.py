"""Who asks us something, and what was answered already: mentions with an overlap, our own posts beside them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection

from slackapp import webhooks
from slackapp.domain.accounts import Account
from slackapp.domain.brand import Brand
from slackapp.domain.card import Card, CardKind, CardStatus, FacetState
from slackapp.domain.people import Profile
from slackapp.domain.posts import Post
from slackapp.domain.rules import ChannelRule
from slackapp.domain.story import Event
from slackapp.domain.triage import judge
from slackapp.domain.webhooks import Answer
from slackapp.languages import guess
from slackapp.networks.base import Network, Page
from slackapp.store import (
    accounts,
    actions,
    cards,
    census,
    channel_rules,
    hand_offs,
    messages,
    own_words,
    people,
    posts,
    routing_rules,
    stories,
)
from slackapp.store.accounts import Stream
from slackapp.store.database import Database
from slackapp.watch.thanks import close_thanked
from slackapp.watch.together import Fresh, by_channel, mentions_apart

ANSWERED_THERE = "answered on the network"


@dataclass(frozen=True, slots=True)
class QuestionNews:
    """What one poll found."""

    mentions: int = 0
    questions: int = 0
    answered_there: int = 0
    baseline: bool = False


@dataclass(frozen=True, slots=True)
class WatchQuestions:
    """Polls the mentions of one account at a time."""

    database: Database
    now: Callable[[], datetime]

    def poll(self, account: Account, network: Network) -> QuestionNews:
        """Read mentions and our own posts since the last poll but one (that is the overlap), and record them.

        Raises:
            NetworkError: a page could not be read; nothing is recorded.
        """
        with self.database.read() as tx:
            at_own = accounts.marks(tx, account.id, Stream.OWN_POSTS)
            at = accounts.marks(tx, account.id, Stream.MENTIONS)
        baseline = at.newest is None
        read_own = _read(network.own_posts, at_own.since or None, first_page_only=baseline)
        own = list(read_own.posts.values())
        read = _read(network.mentions, at.since or None, first_page_only=baseline)
        authors = dict(read.authors)
        mentions = [
            post for post in read.posts.values() if post.author_id != account.network_user_id and not post.is_repost
        ]
        parents = [*read.context.values(), *self._parents(account, network, mentions, [*own, *read.context.values()])]
        authors |= _missing_authors(network, mentions, authors)
        with self.database.write() as tx:
            posts.put(tx, account.id, own, ours=True)
            posts.put(tx, account.id, [p for p in parents if p.author_id == account.network_user_id], ours=True)
            posts.put(tx, account.id, [p for p in parents if p.author_id != account.network_user_id], ours=False)
            fresh = self._record(tx, account, mentions, authors, baseline=baseline)
            answered = self._close_answered(tx, account) + close_thanked(tx, account, fresh, self.now())
            self._post(tx, account, fresh)
            census.settle(tx, account.id)  # last: whoever changes a mention has its card first
            accounts.set_marks(tx, account.id, Stream.MENTIONS, at.moved(read.mark))
            accounts.set_marks(tx, account.id, Stream.OWN_POSTS, at_own.moved(read_own.mark))
        return QuestionNews(len(fresh), sum(each.verdict.needs_answer for each in fresh), answered, baseline)

    def _parents(
        self, account: Account, network: Network, mentions: Sequence[Post], others: Sequence[Post]
    ) -> list[Post]:
        """The posts that mentions answer and that neither came along nor are known, read in one go."""
        at_hand = {post.id for post in (*mentions, *others)}
        wanted = {post.in_reply_to_id for post in mentions if post.in_reply_to_id} - at_hand
        with self.database.read() as tx:
            unknown = sorted(wanted - set(posts.known(tx, account.id, sorted(wanted))))
        found: list[Post] = []
        for start in range(0, len(unknown), 100):
            found.extend(network.posts(unknown[start : start + 100]))
        return found

    def _record(
        self,
        tx: Connection,
        account: Account,
        mentions: Sequence[Post],
        authors: Mapping[str, Profile],
        *,
        baseline: bool,
    ) -> list[Fresh]:
        """Judge and keep what is new; returns all of it but the baseline, oldest first."""
        judged = posts.judged(tx, account.id, [post.id for post in mentions])
        new = sorted((p for p in mentions if p.id not in judged), key=lambda post: (post.created_at, post.id))
        kept = posts.put(tx, account.id, new, ours=False)
        persons = people.put(tx, account, [authors[p.author_id] for p in new if p.author_id in authors], self.now())
        brand = Brand(account.network_user_id, account.handle, own_words.of(tx, account.workspace_id))
        recorded: list[Fresh] = []
        for post in new:
            if post.author_id not in persons:
                continue  # whoever wrote it is gone by now
            verdict = judge(posts.thread(tx, account.id, post), brand, guess(post.text, post.language))
            person_id = persons[post.author_id]
            mention_id = posts.add_mention(tx, account.id, kept[post.id], person_id, post, verdict, baseline=baseline)
            if not baseline:
                recorded.append(Fresh(mention_id, person_id, post, verdict))
        return recorded

    def _close_answered(self, tx: Connection, account: Account) -> int:
        """Mentions that we answered on the network itself: noted, and their cards closed by themselves."""
        closed = 0
        for mention_id, reply in posts.native_answers(tx, account.id):
            card = cards.of_mention(tx, mention_id)
            if card is not None and card.reply is FacetState.IN_DOUBT:
                actions.look_again(tx, card.id, self.now())  # that may be the reply we were not sure of
            elif card is None or not card.busy:
                self._close(tx, card)  # the card first, as everybody does: so nobody waits for another who waits for us
                posts.answer(tx, mention_id, reply.created_at, "network", reply.id)
                webhooks.answered(tx, card, Answer("network", reply.id, reply.url, reply.text), self.now())
                closed += 1
        return closed

    def _close(self, tx: Connection, card: Card | None) -> None:
        if card is None or card.status not in (CardStatus.OPEN, CardStatus.SNOOZED):
            return
        done = replace(card, version=card.version + 1, snoozed_until=None, closed_why=ANSWERED_THERE)
        if card.reply is FacetState.BY_HAND:  # somebody of the team went there from the card: it is theirs
            done = replace(done, status=CardStatus.DONE, reply=FacetState.DONE)
        else:
            done = replace(done, status=CardStatus.CLOSED)
        if cards.change(tx, done):
            stories.tell(tx, card, Event.ANSWERED_THERE, self.now())
            hand_offs.follow(tx, done, self.now())
            if card.message_id is not None:
                messages.plan_update(tx, card.message_id, self.now())

    def _post(self, tx: Connection, account: Account, fresh: Sequence[Fresh]) -> None:
        """A card for each that its channel's rule takes; of many for one, the urgent alone and the rest together."""
        if not fresh:
            return
        routing = routing_rules.routing(tx, account)
        chosen = channel_rules.chosen(tx, account.workspace_id)
        for channel_id, sent in by_channel(fresh, lambda one: routing.of_mention(one.post, one.verdict)).items():
            rule = chosen.get(channel_id, ChannelRule(channel_id)).cards
            taken = [one for one in sent if rule.takes(one.verdict)]
            asked = [one for one in taken if posts.mention(tx, one.mention_id).answered_at is None]
            self._announce(tx, account, channel_id, asked)

    def _announce(self, tx: Connection, account: Account, channel_id: str, asked: Sequence[Fresh]) -> None:
        alone, groups = mentions_apart(asked, lambda one: one.verdict)
        for batch in (*([one] for one in alone), *groups):
            kind = messages.MessageKind.CARD if len(batch) == 1 else messages.MessageKind.GROUP
            messages.announce(tx, account, channel_id, kind, [_card(one) for one in batch], self.now())
        webhooks.carded(tx, account, [_card(one) for one in asked], self.now())


def _card(one: Fresh) -> cards.NewCard:
    return cards.NewCard(CardKind.QUESTION, f"mention:{one.mention_id}", one.person_id, one.mention_id)


Read = Callable[[str | None, str | None], Page[Post]]


@dataclass(slots=True)
class _Walk:
    """What a walk through pages of posts brought, each by its id."""

    posts: dict[str, Post] = field(default_factory=dict)
    authors: dict[str, Profile] = field(default_factory=dict)
    context: dict[str, Post] = field(default_factory=dict)  # what those posts answer or quote
    mark: str = ""


def _read(read: Read, since: str | None, *, first_page_only: bool) -> _Walk:
    """All pages of a walk, newest first; the silent baseline needs only one."""
    walk = _Walk()
    cursor: str | None = None
    while True:
        page = read(since, cursor)
        walk.mark = walk.mark or page.mark
        walk.posts.update((post.id, post) for post in page.items)
        walk.authors.update((profile.id, profile) for profile in page.people)
        walk.context.update((post.id, post) for post in page.context)
        if first_page_only or page.cursor is None or page.cursor == cursor:
            return walk
        cursor = page.cursor


def _missing_authors(network: Network, mentions: Sequence[Post], have: Mapping[str, Profile]) -> dict[str, Profile]:
    missing = sorted({post.author_id for post in mentions} - set(have))
    found: dict[str, Profile] = {}
    for start in range(0, len(missing), 100):
        looked_up = network.people(missing[start : start + 100])
        found |= {user_id: who for user_id, who in looked_up.items() if isinstance(who, Profile)}
    return found
