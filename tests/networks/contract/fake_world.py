# ruff: noqa: D102 - `World` tells what each of its methods does
"""The hand-written fake as a world: what the rooms' own tests rely on keeps the same contract as real networks."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from slackapp.domain.people import Absence
from slackapp.networks.base import Gone, Refused
from tests.fake_network import FakeNetwork
from tests.networks.contract.wire import Wire
from tests.networks.contract.world import Somebody


class FakeWorld:
    """A `World` in memory."""

    wire: Wire | None = None
    url, login = "", ()
    answers: Mapping[str, str] = MappingProxyType({})
    follower_paths = ("followers", "new_followers")

    def __init__(self) -> None:
        self.network = FakeNetwork()
        self.network.follow_times = []
        self._number = 0

    def code(self, page: str) -> str:  # noqa: ARG002 (nobody logs in here by hand)
        return ""

    def person(self, *, locked: bool = False) -> Somebody:
        self._number += 1
        made = self.network.add_person(f"person{self._number}", protected=locked)
        return Somebody(made.id, made.handle)

    def follow_us(self, who: Somebody) -> None:
        self.network.follow_us(self.network.known[who.id])

    def unfollow_us(self, who: Somebody) -> None:
        self.network.lose_follower(who.id)

    def crowd(self, number: int, *, equal_times: bool = False) -> list[str]:  # noqa: ARG002 (ids keep them apart here)
        return [self.network.add_follower(f"crowd{self._number}x{n}").id for n in range(number)]

    def mention_us(self, who: Somebody, text: str, answering: str = "") -> str:
        author = self.network.known[who.id]
        return self.network.add_mention(author, f"@fernandfable {text}", in_reply_to_id=answering or None).id

    def post_as_us(self, text: str, answering: str = "") -> str:
        return self.network.add_post(self.network.me(), text, in_reply_to_id=answering or None).id

    def vanish(self, who: Somebody) -> None:
        self.network.absent[who.id] = Absence.GONE
        if who.id in self.network.follower_ids:
            self.network.follower_ids.remove(who.id)

    def block_us(self, who: Somebody) -> None:  # noqa: ARG002 (the fake has nobody else to follow in such a test)
        self.network.fail_next("follow", Refused("They have blocked your account."))

    def settled(self) -> None:
        """At once."""

    def we_follow(self) -> set[str]:
        return {*self.network.following_ids, *self.network.requested_ids}

    def our_answers(self, post_id: str) -> list[str]:
        if all(post.id != post_id for post in self.network.timeline):
            raise Gone("That post is gone.")
        ours = self.network.me().id
        return [p.text for p in self.network.timeline if (p.author_id, p.in_reply_to_id) == (ours, post_id)]

    def limits(self, until: datetime) -> list[dict[str, str]]:  # noqa: ARG002 (it has no wire)
        return []
