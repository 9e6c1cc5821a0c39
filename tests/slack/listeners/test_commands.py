"""Slash commands: what each answers, help, paging, and buttons in the answer."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from slackapp.domain.card import CardKind, Choice, FacetState
from slackapp.domain.people import NetworkName
from slackapp.networks.base import Unavailable
from slackapp.slack import ids
from slackapp.store import accounts, cards, people
from slackapp.store.cards import NewCard
from tests.fake_network import FakeNetwork
from tests.slack.listeners.team import ADA, BEN, CHIARA, MARKETING, SOCIAL, Json, Team, find_all, words


def ask(team: Team, text: str, user: str = ADA.id) -> Json:
    """Type a command; what it answers, for this person alone."""
    before = len(team.messages())
    assert team.person("command", user, channel=SOCIAL, text=text) == {"ok": True}
    assert len(team.messages()) == before
    return team.told(user)[-1]


@pytest.fixture
def busy(team: Team) -> Team:
    """The team with two new followers and a question."""
    team.new_follower()
    team.new_follower()
    team.new_question()
    return team


QUERIES = [
    ("/followers", "New followers today"),
    ("/followers today", "New followers today"),
    ("/followers  YESTERDAY ", "New followers yesterday"),
    ("/followers week", "last 7 days"),
    ("/followers pending", "nobody has decided"),
    ("/followers lost", "Followers who left"),
    ("/questions", "Open questions"),
    ("/questions open", "Open questions"),
    ("/questions mine", "Questions you have or decided on"),
    ("/questions all", "All questions"),
    ("/questions all", "1 mention: 1 became a card, every one"),
    ("/questions rest", "What got no card"),
    ("/rapport judgement", "How often Rapport was right"),
    ("/rapport", "How Rapport is doing"),
    ("/rapport status", "tidewatercoffee"),
    ("/rapport digest", f"<#{MARKETING}>"),
]


def test_each_query_is_answered(busy: Team) -> None:
    """Every word that help names has its answer, seen by the asking person alone."""
    for typed, said in QUERIES:
        assert said in words(ask(busy, typed)), typed
    assert busy.told(BEN.id) == []


def test_help_and_whatever_is_not_known(team: Team) -> None:
    """`help` tells the words; anything else gets them too, with what was typed as text and no ping."""
    for command in ("/followers", "/questions", "/rapport"):
        for typed in (
            "help",
            "HELP",
            "?",
            "nonsense",
            "<!channel> *x*",
            "today; drop table",
            "x" * 3_900,
            "🦆" * 300,
            "@",
        ):
            answer = ask(team, f"{command} {typed}")
            assert f"`{command}" in words(answer)
            assert "<!channel>" not in words(answer)


def test_a_digest_comes_where_digests_go(busy: Team) -> None:
    """`/rapport digest` posts the day so far in the digest's channel, once."""
    before = len(busy.messages(MARKETING))
    ask(busy, "/rapport digest")
    busy.work()
    assert len(busy.messages(MARKETING)) == before + 1


def test_a_person_is_found_by_handle(busy: Team) -> None:
    """A follower by @handle in any case; somebody unknown is looked up; nobody is nobody; a silent X is said so."""
    person = busy.send("/x/panel/state")["followers"][0]
    assert person["name"] in words(ask(busy, f"/followers @{person['username'].upper()}"))
    assert "Nobody here" in words(ask(busy, "/followers @nobody_of_the_kind"))
    busy.press("faults", path="*", kind="reset", times=5)
    assert "X" in words(ask(busy, "/followers @somebody_else"))
    assert ask(busy, "/followers today")["blocks"]


def test_paging_and_deciding_in_the_answer(team: Team) -> None:
    """Next and Previous turn pages in place; a button there decides, and shows what came of it on the same page."""
    team.press("switch", access="enterprise")
    team.press("follow", kind="person", count=15)
    team.poll()
    assert "page 1 of 3" in words(ask(team, "/followers today"))
    assert team.click(team.told()[-1], ids.LIST_NEXT)["ok"]
    assert "page 2 of 3" in words(team.told()[-1])
    follow = ids.card_action_id(Choice.FOLLOW)
    _, element = find_all(team.told()[-1]["blocks"], follow)[0]
    assert team.click(team.told()[-1], follow, value=element["value"])["ok"]
    assert "page 2 of 3" in words(team.told()[-1])
    assert "following back" in words(team.told()[-1])
    team.work()
    assert f"<@{ADA.id}> followed back" in words(team.told()[-1])
    assert len(team.by_api("follows")) == 1
    assert team.click(team.told()[-1], ids.LIST_PREVIOUS)["ok"]
    assert "page 1 of 3" in words(team.told()[-1])
    assert len(team.told()) == 1  # always the same answer, never a pile of them


