"""What happened, looked through: whose it is, in which order, by which words; and as rows of a file."""

import csv
import io
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.domain.audit import EVENT_WORDS, SPANS, Filter, UnknownWord, Words, understood
from slackapp.domain.card import Choice
from slackapp.domain.export import Form, Kind, Order, ordered
from slackapp.domain.story import Event
from slackapp.exports import AUDIT_HEADINGS, Exports, sheets
from slackapp.exports.sheets import sheet
from slackapp.history import PAGE, History
from slackapp.listings import Asker
from slackapp.slack.audit import audit_message
from slackapp.store import audit, exports, stories
from tests.house import ADA, BEN, START, House

UTC = ZoneInfo("UTC")


def asker(house: House, user_id: str = ADA) -> Asker:
    """Somebody of the workspace."""
    return Asker(house.workspace.id, user_id, UTC)


def noted(house: House, number: int) -> None:
    """So many lines, each a minute after the other but for every third, which comes in the same moment."""
    with house.database.write() as tx:
        for n in range(number):
            house.clock.go(minutes=n % 3 and 1)
            stories.note(tx, house.workspace.id, house.clock(), BEN if n % 2 else ADA, f"n{n}")


def test_pages_walk_down_and_up_without_a_gap(house: House) -> None:
    """Lines of the same moment, too, are each there once; who goes up past the top sees the newest page."""
    noted(house, 40)
    history = History(house.database, house.clock)
    page = history.audit(asker(house), "")
    assert (page.newer, len(page.lines)) == (0, PAGE)
    pages = [page]
    while page.older:
        page = history.audit(asker(house), "", before=page.older)
        pages.append(page)
    seen = [told.line.detail for each in pages for told in each.lines]
    assert seen == [f"n{n}" for n in reversed(range(40))]
    up = history.audit(asker(house), "", after=pages[2].newer)
    assert up.lines == pages[1].lines
    assert history.audit(asker(house), "", after=up.newer).lines == pages[0].lines


def test_filters_narrow_together(house: House) -> None:
    """By teammate, by day of the asking person's, by what happened, by account of ours."""
    noted(house, 6)
    card = house.question_card()
    house.decide(card, Choice.IGNORE, BEN)
    history = History(house.database, house.clock)

    def found(typed: str) -> list[Event]:
        return [told.line.event for told in history.audit(asker(house), typed).lines]

    assert found("ignored") == [Event.IGNORED]
    assert found(f"<@{BEN.lower()}|ben> settings today") == [Event.CHANGED] * 3
    assert found("me settings") == [Event.CHANGED] * 3
    assert found("yesterday") == []
    assert found(f"@{house.account.handle} ignored") == [Event.IGNORED]
    (told,) = history.audit(asker(house), "ignored").lines
    assert (told.person, told.account) == ("noor", house.account.handle)
    with pytest.raises(UnknownWord, match="@nobody"):
        found("@nobody")


def test_another_workspaces_lines_and_ids_are_not_there(house: House) -> None:
    """Neither among the lines, nor as a place to go on from; a card of theirs has no story here."""
    other = House(house.database, "T0TIDE")
    noted(other, 3)
    card = other.follower_card()
    noted(house, 2)
    history = History(house.database, house.clock)
    with other.database.read() as tx:
        theirs = audit.page(tx, other.workspace.id, Filter(), 9)[0][0].line.id
    page = history.audit(asker(house), "")
    assert len(page.lines) == 2
    assert history.audit(asker(house), "", before=theirs).lines == page.lines
    assert history.of_card(card.id, house.workspace.id) == ()


def test_a_card_from_before_there_were_stories_tells_what_is_known(house: House) -> None:
    """Its message, its actions and who decided; what is told since is told once."""
    card = house.follower_card()
    house.clock.go(minutes=5)
    house.decide(card, Choice.FOLLOW)
    house.perform_all()
    history = History(house.database, house.clock)
    with house.database.write() as tx:
        tx.execute(stories.stories.delete())
    events = [line.event for line in history.of_card(card.id, house.workspace.id)]
    assert events == [Event.POSTED, Event.FOLLOWED]
    house.clock.go(minutes=5)
    house.decide(card, Choice.UNDO_FOLLOW, BEN)
    house.perform_all()
    events = [line.event for line in history.of_card(card.id, house.workspace.id)]
    assert events == [Event.POSTED, Event.FOLLOWED, Event.DECIDED, Event.UNFOLLOWED]


def test_the_audit_walks_its_index(sqlite_house: House) -> None:
    """On SQLite, without sorting: a page of a million lines costs what a page of a hundred does."""
    newest = (audit.stories.c.at.desc(), audit.stories.c.id.desc())
    query = audit.narrowed(1, Filter(actor_id=ADA)).order_by(*newest).limit(PAGE + 1)
    with sqlite_house.database.read() as tx:
        sql = str(query.compile(tx.engine, compile_kwargs={"literal_binds": True}))
        plan = tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}").all()
    told = " / ".join(row[3] for row in plan)
    assert "ix_story_workspace_at" in told
    assert "TEMP B-TREE" not in told


@given(st.text(max_size=60))
def test_any_words_are_understood_or_refused(typed: str) -> None:
    """Never a crash; what is understood is one of what there is."""
    try:
        words = understood(typed.lower(), ADA)
    except UnknownWord:
        return
    assert words.span in ("", *SPANS)
    assert words.events in ("", *EVENT_WORDS)
    assert isinstance(words, Words)


