"""The panel: the world around X, which a person plays."""

import time
from typing import Any

import pytest
import requests

from slackapp.sandbox import world
from tests.sandbox.x.wire import X

BRAND = world.BRAND_ID


def test_the_state_shows_the_world(x: X) -> None:
    """Ten followers, nobody followed, the brand's talk newest first, and all the rest still waiting."""
    state = x.look()
    ids = [int(post["id"]) for post in state["timeline"]]
    assert state["brand"]["username"] == "tidewatercoffee"
    assert (state["follower_count"], len(state["followers"]), state["following"]) == (10, 10, [])
    assert ids == sorted(ids, reverse=True)
    assert {post["author_id"] for post in state["timeline"]} <= set(state["people"])
    assert state["waiting_people"] == 48
    assert (state["access"], state["down"], state["credit_out"]) == ("self_serve", False, False)


def test_each_press_brings_another_person(x: X) -> None:
    """New followers come one by one, farmers when asked for; the world's own first, then the crowd."""
    people = [x.panel("follow", kind="person")["followed"][0]["id"] for _ in range(50)]
    farmers = [x.panel("follow", kind="farmer")["followed"][0] for _ in range(6)]
    assert len(set(people)) == 50
    assert x.look()["waiting_people"] == 0
    assert all("follow" in one["description"].lower() or "gain" in one["description"].lower() for one in farmers)
    assert x.look()["follower_count"] == 66


def test_a_crowd(x: X) -> None:
    """200 at once are 200 different, believable people, and the world's own go on waiting."""
    made = x.panel("follow", count=200)
    assert made["count"] == 200
    people = made["followed"]
    assert len({one["username"] for one in people}) == len(people) == 60
    assert len({one["description"] for one in people}) > 40
    assert x.look()["waiting_people"] == 48


def test_leaving(x: X) -> None:
    """A follower leaves, the newest unless named; who is gone is gone from everywhere."""
    newest, second, *_ = x.look()["followers"]
    assert x.panel("unfollow")["id"] == newest["id"]
    x.panel("delete", id=second["id"])
    state = x.look()
    assert state["follower_count"] == 8
    assert state["brand"]["public_metrics"]["followers_count"] == 8
    assert [one["by"] for one in x.look("record")["unfollows"]] == [newest["id"]]


@pytest.mark.parametrize("kind", ["question", "complaint", "praise", "request", "chatter"])
def test_each_press_brings_another_mention(x: X, kind: str) -> None:
    """Presses in turn bring different people and texts that all reach the brand's mentions."""
    posts = [x.panel("mention", kind=kind)["post"] for _ in range(4)]
    assert len({post["text"] for post in posts}) == 4
    page = x.client().get_users_mentions(BRAND, max_results=5, user_auth=True)["data"]
    assert [post["id"] for post in posts] == [post["id"] for post in reversed(page)][-4:]


def test_a_mention_of_ones_own(x: X) -> None:
    """A given text by a given person mentions the brand; as a reply it stands in the thread."""
    author = x.person("fionn_byrne").id
    first = x.panel("mention", text="Is it open on Sunday?", author_id=author)["post"]
    answer = x.panel("answer")["post"]
    again = x.panel("mention", text="And on Monday?", author_id=author, in_reply_to=answer["id"])["post"]
    assert first["text"] == "@tidewatercoffee Is it open on Sunday?"
    assert answer["referenced_tweets"] == [{"type": "replied_to", "id": first["id"]}]
    assert again["conversation_id"] == first["id"]
    assert again["id"] in x.stand_in.state.mentions[BRAND]


def test_the_brand_acts_on_x_itself(x: X) -> None:
    """What the brand does by hand is seen by the API, and the record says it wasn't the API."""
    x.panel("brand_follows", handle="@odile_marsh")
    post = x.panel("brand_posts", text="Good morning, quay.")["post"]
    client = x.client()
    assert client.get_users_following(BRAND, user_auth=True)["data"][0]["username"] == "odile_marsh"
    assert client.get_users_tweets(BRAND, user_auth=True)["data"][0]["id"] == post["id"]
    record = x.look("record")
    assert [one["via"] for one in (*record["follows"], *record["posts"])] == ["x", "x"]