def test_two_accounts_stand_one_after_the_other(team: Team) -> None:
    """Each under its heading, on each page; somebody on another server is found by the whole handle."""
    team.press("switch", access="enterprise")
    team.press("follow", kind="person", count=7)
    team.poll()
    there = FakeNetwork(now=team.clock, name=NetworkName.MASTODON)
    mira = there.add_person("mira@plants.example", name="Mira Moss")
    with team.house.database.write() as tx:
        other = accounts.put_account(tx, team.account.workspace_id, there.name, there.me(), "", team.clock())
        team.house.networks._made[other.id] = there
        person_id = people.put(tx, other, [mira], team.clock())[mira.id]
        people.add_followers(tx, other.id, [person_id], team.clock(), baseline=False)
        new = [NewCard(CardKind.FOLLOWER, f"follower:{person_id}:1", person_id)]
        cards.add(tx, other.workspace_id, other.id, None, new, team.clock())
    assert "*𝕏 X* · @tidewatercoffee · 7 in all" in words(ask(team, "/followers today"))
    assert "🐘 Mastodon" not in words(team.told()[-1])
    assert team.click(team.told()[-1], ids.LIST_NEXT)["ok"]
    shown = words(team.told()[-1])
    assert "*𝕏 X* · @tidewatercoffee · 7 in all · continued" in shown
    assert "*🐘 Mastodon* · @fernandfable · 1 in all" in shown
    assert shown.index("continued") < shown.index("1 in all") < shown.rindex("Mira Moss")
    there.add_person("noor@letters.example", name="Noor Quill")
    assert "Noor Quill" in words(ask(team, "/followers @noor@letters.example"))
    there.fail_next("person", Unavailable("Mastodon is down."))
    assert "Could not look on 🐘 Mastodon as @fernandfable: Mastodon is down." in words(ask(team, "/followers @who"))


def test_what_comes_of_a_click_is_not_drawn_over_the_next_page(team: Team) -> None:
    """Decide, page on, and then the outcome comes: the page one looks at stays."""
    team.press("switch", access="enterprise")
    team.press("follow", kind="person", count=15)
    team.poll()
    team.click(ask(team, "/followers today"), ids.card_action_id(Choice.FOLLOW))
    team.click(team.told()[-1], ids.LIST_NEXT)
    team.work()
    assert "page 2 of 3" in words(team.told()[-1])


def test_the_day_is_the_asking_persons(team: Team) -> None:
    """Just after midnight in Stockholm it is still yesterday in New York: each is answered by their own Slack."""
    zone = ZoneInfo(ADA.tz)
    midnight = (team.clock().astimezone(zone) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    team.clock.at = midnight - timedelta(minutes=10)
    team.press("switch", access="enterprise")
    person = team.press("follow", kind="person")["followed"][0]
    team.poll()
    team.clock.at = midnight + timedelta(minutes=10)
    assert team.clock().astimezone(ZoneInfo(CHIARA.tz)).date() < datetime.now(zone).date() + timedelta(days=1)
    assert person["name"] not in words(ask(team, "/followers today"))
    assert person["name"] in words(ask(team, "/followers yesterday"))
    assert person["name"] in words(ask(team, "/followers today", CHIARA.id))


def test_a_question_is_answered_from_the_list(busy: Team) -> None:
    """Reply in `/questions` opens the same modal; the list's card is done afterwards."""
    answer = ask(busy, "/questions")
    assert busy.click(answer, ids.card_action_id(Choice.REPLY))["ok"]
    assert busy.submit("We do!")["ok"]
    busy.work()
    assert [post["text"] for post in busy.by_api("posts")] == ["We do!"]
    assert busy.cards()[-1].reply is FacetState.DONE
