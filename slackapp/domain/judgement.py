"""How well triage judges: what it carded and what it did not, and how often people found it right."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from slackapp.domain.accounts import Account
from slackapp.domain.card import Card, CardStatus
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
    """So many mentions that were judged alike and came to the same end."""

    kind: PostKind
    needs_answer: bool
    baseline: bool
    recent: bool
    status: CardStatus | None  # None without a card
    answered: bool
    said: Said | None
    number: int

    @property
    def by_rapport(self) -> bool:
        """Whether it has a card that Rapport made by itself."""
        return self.status is not None and self.said is not Said.NEEDS_ANSWER


def census(outcomes: tuple[Outcome, ...]) -> Census:
    """Count what was carded and what was not."""
    kinds: dict[PostKind, int] = {}
    for each in outcomes:
        if not each.baseline and not each.by_rapport:
            kinds[each.kind] = kinds.get(each.kind, 0) + each.number
    most_first = dict(sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0])))
    carded = sum(each.number for each in outcomes if not each.baseline and each.by_rapport)
    return Census(carded, most_first, sum(each.number for each in outcomes if each.baseline))


def tally(outcomes: tuple[Outcome, ...], *, recent: bool = False) -> Tally:
    """Count how often triage was right, of all or of the recent ones alone; what was read before the start is none."""
    counted = [each for each in outcomes if not each.baseline and (each.recent or not recent)]
    asked = [each for each in counted if each.needs_answer and each.status is not None]
    wrong = [each for each in asked if each.said is Said.NOT_A_QUESTION]
    right = [each for each in asked if each not in wrong and each.answered]
    unknown = [each for each in asked if each not in wrong and not each.answered]
    unasked = [each for each in counted if not each.needs_answer]
    return Tally(
        judged=_sum(counted),
        carded=_sum(asked),
        right=_sum(right),
        wrong=_sum(wrong),
        ignored=_sum([each for each in unknown if each.status is CardStatus.IGNORED]),
        open=_sum([each for each in unknown if each.status in (CardStatus.OPEN, CardStatus.SNOOZED)]),
        by_rule=_sum([each for each in unasked if each.by_rapport]),
        missed=_sum([each for each in unasked if each.said is Said.NEEDS_ANSWER]),
    )


def _sum(outcomes: list[Outcome]) -> int:
    return sum(each.number for each in outcomes)


def least_reliable_first(cues: list[CueTally]) -> tuple[CueTally, ...]:
    """Those with enough outcomes by how seldom they were right; then the others, by how often they stood on cards."""

    def order(cue: CueTally) -> tuple[bool, float, int]:
        few = cue.decided < TOO_FEW
        return few, 0.0 if few else cue.right / cue.decided, -cue.cards

    return tuple(sorted(cues, key=order))
