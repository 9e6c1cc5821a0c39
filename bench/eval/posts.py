"""Posts: does one wait for an answer, what kind is it, how urgent; complaints; questions and requests."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from html import unescape

from bench.eval.read import Row, yes
from bench.eval.tables import Mistake, classes, heading, rates, worst
from slackapp.commandline.explain import post_judged
from slackapp.domain.lexicon import LANGUAGES, phrases
from slackapp.domain.verdict import PostKind, Verdict

_GIVEN = ("text", "in_reply_to", "author", "brand", "lang")
_BAD_CUES = ("fault", "anger")
ASKS = {PostKind.QUESTION: "QUE", PostKind.REQUEST: "REQ"}

Guesses = dict[str, Sequence[bool]]
Judged = list[tuple[Row, Verdict]]


def verdict_of(row: Row) -> Verdict:
    """The verdict as `rapport explain` gives it."""
    return post_judged({name: row.get(name) or None for name in _GIVEN} | {"text": row["text"]})[0]


@cache
def _bad_words() -> re.Pattern[str]:
    """One pattern of the lexicon's plain bad words, whatever their weights and places."""
    book = phrases(*LANGUAGES)
    listed = {word for cue in _BAD_CUES for word in book[cue] if word.removesuffix("*").isalpha()}
    spelled = (word.replace("*", r"\w*") for word in sorted(listed))
    return re.compile(rf"\b(?:{'|'.join(spelled)})\b", re.IGNORECASE)


def baselines(rows: Sequence[Row]) -> Guesses:
    """What anybody would try first."""
    texts = [unescape(row["text"]) for row in rows]
    marks = ["?" in text for text in texts]
    bad = [bool(_bad_words().search(text)) for text in texts]
    return {
        "a ? alone": marks,
        "a bad word alone": bad,
        "a bad word or a ?": [one or other for one, other in zip(marks, bad, strict=True)],
        "speaks to us first (@)": [text.lstrip(" .").startswith("@") for text in texts],
        "everything": [True] * len(rows),
    }


def measure_needs(name: str, rows: list[Row]) -> None:
    """Needs an answer, kind and urgency."""
    heading(f"Needs an answer ({name})")
    judged = _judged(rows)
    truth = [yes(row["needs_reply"]) for row in rows]
    rates(truth, {"rapport": [verdict.needs_answer for _, verdict in judged], **baselines(rows)})
    answers = {True: "an answer", False: "none"}
    worst(
        mistake(row, verdict, answers[wanted], f"{answers[verdict.needs_answer]} ({verdict.kind})")
        for (row, verdict), wanted in zip(judged, truth, strict=True)
        if wanted is not verdict.needs_answer
    )
    _measure_label(f"Kind ({name})", "kind", judged, lambda verdict: verdict.kind.value)
    _measure_label(f"Urgency ({name})", "urgency", judged, lambda verdict: verdict.urgency.value)


def _measure_label(title: str, label: str, judged: Judged, said: Callable[[Verdict], str]) -> None:
    """One label of several; rows without it are left out."""
    known = [(row, verdict) for row, verdict in judged if row.get(label)]
    if not known:
        return
    heading(title)
    classes(Counter((str(row[label]), said(verdict)) for row, verdict in known))
    worst(mistake(row, v, str(row[label]), said(v)) for row, v in known if row[label] != said(v))


def measure_complaints(name: str, rows: list[Row]) -> None:
    """Is a complaint: among all posts, and among those sent to brands."""
    judged = _judged(rows)
    parts = [("all posts", judged)]
    brands = [(row, verdict) for row, verdict in judged if not str(row.get("domain") or "").startswith("random")]
    if 0 < len(brands) < len(rows):
        parts.append(("to brands alone", brands))
    for part, some in parts:
        _measure_kinds(f"Complaints, {part} ({name})", some, lambda row: yes(row["is_complaint"]), PostKind.COMPLAINT)


def measure_acts(name: str, rows: list[Row]) -> None:
    """Questions and requests among all that people say; these posts rarely address a brand."""

    def is_one_of(acts: set[str]) -> Callable[[Row], bool]:
        return lambda row: row["act"] in acts

    judged = _judged(rows)
    _measure_kinds(f"Questions and requests ({name})", judged, is_one_of(set(ASKS.values())), *ASKS)
    for kind, act in ASKS.items():
        _measure_kinds(f"{kind.value.capitalize()}s alone ({name})", judged, is_one_of({act}), kind)


def _judged(rows: list[Row]) -> Judged:
    return [(row, verdict_of(row)) for row in rows]


def _measure_kinds(title: str, judged: Judged, wanted: Callable[[Row], bool], *kinds: PostKind) -> None:
    """Whether a post is of one of these kinds."""
    heading(title)
    truth = [wanted(row) for row, _ in judged]
    said = [verdict.kind in kinds for _, verdict in judged]
    rates(truth, {"rapport": said, **baselines([row for row, _ in judged])})
    worst(
        mistake(row, verdict, _labels(row), verdict.kind.value)
        for (row, verdict), right in zip(judged, truth, strict=True)
        if right is not (verdict.kind in kinds)
    )


def _labels(row: Row) -> str:
    if "act" in row:
        return str(row["act"])
    return "a complaint" if yes(row["is_complaint"]) else "none"


def mistake(row: Row, verdict: Verdict, wanted: str, got: str) -> Mistake:
    """One for the list. A verdict tells no number: the more reasons stand behind a wrong one, the surer it was."""
    reasons = tuple(reason.sentence for reason in verdict.reasons)
    return Mistake(len(reasons), wanted, got, unescape(row["text"]), reasons)
