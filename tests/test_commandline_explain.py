"""`rapport explain`: the judgement on any posts and people as JSON lines, with nothing else needed."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.commandline.explain import person_explained, post_explained
from slackapp.commandline.jsonl import LONGEST_LINE, Unusable, line_of, objects
from slackapp.commandline.shapes import PERSON_FIELDS, profile_of, thread_of, verbatim
from tests.rapport import Rapport, rapport

__all__ = ["rapport"]

NOW = datetime(2026, 3, 2, tzinfo=UTC)
POST_FIELDS = ("id", "text", "in_reply_to", "author", "brand", "lang")
KINDS = {"question", "complaint", "request", "praise", "closing", "chatter", "spam"}
BIRD: dict[str, Any] = {
    "id": "1200000000000000001",
    "username": "fern_and_co",
    "name": "Fern",
    "description": "Plants, pots &amp; patience. #teamfollowback",
    "created_at": "2019-11-28T08:00:00.000Z",
    "location": "Porto",
    "url": "https://t.co/abc",
    "public_metrics": {"followers_count": 12, "following_count": 4980, "tweet_count": 900, "listed_count": 0},
    "protected": False,
    "verified": True,
    "most_recent_tweet_id": "2026950000000000000",
    "profile_image_url": "https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png",
}
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def said(output: str) -> list[dict[str, Any]]:
    """The objects on standard output, one a line."""
    return [json.loads(line) for line in output.splitlines()]


def lines(*rows: object) -> str:
    """Objects as JSON lines."""
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_posts_in_verdicts_out(rapport: Rapport, tmp_path: Path) -> None:
    """A line for each, in order, with the id as it came and each reason's words as they stand in the post."""
    asks = {"id": 1234567890123456789, "text": "@tidewater where's my order? It&#39;s late &amp; I need it"}
    thanks = {"id": "b", "text": "@tidewater thank you so much, that worked! 💚", "in_reply_to": "@mira try this"}
    (tmp_path / "posts.jsonl").write_text(lines(asks, thanks))
    ended = rapport("explain", "--posts", "posts.jsonl")
    assert (ended.exit_code, ended.stderr) == (0, "")
    first, second = said(ended.stdout)
    assert (first["id"], second["id"]) == (asks["id"], "b")
    assert (first["needs_answer"], second["needs_answer"]) == (True, False)
    assert first["kind"] in KINDS
    assert first["urgency"] in {"high", "normal", "low"}
    assert first["reasons"]
    for reason in first["reasons"]:
        assert reason.keys() == {"sentence", "words", "cue"}
        assert reason["words"] in asks["text"]
    assert list(tmp_path.iterdir()) == [tmp_path / "posts.jsonl"]  # no database, no key


def test_people_in_evidence_out(rapport: Rapport) -> None:
    """The summary, a strength to sort by, and signals with their signs; as of the date that is named."""
    ended = rapport("explain", "--people", "-", "--now", "2026-03-02", typed=lines(BIRD, {"id": 7}))
    assert (ended.exit_code, ended.stderr) == (0, "")
    bird, unknown = said(ended.stdout)
    assert bird["id"] == BIRD["id"]
    assert -1 <= bird["strength"] <= 1
    assert {signal["sign"] for signal in bird["signals"]} <= {"+", "-", "0"}
    assert all(0 <= signal["strength"] <= 1 for signal in bird["signals"])
    farms = [signal for signal in bird["signals"] if "#teamfollowback" in signal["sentence"]]
    assert [signal["sign"] for signal in farms] == ["-"]
    assert (unknown["id"], unknown["summary"], unknown["signals"]) == (7, "not_enough", [])


def test_a_user_is_read_field_by_field() -> None:
    """All that X tells has its place; the last post's time is read from its id."""
    profile, odd = profile_of(BIRD)
    assert odd == []
    assert (profile.handle, profile.bio[:24]) == ("fern_and_co", "Plants, pots & patience.")
    assert (profile.followers, profile.following, profile.posts) == (12, 4980, 900)
    assert profile.created_at == datetime(2019, 11, 28, 8, tzinfo=UTC)
    assert profile.last_post_at == datetime(2026, 2, 26, 9, 18, 33, 566000, tzinfo=UTC)
    assert profile.verified
    assert profile.default_picture
    assert not profile.protected
    assert profile_of(dict.fromkeys(BIRD))[0] == profile_of({})[0]


