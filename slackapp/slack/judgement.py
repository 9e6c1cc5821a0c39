"""`/rapport judgement`: how often triage was right, in words beside each bar."""

from collections.abc import Iterable

from slackapp.domain.judgement import TOO_FEW, CueTally, Judgement, Tally
from slackapp.slack.blocks import context, divider, section
from slackapp.slack.message import Block, Message
from slackapp.slack.text import escape

_BAR = 10  # blocks
_MOST_CUES = 10
_MOST_FEW = 8  # reasons with too few outcomes that are named
_TOO_FEW = "too few to tell yet"


def judgement_message(told: Judgement) -> Message:
    """Draw how often a workspace's verdicts were right: as a whole, of late, and by reason."""
    title = "How often Rapport was right"
    if not told.whole.judged:
        text = f"🌱 *{title}*: nobody has written to you since Rapport came, so there is nothing to tell yet."
        return Message(text, (section(text),))
    blocks: list[Block] = [
        section(f"🎯 *{title}*"),
        section(f"*Since the beginning*\n{_tally(told.whole)}"),
        section(f"*The last {told.days} days*\n{_tally(told.recent)}"),
        divider(),
        *_by_reason(told),
        context(_what_to_do()),
    ]
    return Message(f"{title}: {_rate(told.whole.right, told.whole.decided)}", tuple(blocks))


def _tally(tally: Tally) -> str:
    if not tally.judged:
        return "Nobody wrote to you."
    unknown = [
        f"{tally.open:,} still open" if tally.open else "",
        f"{tally.ignored:,} ignored" if tally.ignored else "",
        f"{tally.closed:,} closed without an answer" if tally.closed else "",
    ]
    lines = [
        f"{tally.judged:,} {_s(tally.judged, 'mention')} judged, {tally.carded:,} carded as waiting for an answer.",
        _bar_and_rate(tally.right, tally.decided),
        f"✅ {tally.right:,} answered · 🙅 {tally.wrong:,} not a question · "
        f"❔ {tally.carded - tally.decided:,} unknown{_in_brackets(unknown)}",
        f"🙋 {tally.missed:,} missed: got no card, and a person said that it needs an answer.",
    ]
    if tally.by_rule:
        lines.append(f"▫️ {tally.by_rule:,} more carded since a channel wants more than what waits; not counted here.")
    return "\n".join(lines)


def _by_reason(told: Judgement) -> list[Block]:
    enough = [cue for cue in told.cues if cue.decided >= TOO_FEW]
    few = [cue for cue in told.cues if cue.decided < TOO_FEW]
    lines = [_cue_line(cue) for cue in enough[:_MOST_CUES]]
    if len(enough) > _MOST_CUES:
        lines.append(f"… and {len(enough) - _MOST_CUES:,} more, right more often than these")
    if few:
        named = ", ".join(escape(cue.sentence, 60) for cue in few[:_MOST_FEW])
        more = f" and {len(few) - _MOST_FEW:,} more" if len(few) > _MOST_FEW else ""
        lines.append(f"▫️ {_TOO_FEW.capitalize()}: {named}{more}")
    if not lines:
        lines.append(f"▫️ No card has told anything yet: {_TOO_FEW}.")
    head = f"*By reason*, the least reliable first · of the last {told.looked_at:,} {_s(told.looked_at, 'card')}"
    return [section("\n".join((head, *lines)))]


def _cue_line(cue: CueTally) -> str:
    stood = f"on {cue.cards:,} {_s(cue.cards, 'card')}"
    return f"{_bar(cue.right, cue.decided)} {escape(cue.sentence, 60)}: {_rate(cue.right, cue.decided)} · {stood}"


def _what_to_do() -> str:
    return (
        "Rapport doesn’t learn from posts. You tune it: *Not a question* on a card and *Needs an answer* in "
        "`/questions rest` are what is counted here; words to ignore, and words that always count, are set with "
        "`/rapport words`."
    )


def _rate(right: int, decided: int) -> str:
    if decided < TOO_FEW:
        return _TOO_FEW
    return f"right {right:,} of {decided:,} ({right * 100 // decided} %)"


def _bar_and_rate(right: int, decided: int) -> str:
    rate = _rate(right, decided)
    return f"{_bar(right, decided)} {rate}" if decided >= TOO_FEW else f"{rate[:1].upper()}{rate[1:]}."


def _bar(right: int, decided: int) -> str:
    full = right * _BAR // decided
    return "▰" * full + "▱" * (_BAR - full)


def _in_brackets(parts: Iterable[str]) -> str:
    told = ", ".join(part for part in parts if part)
    return f" ({told})" if told else ""


def _s(number: int, thing: str) -> str:
    return thing if number == 1 else f"{thing}s"
