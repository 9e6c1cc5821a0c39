"""Routing rules as people say them: what was typed -> the words of a rule, and a rule -> a plain sentence."""

from slackapp.domain import own_words
from slackapp.domain.routing import APART, FOLLOWER, RoutingRule
from slackapp.domain.verdict import PostKind

LONGEST = 300  # characters of a rule's words altogether
MOST_WORDS = 10

NAMES = {
    "": "Everything",
    FOLLOWER: "New followers",
    PostKind.QUESTION.value: "Questions",
    PostKind.COMPLAINT.value: "Complaints",
    PostKind.REQUEST.value: "Requests",
    PostKind.PRAISE.value: "Praise",
    PostKind.CLOSING.value: "Closing words",
    PostKind.CHATTER.value: "Chatter",
    PostKind.SPAM.value: "Spam",
}
_ANY_MENTION = "Mentions"


def read(typed: str) -> tuple[str, str]:
    """Read what was typed for a rule's words, with commas or lines between.

    Returns:
        The words as a rule keeps them, and what is wrong with them in one plain sentence; "" where nothing is.
    """
    found = own_words.read({"urgent": typed})
    words = found.words.urgent
    if wrong := found.errors.get("urgent", ""):
        return "", wrong
    if len(words) > MOST_WORDS:
        return "", f"That is {len(words)}. Keep {MOST_WORDS} words or phrases, and make another rule for the rest."
    kept = APART.join(words)
    if len(kept) > LONGEST:
        return "", f"That is too much: {LONGEST} characters are the most."
    return kept, ""


def told(rule: RoutingRule, account: str = "") -> str:
    """What a rule asks for: "Complaints of high urgency with “refund” from @fernandfable".

    Args:
        rule: which.
        account: the name of its account; "" where it is of every one.
    """
    name = _ANY_MENTION if rule.urgency and not rule.kind else NAMES[rule.kind]
    urgency = f" of {rule.urgency} urgency" if rule.urgency else ""
    words = f" with {' or '.join(f'“{word}”' for word in rule.words)}" if rule.words else ""
    if rule.kind == FOLLOWER:
        bio = " in their bio" if words else ""
        return f"{name}{f' of {account}' if account else ''}{words}{bio}"
    return f"{name}{urgency}{words}{f' from {account}' if account else ''}"
