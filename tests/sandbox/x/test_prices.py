"""What calls cost: X's pay-per-use prices, and once a day for a resource."""

import pytest

from slackapp.sandbox import world
from tests.sandbox.x.wire import X

BRAND = world.BRAND_ID


def spent(x: X) -> float:
    """What the record says was spent, which is the sum over its calls."""
    record = x.look("record")
    assert record["spent_usd"] == pytest.approx(sum(call["cost_usd"] for call in record["calls"]))
    return float(record["spent_usd"])


def test_own_followers_are_a_tenth_of_a_cent(x: X) -> None:
    """Ten of one's own followers are $.010, and reading them again that day is free, the next day not."""
    x.client().get_users_followers(BRAND, user_auth=True)
    assert spent(x) == pytest.approx(0.010)
    x.client().get_users_followers(BRAND, user_auth=True)
    assert spent(x) == pytest.approx(0.010)
    x.clock.ahead = 86_400
    x.client().get_users_followers(BRAND, user_auth=True)
    assert spent(x) == pytest.approx(0.020)


def test_anyone_elses_lists_cost_full_price(x: X) -> None:
    """Another's post is $.005, another's follow $.010."""
    ines = x.person("ines_carvalho").id
    posts = x.client().get_users_tweets(ines, user_auth=True)["data"]
    assert spent(x) == pytest.approx(0.005 * len(posts))
    x.client().get_users_following(x.person("odile_marsh").id, user_auth=True)
    assert spent(x) == pytest.approx(0.005 * len(posts) + 0.010)


def test_an_account_without_the_app_pays_in_full(x: X) -> None:
    """An owned read is one by the account that owns the developer app."""
    [keys] = x.panel("accounts", brands=[{"id": "77", "username": "second_brand", "owns_app": False}])["accounts"]
    x.panel("load", account_id="77", followers=[{"id": "78", "username": "one_fan"}])
    client = x.client(keys["access_token"], keys["access_token_secret"])
    client.get_users_followers("77", user_auth=True)
    assert spent(x) == pytest.approx(0.010)


@pytest.mark.parametrize(
    ("text", "price"),
    [("Roast day.", 0.015), ("Read https://example.com", 0.200)],
)
def test_posts(x: X, text: str, price: float) -> None:
    """A post is $.015, one with a link $.200."""
    x.client().create_tweet(text=text)
    assert spent(x) == pytest.approx(price)


def test_a_summoned_reply_then_its_deletion(x: X) -> None:
    """Answering someone who mentioned us is $.010, a deletion $.010."""
    asked = x.panel("mention", kind="question")["post"]["id"]
    made = x.client().create_tweet(text="Sure!", in_reply_to_tweet_id=asked)["data"]["id"]
    assert spent(x) == pytest.approx(0.010)
    x.client().delete_tweet(made)
    assert spent(x) == pytest.approx(0.020)


def test_a_refusal_is_free_and_a_follow_is_not(x: X) -> None:
    """What X refuses costs nothing; a follow is $.015, and the panel tells the balance."""
    target = x.person("ines_carvalho").id
    assert x.raw("POST", f"/2/users/{BRAND}/following", json={"target_user_id": target}).status_code == 403
    assert spent(x) == 0
    x.panel("switch", access="enterprise")
    x.client().follow_user(target)
    state = x.look()
    assert state["spent_usd"] == pytest.approx(0.015)
    assert state["credit_usd"] == pytest.approx(25 - 0.015)