@given(st.text(max_size=40))
def test_an_order_is_of_one_kind_or_none(typed: str) -> None:
    """Anything else is answered with an example."""
    assert ordered(typed) is None


def test_orders_are_read_in_any_order() -> None:
    """Kind, form and days."""
    assert ordered("week xlsx audit") == Order(Kind.AUDIT, Form.XLSX, "week")
    assert ordered("followers all") == Order(Kind.FOLLOWERS, Form.CSV, "")
    assert [ordered(odd) for odd in ("", "csv", "followers questions", "followers csv xlsx", "audit week month")] == [
        None
    ] * 5


def rows_of(data: bytes) -> list[list[str]]:
    """A CSV file's rows."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def made(house: House, tmp_path: Path, order: Order) -> list[list[str]]:
    """The rows of a file, with its headings."""
    one = Exports(house.database, house.clock).make(order, asker(house), lambda who: f"Name of {who}", tmp_path)
    found = rows_of(one.path.read_bytes())
    assert len(found) == one.rows + 1
    return found


def test_a_file_has_each_row_once(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in batches; another workspace's rows are not among them; names stand for ids."""
    monkeypatch.setattr("slackapp.exports.BATCH", 3)
    House(house.database, "T0TIDE").bare_cards(2)
    house.bare_cards(7)
    card = house.follower_card("mira", bio="=HYPERLINK(1)", name="@here")
    house.decide(card, Choice.IGNORE, BEN)
    asked = house.question_card()
    noted(house, 7)
    headings, *rows = made(house, tmp_path, Order(Kind.FOLLOWERS))
    assert headings == list(exports.FOLLOWER_HEADINGS)
    handles = [row[headings.index("handle")] for row in rows]
    assert sorted(handles) == sorted(["mira", *(f"person{n}" for n in range(7))])
    mira = dict(zip(headings, rows[handles.index("mira")], strict=True))
    assert (mira["bio"], mira["name"], mira["card"]) == ("'=HYPERLINK(1)", "'@here", "ignored")
    assert mira["decided by"] == f"Name of {BEN}"
    assert mira["first seen (UTC)"] == "2026-03-02 09:00:00"
    headings, *rows = made(house, tmp_path, Order(Kind.QUESTIONS))
    assert [row[headings.index("words")] for row in rows] == ["'@fernandfable do you ship to Oslo?"]
    assert house.card(asked.id)
    headings, *rows = made(house, tmp_path, Order(Kind.AUDIT))
    assert headings == list(AUDIT_HEADINGS)
    assert [row[4] for row in rows if row[1] == "changed"] == [f"n{n}" for n in range(7)]
    house.clock.go(days=8)
    assert len(made(house, tmp_path, Order(Kind.FOLLOWERS, span="week"))) == 1


def test_what_excel_does_not_take_is_cut_and_said(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sheet has so many rows, its headings among them."""
    monkeypatch.setattr(sheets._Xlsx, "most", 4)
    house.bare_cards(5)
    one = Exports(house.database, house.clock).make(
        Order(Kind.FOLLOWERS, Form.XLSX), asker(house), lambda who: who, tmp_path
    )
    assert (one.rows, one.cut) == (3, True)
    monkeypatch.setattr(sheets._Xlsx, "most", 6)
    again = Exports(house.database, house.clock).make(
        Order(Kind.FOLLOWERS, Form.XLSX), asker(house), lambda who: who, tmp_path
    )
    assert (again.rows, again.cut) == (5, False)


CELLS = st.lists(st.one_of(st.text(max_size=20), st.integers(-9, 9), st.none()), min_size=1, max_size=4)


@given(CELLS)
def test_no_cell_of_a_csv_begins_a_formula(tmp_path_factory: pytest.TempPathFactory, cells: list[str | int]) -> None:
    """Whatever stands in it; numbers stay numbers."""
    path = tmp_path_factory.getbasetemp() / "cells.csv"
    table = sheet(Form.CSV, path, ["a"], "A")
    kept = [
        each.encode("utf-8", "replace").decode().replace("\x00", "") if isinstance(each, str) else each
        for each in cells
    ]
    table.row(kept)
    table.close()
    _, *rest = rows_of(path.read_bytes())
    for cell, was in zip(rest[0] if rest else [], kept, strict=False):
        assert isinstance(was, int) or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_moment_is_written_in_utc(tmp_path: Path) -> None:
    """Whatever zone it carries."""
    path = tmp_path / "moment.csv"
    table = sheet(Form.CSV, path, ["at"], "A")
    table.row([START.astimezone(ZoneInfo("America/New_York")) + timedelta(hours=1)])
    table.close()
    assert rows_of(path.read_bytes())[1] == ["2026-03-02 10:00:00"]


def test_a_search_ends_in_time_and_says_how_far_it_went(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only so many of the newest lines are looked through for rare ones; without a filter nothing is left out."""
    monkeypatch.setattr("slackapp.history.LOOKED", 10)
    noted(house, 30)
    house.clock.go(minutes=1)
    history = History(house.database, house.clock)
    found = history.audit(asker(house), "me")
    assert (found.looked, len(found.lines) < 15) == (10, True)
    assert history.audit(asker(house), "").looked == 0
    assert "newest 10 lines" in str(audit_message(found).blocks)
