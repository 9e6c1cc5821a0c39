"""What a webhook says and how it is signed, against vectors; what strangers write stays JSON."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.accounts import Account
from slackapp.domain.people import NetworkName, Profile
from slackapp.domain.posts import Post
from slackapp.domain.webhooks import (
    MAX_BODY,
    Answer,
    Decided,
    Occasion,
    Occurrence,
    key_of,
    new_secret,
    next_try,
    payload,
    signed,
    written,
    wrong_with,
)

NOW = datetime(2026, 3, 2, 9, 0, 0, 250_000, UTC)
OURS = Account(1, 1, NetworkName.MASTODON, "1000", "fernandfable", "Fern & Fable")


def test_the_signature_is_the_standards_own() -> None:
    """The example that its libraries are tested with; and one made with `openssl dgst -sha256 -mac HMAC`."""
    at = datetime.fromtimestamp(1614265330, UTC)
    body = b'{"test": 2432232314}'
    headers = signed("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", body, at)
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    by_hand = signed("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "decided:7:1", b"{}", at)
    assert by_hand["webhook-signature"] == "v1,cPk71wji3kh9h9Pdgl8EdMBBMpPHEG9dYCepsth1EmU="


def test_a_secret_is_32_random_bytes_and_what_is_none_is_refused() -> None:
    """It signs at once."""
    secret = new_secret(bytes(range(32)))
    assert secret == "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    with pytest.raises(ValueError, match="no webhook's secret"):
        signed("whsec_not base64!", "id", b"", NOW)


def test_a_body_tells_all_that_is_known_in_plain_names() -> None:
    """Versioned, in UTC, with who decided; nothing of ours beyond the account's public name."""
    person = Profile("7", "mira", "Mira", bio="Plants", followers=12)
    post = Post("9", "7", "Do you ship to Oslo?", NOW, "mira", "https://pond.example/9")
    decided = Decided("reply", "U0ADA", NOW)
    told = Occurrence(
        Occasion.ANSWERED, "answered:3:1", NOW, "T0FERN", OURS, person, post, decided, Answer("rapport", "11")
    )
    body = json.loads(written(payload(told)))
    assert (body["version"], body["id"], body["event"]) == (1, "answered:3:1", "answered")
    assert (body["at"], body["workspace"]) == ("2026-03-02T09:00:00.250Z", "T0FERN")
    assert body["account"] == {"network": "mastodon", "id": "1000", "handle": "fernandfable", "name": "Fern & Fable"}
    assert (body["person"]["handle"], body["person"]["followers"], body["post"]["text"]) == ("mira", 12, post.text)
    assert body["decision"] == {"choice": "reply", "by": "U0ADA", "at": "2026-03-02T09:00:00.250Z", "why": None}
    assert body["answer"] == {"via": "rapport", "id": "11", "url": "", "text": ""}


ANY = st.text(st.characters(exclude_categories=()), max_size=60)
LONG = st.builds(lambda text, times: text * times, ANY, st.sampled_from([1, 1, 2_000]))


@settings(max_examples=60, deadline=None)
@given(name=ANY, bio=LONG, text=LONG, url=ANY, handle=ANY)
def test_hostile_words_stay_json_and_bounded(name: str, bio: str, text: str, url: str, handle: str) -> None:
    """Half characters, NUL, control characters, floods: the body is UTF-8 JSON below 64 KB, as any parser reads it."""
    person = Profile("7", handle, name, bio=bio, location=bio, website=url, page_url=url)
    post = Post("9", "7", text, NOW, handle, url, warning=bio, language=name)
    told = Occurrence(
        Occasion.QUESTION, "question:1:1", NOW, "T0FERN", OURS, person, post, answer=Answer("x", text=text)
    )
    raw = written(payload(told))
    assert len(raw) <= MAX_BODY
    assert b"\0" not in raw
    read = json.loads(raw.decode("utf-8"))
    assert json.loads(json.dumps(read)) == read
    kept = read["post"]["text"]
    assert text.encode("utf-8", "replace").decode().replace("\0", "").startswith(kept)
    assert set(read) == {"version", "id", "event", "at", "workspace", "account", "person", "post", "decision", "answer"}


@pytest.mark.parametrize(
    "url",
    [
        "http://desk.example/x",
        "ftp://desk.example",
        "https://",
        "https://user:pass@desk.example",
        "https://desk.example/#top",
        "https://desk.example:0/",
        "https://desk.example:99999/",
        "https://[::1",
        "https://desk example/",
        "https://desk.example/\r\nX-Evil: 1",
        "https://désk.example/",
        "javascript:alert(1)",
        "https://desk.example/" + "a" * 2_000,
        "",
    ],
)
def test_an_address_that_can_not_be_used_is_told_in_a_sentence(url: str) -> None:
    """Before anything is sent anywhere."""
    assert wrong_with(url).endswith(".")


def test_good_addresses_are_taken() -> None:
    """Https anywhere; http only where this machine's own addresses are allowed."""
    for url in (
        "https://desk.example/hooks?key=1",
        "https://desk.example:8443",
        "https://203.0.113.9/",
        "https://[2001:db8::1]/",
    ):
        assert wrong_with(url) == ""
    assert wrong_with("http://127.0.0.1:5000/", private=True) == ""


def test_tries_grow_apart_and_end() -> None:
    """1 min, 5 min, 30 min, 2 h, 8 h, and no more."""
    waits = [next_try(attempt, NOW) for attempt in range(1, 7)]
    assert [at - NOW for at in waits if at] == [timedelta(minutes=m) for m in (1, 5, 30, 120, 480)]
    assert waits[-1] is None
    assert key_of(Occasion.OVERDUE, 4, NOW) == "overdue:4:1772442000250"
