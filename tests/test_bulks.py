"""Many decided on at once: paced, attributed, stoppable, and nothing lost where a process ends in the middle."""

from datetime import timedelta

import pytest

from slackapp.bulks import BulkRefused, Bulks
from slackapp.decisions import Decision, TooLate
from slackapp.domain.action import ActionKind
from slackapp.domain.bulk import Bulk, Progress, Step
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.card import CardKind, CardStatus, Choice, FacetState
from slackapp.domain.webhooks import Occasion
from slackapp.networks.base import NotAllowed, RateLimited
from slackapp.store import accounts, bulks, messages, people, stories
from slackapp.store.cards import NewCard
from tests.house import ADA, BEN, SOCIAL, House
from tests.webhooks.test_happened import listen, told

PACE = timedelta(seconds=3)


def grouped(house: House, number: int) -> tuple[int, tuple[int, ...]]:
    """So many new followers in one posted message: its id, and the cards'."""
    crowd = [house.network.add_follower(f"person{n}") for n in range(number)]
    with house.database.write() as tx:
        ids = people.put(tx, house.account, crowd, house.clock())
        people.add_followers(tx, house.account_id, list(ids.values()), house.clock(), baseline=False)
        new = [NewCard(CardKind.FOLLOWER, f"follower:{each}:1", each) for each in ids.values()]
        messages.announce(tx, house.account, SOCIAL, messages.MessageKind.GROUP, new, house.clock())
    house.perform_due()
    return house.messages()[-1].id, tuple(card.id for card in house.cards())[-number:]


@pytest.fixture
def many(house: House) -> Bulks:
    """The use case."""
    return Bulks(house.database, house.networks, house.decisions.decide, house.clock)


def progress(house: House, message_id: int) -> Progress:
    """The newest of a message's."""
    with house.database.read() as tx:
        return bulks.of_message(tx, message_id)[0]


def go(house: House, seconds: float) -> None:
    """Let time pass, a second at a time, doing what falls due; never two follows at once."""
    for _ in range(int(seconds)):
        before = len(house.network.follows)
        house.perform_due()
        assert len(house.network.follows) - before <= 1
        house.clock.go(seconds=1)


@pytest.mark.networks  # long
def test_sixty_are_followed_at_the_networks_pace(house: House, many: Bulks) -> None:
    """One every three seconds, each by who chose; the message is drawn every three seconds at most."""
    message_id, chosen = grouped(house, 60)
    bulk_id = many.begin(house.workspace.id, message_id, Choice.FOLLOW, chosen, ADA)
    assert bulk_id is not None
    many.walk(bulk_id)
    drawn = len(house.poster.updates)
    due = [each.due_at for each in house.actions(ActionKind.FOLLOW)]
    assert due == [house.clock() + n * PACE for n in range(60)]  # what is not late isn't told as late
    go(house, 110)
    now = progress(house, message_id)
    assert (now.done, now.waiting, now.total, now.by) == (37, 23, 60, ADA)
    assert now.next_at is not None
    assert timedelta() < now.next_at - house.clock() <= PACE
    assert len(house.poster.updates) - drawn <= 110 / 3 + 2
    go(house, 70)
    assert len(set(house.network.follows)) == len(house.network.follows) == 60
    last = progress(house, message_id)
    assert (last.done, last.runs) == (60, False)
    assert {card.follow for card in house.cards()} == {FacetState.DONE}
    assert {each.actor_id for each in house.actions(ActionKind.FOLLOW)} == {ADA}
    house.clock.go(seconds=5)
    house.perform_due()
    assert house.poster.updates[-1] == message_id
    assert not isinstance(house.decide(house.card(chosen[7]), Choice.UNDO_FOLLOW, BEN), TooLate)


