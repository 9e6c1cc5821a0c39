"""How well triage judges: what it carded and what it did not, and how often people found it right."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from slackapp.domain.accounts import Account
from slackapp.domain.card import Card, CardedBy, CardStatus
from slackapp.domain.face import Links
from slackapp.domain.people import Profile
from slackapp.domain.posts import Thread
from slackapp.domain.said import Feedback, Said
from slackapp.domain.verdict import PostKind, Verdict

TOO_FEW = 5  # outcomes: of fewer nobody can tell


@dataclass(frozen=True, slots=True)
class MentionFace:
    """One judged mention as it is to be drawn at `now`, whether it has a card or not."""

    id: int
    account: Account
    person: Profile
    links: Links
    thread: Thread
    verdict: Verdict
    asked_at: datetime
    answered: bool
    card: Card | None
    said: Feedback | None
    now: datetime

    @property
    def may_be_carded(self) -> bool:
        """Whether a person may still say that it needs an answer."""
        return self.card is None and not self.answered


@dataclass(frozen=True, slots=True)
class Census:
    """What became of all mentions of a workspace."""

    carded: int = 0  # by Rapport itself
    rest: Mapping[PostKind, int] | None = None  # what it did not card, by kind, the most first
    before: int = 0  # read silently before the first poll

    @property
    def uncarded(self) -> int:
        """How many Rapport did not card."""
        return sum((self.rest or {}).values())

    @property
    def total(self) -> int:
        """How many it decided on."""
        return self.carded + self.uncarded


@dataclass(frozen=True, slots=True)
class Rest:
    """One page of what got no card from Rapport, the newest first."""

    mentions: tuple[MentionFace, ...]
    census: Census
    page: int  # from 1
    pages: int
    asker_id: str  # Slack's user id of who looks
    now: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of so many verdicts. Carded are those that were said to wait for an answer, and got a card."""

    judged: int = 0
    carded: int = 0
    right: int = 0  # answered
    wrong: int = 0  # somebody said that it is not a question
    ignored: int = 0
    open: int = 0  # also asleep
    by_rule: int = 0  # carded though no answer was awaited: the channel wants all
    missed: int = 0  # judged to wait for no answer, and somebody said that it does

    @property
    def decided(self) -> int:
        """How many turned out right or wrong."""
        return self.right + self.wrong

    @property
    def closed(self) -> int:
        """How many ended without telling anything."""
        return self.carded - self.decided - self.ignored - self.open


@dataclass(frozen=True, slots=True)
class CueTally:
    """How often one reason stood on cards, and how often it was right."""

    sentence: str  # "says no", as triage says it
    cards: int
    right: int
    wrong: int

    @property
    def decided(self) -> int:
        """How many of its cards turned out right or wrong."""
        return self.right + self.wrong


@dataclass(frozen=True, slots=True)
class Judgement:
    """How often triage was right."""

    whole: Tally
    recent: Tally  # of the last `days`
    days: int
    cues: tuple[CueTally, ...]  # the least reliable first; those with too few outcomes last
    looked_at: int  # cards whose reasons were counted: the newest


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a mention was judged, and what became of it."""

    kind: PostKind
    needs_answer: bool
    baseline: bool
    recent: bool
    carded_by: CardedBy
    answered: bool
    status: CardStatus | None = None  # told where `waits`
    said: Said | None = None

    @property
    def asked(self) -> bool:
        """Whether it was said to wait for an answer, and has a card."""
        return self.needs_answer and self.carded_by is not CardedBy.NOBODY

    @property
    def waits(self) -> bool:
        """Whether it was asked and is not answered: what came of it is told by where its card stands."""
        return self.asked and not self.answered and not self.baseline

    @property
    def wrong(self) -> bool:
        """Whether somebody said that what was asked is not a question."""
        return self.asked and self.said is Said.NOT_A_QUESTION


@dataclass(frozen=True, slots=True)
class Kind:
    """So many mentions of a kind."""

    kind: PostKind
    baseline: bool
    carded_by: CardedBy
    number: int


def census(kinds: Iterable[Kind]) -> Census:
    """Count what Rapport carded by itself and what it did not."""
    rest: Counter[PostKind] = Counter()
    carded = before = 0
    for each in kinds:
        if each.baseline:
            before += each.number
        elif each.carded_by is CardedBy.RAPPORT:
            carded += each.number
        else:
            rest[each.kind] += each.number
    return Census(carded, dict(sorted(rest.items(), key=lambda kind: (-kind[1], kind[0]))), before)


def tally(outcomes: Mapping[Outcome, int], *, recent: bool = False) -> Tally:
    """Count how often triage was right, of all or of the recent ones alone; what was read before the start is none.

    Args:
        outcomes: how many mentions came to each.
        recent: only these.
    """
    counted = {each: n for each, n in outcomes.items() if not each.baseline and (each.recent or not recent)}

    def number(of: Callable[[Outcome], bool]) -> int:
        return sum(n for each, n in counted.items() if of(each))

    def stands(*at: CardStatus) -> int:
        return number(lambda one: one.waits and not one.wrong and one.status in at)

    return Tally(
        judged=sum(counted.values()),
        carded=number(lambda one: one.asked),
        right=number(lambda one: one.asked and not one.wrong and one.answered),
        wrong=number(lambda one: one.wrong),
        ignored=stands(CardStatus.IGNORED),
        open=stands(CardStatus.OPEN, CardStatus.SNOOZED),
        by_rule=number(
            lambda one: not one.needs_answer and one.carded_by is CardedBy.RAPPORT and one.said is not Said.NEEDS_ANSWER
        ),
        missed=number(lambda one: not one.needs_answer and one.said is Said.NEEDS_ANSWER),
    )


def least_reliable_first(cues: list[CueTally]) -> tuple[CueTally, ...]:
    """Those with enough outcomes by how seldom they were right; then the others, by how often they stood on cards."""

    def order(cue: CueTally) -> tuple[bool, float, int]:
        few = cue.decided < TOO_FEW
        return few, 0.0 if few else cue.right / cue.decided, -cue.cards

    return tuple(sorted(cues, key=order))
