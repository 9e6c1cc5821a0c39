"""What waited for a closed channel is gathered in one transaction, whatever else happens at that moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from sqlalchemy import select

from slackapp.chores import Chores
from slackapp.dispatch import Dispatcher
from slackapp.domain.accounts import Route, RouteKind
from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.card import CardStatus, Choice
from slackapp.domain.routing import RoutingRule
from slackapp.domain.verdict import CardRule
from slackapp.places.gather import Gathering
from slackapp.store import accounts, actions, channel_rules, channels, routing_rules
from slackapp.store.messages import MessageKind
from tests.house import ADA, MARKETING, SOCIAL, START, House
from tests.watch.asking import QUESTION, ask, poll

LANE = f"channel:{SOCIAL}"


def come(house: House, number: int) -> None:
    """So many new followers, each in a message of their own that waits."""
    if house.account.baseline_at is None:
        house.followers.poll(house.account, house.network)
    for n in range(number):
        house.network.add_follower(f"new{len(house.cards())}_{n}")
        house.clock.go(minutes=1)
        house.followers.poll(house.account, house.network)


def close(house: House) -> None:
    """The channel takes no messages, and its lane rests."""
    with house.database.write() as tx:
        channels.block(tx, house.workspace.id, SOCIAL, "it is archived", house.clock())
        actions.hold_lane(tx, LANE, house.clock() + timedelta(hours=1))


def gather(house: House, *, back: bool = True) -> None:
    """As the chore does."""
    with house.database.write() as tx:
        Gathering(tx, house.workspace.id, SOCIAL, back, house.clock()).gather()
        if back:
            channels.unblock(tx, house.workspace.id, SOCIAL, house.clock())


def test_a_channel_is_noted_once_and_let_go(house: House) -> None:
    """The first reason and moment stay; the wording may change; let go, its lane is free at once."""
    come(house, 2)
    close(house)
    house.clock.go(minutes=5)
    with house.database.write() as tx:
        channels.block(tx, house.workspace.id, SOCIAL, "Rapport isn't in it", house.clock())
        (closed,) = channels.all_closed(tx, house.workspace.id)
        assert (closed.reason, closed.since, closed.waiting) == ("it is archived", START + timedelta(minutes=2), 2)
        assert channels.closed_anywhere(tx) == ((house.workspace.id, SOCIAL),)
        assert channels.reword(tx, house.workspace.id, SOCIAL, "Rapport isn't in it")
        assert not channels.reword(tx, house.workspace.id, SOCIAL, "Rapport isn't in it")
        assert actions.due(tx, house.clock(), 10) == []
        channels.unblock(tx, house.workspace.id, SOCIAL, house.clock())
        assert channels.closed(tx, house.workspace.id, SOCIAL) is None
        assert len(actions.due(tx, house.clock(), 10)) == 1


def test_all_that_waits_becomes_one_message_but_what_has_begun(house: House) -> None:
    """One that is being posted at that moment stays by itself; the rest is posted once, in one message."""
    come(house, 8)
    close(house)
    begun = house.action(ActionKind.POST_MESSAGE)
    with house.database.write() as tx:
        assert actions.claim(tx, begun.id, house.clock())
    gather(house)
    gather(house)
    *_, group = house.messages()
    assert (len(house.messages()), group.kind, group.channel_id) == (9, MessageKind.GROUP, SOCIAL)
    assert [card.message_id for card in house.cards()] == [group.id] * 7 + [begun.message_id]
    with house.database.write() as tx:
        done = actions.Result(ActionState.DONE, "ts1")
        assert actions.settle(tx, begun.id, ActionState.CALLING, done, house.clock())
    house.perform_all()
    assert house.poster.posts == [group.id]


def test_what_is_decided_at_that_very_moment_holds(house: House) -> None:
    """Ada ignores each card while they are gathered: none of her decisions is lost, no card stays behind."""
    come(house, 8)
    close(house)
    together = Barrier(2)

    def decide() -> None:
        together.wait()
        for card in house.cards():
            house.decide(card, Choice.IGNORE, ADA)

    def collect() -> None:
        together.wait()
        gather(house)

    with ThreadPoolExecutor(2) as pool:
        for each in [pool.submit(decide), pool.submit(collect)]:
            each.result(timeout=20)
    assert {card.status for card in house.cards()} == {CardStatus.IGNORED}
    assert {card.message_id for card in house.cards()} == {house.messages()[-1].id}
    group = house.faces.group(house.messages()[-1].id)
    assert group is not None
    assert (group.total, group.open, group.ignored) == (8, 0, 8)


def test_it_goes_elsewhere_only_where_the_account_was_sent(house: House) -> None:
    """Closed still: questions that go to another channel by now are let go, followers wait on."""
    come(house, 2)
    house.question_card()
    with house.database.write() as tx:
        here = actions.actions.c.message_id == house.cards()[-1].message_id
        tx.execute(actions.actions.update().where(here).values(state=ActionState.PLANNED, due_at=house.clock()))
    close(house)
    place = (0, house.workspace.id, house.account_id)
    wanted = [Route(*place, RouteKind.FOLLOWERS, SOCIAL), Route(*place, RouteKind.QUESTIONS, MARKETING)]
    with house.database.write() as tx:
        accounts.set_routes(tx, house.account, wanted)
    gather(house, back=False)
    assert [message.channel_id for message in house.messages()] == [SOCIAL, SOCIAL, MARKETING]
    with house.database.read() as tx:
        lanes = tx.execute(select(actions.actions.c.lane).order_by(actions.actions.c.id)).scalars().all()
    assert list(lanes) == [LANE, LANE, f"channel:{MARKETING}"]


def test_what_rules_send_elsewhere_by_now_is_let_go(house: House) -> None:
    """Closed still: whoever fits a new rule comes there, whoever does not waits on; a group stays while one waits."""
    come(house, 1)
    house.network.add_follower("mira", bio="Barista")
    house.followers.poll(house.account, house.network)
    for n in range(6):
        house.network.add_follower(f"bea{n}", bio="Barista" if n else "")
    house.followers.poll(house.account, house.network)
    close(house)
    with house.database.write() as tx:
        rule = RoutingRule(0, None, "follower", "", "barista", MARKETING)
        routing_rules.add(tx, house.workspace.id, rule, ADA, house.clock())
    gather(house, back=False)
    assert [message.channel_id for message in house.messages()] == [SOCIAL, MARKETING, SOCIAL]


def test_what_a_rule_sent_waits_for_its_own_channel(house: House) -> None:
    """Rules and accounts may send to other channels: what is for a closed one stays while its rule stands."""
    with house.database.write() as tx:
        rule = RoutingRule(0, None, "follower", "", "", MARKETING)
        routing_rules.add(tx, house.workspace.id, rule, ADA, house.clock())
    come(house, 1)
    with house.database.write() as tx:
        channels.block(tx, house.workspace.id, MARKETING, "it is archived", house.clock())
        Gathering(tx, house.workspace.id, MARKETING, back=False, now=house.clock()).gather()
        (closed,) = channels.all_closed(tx, house.workspace.id)
        assert (house.messages()[0].channel_id, closed.waiting) == (MARKETING, 1)
        (kept,) = routing_rules.of(tx, house.workspace.id)
        routing_rules.remove(tx, house.workspace.id, kept.id, seen=house.clock() - timedelta(minutes=1))
        Gathering(tx, house.workspace.id, MARKETING, back=False, now=house.clock()).gather()
    assert [message.channel_id for message in house.messages()] == [SOCIAL]


def test_mentions_that_wait_for_no_answer_come_apart_from_questions(sqlite_house: House) -> None:
    """Under a rule that cards all: each kind in a message of its own, which is called what it is."""
    house = sqlite_house
    poll(house)
    with house.database.write() as tx:
        channel_rules.put(tx, house.workspace.id, SOCIAL, CardRule.ALL, ADA, house.clock())
    noor = house.network.add_person("noor")
    for n in range(6):
        for text in (QUESTION, "@fernandfable thank you so much, lovely plants!"):
            ask(house, noor, f"{text} {n}")
            poll(house)
    close(house)
    gather(house)
    groups = [house.faces.group(message.id) for message in house.messages()[-2:]]
    assert [(group.total, group.waits) for group in groups if group] == [(6, True), (6, False)]


def test_a_card_that_slept_in_a_group_wakes_by_itself(sqlite_house: House) -> None:
    """It comes back as a card of its own, and the group counts one less."""
    house = sqlite_house
    come(house, 6)
    close(house)
    gather(house)
    group_id, card = house.messages()[-1].id, house.cards()[2]
    house.decide(card, Choice.SNOOZE, until=house.clock() + timedelta(hours=1))
    house.clock.go(hours=2)
    dispatcher = Dispatcher(house.database, None, house.clock)  # type: ignore[arg-type]  # hands nothing over
    rooms = (house.report, house.performer, house.poll, dispatcher, house.clock)
    Chores(house.database, None, *rooms).wake_snoozed()  # type: ignore[arg-type]  # the engine isn't asked
    woken = house.messages()[-1]
    assert (woken.kind, house.card(card.id).message_id) == (MessageKind.CARD, woken.id)
    group = house.faces.group(group_id)
    assert group is not None
    assert group.total == 5
