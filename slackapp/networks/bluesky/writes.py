"""What we do on Bluesky: each a record under a key minted from `Once`, so that the same one again changes nothing."""

from atproto_client import models

from slackapp.networks.base import Done, Gone, Once, Refused
from slackapp.networks.bluesky import addresses
from slackapp.networks.bluesky import text as texts
from slackapp.networks.bluesky.client import Client
from slackapp.networks.bluesky.errors import nonsense
from slackapp.networks.bluesky.facets import facets
from slackapp.networks.bluesky.ids import FOLLOW, LIKE, POST, Address, is_cid, is_did, post_address, said_at, tid
from slackapp.networks.bluesky.people import People, refuse_blocked
from slackapp.networks.bluesky.posts import Posts
from slackapp.networks.bluesky.repo import Repo
from slackapp.networks.fields import Json, inner, plain

_GONE = "Bluesky says this post is deleted, or hidden from you."


class Writes:
    """One account's follows, posts and likes. What a write needs to know is read first, so that CutOff is its own."""

    def __init__(self, client: Client, repo: Repo, people: People, posts: Posts, handle: str) -> None:
        """`handle` is our own, for the addresses of our posts."""
        self._client = client
        self._repo = repo
        self._people = people
        self._posts = posts
        self._handle = handle

    def follow(self, did: str, once: Once) -> Done:
        """Follow somebody who is there; the server itself would take any DID."""
        viewer = self._people.standing(did)
        if not self._repo.did(FOLLOW, did, viewer.get("following")):
            self._repo.put(self._key(FOLLOW, once), {"subject": did, "createdAt": said_at(once)})
        return Done()

    def unfollow(self, did: str) -> Done:
        """Delete our follow, also of somebody who is gone."""
        if is_did(did):
            self._repo.undo(FOLLOW, did, self._people.ties([did]).get(did, {}).get("following"))
        return Done()

    def reply(self, text: str, to_post_id: str, once: Once) -> Done:
        """Answer a post."""
        there = post_address(to_post_id)
        if there is None:
            raise Gone(_GONE)
        return self._publish(text, once, {"reply": self._thread(there)})

    def hello(self, text: str, once: Once) -> Done:
        """Post publicly."""
        return self._publish(text, once, {})

    def delete_post(self, post_id: str) -> Done:
        """Delete a post of ours."""
        there = self._repo.ours(post_id, POST)
        if there is None:
            raise Refused("Bluesky lets you delete only your own posts.")
        self._repo.delete(there)
        return Done(id=post_id)

    def like(self, post_id: str, once: Once) -> Done:
        """Like a post."""
        view = self._view(post_id)
        if not self._repo.did(LIKE, post_id, inner(view, "viewer").get("like")):
            self._repo.put(self._key(LIKE, once), {"subject": _reference(view), "createdAt": said_at(once)})
        return Done(id=post_id)

    def unlike(self, post_id: str) -> Done:
        """Delete our like, also of a post that is gone."""
        if post_address(post_id):
            view = self._posts.views([post_id]).get(post_id)
            liked = inner(view, "viewer").get("like") if view else None
            self._repo.undo(LIKE, post_id, liked)
        return Done(id=post_id)

    def _publish(self, text: str, once: Once, more: Json) -> Done:
        text = plain(text, len(text))
        if not 0 < texts.length(text) <= texts.LIMIT:
            raise Refused(f"Bluesky takes texts of 1 to {texts.LIMIT} characters.")
        found = facets(text, self._did_of)
        if not more and not _reaches(text, found):
            raise Gone("Bluesky knows nobody by that name any more; your post would reach nobody.")
        value = {"text": text, "createdAt": said_at(once)} | more | ({"facets": found} if found else {})
        there = str(self._repo.put(self._key(POST, once), value).address)
        return Done(id=there, url=addresses.post(self._handle, there))

    def _thread(self, there: Address) -> Json:
        """What an answer says of where it stands: the post it answers and the first one of the thread."""
        view = self._view(str(there))
        refuse_blocked(inner(inner(view, "author"), "viewer"))
        if inner(view, "viewer").get("replyDisabled") is True:
            raise Refused("This post's author lets only some people answer it, and not your account.")
        parent = _reference(view)
        root = inner(inner(inner(view, "record"), "reply"), "root")
        sound = post_address(root.get("uri")) and is_cid(root.get("cid"))
        return {"parent": parent, "root": {"uri": root["uri"], "cid": root["cid"]} if sound else parent}

    def _view(self, post_id: str) -> Json:
        """The network's view of a post. Raises Gone, or Refused where a block hides it."""
        there = post_address(post_id)
        view = self._posts.views([post_id]).get(post_id) if there else None
        if view is not None:
            return view
        if there is None:
            raise Gone(_GONE)
        if there.did != self._client.did:
            self._people.standing(there.did)
            raise Gone(_GONE)
        ours = self._repo.get(POST, there.rkey)  # the network doesn't show it yet
        if ours is None:
            raise Gone(_GONE)
        return {"uri": post_id, "cid": ours.cid, "record": ours.value}

    def _did_of(self, handle: str) -> str | None:
        params = models.ComAtprotoIdentityResolveHandle.Params(handle=handle)
        try:
            did = self._client.read(models.ids.ComAtprotoIdentityResolveHandle, params, lambda body: body.get("did"))
        except Gone:
            return None
        return did if is_did(did) else None

    def _key(self, collection: str, once: Once) -> Address:
        return Address(self._client.did, collection, tid(once))


def _reference(view: Json) -> Json:
    if not is_cid(view.get("cid")):
        raise nonsense()
    return {"uri": view["uri"], "cid": view["cid"]}


def _reaches(text: str, found: list[Json]) -> bool:
    """Whether a text that begins with @ really mentions somebody there; one that doesn't needs nobody."""
    start = len(text) - len(text.lstrip())
    if not text.startswith("@", start):
        return True
    byte = len(text[:start].encode())
    return any(f["index"]["byteStart"] == byte and "did" in f["features"][0] for f in found)
