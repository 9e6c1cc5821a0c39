"""Bluesky's terms: everything by API, for nothing."""

from datetime import timedelta

from slackapp.domain.action import ActionKind
from slackapp.domain.bulk import Bulk
from slackapp.domain.capability import Capability, Permission

# A record costs 3 of an account's 5,000 points an hour (https://docs.bsky.app/docs/advanced-guides/rate-limits), so
# that 1,666 fit; at this pace 1,200 are made, and the team's other clicks have room.
_BULK = Bulk(True, pace=timedelta(seconds=3))
_WORDS = Bulk(False, "Everybody gets words of their own, so answers are sent one by one.")
_SPEAKS = (ActionKind.REPLY, ActionKind.HELLO)


def permissions() -> tuple[Permission, ...]:
    """All is allowed; what a single person doesn't allow is only found by trying."""
    return tuple(Permission(capability, True) for capability in Capability)


def bulk(kind: ActionKind) -> Bulk:
    """Following many is no breach of its rules; the same words to many are."""
    return _WORDS if kind in _SPEAKS else _BULK