def test_a_user_in_the_newer_words_is_the_same() -> None:
    """X's documents call posts tweets here and posts there: both are read."""
    newer = {name.replace("tweet", "post"): value for name, value in BIRD.items()}
    newer["public_metrics"] = {name.replace("tweet", "post"): n for name, n in BIRD["public_metrics"].items()}
    assert profile_of(newer) == profile_of(BIRD)


@pytest.mark.parametrize("absent", sorted(PERSON_FIELDS))
def test_any_field_may_be_missing(absent: str) -> None:
    """What is not told is unknown, and no trouble."""
    told, odd = person_explained({name: value for name, value in BIRD.items() if name != absent}, NOW)
    assert odd == []
    assert told["signals"]


@pytest.mark.parametrize(
    ("post", "writer"),
    [
        ({"text": "@tidewater I did", "in_reply_to": "@mira please try again"}, "brand"),
        ({"text": "@tidewater I did", "in_reply_to": "Our spring menu is here!"}, "brand"),
        ({"text": "@tidewater and still waiting", "in_reply_to": "@Tidewater where is it?"}, "author"),
        ({"text": "@tidewater @tom same here", "in_reply_to": "@tom @mira we are on it"}, "brand"),
        ({"text": "hello?", "in_reply_to": ".@Tidewater where is it?", "brand": "@tidewater"}, "author"),
        ({"text": "@tom same here", "in_reply_to": "@tom @tidewater is it down?", "brand": "tidewater"}, "other"),
        ({"text": "@tidewater hello?", "in_reply_to": "@tidewater where is it?", "brand": "tidewater"}, "author"),
        ({"text": "@tidewater yes", "in_reply_to": "@mira do you love @tidewater?", "brand": "tidewater"}, "brand"),
        (
            {"text": "@mira we do", "in_reply_to": "Do they ship?", "brand": "tidewater", "author": "@Tidewater"},
            "author",
        ),
    ],
)
def test_who_wrote_the_post_that_is_answered(post: dict[str, str], writer: str) -> None:
    """The brand, unless the text addresses it: then the author themself or another customer."""
    thread, brand, _ = thread_of(post)
    assert thread.answered_post is not None
    assert thread.answered_post.author_id == writer
    assert brand.id == "brand"


def test_the_brands_own_post_is_the_brands() -> None:
    """By its handle, however that is written; and it waits for no answer of its own."""
    thread, brand, _ = thread_of({"text": "Where shall we open?", "author": "@TideWater", "brand": "tidewater"})
    assert thread.post.author_id == brand.id
    assert thread_of({"text": "Where?", "author": "mira", "brand": "tidewater"})[0].post.author_id != brand.id
    assert thread_of({"text": "Where?", "author": ""})[0].post.author_id != brand.id


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(rapport: Rapport, tmp_path: Path) -> None:
    """Each such line by its number and with a way out, on standard error; all others are judged; exit code 1."""
    good = b'{"id": "%d", "text": "@tidewater is it open?"}'
    bad = {
        2: (b"not json", "it is not JSON (Expecting value at character 1)"),
        4: (b'[{"id": "1"}]', "it is a list. Write each of its objects on a line of its own"),
        5: (b"\xff\xfe{", "it is not UTF-8"),
        6: (b'{"id": "1"}', "it has no text"),
        7: (b'{"id": NaN, "text": ""}', "it holds NaN"),
        8: (b'{"id": [1], "text": ""}', "its id is neither a text nor a number"),
        9: (b"[" * 100_000, "nested too deeply"),
        10: (b'{"id": ' + b"9" * 5_000 + b"}", "a number that is too long"),
        11: (b'{"text": "' + b"x" * LONGEST_LINE + b'"}', "it is longer than"),
        12: (b'"text"', "it is not a JSON object"),
        13: (b'{"id": 1e999, "text": ""}', "its id is too large a number"),
    }
    rows = [b"\xef\xbb\xbf" + good % 1, bad[2][0], b" ", *(row for n, (row, _) in bad.items() if n > 2), good % 14]
    (tmp_path / "posts.jsonl").write_bytes(b"\r\n".join(rows))
    ended = rapport("explain", "--posts", "posts.jsonl")
    assert ended.exit_code == 1
    assert [each["id"] for each in said(ended.stdout)] == ["1", "14"]
    *told, last = ended.stderr.splitlines()
    for line, (number, (_, why)) in zip(told, bad.items(), strict=True):
        assert line.startswith(f"rapport: line {number}: "), line
        assert why in line
    assert last == "rapport: 11 of 13 lines could not be read."


