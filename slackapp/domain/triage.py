"""A post in its thread -> Verdict: what kind of post it is and whether it waits for an answer, with the reasons."""

from collections.abc import Iterator
from dataclasses import dataclass

from slackapp.domain.brand import Brand
from slackapp.domain.lexicon import phrases
from slackapp.domain.posts import Thread
from slackapp.domain.quote import quote
from slackapp.domain.reading import Phrasebook, Token, tokens
from slackapp.domain.verdict import PostKind, Reason, Urgency, Verdict


@dataclass(frozen=True, slots=True)
class _Rule:
    """One thing to notice. A weight above 0 asks for an answer, one below 0 says that none is awaited."""

    weight: float
    sentence: str
    kind: PostKind | None = None  # what it makes of the post; None where it fits any kind


_RULES = {
    # the words of the post, listed in `lexicon`
    "question": _Rule(1.0, "asks a question", PostKind.QUESTION),
    "request": _Rule(1.0, "asks for something", PostKind.REQUEST),
    "fault": _Rule(1.0, "says that something is wrong", PostKind.COMPLAINT),
    "anger": _Rule(1.25, "is unhappy", PostKind.COMPLAINT),
    "denial": _Rule(1.0, "says what is not, or cannot be", PostKind.COMPLAINT),
    "not": _Rule(0.5, "says no", PostKind.COMPLAINT),
    "again": _Rule(0.5, "says that it lasts or comes back", PostKind.COMPLAINT),
    "urgent": _Rule(1.25, "cannot wait", PostKind.COMPLAINT),
    "story": _Rule(0.5, "tells what happened", PostKind.COMPLAINT),
    "order": _Rule(0.5, "names an order or a case"),
    "but": _Rule(0.25, "adds a 'but'"),
    "you": _Rule(0.25, "speaks to you"),
    "unhappy": _Rule(0.5, "shows an unhappy face", PostKind.COMPLAINT),
    "happy": _Rule(-0.5, "shows a happy face", PostKind.PRAISE),
    "thanks": _Rule(-0.75, "says thanks", PostKind.PRAISE),
    "praise": _Rule(-0.75, "is happy", PostKind.PRAISE),
    "solved": _Rule(-1.5, "says that it is settled", PostKind.CLOSING),
    "banter": _Rule(-0.75, "is small talk", PostKind.CHATTER),
    "promo": _Rule(-1.0, "advertises something", PostKind.SPAM),
    # the look of the post
    "mark": _Rule(1.0, "ends with a question mark", PostKind.QUESTION),
    "money": _Rule(0.5, "names a sum of money", PostKind.COMPLAINT),
    "shouting": _Rule(0.5, "shouts", PostKind.COMPLAINT),
    "direct": _Rule(0.5, "begins with a mention"),
    "empty": _Rule(-3.0, "has no words, only links, hashtags or mentions", PostKind.CHATTER),
    "crowd": _Rule(-3.0, "is addressed to many at once", PostKind.CHATTER),
    "repost": _Rule(-9.0, "repeats somebody else's post", PostKind.CHATTER),
    # where the post stands in its thread
    "asked": _Rule(1.25, "answers your own question"),
    "answers": _Rule(0.25, "answers you"),
    "closes": _Rule(-1.25, "thanks you for your answer", PostKind.CLOSING),
}
_DUE = 1.0  # an answer is due from this sum of weights on: one plain sign, or a few faint ones
_SOFTENERS = frozenset({"thanks", "praise", "happy", "closes"})  # said before a "but", they do not count
_OPEN = frozenset(  # beside these a "thanks" is only manners
    {"question", "request", "fault", "denial", "anger", "urgent"}
)
_CROWD = 5  # mentions; nobody asks five accounts for help at once
_MOST_REASONS = 4
_LONGEST_WORDS = 40  # characters of the post quoted in a reason

_BOOK = Phrasebook(phrases())


