"""A small canned X for the page alone: what the stand-in's panel would tell of."""

import time

from tests.sandbox.page.canned import NOW, Json


def person(user_id: str, username: str, name: str, bio: str = "", followers: int = 120) -> Json:
    """A user of X."""
    metrics = {"followers_count": followers, "following_count": 310, "tweet_count": 2048}
    return {
        "id": user_id,
        "username": username,
        "name": name,
        "description": bio,
        "public_metrics": metrics,
        "profile_image_url": "",
    }


def post(post_id: str, author: Json, words: str, minutes_ago: float, in_reply_to: str | None = None) -> Json:
    """A post on X."""
    at = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(NOW - minutes_ago * 60))
    made = {"id": post_id, "text": words, "author_id": author["id"], "created_at": at}
    return {**made, "referenced_tweets": [{"type": "replied_to", "id": in_reply_to}]} if in_reply_to else made


def x_state() -> Json:
    """What `/x/panel/state` answers."""
    brand = person("1", "tidewatercoffee", "Tidewater Coffee", "Small-batch coffee from the harbour. We answer.", 4218)
    mara = person(
        "11", "mara_solis", "Mara Solís", "Product designer in Lisbon. Filter coffee, long walks, small type.", 1204
    )
    joost = person("12", "joostv", "Joost Vermeer", "Trains, spreadsheets, espresso.", 310)
    lena = person("14", "lena_k", "Lena Köhler")
    farmer = person("13", "growth_wolf_x", "GROWTH WOLF", "#teamfollowback I follow everyone back &amp; more", 48200)
    return {
        "brand": brand,
        "followers": [mara, farmer, joost],
        "follower_count": 4218,
        "following": [joost],
        "timeline": [
            post("501", joost, "Third time my order is late, @tidewatercoffee. What is going on?", 10),
            post("503", brand, "@lena_k Yes! All our bags are compostable since spring.", 42, "502"),
            post("502", lena, "@tidewatercoffee are your bags compostable? &lt;3", 55),
        ],
        "people": {one["id"]: one for one in (brand, joost, lena)},
        "access": "self_serve",
        "down": False,
        "credit_out": False,
        "credit_usd": 5.0,
        "spent_usd": 0.135,
        "waiting_people": 57,
    }
