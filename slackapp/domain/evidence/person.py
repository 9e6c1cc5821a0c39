"""The person under judgement, with what several senses ask about them."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from slackapp.domain.evidence.posting import Feed
from slackapp.domain.evidence.signal import Signal
from slackapp.domain.people import History, Profile

_DAY = timedelta(days=1)


@dataclass(frozen=True)  # no slots: what several senses ask for is worked out once
class Person:
    """All that is known of somebody at a moment. `bio` is one clean line."""

    profile: Profile
    history: History
    feed: Feed
    bio: str
    now: datetime

    @cached_property
    def days(self) -> float | None:
        """Days since they joined, at least 1; None where the network did not say."""
        created = self.profile.created_at
        return None if created is None else max((self.now - created) / _DAY, 1.0)

    @cached_property
    def last_post_at(self) -> datetime | None:
        """Their newest post: from the feed where it was read, otherwise as the network told."""
        return max(filter(None, (self.feed.last_at, self.profile.last_post_at)), default=None)

    @cached_property
    def is_loaded(self) -> bool:
        """Whether the network told more than a handle: then an empty bio is empty, not unknown."""
        profile = self.profile
        told = (profile.followers, profile.following, profile.posts, profile.created_at)
        return bool(profile.name or self.bio) or any(each is not None for each in told)


Sense = Callable[[Person], Signal | None]


def reach(n: float, none: float, full: float) -> float:
    """Where a count stands between `none` (gives 0) and `full` (gives 1), by its magnitude and not its size."""
    if n <= none:
        return 0.0
    return min(math.log((1 + n) / (1 + none)) / math.log((1 + full) / (1 + none)), 1.0)
