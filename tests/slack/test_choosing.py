"""The review as a list: what it shows, that Slack takes it, and what strangers can't do in it."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.bulk import MOST, Bulk, Progress, sealed, unsealed
from slackapp.domain.card import CardStatus, Choice
from slackapp.domain.face import GroupFace
from slackapp.domain.people import History, Profile
from slackapp.domain.posts import Thread
from slackapp.slack import ids
from slackapp.slack.bulks import bulk_line
from slackapp.slack.choosing import PAGE, Chosen, list_modal, pace_line
from slackapp.slack.groups import group_card
from tests.slack import strangers
from tests.slack.faces import BRAND, NOW, STATES, elements, follower
from tests.slack.limits import assert_takes, assert_takes_view

ALLOWED, FORBIDDEN = Bulk(True, pace=timedelta(seconds=3)), Bulk(False, "One person, <one> click.")
SIXTY = GroupFace(7, BRAND, 60, 50, 9, 1, (), NOW)
RUNNING = Progress(3, Choice.FOLLOW, "U0BEN", 60, 60, 2, 37, 1, 0, 20, NOW, NOW + timedelta(seconds=3))


def actions_in(part: object) -> list[str]:
    """Every action_id, in order."""
    return [str(each["action_id"]) for each in elements([part]) if "action_id" in each]


def texts(part: object) -> str:
    """All words."""
    return "\n".join(str(each["text"]) for each in elements([part]) if isinstance(each.get("text"), str))


def test_who_was_decided_meanwhile_shows_what_became_of_them() -> None:
    """In place of a box: the outcome with its name, and the way back; they can't be chosen."""
    shown = [(1, follower()), (2, STATES["followed back"]), (3, STATES["ignored"])]
    view = list_modal(SIXTY, shown, Chosen(frozenset({1})), ALLOWED)
    assert_takes_view(view)
    assert actions_in(view["blocks"]).count(ids.PICK) == 1
    assert "<@U0MARA> followed back" in texts(view["blocks"])
    assert ids.card_action_id(Choice.UNDO_FOLLOW) in actions_in(view["blocks"])
    assert "Follow back chosen (1)" in texts(view["blocks"])
    assert "@ada_quill · *worth it* · mentioned you 3 times" in texts(view["blocks"])


def test_how_far_it_has_come_is_told_in_words() -> None:
    """While it runs, with when it goes on and a way to stop it; then how it ended, by whom."""
    assert bulk_line(RUNNING).startswith("⏳ 37 of 60 followed back for <@U0BEN>, next at <!date^")
    assert bulk_line(RUNNING).endswith("· 2 decided already · 1 did not work")
    running = group_card(replace(SIXTY, bulks=(RUNNING,)))
    assert_takes(running)
    assert ids.BULK_STOP in actions_in(running.blocks)
    stopped = replace(RUNNING, waiting=0, decided_at=NOW, stopped_at=NOW, stopped_by="U0MARA", next_at=None)
    assert bulk_line(stopped).startswith("⏹️ <@U0MARA> stopped after 37 of 60")
    ended = group_card(replace(SIXTY, bulks=(replace(stopped, stopped_by="", stopped_why="<!here> no"),)))
    assert_takes(ended)
    assert ids.BULK_STOP not in actions_in(ended.blocks)
    done = replace(RUNNING, waiting=0, decided_at=NOW, done=58, failed=0, next_at=None)
    undoable = group_card(
        replace(SIXTY, bulks=(done, replace(done, left=3), replace(done, choice=Choice.IGNORE, left=2)))
    )
    labels = [each["accessory"]["text"]["text"] for each in undoable.blocks if "accessory" in each]
    assert labels == ["Undo all (3)", "Undo all (2)"]  # the newest has nothing left
    assert bulk_line(replace(done, choice=Choice.UNDO_FOLLOW)).startswith("✅ 58 of 60 unfollowed for")
    assert bulk_line(done) == "✅ 58 of 60 followed back for <@U0BEN> · 2 decided already"
    assert "about 3 minutes" in pace_line(60, ALLOWED.pace)


@given(st.sets(st.integers(min_value=-5, max_value=MOST + 5), max_size=300))
@settings(max_examples=40, deadline=None)
def test_whoever_is_chosen_is_still_chosen_on_the_next_page(positions: set[int]) -> None:
    """What is sealed is read back, and Slack keeps it, however many there are."""
    kept = {position for position in positions if 1 <= position <= MOST}
    assert unsealed(sealed(positions)) == kept
    metadata = ids.list_metadata(2**63 - 1, 1600, 99_999, sealed(range(1, MOST + 1)))
    assert len(metadata) <= 3000


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_what_is_not_ours_chooses_at_most_what_there_is(text: str) -> None:
    """A forged choice is read without harm."""
    assert all(1 <= position <= MOST for position in unsealed(text))
    ids.parse_list_metadata(text)
    ids.parse_pick_block_id(text)


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(list(CardStatus)),
    st.sampled_from([ALLOWED, FORBIDDEN]),
    strangers.PROFILES,
    strangers.HISTORIES,
    strangers.THREADS,
)
def test_strangers_in_the_list_stay_harmless(
    status: CardStatus, following: Bulk, person: Profile, history: History, thread: Thread
) -> None:
    """A whole page of them: Slack takes it, and they call nobody."""
    face = strangers.estranged(follower(status=status, decided_by="U0BEN"), person, history, thread)
    shown = [(n, replace(face, card=replace(face.card, id=n))) for n in range(1, PAGE + 1)]
    assert_takes_view(list_modal(replace(SIXTY, bulks=(RUNNING,) * 3), shown, Chosen(frozenset({1, 2})), following))
