"""A person's own newest posts: whom they talk with, and what nobody would read twice.

Language-free but for the phrases of trade. An empty feed means that nobody looked: it gives no signal.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import combinations

from slackapp.domain.evidence.phrases import clean
from slackapp.domain.posts import Post

_READ = 50  # posts; more say nothing new, and comparing them costs with their square
_CHARS = 1_000  # of a post
_LINK = re.compile(r"\bhttps?://\S+", re.IGNORECASE)
_PICTURE = re.compile(r"/(?:photo|video)/\d|^https?://pic\.")  # X writes one's own picture as a link
_ASIDE = re.compile(r"https?://\S+|[@#]\w+|[\W\d_]+", re.IGNORECASE)  # all but the words themselves
_WORDS = 20  # letters; below, a post says little more than its link, and greetings repeat by themselves
_GRAM = 4
_ALIKE = 0.6  # of two texts' four-letter pieces: the same sentence with another name or price in it


@dataclass(frozen=True)  # no slots: what several senses ask for is worked out once
class Feed:
    """Somebody's newest posts, at most 50 of them, newest first."""

    posts: tuple[Post, ...]
    own_id: str
    now: datetime

    @cached_property
    def own(self) -> tuple[Post, ...]:
        """What they wrote themselves."""
        return tuple(post for post in self.posts if not post.is_repost)

    @cached_property
    def last_at(self) -> datetime | None:
        """When they last posted or passed on a post."""
        return self.posts[0].created_at if self.posts else None

    @cached_property
    def a_day(self) -> float | None:
        """Posts a day over the time that was read; None where a few posts say nothing."""
        if len(self.posts) < 5:
            return None
        return len(self.posts) / max((self.now - self.posts[-1].created_at) / timedelta(days=1), 1.0)

    @cached_property
    def replies(self) -> tuple[Post, ...]:
        """Answers to others. A thread of one's own is no talk."""
        return tuple(p for p in self.own if p.in_reply_to_author_id not in {None, self.own_id})

    @cached_property
    def unasked(self) -> tuple[Post, ...]:
        """Posts that put a link before people who said nothing: neither an answer nor a quotation."""
        alone = (p for p in self.own if p.in_reply_to_id is None and p.quoted_id is None)
        return tuple(p for p in alone if set(p.mentioned_ids) - {self.own_id} and leads_away(p))

    @cached_property
    def repeated(self) -> int:
        """How many of their own posts have a twin among the others."""
        texts = [wording(post) for post in self.own]
        pieces = [_pieces(text) if len(text) >= _WORDS else frozenset() for text in texts]
        twins: set[int] = set()
        for (a, ours), (b, theirs) in combinations(enumerate(pieces), 2):
            if ours and theirs and not {a, b} <= twins and _alike(ours, theirs):
                twins |= {a, b}
        return len(twins)

    def with_phrase(self, found_in: Callable[[str], object]) -> int:
        """How many of their own posts hold a phrase."""
        return sum(bool(found_in(line)) for line in self._lines)

    @cached_property
    def _lines(self) -> tuple[str, ...]:
        return tuple(clean(post.text) for post in self.own)


def read(feed: Sequence[Post], own_id: str, now: datetime) -> Feed:
    """Take the newest posts, in their order by date whatever their order was."""
    newest = sorted(feed, key=lambda post: post.created_at, reverse=True)[:_READ] if feed else ()
    return Feed(tuple(newest), own_id, now)


def leads_away(post: Post) -> bool:
    """Whether a post has a link that is not its own picture or the post it quotes."""
    return post.quoted_id is None and any(
        not _PICTURE.search(found.group()) for found in _LINK.finditer(post.text[:_CHARS])
    )


def wording(post: Post) -> str:
    """A post's letters alone: no links, names, tags, digits or signs."""
    return _ASIDE.sub(" ", post.text[:_CHARS].lower()).strip()


def says_little(post: Post) -> bool:
    """Whether hardly a word stands beside the links and tags."""
    return len(wording(post)) < _WORDS


def _pieces(text: str) -> frozenset[str]:
    return frozenset(text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1))


def _alike(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    small, large = sorted((len(ours), len(theirs)))
    if small < _ALIKE * large:  # then not even one within the other is enough
        return False
    shared = len(ours & theirs)
    return shared >= _ALIKE * (small + large - shared)