def judge(thread: Thread, brand: Brand, languages: tuple[str, ...] = ()) -> Verdict:  # noqa: ARG001 (the next step)
    """Judge a post that addresses our account, by plain rules whose weights are added up.

    Reads the first 2,000 characters, never fails, and gives the same verdict for the same thread.

    Args:
        thread: the post and what was said before it.
        brand: for whom it is judged.
        languages: the likeliest languages of the post (ISO 639-1, likeliest first); none where nobody knows.
    """
    noticed = _notice(thread, brand.id)
    due = sum(_RULES[name].weight for name in noticed) >= _DUE
    telling = sorted((n for n in noticed if (_RULES[n].weight > 0) is due), key=lambda n: -abs(_RULES[n].weight))
    reasons = tuple(_reason(name, noticed[name]) for name in telling[:_MOST_REASONS])
    kind = _kind(telling, due)
    return Verdict(kind, due, _urgency(noticed, kind, due), reasons)


def _notice(thread: Thread, our_id: str) -> dict[str, str]:
    """Find which rules hold, each with the first words that show it."""
    read = tokens(thread.post.text)
    noticed: dict[str, str] = {}
    for found in _BOOK.find(thread.post.text, read):
        noticed.setdefault(found.owner, found.words)
    noticed |= dict(_looks(thread, read)) | dict(_stands(thread, our_id, noticed))
    if "but" in noticed:
        return {name: words for name, words in noticed.items() if name not in _SOFTENERS}
    return noticed


def _looks(thread: Thread, read: tuple[Token, ...]) -> Iterator[tuple[str, str]]:
    """Notice what the post looks like, whatever its words mean."""
    text = thread.post.text
    if thread.post.is_repost:
        yield "repost", ""
    if not any(token.is_speech for token in read):
        yield "empty", ""
    if sum(token.kind == "mention" for token in read) >= _CROWD:
        yield "crowd", ""
    if next((token.kind for token in read if token.kind != "stop"), "") == "mention":
        yield "direct", ""
    for at, token in enumerate(read):
        if token.kind == "asks":
            yield "mark", text[_start_of_words(read, at) : token.end]
        if token.kind == "money":
            yield "money", text[token.start : token.end]
    loud = [t for t in read if t.kind == "word" and t.end - t.start > 3 and text[t.start : t.end].isupper()]
    if len(loud) > 1:
        yield "shouting", text[loud[0].start : loud[0].end]


def _start_of_words(read: tuple[Token, ...], at: int) -> int:
    """Where the few words before a sign begin."""
    first = at
    while first > max(at - 4, 0) and read[first - 1].kind in {"word", "sign", "number"}:
        first -= 1
    return read[first].start


def _stands(thread: Thread, our_id: str, noticed: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Notice where the post stands in its thread."""
    before = thread.answered_post
    if before is None or before.author_id != our_id:
        return
    if "thanks" in noticed and not _OPEN & noticed.keys():
        yield "closes", noticed["thanks"]
    elif any(token.kind == "asks" for token in tokens(before.text)):
        yield "asked", ""
    else:
        yield "answers", ""


def _reason(name: str, found: str) -> Reason:
    sentence, words = _RULES[name].sentence, quote(found, _LONGEST_WORDS)
    return Reason(f"{sentence}: '{words}'" if words else sentence, words, name)


def _kind(telling: list[str], due: bool) -> PostKind:
    """The kind that most of the weight speaks for. Who says that something is wrong complains, whatever they ask."""
    if due and {"fault", "anger", "urgent"} & set(telling):
        return PostKind.COMPLAINT
    sums: dict[PostKind, float] = {}
    for rule in (_RULES[name] for name in telling):
        if rule.kind:
            sums[rule.kind] = sums.get(rule.kind, 0.0) + abs(rule.weight)
    if not sums:
        return PostKind.REQUEST if due else PostKind.CHATTER
    return max(sums, key=lambda kind: sums[kind])


def _urgency(noticed: dict[str, str], kind: PostKind, due: bool) -> Urgency:
    if not due:
        return Urgency.LOW
    if "urgent" in noticed or (kind is PostKind.COMPLAINT and {"again", "anger", "shouting"} <= noticed.keys()):
        return Urgency.HIGH
    return Urgency.NORMAL
