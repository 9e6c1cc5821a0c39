"""All that X holds, in memory: people, posts, who follows whom, and the indexes that answer quickly."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable

from slackapp.sandbox.x import snowflake, text
from slackapp.sandbox.x.ledger import Ledger, Limits
from slackapp.sandbox.x.model import Account, Person, Post
from slackapp.sandbox.x.newest import Newest
from slackapp.sandbox.x.record import Record, Via


class State:
    """X's state. Whoever reads or changes it holds `lock`."""

    def __init__(self, now: Callable[[], float]) -> None:
        """`now` tells the time in seconds since 1970."""
        self.now = now
        self.lock = threading.RLock()
        self.people: dict[str, Person] = {}
        self.posts: dict[str, Post] = {}
        self.accounts: dict[str, Account] = {}
        self.followers: defaultdict[str, Newest] = defaultdict(Newest)
        self.following: defaultdict[str, Newest] = defaultdict(Newest)
        self.requests: defaultdict[str, Newest] = defaultdict(Newest)
        self.authored: defaultdict[str, Newest] = defaultdict(Newest)
        self.mentions: defaultdict[str, Newest] = defaultdict(Newest)
        self.threads: defaultdict[str, Newest] = defaultdict(Newest)
        self.answers: defaultdict[str, Newest] = defaultdict(Newest)
        self.likes: defaultdict[str, set[str]] = defaultdict(set)
        self.ledger = Ledger()
        self.limits = Limits()
        self.record = Record()
        self.enterprise = False
        self.down = False
        self.keys: dict[str, str] = {}  # the world's past posts by the names it gives them
        self._by_username: dict[str, str] = {}
        self._edges = 0
        self._last_post = 0

    # People

    def add_person(self, person: Person) -> None:
        """Put a person in; one with the same id is replaced."""
        old = self.people.get(person.id)
        if old is not None:
            self._by_username.pop(old.username.lower(), None)
        self.people[person.id] = person
        self._by_username[person.username.lower()] = person.id

    def remove_person(self, user_id: str) -> None:
        """The person closes their account: they, their posts and their follows are gone."""
        person = self.people.pop(user_id)
        self._by_username.pop(person.username.lower(), None)
        for edges in (self.followers, self.following):
            for other in edges[user_id].newest(len(edges[user_id])):
                pair = (other, user_id) if edges is self.followers else (user_id, other)
                self._unlink(*pair)
        for post_id in self.authored[user_id].newest(len(self.authored[user_id])):
            self.delete(post_id)

    def find(self, username: str) -> Person | None:
        """The person with a handle, in any case."""
        return self.people.get(self._by_username.get(username.lower(), ""))

    def _find_id(self, username: str) -> str | None:
        return self._by_username.get(username.lower())

    # Follows

    def follow(self, by: str, target: str, via: Via = "x") -> bool:
        """`by` follows `target`; False where that waits for a protected person's consent."""
        if target in self.following[by]:
            return True
        if self.people[target].protected and by in self.accounts:
            if target not in self.requests[by]:
                self._edges += 1
                self.requests[by].add(target, self._edges)
                self.record.follow(self.now(), by, target, via, pending=True)
            return False
        self.link(by, target)
        self.record.follow(self.now(), by, target, via)
        return True

    def link(self, by: str, target: str) -> None:
        """`by` has followed `target` since before the record begins."""
        if target in self.following[by]:
            return
        self._edges += 1
        self.following[by].add(target, self._edges)
        self.followers[target].add(by, self._edges)
        self.people[by].following += 1
        self.people[target].followers += 1

    def unfollow(self, by: str, target: str, via: Via = "x") -> bool:
        """`by` follows `target` no more; whether they did."""
        self.requests[by].discard(target)
        if target not in self.following[by]:
            return False
        self._unlink(by, target)
        self.record.unfollow(self.now(), by, target, via)
        return True

    def _unlink(self, by: str, target: str) -> None:
        self.following[by].discard(target)
        self.followers[target].discard(by)
        for user_id, change in ((by, "following"), (target, "followers")):
            person = self.people.get(user_id)
            if person is not None:
                setattr(person, change, max(getattr(person, change) - 1, 0))

    # Posts

    def post(
        self,
        author_id: str,
        raw: str,
        in_reply_to: str | None = None,
        quotes: str | None = None,
        via: Via = "x",
    ) -> Post:
        """Someone posts now."""
        self._last_post = max(self._last_post + 1, snowflake.at_ms(round(self.now() * 1000)))
        post = self.write(self._last_post, author_id, raw, in_reply_to, quotes)
        self.record.post(self.now(), post, via)
        return post

    def said(self, at_ms: int, author_id: str, raw: str, in_reply_to: str | None = None) -> Post:
        """Someone posted, before the record begins."""
        post_id = snowflake.at_ms(at_ms)
        while str(post_id) in self.posts:
            post_id += 1
        return self.write(post_id, author_id, raw, in_reply_to)

    def write(
        self, number: int, author_id: str, raw: str, in_reply_to: str | None = None, quotes: str | None = None
    ) -> Post:
        """Make a post with the id `number`; a reply opens with the handles of those it answers, as X does it."""
        parent = self.posts.get(in_reply_to or "")
        full = self.as_reply(raw, author_id, parent)
        published, entities = text.publish(full, self._find_id)
        post_id = str(number)
        made = Post(
            id=post_id,
            author_id=author_id,
            raw=raw,
            text=published,
            entities=entities,
            mentions=frozenset(str(mention["id"]) for mention in entities.get("mentions", ())),
            conversation_id=parent.conversation_id if parent else post_id,
            in_reply_to=parent.id if parent else None,
            in_reply_to_user=parent.author_id if parent else None,
            quotes=quotes,
            lang=text.language(raw),
            metrics=dict.fromkeys(("retweet_count", "reply_count", "like_count", "quote_count"), 0),
        )
        self.add_post(made)
        return made

    def add_post(self, post: Post) -> None:
        """Put a post in as it is."""
        key = int(post.id)
        self.posts[post.id] = post
        self.authored[post.author_id].add(post.id, key)
        self.threads[post.conversation_id].add(post.id, key)
        for user_id in post.mentions - {post.author_id}:
            self.mentions[user_id].add(post.id, key)
        if post.in_reply_to:
            self.answers[post.in_reply_to].add(post.id, key)
            parent = self.posts.get(post.in_reply_to)
            if parent is not None:
                parent.metrics["reply_count"] = parent.metrics.get("reply_count", 0) + 1
        author = self.people.get(post.author_id)
        if author is not None:
            author.posts += 1
            author.last_post_id = str(max(int(author.last_post_id or 0), key))

    def delete(self, post_id: str) -> Post:
        """A post is gone."""
        post = self.posts.pop(post_id)
        for index in (
            self.authored[post.author_id],
            self.threads[post.conversation_id],
            self.answers[post.in_reply_to or ""],
            *(self.mentions[user_id] for user_id in post.mentions),
        ):
            index.discard(post_id)
        author = self.people.get(post.author_id)
        if author is not None:
            author.posts = max(author.posts - 1, 0)
            author.last_post_id = next(iter(self.authored[author.id].newest()), "")
        return post

    def as_reply(self, raw: str, author_id: str, parent: Post | None) -> str:
        """A reply's whole text: the author it answers and those that one mentioned come first, unless typed."""
        if parent is None:
            return raw
        present = {name.lower() for name in text.MENTION.findall(raw)}
        ids = [parent.author_id, *(str(m["id"]) for m in parent.entities.get("mentions", ()))]
        names = [self.people[i].username for i in dict.fromkeys(ids) if i in self.people and i != author_id]
        return " ".join([*(f"@{name}" for name in names if name.lower() not in present), raw])

    # What one may see

    def visible(self, post: Post, viewer: str) -> bool:
        """Whether `viewer` sees the post: its author is there, and not hidden from them."""
        author = self.people.get(post.author_id)
        return author is not None and not author.suspended and not self.hidden(author, viewer)

    def hidden(self, author: Person, viewer: str) -> bool:
        """Whether a protected person keeps their posts from `viewer`."""
        return author.protected and author.id != viewer and author.id not in self.following[viewer]

    def answered_by(self, post_id: str, author_id: str) -> bool:
        """Whether `author_id` has answered a post."""
        replies = self.answers[post_id]
        return any(self.posts[reply].author_id == author_id for reply in replies.newest(len(replies)))

    def present(self, user_ids: Iterable[str]) -> list[Person]:
        """Those of the people who are there and not suspended."""
        found = (self.people.get(user_id) for user_id in user_ids)
        return [person for person in found if person is not None and not person.suspended]
