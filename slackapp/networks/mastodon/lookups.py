"""Looking people and posts up: many at a time where the server can, otherwise one by one."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import mastodon

from slackapp.domain.people import Absence, Profile, Relationship
from slackapp.domain.posts import Post
from slackapp.networks.base import Gone, Refused
from slackapp.networks.mastodon import pages, shapes
from slackapp.networks.mastodon.client import UNKNOWN, Client, Reply
from slackapp.networks.mastodon.errors import Unsupported
from slackapp.networks.mastodon.site import Site, is_id

T = TypeVar("T")

_HANDLE = re.compile(r"[\w.-]{1,200}(?:@[\w.-]{1,253}(?::\d{1,5})?)?")
# What Mastodon takes at once (app/controllers/api/v1/accounts_controller.rb, statuses_controller.rb).
_PEOPLE = 40
_POSTS = 20


class Lookups:
    """One account's look-ups; threads share it. It remembers which calls its server doesn't know."""

    def __init__(self, client: Client, site: Site) -> None:
        self._client = client
        self._site = site
        self._one_by_one: set[str] = set()

    def people(self, ids: Sequence[str]) -> dict[str, Profile | Absence]:
        """Each of `ids` with its profile, or why there is none."""
        found: dict[str, Profile | Absence] = dict.fromkeys(ids, Absence.GONE)
        ours = self._ours(ids)
        at_once = self._at_once(
            "people", list(ours), _PEOPLE, lambda some: lambda api: api.accounts(some), self._several
        )
        # Whom a list passes over in silence may be gone, suspended or hidden: each is asked for.
        for local, person_id in ours.items():
            found[person_id] = at_once.get(local) or self._one(local)
        return found

    def person(self, handle: str) -> Profile | Absence:
        """A person by handle; one of another server's may have to be fetched from there first."""
        wanted = handle.strip().removeprefix("@").removesuffix(f"@{self._site.host}")
        if not _HANDLE.fullmatch(wanted):
            return Absence.GONE
        try:
            return self._client.ask(
                lambda api: api.account_lookup(wanted),
                lambda reply: pages.person(reply.body, self._site),
                unknown=UNKNOWN,
            )
        except Unsupported:
            return self._searched(wanted)

    def posts(self, ids: Sequence[str]) -> tuple[Post, ...]:
        """Those of `ids` that are there, for us."""
        sound = [each for each in dict.fromkeys(ids) if is_id(each)]
        found = self._at_once("posts", sound, _POSTS, lambda some: lambda api: api.statuses(some), self._some_posts)
        if "posts" in self._one_by_one:
            found |= {each: post for each in sound if each not in found and (post := self._post(each))}
        return pages.threaded([found[each] for each in sound if each in found])

    def relationships(self, user_ids: Sequence[str]) -> dict[str, Relationship]:
        """How we and several people stand to each other; those who are gone are left out."""
        ours = self._ours(user_ids)
        found: dict[str, Relationship] = {}
        for some in _parts(list(ours), _PEOPLE):
            told = self._client.ask(_relationships(some), pages.relationships)
            found |= {ours[local]: ties for local, ties in told.items() if local in ours}
        return found

    def _at_once(
        self,
        name: str,
        ids: Sequence[str],
        most: int,
        call: Callable[[list[str]], Callable[[mastodon.Mastodon], object]],
        shape: Callable[[Reply], dict[str, T]],
    ) -> dict[str, T]:
        """What the server gives of `ids` in lists; nothing where it knows no such call."""
        found: dict[str, T] = {}
        if len(ids) < 2 and name == "people":
            return found
        for some in _parts(ids, most) if name not in self._one_by_one else ():
            try:
                found |= self._client.ask(call(some), shape, unknown=UNKNOWN)
            except Unsupported:
                self._one_by_one.add(name)
                break
        return found

    def _several(self, reply: Reply) -> dict[str, Profile | Absence]:
        return {shapes.identified(each)["id"]: pages.person(each, self._site) for each in pages.items(reply)}

    def _some_posts(self, reply: Reply) -> dict[str, Post]:
        return {post.id: post for post in pages.some_posts(reply, self._site)}

    def _one(self, local: str) -> Profile | Absence:
        try:
            return self._client.ask(
                lambda api: api.account(local),
                lambda reply: pages.person(reply.body, self._site),
                unknown=frozenset({403}),
            )
        except Gone:
            return Absence.GONE
        except Unsupported:
            return Absence.HIDDEN

    def _post(self, post_id: str) -> Post | None:
        try:
            found = self._client.ask(
                lambda api: api.status(post_id), lambda reply: pages.some_posts(Reply([reply.body]), self._site)
            )
        except (Gone, Refused):
            return None
        return found[0]

    def _searched(self, handle: str) -> Profile | Absence:
        def named(reply: Reply) -> Profile | Absence:
            for each in map(shapes.identified, pages.items(reply)):
                if str(each.get("acct")).casefold() == handle.casefold():
                    return pages.person(each, self._site)
            return Absence.GONE

        return self._client.ask(lambda api: api.account_search(handle, limit=5, resolve=True), named)

    def _ours(self, ids: Sequence[str]) -> dict[str, str]:
        """By the server's own id: those of `ids` that are people of this server's."""
        ours: dict[str, str] = {}
        for each in ids:
            try:
                ours[self._site.local_id(each)] = each
            except Gone:
                continue
        return ours


def _relationships(ids: list[str]) -> Callable[[mastodon.Mastodon], object]:
    return lambda api: api.account_relationships(ids)


def _parts(ids: Sequence[str], most: int) -> Iterator[list[str]]:
    return (list(ids[start : start + most]) for start in range(0, len(ids), most))
