"""Which cues a post shows, each with the first words that show it."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from slackapp.domain.brand import Brand, OwnWords
from slackapp.domain.lexicon import LANGUAGES, phrases
from slackapp.domain.own_words import spelled
from slackapp.domain.posts import Post, Thread
from slackapp.domain.reading import LONGEST_TEXT, Phrasebook, Token, tokens

Noticed = dict[str, str]  # a cue's name -> the words of the post that show it, "" where nothing can be quoted

_AT_ONCE = 2  # languages; where more are likely, all are listened for: so there are few books
_CROWD = 5  # mentions; nobody asks five accounts for help at once
_LOUD = 2  # words in capitals of more than three letters
_GREETINGS = frozenset(
    {"hi", "hello", "hey", "dear", "yo", "hola", "bonjour", "salut", "hallo", "moin", "oi", "ola", "olá"}
)
_SAID = frozenset({"word", "sign", "number", "nth"})
_ASKED = 3  # among so many tokens before a question mark there is a word, or nothing is asked
_QUOTED_BEFORE = 4  # words quoted before a question mark
_SOFT = frozenset({"thanks", "praise", "happy", "closes", "agrees"})  # said before a "but", they do not count
_MANNERS = frozenset({"thanks"})
_WRONG = frozenset({"fault", "denial", "money", "blocked", "safety"})
_OPEN = frozenset(  # beside these a "thanks" is only manners
    {"question", "request", "fault", "denial", "anger", "money", "blocked", "safety", "sent", "dismay", "mark"}
)
_TROUBLED = frozenset({"apology", "fault", "trouble", "gripe", "blocked", "money", "anger"})
_HELPFUL = _TROUBLED | {"request", "wish", "denial", "case", "sent"}
_PLAYFUL = frozenset({"praise", "banter", "happy", "thanks", "agrees"})
# What the handles of customer service are made of, in the languages of the lexicon.
_DESK = re.compile(
    r"help|support|cares?(?![a-z])|servic|cust_?serv|svc|_cs$|ask(?:us|me)|assist|hilft|hilfe|kunden|ayuda|atencion|soporte"
    r"|aide|sav(?![a-z])|clients?(?![a-z])|suporte|ajuda|atende",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?<!\S)[\^*][A-Z][A-Za-z]{1,11}(?:\s+\d/\d)?\s*$")  # "^HP", "*JoanO 2/2": how agents sign
_INSISTS = re.compile(r"([!?！？])\1\1+")
_ASK = re.compile(r"(?:[Aa]sk|ASK)(?=[A-Z_])")


def notice(thread: Thread, brand: Brand, languages: tuple[str, ...] = ()) -> Noticed:
    """Find which cues hold for a post.

    Args:
        thread: the post and what was said before it.
        brand: for whom it is judged.
        languages: the likeliest languages of the post; none where nobody knows.
    """
    post, read = thread.post, tokens(thread.post.text)
    known = tuple(code for code in languages if code in LANGUAGES)
    noticed: Noticed = {}
    book = _book(tuple(sorted(known)) if len(known) <= _AT_ONCE and languages else tuple(LANGUAGES))
    for found in book.find(post.text, read):
        noticed.setdefault(found.owner, found.words)
    if languages and not known:
        noticed["unread"] = ""
    noticed |= dict(_looks(post, read)) | dict(_addresses(post, brand, read)) | dict(_wrote(post, brand))
    soft = _SOFT if "but" in noticed else _MANNERS if noticed.keys() & _WRONG else frozenset()
    noticed = {name: words for name, words in noticed.items() if name not in soft}
    noticed |= dict(_stands(thread, brand, noticed, book))
    if "asked" in noticed:
        noticed.pop("empty", None)  # a picture is an answer, too
    return noticed


def is_desk(handle: str) -> bool:
    """Whether a handle, with its @, sounds like customer service: "@tidewater_help", "@AskTide@social.example"."""
    name = handle[1:].partition("@")[0]  # what follows is its server
    return bool(_DESK.search(name) or _ASK.match(name))


@cache
def _book(languages: tuple[str, ...]) -> Phrasebook:
    return Phrasebook(phrases(*languages))


@lru_cache(maxsize=256)
def _own(words: OwnWords) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What to look for of a workspace's own: here every letter and digit counts, "5G" is not "4G"."""
    kinds = (("product", words.products), ("own_urgent", words.urgent), ("ignored", words.ignored))
    return tuple((cue, re.compile("|".join(map(spelled, each)), re.IGNORECASE)) for cue, each in kinds if each)