def test_many_accounts_each_with_its_tokens(x: X) -> None:
    """More brands can be had, whose people and posts are put in as given."""
    brands = [{"id": str(500 + n), "username": f"brand_{n}", "name": f"Brand {n}"} for n in range(3)]
    keys = x.panel("accounts", brands=brands)["accounts"][1]
    people: list[dict[str, Any]] = [
        {"id": "900", "username": "newest", "public_metrics": {"followers_count": 7}},
        {"id": "901", "username": "oldest"},
    ]
    asked, answered = "1900000000000000001", "1900000000000000002"
    posts: list[dict[str, Any]] = [
        {"id": answered, "author_id": "501", "text": "@newest hello", "conversation_id": asked},
        {"id": asked, "author_id": "900", "text": "@brand_1 Caf&amp;Bar open?"},
    ]
    posts[0]["referenced_tweets"] = [{"type": "replied_to", "id": asked}]
    assert x.panel("load", account_id="501", followers=people, posts=posts)["posts"] == 2
    client = x.client(keys["access_token"], keys["access_token_secret"])
    assert client.get_me()["data"]["username"] == "brand_1"
    followers = client.get_users_followers("501", user_fields=["public_metrics"], user_auth=True)["data"]
    assert [one["username"] for one in followers] == ["newest", "oldest"]
    assert followers[0]["public_metrics"]["followers_count"] == 7
    [mention] = client.get_users_mentions("501", user_auth=True)["data"]
    assert mention["text"] == "@brand_1 Caf&amp;Bar open?"
    assert x.client().get_me()["data"]["id"] == BRAND


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("follow", {"id": "1"}),
        ("follow", {"count": 0}),
        ("unfollow", {"id": "1"}),
        ("mention", {"kind": "riddle"}),
        ("answer", {"post_id": "1"}),
        ("brand_posts", {"text": " "}),
        ("switch", {"access": "gold"}),
        ("faults", {"kind": "earthquake"}),
        ("load", {"account_id": "1"}),
        ("load", {"followers": [{"id": "5"}]}),
        ("load", {"posts": [{"id": "5", "author_id": "6", "text": "who am I?"}]}),
    ],
)
def test_a_wrong_press(x: X, name: str, body: dict[str, Any]) -> None:
    """What can't be done is refused with a reason, and changes nothing."""
    answer = requests.post(f"{x.base}/panel/{name}", json=body, timeout=5)
    assert answer.status_code == 400
    assert answer.json()["ok"] is False
    assert answer.json()["detail"]


def test_events_tell_what_changed(x: X) -> None:
    """Each press is an event, so that the panel reads the state again."""
    with requests.get(f"{x.base}/panel/events", stream=True, timeout=5) as stream:
        lines = stream.iter_lines()
        assert next(lines) == b": open"
        x.panel("follow", kind="person")
        x.panel("mention", kind="praise")
        told = [line for line in (next(lines) for _ in range(5)) if line.startswith(b"data")]
    assert told == [
        b'data: {"type": "changed", "what": "follower"}',
        b'data: {"type": "changed", "what": "post"}',
    ]


def test_reset_begins_again(x: X) -> None:
    """After a reset everything is as at the start, waiting faults too."""
    x.panel("follow", count=30)
    x.panel("switch", down=True)
    x.panel("faults", kind="reset")
    x.panel("reset")
    assert x.look()["follower_count"] == 10
    assert x.client().get_me()["data"]
    assert len(x.look("record")["calls"]) == 1


def test_a_big_world_answers_as_quickly(x: X) -> None:
    """With 5,000 followers and 6,000 posts a page takes no longer than its length asks for."""
    posts = [
        {"id": str(1900000000000000000 + n), "author_id": x.person("odile_marsh").id, "text": "@tidewatercoffee hi"}
        for n in range(6000)
    ]
    x.panel("follow", count=5000)
    x.panel("load", account_id=BRAND, posts=posts)
    client = x.client()
    started = time.perf_counter()
    for _ in range(10):
        client.get_users_followers(BRAND, max_results=20, user_auth=True)
        client.get_users_mentions(BRAND, max_results=20, user_auth=True)
    assert (time.perf_counter() - started) / 20 < 0.05
