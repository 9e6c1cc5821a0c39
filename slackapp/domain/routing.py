"""Which channel gets a follower or a mention: a workspace's rules in their order, then the account's own channel."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from unicodedata import normalize

from slackapp.domain.own_words import spelled
from slackapp.domain.posts import Post
from slackapp.domain.reading import LONGEST_TEXT
from slackapp.domain.verdict import PostKind, Urgency, Verdict

FOLLOWER = "follower"
KINDS = ("", FOLLOWER, *(kind.value for kind in PostKind))
URGENCIES = ("", *(urgency.value for urgency in Urgency))
MOST = 50  # rules of a workspace
APART = ", "  # between the words of a rule

# Soft hyphens, joiners, directions: nobody sees them, and no word is another with them in it.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_PARTS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class RoutingRule:
    """News that go to another channel than their account's own. What is empty asks for nothing."""

    id: int
    account_id: int | None  # None: of every account
    kind: str  # FOLLOWER, a PostKind's value, or "" whatever it is
    urgency: str  # an Urgency's value or ""; a follower has none
    keyword: str  # words and phrases, APART: one of them is in the post or, of a follower, in the bio; or ""
    channel_id: str
    made_by: str = ""  # Slack's user id of who changed it last
    made_at: datetime | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """Its words and phrases."""
        return tuple(self.keyword.split(APART)) if self.keyword else ()

    @property
    def takes_mentions(self) -> bool:
        """Whether anything but followers can fit it."""
        return self.kind != FOLLOWER


@dataclass(frozen=True, slots=True)
class Routing:
    """Where one account's news go: its own channels ("" nowhere), and the workspace's rules, in their order.

    An account without a channel of its own is disconnected, or about to be: no rule sends its news anywhere.
    """

    account_id: int
    followers: str
    questions: str
    rules: tuple[RoutingRule, ...] = ()

    def of_follower(self, bio: str) -> str:
        """The id of the channel for somebody who follows, with their bio; "" where it goes nowhere."""
        return self._channel(FOLLOWER, "", bio, self.followers)

    def of_mention(self, post: Post, verdict: Verdict) -> str:
        """The id of the channel for a judged post, likewise."""
        text = f"{post.warning}\n{post.text}" if post.warning else post.text
        return self._channel(verdict.kind.value, verdict.urgency.value, text, self.questions)

    def _channel(self, kind: str, urgency: str, text: str, own: str) -> str:
        if not own:
            return ""
        asked = [rule for rule in self.rules if self._asks(rule, kind, urgency)]
        said = folded(text) if any(rule.keyword for rule in asked) else ""
        return next((rule.channel_id for rule in asked if _is_said(rule.keyword, said)), own)

    def _asks(self, rule: RoutingRule, kind: str, urgency: str) -> bool:
        of_it = rule.account_id in (None, self.account_id)
        return of_it and rule.kind in ("", kind) and rule.urgency in ("", urgency)


def folded(text: str) -> str:
    """The first 2,000 characters so that spellings of one word are alike: case, width, accents' codes."""
    seen = _UNSEEN.sub("", text[:LONGEST_TEXT])
    return normalize("NFKC", normalize("NFKC", seen).casefold())


def _is_said(keyword: str, said: str) -> bool:
    return not keyword or any(core in said and pattern.search(said) for core, pattern in _patterns(keyword))


@lru_cache(maxsize=512)
def _patterns(keyword: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For each word its pattern, and the part of it that is looked for first: thousands of bios may come at once."""
    words = [folded(word) for word in keyword.split(APART)]
    return tuple((max(_PARTS.findall(word), key=len, default=""), re.compile(spelled(word))) for word in words)


def covers(first: RoutingRule, second: RoutingRule) -> bool:
    """Whether all that fits the second fits the first, as far as one can tell by looking at them."""
    return (
        first.account_id in (None, second.account_id)
        and first.kind in ("", second.kind)
        and first.urgency in ("", second.urgency)
        and (
            not first.keyword
            or (bool(second.keyword) and _folded_words(second.keyword) <= _folded_words(first.keyword))
        )
    )


@lru_cache(maxsize=512)
def _folded_words(keyword: str) -> frozenset[str]:
    return frozenset(map(folded, keyword.split(APART)))


def is_same(first: RoutingRule, second: RoutingRule) -> bool:
    """Whether two rules ask for the same, wherever they send it."""
    return covers(first, second) and covers(second, first)


def idle(rules: Sequence[RoutingRule]) -> Mapping[int, int]:
    """The rules that nothing comes to, by id: with the place (from 1) of an earlier one that takes all of theirs."""
    found: dict[int, int] = {}
    for at, rule in enumerate(rules):
        earlier = next((n for n, other in enumerate(rules[:at], start=1) if covers(other, rule)), 0)
        if earlier:
            found[rule.id] = earlier
    return found


def seen_as(rules: Sequence[RoutingRule]) -> str:
    """A short name for the rules as they stand: another one after each change of any of them, or of their order."""
    stand = [(rule.id, rule.made_at.isoformat() if rule.made_at else "") for rule in rules]
    return sha256(repr(stand).encode()).hexdigest()[:16]
