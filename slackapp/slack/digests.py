"""One message that sums a day up for a channel: the numbers, how soon people got an answer, and who still waits."""

from datetime import date, tzinfo

from slackapp.domain.digest import DayFacts, Digest, OpenQuestion
from slackapp.domain.words import how_long
from slackapp.slack.blocks import divider, fields, header, section
from slackapp.slack.message import Block, Message
from slackapp.slack.person import SUMMARY_WORDS, strongest_reason
from slackapp.slack.text import TEXT_LIMIT, bounded, escape, link, mention

_MOST_ACCOUNTS = 9  # of five blocks each
_MOST_NEW = 6  # over all accounts, three of each at most
_MOST_OPEN = 12  # over all accounts; every card is in /questions
_MORE = 60  # characters kept for "… and 1,234 more"
_BAR = 8  # squares; a column on a phone holds no more


def digest_message(digests: tuple[Digest, ...], zone: tzinfo) -> Message:
    """Draw the day of all accounts that a channel hears of.

    Args:
        digests: one for each account, all of the same day; at least one.
        zone: the channel's time zone, in which ages are counted in days.
    """
    day = f"{digests[0].day:%A} {digests[0].day.day} {digests[0].day:%B}"
    summary = headline(digests)
    blocks: list[Block] = [header(f"📰 {day}"), section(summary)]
    shown = digests[:_MOST_ACCOUNTS]
    for digest in shown:
        share = max(1, _MOST_OPEN // len(shown)), max(1, _MOST_NEW // len(shown))
        blocks += [divider(), *_account(digest, zone, *share)]
    return Message(bounded(f"{day}: {summary}", TEXT_LIMIT), tuple(blocks))


def headline(digests: tuple[Digest, ...]) -> str:
    """The day in a sentence or two."""
    facts = [digest.facts for digest in digests]
    new, back = sum(f.new_followers for f in facts), sum(f.followed_back for f in facts)
    asked, answered = sum(f.questions for f in facts), sum(f.answered for f in facts)
    waiting = sum(f.open_total for f in facts)
    if all(is_quiet(digest) for digest in digests):
        return "🌿 A quiet day: nobody new, and nobody waits for an answer. Enjoy the calm."
    people = f"{_number(new, 'new follower')}, {back:,} followed back" if new or back else "nobody new"
    questions = f"{answered:,} of {_number(asked, 'question')} answered" if asked else "no questions"
    mood = "💛 Nobody waits for an answer." if not waiting else f"⏳ {_waits(waiting)} for an answer."
    return f"{people[:1].upper()}{people[1:]}; {questions}. {mood}"


def is_quiet(digest: Digest) -> bool:
    """Whether there is nothing at all to tell of an account's day."""
    facts = digest.facts
    counts = (facts.new_followers, facts.lost_followers, facts.followed_back, facts.questions)
    return not any((*counts, facts.open_total, facts.waiting_followers))


def _account(digest: Digest, zone: tzinfo, most_open: int, most_new: int) -> list[Block]:
    facts = digest.facts
    name = f"*{link(facts.profile_url, f'@{escape(facts.handle)}')}* on {escape(facts.network_label)}"
    if is_quiet(digest):
        return [section(f"{name} · 🌿 a quiet day")]
    followers = f"*Followers*\n{facts.new_followers:,} came, {facts.lost_followers:,} left · net {digest.net:+,}"
    back = f"*Followed back*\n{facts.followed_back:,}"
    if facts.waiting_followers:
        back += f" · {_waits(facts.waiting_followers)} for a decision"
    if facts.waiting_worth_it:
        back += f", {facts.waiting_worth_it:,} worth it"
    numbers = fields(
        followers, back, f"*Questions answered*\n{_answered(digest)}", f"*First reply*\n{_replies(digest)}"
    )
    return [section(name), numbers, *_worth_a_look(facts, most_new), *_still_open(digest, zone, most_open)]


def _worth_a_look(facts: DayFacts, most: int) -> list[Block]:
    """The new followers of the day whom nobody has decided on and who have most for them, with why."""
    lines = ["*Worth a look*"]
    for each in facts.newcomers[:most]:
        name = escape(each.name, 80) or escape(f"@{each.handle}", 80)
        parts = (f"*{link(each.profile_url, name)}*", SUMMARY_WORDS[each.evidence.summary])
        lines.append("• " + " · ".join(part for part in (*parts, strongest_reason(each.evidence)) if part))
    return [section("\n".join(lines))] if facts.newcomers else []


def _still_open(digest: Digest, zone: tzinfo, most: int) -> list[Block]:
    """Who still waits, as many as fit in one section whole: a line cut in its link would show its address."""
    lines = ["*Still open*"]
    for question in digest.facts.open[:most]:
        line = _waiting(question, digest.day, zone)
        if sum(map(len, lines)) + len(lines) + len(line) > TEXT_LIMIT - _MORE:
            break
        lines.append(line)
    more = digest.facts.open_total - (len(lines) - 1)
    if more > 0:
        lines.append(f"… and {more:,} more: `/questions`")
    return [section("\n".join(lines))] if digest.facts.open else []


def _answered(digest: Digest) -> str:
    facts = digest.facts
    if not facts.questions:
        return "none came"
    full = min(facts.answered * _BAR // facts.questions, _BAR)
    return f"{facts.answered:,} of {facts.questions:,}\n{'🟩' * full}{'⬜' * (_BAR - full)}"


def _replies(digest: Digest) -> str:
    if digest.median_reply is None:
        return "no replies yet"
    half = f"half within {how_long(digest.median_reply)}"
    if digest.p90_reply is None or digest.p90_reply == digest.median_reply:
        return half
    return f"{half}\nnine in ten within {how_long(digest.p90_reply)}"


def _waiting(question: OpenQuestion, day: date, zone: tzinfo) -> str:
    handle = escape(f"@{question.handle}", 80)
    who = link(question.card_url, f"{handle}") if question.card_url else handle
    post = f" · {link(question.url, 'post')}" if question.url else ""
    words = "🔒 private mention" if question.private else f"“{escape(question.text, 160)}”"
    late = f" · ⏰ overdue by {how_long(question.overdue)}" if question.overdue is not None else ""
    owner = f" · {mention(question.owner_id)} has it" if question.owner_id else ""
    return f"• *{who}* {words} · {_age(question, day, zone)}{late}{owner}{post}"


def _age(question: OpenQuestion, day: date, zone: tzinfo) -> str:
    days = (day - question.asked_at.astimezone(zone).date()).days
    if days <= 0:
        return "asked that day"
    return "carried over from the day before" if days == 1 else f"waiting for {days:,} days"


def _number(n: int, thing: str) -> str:
    return f"{n:,} {thing}" if n == 1 else f"{n:,} {thing}s"


def _waits(n: int) -> str:
    return "1 waits" if n == 1 else f"{n:,} wait"
