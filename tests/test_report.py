"""A day in figures, and the digest that is recorded once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from slackapp.domain.accounts import Route, RouteKind
from slackapp.domain.card import Choice
from slackapp.domain.digest import DayFacts, Digest, summarise
from slackapp.domain.evidence import Summary
from slackapp.domain.people import LostReason, NetworkName
from slackapp.domain.periods import one_day
from slackapp.domain.posts import Audience
from slackapp.store import accounts, people, posts
from tests.house import MARKETING, START, House

LISBON = ZoneInfo("Europe/Lisbon")
TODAY = date(2026, 3, 2)


def digests(house: House, day: date = TODAY, channel_id: str = MARKETING) -> tuple[Digest, ...]:
    """What a channel is told of a day: one digest for each account routed to it."""
    recap = house.report.recap(house.workspace.id, channel_id, one_day(day), LISBON)
    return recap.digests if recap else ()


def facts(house: House, day: date = TODAY) -> DayFacts:
    """The account's day."""
    with house.database.write() as tx:
        accounts.set_routes(tx, house.account, [Route(0, 0, 0, RouteKind.DIGEST, MARKETING)])
    return digests(house, day)[0].facts


def test_a_day_without_anything(house: House) -> None:
    """All figures are nought, and there is no median of nothing."""
    assert facts(house).open_total == 0
    (digest,) = digests(house)
    assert (digest.net, digest.median_reply, digest.p90_reply) == (0, None, None)


def test_an_account_is_named_with_sign_and_word(sqlite_house: House) -> None:
    """As cards name it."""
    assert facts(sqlite_house).network_label == "𝕏 X"


def test_a_digest_tells_no_private_words_and_warns_where_their_author_did(house: House) -> None:
    """It may go to more people than the card: a private mention is only linked, a warning stands for its words."""
    house.polled()
    for audience, warning in ((Audience.PUBLIC, ""), (Audience.PRIVATE, "late"), (Audience.FOLLOWERS, "late orders")):
        asker = house.network.add_person(audience.value)
        house.network.add_mention(asker, "@fernandfable where is my order?", audience=audience, warning=warning)
        house.polled()
    told = {question.handle: (question.text, question.private) for question in facts(house).open}
    assert told == {
        "public": ("@fernandfable where is my order?", False),
        "private": ("", True),
        "followers": ("⚠️ late orders", False),
    }


def test_followers_are_counted_on_their_day(house: House) -> None:
    """New ones, lost ones with those of old among them, and each followed back once."""
    made = [house.follower_card(handle) for handle in ("one", "two", "three")]
    with house.database.write() as tx:
        old = people.put(tx, house.account, [house.network.add_person("old")], START).values()
        people.add_followers(tx, house.account_id, list(old), START, baseline=True)
        for person_id in (*old, made[2].person_id):
            gone = people.follower(tx, house.account_id, person_id)
            assert gone is not None
            people.lose(tx, gone.id, LostReason.UNFOLLOWED, START + timedelta(days=1))
    house.decide(made[0], Choice.FOLLOW_BY_HAND)
    house.decide(made[0], Choice.FOLLOW)
    house.perform_all()
    today, tomorrow = facts(house), facts(house, TODAY + timedelta(days=1))
    assert (today.new_followers, today.lost_followers, today.followed_back) == (3, 0, 1)
    assert (tomorrow.new_followers, tomorrow.lost_followers, tomorrow.followed_back) == (0, 2, 0)
    assert today.waiting_followers == 2
    assert digests(house, TODAY + timedelta(days=1))[0].net == -2


def test_the_newcomers_worth_a_look_are_named(house: House) -> None:
    """Three of the day whom nobody has decided on, the strongest first; and how many of all who wait look worth it."""
    told = {"bio": "Potter in Porto, ferns on every sill", "created_at": START - timedelta(days=1500), "posts": 2_000}
    told |= {"followers": 900, "following": 300, "last_post_at": START - timedelta(hours=3)}
    house.follower_card("yesterdays", **told)
    house.clock.go(days=1)
    best = house.follower_card("best", **told, website="https://potter.example", verified=True)
    for handle in ("one", "two", "three"):
        house.follower_card(handle, **told)
    house.follower_card("farmer", bio="#teamfollowback", followers=10, following=9_000)
    decided = house.follower_card("decided", **told)
    house.decide(decided, Choice.IGNORE)
    found = facts(house, TODAY + timedelta(days=1))
    assert [each.handle for each in found.newcomers] == ["best", "one", "two"]
    assert (found.newcomers[0].card_id, found.newcomers[0].profile_url) == (best.id, "https://network.example/best")
    assert found.newcomers[0].evidence.summary is Summary.WORTH_IT
    assert (found.waiting_worth_it, found.waiting_followers) == (5, 6)


def test_questions_belong_to_the_day_they_were_asked(house: House) -> None:
    """Answered later they still are that day's; the wait is from asking to answering."""
    first, _ = (
        house.question_card("@fernandfable one?"),
        house.question_card("@fernandfable two?", house.network.add_person("tom")),
    )
    with house.database.write() as tx:
        posts.answer(tx, first.question_id or 0, START + timedelta(days=2, hours=1), "network", "9")
    today = facts(house)
    assert (today.questions, today.answered, today.first_replies) == (2, 1, (timedelta(days=2, hours=1),))
    assert facts(house, TODAY + timedelta(days=2)).questions == 0


