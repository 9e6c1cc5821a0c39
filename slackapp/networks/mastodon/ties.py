"""Following and unfollowing: a server may say yes long before it shows it, and no without saying why."""

from contextlib import suppress
from typing import cast

from slackapp.domain.capability import Capability
from slackapp.domain.people import Relationship
from slackapp.networks.base import CutOff, Done, Gone, NetworkError, Refused
from slackapp.networks.fields import Json, inner, plain
from slackapp.networks.mastodon import shapes
from slackapp.networks.mastodon.client import Client, Reply
from slackapp.networks.mastodon.errors import WrongShape

_LOOKS = 2  # at once; whoever performs the follow looks again later


def follow(client: Client, local_id: str) -> Done:
    """Follow a person. Raises CutOff where the server said yes but doesn't show it."""
    try:
        ties = client.ask(
            # None leaves as it is whether somebody wants to be told of posts; Mastodon.py can't do so for boosts.
            lambda api: api.account_follow(local_id, notify=cast("bool", None)),
            lambda reply: shapes.relationship(reply.body),
            Capability.FOLLOW,
        )
    except (Refused, Gone) as error:
        raise _why_not(client, local_id, error) from None
    for look in range(_LOOKS + 1):
        if ties.we_follow or ties.requested:
            return Done(requested=not ties.we_follow)
        if look < _LOOKS:
            ties = _seen(client, local_id, ties)
    raise CutOff("The server took the follow, but doesn't show it yet.")


def unfollow(client: Client, local_id: str) -> Done:
    """Stop following a person, or take back that we asked to. Raises CutOff as above."""
    ties = client.ask(
        lambda api: api.account_unfollow(local_id), lambda reply: shapes.relationship(reply.body), Capability.UNFOLLOW
    )
    for look in range(_LOOKS + 1):
        if not (ties.we_follow or ties.requested):
            return Done()
        if look < _LOOKS:
            ties = _seen(client, local_id, ties)
    raise CutOff("The server took the unfollow, but doesn't show it yet.")


def _seen(client: Client, local_id: str, otherwise: Relationship) -> Relationship:
    """How we stand now; as told before where that can't be read."""
    with suppress(NetworkError, WrongShape):
        return shapes.relationship(_raw(client, local_id))
    return otherwise


def _why_not(client: Client, local_id: str, error: NetworkError) -> NetworkError:
    """The refusal in better words where the server lets us see why; servers give blockers any status at all."""
    with suppress(NetworkError):
        if _raw(client, local_id).get("blocked_by") is True:
            return Refused("This person has blocked your account.")
        account = client.ask(lambda api: api.account(local_id), lambda reply: shapes.identified(reply.body))
        moved = plain(inner(account, "moved").get("acct"), 400)
        if moved:
            return Refused(f"This person has moved to @{moved}. Follow them there.")
    return error


def _raw(client: Client, local_id: str) -> Json:
    def own(reply: Reply) -> Json:
        told = reply.body if isinstance(reply.body, list) else []
        found = [each for each in told if isinstance(each, dict) and shapes.text_id(each.get("id")) == local_id]
        if not found:
            raise WrongShape
        return shapes.identified(found[0])

    return client.ask(lambda api: api.account_relationships([local_id]), own)