def test_an_odd_field_is_left_out_and_told(rapport: Rapport) -> None:
    """The line is judged by all the others."""
    ended = rapport("explain", "--people", "-", typed=lines(BIRD | {"created_at": "Tue May 01", "verified": "yes"}))
    assert ended.exit_code == 0
    assert len(said(ended.stdout)) == 1
    assert ended.stderr.splitlines() == [
        f"rapport: line 1: its {name} can't be understood and was left out." for name in ("created_at", "verified")
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--posts", "gone.jsonl"), "There is no file gone.jsonl. Name one, or - for standard input."),
        (("--people", "."), ". can't be read: Is a directory."),
        (("--posts", "-", "--people", "-"), "--posts and --people are two questions. Ask one at a time."),
        (("--people", "-", "--now", "soon"), "--now 'soon' is no date. Write it like 2026-11-21"),
        (("--posts", "-", "--now", "2026-11-21"), "--now goes with --people"),
    ],
)
def test_what_cant_be_is_refused_plainly(rapport: Rapport, words: tuple[str, ...], told: str) -> None:
    """One line, exit code 2, nothing on standard output."""
    ended = rapport("explain", *words)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert f"rapport: {told}" in ended.stderr


def test_without_a_question_it_helps(rapport: Rapport) -> None:
    """Nothing is read, and one learns how to ask."""
    assert "--posts" in rapport("explain").stdout


def test_it_answers_line_by_line_on_a_pipe(tmp_path: Path) -> None:
    """Each line is judged while the next one is not yet written; a reader who has enough ends it quietly."""
    command = [sys.executable, "-m", "slackapp", "explain", "--posts", "-"]
    env = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    with subprocess.Popen(
        command, env=env, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stdin
        assert run.stdout
        assert run.stderr
        for number in range(2):
            run.stdin.write(lines({"id": number, "text": "@tidewater ¿dónde está mi pedido? 💔"}).encode())
            run.stdin.flush()
            assert json.loads(run.stdout.readline())["id"] == number
        run.stdout.close()
        run.stdin.write(lines({"id": 2, "text": "one more"}).encode())
        run.stdin.close()
        assert run.stderr.read() == b""


@pytest.fixture(scope="module")
def _judgement() -> None:
    """The language model and the word lists, loaded before any example is timed."""
    post_explained({"text": "@tidewater where is my order? ¿Dónde está mi pedido?"})


@pytest.mark.usefixtures("_judgement")
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(POST_FIELDS, anything)))
def test_no_post_breaks_it(data: dict[str, Any]) -> None:
    """Whatever stands in whatever field: a verdict, or a sentence that says what is wrong."""
    try:
        told, odd = post_explained(data)
    except Unusable:
        return
    assert set(odd) <= set(POST_FIELDS)
    assert told["kind"] in KINDS
    [again] = objects(BytesIO(line_of(told)))
    assert again.usable() == told


@given(
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(PERSON_FIELDS, anything)
        | {"public_metrics": st.dictionaries(st.sampled_from(sorted(BIRD["public_metrics"])), anything)},
    )
)
def test_no_person_breaks_it(data: dict[str, Any]) -> None:
    """Likewise for people."""
    try:
        told, _ = person_explained(data, NOW)
    except Unusable:
        return
    assert -1 <= told["strength"] <= 1
    [again] = objects(BytesIO(line_of(told)))
    assert again.usable() == told


@given(st.text(st.characters(exclude_categories=())) | st.integers(-(10**30), 10**30))
def test_ids_come_back_as_they_were(given_id: str | int) -> None:
    """To the letter and to the digit, on a line that nobody takes for two."""
    line = line_of(post_explained({"id": given_id, "text": "hello"})[0])
    [read] = line.decode("utf-8").splitlines()
    back = json.loads(read)["id"]
    assert (back, type(back)) == (given_id, type(given_id))


@given(st.binary(max_size=60))
def test_any_bytes_are_lines(read: bytes) -> None:
    """Whatever a file holds is told line by line, never raised."""
    for line in objects(BytesIO(read)):
        assert line.trouble or isinstance(line.usable(), dict)


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("can't log in", "I can't log in", "can't log in"),
        ("can't log in", "I can&#39;t  log in", "can&#39;t  log in"),
        ("fish & chips are…", "my fish &amp; chips are cold", "fish &amp; chips are"),
        ("elsewhere", "nothing of it", ""),
    ],
)
def test_words_are_those_of_the_text_itself(words: str, text: str, found: str) -> None:
    """Entities, runs of spaces and cuts are found again where the author wrote them."""
    assert verbatim(words, text) == found
