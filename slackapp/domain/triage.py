"""A post in its thread -> Verdict: what kind of post it is and whether it waits for an answer, with the reasons."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from slackapp.domain.lexicon import phrases
from slackapp.domain.posts import Thread
from slackapp.domain.quote import quote
from slackapp.domain.reading import LONGEST_TEXT, Phrasebook, Token, mentions, tokens


class PostKind(StrEnum):
    """What a post addressed to us is."""

    QUESTION = "question"
    COMPLAINT = "complaint"
    REQUEST = "request"
    PRAISE = "praise"
    CLOSING = "closing"
    CHATTER = "chatter"
    SPAM = "spam"


class Urgency(StrEnum):
    """How soon an answer is due."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the verdict is what it is, tied to words of the post. `words` may be empty for a thread's reason."""

    sentence: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement on one post."""

    kind: PostKind
    needs_answer: bool
    urgency: Urgency
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing to notice. A weight above 0 asks for an answer, one below 0 says that none is awaited."""

    kind: PostKind
    weight: float
    sentence: str


# An answer is due when the weights of what was noticed reach 1: one plain sign, or two faint ones.
_DUE = 1.0

_RULES = {
    # words of the post, listed in `lexicon`
    "question": Rule(PostKind.QUESTION, 1.0, "asks a question"),
    "request": Rule(PostKind.REQUEST, 1.0, "asks for something"),
    "fault": Rule(PostKind.COMPLAINT, 1.0, "says that something went wrong"),
    "anger": Rule(PostKind.COMPLAINT, 1.25, "is unhappy"),
    "again": Rule(PostKind.COMPLAINT, 0.5, "says that it lasts or comes back"),
    "urgent": Rule(PostKind.COMPLAINT, 0.5, "cannot wait"),
    "story": Rule(PostKind.COMPLAINT, 0.5, "tells what happened with us"),
    "order": Rule(PostKind.COMPLAINT, 0.5, "names an order or a case"),
    "you": Rule(PostKind.REQUEST, 0.25, "speaks to you"),
    "unhappy": Rule(PostKind.COMPLAINT, 0.5, "shows an unhappy face"),
    "happy": Rule(PostKind.PRAISE, -0.5, "shows a happy face"),
    "thanks": Rule(PostKind.PRAISE, -1.0, "says thanks"),
    "solved": Rule(PostKind.CLOSING, -1.5, "says that it is settled"),
    "praise": Rule(PostKind.PRAISE, -0.75, "is happy"),
    "banter": Rule(PostKind.CHATTER, -0.75, "is small talk"),
    "promo": Rule(PostKind.SPAM, -1.0, "advertises something"),
    # the look of the post
    "mark": Rule(PostKind.QUESTION, 1.0, "ends a sentence with a question mark"),
    "shouting": Rule(PostKind.COMPLAINT, 0.5, "shouts"),
    "direct": Rule(PostKind.REQUEST, 0.5, "begins with your name"),
    "empty": Rule(PostKind.CHATTER, -3.0, "has no words, only links, hashtags or mentions"),
    "crowd": Rule(PostKind.CHATTER, -1.5, "is addressed to many at once"),
    "repost": Rule(PostKind.CHATTER, -3.0, "repeats somebody else's post"),
    # the thread
    "asked": Rule(PostKind.REQUEST, 1.0, "answers your own question"),
    "answers": Rule(PostKind.REQUEST, 0.25, "answers you"),
    "closes": Rule(PostKind.CLOSING, -0.75, "thanks you for your answer"),
}
_BOOK = Phrasebook(phrases())
_CROWD = 5  # mentions; nobody asks five accounts for help at once
_MOST_REASONS = 4
_LONGEST_WORDS = 40  # characters quoted in a reason


@dataclass(frozen=True, slots=True)
class _Noticed:
    rule: Rule
    words: str = ""

    @property
    def reason(self) -> Reason:
        words = quote(self.words, _LONGEST_WORDS)
        return Reason(f"{self.rule.sentence}: '{words}'" if words else self.rule.sentence, words)


def judge(thread: Thread, our_id: str) -> Verdict:
    """Judge a post that addresses our account, by plain rules whose weights are added up.

    Reads the first 2,000 characters, never fails, and gives the same verdict for the same thread.

    Args:
        thread: the post and what was said before it.
        our_id: our account's id on the network.
    """
    noticed = _notice(thread, our_id)
    found = [_Noticed(_RULES[name], words) for name, words in noticed.items()]
    due = sum(each.rule.weight for each in found) >= _DUE
    telling = sorted((e for e in found if (e.rule.weight > 0) is due), key=lambda each: -abs(each.rule.weight))
    kind = _kind(telling, due)
    return Verdict(kind, due, _urgency(noticed, kind, due), tuple(each.reason for each in telling[:_MOST_REASONS]))


def _notice(thread: Thread, our_id: str) -> dict[str, str]:
    """Find which rules hold, each with the first words that show it."""
    text = thread.post.text[:LONGEST_TEXT]
    read = tokens(text)
    noticed: dict[str, str] = {}
    for found in _BOOK.find(text, read):
        noticed.setdefault(found.owner, found.words)
    for name, words in (*_looks(thread, text, read), *_stands(thread, our_id, noticed)):
        noticed.setdefault(name, words)
    return noticed


def _looks(thread: Thread, text: str, read: tuple[Token, ...]) -> Iterator[tuple[str, str]]:
    """Notice what the post looks like, whatever its words mean."""
    mentioned, leading = mentions(text)
    if thread.post.is_repost:
        yield "repost", ""
    if not any(token.kind in {"word", "sign", "asks", "number", "nth"} for token in read):
        yield "empty", ""
    if mentioned >= _CROWD:
        yield "crowd", ""
    if leading:
        yield "direct", ""
    if any(token.kind == "asks" for token in read):
        yield "mark", ""
    loud = [t for t in read if t.kind == "word" and t.end - t.start > 3 and text[t.start : t.end].isupper()]
    if len(loud) > 1:
        yield "shouting", text[loud[0].start : loud[0].end]


def _stands(thread: Thread, our_id: str, noticed: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Notice where the post stands in its thread."""
    before = thread.answered_post
    if before is None or before.author_id != our_id:
        return
    yield "answers", ""
    if "thanks" in noticed:
        yield "closes", noticed["thanks"]
    elif any(token.kind == "asks" for token in tokens(before.text)):
        yield "asked", ""


def _kind(telling: list[_Noticed], due: bool) -> PostKind:
    sums: dict[PostKind, float] = {}
    for each in telling:
        sums[each.rule.kind] = sums.get(each.rule.kind, 0.0) + abs(each.rule.weight)
    return max(sums, key=lambda kind: sums[kind], default=PostKind.REQUEST if due else PostKind.CHATTER)


def _urgency(noticed: dict[str, str], kind: PostKind, due: bool) -> Urgency:
    if not due:
        return Urgency.LOW
    if "urgent" in noticed or (kind is PostKind.COMPLAINT and {"again", "anger", "shouting"} <= noticed.keys()):
        return Urgency.HIGH
    return Urgency.NORMAL
