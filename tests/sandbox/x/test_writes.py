"""Writing through tweepy: what is done, and each of X's refusals."""

from collections.abc import Callable
from typing import Any

import pytest
import tweepy

from slackapp.sandbox import world
from tests.sandbox.x.wire import X

BRAND = world.BRAND_ID


def test_a_reply_to_a_mention(x: X) -> None:
    """Who mentioned the brand may be answered; the answer opens with their handle and is in the thread."""
    asked = x.panel("mention", kind="question")["post"]
    made = x.client().create_tweet(text="Yes & yes.", in_reply_to_tweet_id=asked["id"])["data"]
    [newest, *_] = x.client().get_users_tweets(BRAND, tweet_fields=["conversation_id"], user_auth=True)["data"]
    assert made["text"] == "@priya_nambiar Yes &amp; yes."
    assert (newest["id"], newest["conversation_id"]) == (made["id"], asked["conversation_id"])
    [post] = [one for one in x.look("record")["posts"] if one["via"] == "api"]
    assert (post["text"], post["in_reply_to"]) == ("Yes & yes.", asked["id"])


def test_a_plain_post_with_a_mention(x: X) -> None:
    """A post that answers no one may mention anyone."""
    made = x.client().create_tweet(text="Thanks to all, and to @odile_marsh for the mugs!")["data"]
    assert x.client().get_tweet(made["id"], user_auth=True)["data"]["text"] == made["text"]


def test_a_deleted_post_is_gone(x: X) -> None:
    """Deleting one's own post works once; then X doesn't find it."""
    client = x.client()
    made = client.create_tweet(text="Oops")["data"]["id"]
    assert client.delete_tweet(made)["data"] == {"deleted": True}
    assert "errors" in client.delete_tweet(made)
    assert [one["id"] for one in x.look("record")["deletes"]] == [made]


def test_follow_and_unfollow_on_enterprise(x: X) -> None:
    """With enterprise access the follow really happens, twice is once, and it can be taken back."""
    x.panel("switch", access="enterprise")
    client, target = x.client(), x.person("ines_carvalho").id
    for _ in range(2):
        assert client.follow_user(target)["data"] == {"following": True, "pending_follow": False}
    assert [user["id"] for user in client.get_users_following(BRAND, user_auth=True)["data"]] == [target]
    assert [one["via"] for one in x.look("record")["follows"]] == ["api"]
    assert client.unfollow_user(target)["data"] == {"following": False}
    assert "data" not in client.get_users_following(BRAND, user_auth=True)


def test_a_protected_person_is_only_asked(x: X) -> None:
    """Following someone protected is pending, and they aren't among the followed."""
    x.panel("switch", access="enterprise")
    answer = x.client().follow_user(x.person("quiet_orchard").id)
    assert answer["data"] == {"following": False, "pending_follow": True}
    assert "data" not in x.client().get_users_following(BRAND, user_auth=True)


def test_someone_gone_is_an_error_in_a_good_answer(x: X) -> None:
    """Following an account that is no more answers 200 with `errors` and no `data`."""
    x.panel("switch", access="enterprise")
    target = x.person("jonas_feld").id
    x.panel("delete", id=target)
    answer = x.client().follow_user(target)
    assert "data" not in answer
    assert answer["errors"][0]["title"] == "Not Found Error"


def test_likes_on_enterprise(x: X) -> None:
    """A like counts once, and can be taken back."""
    x.panel("switch", access="enterprise")
    client, post = x.client(), x.panel("mention", kind="praise")["post"]["id"]
    client.like(post)
    client.like(post)
    metrics = client.get_tweet(post, tweet_fields=["public_metrics"], user_auth=True)["data"]["public_metrics"]
    assert metrics["like_count"] == 1
    assert client.unlike(post)["data"] == {"liked": False}


Do = Callable[[X, tweepy.Client], Any]


def _reply_uninvited(x: X, client: tweepy.Client) -> None:
    client.create_tweet(text="Hi!", in_reply_to_tweet_id=x.person("ines_carvalho").last_post_id)


def _twice(_: X, client: tweepy.Client) -> None:
    client.create_tweet(text="Same words")
    client.create_tweet(text="Same words")


def _reply_to_deleted(x: X, client: tweepy.Client) -> None:
    post = x.panel("mention", kind="question")["post"]
    x.panel("delete", id=post["author_id"])
    client.create_tweet(text="Hi!", in_reply_to_tweet_id=post["id"])


def _follow_suspended(x: X, client: tweepy.Client) -> None:
    x.panel("switch", access="enterprise")
    x.panel("suspend", id=x.person("growth_gus").id)
    client.follow_user(x.person("growth_gus").id)


def _follow_oneself(x: X, client: tweepy.Client) -> None:
    x.panel("switch", access="enterprise")
    client.follow_user(BRAND)


