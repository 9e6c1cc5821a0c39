"""Steps that write, each taken back at once: only where somebody asked for it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from slackapp.doctor.server.visit import Odd, SkipStep, Step, Visit, named
from slackapp.domain.action import ActionKind
from slackapp.domain.capability import Capability
from slackapp.domain.people import Profile
from slackapp.domain.quote import quote
from slackapp.networks.base import CutOff, NetworkError, NotAllowed, Once

WORDS = "Rapport's doctor says hello. This post goes in a moment."
CLOCKS_DIFFER = timedelta(minutes=10)


def look_up_guest(handle: str) -> Step:
    """Find the person on whom writing is to be tried."""

    def look(visit: Visit) -> str:
        found = visit.network.person(handle.strip().removeprefix("@"))
        if not isinstance(found, Profile):
            raise Odd(f"there is nobody of that name ({found})")
        if visit.me and found.id == visit.me.id:
            raise Odd("that is this account itself: choose somebody else")
        visit.guest = found
        return named(found)

    return Step(f"Whom to try it on: @{quote(handle.removeprefix('@'), 100)}", look)


def writes(words: str = WORDS) -> tuple[Step, ...]:
    """Follow, unfollow, greet with these words, delete: in this order, each taken back by the next."""
    follow, hello = Step("Follow", _follow, Capability.FOLLOW), Step("Say hello", _hello(words), Capability.HELLO)
    return (follow, UNFOLLOW, hello, DELETE)


def take_back(visit: Visit) -> tuple[Step, ...]:
    """What is left to undo of a visit that was broken off."""
    return (*((UNFOLLOW,) if visit.followed else ()), *((DELETE,) if visit.posted_id else ()))


def _follow(visit: Visit) -> str:
    guest = _guest(visit)
    before = visit.network.relationship(guest.id)
    if before.we_follow or before.requested:
        raise SkipStep("this account follows them, or has asked to: that is left as it is")
    visit.followed = True  # even where the answer is lost
    try:
        done = visit.network.follow(guest.id, _once(visit))
    except CutOff as error:
        after = visit.network.relationship(guest.id)
        raise Odd(f"{error.reason} Looked again: {'it' if after.we_follow else 'nothing'} happened") from None
    except NetworkError:
        visit.followed = False
        raise
    after = visit.network.relationship(guest.id)
    if not (after.we_follow or after.requested):
        raise Odd("it says done, and that this account doesn't follow them")
    return "asked to; they decide whom they let in" if done.requested or after.requested else "done, and seen"


def _unfollow(visit: Visit) -> str:
    guest = _guest(visit)
    if not visit.followed:
        raise SkipStep("there is nothing to take back")
    try:
        visit.network.unfollow(guest.id)
    except NetworkError as error:
        page = visit.network.profile_url(guest.handle) or guest.page_url
        raise _by_hand(visit, error, Capability.UNFOLLOW, f"Unfollow them by hand: {page}") from None
    visit.followed = False
    after = visit.network.relationship(guest.id)
    if after.we_follow or after.requested:
        raise Odd("it says done, and that this account still follows them")
    return "done, and seen"


def _hello(words: str) -> Callable[[Visit], str]:
    def look(visit: Visit) -> str:
        guest, once = _guest(visit), _once(visit)
        text = visit.network.opening(ActionKind.HELLO, guest.handle) + words
        try:
            visit.posted_id = visit.network.hello(text, once).id
        except CutOff as error:
            found = visit.network.find_post(text, once.decided_at - CLOCKS_DIFFER, once)
            visit.posted_id = found.id if found else ""
            raise Odd(f"{error.reason} Looked again: it {'stands there' if found else 'is not there'}") from None
        return "done"

    return look


def _delete(visit: Visit) -> str:
    if not visit.posted_id:
        raise SkipStep("there is nothing to take back")
    try:
        visit.network.delete_post(visit.posted_id)
    except NetworkError as error:
        me = visit.me.handle if visit.me else ""
        page = visit.network.post_url(me, visit.posted_id)
        raise _by_hand(visit, error, Capability.DELETE_POST, f"Delete it by hand: {page or visit.posted_id}") from None
    posted, visit.posted_id = visit.posted_id, ""
    if visit.network.posts([posted]):
        raise Odd("it says done, and still shows the post")
    return "done, and it is gone"


def _by_hand(visit: Visit, error: NetworkError, capability: Capability, then: str) -> Odd:
    """What was done could not be taken back: a person has to."""
    if isinstance(error, NotAllowed):
        visit.seen[capability] = (False, error.reason)
    return Odd(f"{error.reason} {then}")


def _guest(visit: Visit) -> Profile:
    if visit.guest is None:
        raise SkipStep("there is nobody to try it on")
    return visit.guest


def _once(visit: Visit) -> Once:
    return Once(f"doctor-{uuid4().hex}", visit.now())


UNFOLLOW = Step("Unfollow", _unfollow, Capability.UNFOLLOW)
DELETE = Step("Delete that hello", _delete, Capability.DELETE_POST)
