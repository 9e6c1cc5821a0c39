"""Reading through tweepy: shapes, fields, expansions, pages, and what isn't there."""

from typing import Any

import pytest
import tweepy

from slackapp.sandbox import world
from slackapp.sandbox.x import snowflake
from tests.sandbox.x.wire import X

BRAND = world.BRAND_ID


def handles(answer: dict[str, Any]) -> list[str]:
    """The handles on a page."""
    return [user["username"] for user in answer.get("data", ())]


def test_only_the_default_fields_come_unasked(x: X) -> None:
    """A user has id, name and username; a post has id, text and its edit history."""
    client = x.client()
    assert set(client.get_me()["data"]) == {"id", "name", "username"}
    posts = client.get_users_tweets(BRAND, user_auth=True)["data"]
    assert {key for post in posts for key in post} == {"id", "text", "edit_history_tweet_ids"}


def test_asked_fields_come_as_asked(x: X) -> None:
    """`user.fields` brings those fields and no others; an empty one is left out."""
    fields = ["description", "created_at", "public_metrics", "most_recent_tweet_id", "location", "protected"]
    user = x.client().get_user(username="ines_carvalho", user_fields=fields, user_auth=True)["data"]
    assert set(user) == {*fields, "id", "name", "username"}
    assert user["created_at"].startswith("2012-04-09T")
    assert user["public_metrics"]["followers_count"] == 3120
    seen_ms = snowflake.ms_of(int(user["most_recent_tweet_id"]))
    assert abs(seen_ms / 1000 - (x.clock() - 1.5 * 3600)) < 60


def test_the_ten_of_the_baseline_follow_newest_first(x: X) -> None:
    """The brand starts with ten followers, and who comes later stands first."""
    client = x.client()
    first = handles(client.get_users_followers(BRAND, user_auth=True))
    assert len(first) == 10
    newcomer = x.panel("follow", kind="person")["followed"][0]["username"]
    assert handles(client.get_users_followers(BRAND, user_auth=True)) == [newcomer, *first]


def test_pages_hold_everyone_once_while_people_come(x: X) -> None:
    """Reading page by page meets each follower once, though new ones arrive between two pages."""
    client = x.client()
    before = handles(client.get_users_followers(BRAND, user_auth=True))
    seen: list[str] = []
    token = None
    while True:
        page = client.get_users_followers(BRAND, max_results=3, pagination_token=token, user_auth=True)
        seen += handles(page)
        x.panel("follow", kind="person")
        token = page["meta"].get("next_token")
        if token is None:
            break
    assert seen == before


def test_previous_token_leads_back(x: X) -> None:
    """A page's `previous_token` names the page before it."""
    client = x.client()
    first = client.get_users_followers(BRAND, max_results=4, user_auth=True)
    assert "previous_token" not in first["meta"]
    second = client.get_users_followers(
        BRAND, max_results=4, pagination_token=first["meta"]["next_token"], user_auth=True
    )
    back = client.get_users_followers(
        BRAND, max_results=4, pagination_token=second["meta"]["previous_token"], user_auth=True
    )
    assert handles(back) == handles(first)


def test_suspended_people_make_a_page_short(x: X) -> None:
    """A suspended follower is left out of a page, which isn't filled up, and the next page still follows."""
    client = x.client()
    whole = handles(client.get_users_followers(BRAND, user_auth=True))
    x.panel("suspend", id=x.person(whole[1]).id)
    page = client.get_users_followers(BRAND, max_results=3, user_auth=True)
    assert handles(page) == [whole[0], whole[2]]
    assert page["meta"]["result_count"] == 2
    rest = client.get_users_followers(
        BRAND, max_results=100, pagination_token=page["meta"]["next_token"], user_auth=True
    )
    assert handles(rest) == whole[3:]


def test_a_token_of_another_list_is_refused(x: X) -> None:
    """A page token opens only the list that gave it."""
    client = x.client()
    token = client.get_users_followers(BRAND, max_results=3, user_auth=True)["meta"]["next_token"]
    with pytest.raises(tweepy.BadRequest, match="pagination_token"):
        client.get_users_following(BRAND, pagination_token=token, user_auth=True)


def test_mentions_since_an_id(x: X) -> None:
    """`since_id` leaves that post and all before it out; an empty page has no `data`."""
    client = x.client()
    newest = client.get_users_mentions(BRAND, user_auth=True)["meta"]["newest_id"]
    empty = client.get_users_mentions(BRAND, since_id=newest, user_auth=True)
    assert empty == {"meta": {"result_count": 0}}
    made = x.panel("mention", kind="complaint")["post"]
    page = client.get_users_mentions(BRAND, since_id=newest, user_auth=True)
    assert [post["id"] for post in page["data"]] == [made["id"]]
    assert page["meta"] == {"result_count": 1, "newest_id": made["id"], "oldest_id": made["id"]}


def test_timeline_bounds_by_time_and_by_id(x: X) -> None:
    """`until_id`, `start_time` and `end_time` cut the timeline at both ends."""
    client = x.client()
    fields = {"max_results": 100, "tweet_fields": ["created_at"], "user_auth": True}
    whole = client.get_users_tweets(BRAND, **fields)["data"]
    older = client.get_users_tweets(BRAND, until_id=whole[2]["id"], **fields)["data"]
    assert older == whole[3:]
    between = client.get_users_tweets(
        BRAND, start_time=whole[4]["created_at"], end_time=whole[1]["created_at"], **fields
    )["data"]
    assert between == whole[2:5]


