"""What Rapport says, held against the journal: row by row, figure by figure."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from statistics import median, quantiles
from typing import Any
from xml.etree import ElementTree

from bench.fortnight_book import OPEN, Case, Told
from bench.fortnight_ground import ESCALATIONS, MARKETING
from bench.fortnight_hands import entries
from bench.fortnight_script import Script
from bench.fortnight_town import BRAND, moment
from slackapp.domain.periods import Period, Span, one_day
from slackapp.domain.words import how_long
from slackapp.sandbox.slack.world import ADA, BEN, TEAMMATES
from tests.slack.at_slack import words

NAMES = {who.id: who.real_name for who in TEAMMATES}
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Row = tuple[Hashable, ...]


@dataclass
class Judge:
    """Counts what was compared, and keeps what differs."""

    compared: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    differences: dict[str, list[str]] = field(default_factory=dict)

    def same(self, what: str, expected: Iterable[Any], found: Iterable[Any], when: str = "") -> None:
        """The same things, as often, in no matter which order."""
        wanted, there = Counter(list(expected)), Counter(list(found))
        self.compared[what] += wanted.total()
        self.found[what] += there.total()
        told = self.differences.setdefault(what, [])
        told += [f"{when} missing {n}x {each}" for each, n in (wanted - there).items()]
        told += [f"{when} too much {n}x {each}" for each, n in (there - wanted).items()]

    @property
    def wrong(self) -> int:
        """How many differences there are."""
        return sum(map(len, self.differences.values()))

    # Each morning: the digest of the day before

    def morning(self, script: Script, day: date) -> None:
        """The figures of a day, as they stand when its digest is posted; on Mondays those of the week, too."""
        self._figures(script, one_day(day), f"{day} (day)")
        key = f"digest:{script.ground.account.workspace_id}:{MARKETING}:{day.isoformat()}"
        script.town.settle(timedelta(minutes=1))
        places = script.town.keys.get(key, [])
        watched = [MARKETING] if day >= script.season.begins else []  # the day before we came has nothing to tell
        self.same("digests in Slack", watched, [channel for channel, _ in places], str(day))
        monday = day - timedelta(days=6)
        if day.weekday() == 6 and monday >= script.season.begins:
            self._figures(script, Period(Span.WEEK, monday, day), f"{monday} (week)")

    def _figures(self, script: Script, period: Period, when: str) -> None:
        start, end = period.bounds(script.zone)
        ground = script.ground
        recap = ground.house.report.recap(ground.account.workspace_id, MARKETING, period, script.zone)
        assert recap is not None
        (digest,) = recap.digests
        facts = digest.facts
        told = {
            "new": facts.new_followers,
            "lost": facts.lost_followers,
            "net": digest.net,
            "followed back": facts.followed_back,
            "questions": facts.questions,
            "answered": facts.answered,
            "median": digest.median_reply,
            "p90": digest.p90_reply,
            "open": facts.open_total,
            "waiting followers": facts.waiting_followers,
        }
        self.same("figures of digests", self._expected(script, start, end).items(), told.items(), when)

    def _expected(self, script: Script, start: datetime, end: datetime) -> dict[str, Any]:
        book = script.book
        # Who left and came back has a case for each time, and is counted for each.
        new = [c for c in book.followers() if not c.baseline and c.seen_at and start <= c.seen_at < end]
        lost = [c for c in book.followers() if c.lost_at and start <= c.lost_at < end]
        back = {id(case) for at, case in book.followed if start <= at < end}
        asked = [
            c for c in book.questions() if c.asked_at and start <= c.asked_at < end and c.needs and not c.judged_no
        ]
        waits = sorted(max(c.answered_at - c.asked_at, timedelta(0)) for c in asked if c.answered_at and c.asked_at)
        seconds = [each.total_seconds() for each in waits]
        p90 = quantiles(seconds, n=10, method="inclusive")[-1] if len(seconds) > 1 else sum(seconds)
        open_followers = (c for c in book.followers() if c.carded and c.status in OPEN and not c.baseline)
        return {
            "new": len(new),
            "lost": len(lost),
            "net": len(new) - len(lost),
            "followed back": len(back),
            "questions": len(asked),
            "answered": len(waits),
            "median": timedelta(seconds=median(seconds)) if waits else None,
            "p90": timedelta(seconds=p90) if waits else None,
            "open": len(book.open_questions()),
            "waiting followers": len(list(open_followers)),
        }

    # Each night: the ledger

    def night(self, script: Script) -> None:
        """Who waits, since when, whose, and what is late by how much: as `/questions` tells it."""
        town = script.town
        town.settle()
        ledger = town.book.open_questions()
        late = [case for case in ledger if case.due and case.due <= town.now]
        found = self._listed(script, "/questions open")
        expected = [(n, case.words, case.owner) for n, case in enumerate(ledger)]
        self.same("the ledger, open", expected, [(n, text, self._owner(said)) for n, (text, said) in enumerate(found)],
                  str(town.now))  # fmt: skip
        overdue = [(text, self._late(said)) for text, said in self._listed(script, "/questions overdue")]
        wanted = [(case.words, how_long(town.now - case.due)) for case in late if case.due]
        self.same("the ledger, overdue", wanted, overdue, str(town.now))

    def _listed(self, script: Script, command: str) -> list[tuple[str, str]]:
        known = [case.words for case in script.book.questions()]
        found = []
        for page in script.hands.pages(BEN.id, command):
            for _, blocks in entries(page["blocks"]):
                said = words({"blocks": blocks})
                found.append((next((text for text in known if text in said), said), said))
        return found

    def _owner(self, said: str) -> str:
        has = re.search(r"<@(U\w+)> has it", said)
        return has[1] if has else ""

    def _late(self, said: str) -> str:
        by = re.search(r"overdue by ([^*]+)\*", said)
        return by[1] if by else ""

    # At the end

    def end(self, script: Script) -> None:
        """Exports, webhooks, what stands in Slack and on X; and who came and left on each day, asked once more."""
        self._days_again(script)
        for form in ("csv", "xlsx"):
            self._followers(script, form)
            self._questions(script, form)
            self._audit(script, form)
        self._webhooks(script)
        self._slack(script)
        self._x(script)

    def _days_again(self, script: Script) -> None:
        """Who left later and came back has not been forgotten on the days before."""
        report, workspace_id = script.ground.house.report, script.ground.account.workspace_id
        for number in range(script.season.days):
            day = script.season.begins + timedelta(days=number)
            wanted = self._expected(script, *one_day(day).bounds(script.zone))
            recap = report.recap(workspace_id, MARKETING, one_day(day), script.zone)
            assert recap is not None
            (told,) = recap.digests
            found = {"new": told.facts.new_followers, "lost": told.facts.lost_followers, "net": told.net}
            expected = {name: wanted[name] for name in found}
            self.same("followers of each day, asked again", expected.items(), found.items(), str(day))
        times = Counter(case.person for case in script.book.followers())
        if script.season.days >= 14:
            self.same("somebody came back", [True], [max(times.values()) > 1])

    def _export(self, script: Script, kind: str, form: str) -> list[dict[str, str]]:
        script.town.settle()
        script.ground.clock.go(seconds=5)
        before = len(script.ground.slack.files)
        script.hands.command(ADA.id, f"/rapport export {kind} {form}")
        (data,) = script.ground.slack.files[before:]
        rows = _csv(data) if form == "csv" else _xlsx(data)
        return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]

    def _followers(self, script: Script, form: str) -> None:
        rows = self._export(script, "followers", form)
        newest = script.town.by_person  # what they are like is told as last seen, in the rows of earlier rounds, too
        rounds: Counter[str] = Counter()
        expected = []
        for case in script.book.followers():
            rounds[case.person] += 1
            expected.append(_follower(replace(case, profile=newest[case.person].profile), rounds[case.person]))
        self._rows(f"export of followers, {form}", expected, rows)

    def _questions(self, script: Script, form: str) -> None:
        rows = self._export(script, "questions", form)
        texts = script.town.x.posts
        expected = [_question(case, texts[case.post].text) for case in script.book.questions() if case.carded]
        self._rows(f"export of questions, {form}", expected, rows)

    def _rows(self, what: str, expected: list[dict[str, str]], rows: list[dict[str, str]]) -> None:
        names = list(expected[0])
        wanted = [tuple((name, _guarded(row[name]) if what.endswith("csv") else row[name]) for name in names)
                  for row in expected]  # fmt: skip
        self.same(what, wanted, [tuple((name, row[name]) for name in names) for row in rows])

    def _audit(self, script: Script, form: str) -> None:
        rows = self._export(script, "audit", form)
        stories: dict[str, list[Row]] = {}
        for row in rows:
            if not row["card number"]:
                continue
            line = (row["at (UTC)"], row["what"], row["who (Slack id)"], row["detail"], row["about"], row["card"])
            stories.setdefault(row["card number"], []).append(line)
        expected = []
        for case in script.book.cases:
            told = [
                (
                    _at(line.at),
                    line.what,
                    line.who,
                    line.detail.replace("@escalations", ESCALATIONS),
                    case.handle,
                    case.kind,
                )
                for line in case.story
            ]
            if told:
                expected.append(tuple(sorted(_guard(told, form))))
        self.same(f"stories, {form}", expected, [tuple(sorted(lines)) for lines in stories.values()])
        changed = [(row["at (UTC)"], row["who (Slack id)"]) for row in rows if row["what"] == "changed"]
        self.same(f"settings in the audit, {form}", [(_at(c.at), c.who) for c in script.book.changes], changed)

    def _webhooks(self, script: Script) -> None:
        taken, failed = script.ground.receiver.taken, script.book.acts["helpdesk fails"]
        once = {each.id: each for each in taken}
        self.same("webhooks, tries", [len(once) + failed - len(script.ground.receiver.answers)], [len(taken)])
        self.same("webhooks, what they tell", script.book.told, [_told(each.json) for each in once.values()])

    def _slack(self, script: Script) -> None:
        keys, book = script.town.keys, script.book
        self.same("messages, once each", keys, [key for key, places in keys.items() for _ in places])
        nudged = [key for key in keys if key.startswith("target_nudge:")]
        wanted = {f"target_nudge:{case.card_id}" for _, case in book.nudges if case.card_id}
        self.same("nudges", wanted | {key for key in nudged if self._grouped(script, key)}, nudged)
        missed = [key for key in keys if key.startswith("target_missed:")]
        alone = [f"target_missed:{case.card_id}" for at, case in book.misses
                 if case.card_id and sum(other == at for other, _ in book.misses) <= 5]  # fmt: skip
        self.same("escalations", set(alone) | {key for key in missed if self._grouped(script, key)}, missed)
        there = [key for key in keys if key.startswith("case_missed:")]
        theirs = {f"case_missed:{case.card_id}" for case in book.theirs if case.card_id}
        self.same("escalations to other teams", theirs | {k for k in there if self._grouped(script, k)}, there)
        told = Counter(len(set(keys[key])) for key in (*nudged, *missed, *there))
        self.same("told once", [1] * told.total(), list(told.elements()))

    def _grouped(self, script: Script, key: str) -> bool:
        """Whether the journal does not know the card's number: it stands in a group, and nobody looked at it alone."""
        number = int(key.rpartition(":")[2])
        return all(case.card_id != number for case in script.book.cases)

    def _x(self, script: Script) -> None:
        record, cases = script.town.x.record, script.town.asked
        api = [each for each in record.posts if each["by"] == BRAND and each["via"] == "api"]
        of = {each["id"]: each["in_reply_to"] for each in api}
        found: list[tuple[str, ...]] = [("reply", each["in_reply_to"], each["text"]) for each in api]

        def ours(name: str) -> Iterator[dict[str, Any]]:
            return (each for each in getattr(record, name) if each["by"] == BRAND and each.get("via", "api") == "api")

        found += [("follow", each["target_id"]) for each in ours("follows")]
        found += [("unfollow", each["target_id"]) for each in ours("unfollows")]
        found += [("delete", of[each["id"]]) for each in ours("deletes")]
        assert all(each[1] in cases for each in found if each[0] == "reply")
        self.same("X's record", script.book.effects.elements(), found)
        self.same("left undone", [], list(script.town.busy))


