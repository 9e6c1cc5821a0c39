"""What Home shows, tab by tab: useful to everybody who opens it, not only to who set Rapport up."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from slackapp.domain.accounts import Account
from slackapp.domain.draft import Draft
from slackapp.domain.face import CardFace
from slackapp.domain.ledger import Filter
from slackapp.domain.status import AccountStatus, ClosedChannel
from slackapp.domain.welcome import Progress

AT_MOST = 1_000  # followers that are counted and paged through: who has more waiting reviews them together


class Tab(StrEnum):
    """What somebody looks at. The value travels in Home's metadata: add, never rename."""

    FOR_ME = "me"
    OPEN = "open"
    NUMBERS = "numbers"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Looking:
    """Where on Home somebody is: the tab, what is filtered for, and the pages, from 1."""

    tab: Tab = Tab.FOR_ME
    questions: Filter = field(default_factory=Filter)
    page: int = 1
    followers_of: int = 0  # an account's id; 0: of all
    today: bool = False  # only today's followers
    followers_page: int = 1


@dataclass(frozen=True, slots=True)
class Shown:
    """Some cards, and how many there are in all."""

    faces: tuple[CardFace, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """How the whole workspace stands."""

    open: int = 0  # questions that wait for an answer
    overdue: int = 0
    nobodys: int = 0  # that nobody has claimed
    handed: int = 0  # in the hands of other teams
    followers: int = 0  # who wait for a decision; AT_MOST: as many, or more
    today: int = 0  # followers first seen today, whatever was decided; AT_MOST likewise


@dataclass(frozen=True, slots=True)
class ForMe:
    """What waits for one person, and then for anybody."""

    now: datetime
    counts: Counts = field(default_factory=Counts)
    mine: Shown = field(default_factory=Shown)  # questions they have: the first due first
    late: int = 0  # of those, overdue
    drafts: Shown = field(default_factory=Shown)  # cards with a draft that they may send
    returned: tuple[tuple[CardFace, Draft], ...] = ()  # drafts of theirs that came back
    mine_waiting: int = 0  # drafts of theirs that wait for somebody else
    cases: Shown = field(default_factory=Shown)  # handed to another team, and claimed by them there
    given: Shown = field(default_factory=Shown)  # handed off by them, and not back yet
    asleep: Shown = field(default_factory=Shown)  # what they put off: the first to return first
    nobodys: Shown = field(default_factory=Shown)  # questions nobody has
    followers: Shown = field(default_factory=Shown)  # today's who wait for a decision

    @property
    def waiting(self) -> int:
        """How many things wait for this one person."""
        return self.mine.total + self.drafts.total + len(self.returned) + self.cases.total


@dataclass(frozen=True, slots=True)
class Open:
    """All that is open, as far as the filters leave it."""

    now: datetime
    looking: Looking  # with pages that there are
    counts: Counts
    accounts: tuple[Account, ...]  # to choose from
    questions: Shown = field(default_factory=Shown)
    pages: int = 1
    followers: Shown = field(default_factory=Shown)
    followers_pages: int = 1


@dataclass(frozen=True, slots=True)
class Day:
    """One local day of all accounts together."""

    day: date
    new_followers: int = 0
    lost_followers: int = 0
    followed_back: int = 0
    questions: int = 0
    first_replies: tuple[timedelta, ...] = ()  # of that day's questions, how long each waited


@dataclass(frozen=True, slots=True)
class Numbers:
    """How it goes: today, and the days before."""

    now: datetime
    days: tuple[Day, ...]  # the oldest first, today last; empty where nothing is connected yet
    accounts: tuple[AccountStatus, ...] = ()


@dataclass(frozen=True, slots=True)
class Alerts:
    """What somebody has to mend, on whichever tab: channels that take no messages, accounts that need a login."""

    closed: tuple[ClosedChannel, ...] = ()
    refused: tuple[Account, ...] = ()
    welcome: Progress | None = None  # how far the first run has come; None once an account is connected
