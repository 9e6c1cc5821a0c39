"""Posts: the network's view of everybody's, and our own as our own server holds them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from atproto_client import models

from slackapp.domain.posts import Post
from slackapp.networks.base import Once, Page, Unavailable
from slackapp.networks.bluesky import shapes
from slackapp.networks.bluesky.client import Client
from slackapp.networks.bluesky.errors import WrongShape
from slackapp.networks.bluesky.ids import POST, is_did, is_tid, post_address, tid
from slackapp.networks.bluesky.repo import Record, Repo
from slackapp.networks.bluesky.text import same
from slackapp.networks.fields import Json, listed

_BATCH = 25  # posts that one look-up takes
_READ_BACK_PAGES = 10
_CLOCKS_DIFFER = timedelta(minutes=1)
_AFTER = "after:"  # before our own cursors: the server takes any text for one
_ASTRAY = "Bluesky doesn't take up the list at this place. Read it from the start."


class Posts:
    """Look-ups of posts for one account of ours."""

    def __init__(self, client: Client, repo: Repo, handle: str) -> None:
        """`handle` is our own, for the addresses of our posts."""
        self._client = client
        self._repo = repo
        self._handle = handle

    def some(self, ids: Sequence[str]) -> tuple[Post, ...]:
        """Those of the posts that are there; our own as they are on our server, so that a deletion shows at once."""
        wanted = {i: there for i in dict.fromkeys(ids) if (there := post_address(i))}
        if not wanted:
            return ()
        ours = {i: there.rkey for i, there in wanted.items() if there.did == self._client.did}
        found = {post.id: post for post in self.seen([i for i in wanted if i not in ours])}
        for uri, rkey in ours.items():
            post = self._post(self._repo.get(POST, rkey))
            found |= {uri: post} if post else {}
        return tuple(found[i] for i in wanted if i in found)

    def seen(self, uris: Sequence[str]) -> tuple[Post, ...]:
        """Those of the posts that the network shows us."""
        return shapes.posts(view for view in self.views(uris).values())

    def views(self, uris: Sequence[str]) -> dict[str, Json]:
        """The network's own views of posts, by address; what is deleted or hidden from us is left out."""
        found: dict[str, Json] = {}
        for start in range(0, len(uris), _BATCH):
            params = models.AppBskyFeedGetPosts.Params(uris=list(uris[start : start + _BATCH]))
            found |= self._client.read(models.ids.AppBskyFeedGetPosts, params, _views)
        return {uri: found[uri] for uri in uris if uri in found}

    def recent(self, user_id: str, limit: int) -> tuple[Post, ...]:
        """A person's own newest posts and answers."""
        if not is_did(user_id):
            return ()
        params = models.AppBskyFeedGetAuthorFeed.Params(
            actor=user_id, limit=min(max(2 * limit, 10), 100), filter="posts_with_replies"
        )
        found = self._client.read(models.ids.AppBskyFeedGetAuthorFeed, params, _feed)
        return tuple(post for post in found if post.author_id == user_id)[:limit]

    def own(self, mark: str | None, cursor: str | None) -> Page[Post]:
        """A page of our own posts, newest first."""
        if (mark is not None and not is_tid(mark)) or (cursor is not None and not cursor.startswith(_AFTER)):
            raise Unavailable(_ASTRAY)
        records, onward = self._repo.page(POST, cursor and cursor.removeprefix(_AFTER))
        if onward is not None and f"{_AFTER}{onward}" == cursor:
            raise Unavailable("Bluesky answered something we don't understand.")
        keys = [record.address.rkey for record in records]
        ended = onward is None or (mark is not None and bool(keys) and keys[-1] <= mark)
        fresh = [record for record in records if mark is None or record.address.rkey > mark]
        return Page(
            items=tuple(post for post in map(self._post, fresh) if post),
            cursor=None if ended else f"{_AFTER}{onward}",
            mark=max(filter(is_tid, (record.address.rkey for record in fresh)), default=""),
        )

    def find(self, text: str, since: datetime, once: Once, in_reply_to_id: str | None) -> Post | None:
        """The post that was sent with `once`; otherwise the newest with these words and this parent."""
        sent = self._post(self._repo.get(POST, tid(once)))
        if sent:
            return sent
        cursor: str | None = None
        for _ in range(_READ_BACK_PAGES):
            page = self.own(None, cursor)
            for post in page.items:
                new = post.created_at >= since - _CLOCKS_DIFFER
                if new and post.in_reply_to_id == in_reply_to_id and same(text, post.text):
                    return post
            cursor = page.cursor
            if cursor is None or (page.items and page.items[-1].created_at < since - _CLOCKS_DIFFER):
                return None
        raise Unavailable("There are too many posts of yours since then to look through.")

    def _post(self, record: Record | None) -> Post | None:
        return shapes.record_post(str(record.address), record.value, self._handle) if record else None


def _views(body: Json) -> dict[str, Json]:
    if not isinstance(body.get("posts"), list):
        raise WrongShape
    return {
        view["uri"]: view for view in listed(body, "posts") if isinstance(view, dict) and post_address(view.get("uri"))
    }


def _feed(body: Json) -> tuple[Post, ...]:
    if not isinstance(body.get("feed"), list):
        raise WrongShape
    return shapes.posts(
        item.get("post") for item in listed(body, "feed") if isinstance(item, dict) and not item.get("reason")
    )
