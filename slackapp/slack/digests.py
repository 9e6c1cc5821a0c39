"""One message that sums a day, a week or a month up: what changed, how soon people got an answer, and who waits."""

from datetime import tzinfo

from slackapp.domain.digest import DayFacts, Digest, OpenQuestion, Recap
from slackapp.domain.periods import Period, Span
from slackapp.domain.words import how_long
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, context, fields, header, section
from slackapp.slack.digest_words import compared, is_quiet, is_quiet_for, replies
from slackapp.slack.due import since_due
from slackapp.slack.message import Block, Element, Message
from slackapp.slack.person import SUMMARY_WORDS, strongest_reason
from slackapp.slack.text import TEXT_LIMIT, bounded, channel, escape, link, mention

_MOST_NEW = 6  # over all accounts, three of each at most
_MOST_OPEN = 12  # over all accounts; every card is in /questions
_MORE = 60  # characters kept for "… and 1,234 more"
_BAR = 6  # squares; a column on a phone holds no more
_ONE = {Span.DAY: "day", Span.WEEK: "week", Span.MONTH: "month"}


def digest_message(
    recap: Recap, zone: tzinfo, charts: tuple[Block, ...] = (), *, message_id: int = 0, paused_by: str = ""
) -> Message:
    """Draw what a channel hears of a period.

    Args:
        recap: all of it.
        zone: the channel's time zone, in which ages are counted in days.
        charts: the charts' blocks, in whichever way this workspace can have them.
        message_id: the message's; without, it has no buttons.
        paused_by: the Slack user id of who has paused this channel's digests; "" they go on.
    """
    title, summary = period_title(recap), headline(recap)
    foot = _foot(message_id, paused_by)
    if is_quiet(recap):
        return Message(bounded(f"{title}: {summary}", TEXT_LIMIT), (section(f"📰 *{title}* · {summary}"), *foot))
    blocks: list[Block] = [header(f"📰 {title}"), section(summary)]
    if recap.before is not None and (changed := compared(recap.sums, recap.before)):
        blocks.append(context(f"Against the {_before(recap.period)}: {changed}"))
    blocks += [*_numbers(recap), *charts, *_worth_a_look(recap), *_asked_about(recap)]
    blocks += [*_still_open(recap, zone), *_elsewhere(recap, zone), *foot]
    return Message(bounded(f"{title}: {summary}", TEXT_LIMIT), tuple(blocks))


def period_title(recap: Recap) -> str:
    """What is summed up: "Thursday 19 November", "16–22 November", "November 2026"; "… so far" where it goes on."""
    first, last = recap.period.first, recap.period.last
    if recap.period.span is Span.MONTH:
        title = f"{last:%B} {last.year}"
    elif first == last:
        title = f"{last:%A} {last.day} {last:%B}"
    elif recap.period.span is Span.DAY:
        title = f"{first:%A} {first.day} – {last:%A} {last.day} {last:%B}"
    else:
        title = f"Week of {first.day}{'' if first.month == last.month else f' {first:%B}'}–{last.day} {last:%B}"
    return title if recap.over else f"{title}, so far"


def headline(recap: Recap) -> str:
    """The period in a sentence or two."""
    if is_quiet(recap):
        return f"🌿 A quiet {_ONE[recap.period.span]}: nobody new, and nobody waits for an answer. Enjoy the calm."
    sums, waiting = recap.sums, sum(digest.facts.open_total for digest in recap.digests)
    new, back, asked = sums.new_followers, sums.followed_back, sums.questions
    people = f"{_number(new, 'new follower')}, {back:,} followed back" if new or back else "nobody new"
    questions = f"{sums.answered:,} of {_number(asked, 'question')} answered" if asked else "no questions"
    mood = "💛 Nobody waits for an answer." if not waiting else f"⏳ {_waits(waiting)} for an answer."
    return f"{people[:1].upper()}{people[1:]}; {questions}. {mood}"


def _before(period: Period) -> str:
    if period.span is Span.DAY and period.days > 1:
        return f"{period.days} days before"
    return f"{_ONE[period.span]} before"


def _numbers(recap: Recap) -> list[Block]:
    sums, facts = recap.sums, [digest.facts for digest in recap.digests]
    followers = f"*Followers*\n{sums.new_followers:,} came, {sums.lost_followers:,} left · net {sums.net:+,}"
    back = f"*Followed back*\n{sums.followed_back:,}"
    if waiting := sum(each.waiting_followers for each in facts):
        back += f" · {_waits(waiting)} for a decision"
    if worth := sum(each.waiting_worth_it for each in facts):
        back += f", {worth:,} worth it"
    numbers = fields(followers, back, f"*Questions answered*\n{_answered(recap)}", f"*First reply*\n{replies(sums)}")
    if len(facts) == 1:
        return [section(_name(facts[0])), numbers]
    return [numbers, section(_whole_lines([_account(digest) for digest in recap.digests]))]


def _name(facts: DayFacts) -> str:
    return f"*{link(facts.profile_url, f'@{escape(facts.handle, 80)}')}* on {escape(facts.network_label, 80)}"


def _account(digest: Digest) -> str:
    facts = digest.facts
    if is_quiet_for(facts):
        return f"{_name(facts)} · 🌿 quiet"
    told = f"{_name(facts)} · {facts.new_followers:,} came, {facts.lost_followers:,} left · net {digest.net:+,}"
    told += f" · {facts.followed_back:,} followed back"
    return told + (f" · {facts.answered:,} of {_number(facts.questions, 'question')}" if facts.questions else "")