def _follow_without_access(x: X, client: tweepy.Client) -> None:
    client.follow_user(x.person("ines_carvalho").id)


def _like_without_access(x: X, client: tweepy.Client) -> None:
    client.like(x.person("ines_carvalho").last_post_id)


def _quote_without_access(x: X, client: tweepy.Client) -> None:
    client.create_tweet(text="Look", quote_tweet_id=x.person("ines_carvalho").last_post_id)


REFUSED: dict[str, tuple[Do, str]] = {
    "reply to someone who didn't summon": (_reply_uninvited, "have not been mentioned or otherwise engaged"),
    "the same text again": (_twice, "duplicate content"),
    "reply to a deleted post": (_reply_to_deleted, "deleted or not visible"),
    "281 letters": (lambda _, client: client.create_tweet(text="a" * 281), "too long"),
    "141 emoji, which weigh two": (lambda _, client: client.create_tweet(text="☕" * 141), "too long"),
    "follow someone suspended": (_follow_suspended, "suspended"),
    "follow oneself": (_follow_oneself, "yourself"),
    "follow on self-serve": (_follow_without_access, "attached to a Project"),
    "like on self-serve": (_like_without_access, "different access level"),
    "quote on self-serve": (_quote_without_access, "different access level"),
    "delete another's post": (
        lambda x, client: client.delete_tweet(x.person("nell_abbott").last_post_id),
        "not authorized to delete",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(x: X, name: str) -> None:
    """X says 403 with its own words, and nothing happened."""
    do, words = REFUSED[name]
    client = x.client()
    with pytest.raises(tweepy.Forbidden, match=words):
        do(x, client)
    record = x.look("record")
    assert not record["follows"]
    assert not record["likes"]
    assert not record["deletes"]
    assert [one["text"] for one in record["posts"] if one["via"] == "api"] in ([], ["Same words"])


def test_handles_are_free_only_where_they_lead_a_reply(x: X) -> None:
    """280 letters after a typed handle fit into a reply, and are too long for a plain post."""
    asked = x.panel("mention", kind="question")["post"]
    text = "@priya_nambiar " + "a" * 280
    with pytest.raises(tweepy.Forbidden, match="too long"):
        x.client().create_tweet(text=text)
    assert x.client().create_tweet(text=text, in_reply_to_tweet_id=asked["id"])["data"]["text"] == text


@pytest.mark.parametrize("text", ["a" * 280, "☕" * 140, "https://example.com/" + "a" * 300 + " " + "b" * 256])
def test_just_short_enough(x: X, text: str) -> None:
    """280 by X's weight is fine: a link weighs 23 whatever its length."""
    assert x.client().create_tweet(text=text)["data"]["id"]


def test_the_same_words_to_two_people_are_two_texts(x: X) -> None:
    """The handle that opens a reply makes it another text, and after a day the same text is fine again."""
    client = x.client()
    for _ in range(2):
        asked = x.panel("mention", kind="question")["post"]["id"]
        client.create_tweet(text="Thank you!", in_reply_to_tweet_id=asked)
    client.create_tweet(text="Roast day.")
    x.clock.ahead = 86_401
    client.create_tweet(text="Roast day.")


def test_400_follows_a_day(x: X) -> None:
    """The account rule: the 401st follow of a day is refused, whatever the access; the next day it isn't."""
    x.panel("switch", access="enterprise")
    state = x.stand_in.state
    x.panel("follow", count=401)
    people = state.followers[BRAND].newest(401)
    with state.lock:
        for user_id in people[:400]:
            state.follow(BRAND, user_id, via="api")
    with pytest.raises(tweepy.Forbidden, match="unable to follow more people"):
        x.client().follow_user(people[400])
    x.clock.ahead = 86_400
    assert x.client().follow_user(people[400])["data"]["following"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": " "},
        {"text": 5},
        {"text": "a", "colour": "red"},
        {"text": "a", "reply": {"in_reply_to_tweet_id": "x"}},
        {"text": "a", "reply": "1"},
    ],
)
def test_a_body_that_fits_no_schema_is_400(x: X, body: dict[str, Any]) -> None:
    """X answers `Invalid Request` and says what is wrong."""
    answer = x.raw("POST", "/2/tweets", json=body)
    assert answer.status_code == 400
    assert answer.json()["title"] == "Invalid Request"
    assert answer.json()["errors"][0]["message"]


def test_one_acts_only_for_oneself(x: X) -> None:
    """Another account's id in the path is refused."""
    x.panel("switch", access="enterprise")
    other = x.person("odile_marsh").id
    answer = x.raw("POST", f"/2/users/{other}/following", json={"target_user_id": BRAND})
    assert answer.status_code == 400
    assert "must be the same as the authenticating user" in answer.json()["errors"][0]["message"]
