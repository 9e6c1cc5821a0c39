"""What triage can notice in a post, what each of it weighs, and how it is said to a person.

The names are kept with every verdict: add, never rename or give one another meaning.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from slackapp.domain.verdict import PostKind


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing to notice. A weight above 0 asks for an answer, one below 0 says that none is awaited."""

    weight: float
    sentence: str
    kind: PostKind | None = None  # what it makes of the post; None where it fits any kind
    faint: bool = False  # it counts for a kind only as far as the post is about us: people say much else


_WRONG, _NICE = PostKind.COMPLAINT, PostKind.PRAISE

CUES: Mapping[str, Cue] = {
    # what the words say; they are listed in `lexicon`
    "question": Cue(1.0, "asks a question", PostKind.QUESTION, faint=True),
    "request": Cue(1.0, "asks for something", PostKind.REQUEST, faint=True),
    "wish": Cue(0.75, "wants something", PostKind.REQUEST, faint=True),
    "fault": Cue(1.0, "says that something is wrong", _WRONG),
    "anger": Cue(1.0, "is unhappy with you", _WRONG, faint=True),
    "sarcasm": Cue(1.0, "sounds sarcastic", _WRONG, faint=True),
    "dismay": Cue(1.0, "asks what is going on", _WRONG, faint=True),
    "misses": Cue(1.0, "misses something", _WRONG, faint=True),
    "gripe": Cue(0.75, "is unhappy", _WRONG, faint=True),
    "trouble": Cue(0.75, "speaks of trouble", _WRONG, faint=True),
    "denial": Cue(0.75, "says what is not, or cannot be", _WRONG, faint=True),
    "not": Cue(0.5, "says no", _WRONG, faint=True),
    "lasting": Cue(0.6, "says that it lasts or comes back", _WRONG, faint=True),
    "story": Cue(0.5, "tells what happened", _WRONG, faint=True),
    "safety": Cue(1.25, "speaks of harm or danger", _WRONG, faint=True),
    "money": Cue(1.25, "speaks of money taken or owed", _WRONG),
    "blocked": Cue(1.25, "cannot go on", _WRONG),
    "leaving": Cue(1.25, "says that they leave", _WRONG, faint=True),
    "press": Cue(1.0, "names the press, the law or the police"),
    "trade": Cue(0.25, "is about what you sell"),
    "case": Cue(0.5, "names an order or a case"),
    "sent": Cue(1.25, "says that something waits for you elsewhere", PostKind.CLOSING),
    "but": Cue(0.25, "adds a 'but'"),
    "you": Cue(0.25, "speaks to you"),
    "unhappy": Cue(0.5, "shows an unhappy face", _WRONG, faint=True),
    "happy": Cue(-0.5, "shows a happy face", _NICE),
    "thanks": Cue(-0.75, "says thanks", _NICE),
    "praise": Cue(-0.75, "is happy", _NICE),
    "solved": Cue(-1.5, "says that it is settled", PostKind.CLOSING),
    "agrees": Cue(-1.0, "agrees", PostKind.CLOSING),
    "banter": Cue(-0.75, "is small talk", PostKind.CHATTER),
    "apology": Cue(0.0, "is sorry"),
    "promo": Cue(-1.0, "advertises something", PostKind.SPAM),
    "lure": Cue(-3.0, "tries to sell you something, or worse", PostKind.SPAM),
    # the look of the post
    "mark": Cue(1.0, "ends with a question mark", PostKind.QUESTION),
    "sum": Cue(0.25, "names a sum of money"),
    "shouting": Cue(0.5, "shouts", _WRONG, faint=True),
    "insists": Cue(0.25, "insists"),
    "direct": Cue(0.5, "speaks to somebody directly"),
    "named": Cue(0.0, "names you"),
    "names": Cue(0.0, "mentions somebody"),
    "desk": Cue(0.25, "writes to customer service"),
    "empty": Cue(-3.0, "has no words, only links, hashtags or mentions", PostKind.CHATTER),
    "signed": Cue(-3.0, "is signed as customer service signs", PostKind.CHATTER),
    "crowd": Cue(-3.0, "is addressed to many at once", PostKind.CHATTER),
    "repost": Cue(-9.0, "repeats somebody else's post", PostKind.CHATTER),
    # where the post stands in its thread, and who wrote it
    "asked": Cue(1.25, "answers your own question"),
    "answers": Cue(0.5, "answers you"),
    "for_trouble": Cue(0.25, "answers you, who spoke of trouble"),
    "goes_on": Cue(0.25, "goes on from their own post"),
    "aside": Cue(-0.75, "talks with somebody else"),
    "chats": Cue(0.0, "answers your small talk"),
    "closes": Cue(-1.25, "thanks you for your answer", PostKind.CLOSING),
    "ours": Cue(-9.0, "is your own post", PostKind.SPAM),
    "colleague": Cue(-9.0, "is a colleague's post", PostKind.CHATTER),
    # a workspace's own words
    "product": Cue(0.5, "names what you sell"),
    "own_urgent": Cue(2.0, "has one of your urgent words", _WRONG),
    "ignored": Cue(-9.0, "has one of your words to ignore", PostKind.CHATTER),
    "always": Cue(99.0, "is by somebody whom you always want to see"),
    # what we could not do
    "unread": Cue(0.0, "is in a language Rapport doesn't know: judged by its signs alone"),
}
