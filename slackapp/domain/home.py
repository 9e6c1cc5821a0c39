"""What the Home tab shows: useful to everybody who opens it, not only to who set Rapport up."""

from dataclasses import dataclass
from datetime import datetime

from slackapp.domain.digest import DayFacts
from slackapp.domain.face import CardFace
from slackapp.domain.status import AccountStatus, ClosedChannel


@dataclass(frozen=True, slots=True)
class Home:
    """One person's Home tab at `now`."""

    questions: tuple[CardFace, ...]  # open ones, oldest first
    questions_total: int
    followers: tuple[CardFace, ...]  # those who wait for a decision, newest first
    followers_total: int
    today: tuple[DayFacts, ...]  # one for each account; empty where nothing is known yet
    accounts: tuple[AccountStatus, ...]
    now: datetime
    closed: tuple[ClosedChannel, ...] = ()  # channels that are wanted and take no messages