def test_a_reply_older_than_its_question_waited_for_nothing(sqlite_house: House) -> None:
    """Networks' clocks differ: a wait is never negative."""
    card = sqlite_house.question_card()
    with sqlite_house.database.write() as tx:
        posts.answer(tx, card.question_id or 0, START - timedelta(seconds=3), "network", "9")
    assert facts(sqlite_house).first_replies == (timedelta(0),)


def test_the_edges_of_a_local_day(house: House) -> None:
    """The first moment belongs to it, the first of the next day does not, on a day of 23 hours."""
    spring = date(2026, 3, 29)
    for handle, at in (
        ("before", datetime(2026, 3, 28, 23, 59, 59, tzinfo=UTC)),
        ("first", datetime(2026, 3, 29, 0, 0, tzinfo=UTC)),
        ("last", datetime(2026, 3, 29, 22, 59, 59, tzinfo=UTC)),
        ("after", datetime(2026, 3, 29, 23, 0, tzinfo=UTC)),
    ):
        house.clock.at = at
        house.follower_card(handle)
    assert facts(house, spring).new_followers == 2


def test_what_is_open_is_listed_oldest_first_whatever_its_day(house: House) -> None:
    """With a link, the person and their words; the rest is a number."""
    for n in range(10):
        house.question_card(f"@fernandfable question {n}?", house.network.add_person(f"p{n}"))
        house.clock.go(hours=5)
    told = facts(house, TODAY + timedelta(days=1))
    assert (told.open_total, len(told.open)) == (10, 8)
    assert [question.handle for question in told.open] == [f"p{n}" for n in range(8)]
    assert told.open[0].text == "@fernandfable question 0?"
    assert told.open[0].asked_at == START
    assert told.open[0].url.startswith("https://network.example/p0/")


def test_another_accounts_day_is_its_own(house: House) -> None:
    """Figures don't mix, and a channel gets one digest for each account routed to it."""
    house.follower_card()
    with house.database.write() as tx:
        other = accounts.put_account(
            tx, house.workspace.id, NetworkName.X, replace(house.network.me(), id="2"), "", START
        )
        for account in (house.account, other):
            accounts.set_routes(tx, account, [Route(0, 0, 0, RouteKind.DIGEST, MARKETING)])
    assert [digest.facts.new_followers for digest in digests(house)] == [1, 0]
    assert digests(house, channel_id="C0OTHER") == ()
    assert house.report.recap(0, MARKETING, one_day(TODAY), LISBON) is None


def test_a_digest_is_recorded_once(house: House) -> None:
    """The second asking changes nothing; another channel, workspace, day or occasion is another digest."""
    record, ours = house.report.record, house.workspace.id
    assert record(ours, MARKETING, one_day(TODAY), "Europe/Lisbon")
    assert not record(ours, MARKETING, one_day(TODAY), "Europe/Lisbon")
    assert record(ours, MARKETING, one_day(TODAY + timedelta(days=1)), "Europe/Lisbon")
    assert record(ours, "C0OTHER", one_day(TODAY), "Europe/Lisbon")
    assert record(ours, MARKETING, one_day(TODAY), "Europe/Lisbon", occasion="asked for")
    with house.database.write() as tx:
        second = accounts.put_workspace(tx, "T2", "", START)
    assert record(second.id, MARKETING, one_day(TODAY), "Europe/Lisbon")
    assert len(house.messages()) == 5
    assert house.messages()[0].body == {"day": "2026-03-02", "zone": "Europe/Lisbon"}


def test_an_extra_digest_sums_up_the_day_of_its_channel_whoever_asks(house: House) -> None:
    """Past midnight in the channel's zone it is the channel's new day, whatever the asker's clock says; once each."""
    zone = "Pacific/Auckland"
    route = Route(0, house.workspace.id, house.account_id, RouteKind.DIGEST, MARKETING, time(9), zone)
    with house.database.write() as tx:
        accounts.set_routes(tx, house.account, [route])
    late = START.replace(hour=20)  # the 2nd in Lisbon, the 3rd in Auckland
    for occasion in ("asked", "asked", "again"):
        told = house.report.record_everywhere(lambda z: late.astimezone(z).date(), occasion, house.workspace.id)
        assert told == [MARKETING]
    assert [m.body for m in house.messages()] == [{"day": "2026-03-03", "zone": zone}] * 2
    assert house.report.record_everywhere(lambda _: TODAY, "elsewhere", house.workspace.id + 1) == []


def test_the_median_and_the_ninetieth_percentile() -> None:
    """As a spreadsheet's MEDIAN and PERCENTILE give them; of one wait both are that wait."""
    empty = DayFacts("h", "X", "", 5, 7, 0, 0, 0, (), (), 0)
    waits = tuple(timedelta(minutes=n) for n in (50, 10, 40, 20, 30))
    digest = summarise(TODAY, replace(empty, first_replies=waits))
    assert (digest.net, digest.median_reply, digest.p90_reply) == (-2, timedelta(minutes=30), timedelta(minutes=46))
    one = summarise(TODAY, replace(empty, first_replies=waits[:1]))
    assert one.median_reply == one.p90_reply == timedelta(minutes=50)
