"""Routing rules are kept in their order, and nobody's change is lost to another's."""

from dataclasses import replace
from datetime import datetime, timedelta

from slackapp.domain.routing import MOST, Routing, RoutingRule, seen_as
from slackapp.domain.saved import Kept
from slackapp.store import accounts, routing_rules
from tests.house import ADA, BEN, MARKETING, SOCIAL, START, House

LATER = START + timedelta(minutes=1)


def rule(keyword: str = "", account_id: int | None = None, **more: str) -> RoutingRule:
    """A rule about to be added."""
    blank = RoutingRule(0, account_id, "", "", keyword, MARKETING)
    return replace(blank, **more)  # type: ignore[arg-type]  # texts of RoutingRule, by name


def add(house: House, *wanted: RoutingRule, at: datetime = START) -> list[Kept]:
    """Add them, one behind the other."""
    with house.database.write() as tx:
        return [routing_rules.add(tx, house.workspace.id, each, ADA, at) for each in wanted]


def kept(house: House) -> tuple[RoutingRule, ...]:
    """All of them, in their order."""
    with house.database.read() as tx:
        return routing_rules.of(tx, house.workspace.id)


def words(house: House) -> list[str]:
    """Theirs."""
    return [each.keyword for each in kept(house)]


def move(house: House, number: int, by_places: int, seen: str = "") -> Kept:
    """Move the rule at this place."""
    there = kept(house)
    with house.database.write() as tx:
        seen = seen or seen_as(there)
        return routing_rules.move(tx, house.workspace.id, there[number].id, by_places, seen=seen)


def test_rules_are_added_behind_and_moved(house: House) -> None:
    """To the ends and no further; what is removed leaves no hole that another falls into."""
    assert add(house, rule("a1"), rule("b1"), rule("c1")) == [Kept.SAVED] * 3
    assert [move(house, 2, -1), move(house, 0, -1), move(house, 1, 1), move(house, 2, 1)] == [Kept.SAVED] * 4
    assert words(house) == ["a1", "b1", "c1"]
    assert move(house, 0, 1) is Kept.SAVED
    with house.database.write() as tx:
        assert routing_rules.remove(tx, house.workspace.id, kept(house)[0].id, seen=START) is Kept.SAVED
    add(house, rule("d1"))
    assert words(house) == ["a1", "c1", "d1"]
    assert kept(house)[2] == replace(rule("d1"), id=kept(house)[2].id, made_by=ADA, made_at=START)


def test_what_changed_meanwhile_is_not_moved_changed_or_removed(house: House) -> None:
    """Whoever comes second is told, and nothing is written; even where the clock stands still."""
    add(house, rule("a1"), rule("b1"))
    seen, (first, second) = seen_as(kept(house)), kept(house)
    here = house.workspace.id
    with house.database.write() as tx:
        wanted = replace(first, channel_id=SOCIAL)
        assert routing_rules.change(tx, here, wanted, BEN, START, seen=START) is Kept.SAVED
        changed = routing_rules.get(tx, here, first.id)
        assert changed is not None
        assert changed.made_at is not None
        assert (changed.channel_id, changed.made_by, changed.made_at > START) == (SOCIAL, BEN, True)
        assert routing_rules.change(tx, here, first, ADA, LATER, seen=START) is Kept.OVERTAKEN
        assert routing_rules.remove(tx, here, first.id, seen=START) is Kept.OVERTAKEN
        assert routing_rules.move(tx, here, second.id, -1, seen=seen) is Kept.OVERTAKEN
        assert routing_rules.remove(tx, here, first.id, seen=changed.made_at) is Kept.SAVED
        gone = (
            routing_rules.change(tx, here, first, ADA, LATER, seen=START),
            routing_rules.move(tx, here, first.id, 1, seen=seen),
            routing_rules.remove(tx, here, first.id, seen=START),
        )
        assert gone == (Kept.GONE,) * 3
    assert words(house) == ["b1"]


def test_no_two_ask_for_the_same_and_there_is_an_end(house: House) -> None:
    """Wherever they send it, and in whatever case; fifty are the most."""
    assert add(house, rule("refund, box"), rule("Box, REFUND", channel_id=SOCIAL)) == [Kept.SAVED, Kept.TAKEN]
    add(house, rule("other"))
    other = kept(house)[1]
    with house.database.write() as tx:
        wanted = replace(other, keyword="box, refund")
        assert routing_rules.change(tx, house.workspace.id, wanted, ADA, LATER, seen=START) is Kept.TAKEN
        assert routing_rules.change(tx, house.workspace.id, other, ADA, LATER, seen=START) is Kept.SAVED
    assert add(house, *(rule(f"word{n}") for n in range(MOST)))[-3:] == [Kept.SAVED, Kept.FULL, Kept.FULL]
    assert len(kept(house)) == MOST


def test_rules_of_an_account_that_is_let_go_rest(house: House) -> None:
    """They are kept; while it is away neither they nor those of every account send anything."""
    add(house, rule("a1", house.account_id), rule("b1"))
    with house.database.write() as tx:
        assert routing_rules.destinations(tx, house.workspace.id) == {SOCIAL, MARKETING}
        assert routing_rules.routing(tx, house.account) == Routing(house.account_id, SOCIAL, SOCIAL, kept(house))
        accounts.disconnect(tx, house.account_id)
        assert routing_rules.live(tx, house.workspace.id) == ()
        assert routing_rules.destinations(tx, house.workspace.id) == frozenset()
        assert len(routing_rules.of(tx, house.workspace.id)) == 2
        assert routing_rules.routing(tx, house.account).questions == ""
