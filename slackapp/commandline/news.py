"""What a poll brought, line by line."""

from collections.abc import Iterator
from datetime import datetime

from slackapp.commandline.once import Half, Polled
from slackapp.commandline.which import sign_of
from slackapp.domain.people import LostReason, Profile
from slackapp.domain.quote import quote
from slackapp.domain.words import ago
from slackapp.store.people import Follower
from slackapp.store.posts import Mention
from slackapp.watch.followers import FollowerNews
from slackapp.watch.questions import QuestionNews

MOST = 50  # lines of one kind
WHY = {
    LostReason.UNFOLLOWED: "unfollowed",
    LostReason.SUSPENDED: "was suspended",
    LostReason.GONE: "is gone",
    None: "left",
}


def lines(polled: Polled, now: datetime, *, in_slack: bool) -> Iterator[str]:
    """Everything, for a terminal; strangers' words are cut and quoted."""
    account, found = polled.account, polled.news
    yield f"{sign_of(account.network)}  @{quote(account.handle, 100)}, {now:%Y-%m-%d %H:%M:%S} UTC"
    for half in polled.halves:
        yield _half(half, found.followers)
        if half.what == "Followers":
            yield from _bounded([_came(who, how, now) for who, how in found.came])
            yield from _bounded([f"  - {_name(who)} {WHY[how.lost_reason]}" for who, how in found.left])
        else:
            yield from _bounded([_mention(each) for each in found.mentions])
            yield from _bounded([f"  ✓ answered on the network: {_said(each)}" for each in found.answered])
    planned = f"{_count(found.cards, 'card')} in {_count(found.messages, 'message')}"
    if not found.cards and not found.messages:
        yield "Nothing to post."
    elif in_slack:
        yield f"Planned for Slack: {planned}; the running Rapport posts them."
    else:
        yield f"With Slack, that would be {_count(found.cards, 'card')}."


def _half(half: Half, followers: int) -> str:
    calls = ", ".join(f"{name} {number}" for name, number in sorted(half.calls.items())) or "none"
    head = f"{half.what} ({half.seconds:.2f} s; calls: {calls})"
    if half.found is None:
        return f"✗ {head}: {quote(half.reason, 300) or 'broken off'}"
    return f"✓ {head}: {_told(half.found, followers)}"


def _told(found: FollowerNews | QuestionNews, followers: int) -> str:
    if isinstance(found, FollowerNews):
        if found.baseline:
            return f"the first read, {_count(followers, 'follower')}. It is silent: they were there before"
        return f"{found.new} new, {found.lost} lost"
    if found.baseline:
        return "the first read. It is silent: what was asked before is no news"
    open_ones = f"{_count(found.questions, 'question')} among them"
    return f"{_count(found.mentions, 'mention')}, {open_ones}, {found.answered_there} answered on the network"


def _came(who: Profile, how: Follower, now: datetime) -> str:
    if how.followed_at is not None:
        return f"  + {_name(who)} followed {ago(how.followed_at, now)} ({how.followed_at:%Y-%m-%d %H:%M:%S} UTC)"
    return f"  + {_name(who)} first seen now; this network doesn't tell when they followed"


def _mention(each: Mention) -> str:
    waits = "waits for an answer" if each.verdict.needs_answer else "needs no answer"
    return f"  {'?' if each.verdict.needs_answer else '·'} {_said(each)} ({each.verdict.kind}, {waits})"


def _said(each: Mention) -> str:
    return f"@{quote(each.post.author_handle, 100)}: “{quote(each.post.text, 120)}”"


def _name(who: Profile) -> str:
    return f"{quote(who.name, 60)} @{quote(who.handle, 100)}".strip()


def _bounded(told: list[str]) -> Iterator[str]:
    yield from told[:MOST]
    if len(told) > MOST:
        yield f"  … and {len(told) - MOST:,} more"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