def _worth_a_look(recap: Recap) -> list[Block]:
    """The new followers whom nobody has decided on and who have most for them, with why."""
    share = max(1, _MOST_NEW // max(1, sum(bool(digest.facts.newcomers) for digest in recap.digests)))
    found = [each for digest in recap.digests for each in digest.facts.newcomers[:share]][:_MOST_NEW]
    lines = ["*Worth a look*"]
    for each in found:
        name = escape(each.name, 80) or escape(f"@{each.handle}", 80)
        parts = (f"*{link(each.profile_url, name)}*", SUMMARY_WORDS[each.evidence.summary])
        lines.append("• " + " · ".join(part for part in (*parts, strongest_reason(each.evidence)) if part))
    return [section(_whole_lines(lines))] if found else []


def _asked_about(recap: Recap) -> list[Block]:
    told = [
        f"“{escape(topic.words, 80)}” {_number(topic.people, 'person', 'people') if not n else f'{topic.people:,}'}"
        for n, topic in enumerate(recap.topics)
    ]
    return [section(f"*What people asked about*\n{' · '.join(told)}")] if told else []


def _still_open(recap: Recap, zone: tzinfo) -> list[Block]:
    """Who still waits, the longest first."""
    waiting = sorted((one for digest in recap.digests for one in digest.facts.open), key=lambda one: one.asked_at)
    lines = [_waiting(question, recap, zone) for question in waiting[:_MOST_OPEN]]
    total = sum(digest.facts.open_total for digest in recap.digests)
    return [section(_whole_lines(["*Still open*", *lines], total, "`/questions`"))] if lines else []


def _elsewhere(recap: Recap, zone: tzinfo) -> list[Block]:
    """What other teams have in hand; Slack shows a channel's name to those who may know of it."""
    lines = ["*With other teams*"]
    for one in recap.elsewhere:
        owner = f" · {mention(one.owner_id)} has it" if one.owner_id else " · nobody has it yet"
        given = f"since {one.given_at.astimezone(zone):%A} {one.given_at.astimezone(zone).day}"
        lines.append(f"• *{escape(f'@{one.handle}', 80)}* → {channel(one.channel_id)} · {given}{owner}")
    return [section(_whole_lines(lines, recap.elsewhere_total))] if recap.elsewhere else []


def _whole_lines(lines: list[str], total: int = 0, where: str = "") -> str:
    """As many lines as fit in one section whole, for one cut in its link would show its address; and how many more.

    Args:
        lines: all of them; where there is a total, the first is a heading.
        total: how many there are beside the heading, told or not; 0: only those told.
        where: where the others are found.
    """
    kept: list[str] = []
    for line in lines:
        if sum(map(len, kept)) + len(kept) + len(line) > TEXT_LIMIT - _MORE:
            break
        kept.append(line)
    more = (total + 1 if total else len(lines)) - len(kept)
    return "\n".join([*kept, f"… and {more:,} more{f': {where}' if where else ''}"] if more > 0 else kept)


def _foot(message_id: int, paused_by: str) -> list[Block]:
    if not message_id:
        return []
    value = str(message_id)
    moved: Element = button("⏸️ Pause", ids.DIGEST_PAUSE, value, says="Pause this channel's digests")
    if paused_by:
        moved = button("▶️ Resume", ids.DIGEST_RESUME, value, says="Let this channel's digests come again")
    said = [context(f"⏸️ {mention(paused_by)} paused the digests of this channel.")] if paused_by else []
    settings = button("⚙️ Settings", ids.DIGEST_OPEN, value, says="Set when digests come")
    return [*said, actions(f"digest|{message_id}|{'paused' if paused_by else 'on'}", moved, settings)]


def _answered(recap: Recap) -> str:
    sums = recap.sums
    if not sums.questions:
        return "none came"
    full = min(sums.answered * _BAR // sums.questions, _BAR)
    rate = sums.answered * 100 // sums.questions
    return f"{sums.answered:,} of {sums.questions:,} ({rate} %)\n{'🟩' * full}{'⬜' * (_BAR - full)}"


def _waiting(question: OpenQuestion, recap: Recap, zone: tzinfo) -> str:
    handle = escape(f"@{question.handle}", 80)
    who = link(question.card_url, f"{handle}") if question.card_url else handle
    post = f" · {link(question.url, 'post')}" if question.url else ""
    words = "🔒 private mention" if question.private else f"“{escape(question.text, 160)}”"
    since = f", {since_due(question.due_at)}" if question.due_at is not None else ""
    late = f" · ⏰ overdue by {how_long(question.overdue)}{since}" if question.overdue is not None else ""
    owner = f" · {mention(question.owner_id)} has it" if question.owner_id else ""
    return f"• *{who}* {words} · {_age(question, recap, zone)}{late}{owner}{post}"


def _age(question: OpenQuestion, recap: Recap, zone: tzinfo) -> str:
    """For how many local days it has waited, at the end of the period or, while that goes on, today."""
    days = (recap.digests[0].day - question.asked_at.astimezone(zone).date()).days
    if days < 0:
        return "asked since"
    if days == 0:
        return (
            "asked today" if not recap.over else "asked that day" if recap.period.days == 1 else "asked on the last day"
        )
    return "carried over from the day before" if days == 1 else f"waiting for {days:,} days"


def _number(n: int, thing: str, things: str = "") -> str:
    return f"{n:,} {thing}" if n == 1 else f"{n:,} {things or f'{thing}s'}"


def _waits(n: int) -> str:
    return "1 waits" if n == 1 else f"{n:,} wait"