def test_stopped_in_the_middle(house: House, many: Bulks) -> None:
    """What was done stays, what was not begun never happens, its cards are open again and can be chosen once more."""
    message_id, chosen = grouped(house, 12)
    bulk_id = many.begin(house.workspace.id, message_id, Choice.FOLLOW, chosen, ADA) or 0
    many.walk(bulk_id)
    go(house, 12)
    assert many.stop(house.workspace.id, bulk_id, BEN) == 8
    assert many.stop(house.workspace.id, bulk_id, BEN) is None
    go(house, 60)
    assert len(house.network.follows) == 4
    now = progress(house, message_id)
    assert (now.done, now.waiting, now.failed, now.stopped_by, now.runs) == (4, 0, 0, BEN, False)
    freed = [house.card(each) for each in chosen if house.card(each).status is CardStatus.OPEN]
    assert {card.follow for card in freed} == {FacetState.NONE}
    with house.database.read() as tx:
        assert stories.of_card(tx, freed[0].id)[-1].actor_id == BEN
    again = many.begin(house.workspace.id, message_id, Choice.FOLLOW, chosen, BEN) or 0
    many.walk(again)
    go(house, 30)
    assert len(house.network.follows) == len(set(house.network.follows)) == 12
    assert (progress(house, message_id).late, progress(house, message_id).done) == (4, 8)


def test_stopped_before_all_were_come_to(house: House, many: Bulks) -> None:
    """A stop between two decisions ends the walk: what was not come to stays as it is."""
    message_id, chosen = grouped(house, 6)
    bulk_id = many.begin(house.workspace.id, message_id, Choice.IGNORE, chosen, ADA) or 0

    def decide(what: object) -> object:
        if what.step.position == 2:  # type: ignore[attr-defined]  # a Decision
            many.stop(house.workspace.id, bulk_id, BEN)
        return house.decisions.decide(what)  # type: ignore[arg-type]  # likewise

    Bulks(house.database, house.networks, decide, house.clock).walk(bulk_id)  # type: ignore[arg-type]  # likewise
    assert [house.card(each).status for each in chosen] == [CardStatus.IGNORED] * 2 + [CardStatus.OPEN] * 4
    assert progress(house, message_id).done == 2


def test_two_people_choose_some_of_the_same(house: House, many: Bulks) -> None:
    """Each is decided once; who came second is told how many others had decided; the pace is the account's."""
    message_id, chosen = grouped(house, 9)
    first = many.begin(house.workspace.id, message_id, Choice.FOLLOW, chosen[:6], ADA) or 0
    second = many.begin(house.workspace.id, message_id, Choice.FOLLOW, chosen[3:], BEN) or 0
    many.walk(first)
    many.walk(second)
    go(house, 40)
    assert len(house.network.follows) == len(set(house.network.follows)) == 9
    bens = progress(house, message_id)
    assert (bens.by, bens.late, bens.done) == (BEN, 3, 3)
    assert [each.actor_id for each in house.actions(ActionKind.FOLLOW)] == [ADA] * 6 + [BEN] * 3


def test_a_double_click_is_one(house: House, many: Bulks) -> None:
    """The same chosen twice by the same person, before it was gone through, is the same bulk."""
    message_id, chosen = grouped(house, 6)
    ids = [many.begin(house.workspace.id, message_id, Choice.IGNORE, chosen, ADA) for _ in range(2)]
    assert ids[0] == ids[1]


def test_a_network_that_forbids_it(house: House, many: Bulks) -> None:
    """Nothing is recorded, and it says why; ignoring many asks no network."""
    message_id, chosen = grouped(house, 6)
    house.network.bulk_follows = Bulk(False, "One person, one click.")
    with pytest.raises(BulkRefused, match="One person, one click"):
        many.begin(house.workspace.id, message_id, Choice.FOLLOW, chosen, ADA)
    house.network.bulk_follows = Bulk(True, pace=PACE)
    with house.database.write() as tx:
        no = Permission(Capability.FOLLOW, allowed=False, reason="Not on this plan.", found_at=house.clock())
        accounts.put_permission(tx, house.account_id, no)
    with pytest.raises(BulkRefused, match="Not on this plan"):
        many.begin(house.workspace.id, message_id, Choice.FOLLOW, chosen, ADA)
    many.walk(many.begin(house.workspace.id, message_id, Choice.IGNORE, chosen, ADA) or 0)
    assert {card.status for card in house.cards()} == {CardStatus.IGNORED}
    assert progress(house, message_id).done == 6


