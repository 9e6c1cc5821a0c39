"""History, `/rapport audit` and `/rapport export`, as a team uses them."""

import io
import zipfile
from dataclasses import replace
from urllib.request import Request

import pytest

from slackapp.domain.card import Choice
from slackapp.domain.story import Event
from slackapp.sandbox.slack.state import State
from slackapp.slack import ids
from slackapp.slack.ids import MenuItem
from slackapp.store import stories
from tests.slack.listeners.payloads import block_actions
from tests.slack.listeners.team import ADA, BEN, SOCIAL, Json, Team, words
from tests.slack.listeners.test_hostile import sent


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The bytes of each file that goes to Slack."""
    found: list[bytes] = []
    init = Request.__init__

    def seen(self: Request, url: str, data: object = None, *more: object, **named: object) -> None:
        if "/upload/" in url and isinstance(data, io.BufferedReader):
            found.append(data.read())
            data.seek(0)
        init(self, url, data, *more, **named)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(Request, "__init__", seen)
    return found


def admin(team: Team, *, scopes: tuple[str, ...] | None = None) -> State:
    """Ada alone is an admin."""
    state = team.slack.state
    people = tuple(replace(each, is_admin=each.id == ADA.id) for each in state.world.teammates)
    state.world = replace(state.world, teammates=people)
    if scopes is not None:
        state.scopes = scopes
    return state


def ask(team: Team, text: str, user: str = ADA.id) -> str:
    """Type /rapport …, and read what only they are told."""
    before = len(team.told(user))
    assert team.person("command", user, channel=SOCIAL, text=f"/rapport {text}")["ok"]
    return "\n".join(words(each) for each in team.told(user)[before:])


def direct(team: Team, user: str = ADA.id) -> list[Json]:
    """The direct messages that somebody got, oldest first."""
    found: list[Json] = team.state(user)["messages"].get("D" + user[1:], [])
    return found


def test_a_folded_card_tells_its_story(team: Team) -> None:
    """Its menu opens a modal: posted where, decided and done by whom; another team's card is not there."""
    team.new_follower()
    team.choose(Choice.FOLLOW, BEN.id)
    team.work()
    card = team.cards()[-1]
    message = team.message_with(ids.CARD_MENU)
    team.click(message, ids.CARD_MENU, value=ids.menu_value(MenuItem.HISTORY, card.id))
    shown = words(team.view())
    order = [f"Posted · in <#{SOCIAL}>", f"<@{BEN.id}> decided to follow", f"<@{BEN.id}> followed back"]
    assert [part in shown for part in order] == [True] * 3
    assert sorted(order, key=shown.index) == order


def test_why_leads_to_the_story_of_an_open_question(team: Team) -> None:
    """The menu has no room for it then; what a reply said stands there, harmless."""
    team.new_question()
    card = team.cards()[-1]
    with team.house.database.write() as tx:
        stories.tell(tx, card, Event.REPLIED, team.clock(), BEN.id, "<!channel> *so* <@U0TWADA01>")
    message = team.message_with(ids.CARD_MENU)
    team.click(message, ids.CARD_MENU, value=ids.menu_value(MenuItem.WHY, card.id))
    team.click_view(team.view(), ids.HISTORY_OPEN)
    shown = words(team.view())
    assert "&lt;!channel&gt; ∗so∗ &lt;@U0TWADA01&gt;" in shown
    assert "<!channel>" not in shown


def test_the_audit_is_for_admins_and_pages_with_its_filters(team: Team) -> None:
    """Newest first, fifteen at a time, back and forth; Ben is told whom to ask."""
    admin(team)
    with team.house.database.write() as tx:
        for n in range(32):
            by = ADA.id if n % 2 else BEN.id
            stories.note(tx, team.account.workspace_id, team.clock(), by, f"Number {n:02}.")
    assert "Please ask" in ask(team, "audit", BEN.id)
    assert "Number 31" in ask(team, "audit today settings")
    message = team.told()[-1]
    for button, first, last in (
        (ids.AUDIT_OLDER, "Number 16", "Number 02"),
        (ids.AUDIT_OLDER, "Number 01", "Number 00"),
        (ids.AUDIT_NEWER, "Number 16", "Number 02"),
    ):
        team.click(message, button)
        message = team.told()[-1]
        shown = words(message)
        assert shown.index(first) <= shown.index(last)
        assert shown.count("Number") == (2 if last == "Number 00" else 15)
    ask(team, "audit me settings")
    assert words(team.told()[-1]).count(f"<@{ADA.id}> changed a setting") == 15
    assert f"<@{BEN.id}>" not in words(team.told()[-1])
    ask(team, "audit @ben settings")
    assert words(team.told()[-1]).count(f"<@{BEN.id}> changed a setting") == 15
    assert "I can’t look for “nonsense”" in ask(team, "audit nonsense")
    assert "I can’t look for “@nobody" in ask(team, "audit @nobody")
    assert "Nothing like that" in ask(team, f"audit @{team.account.handle} claims")
    _, said = sent(team, "form", block_actions(ids.AUDIT_OLDER, "x"))
    assert "Traceback" not in said


def test_a_file_comes_as_a_direct_message(team: Team, files: list[bytes]) -> None:
    """With what it holds in a sentence; no cell of a stranger's is a formula."""
    team.new_follower(name="=cmd()|calc", handle="sly")
    assert "Making your file" in ask(team, "export followers week", BEN.id)
    told, sent_file = direct(team, BEN.id)[-2:]
    assert "Followers, the last 7 days" in words(told)
    assert sent_file["files"][0]["title"] == "Followers, the last 7 days"
    (data,) = files
    assert data.startswith(b"\xef\xbb\xbfnetwork,")
    text = data.decode("utf-8-sig")
    assert len(text.splitlines()) >= 2
    assert ",=cmd" not in text
    assert direct(team) == []  # nobody else got it


def test_a_workbook_holds_the_questions(team: Team, files: list[bytes]) -> None:
    """It is a real one, with a row for each."""
    team.new_question()
    ask(team, "export questions xlsx")
    (data,) = files
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == 2
    assert "ship to Oslo" in sheet


def test_who_may_not_have_a_file_is_told_why(team: Team, files: list[bytes]) -> None:
    """The audit is for admins; an older installation has to allow files first; odd words get an example."""
    admin(team)
    assert "Please ask" in ask(team, "export audit", BEN.id)
    assert "For example" in ask(team, "export everything")
    admin(team, scopes=tuple(each for each in team.slack.state.scopes if each != "files:write"))
    assert "files:write" in ask(team, "export audit")
    assert files == []


def test_a_file_that_slack_refuses_is_told(team: Team) -> None:
    """In words, and the next one can be asked for."""
    team.person("faults", method="files.getUploadURLExternal", error="internal_error", times=1)
    assert "could not be sent" in ask(team, "export questions")
    ask(team, "export questions")
    assert "0 rows" in words(direct(team)[-2])


def test_the_word_for_all(team: Team) -> None:
    """Help names them."""
    shown = ask(team, "help")
    assert "audit" in shown
    assert "export followers" in shown
