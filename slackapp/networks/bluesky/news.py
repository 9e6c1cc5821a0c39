"""What the network notifies us of: who followed us, who spoke to us. Newest first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from atproto_client import models

from slackapp.domain.people import Profile
from slackapp.domain.posts import Post
from slackapp.networks.base import Followed, Page
from slackapp.networks.bluesky import shapes, walks
from slackapp.networks.bluesky.client import Client
from slackapp.networks.bluesky.errors import WrongShape
from slackapp.networks.bluesky.ids import post_address
from slackapp.networks.bluesky.people import People
from slackapp.networks.bluesky.posts import Posts
from slackapp.networks.fields import Json, listed

_PAGE = 100
_SPOKEN = ("mention", "reply", "quote")


@dataclass(frozen=True, slots=True)
class _Notice:
    """One notification. `at` is the network's own time; what the record itself says is anybody's claim.

    The AppView sorts by the earlier of the two and gives that as `indexedAt`: nobody can be newer than now.
    """

    uri: str
    author: Profile
    at: datetime


class News:
    """One account's notifications."""

    def __init__(self, client: Client, people: People, posts: Posts) -> None:
        self._client = client
        self._people = people
        self._posts = posts

    def followers(self, mark: str | None, cursor: str | None) -> Page[Followed]:
        """Who followed us, with their counts where they are still to be seen."""
        notices = self._page(("follow",), mark, cursor)
        # A notification shows no counts, and a card weighs them; a list of thousands is never asked for like this.
        details = self._people.details(list(dict.fromkeys(notice.author.id for notice in notices.items)))
        people = tuple(Followed(details.get(n.author.id, n.author), n.at) for n in notices.items)
        return Page(people, notices.cursor, mark=notices.mark)

    def mentions(self, mark: str | None, cursor: str | None) -> Page[Post]:
        """Posts that mention, answer or quote us, and the posts that they answer."""
        notices = self._page(_SPOKEN, mark, cursor)
        uris = dict.fromkeys(notice.uri for notice in notices.items if post_address(notice.uri))
        us = self._client.did
        items = tuple(post for post in self._posts.seen(list(uris)) if _speaks_to(post, us))
        here = {post.id for post in items}
        context = self._posts.seen(_beside(items, here))
        people = {notice.author.id: notice.author for notice in notices.items}
        return Page(items, notices.cursor, tuple(people.values()), context, notices.mark)

    def _page(self, reasons: Sequence[str], mark: str | None, cursor: str | None) -> Page[_Notice]:
        since = walks.since(mark)
        params = models.AppBskyNotificationListNotifications.Params(
            reasons=list(reasons), limit=_PAGE, cursor=walks.asked(cursor)
        )

        def shape(body: Json) -> Page[_Notice]:
            found = _notices(body, reasons)
            new = tuple(notice for notice in found if since is None or notice.at > since)
            onward = walks.onward(shapes.next_cursor(body), cursor)
            ended = since is not None and bool(found) and found[-1].at <= since
            newest = max((notice.at for notice in new), default=None)
            return Page(new, None if ended else onward, mark=str(walks.Told(newest)) if newest else "")

        return self._client.read(models.ids.AppBskyNotificationListNotifications, params, shape)


def _notices(body: Json, reasons: Collection[str]) -> list[_Notice]:
    """The notifications that make sense; a single odd one doesn't hide the others."""
    if not isinstance(body.get("notifications"), list):
        raise WrongShape
    found = []
    for item in listed(body, "notifications"):
        if not isinstance(item, dict) or item.get("reason") not in reasons:
            continue
        uri, at = item.get("uri"), shapes.moment(item.get("indexedAt"))
        try:
            author = shapes.profile(item.get("author"))
        except WrongShape:
            continue
        if isinstance(uri, str) and at is not None:
            found.append(_Notice(uri, author, at))
    return found


def _speaks_to(post: Post, us: str) -> bool:
    """Whether a post addresses us. The network also tells of answers to those who answered us."""
    quoted = post_address(post.quoted_id)
    addressed = us in post.mentioned_ids or post.in_reply_to_author_id == us
    return post.author_id != us and (addressed or (quoted is not None and quoted.did == us))


def _beside(posts: Sequence[Post], here: Collection[str]) -> list[str]:
    """What posts answer or quote, and isn't among them."""
    named = [i for post in posts for i in (post.in_reply_to_id, post.quoted_id) if i]
    return [i for i in dict.fromkeys(named) if i not in here]