def test_a_no_that_holds_for_all_stops_it(house: House, many: Bulks) -> None:
    """Where the network turns out not to allow it, the others are not tried one after another."""
    message_id, chosen = grouped(house, 6)
    house.network.fail_next("follow", NotAllowed("Not on this plan.", Capability.FOLLOW))
    many.walk(many.begin(house.workspace.id, message_id, Choice.FOLLOW, chosen, ADA) or 0)
    house.network.calls.clear()
    go(house, 30)
    now = progress(house, message_id)
    assert (now.stopped_by, now.waiting) == ("", 0)
    assert now.stopped_why
    assert house.network.called("follow") == 1


def test_a_process_that_ends_in_the_middle_loses_nothing(house: House, many: Bulks) -> None:
    """What was not come to is decided by whoever comes next; what was planned goes on, still at its pace."""
    message_id, chosen = grouped(house, 8)
    bulk_id = many.begin(house.workspace.id, message_id, Choice.FOLLOW, chosen, ADA) or 0
    for position in range(3):
        step = Step(bulk_id, position)
        house.decisions.decide(Decision(house.workspace.id, chosen[position], Choice.FOLLOW, ADA, step=step))
    go(house, 4)
    house.clock.go(minutes=10)  # nobody was there
    Bulks(house.database, house.networks, house.decisions.decide, house.clock).go_on()
    go(house, 30)
    assert len(house.network.follows) == len(set(house.network.follows)) == 8
    with house.database.read() as tx:
        assert bulks.undecided(tx) == ()


def test_another_teams_are_left_alone(house: House, many: Bulks) -> None:
    """A message, cards or a bulk of another workspace's are not there."""
    message_id, chosen = grouped(house, 6)
    other = House(house.database, team="T0OTHER", clock=house.clock)
    theirs = Bulks(other.database, other.networks, other.decisions.decide, other.clock)
    assert theirs.begin(other.workspace.id, message_id, Choice.IGNORE, chosen, BEN) is None
    bulk_id = many.begin(house.workspace.id, message_id, Choice.FOLLOW, chosen, ADA) or 0
    assert theirs.stop(other.workspace.id, bulk_id, BEN) is None
    many.walk(bulk_id)
    assert progress(house, message_id).waiting == 6


def test_a_limit_holds_all_of_them(house: House, many: Bulks) -> None:
    """The network says when to come back: until then no other is tried, and then the pace holds again."""
    message_id, chosen = grouped(house, 5)
    house.network.fail_next("follow", RateLimited("Too fast.", retry_at=house.clock() + timedelta(minutes=5)))
    many.walk(many.begin(house.workspace.id, message_id, Choice.FOLLOW, chosen, ADA) or 0)
    go(house, 60)
    assert house.network.follows == []
    assert house.network.called("follow") == 1
    house.clock.go(minutes=4)
    go(house, 20)
    assert len(house.network.follows) == 5


