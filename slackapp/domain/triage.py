"""A post in its thread -> Verdict: what kind of post it is and whether it waits for an answer, with the reasons.

Plain rules, weighed and added up. Nothing here learns: X's rules forbid training on posts, and a person has to be able
to check each reason.
"""

from slackapp.domain.brand import Brand
from slackapp.domain.cues import CUES
from slackapp.domain.noticing import Noticed, notice
from slackapp.domain.posts import Thread
from slackapp.domain.quote import quote
from slackapp.domain.verdict import PostKind, Reason, Urgency, Verdict

_DUE = 1.0  # an answer is due from this sum of weights on: one plain sign, or a few faint ones
_ENOUGH = 0.6  # what speaks for a kind makes it one from this sum on: one word that is about us
_ENOUGH_BESIDE = 0.75  # a complaint beside a question wants a little more
_DONE = frozenset({PostKind.PRAISE, PostKind.CLOSING, PostKind.SPAM})  # nobody waits behind these
_NOT_TO_US = frozenset(
    {"aside", "crowd", "repost", "ours", "signed", "colleague", "ignored", "solved", "chats", "promo", "agrees"}
)
_NICE = ("thanks", "praise", "solved", "happy")
_MOST_REASONS = 4
_ENOUGH_TOLD = 2  # reasons; beside as many, what goes without saying is not said
_LONGEST_WORDS = 40  # characters of the post quoted in a reason
_ABOUT_US = {  # how far it makes a post one about us; with 1 in all, it is
    "named": 1.0, "desk": 1.0, "product": 1.0, "asked": 1.0, "answers": 1.0, "closes": 1.0, "chats": 1.0, "ours": 1.0,
    "names": 0.5, "trade": 0.4, "case": 0.4, "direct": 0.4, "story": 0.25, "you": 0.15, "sum": 0.15,
}  # fmt: skip
_ABOUT_ANYTHING = 0.2
_AFTER_TROUBLE = frozenset({"for_trouble", "press"})
_ALARMS = frozenset({"safety", "money", "blocked", "leaving", "press"})


def judge(thread: Thread, brand: Brand, languages: tuple[str, ...] = ()) -> Verdict:
    """Judge a post that addresses our account, by plain rules whose weights are added up.

    Reads the first 2,000 characters, never fails, and gives the same verdict for the same thread.

    Args:
        thread: the post and what was said before it.
        brand: for whom it is judged.
        languages: the likeliest languages of the post (ISO 639-1, likeliest first); none where nobody knows: then
            every language we know is listened for. Of a language we don't know, only signs are read, and a reason
            says so.
    """
    noticed = notice(thread, brand, languages)
    waits = sum(CUES[name].weight for name in noticed) >= _DUE
    kind = _kind(noticed, waits)
    wrong = kind is PostKind.COMPLAINT and not noticed.keys() & _NOT_TO_US  # manners beside it take nothing away
    due = "always" in noticed or wrong or (waits and (kind not in _DONE or "sent" in noticed))
    return Verdict(kind, due, _urgency(noticed, kind, due), _reasons(noticed, due))


def _about(noticed: Noticed) -> float:
    """How far the post is about us, from 0.2 to 1."""
    return min(1.0, _ABOUT_ANYTHING + sum(share for name, share in _ABOUT_US.items() if name in noticed))


def _sum(noticed: Noticed, kinds: tuple[PostKind, ...], about: float) -> float:
    """How much of the post speaks for a kind; what is faint counts as far as the post is about us."""
    cues = [CUES[name] for name in noticed if CUES[name].kind in kinds]
    return sum(cue.weight * (about if cue.faint else 1.0) for cue in cues)


def _kind(noticed: Noticed, due: bool) -> PostKind:
    """What the post is. Who says that something is wrong complains, whatever they ask."""
    about = _about(noticed)
    if "lure" in noticed:
        return PostKind.SPAM
    nice = sum(CUES[name].weight for name in noticed if name in _NICE)
    asks = _sum(noticed, (PostKind.QUESTION, PostKind.REQUEST), about) >= _ENOUGH
    if _sum(noticed, (PostKind.COMPLAINT,), about) + nice / 2 >= (_ENOUGH_BESIDE if asks else _ENOUGH):
        return PostKind.COMPLAINT
    if "promo" in noticed and not due:
        return PostKind.SPAM
    if asks:
        return _asks_what(noticed)
    return _kind_by_tone(noticed, about, due)


def _asks_what(noticed: Noticed) -> PostKind:
    """Whether it wants to know something or wants something done: "can you send a lid?" is a request all the same."""
    if "question" in noticed or ("mark" in noticed and "request" not in noticed):
        return PostKind.QUESTION
    return PostKind.REQUEST


def _kind_by_tone(noticed: Noticed, about: float, due: bool) -> PostKind:
    """What a post is that neither asks nor complains by its words."""
    if noticed.keys() & {"crowd", "repost", "colleague"}:
        return PostKind.CHATTER
    if _closes(noticed):
        return PostKind.CLOSING
    if noticed.keys() & {"praise", "thanks"} and "aside" not in noticed:
        return PostKind.PRAISE
    if due and about >= 1.0:  # who speaks to us and waits has something to say
        wrong = any(name in _AFTER_TROUBLE or CUES[name].kind is PostKind.COMPLAINT for name in noticed)
        return PostKind.COMPLAINT if wrong else PostKind.REQUEST
    return PostKind.CHATTER


def _closes(noticed: Noticed) -> bool:
    """Whether it ends a talk: settled, agreed to, or a mere thanks below what we said."""
    if noticed.keys() & {"solved", "sent"} or ("agrees" in noticed and "praise" not in noticed):
        return True
    in_talk = noticed.keys() & {"closes", "asked", "answers", "chats", "aside", "goes_on"}
    return bool(in_talk) and "thanks" in noticed and ("praise" not in noticed or "for_trouble" in noticed)


def _urgency(noticed: Noticed, kind: PostKind, due: bool) -> Urgency:
    if not due:
        return Urgency.LOW
    if "own_urgent" in noticed or "press" in noticed:
        return Urgency.HIGH
    if kind is PostKind.COMPLAINT and noticed.keys() & _ALARMS:
        return Urgency.HIGH
    return Urgency.NORMAL


def _reasons(noticed: Noticed, due: bool) -> tuple[Reason, ...]:
    """The strongest of what speaks for the verdict."""
    telling = [name for name in noticed if CUES[name].weight and (CUES[name].weight > 0) is due]
    telling.sort(key=lambda name: -abs(CUES[name].weight))
    if len(telling) > _ENOUGH_TOLD:
        telling = [name for name in telling if name != "direct"]  # true of nearly every mention
    limits = [name for name in noticed if name == "unread"]
    return tuple(_reason(name, noticed[name]) for name in (*telling[: _MOST_REASONS - len(limits)], *limits))


def _reason(name: str, found: str) -> Reason:
    sentence, words = CUES[name].sentence, quote(found, _LONGEST_WORDS)
    return Reason(f"{sentence}: '{words}'" if words else sentence, words, name)
