"""What we write on a Mastodon server: answers in their post's own audience, posts, likes, and taking them back."""

import hashlib
from collections.abc import Callable

import mastodon

from slackapp.domain.capability import Capability
from slackapp.networks.base import Done, Gone, Once
from slackapp.networks.fields import inner, plain
from slackapp.networks.mastodon import shapes
from slackapp.networks.mastodon import text as texts
from slackapp.networks.mastodon.client import Client, Reply
from slackapp.networks.mastodon.errors import WrongShape
from slackapp.networks.mastodon.site import Site, is_id

_VISIBILITIES = ("public", "unlisted", "private", "direct")


class Writes:
    """One account's posts and likes. Threads share it."""

    def __init__(self, client: Client, site: Site, own: Callable[[], str]) -> None:
        """`own` tells our own account's id on the server."""
        self._client = client
        self._site = site
        self._own = own

    def reply(self, text: str, to_post_id: str, once: Once) -> Done:
        """Answer a post, to the same audience and under the same warning."""
        parent = self._client.ask(lambda api: api.status(_sound(to_post_id)), lambda r: shapes.identified(r.body))
        author = inner(parent, "account")
        handle = plain(author.get("acct"), 400)
        ours = shapes.text_id(author.get("id")) == self._own()
        if handle and not ours and not texts.mentions(text, handle, self._site.host):
            text = f"@{handle} {text}"
        visibility = parent.get("visibility") or "public"
        warning = plain(parent.get("spoiler_text"), 1000).strip()
        return self._publish(
            lambda api: api.status_post(
                text,
                in_reply_to_id=to_post_id,
                # One that we don't know is some server's narrower one: rather too few readers than too many.
                visibility=visibility if visibility in _VISIBILITIES else "direct",
                spoiler_text=warning or None,
                sensitive=bool(warning) or None,  # None leaves it to the account's settings
                idempotency_key=_key(once),
            ),
            Capability.REPLY,
        )

    def hello(self, text: str, once: Once) -> Done:
        """Post publicly."""
        return self._publish(
            lambda api: api.status_post(
                text,
                visibility="public",
                sensitive=None,
                idempotency_key=_key(once),
            ),
            Capability.HELLO,
        )

    def delete_post(self, post_id: str) -> Done:
        """Delete a post of ours; that it is gone already is what was asked for."""
        return self._undo(lambda api: api.status_delete(_sound(post_id)), post_id, Capability.DELETE_POST)

    def like(self, post_id: str) -> Done:
        """Like a post."""
        return self._client.ask(
            lambda api: api.status_favourite(_sound(post_id)),
            lambda reply: _switched(reply, True, post_id),
            Capability.LIKE,
        )

    def unlike(self, post_id: str) -> Done:
        """Take a like back."""
        return self._undo(lambda api: api.status_unfavourite(_sound(post_id)), post_id, Capability.UNLIKE)

    def _publish(self, call: Callable[[mastodon.Mastodon], object], needs: Capability) -> Done:
        def published(reply: Reply) -> Done:
            post = shapes.post(reply.body, self._site)  # one that is only scheduled has no date
            return Done(post.id, post.url)

        return self._client.ask(call, published, needs)

    def _undo(self, call: Callable[[mastodon.Mastodon], object], post_id: str, needs: Capability) -> Done:
        """Take something of ours back; that it is gone already is what was asked for."""
        try:
            return self._client.ask(call, lambda reply: _switched(reply, False, post_id), needs)
        except Gone:
            return Done(id=_sound(post_id))


def _switched(reply: Reply, to: bool, post_id: str) -> Done:
    """The outcome of a switch; some servers answer a deletion with nothing at all."""
    if not isinstance(reply.body, dict) or reply.body.get("favourited", to) is not to:
        raise WrongShape
    return Done(id=post_id)


def _sound(post_id: str) -> str:
    """An id that may stand in an address; whatever else was meant isn't on the server."""
    if not is_id(post_id):
        raise Gone("The server says this isn't there any more.")
    return post_id


def _key(once: Once) -> str:
    """What makes a post the same one however often it is sent, fit for a header."""
    return hashlib.sha256(f"rapport:{once.key}".encode()).hexdigest()