def test_all_that_were_followed_are_unfollowed_at_the_same_pace(house: House, many: Bulks) -> None:
    """Whoever undoes it is named on each; what somebody did since stays, and a second undo finds nothing."""
    message_id, chosen = grouped(house, 6)
    bulk_id = many.begin(house.workspace.id, message_id, Choice.FOLLOW, chosen, ADA) or 0
    assert many.undo(house.workspace.id, bulk_id, BEN) is None  # it runs
    many.walk(bulk_id)
    go(house, 20)
    assert progress(house, message_id).left == 6
    house.decide(house.card(chosen[0]), Choice.UNDO_FOLLOW, ADA)
    house.perform_due()
    house.decide(house.card(chosen[0]), Choice.FOLLOW, ADA)  # anew, by a click of its own
    house.perform_due()
    many.walk(many.undo(house.workspace.id, bulk_id, BEN) or 0)
    due = [each.due_at for each in house.actions(ActionKind.UNFOLLOW) if each.actor_id == BEN]
    assert due == [house.clock() + n * PACE for n in range(5)]
    go(house, 20)
    now = progress(house, message_id)
    assert (now.choice, now.by, now.done, now.total, now.left) == (Choice.UNDO_FOLLOW, BEN, 5, 5, 0)
    assert [house.card(each).follow for each in chosen] == [FacetState.DONE] + [FacetState.NONE] * 5
    assert many.undo(house.workspace.id, bulk_id, ADA) is None


def test_an_undo_that_is_stopped_leaves_the_rest_followed(house: House, many: Bulks) -> None:
    """Its cards are as before, story and webhooks say so, and what is left can be undone again."""
    message_id, chosen = grouped(house, 5)
    bulk_id = many.begin(house.workspace.id, message_id, Choice.FOLLOW, chosen, ADA) or 0
    many.walk(bulk_id)
    go(house, 20)
    hook = listen(house, Occasion.DECIDED)
    undoing = many.undo(house.workspace.id, bulk_id, ADA) or 0
    many.walk(undoing)
    go(house, 4)
    assert many.stop(house.workspace.id, undoing, BEN) == 3
    decisions = [(body["decision"]["choice"], body["decision"]["by"]) for body in told(house, hook)]
    assert decisions == [("undo_follow", ADA)] * 5 + [("follow", BEN)] * 3  # which is what holds again
    go(house, 20)
    assert [house.card(each).follow for each in chosen] == [FacetState.NONE] * 2 + [FacetState.DONE] * 3
    assert house.card(chosen[4]).status is CardStatus.DONE
    with house.database.read() as tx:
        assert bulks.standing(tx, bulk_id) == chosen[2:]
        assert stories.of_card(tx, chosen[4])[-1].actor_id == BEN


def test_all_that_were_ignored_are_open_again(house: House, many: Bulks) -> None:
    """Those that a teammate had ignored before stay ignored, and the reason goes."""
    message_id, chosen = grouped(house, 4)
    house.decide(house.card(chosen[1]), Choice.IGNORE, BEN)
    house.clock.go(seconds=1)
    bulk_id = many.begin(house.workspace.id, message_id, Choice.IGNORE, chosen, ADA, why="spam or abuse") or 0
    many.walk(bulk_id)
    assert {house.card(each).closed_why for each in chosen} == {"spam or abuse", ""}
    assert (progress(house, message_id).late, progress(house, message_id).left) == (1, 3)
    house.clock.go(seconds=1)
    many.walk(many.undo(house.workspace.id, bulk_id, BEN) or 0)
    ignored = [house.card(each).status is CardStatus.IGNORED for each in chosen]
    assert (ignored, house.card(chosen[0]).closed_why) == ([False, True, False, False], "")
    assert (progress(house, message_id).choice, progress(house, message_id).done) == (Choice.REOPEN, 3)


def test_where_unfollowing_many_is_forbidden_nothing_is_undone(house: House, many: Bulks) -> None:
    """The network's own word is told."""
    message_id, chosen = grouped(house, 2)
    bulk_id = many.begin(house.workspace.id, message_id, Choice.FOLLOW, chosen, ADA) or 0
    many.walk(bulk_id)
    go(house, 10)
    with house.database.write() as tx:
        no = Permission(Capability.UNFOLLOW, allowed=False, reason="One by one, please.", found_at=house.clock())
        accounts.put_permission(tx, house.account_id, no)
    with pytest.raises(BulkRefused, match="One by one"):
        many.undo(house.workspace.id, bulk_id, ADA)
