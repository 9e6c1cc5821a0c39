"""What a click does on every network: once, and read back where the answer was lost."""

import json

import pytest

from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.capability import Capability
from slackapp.domain.card import Card, CardKind, Choice, FacetState
from slackapp.domain.people import Absence
from slackapp.networks.base import Gone, Refused
from slackapp.store import cards
from tests.house import House
from tests.networks.contract.wire import Trouble, Wire
from tests.networks.contract.world import LOCKABLE, OUR_TEXT, Somebody, World, on_a_wire
from tests.once import once

WRITES = ("POST", "PUT", "DELETE")


def card_of(house: House, world: World, who: Somebody) -> Card:
    """The card by which a poll told of a new follower."""
    world.settled()
    house.poll.poll(house.account_id)
    with house.database.read() as tx:
        found = cards.search(tx, cards.Search(house.workspace.id, CardKind.FOLLOWER), 50)[0]
    handles = {face.card.id: face.person.id for face in house.faces.of(found)}
    return next(card for card in found if handles[card.id] == who.id)


def follower(house: House, world: World, *, locked: bool = False) -> tuple[Somebody, Card]:
    """Somebody who follows us, and their card."""
    world.settled()
    house.poll.poll(house.account_id)
    who = world.person(locked=locked)
    world.follow_us(who)
    return who, card_of(house, world, who)


def question(house: House, world: World, text: str = "Do you ship to Oslo?") -> tuple[str, Card]:
    """A question, and its card."""
    world.settled()
    house.poll.poll(house.account_id)
    post_id = world.mention_us(world.person(), text)
    world.settled()
    house.poll.poll(house.account_id)
    with house.database.read() as tx:
        [card] = cards.search(tx, cards.Search(house.workspace.id, CardKind.QUESTION), 50)[0]
    return post_id, card


def test_a_click_follows_once(house: House, world: World) -> None:
    """And again is as good as once; undone, we follow no more."""
    who, card = follower(house, world)
    house.decide(card, Choice.FOLLOW)
    house.perform_all()
    assert house.action(ActionKind.FOLLOW).state is ActionState.DONE
    assert who.id in world.we_follow()
    assert world.network.follow(who.id, once()).requested is False
    world.settled()
    assert world.network.relationship(who.id).we_follow
    house.decide(house.card(card.id), Choice.UNDO_FOLLOW)
    house.perform_all()
    assert house.action(ActionKind.UNFOLLOW).state is ActionState.DONE
    assert who.id not in world.we_follow()
    world.network.unfollow(who.id)


@on_a_wire
def test_a_follow_whose_answer_is_lost_happens_once(house: House, world: World, wire: Wire) -> None:
    """The network did it, and we heard nothing: it is looked up, never counted twice."""
    who, card = follower(house, world)
    for method in WRITES:
        wire.meet(Trouble("", method=method, status=502, after_effect=True))
    house.decide(card, Choice.FOLLOW)
    house.perform_all()
    assert house.action(ActionKind.FOLLOW).state is ActionState.DONE
    assert who.id in world.we_follow()


@pytest.mark.parametrize("world", ["mastodon"], indirect=True)
def test_a_follow_that_shows_only_seconds_later(house: House, world: World, wire: Wire) -> None:
    """A slow server says yes, and for a while shows no: nothing final is said before it shows."""
    who, card = follower(house, world)
    local_id = who.id.partition("@")[0]
    not_yet = {"id": local_id, "following": False, "requested": False, "followed_by": True, "blocked_by": False}
    wire.meet(Trouble("/follow", method="POST", status=200, body=json.dumps(not_yet).encode(), after_effect=True))
    wire.meet(Trouble("/relationships", status=200, body=json.dumps([not_yet]).encode(), times=4))
    house.decide(card, Choice.FOLLOW)
    house.performer.perform(house.action(ActionKind.FOLLOW).id)
    assert house.action(ActionKind.FOLLOW).state is ActionState.IN_DOUBT
    assert house.card(card.id).follow is FacetState.PENDING
    house.perform_all()
    assert house.action(ActionKind.FOLLOW).state is ActionState.DONE
    assert house.card(card.id).follow is FacetState.DONE
    assert who.id in world.we_follow()


