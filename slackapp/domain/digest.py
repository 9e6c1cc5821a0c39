"""The facts of a day -> Digest."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median, quantiles

from slackapp.domain.evidence import Evidence


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question nobody has answered yet."""

    card_id: int
    handle: str
    text: str
    asked_at: datetime
    url: str  # on the network
    card_url: str = ""  # the card in Slack, where it has been posted
    private: bool = False  # only who is mentioned can read it: `text` is empty then
    owner_id: str = ""  # the Slack user id of who has claimed it; "" nobody
    overdue: timedelta | None = None  # by how much it is past its target; None where it is not


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A new follower of the day whom it is worth to look at; nobody has decided on them yet."""

    name: str  # "" where they gave none
    handle: str
    profile_url: str
    evidence: Evidence
    card_id: int


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What happened to one account on one local day."""

    handle: str
    network_label: str
    profile_url: str
    new_followers: int
    lost_followers: int
    followed_back: int
    questions: int
    answered: int  # of the questions received that day, how many are answered by now
    first_replies: tuple[timedelta, ...]  # of those, how long each waited
    open: tuple[OpenQuestion, ...]  # all that is open, whatever its day, oldest first
    open_total: int
    waiting_followers: int = 0  # follower cards nobody has decided on
    waiting_worth_it: int = 0  # of those, how many look worth it
    newcomers: tuple[Newcomer, ...] = ()  # of the day, the strongest first


@dataclass(frozen=True, slots=True)
class Digest:
    """One day of one account, summed up."""

    day: date
    facts: DayFacts
    net: int
    median_reply: timedelta | None
    p90_reply: timedelta | None


def summarise(day: date, facts: DayFacts) -> Digest:
    """Sum a day up; the 90th percentile is inclusive, as a spreadsheet's PERCENTILE gives it."""
    waits = sorted(wait.total_seconds() for wait in facts.first_replies)
    return Digest(
        day=day,
        facts=facts,
        net=facts.new_followers - facts.lost_followers,
        median_reply=timedelta(seconds=median(waits)) if waits else None,
        p90_reply=timedelta(seconds=_p90(waits)) if waits else None,
    )


def _p90(waits: list[float]) -> float:
    return waits[0] if len(waits) == 1 else quantiles(waits, n=10, method="inclusive")[-1]
