"""What rules send elsewhere goes there, from the next look on: grouped there, and by that channel's own rule."""

from collections import Counter

import pytest
from sqlalchemy import event

from slackapp.domain.people import Profile
from slackapp.domain.routing import RoutingRule
from slackapp.domain.verdict import CardRule
from slackapp.store import accounts, channel_rules, routing_rules
from slackapp.store.messages import MessageKind
from tests.house import ADA, MARKETING, SOCIAL, House
from tests.watch.asking import QUESTION, ask, mention, poll
from tests.watch.test_card_rules import PRAISE, URGENT

CARE = "C0CARE"
CARD, GROUP = MessageKind.CARD, MessageKind.GROUP


def send(house: House, channel: str, *, kind: str = "", urgency: str = "", keyword: str = "") -> None:
    """A rule of every account."""
    wanted = RoutingRule(0, None, kind, urgency, keyword, channel)
    with house.database.write() as tx:
        routing_rules.add(tx, house.workspace.id, wanted, ADA, house.clock())


def stand(house: House) -> list[tuple[str, MessageKind, int]]:
    """Each message: where, what, and how many cards."""
    shown = Counter(card.message_id for card in house.cards())
    return [(each.channel_id, each.kind, shown[each.id]) for each in house.messages()]


def test_what_fits_goes_to_the_rules_channel_and_all_else_as_before(asked: House, noor: Profile) -> None:
    """Each card stands in one channel; whoever follows is sent by their bio."""
    send(asked, CARE, urgency="high")
    send(asked, MARKETING, keyword="barista")
    asked.followers.poll(asked.account, asked.network)
    for text in (QUESTION, URGENT, f"{QUESTION} says a barista"):
        ask(asked, noor, text)
    poll(asked)
    asked.network.add_follower("mira", bio="Barista & baker")
    asked.network.add_follower("cleo", bio="Baker")
    asked.clock.go(minutes=5)
    asked.followers.poll(asked.account, asked.network)
    assert sorted(stand(asked)) == [
        (CARE, CARD, 1),
        (MARKETING, CARD, 1),
        (MARKETING, CARD, 1),
        (SOCIAL, CARD, 1),
        (SOCIAL, CARD, 1),
    ]


def test_a_burst_is_grouped_in_each_channel(asked: House, noor: Profile) -> None:
    """Six in one channel share a message; three in another come alone, however many came altogether."""
    send(asked, CARE, keyword="Bergen")
    send(asked, MARKETING, kind="follower", keyword="barista")
    asked.followers.poll(asked.account, asked.network)
    for n in range(9):
        ask(asked, noor, f"{QUESTION} {n}" + (" or Bergen?" if n < 3 else ""))
        asked.network.add_follower(f"mira{n}", bio="barista" if n < 6 else "")
    poll(asked)
    assert sorted(stand(asked)) == [*[(CARE, CARD, 1)] * 3, (SOCIAL, GROUP, 6)]
    asked.followers.poll(asked.account, asked.network)
    assert sorted(stand(asked)[4:]) == [(MARKETING, GROUP, 6), *[(SOCIAL, CARD, 1)] * 3]


def test_the_rule_of_the_channel_it_goes_to_says_what_becomes_a_card(asked: House, noor: Profile) -> None:
    """Not that of the account's own channel."""
    send(asked, CARE, kind="praise")
    ask(asked, noor, PRAISE)
    poll(asked)
    assert asked.cards() == ()
    with asked.database.write() as tx:
        channel_rules.put(tx, asked.workspace.id, CARE, CardRule.ALL, ADA, asked.clock())
        channel_rules.put(tx, asked.workspace.id, SOCIAL, CardRule.HIGH, ADA, asked.clock())
    for text in (f"{PRAISE} Again!", QUESTION):
        ask(asked, noor, text)
    poll(asked)
    assert stand(asked) == [(CARE, CARD, 1)]


def test_by_a_persons_word_it_goes_where_the_rules_say(asked: House, noor: Profile) -> None:
    """What got no card gets it in the channel of its kind."""
    ask(asked, noor, PRAISE)
    poll(asked)
    send(asked, CARE, kind=mention(asked).verdict.kind.value)
    asked.decisions.needs_answer(asked.workspace.id, mention(asked).id, ADA)
    assert stand(asked) == [(CARE, CARD, 1)]


def test_an_account_without_channels_sends_nothing_by_rules_either(asked: House, noor: Profile) -> None:
    """It is about to be let go: its cards are kept all the same."""
    send(asked, CARE)
    with asked.database.write() as tx:
        accounts.set_routes(tx, asked.account, [])
    ask(asked, noor)
    poll(asked)
    assert (len(asked.cards()), asked.messages()) == (1, ())


@pytest.mark.parametrize("times", [1, 8])
def test_rules_are_read_once_a_poll(asked: House, noor: Profile, times: int) -> None:
    """Whatever it brings, in the transaction that records it."""
    send(asked, CARE, keyword="Oslo")
    for n in range(times):
        ask(asked, noor, f"{QUESTION} {n}")
    read: list[str] = []

    def note(*said: object) -> None:
        read.append(str(said[2]))

    with asked.database.write() as tx:
        engine = tx.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        poll(asked)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert sum("FROM routing_rule" in each for each in read) == 1
    assert {where for where, _, _ in stand(asked)} == {CARE}