@pytest.mark.parametrize("world", LOCKABLE, indirect=True)
def test_a_locked_person_is_asked(house: House, world: World) -> None:
    """A follow is a request, and the card says so."""
    who, card = follower(house, world, locked=True)
    house.decide(card, Choice.FOLLOW)
    house.perform_all()
    done = house.action(ActionKind.FOLLOW)
    assert (done.state, done.reason) == (ActionState.DONE, "requested")
    assert who.id in world.we_follow()


def test_somebody_deleted_between_the_page_and_the_click(house: House, world: World) -> None:
    """The click ends in a plain word, and nobody is followed."""
    who, card = follower(house, world)
    world.vanish(who)
    world.settled()
    house.decide(card, Choice.FOLLOW)
    house.perform_all()
    assert house.card(card.id).follow is FacetState.FAILED
    assert house.action(ActionKind.FOLLOW).reason
    assert who.id not in world.we_follow()


def test_whoever_blocks_us_is_not_followed(house: House, world: World) -> None:
    """A refusal for good, told plainly."""
    who, card = follower(house, world)
    world.block_us(who)
    world.settled()
    with pytest.raises((Refused, Gone)):
        world.network.follow(who.id, once())
    world.block_us(who)
    house.decide(card, Choice.FOLLOW)
    house.perform_all()
    assert house.card(card.id).follow is FacetState.FAILED
    assert who.id not in world.we_follow()


def test_a_reply_answers_once(house: House, world: World) -> None:
    """It stands under the question, with what was typed."""
    post_id, card = question(house, world)
    house.decide(card, Choice.REPLY, text=OUR_TEXT)
    house.perform_all()
    assert house.action(ActionKind.REPLY).state is ActionState.DONE
    [answer] = world.our_answers(post_id)
    assert OUR_TEXT in answer
    house.decide(house.card(card.id), Choice.UNDO_REPLY)
    house.perform_all()
    assert world.our_answers(post_id) == []


@on_a_wire
def test_a_reply_whose_answer_is_lost_is_there_once(house: House, world: World, wire: Wire) -> None:
    """It was published, and we heard nothing: it is found again."""
    post_id, card = question(house, world)
    for method in WRITES:
        wire.meet(Trouble("", method=method, status=502, after_effect=True))
    house.decide(card, Choice.REPLY, text=OUR_TEXT)
    house.perform_all()
    assert house.action(ActionKind.REPLY).state is ActionState.DONE
    assert len(world.our_answers(post_id)) == 1


def test_the_same_reply_sent_twice(house: House, world: World) -> None:
    """Where the network promises that a post sent again is the same post, it keeps its word."""
    post_id, _ = question(house, world)
    mint = once()
    first = world.network.reply(OUR_TEXT, post_id, mint)
    if not world.network.posts_once(mint):
        return
    again = world.network.reply(OUR_TEXT, post_id, mint)
    assert again.id == first.id
    assert len(world.our_answers(post_id)) == 1


def test_a_like_is_given_and_taken_back(house: House, world: World) -> None:
    """Each as often as one wants."""
    post_id, _ = question(house, world)
    for _ in range(2):
        world.network.like(post_id, once())
    world.settled()
    for _ in range(2):
        world.network.unlike(post_id)


def test_a_hello_reaches_whom_it_names(house: House, world: World) -> None:
    """A post of our own, found again on our own timeline, and taken back."""
    who = world.person()
    world.settled()
    mint, begun = once(), house.clock()
    text = f"{world.network.opening(ActionKind.HELLO, who.handle)}welcome to the greenhouse!"
    done = world.network.hello(text, mint)
    world.settled()
    found = world.network.find_post(text, begun, mint)
    assert found is not None
    assert found.id == done.id
    world.network.delete_post(done.id)
    world.network.delete_post(done.id)
    world.settled()
    assert world.network.find_post(text, begun, mint) is None


def test_people_are_found_by_handle(world: World) -> None:
    """Whoever is there, and nobody else."""
    who = world.person()
    world.settled()
    found = world.network.person(who.handle)
    assert not isinstance(found, Absence)
    assert found.id == who.id
    assert isinstance(world.network.person("nobody-at-all"), Absence)


def test_every_capability_is_declared(world: World) -> None:
    """Each once, and what isn't simply allowed has its reason."""
    told = {permission.capability: permission for permission in world.network.permissions()}
    assert set(told) == set(Capability)
    assert all(permission.allowed or permission.reason for permission in told.values())
