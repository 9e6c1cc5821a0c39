"""The wire to the fake network: where calls pass, what each did, and how the network shows it late."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any

from slackapp.domain.capability import Capability
from slackapp.networks.base import LoginRefused, NetworkError
from tests.fake_network import FakeNetwork

WRITES = {
    "follow": Capability.FOLLOW,
    "unfollow": Capability.UNFOLLOW,
    "reply": Capability.REPLY,
    "hello": Capability.HELLO,
    "delete_post": Capability.DELETE_POST,
    "like": Capability.LIKE,
    "unlike": Capability.UNLIKE,
}
READS = ("relationship", "find_post", "posts", "own_posts", "mentions", "followers")


class Seam(StrEnum):
    """Between which steps of an action something else happens."""

    CALL = "between the claim and the call's effect"
    ANSWER = "between the effect and its settling"
    TOLD = "after the settling, before anybody was told"


class Wire:
    """Stands for the fake network: everything that Rapport calls passes here."""

    def __init__(self, network: FakeNetwork, now: Callable[[], datetime]) -> None:
        """Nothing happens on the way, at first."""
        self.network, self.now = network, now
        self.connected = True
        self.did: dict[int, list[str]] = {}  # what each action truly did, by its id
        self.acting: list[int] = []  # the ids of the actions under way, innermost last
        self.at: dict[Seam, Callable[[], object]] = {}  # what happens there, once
        self.not_before: dict[
            tuple[int, str], datetime
        ] = {}  # what the network told an action's call that came too often
        self.impatient: list[int] = []  # actions that called again all the same
        self.behind = 0  # looks until our new posts show
        self._unseen: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        """The network's own; its calls pass by here."""
        plain = getattr(self.network, name)
        return partial(self._call, name, plain) if name in WRITES or name in READS else plain

    def pass_by(self, seam: Seam) -> None:
        """What was to happen here, happens."""
        self.at.pop(seam, _nothing)()

    def rest(self) -> None:
        """Nothing more happens on the way."""
        self.at.clear()

    def show_all(self) -> None:
        """The network has caught up."""
        self.behind = 0
        self._unseen.clear()

    def _call(self, name: str, plain: Callable[..., Any], *args: Any, **more: Any) -> Any:
        action = self.acting[-1] if self.acting else 0
        self.pass_by(Seam.CALL)
        if not self.connected:
            raise LoginRefused("The account is disconnected. Connect it again first.")
        if name in WRITES and self.now() < self.not_before.get((action, name), self.now()):
            self.impatient.append(action)
        before, posted = self.state(), len(self.network.posted)
        try:
            answer = plain(*args, **more)
        except NetworkError as error:
            if error.retry_at is not None:
                self.not_before[action, name] = error.retry_at
            raise
        finally:
            self._note(action, before, posted)
        self.pass_by(Seam.ANSWER)
        return self._late(name, answer)

    def _note(self, action: int, before: Counter[str], posted: int) -> None:
        after = self.state()
        gone = [effect.removeprefix("now ") for effect in (before - after) if effect.startswith("now ")]
        did = [effect for effect in (after - before).elements() if not effect.startswith("now follow")]
        did = [effect.removeprefix("now ") for effect in did] + [f"un{effect}" for effect in gone]
        if did:
            self.did.setdefault(action, []).extend(did)
        if self.behind:
            self._unseen |= {post.id for post in self.network.posted[posted:]}

    def state(self) -> Counter[str]:
        """What was done by API, once for each time, and what holds now."""
        network = self.network
        lasting = [f"follow {who}" for who in network.follows] + [f"delete {post}" for post in network.deleted]
        lasting += [f"post {post.text} to {post.in_reply_to_id or ''}" for post in network.posted]
        now = [f"now follow {who}" for who in {*network.following_ids, *network.requested_ids}]
        return Counter(lasting + now + [f"now like {post}" for post in network.liked])

    def _late(self, name: str, answer: Any) -> Any:
        if not self.behind:
            return answer
        if name == "own_posts":
            shown = tuple(post for post in answer.items if post.id not in self._unseen)
            return type(answer)(shown, answer.cursor, answer.people, answer.context, answer.mark)
        if name != "find_post" or answer is None or answer.id not in self._unseen:
            return answer
        self.behind -= 1
        return None


def _nothing() -> None:
    """All is well."""
