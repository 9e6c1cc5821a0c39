"""What happens on the sandbox's Mastodon: people follow and ask, by its API like anybody else's client."""

import html
import itertools
import re
import threading
from typing import TYPE_CHECKING, Any

from slackapp.sandbox.mastodon.cast import Ask, Cast, Person, newcomer, token

if TYPE_CHECKING:
    from slackapp.sandbox.mastodon.server import MastodonServer

Json = dict[str, Any]


class Town:
    """The people on a running server, each of whom comes once."""

    def __init__(self, server: "MastodonServer", cast: Cast) -> None:
        self._server, self._cast = server, cast
        self._lock = threading.Lock()
        self._waiting = iter([one for one in cast.people if not one.follows])
        self._crowd = map(newcomer, itertools.count(501))  # X has the first ones
        self._asks = {
            kind: itertools.cycle([one for one in cast.asks if one.private is kind]) for kind in (False, True)
        }
        self._asked: set[Ask] = set()
        self._tokens = {one.username: token(one.username) for one in (cast.brand, *cast.people)}
        self._brand_id = str(self._lookup(cast.brand.username)["id"])

    @property
    def url(self) -> str:
        """Where the server is, for people and for Rapport."""
        return self._server.url

    @property
    def handle(self) -> str:
        """The brand's."""
        return self._cast.brand.username

    @property
    def name(self) -> str:
        """What the brand calls itself there."""
        return self._cast.brand.name

    @property
    def access_token(self) -> str:
        """The brand's, as one would copy it from a server's preferences."""
        return self._tokens[self.handle]

    # What people do

    def follow(self) -> Json:
        """The next person follows the brand; answers their `username` and `name`."""
        with self._lock:
            person = next(self._waiting, None) or self._newcomer()
            self._act(person.username, f"accounts/{self._brand_id}/follow")
        return {"username": person.username, "name": person.name}

    def ask(self, *, private: bool = False) -> Json:
        """Somebody asks the brand, in public or between the two; answers the post's `id`, who asks, and the words."""
        with self._lock:
            ask = next(self._asks[private])
            by = self._newcomer().username if ask in self._asked else ask.by  # nobody says the same thing twice
            self._asked.add(ask)
            body: Json = {"status": f"@{self.handle} {ask.text}", "visibility": "direct" if private else "public"}
            if ask.warning:
                body["spoiler_text"] = ask.warning
            post = self._act(by, "statuses", body)
        return {"id": str(post["id"]), "by": by, "text": ask.text}

    # What truly happened

    def account(self) -> Json:
        """The brand's account as the server shows it."""
        return self._lookup(self.handle)

    def following(self) -> list[str]:
        """The handles of whom the brand follows."""
        found = self._server.call("GET", f"/api/v1/accounts/{self._brand_id}/following?limit=80", self.access_token)
        return [str(one["acct"]) for one in found]

    def posts(self) -> list[Json]:
        """The brand's posts, newest first: `id`, `text`, `in_reply_to` (an id or None), `visibility`."""
        found = self._server.call("GET", f"/api/v1/accounts/{self._brand_id}/statuses?limit=40", self.access_token)
        return [
            {
                "id": str(one["id"]),
                "text": html.unescape(re.sub(r"<[^>]*>", "", one["content"])),
                "in_reply_to": one["in_reply_to_id"],
                "visibility": one["visibility"],
            }
            for one in found
        ]

    def _newcomer(self) -> Person:
        person = next(self._crowd)
        about = {"username": person.username, "display_name": person.name}
        made = self._server.call("POST", "/api/v1/_mock/dev_user", body=about)
        bearer = self._tokens[person.username] = str(made["access_token"])
        self._server.call("PATCH", "/api/v1/accounts/update_credentials", bearer, {"note": person.bio})
        return person

    def _act(self, who: str, path: str, body: Json | None = None) -> Json:
        done: Json = self._server.call("POST", f"/api/v1/{path}", self._tokens[who], body or {})
        return done

    def _lookup(self, handle: str) -> Json:
        found: Json = self._server.call("GET", f"/api/v1/accounts/lookup?acct={handle}")
        return found