def _at(at: datetime | None) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}" if at else ""


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _guard(lines: Sequence[Row], form: str) -> list[Row]:
    return [tuple(_guarded(str(c)) if form == "csv" else c for c in line) for line in lines]


def _card(case: Case) -> dict[str, str]:
    if not case.carded:
        return dict.fromkeys(
            ("card", "follow", "reply", "owner", "decided by", "decided at (UTC)", "closed because"), ""
        )
    return {
        "card": case.status,
        "follow": case.follow,
        "reply": case.reply,
        "owner": NAMES.get(case.owner, ""),
        "decided by": NAMES.get(case.by, ""),
        "decided at (UTC)": _at(case.at),
        "closed because": case.why,
    }


def _follower(case: Case, number: int) -> dict[str, str]:
    return {
        "handle": case.handle,
        "name": case.profile["name"],
        "round": str(number),
        "first seen (UTC)": _at(case.seen_at),
        "was there before Rapport": "yes" if case.baseline else "no",
        "left at (UTC)": _at(case.lost_at),
        "left because": case.lost_why,
        "bio": case.profile["description"],
        "location": case.profile["location"],
        **_card(case),
    }


def _question(case: Case, text: str) -> dict[str, str]:
    return {
        "handle": case.handle,
        "asked at (UTC)": _at(case.asked_at),
        "words": text,
        "kind": case.sort,
        "urgency": case.urgency,
        "waits for an answer": "yes" if case.needs else "no",
        "answered at (UTC)": _at(case.answered_at),
        "answered in": case.via,
        "due at (UTC)": _at(case.due),
        **_card(case),
    }