def test_replies_may_be_excluded(x: X) -> None:
    """`exclude=replies` leaves the brand's own posts."""
    page = x.client().get_users_tweets(
        BRAND, max_results=100, exclude=["replies"], tweet_fields=["in_reply_to_user_id"], user_auth=True
    )
    assert page["data"]
    assert not [post for post in page["data"] if "in_reply_to_user_id" in post]


def test_a_thread_tells_itself(x: X) -> None:
    """A reply names its conversation and parent, and expansions bring the parent and both authors."""
    page = x.client().get_users_tweets(
        BRAND,
        max_results=100,
        tweet_fields=["conversation_id", "in_reply_to_user_id"],
        expansions=["author_id", "referenced_tweets.id", "in_reply_to_user_id"],
        user_auth=True,
    )
    reply = next(post for post in page["data"] if "balcony" not in post["text"] and "referenced_tweets" in post)
    [reference] = reply["referenced_tweets"]
    included = {post["id"] for post in page["includes"]["tweets"]}
    assert reference["type"] == "replied_to"
    assert reference["id"] in included
    assert reply["conversation_id"] != reply["id"]
    assert {BRAND, reply["in_reply_to_user_id"]} <= {user["id"] for user in page["includes"]["users"]}


def test_search_finds_a_conversation_and_an_author(x: X) -> None:
    """Recent search knows `conversation_id:` and `from:`, and looks seven days back."""
    client = x.client()
    asked = x.panel("mention", kind="question")["post"]
    x.panel("answer", post_id=asked["id"], text="Yes, we do.")
    query = f"conversation_id:{asked['id']}"
    assert len(client.search_recent_tweets(query, user_auth=True)["data"]) == 2
    [answer] = client.search_recent_tweets(f"{query} from:tidewatercoffee", user_auth=True)["data"]
    assert answer["text"].endswith("Yes, we do.")
    x.clock.ahead = 8 * 86_400
    assert "data" not in client.search_recent_tweets(query, user_auth=True)


@pytest.mark.parametrize(
    ("happens", "title", "detail"),
    [
        ("delete", "Not Found Error", "Could not find user with id"),
        ("suspend", "Forbidden", "User has been suspended"),
    ],
)
def test_who_is_gone_is_an_error_in_a_good_answer(x: X, happens: str, title: str, detail: str) -> None:
    """A look-up of someone gone or suspended answers 200 with `errors` and no `data`."""
    user_id = x.person("tariq_anwar").id
    x.panel(happens, id=user_id)
    answer = x.client().get_user(id=user_id, user_auth=True)
    [error] = answer["errors"]
    assert "data" not in answer
    assert (error["title"], error["resource_id"]) == (title, user_id)
    assert error["detail"].startswith(detail)


def test_a_mixed_lookup_gives_both(x: X) -> None:
    """Several ids: those found as `data`, the others as `errors`."""
    known = x.person("isla_mackay").id
    answer = x.client().get_users(ids=[known, "999"], user_auth=True)
    assert [user["id"] for user in answer["data"]] == [known]
    assert [error["resource_id"] for error in answer["errors"]] == ["999"]


def test_a_protected_person_keeps_their_posts(x: X) -> None:
    """A protected person can be looked up, their posts and lists can't."""
    client = x.client()
    hidden = x.person("quiet_orchard")
    user = client.get_user(id=hidden.id, user_fields=["protected", "most_recent_tweet_id"], user_auth=True)["data"]
    assert user["protected"] is True
    assert "most_recent_tweet_id" not in user
    for answer in (
        client.get_users_tweets(hidden.id, user_auth=True),
        client.get_users_followers(hidden.id, user_auth=True),
        client.get_tweet(hidden.last_post_id, user_auth=True),
    ):
        assert [error["title"] for error in answer["errors"]] == ["Authorization Error"]


def test_texts_are_escaped_and_links_shortened(x: X) -> None:
    """A post's text has its &, < and > escaped and its links behind t.co, with entities that fit."""
    x.panel("mention", text="a < b & c https://example.com/page #roast", author_id=x.person("bodhi_r").id)
    [post, *_] = x.client().get_users_mentions(BRAND, tweet_fields=["entities"], user_auth=True)["data"]
    [link] = post["entities"]["urls"]
    [person] = post["entities"]["mentions"]
    assert "a &lt; b &amp; c https://t.co/" in post["text"]
    assert post["text"][link["start"] : link["end"]] == link["url"]
    assert link["expanded_url"] == "https://example.com/page"
    assert post["text"][person["start"] : person["end"]] == "@tidewatercoffee"
    assert post["entities"]["hashtags"][0]["tag"] == "roast"


def test_pictures_are_png(x: X) -> None:
    """A profile picture is a PNG that the stand-in serves itself; newcomers share the default one."""
    import requests

    people = x.client().get_users(
        usernames=["odile_marsh", "goldie_park"], user_fields=["profile_image_url"], user_auth=True
    )["data"]
    assert people[1]["profile_image_url"].endswith("/default_profile_normal.png")
    for person in people:
        picture = requests.get(person["profile_image_url"], timeout=5)
        assert picture.headers["content-type"] == "image/png"
        assert picture.content.startswith(b"\x89PNG\r\n")
