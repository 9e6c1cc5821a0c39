"""What three people do on a card, each by real clicks, and what the journal makes of it."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bench.fortnight_book import Case
from bench.fortnight_ground import SOCIAL, SUPPORT
from bench.fortnight_town import BRAND, Town
from slackapp.domain.card import Choice
from slackapp.sandbox.slack.world import ADA, BEN, CHIARA, Teammate
from slackapp.slack import ids
from slackapp.slack.ids import MenuItem
from tests.slack.at_slack import find_all, words

SENDERS = (ADA, BEN)  # Chiara's replies want approval
REASONS = {"not_meant": "not meant for us", "spam": "spam or abuse", "no_answer": "no answer needed"}


@dataclass
class Acts:
    """The team."""

    town: Town
    dice: random.Random

    def __post_init__(self) -> None:
        """At their desks."""
        self.hands, self.book = self.town.hands, self.town.book
        on_questions: tuple[Callable[[Teammate], bool], ...] = (
            *(self.claim, self.take_over, self.assign, self.release, self.snooze, self.ignore, self.no_question),
            *(self.reply, self.reply, self.reply, self.reply, self.undo_reply, self.hand_off),
        )
        others = (self.draft, self.draft, self.wake, self.reopen, self.other_team, self.other_team)
        on_followers = (self.follow, self.follow, self.follow, self.undo_follow, self.leave_be, self.sleep)
        self.all: tuple[Callable[[Teammate], bool], ...] = (*on_questions, *others, *on_followers)

    def something(self, who: Teammate) -> None:
        """Somebody does one thing, if there is anything to do."""
        self.town.settle()
        for _ in range(8):
            does = self.dice.choice(self.all)
            if does(who):
                self.book.acts[does.__name__] += 1
                break
        self.hands.close(who.id)

    # Whom it is about

    def one(self, found: Iterable[Case]) -> Case | None:
        """Any of them."""
        cases = list(found)
        return self.dice.choice(cases) if cases else None

    def waiting(self, *, owned: bool | None = None, alone: bool = False) -> Case | None:
        """A question on which the team itself can act."""
        return self.one(
            case
            for case in self.book.questions()
            if case.waits and case.free and case.draft is None and owned in (None, bool(case.owner))
            if case.reply == "none" and not (alone and case.grouped)
        )

    @property
    def now(self) -> datetime:
        """The moment."""
        return self.town.now

    def note(self) -> str:
        """A few words, or none."""
        said = ("", "she wrote before", "see the order list", "waiting for the warehouse", "VIP")
        return self.dice.choice(said)

    # Questions: whose they are

    def claim(self, who: Teammate) -> bool:
        """Take one; now and then clicked twice, or by two at once."""
        case = self.waiting(owned=False)
        if case is None or not self.hands.choose(case, Choice.CLAIM, who.id):
            return False
        self.book.own(case, "claim", who.id, self.now)
        if not case.grouped and self.dice.random() < 0.3:  # it is not drawn again yet
            self.hands.choose(case, Choice.CLAIM, self.dice.choice((who, BEN)).id)
        return True

    def take_over(self, who: Teammate) -> bool:
        """Take a colleague's."""
        case = self.waiting(owned=True)
        if case is None or case.owner == who.id or not self.hands.choose(case, Choice.TAKE_OVER, who.id):
            return False
        self.book.own(case, "take_over", who.id, self.now)
        return True

    def assign(self, who: Teammate) -> bool:
        """Give one to somebody."""
        case = self.waiting(alone=True)
        to = self.dice.choice([each for each in (ADA, BEN, CHIARA) if case is None or each.id != case.owner])
        if case is None or not self.hands.menu(case, MenuItem.ASSIGN, who.id):
            return False
        note = self.note()
        assert self.hands.fill(who.id, whom=to.id, note=note or None)["action"] == "close"
        self.book.own(case, "assign", who.id, self.now, to.id, note)
        return True

    def release(self, who: Teammate) -> bool:
        """Let one go."""
        case = self.waiting(owned=True, alone=True)
        if case is None or not self.hands.menu(case, MenuItem.RELEASE, who.id):
            return False
        self.book.own(case, "release", who.id, self.now)
        return True

    # Questions: answers

    def reply(self, who: Teammate) -> bool:
        """Answer one; what Chiara writes waits for approval."""
        case = self.waiting(alone=who is CHIARA)
        if case is None or not self.hands.choose(case, Choice.REPLY, who.id):
            return False
        text = f"Hello, thanks for asking! We have looked into it: {self.dice.randrange(10**6)}."
        done = self.hands.fill(who.id, words=text)
        if who is CHIARA:
            assert done["action"] == "update", done
            case.draft = (who.id, text)
            case.tell(self.now, "drafted", who.id, text)
            return True
        assert done["action"] == "close", done
        self._sends(case, who)
        return True

    def _sends(self, case: Case, who: Teammate) -> None:
        case.reply, case.draft = "pending", None
        self.book.begin(case, "reply", who.id, self.now)
        self.town.expect("reply", case, who.id)

    def draft(self, who: Teammate) -> bool:
        """An approver sends, edits or returns what Chiara wrote; she takes one back."""
        case = self.one(c for c in self.book.questions() if c.free and c.draft and not c.grouped and c.reply == "none")
        if case is None or case.draft is None:
            return False
        by, text = case.draft
        blocks, where = self.hands.message(case.message)["blocks"], {"channel": SOCIAL, "ts": case.message}
        if who is CHIARA:
            if not self.hands.press(blocks, ids.DRAFT_WITHDRAW, who.id, **where):
                return False
            case.draft = None
            case.tell(self.now, "draft_returned", who.id, "taken back by its author")
            return True
        how = self.dice.choice((ids.DRAFT_SEND, ids.DRAFT_EDIT, ids.DRAFT_RETURN))
        if not self.hands.press(blocks, how, who.id, **where):
            return False
        if how == ids.DRAFT_RETURN:
            assert self.hands.fill(who.id, note="Warmer, please")["action"] == "close"
            case.draft = None
            case.tell(self.now, "draft_returned", who.id, "Warmer, please")
            return True
        if how == ids.DRAFT_EDIT:
            text = f"{text} Take care!"
            assert self.hands.fill(who.id, words=text)["action"] == "close"
        self._sends(case, who)
        case.tell(self.now, "draft_sent", who.id, f"written by {by}: {text}")
        return True

    def undo_reply(self, who: Teammate) -> bool:
        """Take an answer back."""
        done = (c for c in self.book.questions() if c.reply == "done" and c.status == "done" and not c.grouped)
        case = self.one(c for c in done if c.answered_at and self.now - c.answered_at < timedelta(hours=20))
        if case is None or self.dice.random() < 0.5 or not self.hands.choose(case, Choice.UNDO_REPLY, who.id):
            return False
        case.reply = "pending"
        self.book.begin(case, "undo_reply", who.id, self.now)
        self.town.expect("delete", case, who.id)
        return True

    # Questions: not now, not at all, not us

    def snooze(self, who: Teammate) -> bool:
        """Put one off, by one's own clock."""
        case = self.waiting(alone=True)
        if case is None or not self.hands.menu(case, MenuItem.SNOOZE, who.id):
            return False
        until, chosen = self._until(who)
        note = self.note()
        assert self.hands.fill(who.id, **chosen, note=note or None)["action"] == "close"
        self.book.snooze(case, who.id, self.now, until, note)
        return True

    def _until(self, who: Teammate) -> tuple[datetime, dict[str, Any]]:
        zone = ZoneInfo(who.tz)
        local = self.now.astimezone(zone)
        tomorrow = datetime.combine(local.date() + timedelta(days=1), time(9), zone)
        day = local.date() + timedelta(days=self.dice.randint(1, 3))
        found: list[tuple[datetime, dict[str, Any]]] = [
            (self.now + timedelta(hours=1), {"until": MenuItem.SNOOZE_HOUR.value}),
            (tomorrow, {"until": MenuItem.SNOOZE_TOMORROW.value}),
            (
                datetime.combine(day, time(11, 30), zone),
                {"until": MenuItem.SNOOZE_DATE.value, "date": day.isoformat(), "time": "11:30"},
            ),
        ]
        if local.hour < 14:
            afternoon = datetime.combine(local.date(), time(15), zone)
            found.append((afternoon, {"until": MenuItem.SNOOZE_AFTERNOON.value}))
        until, chosen = self.dice.choice(found)
        return until.astimezone(UTC), chosen

    def wake(self, who: Teammate) -> bool:
        """Bring a snoozed one back early."""
        case = self.one(c for c in self.book.questions() if c.status == "snoozed" and not c.grouped and not c.handed_to)
        if case is None or self.dice.random() < 0.6 or not self.hands.choose(case, Choice.REOPEN, who.id):
            return False
        self.book.wake(case, who.id, self.now)
        return True

    def ignore(self, who: Teammate) -> bool:
        """Leave one be, with a reason where it is asked for."""
        case = self.waiting(alone=True)
        if case is None or self.dice.random() < 0.5 or not self.hands.choose(case, Choice.IGNORE, who.id):
            return False
        why = ""
        if self.hands.view(who.id) is not None:
            chosen, note = self.dice.choice(list(REASONS)), self.note()
            assert self.hands.fill(who.id, why=chosen, note=note or None)["action"] == "close"
            why = ": ".join(part for part in (REASONS[chosen], note) if part)
        self.book.ignore(case, who.id, self.now, why)
        return True

    def no_question(self, who: Teammate) -> bool:
        """Say that it is none."""
        case = self.waiting(alone=True)
        if case is None or self.dice.random() < 0.5 or not self.hands.menu(case, MenuItem.NOT_A_QUESTION, who.id):
            return False
        self.book.ignore(case, who.id, self.now, no_question=True)
        return True

    def reopen(self, who: Teammate) -> bool:
        """Take such a decision back."""
        over = (c for c in self.book.cases if c.status == "ignored" and c.message and not c.grouped)
        case = self.one(c for c in over if c.at and self.now - c.at < timedelta(hours=30))
        if case is None or not self.hands.choose(case, Choice.REOPEN, who.id):
            return False
        self.book.reopen(case, who.id, self.now)
        return True

    def hand_off(self, who: Teammate) -> bool:
        """Give one to customer service."""
        case = self.waiting(alone=True)
        if case is None or not self.hands.menu(case, MenuItem.HAND_OFF, who.id):
            return False
        note = self.note()
        assert self.hands.fill(who.id, channel=SUPPORT, note=note or None)["action"] == "close"
        self.book.hand_off(case, "handed_off", who.id, self.now, SUPPORT, note)
        return True

    def other_team(self, who: Teammate) -> bool:
        """Customer service claims, answers or sends back; or it is taken back."""
        case = self.one(c for c in self.book.questions() if c.handed_to and c.status == "open")
        there = self.town.slack.messages[SUPPORT]
        over = self.one(c for c in self.book.questions() if c.via == "hand_off" and c.status == "closed")
        if over is not None and self.dice.random() < 0.2:
            ts = next(t for t in reversed(there) if over.words in words(there[t]))
            if self.hands.press(there[ts]["blocks"], ids.HAND_OFF_UNDO, who.id, channel=SUPPORT, ts=ts):
                self.book.hand_off(over, "reopened", who.id, self.now, SUPPORT)
                return True
        if case is None:
            return False
        ts = next(t for t in reversed(there) if case.words in words(there[t]))
        does = {
            ids.HAND_OFF_CLAIM: "hand_off_claimed",
            ids.HAND_OFF_ANSWERED: "hand_off_answered",
            ids.HAND_OFF_SEND_BACK: "sent_back",
        }
        how = self.dice.choice(list(does))
        if not self.hands.press(there[ts]["blocks"], how, who.id, channel=SUPPORT, ts=ts):
            return False
        note = ""
        if how != ids.HAND_OFF_CLAIM:
            note = self.note()
            assert self.hands.fill(who.id, note=note or None)["action"] == "close"
        self.book.hand_off(case, does[how], who.id, self.now, SUPPORT, note)
        return True

    # Followers

    def _newcomer(self) -> Case | None:
        return self.one(c for c in self.book.followers() if c.free and c.message and not self._hidden(c))

    def _hidden(self, case: Case) -> bool:
        """Whether X would not let them be followed at once, or records nothing: the brand does already."""
        person = self.town.x.people.get(case.person)
        already = case.person in self.town.x.following[BRAND]
        return person is None or person.protected or person.suspended or already

    def follow(self, who: Teammate) -> bool:
        """Follow somebody back."""
        case = self._newcomer()
        if case is None or case.follow != "none" or not self.hands.choose(case, Choice.FOLLOW, who.id):
            return False
        case.follow = "pending"
        self.book.begin(case, "follow", who.id, self.now)
        self.town.expect("follow", case, who.id)
        return True

    def undo_follow(self, who: Teammate) -> bool:
        """Take it back."""
        done = (c for c in self.book.followers() if c.follow == "done" and c.status == "done" and not c.lost_at)
        case = self.one(done)
        if case is None or self.dice.random() < 0.7 or not self.hands.choose(case, Choice.UNDO_FOLLOW, who.id):
            return False
        case.follow = "pending"
        self.book.begin(case, "undo_follow", who.id, self.now)
        self.town.expect("unfollow", case, who.id)
        return True

    def leave_be(self, who: Teammate) -> bool:
        """Ignore a follower."""
        case = self._newcomer()
        if case is None or not self.hands.choose(case, Choice.IGNORE, who.id):
            return False
        self.book.ignore(case, who.id, self.now)
        return True

    def sleep(self, who: Teammate) -> bool:
        """Put a follower's card off for an hour."""
        case = self._newcomer()
        if case is None or case.grouped or not self.hands.menu(case, MenuItem.SNOOZE_HOUR, who.id):
            return False
        self.book.snooze(case, who.id, self.now, self.now + timedelta(hours=1))
        return True

    # Many at once

    def review(self, who: Teammate, ts: str, choice: Choice, pages: int) -> list[Case]:
        """Choose whole pages of a grouped message, and decide on them."""
        self.town.settle()
        assert self.hands.press(self.hands.message(ts)["blocks"], ids.REVIEW_OPEN, who.id, channel=SOCIAL, ts=ts)
        handles: list[str] = []
        for page in range(pages):
            view = self.hands.view(who.id)
            assert view is not None
            boxes = [box for _, box in find_all(view["blocks"], ids.PICK)]
            handles += [_handle(box["options"][0]["text"]["text"]) for box in boxes]
            self.hands.press_view(who.id, ids.PICK_ALL)
            if page + 1 < pages and not self.hands.press_view(who.id, ids.PICK_NEXT):
                break
        by_handle = {case.handle: case for case in self.book.followers() if case.message == ts}
        chosen = [by_handle[handle] for handle in handles]
        assert self.hands.press_view(who.id, ids.BULK_FOLLOW if choice is Choice.FOLLOW else ids.BULK_IGNORE)
        for case in chosen:
            if choice is Choice.IGNORE:
                self.book.ignore(case, who.id, self.now)
                continue
            case.follow = "pending"
            self.book.begin(case, "follow", who.id, self.now)
            self.town.expect("follow", case, who.id)
        self.book.acts[f"{choice.value} many"] += len(chosen)
        self.hands.close(who.id)
        return chosen

    def stop(self, who: Teammate, ts: str, chosen: list[Case]) -> None:
        """Stop what was begun for many."""
        self.town.settle(timedelta(seconds=3))
        stopped = self.hands.press(self.hands.message(ts)["blocks"], ids.BULK_STOP, who.id, channel=SOCIAL, ts=ts)
        assert stopped, "there is no Stop"
        for case in chosen:
            if case.follow == "pending":
                self.town.busy.pop(f"follow:{case.person}")
                self.book.stopped(case, who.id, self.now)
        self.town.settle()


def _handle(said: str) -> str:
    """Of a box's words: an underscore at an end stands there as another sign, or Slack would take it for slanting."""
    return said.removeprefix("Choose @").replace("ˍ", "_")
