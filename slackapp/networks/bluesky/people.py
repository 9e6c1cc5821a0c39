"""People and how they stand to us, as the network's view of everybody (the AppView) tells it."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from atproto_client import models

from slackapp.domain.people import Absence, Profile, Relationship
from slackapp.networks.base import Gone, Page, Refused
from slackapp.networks.bluesky import shapes, walks
from slackapp.networks.bluesky.client import Client
from slackapp.networks.bluesky.errors import Absent
from slackapp.networks.bluesky.ids import FOLLOW, is_did
from slackapp.networks.bluesky.repo import Repo
from slackapp.networks.fields import Json, inner

T = TypeVar("T")

_PAGE = 100
_DETAILS = 25  # people that one look-up takes
_GET_PROFILE = models.ids.AppBskyActorGetProfile


class People:
    """Look-ups of people for one account of ours."""

    def __init__(self, client: Client, repo: Repo) -> None:
        self._client = client
        self._repo = repo

    def me(self) -> Profile:
        """Ourselves."""
        params = models.AppBskyActorGetProfile.Params(actor=self._client.did)
        return self._client.read_ours(_GET_PROFILE, params, shapes.profile)

    def profile(self, actor: str) -> Profile:
        """One person by DID or handle. Raises Absent where they are gone."""
        return self._client.read(_GET_PROFILE, models.AppBskyActorGetProfile.Params(actor=actor), shapes.profile)

    def details(self, ids: Sequence[str]) -> dict[str, Profile]:
        """Profiles with their counts; who is not to be seen is left out."""
        return self._looked_up(ids, lambda body: {person.id: person for person in shapes.profiles(body, "profiles")})

    def ties(self, ids: Sequence[str]) -> dict[str, Json]:
        """The network's own records of how we and people stand; who is gone is left out.

        `getRelationships` would do, too, but it knows no difference between a stranger and somebody who is gone.
        """
        return self._looked_up(ids, _ties)

    def all(self, ids: Sequence[str]) -> dict[str, Profile | Absence]:
        """Each of `ids` with its profile, or why there is none."""
        known = [i for i in dict.fromkeys(ids) if is_did(i)]
        found: dict[str, Profile | Absence] = dict.fromkeys(ids, Absence.GONE)
        details = self.details(known)
        found |= {i: details[i] if i in details else self.one(i) for i in known}
        return found

    def one(self, actor: str) -> Profile | Absence:
        """One person by DID or handle, or why there is nobody."""
        try:
            return self.profile(actor)
        except Absent as absent:
            return absent.absence

    def followers(self, cursor: str | None, limit: int) -> Page[Profile]:
        """A page of who follows us; who stands at its edge may stand on the next one, too.

        More than `limit` come where so many followed in the same millisecond; beyond 100 of them the server shows none.
        """
        most = min(max(limit, 1), _PAGE)
        params = models.AppBskyGraphGetFollowers.Params(actor=self._client.did, cursor=walks.asked(cursor), limit=most)
        page = self._client.read_ours(
            models.ids.AppBskyGraphGetFollowers,
            params,
            lambda body: Page(shapes.profiles(body, "followers"), walks.onward(shapes.next_cursor(body), cursor)),
        )
        if most < _PAGE and len(page.items) >= most and walks.stands_still(page.cursor, cursor):
            return self.followers(cursor, _PAGE)
        return page

    def following(self, cursor: str | None, limit: int) -> Page[Profile]:
        """A page of whom we follow."""
        params = models.AppBskyGraphGetFollows.Params(
            actor=self._client.did, cursor=walks.asked(cursor), limit=min(max(limit, 1), _PAGE)
        )
        return self._client.read_ours(
            models.ids.AppBskyGraphGetFollows,
            params,
            lambda body: Page(shapes.profiles(body, "follows"), walks.onward(shapes.next_cursor(body), cursor)),
        )

    def relationships(self, ids: Sequence[str]) -> dict[str, Relationship]:
        """How we and several people stand; our own newest follows go before the network's view, which lags."""
        known = [i for i in dict.fromkeys(ids) if is_did(i)]
        ties = self.ties(known)
        if not ties:
            return {}
        newest, more = self._repo.page(FOLLOW)
        followed = {record.subject for record in newest}
        keys = {record.address.rkey for record in newest}

        def we_follow(did: str) -> bool:
            there = self._repo.ours(ties[did].get("following"), FOLLOW)
            if did in followed or there is None:
                return did in followed
            # One that would stand among the newest and doesn't is deleted.
            return there.rkey in keys or (more is not None and there.rkey < min(keys, default=""))

        return {did: Relationship(we_follow(did), _uri(ties[did], "followedBy")) for did in ties}

    def standing(self, did: str) -> Json:
        """What the network knows of a person and us, to follow or answer them.

        Raises:
            Gone: they are not there any more.
            Refused: one of us has blocked the other, or it's ourselves.
        """
        if not is_did(did):
            raise Gone("Bluesky says this isn't there any more.")
        if did == self._client.did:
            raise Refused("That is your own account.")
        viewer = self._client.read(_GET_PROFILE, models.AppBskyActorGetProfile.Params(actor=did), _viewer)
        refuse_blocked(viewer)
        return viewer

    def _looked_up(self, ids: Sequence[str], shape: Callable[[Json], dict[str, T]]) -> dict[str, T]:
        found: dict[str, T] = {}
        for start in range(0, len(ids), _DETAILS):
            params = models.AppBskyActorGetProfiles.Params(actors=list(ids[start : start + _DETAILS]))
            found |= self._client.read(models.ids.AppBskyActorGetProfiles, params, shape)
        return {i: found[i] for i in ids if i in found}


def refuse_blocked(viewer: Json) -> None:
    """Raise Refused where one of us has blocked the other."""
    if viewer.get("blockedBy") is True:
        raise Refused("This person has blocked your account on Bluesky.")
    if viewer.get("blocking") or viewer.get("blockingByList"):
        raise Refused("Your account has blocked this person on Bluesky. Unblock them there first.")


def _viewer(body: Json) -> Json:
    shapes.profile(body)
    return inner(body, "viewer")


def _ties(body: Json) -> dict[str, Json]:
    people = [person.id for person in shapes.profiles(body, "profiles")]
    return dict(zip(people, (inner(item, "viewer") for item in body["profiles"]), strict=True))


def _uri(tie: Any, name: str) -> bool:
    return isinstance(tie.get(name), str) and bool(tie[name])
