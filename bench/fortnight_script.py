"""Two weeks of a team, day by day: a random script of what happens and who does what, the same for the same seed."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bench.fortnight_acts import Acts
from bench.fortnight_book import Aims, Book, Case, Line
from bench.fortnight_ground import ESCALATIONS, SOCIAL, Ground
from bench.fortnight_hours import Hours
from bench.fortnight_town import BRAND, Town
from slackapp.domain.card import Choice
from slackapp.domain.webhooks import CHOSEN_FROM
from slackapp.sandbox.slack.world import ADA, BEN, CHIARA, Teammate

Plan = list[tuple[datetime, Callable[[], None]]]
# What people write: what it has to be taken for, how soon an answer is due, and the words.
SAID = (
    ("question", "normal", "Is decaf lot {n} back in stock?"),
    ("question", "normal", "Do you ship parcel size {n} to Norway?"),
    ("question", "normal", "When does the shop on pier {n} open on Sundays?"),
    ("complaint", "normal", "My order {n} still hasn't arrived, third time now. Where is it?"),
    ("complaint", "normal", "Been waiting two weeks for order {n}, this is unacceptable"),
    ("request", "normal", "Could you please send me the recipe for cold brew {n}?"),
    ("complaint", "high", "I was charged twice for order {n}. I want a refund now."),
    ("complaint", "high", "URGENT: order {n} was delivered to the wrong address, please help"),
)
PRAISE = ("praise", "low", "I love the roast from batch {n}, best coffee in town!")
TOO = ("chatter", "low", "same here, {n}")
THANKS = ("closing", "low", "Thanks, that helped!")
WEEKDAY, SATURDAY, NIGHT = "Mon–Fri 9:00–12:30, 13:30–18:00", "Sat 10:00–14:00", "Sun 1:00–5:00"


@dataclass(frozen=True)
class Season:
    """Which fortnight it is."""

    zone: str
    begins: date  # a Monday
    night: bool  # whether somebody works while the clocks change
    snooze_stops: bool
    days: int = 14
    viral: int = 800

    @property
    def holiday(self) -> date:
        """A Wednesday of the second week."""
        return self.begins + timedelta(days=9 if self.days > 9 else 1)

    def aims(self) -> Aims:
        """The targets, for the journal."""
        day = ((time(9), time(12, 30)), (time(13, 30), time(18)))
        night = ((time(1), time(5)),) if self.night else ()
        days = (*((day,) * 5), ((time(10), time(14)),), night)
        hours = Hours(ZoneInfo(self.zone), days, frozenset({self.holiday}))
        return Aims(hours, {"high": timedelta(hours=1), "normal": timedelta(hours=4)}, self.snooze_stops)


def season(seed: int, days: int = 14, viral: int = 800) -> Season:
    """Autumn and spring in turn, three zones, somebody at night or nobody, clocks that rest with a snooze or not."""
    autumn = seed % 2 == 0
    zones = {True: ("Europe/Berlin", "America/New_York"), False: ("Europe/Berlin", "America/New_York")}
    zone = zones[autumn][seed // 2 % 2]
    begins = {
        ("Europe/Berlin", True): date(2026, 10, 19),
        ("Europe/Berlin", False): date(2026, 3, 23),
        ("America/New_York", True): date(2026, 10, 26),
        ("America/New_York", False): date(2026, 3, 2),
    }[zone, autumn]
    if days < 7:
        begins += timedelta(days=4)  # so that the change lies in it
    return Season(zone, begins, seed % 3 != 1, seed % 3 != 2, days, viral)


@dataclass
class Script:
    """One fortnight."""

    ground: Ground
    season: Season
    seed: int
    each_morning: Callable[["Script", date], None]
    each_night: Callable[["Script"], None]
    _number: int = 10_000
    _closed: dict[int, Case] = field(default_factory=dict)
    _left: set[str] = field(default_factory=set)  # who unfollowed at some time

    def __post_init__(self) -> None:
        """Everybody is there, the baseline is read."""
        self.dice = random.Random(self.seed)
        self.zone = ZoneInfo(self.season.zone)
        self.town = Town(self.ground, Book(self.season.aims()))
        self.acts = Acts(self.town, self.dice)
        self.book, self.hands = self.town.book, self.town.hands

    def run(self) -> None:
        """All its days, and the morning after."""
        self._settings()
        for number in range(self.season.days):
            day = self.season.begins + timedelta(days=number)
            for at, does in sorted(self._day(number, day), key=lambda each: each[0]):
                self.town.pass_to(at)
                does()
        self.town.pass_to(self._at(self.season.begins + timedelta(days=self.season.days), time(9)))
        self.each_morning(self, self.season.begins + timedelta(days=self.season.days - 1))
        self.town.pass_to(self.town.now + timedelta(hours=1))  # what a webhook did not take is tried again

    def _at(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.zone).astimezone(UTC)

    # Settings, as an admin makes them

    def _settings(self) -> None:
        town, hands, admin = self.town, self.hands, ADA.id
        town.settle()
        hands.command(admin, "/rapport roles")
        hands.fill(admin, **{"people.approve": [ADA.id, BEN.id], "people.administer": [ADA.id]})
        hands.close(admin)
        hours = "\n".join((WEEKDAY, SATURDAY, *((NIGHT,) if self.season.night else ())))
        hands.command(admin, "/rapport targets")
        done = hands.fill(
            admin,
            on="on",
            urgent="1 h",
            normal="4 h",
            low=None,
            hours=hours,
            zone=self.season.zone,
            holidays=self.season.holiday.isoformat(),
            snooze="on" if self.season.snooze_stops else "off",
            channel=ESCALATIONS,
        )
        assert done["ok"], done
        hands.close(admin)
        hands.command(admin, "/rapport webhooks")
        hands.press_view(admin, "rapport.webhooks.add")
        done = hands.fill(admin, url=self.ground.receiver.url, events=[each.value for each in CHOSEN_FROM])
        assert done["ok"], done
        hands.close(admin)
        self.book.changes += [Line(town.now, "changed", admin) for _ in range(3)]
        town.settle()

    # A day

    def _day(self, number: int, day: date) -> Plan:
        """What happens on it, and when."""
        happens: Plan = []
        moments = [self._some(day, 0, 7), self._some(day, 20, 24), *(self._some(day, 7, 20) for _ in range(5))]
        for does, times in (
            (lambda: self._follow(self.dice.randint(1, 2)), self.dice.randint(2, 6)),
            (self._ask, self.dice.randint(4, 8)),
            (self._leave, self.dice.randint(0, 3)),
            (self._return, self.dice.randint(0, 2)),
            *((each, int(self.dice.random() < 0.9)) for each in (self._native, self._praise, self._helpdesk_fails)),
            *((each, int(self.dice.random() < 0.3)) for each in (self._suspend, self._delete)),
        ):
            happens += [(self.dice.choice(moments), does) for _ in range(times)]
        if self.dice.random() < 0.6:
            happens += self._thread(self._some(day, 9, 18))
        if number == 4 or self.season.days < 7:
            happens.append((self._some(day, 9, 16), self._ask_all))
        polls = {_poll_after(at) for at, _ in happens} | {self._at(day, time(3)), self._at(day, time(15))}
        viral = self._viral(day) if number == min(8, self.season.days - 1) else []
        acts = [each for who in (ADA, BEN, CHIARA) for each in self._works(who, day)]
        digest = (self._at(day, time(9)), lambda: self._morning(day - timedelta(days=1)))
        night = (self._at(day, time(23, 50)), lambda: self.each_night(self))
        return [*happens, *((at, self.town.poll) for at in polls), *viral, *acts, digest, night]

    def _morning(self, day: date) -> None:
        self.each_morning(self, day)

    def _some(self, day: date, first: int, last: int) -> datetime:
        """A minute of a local day, from one hour until another."""
        return self._at(day, time(0)) + timedelta(minutes=self.dice.randrange(first * 60, last * 60))

    def _works(self, who: Teammate, day: date) -> Iterator[tuple[datetime, Callable[[], None]]]:
        rests = day.weekday() == 6 or day == self.season.holiday
        for _ in range(2 if rests else self.dice.randint(6, 12)):
            at = datetime.combine(day, time(9), ZoneInfo(who.tz)).astimezone(UTC)
            yield at + timedelta(minutes=self.dice.randrange(9 * 60)), lambda: self.acts.something(who)

    def _viral(self, day: date) -> Plan:
        """An article; hundreds in an hour, and the team in front of them."""
        parts = (0.4, 0.3, 0.2, 0.1)
        found: Plan = []
        for quarter, part in enumerate(parts):
            at = self._at(day, time(11, 15 * quarter))
            number = max(7, round(self.season.viral * part))
            found += [(at, partial(self._follow, number)), (at + timedelta(minutes=5), self.town.poll)]
        return [*found, (self._at(day, time(12, 5)), self._review_many)]

    def _review_many(self) -> None:
        groups = sorted({case.message for case in self.book.followers() if case.grouped})
        pages = 3 if self.season.viral >= 100 else 1
        followed = self.acts.review(ADA, groups[-1], Choice.FOLLOW, pages)
        self.town.settle(timedelta(seconds=3 * len(followed) + 60))
        stopped = self.acts.review(BEN, groups[-2], Choice.FOLLOW, pages)
        self.town.settle(timedelta(seconds=6))
        self.acts.stop(CHIARA, groups[-2], stopped)
        self.acts.review(CHIARA, groups[0], Choice.IGNORE, 4 * pages)
        self.town.settle()

    # What happens on X

    def _follow(self, number: int) -> None:
        self.town.press("follow", kind="person", count=number)

    def _speaker(self) -> str:
        """Somebody who may be heard, and who never leaves."""
        people = sorted(self.town.x.people.values(), key=lambda one: one.username)
        return self.dice.choice([p.id for p in people if p.id != BRAND and not p.protected and not p.suspended])

    def _says(self, said: tuple[str, str, str], person: str = "", reply_to: str = "") -> Case:
        sort, urgency, text = said
        self._number += 1
        return self.town.ask(person or self._speaker(), text.format(n=self._number), sort, urgency, reply_to)

    def _ask(self) -> None:
        self._says(self.dice.choice(SAID))

    def _ask_all(self) -> None:
        for _ in range(9):
            self._ask()

    def _helpdesk_fails(self) -> None:
        """The receiver of the webhooks answers its next delivery with an error."""
        self.ground.receiver.answers.append(500)
        self.book.acts["helpdesk fails"] += 1

    def _praise(self) -> None:
        self._says(PRAISE)

    def _gone(self) -> Case | None:
        """A follower who may leave: nobody of whom anything is asked, nor who is being followed."""
        speak = {case.person for case in self.town.asked.values()}
        still = [c for c in self.book.followers() if not c.lost_at and not c.misses and c.person not in speak]
        x = self.town.x  # if the brand follows them, it could not follow them back when they return
        still = [c for c in still if c.person in x.followers[BRAND] and c.person not in x.following[BRAND]]
        still = [c for c in still if c.follow == "none"]
        return self.dice.choice(still) if still else None

    def _leave(self) -> None:
        if (case := self._gone()) is not None:
            self.town.press("unfollow", id=case.person)
            self._left.add(case.person)

    def _return(self) -> None:
        """Somebody who left follows again, whether Rapport has noticed or not."""
        x = self.town.x
        left = [i for i in self.town.by_person if i in self._left and i in x.people and not x.people[i].suspended]
        # Whom the brand follows already it can't follow back once more: nothing would stand in X's record.
        begun = {case.person for case in self.book.followers() if case.follow == "pending"}
        left = [i for i in left if i not in x.followers[BRAND] and i not in begun and i not in x.following[BRAND]]
        if left:
            self.town.press("follow", id=self.dice.choice(left))

    def _suspend(self) -> None:
        if (case := self._gone()) is not None:
            self.town.press("suspend", id=case.person)

    def _delete(self) -> None:
        if (case := self._gone()) is not None:
            self.town.press("delete", id=case.person)

    def _native(self) -> None:
        """The brand answers somebody on X itself."""
        waiting = [c for c in self.town.asked.values() if c.needs and not c.answered_at and c.reply == "none"]
        waiting = [c for c in waiting if c.person in self.town.x.people]
        if waiting:
            self.town.press("answer", post_id=self.dice.choice(waiting).post, text="We have sent you a message.")

    def _thread(self, at: datetime) -> Plan:
        """Somebody asks, another joins in, the brand answers that one, and the first says thanks."""
        number = len(self._closed) + self.dice.randrange(10**9)

        def asks() -> None:
            self._closed[number] = self._says(SAID[0])

        def joins() -> None:
            other = self._speaker()
            if other != self._closed[number].person:
                joined = self._says(TOO, other, self._closed[number].post)
                self.town.press("answer", post_id=joined.post, text="It is, since this morning!")

        def thanks() -> None:
            asked = self._closed[number]
            ours = [p for p in self.town.x.posts.values() if p.author_id == BRAND]
            ours = [p for p in ours if p.conversation_id == self.town.x.posts[asked.post].conversation_id]
            if ours and asked.person in self.town.x.people:
                self._says(THANKS, asked.person, max(ours, key=lambda p: int(p.id)).id)

        minutes = (0, 17, 34)
        return [(at + timedelta(minutes=m), does) for m, does in zip(minutes, (asks, joins, thanks), strict=True)]


def _poll_after(at: datetime) -> datetime:
    """The next full five minutes."""
    return datetime.fromtimestamp((at.timestamp() // 300 + 1) * 300, UTC)


__all__ = ["SOCIAL", "Script", "Season", "season"]
