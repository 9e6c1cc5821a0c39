"""A week, a month and what came before, in figures that are right to the row; and digests that people pause."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

from slackapp.chores import Chores
from slackapp.clock import digest_runs
from slackapp.dispatch import Dispatcher
from slackapp.domain.accounts import Route, RouteKind
from slackapp.domain.digest import Flow, Recap
from slackapp.domain.digest_message import digest_body, period_of
from slackapp.domain.digest_times import DigestTimes
from slackapp.domain.periods import Period, Span, around, one_day
from slackapp.domain.posts import Audience
from slackapp.domain.targets import Targets
from slackapp.domain.topics import Topic
from slackapp.handing import Gift, Handing
from slackapp.store import accounts, channel_digests, posts, targets
from slackapp.tuning import Tuning
from tests.house import ADA, MARKETING, SOCIAL, START, House

LISBON = ZoneInfo("Europe/Lisbon")
WEEK = around(Span.WEEK, date(2026, 3, 25))  # the clocks go forward on its Sunday
NINE = DigestTimes(0, MARKETING, time(9), "Europe/Lisbon")


def routed(house: House) -> None:
    """The account's digests go to the marketing channel, and it is watched since the second of March."""
    house.polled()
    route = Route(0, house.workspace.id, house.account_id, RouteKind.DIGEST, MARKETING, time(9), "Europe/Lisbon")
    with house.database.write() as tx:
        accounts.set_routes(tx, house.account, [*accounts.all_routes(tx, account_id=house.account_id), route])


def recap(house: House, period: Period = WEEK) -> Recap:
    """What the channel is told."""
    found = house.report.recap(house.workspace.id, MARKETING, period, LISBON)
    assert found is not None
    return found


def at(house: House, day: int, hour: int = 12, minute: int = 0) -> None:
    """Go to a moment of March, UTC."""
    house.clock.at = datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def asked(house: House, handle: str, text: str = "@fernandfable late delivery?", answered: float | None = None) -> int:
    """A question now, and its answer so many hours later; returns its mention."""
    card = house.question_card(text, house.network.add_person(handle))
    if answered is not None:
        with house.database.write() as tx:
            moment = house.clock() + timedelta(hours=answered)
            posts.answer(tx, card.question_id or 0, moment, "rapport", "9")
    return card.question_id or 0


def test_a_week_is_told_to_the_row_and_compared_with_the_one_before(house: House) -> None:
    """Each day's figures, the targets, the topics; the week before as it stood as long after its own end."""
    routed(house)
    with house.database.write() as tx:
        targets.put(tx, house.workspace.id, Targets(on=True, normal=timedelta(hours=4)), ADA, START)
    at(house, 18)
    house.follower_card("before")
    asked(house, "early", answered=1)
    asked(house, "slow", answered=24 * 9)  # answered after this week has begun: not known by the first Monday
    at(house, 23, 0, 0)  # the week's first moment in Lisbon
    house.follower_card("first")
    at(house, 25, 10)
    house.follower_card("second")
    asked(house, "one", answered=2)
    asked(house, "two", "@fernandfable a late delivery again", answered=5)
    asked(house, "three")
    at(house, 29, 22, 59)  # its last minute, on a day of 23 hours
    house.follower_card("third")
    at(house, 29, 23)
    house.follower_card("after")
    at(house, 30, 9)
    told = recap(house)
    assert (told.sums.new_followers, told.sums.questions, told.sums.answered) == (3, 3, 2)
    assert (told.sums.judged, told.sums.in_time) == (3, 1)
    assert told.flows == (
        Flow(1, 0, 0, 0),
        Flow(0, 0, 0, 0),
        Flow(1, 0, 3, 2),
        *(Flow(0, 0, 0, 0),) * 3,
        Flow(1, 0, 0, 0),
    )
    assert told.before is not None
    assert (told.before.new_followers, told.before.questions, told.before.answered) == (1, 2, 1)
    assert told.topics == (Topic("late delivery", 3),)
    assert told.over
    at(house, 29, 12)
    assert not recap(house).over
    assert recap(house).before is None, "a part is not compared with a whole"


def test_what_was_not_seen_whole_is_no_comparison(sqlite_house: House) -> None:
    """We came in the middle of the week before."""
    house = sqlite_house
    routed(house)
    at(house, 25)
    assert recap(house, around(Span.WEEK, date(2026, 3, 10))).before is None
    assert recap(house, around(Span.WEEK, date(2026, 3, 17))).before is not None


