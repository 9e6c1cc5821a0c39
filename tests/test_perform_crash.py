"""The power goes out at any step: in the end it was done exactly once, or a person is asked."""

from collections.abc import Callable

import pytest

from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.card import CardStatus, Choice, FacetState
from tests.clicks import PowerCut, following, replying
from tests.fake_network import Call
from tests.house import House

FOLLOW, REPLY, POST, UPDATE = (
    ActionKind.FOLLOW,
    ActionKind.REPLY,
    ActionKind.POST_MESSAGE,
    ActionKind.UPDATE_MESSAGE,
)


def before(method: str) -> Callable[[House], None]:
    """Die between the claim and the call's effect."""

    def arrange(house: House) -> None:
        def die(call: Call) -> None:
            if call.method == method:
                house.network.on_call = None
                raise PowerCut

        house.network.on_call = die

    return arrange


def after(method: str) -> Callable[[House], None]:
    """Die after the call's effect, before anything of it is written."""

    def arrange(house: House) -> None:
        house.network.fail_next(method, PowerCut(), after_effect=True)  # type: ignore[arg-type]  # it is only raised

    return arrange


def crash(house: House, kind: ActionKind, where: Callable[[House], None]) -> None:
    """Die on the way, start again, and perform whatever is due."""
    where(house)
    with pytest.raises(PowerCut):
        house.performer.perform(house.action(kind).id)
    assert house.action(kind).state is ActionState.CALLING
    house.performer.perform(house.action(kind).id)  # the engine's recovery, before the rescue: touches nothing
    assert house.action(kind).state is ActionState.CALLING
    assert house.performer.rescue() == 1
    assert house.performer.rescue() == 0
    house.perform_all()


@pytest.mark.parametrize("where", [before("follow"), after("follow")], ids=["before", "after"])
def test_a_crash_while_following_follows_exactly_once(house: House, where: Callable[[House], None]) -> None:
    """Whatever the moment, in the end we follow them, by one effect."""
    card = following(house)
    crash(house, FOLLOW, where)
    assert house.network.follows == [house.action(FOLLOW).target_id]
    assert house.card(card.id).follow is FacetState.DONE


def test_a_crash_after_a_reply_finds_it(house: House) -> None:
    """It was sent: it is found, and not sent again."""
    card = replying(house)
    crash(house, REPLY, after("reply"))
    assert [post.text for post in house.network.posted] == ["We do!"]
    assert house.card(card.id).status is CardStatus.DONE


def test_a_crash_before_a_reply_leaves_it_in_doubt(house: House) -> None:
    """Nobody can know: it is not sent blindly, a person is asked."""
    card = replying(house)
    crash(house, REPLY, before("reply"))
    assert house.network.posted == []
    assert house.card(card.id).reply is FacetState.IN_DOUBT


@pytest.mark.parametrize("method", ["unfollow", "like"])
@pytest.mark.parametrize("where", [before, after])
def test_a_crash_in_what_may_be_repeated_ends_well(
    sqlite_house: House, method: str, where: Callable[[str], Callable[[House], None]]
) -> None:
    """An unfollow and a like are simply made sure of."""
    house = sqlite_house
    if method == "unfollow":
        card, kind = following(house), ActionKind.UNFOLLOW
        house.perform_due()
        house.decide(card, Choice.UNDO_FOLLOW)
    else:
        card, kind = house.question_card(), ActionKind.LIKE
        house.decide(card, Choice.LIKE)
    crash(house, kind, where(method))
    assert house.action(kind).state is ActionState.DONE
    assert house.network.following_ids == []
    assert house.card(card.id).like is (FacetState.DONE if method == "like" else FacetState.NONE)


def test_a_crash_before_the_first_step_loses_nothing(house: House) -> None:
    """An action that nobody claimed is simply still due."""
    following(house)
    assert house.performer.rescue() == 0
    house.perform_all()
    assert len(house.network.follows) == 1
