"""The facts of a day, a week or a month -> what a digest tells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median, quantiles

from slackapp.domain.evidence import Evidence
from slackapp.domain.hours import between
from slackapp.domain.periods import Period
from slackapp.domain.targets import Targets
from slackapp.domain.topics import Topic


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
    due_at: datetime | None = None  # when an answer was due, where it is past


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
    """One day of one account, or a longer period, summed up."""

    day: date  # the last of them, or the day on which it was summed up
    facts: DayFacts
    net: int
    median_reply: timedelta | None
    p90_reply: timedelta | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of a question."""

    asked_at: datetime
    answered_at: datetime | None
    due_at: datetime | None  # by its target, business hours and rests counted; None: it had none


@dataclass(frozen=True, slots=True)
class Flow:
    """What came and went in a stretch of time."""

    came: int
    left: int
    asked: int
    answered: int  # of those asked in it, by now


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A question in the hands of another team."""

    card_id: int
    handle: str
    channel_id: str
    given_at: datetime
    owner_id: str = ""  # the Slack user id of who has claimed it there; "" nobody


@dataclass(frozen=True, slots=True)
class Sums:
    """A period of all accounts together."""

    new_followers: int
    lost_followers: int
    followed_back: int
    questions: int
    answered: int
    median_reply: timedelta | None
    p90_reply: timedelta | None
    judged: int = 0  # questions with a target that are answered, or past it
    in_time: int = 0  # of those, how many were answered in time
    business: bool = False  # whether the waits are counted in business hours

    @property
    def net(self) -> int:
        """Followers won."""
        return self.new_followers - self.lost_followers


@dataclass(frozen=True, slots=True)
class Recap:
    """All that one digest message tells."""

    period: Period
    over: bool  # whether the period has ended
    digests: tuple[Digest, ...]  # one for each account
    sums: Sums
    flows: tuple[Flow, ...] = ()  # one for each of the period's parts
    before: Sums | None = None  # the period before it; None where not all of it was seen
    topics: tuple[Topic, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()  # the longest first
    elsewhere_total: int = 0


def add_up(counts: Iterable[tuple[int, int, int]], asked: Sequence[Asked], targets: Targets, known: datetime) -> Sums:
    """A period's sums, as they were known at a moment.

    Args:
        counts: of each account who came, who left, and how many were followed back.
        asked: all questions of the period.
        targets: the workspace's; where they are on, waits are counted in its business hours.
        known: an answer after this moment (aware) is none yet.
    """
    came, left, back = (sum(column) for column in zip(*counts, strict=True)) if (counts := list(counts)) else (0, 0, 0)
    answered = [(one, one.answered_at) for one in asked if one.answered_at is not None and one.answered_at <= known]
    business = targets.on and not targets.hours.always
    waits = sorted(
        between(targets.hours, one.asked_at, at).total_seconds()
        if business
        else max((at - one.asked_at).total_seconds(), 0)
        for one, at in answered
    )
    kept = sum(one.due_at is not None and at <= one.due_at for one, at in answered)
    late = sum(one.due_at is not None and at > one.due_at for one, at in answered)
    waiting = (one for one in asked if one.answered_at is None or one.answered_at > known)
    missed = sum(one.due_at is not None and one.due_at <= known for one in waiting)
    return Sums(
        came,
        left,
        back,
        len(asked),
        len(answered),
        timedelta(seconds=median(waits)) if waits else None,
        timedelta(seconds=_p90(waits)) if waits else None,
        judged=kept + late + missed,
        in_time=kept,
        business=business,
    )


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