def _told(said: dict[str, Any]) -> Told:
    decision, answer = said["decision"] or {}, said["answer"] or {}
    return Told(
        said["event"],
        datetime.fromisoformat(said["at"]),
        said["person"]["id"] if said["person"] else "",
        said["post"]["id"] if said["post"] else "",
        decision.get("choice", ""),
        decision.get("by", "") or "",
        answer.get("via", ""),
    )


def _csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def _xlsx(data: bytes) -> list[list[str]]:
    """The cells of the first sheet as words; moments are numbers with a format of their own."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        shared = "xl/sharedStrings.xml"
        strings = (
            [
                "".join(t.text or "" for t in each.iter(f"{_SHEET}t"))
                for each in ElementTree.fromstring(book.read(shared))
            ]
            if shared in book.namelist()
            else []
        )
    rows: list[list[str]] = []
    for row in sheet.iter(f"{_SHEET}row"):
        cells: dict[int, str] = {}
        for cell in row.iter(f"{_SHEET}c"):
            cells[_column(cell.attrib["r"])] = _cell(cell, strings)
        rows.append([cells.get(n, "") for n in range(max([*cells, len(rows[0]) - 1 if rows else 0]) + 1)])
    return rows


def _column(place: str) -> int:
    letters = re.match(r"[A-Z]+", place)
    assert letters is not None
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _cell(cell: ElementTree.Element, strings: list[str]) -> str:
    if cell.attrib.get("t") == "inlineStr":
        return "".join(t.text or "" for t in cell.iter(f"{_SHEET}t"))
    value = cell.findtext(f"{_SHEET}v") or ""
    if cell.attrib.get("t") == "s":
        return strings[int(value)]
    if cell.attrib.get("s") and value:
        at = datetime(1899, 12, 30, tzinfo=UTC) + timedelta(days=float(value))
        return _at((at + timedelta(microseconds=500)).replace(microsecond=0))
    return value


__all__ = ["Judge", "moment"]
