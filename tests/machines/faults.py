"""How calls fail, and where the power goes out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum

from slackapp.domain.capability import Capability
from slackapp.domain.posts import Post
from slackapp.networks.base import (
    CutOff,
    Gone,
    LoginRefused,
    NetworkError,
    NotAllowed,
    Once,
    RateLimited,
    Refused,
    Unavailable,
)
from tests.clicks import PowerCut
from tests.fake_network import Call
from tests.house import House

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


class Fault(StrEnum):
    """How a call fails."""

    LOST_BEFORE = "the answer was lost, nothing had happened"
    LOST_AFTER = "the answer was lost, it had happened"
    RATE_LIMITED = "too many"
    UNAVAILABLE = "down"
    REFUSED = "no"
    NOT_ALLOWED = "not by API"
    GONE = "gone"
    LOGIN_REFUSED = "who are you?"


class Crash(StrEnum):
    """Where the power goes out."""

    NOWHERE = "nowhere"
    BEFORE = "between the claim and the call"
    AFTER = "between the call and its settling"
    TOLD = "after the settling, before anybody was told"


def arrange(house: House, method: str, fault: Fault, times: int) -> None:
    """Have the next calls of a method fail. A read that failed did nothing, and is never CutOff."""
    lost = fault in (Fault.LOST_BEFORE, Fault.LOST_AFTER)
    if method in READS and fault not in (Fault.RATE_LIMITED, Fault.LOGIN_REFUSED):
        fault, lost = Fault.UNAVAILABLE, False
    error: NetworkError
    if fault is Fault.NOT_ALLOWED:
        error = NotAllowed("Not on this plan.", WRITES[method])
    elif fault is Fault.RATE_LIMITED:
        error = RateLimited("Too many calls.", retry_at=house.clock() + timedelta(minutes=9))
    elif lost:
        error = CutOff("The answer was lost.")
    else:
        plain = {
            Fault.UNAVAILABLE: Unavailable,
            Fault.REFUSED: Refused,
            Fault.GONE: Gone,
            Fault.LOGIN_REFUSED: LoginRefused,
        }
        error = plain[fault](f"The network says: {fault}.")
    house.network.fail_next(method, error, after_effect=fault is Fault.LOST_AFTER, times=times)


class Timeline:
    """Our own timeline, which may not show a new post for a few looks."""

    def __init__(self, house: House) -> None:
        """Stand in for the network's own `find_post`."""
        self.behind = 0
        self._find = house.network.find_post
        house.network.find_post = self.find_post  # type: ignore[method-assign]  # every look passes here

    def find_post(self, text: str, since: datetime, once: Once, in_reply_to_id: str | None = None) -> Post | None:
        """What the network finds, unless it is behind."""
        found = self._find(text, since, once, in_reply_to_id)
        if found is None or not self.behind:
            return found
        self.behind -= 1
        return None


@contextmanager
def on_the_way(house: House, crash: Crash, meanwhile: Callable[[], object]) -> Iterator[None]:
    """Inside, `meanwhile` happens once before the first call's effect, and the power goes out where told."""
    network, poster = house.network, house.poster

    def before(_what: Call | str) -> None:
        network.on_call = None
        meanwhile()
        if crash is Crash.BEFORE:
            raise PowerCut

    def after(_what: str) -> None:
        raise PowerCut

    network.on_call = poster.before = before
    if crash is Crash.AFTER:
        poster.after = after
        for method in (*WRITES, *READS):
            network.fail_next(method, PowerCut(), after_effect=True)  # type: ignore[arg-type]  # it is only raised
    try:
        yield
    finally:
        network.on_call, poster.before, poster.after = None, _nothing, _nothing
        for faults in network._faults.values():
            faults[:] = [fault for fault in faults if not isinstance(fault.error, PowerCut)]


def _nothing(_what: str) -> None:
    """All is well."""