def test_topics_hold_no_private_words(sqlite_house: House) -> None:
    """Neither of what only we may read, nor of what has a warning before it, nor twice of one person."""
    house = sqlite_house
    routed(house)
    at(house, 25)
    house.polled()
    for handle, audience, warning in (("a", Audience.PRIVATE, ""), ("b", Audience.FOLLOWERS, ""), ("c", "public", "x")):
        asker = house.network.add_person(handle)
        said = {"audience": Audience(audience), "warning": warning}
        house.network.add_mention(asker, "@fernandfable where is my secret parcel?", **said)
    loud = house.network.add_person("loud")
    for _ in range(3):
        house.network.add_mention(loud, "@fernandfable where is my teapot?")
    house.polled()
    assert recap(house).topics == ()
    assert recap(house).sums.questions >= 4


def test_what_another_team_has_is_told(sqlite_house: House) -> None:
    """Of this channel's accounts, until it comes back."""
    house = sqlite_house
    routed(house)
    at(house, 25)
    card = house.question_card()
    Handing(house.database, house.clock, lambda: None).give(Gift(house.workspace.id, card.id, SOCIAL, ADA))
    told = recap(house)
    assert told.elsewhere_total == 1
    assert (told.elsewhere[0].handle, told.elsewhere[0].channel_id) == ("noor", SOCIAL)


def test_a_message_keeps_what_it_sums_up() -> None:
    """Read back as it was; a single day's as before, for messages that stand already."""
    for period in (
        one_day(date(2026, 3, 2)),
        WEEK,
        around(Span.MONTH, WEEK.last),
        Period(Span.DAY, WEEK.first, WEEK.last),
    ):
        assert period_of(digest_body(period, "Europe/Lisbon")) == period
    assert period_of({"day": "2026-03-02", "zone": "UTC"}) == one_day(date(2026, 3, 2))


def test_a_channels_own_times_count_wherever_its_route_is_told(sqlite_house: House) -> None:
    """What is set in Slack stands beside the route, which keeps its own; by default all three come."""
    house = sqlite_house
    routed(house)
    with house.database.read() as tx:
        [usual] = channel_digests.all_times(tx)
    assert usual == replace(NINE, workspace_id=house.workspace.id)
    tuning = Tuning(house.database, house.clock)
    wanted = replace(usual, at=time(7, 30), zone="Asia/Tokyo", days=frozenset({1}), weekly=False)
    tuning.change_digests(wanted, ADA)
    with house.database.read() as tx:
        assert channel_digests.all_times(tx) == (wanted,)
        [route] = accounts.all_routes(tx, RouteKind.DIGEST)
        [others] = {each.time_zone for each in accounts.all_routes(tx) if each.kind is not RouteKind.DIGEST}
    assert (route.digest_at, route.time_zone, others) == (time(7, 30), "Asia/Tokyo", "")
    assert tuning.digests(house.workspace.id + 1) == ()
    assert tuning.pause_digests(house.workspace.id, 10**9, ADA, paused=True) is None


def test_what_the_clock_asks_for_is_recorded_once_unless_it_is_paused(sqlite_house: House) -> None:
    """A week by its own key, a day as ever; nothing of a time in which nobody was watching; nothing while paused."""
    house = sqlite_house
    routed(house)
    at(house, 30)
    waker = cast("Dispatcher", SimpleNamespace(wake=lambda: None))
    nobody = cast("Any", None)
    chores = Chores(house.database, nobody, house.report, nobody, nobody, waker, house.clock)
    tuning = Tuning(house.database, house.clock)
    [times] = chores.digest_times()
    runs = digest_runs(times, date(2026, 3, 30))
    early = digest_runs(times, date(2026, 2, 23))
    tuning.change_digests(replace(times, paused_by=ADA), ADA)
    for _, _, argument in runs:
        chores._digest(argument)
    assert house.messages() == ()
    tuning.change_digests(times, ADA)
    for _, _, argument in (*early, *runs, *runs):
        chores._digest(argument)
    here = f"{house.workspace.id}:{MARKETING}:2026-03-29"
    assert [message.key for message in house.messages()] == [f"digest:{here}", f"digest-week:{here}"]
