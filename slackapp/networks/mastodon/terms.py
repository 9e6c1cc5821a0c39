"""What Mastodon's servers ask of those who do much at once."""

from datetime import timedelta

from slackapp.domain.action import ActionKind
from slackapp.domain.bulk import Bulk

# 300 calls in 5 minutes for each account (https://docs.joinmastodon.org/api/rate-limits): at this pace a third of
# them, so that polls and the team's other clicks have room.
_BULK = Bulk(True, pace=timedelta(seconds=3))
_WORDS = Bulk(False, "Everybody gets words of their own, so answers are sent one by one.")
_SPEAKS = (ActionKind.REPLY, ActionKind.HELLO)


def bulk(kind: ActionKind) -> Bulk:
    """Following many is no breach of its rules; the same words to many are."""
    return _WORDS if kind in _SPEAKS else _BULK
