"""What people write to brands, in five languages: each sentence is judged as a careful community manager would."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from slackapp.domain.brand import Brand
from slackapp.domain.posts import Post, Thread
from slackapp.domain.triage import judge
from slackapp.domain.verdict import Verdict
from slackapp.languages import guess
from tests.domain.sentences import Sentence, english, french, german, portuguese, spanish

NOW = datetime(2024, 9, 12, 14, 30, tzinfo=UTC)
LISTS = {"en": english, "es": spanish, "fr": french, "de": german, "pt": portuguese}
ALL = [(code, each) for code, language in LISTS.items() for each in language.SENTENCES]


def judged(sentence: Sentence) -> Verdict:
    """The verdict on a sentence, in its thread."""
    before = Post(
        "1",
        "us",
        sentence.after if sentence.after.startswith("@") else f"@mira {sentence.after}",
        NOW - timedelta(minutes=9),
    )
    post = Post("2", "mira", sentence.text, NOW, in_reply_to_id="1" if sentence.after else None)
    thread = Thread(post, (before,) if sentence.after else ())
    mentioned = re.findall(r"@(\w+)", sentence.text)
    return judge(thread, Brand("us", mentioned[-1] if mentioned else "tidewater"), guess(sentence.text))


def shares(shown: str, words: str) -> bool:
    """Whether a reason shows these words of the post, or a part of them, or more."""
    shown = shown.removesuffix("…")
    return not words or shown in words or words in shown


@pytest.mark.parametrize(("code", "sentence"), ALL, ids=[f"{code}: {each.text[:60]}" for code, each in ALL])
def test_a_sentence_is_judged_as_a_person_would(code: str, sentence: Sentence) -> None:
    """Its kind, whether it waits for an answer, how urgently, and by which words that is known."""
    verdict = judged(sentence)
    urgency = sentence.urgency or ("normal" if sentence.needs_answer else "low")
    said = (verdict.kind, verdict.needs_answer, verdict.urgency)
    assert said == (sentence.kind, sentence.needs_answer, urgency), verdict.reasons
    if sentence.because:
        found = {reason.cue: reason.words for reason in verdict.reasons}
        assert sentence.because in found, verdict.reasons
        assert shares(found[sentence.because], sentence.words), found


def test_there_are_enough_of_them() -> None:
    """Three hundred and more, all of them different, and every kind in every language."""
    assert len({each.text for _, each in ALL}) == len(ALL) >= 300
    for language in LISTS.values():
        assert len({each.kind for each in language.SENTENCES}) == 7
