"""Home and status: useful to everybody, honest about what does not work."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.accounts import AccountHealth, Route, RouteKind
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.card import CardStatus
from slackapp.domain.draft import Draft, DraftState
from slackapp.domain.face import CardFace
from slackapp.domain.home import AT_MOST, Alerts, Counts, Day, ForMe, Looking, Numbers, Open, Shown, Tab
from slackapp.domain.ledger import Filter, Whose
from slackapp.domain.people import History, Profile
from slackapp.domain.posts import Thread
from slackapp.domain.status import AccountStatus, ClosedChannel, Status
from slackapp.domain.verdict import PostKind
from slackapp.domain.welcome import Progress
from slackapp.slack import ids
from slackapp.slack.home import looking as places
from slackapp.slack.home.for_me import for_me_blocks
from slackapp.slack.home.frame import alert_blocks, home_view
from slackapp.slack.home.numbers import MOST_CHARTS, numbers_blocks
from slackapp.slack.home.open import open_blocks
from slackapp.slack.home.seen import Seen
from slackapp.slack.home.settings import Setting, settings_blocks
from slackapp.slack.ids import Place, parse_block_id
from slackapp.slack.message import Block
from slackapp.slack.status import status_message
from tests.slack import strangers
from tests.slack.faces import BEN, BRAND, MARA, MASTODON, NOW, STATES, elements, follower, handed, question
from tests.slack.limits import assert_takes, assert_takes_view
from tests.slack.test_groups import texts

ROUTES = (
    Route(1, 1, 1, RouteKind.FOLLOWERS, "C0SOCIAL"),
    Route(2, 1, 1, RouteKind.DIGEST, "C0MARKET", time(9, 0), "Europe/Lisbon"),
)
WELL = AccountStatus(
    replace(BRAND, baseline_at=NOW),
    (
        Permission(Capability.REPLY, True),
        Permission(Capability.FOLLOW, False, "X lets only Enterprise apps follow"),
        Permission(Capability.LIKE, False, "X lets only Enterprise apps follow"),
    ),
    ROUTES,
)
SICK = AccountStatus(
    replace(BRAND, health=AccountHealth.LOGIN_REFUSED, trouble="X refused our <login>", polled_at=None)
)
COUNTS = Counts(open=4, overdue=1, nobodys=2, handed=1, followers=AT_MOST, today=14)
DRAFT = Draft(7, 1, 42, "It is on its <way>.", DraftState.WAITING, BEN, NOW)
RETURNED = replace(DRAFT, id=8, written_by=MARA, state=DraftState.RETURNED, decided_by=BEN, note="*Warmer*, please.")
OPEN = Open(NOW, Looking(Tab.OPEN), COUNTS, (BRAND, MASTODON), Shown((question(),), 17), 3, Shown((follower(),), 9), 2)
DAYS = tuple(
    Day(date(2026, 10, 22) + timedelta(days=n), n, n // 3, 1, 2, (timedelta(minutes=20 + n),) * (n % 3))
    for n in range(30)
)
SETTINGS = (Setting("🎯 Targets", "🎯 *Targets are off.*", "How soon an answer is due.", ids.TARGETS_OPEN),)


def view(blocks: Sequence[Block], looking: Looking | None = None) -> str:
    """The whole of Home with this tab, as Slack takes it; its words."""
    made = home_view(looking or Looking(), (), blocks, NOW)
    assert_takes_view(made)
    return texts(made["blocks"])


def buttons(blocks: Sequence[Block]) -> set[str]:
    """The action_ids of all that can be clicked."""
    return {str(each["action_id"]) for each in elements(blocks) if "action_id" in each}


def shown(*faces: CardFace) -> Shown:
    """Some cards, and two more."""
    return Shown(faces, len(faces) + 2)


def full(asked: CardFace, came: CardFace) -> ForMe:
    """Everything that can wait for somebody."""
    numbers = itertools.count(100)

    def some(face: CardFace, number: int) -> tuple[CardFace, ...]:
        return tuple(replace(face, card=replace(face.card, id=next(numbers))) for _ in range(number))

    drafted = [replace(each, drafts=(replace(DRAFT, id=each.card.id),)) for each in some(asked, 3)]
    gone_out = [handed(each, id=each.card.id) for each in some(asked, 8)]
    back = [(each, replace(RETURNED, id=each.card.id)) for each in some(asked, 3)]
    return ForMe(
        NOW,
        COUNTS,
        mine=shown(*some(asked, 5)),
        late=1,
        drafts=shown(*drafted),
        returned=tuple(back),
        mine_waiting=2,
        cases=shown(*gone_out[:3]),
        given=shown(*gone_out[3:]),
        asleep=shown(*some(asked, 3)),
        nobodys=shown(*some(asked, 3)),
        followers=shown(*some(came, 3)),
    )


def test_what_waits_for_me_comes_first() -> None:
    """By name and number: what I have and what of it is late, drafts, what came back; then what anybody may take."""
    told = full(question(due_at=NOW - timedelta(hours=1), owner_id=MARA), follower())
    words = view(for_me_blocks(replace(told, asleep=Shown(), cases=shown(handed(question())))))
    order = [
        "18 things wait for you",
        "Yours to answer: 7* · ⏰ *1 overdue*",
        "Drafts for you to send or return: 5",
        "returned your draft",
        "∗Warmer∗, please.",
        "claimed by you there: 3",
        "Handed off by you: 7",
        "2 drafts of yours wait",
        "*4* open questions · ⏰ *1* overdue · *2* nobody’s · *1* with other teams",
        "*1,000 or more* followers to decide on · *14* new today",
    ]
    places_ = [words.find(part) for part in order]
    assert -1 not in places_, order[places_.index(-1)]
    assert places_ == sorted(places_)


def test_what_is_clicked_on_home_names_home() -> None:
    """So that the listener draws Home again, and not a message."""
    blocks = for_me_blocks(ForMe(NOW, mine=shown(question()), followers=shown(follower())))
    found = [parse_block_id(str(each["block_id"])) for each in elements(blocks) if "block_id" in each]
    assert {(each.place, each.card_id) for each in found if each} == {(Place.HOME, 42), (Place.HOME, 41)}


def test_nothing_to_do_is_said_kindly() -> None:
    """Nothing waits, nothing is open, nothing is connected: no blank page on any tab, and what will come."""
    words = view(for_me_blocks(ForMe(NOW)))
    for part in ("☕ Nothing waits for you", "stands here until it is answered", "Lovely", "How it works"):
        assert part in words
    nothing = replace(OPEN, questions=Shown(), followers=Shown(), pages=1, followers_pages=1, counts=Counts())
    words = view(open_blocks(nothing))
    assert "Nobody is waiting for an answer" in words
    assert "Nobody right now" in words
    filtered = replace(nothing, looking=Looking(Tab.OPEN, Filter(overdue=True)))
    assert "with other filters there may be" in view(open_blocks(filtered))
    assert ids.HOME_CLEAR in buttons(open_blocks(filtered))
    assert "The first numbers come" in view(numbers_blocks(Numbers(NOW, ())))
    admin = settings_blocks((), SETTINGS, NOW, administers=True, managed=(), whom="an admin")
    assert "No account is connected yet" in view(admin)


def test_the_tab_one_is_on_is_marked_by_more_than_colour() -> None:
    """A sign in its label, words for a screen reader; the others say where they lead."""
    for tab in Tab:
        row = home_view(Looking(tab), (), (), NOW)["blocks"][0]
        marked = [each for each in row["elements"] if each["text"]["text"].startswith("▸")]
        assert [each["value"] for each in marked] == [tab.value]
        assert "you are here" in marked[0]["accessibility_label"]


def test_open_shows_pages_and_what_it_is_filtered_by() -> None:
    """The menus show what is in force, which also stands in their block_id: Slack keeps no older choice then."""
    wanted = Filter(BRAND.id, PostKind.COMPLAINT, overdue=True, whose=Whose.ONE, user_id=BEN)
    told = replace(OPEN, looking=Looking(Tab.OPEN, wanted, 2, MASTODON.id, True, 2))
    blocks = open_blocks(told)
    words = view(blocks)
    for part in ("Open questions: 17 of 4", "Page 2 of 3", "Page 2 of 2", "New followers of today to decide on: 9"):
        assert part in words
    menus = {str(each["action_id"]): each for each in elements(blocks) if each.get("type") == "static_select"}
    chosen = {a: each["initial_option"]["value"] for a, each in menus.items() if "initial_option" in each}  # type: ignore[index]  # an option
    assert chosen == {
        ids.HOME_ACCOUNT: str(BRAND.id),
        ids.HOME_KIND: "complaint",
        ids.HOME_DUE: "overdue",
        ids.HOME_FOLLOWERS_OF: str(MASTODON.id),
        ids.HOME_DAY: "today",
    }  # nothing of whose: a teammate is chosen beside it
    assert [e["initial_user"] for e in elements(blocks) if e.get("type") == "users_select"] == [BEN]
    before = {str(each["block_id"]) for each in open_blocks(OPEN) if "block_id" in each}
    assert not before & {str(each["block_id"]) for each in blocks if str(each.get("block_id", "")).startswith("home.f")}
    assert ids.HOME_ACCOUNT not in buttons(open_blocks(replace(OPEN, accounts=(BRAND,))))  # nothing to choose


@pytest.mark.parametrize("charts", [MOST_CHARTS, 0])
def test_the_numbers_are_drawn_and_told(charts: int) -> None:
    """Today, the month in words, and charts of exact dates with words beside; signs of text where Slack takes none."""
    blocks = numbers_blocks(Numbers(NOW, DAYS, (AccountStatus(BRAND), SICK)), charts)
    drawn = [each for each in blocks if each["type"] == "data_visualization"]
    assert len(drawn) == charts
    for each in drawn:
        dates = each["chart"]["axis_config"]["categories"]
        assert dates[0].startswith("Oct 2")
        assert len(dates) <= 20
    words = texts(blocks)
    for part in (
        "*New followers*\n29 · 9 left",
        "*+300* followers: 435 came, 135 left",
        "*60* questions, *30* answered",
    ):
        assert part in words
    assert words.count("Followers gained and lost") >= 1
    assert "🔴" in words
    assert_takes_view(home_view(Looking(Tab.NUMBERS), (), [b for b in blocks if b not in drawn], NOW))


def test_a_month_in_which_nobody_answered_draws_no_speed() -> None:
    """None is not fast: there is no point where nothing was sent, and no chart where nothing was at all."""
    silent = tuple(replace(day, first_replies=()) for day in DAYS)
    titles = [b["title"] for b in numbers_blocks(Numbers(NOW, silent)) if b["type"] == "data_visualization"]
    assert titles == ["Followers gained and lost", "Questions asked"]
    nothing = tuple(Day(day.day) for day in DAYS)
    assert "data_visualization" not in {b["type"] for b in numbers_blocks(Numbers(NOW, nothing))}


def test_what_slack_refuses_is_remembered_for_a_day() -> None:
    """None is tried there then, for that workspace alone; a second refusal is of something else."""
    seen = Seen()
    assert seen.refused(1)
    assert (seen.charts(1), seen.charts(2)) == (0, MOST_CHARTS)
    assert not seen.refused(1)


def test_only_who_may_sees_the_settings_buttons() -> None:
    """Everybody sees how it is set up and whom to ask; menus and buttons are for those who may."""
    accounts = (WELL, SICK)
    member = settings_blocks(
        accounts,
        [replace(each, opens="") for each in SETTINGS],
        NOW,
        administers=False,
        managed=(),
        whom=f"<@{BEN}>",
    )
    words = view(member)
    assert "👋 New followers → <#C0SOCIAL>\n📰 Digests → <#C0MARKET>" in words
    assert f"To change any of this, please ask <@{BEN}>" in words
    assert not buttons(member)
    admin = settings_blocks(accounts, SETTINGS, NOW, administers=True, managed={1}, whom="an admin")
    view(admin)
    assert buttons(admin) == {ids.CONNECT_OPEN, ids.ACCOUNT_MENU, ids.ACCOUNT_RECONNECT, ids.TARGETS_OPEN}


def test_what_has_to_be_mended_stands_above_every_tab() -> None:
    """A channel that is closed, a login that is refused with the button for who may; the first steps before all."""
    alerts = Alerts((ClosedChannel("C0SOCIAL", "it is archived", NOW, 7),), (SICK.account,))
    top = alert_blocks(alerts, administers=False, managed=(), whom="an admin")
    words = texts(top)
    assert "7 cards wait" in words
    assert "needs a new login" in words
    assert "X refused our &lt;login&gt;." in words
    assert not buttons(top)
    assert buttons(alert_blocks(alerts, administers=True, managed={1}, whom="")) == {ids.ACCOUNT_RECONNECT}
    first = Alerts(welcome=Progress())
    assert "Three small steps" in texts(alert_blocks(first, administers=True, managed=(), whom=""))
    assert "It is up to an admin" in texts(alert_blocks(first, administers=False, managed=(), whom="an admin"))


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(list(STATES)), strangers.PROFILES, strangers.HISTORIES, strangers.THREADS)
def test_a_full_home_of_strangers_is_valid(state: str, person: Profile, history: History, thread: Thread) -> None:
    """However many wait and whatever they write, Slack takes the view, and nobody is called."""
    face = strangers.estranged(STATES[state], person, history, thread)
    asked = strangers.estranged(question(status=CardStatus.OPEN), person, history, thread)
    alerts = Alerts((ClosedChannel("C0SOCIAL", "it is archived", NOW, 7),) * 9, (SICK.account,) * 9)
    top = alert_blocks(alerts, administers=True, managed={1}, whom="an admin")
    told = full(asked, face)
    many = replace(OPEN, questions=told.mine, followers=told.followers)
    for blocks in (for_me_blocks(told), open_blocks(many)):
        made = home_view(Looking(), top, blocks, NOW)
        assert len(made["blocks"]) <= 100
        assert_takes_view(made)


FILTERS = st.builds(
    Filter,
    st.integers(0, 99),
    st.none() | st.sampled_from(PostKind),
    st.booleans(),
    st.sampled_from([Whose.ANYBODY, Whose.MINE, Whose.NOBODY]),
) | st.builds(Filter, whose=st.just(Whose.ONE), user_id=st.sampled_from([MARA, BEN]))
LOOKINGS = st.builds(
    Looking, st.sampled_from(Tab), FILTERS, st.integers(1, 99), st.integers(0, 99), st.booleans(), st.integers(1, 99)
)


@settings(max_examples=30, deadline=None)
@given(LOOKINGS, st.text(max_size=60), st.text(max_size=20))
def test_where_somebody_is_travels_in_the_view(looking: Looking, text: str, value: str) -> None:
    """It is read back whole; whatever else comes is no place, or the nearest one; clicks never lead nowhere."""
    assert places.read(places.written(looking)) == looking
    assert places.read(text) is None or text.startswith("home?")
    odd = places.read(f"home?{text}")
    assert odd is not None
    for action_id in places.MOVES:
        moved = places.moved(looking, action_id, value)
        assert moved.page >= 1
        assert moved.followers_page >= 1
        assert len(places.written(moved)) <= 3_000


def test_another_filter_shows_its_first_page() -> None:
    """Who is on page 7 of everything is not on page 7 of what is overdue; a tab keeps what was filtered for."""
    on_seven = Looking(Tab.OPEN, page=7, followers_page=5)
    assert places.moved(on_seven, ids.HOME_DUE, "overdue") == Looking(Tab.OPEN, Filter(overdue=True), followers_page=5)
    assert places.moved(on_seven, ids.HOME_DAY, "today").followers_page == 1
    assert places.moved(on_seven, ids.HOME_NUMBERS, "numbers") == replace(on_seven, tab=Tab.NUMBERS)
    assert places.moved(on_seven, ids.HOME_WHO, BEN).questions == Filter(whose=Whose.ONE, user_id=BEN)
    assert places.moved(on_seven, ids.HOME_SHOW, "nobody") == Looking(Tab.OPEN, Filter(whose=Whose.NOBODY))


def test_status_tells_health_channels_and_what_is_allowed() -> None:
    """In words, with the reason for each thing that the network forbids, said once."""
    status = Status("0.1.0", (WELL, SICK), NOW, pending=3, in_doubt=1, late_since=NOW - timedelta(minutes=4))
    message = status_message(status)
    assert_takes(message)
    words = texts(message.blocks)
    for part in (
        "🟢 Well · looked just now",
        "<#C0SOCIAL>",
        "at 09:00 Europe/Lisbon",
        "✅ X lets us: reply",
        "🚫 By hand, on X itself: follow, like · X lets only Enterprise apps follow.",
        "🔴 Needs a new login · not looked yet",
        "X refused our &lt;login&gt;.",
        "No channel gets its news yet",
        "3 under way",
        "1 in doubt",
        "4 min late",
        "Rapport 0.1.0",
    ):
        assert part in words


def test_status_of_a_fresh_install_says_what_to_do() -> None:
    """No account, nothing under way: no blank page."""
    message = status_message(Status("0.1.0", (), NOW))
    assert_takes(message)
    assert "No account is connected yet" in texts(message.blocks)


def test_status_of_many_accounts_still_fits() -> None:
    """Slack takes at most 50 blocks."""
    assert_takes(status_message(Status("0.1.0", (WELL,) * 60, NOW)))