@lru_cache(maxsize=512)
def _folded(handles: tuple[str, ...]) -> frozenset[str]:
    return frozenset(handle.casefold() for handle in handles)


def _looks(post: Post, read: tuple[Token, ...]) -> Iterator[tuple[str, str]]:
    """Notice what the post looks like, whatever its words mean."""
    text = post.text[:LONGEST_TEXT]
    if post.is_repost:
        yield "repost", ""
    if not any(token.is_speech for token in read):
        yield "empty", ""
    if insists := _INSISTS.search(text):
        yield "insists", insists.group()
    loud = [t for t in read if t.kind == "word" and t.end - t.start > 3 and text[t.start : t.end].isupper()]
    if len(loud) >= _LOUD:
        yield "shouting", text[loud[0].start : loud[0].end]
    for at, token in enumerate(read):
        if token.kind == "asks" and any(before.kind in _SAID for before in read[max(at - _ASKED, 0) : at]):
            yield "mark", text[_start_of_words(read, at) : token.end]
        if token.kind == "money":
            yield "sum", text[token.start : token.end]


def _addresses(post: Post, brand: Brand, read: tuple[Token, ...]) -> Iterator[tuple[str, str]]:
    """Notice to whom the post speaks."""
    mentions = [post.text[token.start : token.end] for token in read if token.kind == "mention"]
    ours = f"@{brand.handle}".casefold()
    if brand.id in post.mentioned_ids or (brand.handle and any(each.casefold() == ours for each in mentions)):
        yield "named", ""
    elif signature := _SIGNED.search(post.text[:LONGEST_TEXT]):  # who names us is no agent, however they sign
        yield "signed", signature.group()
    first = _starting_mentions(read)
    if len(mentions) >= _CROWD:
        yield "crowd", ""
    if first:
        yield "direct", ""
    if len(mentions) > first:
        yield "names", ""
    if desk := next(filter(is_desk, mentions), ""):
        yield "desk", desk


def _starting_mentions(read: tuple[Token, ...]) -> int:
    """How many mentions stand before the first word but a greeting."""
    others = (
        at for at, token in enumerate(read) if token.kind not in {"mention", "stop"} and token.key not in _GREETINGS
    )
    return sum(token.kind == "mention" for token in read[: next(others, len(read))])


def _start_of_words(read: tuple[Token, ...], at: int) -> int:
    """Where the few words before a sign begin."""
    first = at
    while first > max(at - _QUOTED_BEFORE, 0) and read[first - 1].kind in {"word", "sign", "number"}:
        first -= 1
    return read[first].start


def _wrote(post: Post, brand: Brand) -> Iterator[tuple[str, str]]:
    """Notice who wrote it, and the workspace's own words in it."""
    words, author = brand.words, post.author_handle.casefold()
    if brand.id and post.author_id == brand.id:
        yield "ours", ""
    if author and author in _folded(words.team):
        yield "colleague", ""
    if author and author in _folded(words.always):
        yield "always", ""
    for cue, pattern in _own(words):
        if found := pattern.search(post.text, 0, LONGEST_TEXT):
            yield cue, found.group()


def _stands(thread: Thread, brand: Brand, noticed: Noticed, book: Phrasebook) -> Iterator[tuple[str, str]]:
    """Notice where the post stands in its thread."""
    before = thread.answered_post
    if before is None:
        return
    if before.author_id != brand.id:
        yield ("goes_on", "") if before.author_id == thread.post.author_id else ("aside", "")
        return
    yield "direct", ""  # not every network's replies begin with a mention
    said = tokens(before.text)
    told = {found.owner for found in book.find(before.text, said)}
    helps = bool(told & _HELPFUL)
    if told & _TROUBLED:
        yield "for_trouble", ""
    if noticed.keys() & {"thanks", "solved"} and not _OPEN & noticed.keys():
        yield "closes", noticed.get("thanks", "")
    elif not said or said[0].kind != "mention" or (told & _PLAYFUL and not helps):
        yield "chats", ""
    elif any(token.kind == "asks" for token in said):
        yield "asked", ""
    else:
        yield ("answers" if helps else "chats"), ""
