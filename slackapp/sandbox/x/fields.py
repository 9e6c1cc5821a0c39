"""Users and posts as X writes them: the asked-for fields, and what an expansion brings along."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from slackapp.sandbox.x import problems, snowflake
from slackapp.sandbox.x.model import Person, Post
from slackapp.sandbox.x.state import State
from slackapp.sandbox.x.vocabulary import TWEET_FIELDS, USER_FIELDS

Json = dict[str, Any]

_ALWAYS_USER = ("id", "name", "username")
_ALWAYS_TWEET = ("id", "text", "edit_history_tweet_ids")


@dataclass
class Shape:
    """What a call asked for, how it looks from the viewer's side, and what that brings along."""

    state: State
    viewer: str
    base_url: str
    user_fields: frozenset[str] = frozenset()
    tweet_fields: frozenset[str] = frozenset()
    expansions: frozenset[str] = frozenset()
    users: dict[str, Json] = field(default_factory=dict)
    tweets: dict[str, Json] = field(default_factory=dict)
    errors: list[Json] = field(default_factory=list)

    def user(self, person: Person) -> Json:
        """A person, with the fields asked for."""
        for name, post_id in (
            ("pinned_tweet_id", person.pinned_post_id),
            ("most_recent_tweet_id", person.last_post_id),
        ):
            if name in self.expansions and post_id:
                self._include_post(post_id, name)
        asked = self.user_fields | (self.expansions & frozenset(USER_FIELDS))
        return _pick(self.whole_user(person), asked.union(_ALWAYS_USER))

    def tweet(self, post: Post) -> Json:
        """A post, with the fields asked for."""
        self._expand(post)
        asked = self.tweet_fields | (self.expansions & frozenset(TWEET_FIELDS))
        if any(name.startswith("referenced_tweets") for name in self.expansions):
            asked |= {"referenced_tweets"}
        return _pick(whole_tweet(post), asked.union(_ALWAYS_TWEET))

    def whole_user(self, person: Person) -> Json:
        """A person with every field that the stand-in knows."""
        hidden = self.state.hidden(person, self.viewer)
        return {
            "id": person.id,
            "name": person.name,
            "username": person.username,
            "created_at": snowflake.iso(person.created_ms),
            "description": person.description,
            "location": person.location or None,
            "url": person.url or None,
            "profile_image_url": person.avatar or f"{self.base_url}/avatars/{_picture(person)}",
            "protected": person.protected,
            "verified": person.verified,
            "verified_type": "blue" if person.verified else "none",
            "public_metrics": {
                "followers_count": person.followers,
                "following_count": person.following,
                "tweet_count": person.posts,
                "listed_count": person.listed,
                "like_count": person.likes,
                "media_count": person.posts // 7,
            },
            "most_recent_tweet_id": None if hidden else person.last_post_id or None,
            "pinned_tweet_id": person.pinned_post_id or None,
            "connection_status": self._connections(person) or None,
        }

    def includes(self) -> Json:
        """What the expansions brought along, for an answer's `includes`."""
        found = {"users": list(self.users.values()), "tweets": list(self.tweets.values())}
        return {name: items for name, items in found.items() if items}

    def _connections(self, person: Person) -> list[str]:
        state, me = self.state, self.viewer
        ties = {
            "following": person.id in state.following[me],
            "follow_request_sent": person.id in state.requests[me],
            "followed_by": person.id in state.followers[me],
        }
        return [name for name, holds in ties.items() if holds]

    def _expand(self, post: Post) -> None:
        wanted: list[tuple[str, Iterable[str | None]]] = [
            ("author_id", (post.author_id,)),
            ("in_reply_to_user_id", (post.in_reply_to_user,)),
            ("entities.mentions.username", post.mentions),
        ]
        for name, ids in wanted:
            if name in self.expansions:
                self._include_users(ids)
        if {"referenced_tweets.id", "referenced_tweets.id.author_id"} & self.expansions:
            for post_id in filter(None, (post.in_reply_to, post.quotes)):
                self._include_post(post_id, "referenced_tweets.id")

    def _include_users(self, ids: Iterable[str | None]) -> None:
        for person in self.state.present(user_id for user_id in ids if user_id):
            if person.id not in self.users:
                self.users[person.id] = _pick(self.whole_user(person), self.user_fields.union(_ALWAYS_USER))

    def _include_post(self, post_id: str, parameter: str) -> None:
        post = self.state.posts.get(post_id)
        if post is None:
            self.errors.append(problems.not_found("post", parameter, post_id))
        elif not self.state.visible(post, self.viewer):
            self.errors.append(problems.not_for_you("post", parameter, post_id))
        elif post_id not in self.tweets:
            asked = self.tweet_fields.union(_ALWAYS_TWEET)
            if "referenced_tweets.id.author_id" in self.expansions:
                asked |= {"author_id"}
                self._include_users((post.author_id,))
            self.tweets[post_id] = _pick(whole_tweet(post), asked)


def whole_tweet(post: Post) -> Json:
    """A post with every field that the stand-in knows."""
    references = [
        {"type": kind, "id": target}
        for kind, target in (("replied_to", post.in_reply_to), ("quoted", post.quotes))
        if target
    ]
    return {
        "id": post.id,
        "text": post.text,
        "edit_history_tweet_ids": [post.id],
        "author_id": post.author_id,
        "conversation_id": post.conversation_id,
        "created_at": snowflake.iso(post.created_ms),
        "entities": post.entities or None,
        "in_reply_to_user_id": post.in_reply_to_user,
        "lang": post.lang,
        "possibly_sensitive": False,
        "public_metrics": {**post.metrics, "bookmark_count": 0, "impression_count": 0},
        "referenced_tweets": references or None,
        "reply_settings": "everyone",
    }


def _picture(person: Person) -> str:
    return "default_profile_normal.png" if person.default_picture else f"{person.id}.png"


def _pick(whole: Json, names: frozenset[str]) -> Json:
    return {name: value for name, value in whole.items() if name in names and value is not None}
