"""The drill's own journal: what happened, what people did, and what therefore has to stand in Rapport.

Nothing in it asks Rapport's database. When X did something comes from its record, all else from the drill's own acts.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bench.fortnight_hours import Hours

OPEN = ("open", "snoozed")
UNBEGUN = "Stopped before it began."
THERE, THANKED = "answered on the network", "they said thanks after we answered"
BY_THEM = "answered by the team it was handed to"
LOST = {"unfollowed": "unfollowed you", "suspended": "was suspended", "gone": "is gone"}
Moment = datetime | None


@dataclass(frozen=True)
class Line:
    """One thing that happened to a card."""

    at: datetime
    what: str
    who: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Told:
    """One event that a team's own system has to hear of."""

    event: str
    at: datetime
    person: str  # X's id
    post: str = ""
    choice: str = ""
    by: str = ""
    via: str = ""


@dataclass(eq=False)
class Case:
    """One follower or one mention, as it has to stand."""

    kind: str  # "follower" or "question"
    person: str  # X's id
    handle: str
    seen_at: datetime | None = None  # when the poll found it
    baseline: bool = False
    # a mention's
    post: str = ""
    words: str = ""
    asked_at: Moment = None
    sort: str = "question"  # what it has to be taken for
    urgency: str = "normal"
    needs: bool = True
    judged_no: bool = False  # somebody said that it is no question
    answered_at: Moment = None
    via: str = ""
    # a follower's
    misses: int = 0
    lost_at: Moment = None
    lost_why: str = ""
    profile: dict[str, Any] = field(default_factory=dict)  # as X showed it when Rapport last looked
    # the card
    carded: bool = False
    message: str = ""  # its ts; "" none
    grouped: bool = False
    card_id: int = 0
    status: str = "open"
    follow: str = "none"
    reply: str = "none"
    owner: str = ""
    by: str = ""
    at: Moment = None
    why: str = ""
    due: Moment = None
    nudge: Moment = None
    nudged: Moment = None
    missed: Moment = None
    until: Moment = None
    snooze_note: str = ""
    handed_to: str = ""
    taken_by: str = ""  # who of the other team claimed it
    draft: tuple[str, str] | None = None  # by whom, what
    story: list[Line] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Whether it is a question on which somebody has to act."""
        return self.kind == "question" and self.carded and self.status in OPEN and self.needs and not self.judged_no

    @property
    def free(self) -> bool:
        """Whether the team itself may act on it now."""
        return (
            self.carded and self.status == "open" and not self.handed_to and "pending" not in (self.follow, self.reply)
        )

    def tell(self, at: datetime, what: str, who: str = "", detail: str = "") -> None:
        """Add a line to its story."""
        self.story.append(Line(at, what, who, detail))

    def decide(self, who: str, at: datetime) -> None:
        """Somebody has decided something about it."""
        self.by, self.at = who, at


@dataclass
class Aims:
    """The targets as they were typed in."""

    hours: Hours
    spans: dict[str, timedelta]  # by urgency
    snooze_stops: bool


@dataclass
class Book:
    """All cases, and what follows from what is done to them."""

    aims: Aims
    cases: list[Case] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    changes: list[Line] = field(default_factory=list)  # of settings
    nudges: list[tuple[datetime, Case]] = field(default_factory=list)
    misses: list[tuple[datetime, Case]] = field(default_factory=list)
    theirs: list[Case] = field(default_factory=list)  # missed in the hands of another team
    followed: list[tuple[datetime, Case]] = field(default_factory=list)
    effects: Counter[tuple[str, ...]] = field(default_factory=Counter)  # what has to stand in X's record
    acts: Counter[str] = field(default_factory=Counter)

    def questions(self) -> Iterator[Case]:
        """Every mention."""
        return (case for case in self.cases if case.kind == "question")

    def followers(self) -> Iterator[Case]:
        """Every follower."""
        return (case for case in self.cases if case.kind == "follower")

    def interesting(self) -> Iterator[datetime]:
        """When something has to happen by itself."""
        for case in self.questions():
            if case.carded and case.status in OPEN:
                moments = (case.nudge, None if case.missed else case.due)
                yield from (each for each in moments if each is not None)
                if case.until is not None and case.status == "snoozed":
                    yield case.until
        yield from (c.until for c in self.followers() if c.status == "snoozed" and c.until is not None)

    # What comes in

    def came(self, case: Case, now: datetime) -> None:
        """A new card."""
        self.cases.append(case)
        case.seen_at = now
        if case.kind == "follower":
            case.carded = not case.baseline
        if not case.carded:
            return
        self.told.append(Told("new_follower" if case.kind == "follower" else "question", now, case.person, case.post))
        span = self.aims.spans.get(case.urgency) if case.waits else None
        if span is not None and case.asked_at is not None:
            case.due = self.aims.hours.after(case.asked_at, span)
            case.nudge = self.aims.hours.after(case.asked_at, span * 0.75)

    def posted(self, case: Case, at: datetime, channel: str) -> None:
        """Its message stands in Slack."""
        case.tell(at, "posted", "", channel)

    def lost(self, case: Case, now: datetime, why: str) -> None:
        """A follower has left."""
        case.lost_at, case.lost_why = now, why
        case.carded = True  # `/followers lost` shows who was there before us, too
        if case.status in OPEN:
            case.status, case.why = "closed", LOST[why]
            case.tell(now, "closed", "", LOST[why])

    def answered_there(self, case: Case, now: datetime, at: datetime) -> None:
        """The brand has answered on X itself."""
        case.answered_at, case.via = at, "network"
        if case.carded:
            self.told.append(Told("answered", now, case.person, case.post, "reply", "", "network"))
        if case.carded and case.status in OPEN:
            case.status, case.why, case.until, case.handed_to = "closed", THERE, None, ""
            case.tell(now, "answered_there")

    def thanked(self, case: Case, now: datetime, at: datetime) -> None:
        """They said thanks, after a word of ours."""
        if case.status not in OPEN or not case.carded:
            return
        case.answered_at, case.via = at, "network"
        case.status, case.why, case.until, case.handed_to = "closed", THANKED, None, ""
        case.tell(now, "closed", "", THANKED)
        self.told.append(Told("answered", now, case.person, case.post, "reply", "", "network"))

    # What comes by itself

    def look(self, now: datetime) -> None:
        """Snoozed cards return, owners are nudged, targets are missed."""
        for case in self.cases:
            if case.status == "snoozed" and case.until is not None and case.until <= now:
                case.status, case.until = "open", None
                case.tell(now, "returned", "", case.snooze_note)
        for case in self.questions():
            if not case.carded or case.status not in OPEN or case.due is None:
                continue
            if case.due <= now and case.missed is None:
                case.missed, case.nudge = now, None
                case.tell(now, "target_missed", "", "@escalations")
                self.misses.append((now, case))
                self.theirs += [case] if case.handed_to else []
                self.told.append(Told("overdue", now, case.person, case.post))
            elif case.nudge is not None and case.nudge <= now < case.due:
                case.nudge, case.nudged = None, now
                whose = f"<@{case.taken_by}>" if case.taken_by else f"<#{case.handed_to}>"
                owner = f"<@{case.owner}>" if case.owner else ""
                case.tell(now, "nudged", "", whose if case.handed_to else owner)
                self.nudges.append((now, case))

    # What people do

    def _decided(self, case: Case, choice: str, who: str, now: datetime) -> None:
        case.decide(who, now)
        self.told.append(Told("decided", now, case.person, case.post, choice, who))

    def own(self, case: Case, what: str, who: str, now: datetime, to: str = "", note: str = "") -> None:
        """Claim, take over, assign, release."""
        detail = {
            "claim": "",
            "take_over": f"from <@{case.owner}>",
            "release": f"<@{case.owner}> had it" if case.owner != who else "",
            "assign": ": ".join(part for part in (f"to <@{to}>", note) if part),
        }[what]
        case.owner = {"release": "", "assign": to}.get(what, who)
        case.tell(now, {"release": "released", "assign": "assigned"}.get(what, "claimed"), who, detail)

    def snooze(self, case: Case, who: str, now: datetime, until: datetime, note: str = "") -> None:
        """Put off."""
        case.decide(who, now)
        case.status, case.until, case.snooze_note = "snoozed", until, note
        case.tell(now, "snoozed", who, ": ".join(p for p in (f"until {until:%Y-%m-%d %H:%M} UTC", note) if p))
        if self.aims.snooze_stops:
            case.nudge = self.aims.hours.moved(case.nudge, now, until)
            case.due = self.aims.hours.moved(case.due, now, until)

    def wake(self, case: Case, who: str, now: datetime) -> None:
        """Somebody brings a snoozed one back."""
        assert case.until is not None
        if self.aims.snooze_stops:
            case.nudge = self.aims.hours.moved(case.nudge, case.until, now) if case.nudge else None
            case.due = self.aims.hours.moved(case.due, case.until, now)
        self.reopen(case, who, now)

    def reopen(self, case: Case, who: str, now: datetime) -> None:
        """A decision is taken back."""
        case.status, case.until, case.why, case.judged_no = "open", None, "", False
        case.tell(now, "reopened", who)
        self._decided(case, "reopen", who, now)

    def ignore(self, case: Case, who: str, now: datetime, why: str = "", *, no_question: bool = False) -> None:
        """Left be."""
        case.status, case.judged_no, case.why = "ignored", no_question, why
        case.tell(now, "not_a_question" if no_question else "ignored", who, why)
        self._decided(case, "not_a_question" if no_question else "ignore", who, now)

    def begin(self, case: Case, choice: str, who: str, now: datetime) -> None:
        """Something that X has to do."""
        case.tell(now, "decided", who, choice)
        self._decided(case, choice, who, now)

    def followed_back(self, case: Case, who: str, at: datetime) -> None:
        """X did it."""
        case.follow, case.status = "done", "done" if case.kind == "follower" else case.status
        case.tell(at, "followed", who)
        self.followed.append((at, case))
        self.effects["follow", case.person] += 1

    def unfollowed(self, case: Case, who: str, at: datetime) -> None:
        """X took it back."""
        case.follow, case.status = "none", "open" if case.status == "done" else case.status
        case.tell(at, "unfollowed", who)
        self.effects["unfollow", case.person] += 1

    def stopped(self, case: Case, who: str, now: datetime) -> None:
        """One of many, stopped before it began."""
        case.follow, case.status = "none", "open"
        case.tell(now, "reopened", who, UNBEGUN)
        self._decided(case, "reopen", who, now)

    def replied(self, case: Case, who: str, at: datetime, text: str) -> None:
        """X has the reply."""
        case.reply, case.status, case.until, case.handed_to = "done", "done", None, ""
        case.tell(at, "replied", who, text)
        if case.answered_at is None:  # else the brand was faster on X itself, while the card was out of sight
            case.answered_at, case.via = at, "rapport"
            self.told.append(Told("answered", at, case.person, case.post, "reply", who, "rapport"))
        self.effects["reply", case.post, text] += 1

    def reply_deleted(self, case: Case, who: str, at: datetime) -> None:
        """X has deleted it."""
        case.reply, case.status = "none", "open"
        case.answered_at, case.via = None, ""
        case.tell(at, "reply_deleted", who)
        self.effects["delete", case.post] += 1

    def hand_off(self, case: Case, what: str, who: str, now: datetime, channel: str, note: str = "") -> None:
        """To another team, and back."""
        case.tell(now, what, who, f"{channel}: {note}" if note else channel)
        case.handed_to = channel if what in ("handed_off", "hand_off_claimed") else ""
        case.taken_by = who if what in ("hand_off_claimed", "reopened") else ""
        if what == "hand_off_answered":
            case.status, case.why = "closed", BY_THEM
            case.answered_at, case.via = now, "hand_off"
            case.decide(who, now)
            self.told.append(Told("answered", now, case.person, case.post, "reply", who, "hand_off"))
        if what == "reopened":  # undone
            case.status, case.why, case.handed_to = "open", "", channel
            case.answered_at, case.via = None, ""
            self._decided(case, "reopen", who, now)

    def open_questions(self) -> list[Case]:
        """The ledger: whoever waits, oldest first."""
        return sorted((case for case in self.questions() if case.waits), key=lambda c: (c.asked_at, int(c.post)))
