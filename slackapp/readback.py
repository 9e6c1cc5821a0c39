"""Reading the network back: did an action whose answer was lost, or that a person did by hand, really happen?"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from slackapp.domain.action import Action, ActionKind
from slackapp.networks.base import Network, Once

CONFIRMING = (ActionKind.CONFIRM_FOLLOW, ActionKind.CONFIRM_REPLY)
CLOCKS_DIFFER = timedelta(minutes=2)  # a network's clock and ours


@dataclass(frozen=True, slots=True)
class Finding:
    """What a look at the network showed. `happened` is None where nothing can be said."""

    happened: bool | None
    id: str = ""
    url: str = ""
    reason: str = ""
    safe_to_repeat: bool = False  # doing it again can't do it twice
    looked: bool = True  # False: the network could not be asked
    not_before: datetime | None = None  # when it may be asked again, where it said so


def once(action: Action) -> Once:
    """What makes an action's write the same one however often it is sent, and another's never the same.

    The moment is in the key: after a restore, ids and so the store's keys are given out again.
    """
    assert action.created_at is not None
    return Once(f"{action.key}@{action.created_at.timestamp():.6f}", action.created_at, action.id)


def read_back(network: Network, action: Action) -> Finding:  # noqa: PLR0911 (one return for each kind)
    """Look whether an action happened.

    Raises:
        NetworkError: the look itself failed.
    """
    since = (action.calling_at or action.created_at or datetime.now(UTC)) - CLOCKS_DIFFER
    match action.kind:
        case ActionKind.FOLLOW | ActionKind.CONFIRM_FOLLOW:
            relationship = network.relationship(action.target_id)
            asked = relationship.requested and not relationship.we_follow
            return Finding(relationship.we_follow or asked, reason="requested" if asked else "", safe_to_repeat=True)
        case ActionKind.UNFOLLOW:
            relationship = network.relationship(action.target_id)  # a request that still stands is not taken back
            return Finding(not (relationship.we_follow or relationship.requested), safe_to_repeat=True)
        case ActionKind.DELETE_POST:
            return Finding(not network.posts([action.target_id]), safe_to_repeat=True)
        case ActionKind.CONFIRM_REPLY:
            return _own_reply(network, action)
        case ActionKind.REPLY | ActionKind.HELLO:
            parent = action.target_id if action.kind is ActionKind.REPLY else None
            post = network.find_post(action.text, since, once(action), parent)
            if post is not None:
                return Finding(True, post.id, post.url)
            if network.posts_once(once(action)):
                return Finding(None, safe_to_repeat=True)
            return Finding(
                None, reason=f"The answer from {network.name.label} was lost, and the post is not to be seen."
            )
        case _:  # likes can't be looked up, and tell nobody else: doing them again is harmless
            return Finding(None, safe_to_repeat=True)


def _own_reply(network: Network, action: Action) -> Finding:
    page = network.own_posts()
    reply = next((post for post in page.items if post.in_reply_to_id == action.target_id), None)
    return Finding(True, reply.id, reply.url) if reply else Finding(False)
