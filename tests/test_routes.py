"""Where news go, as people set it: many at once, and the channels that rules bring along."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from slackapp.domain.routing import FOLLOWER, RoutingRule
from slackapp.domain.saved import Kept
from slackapp.routes import Routes
from slackapp.store import accounts, routing_rules
from slackapp.tuning import Tuning
from tests.house import ADA, BEN, MARKETING, SOCIAL, House

CARE = "C0CARE"


def test_two_who_add_at_the_same_moment_both_do(house: House) -> None:
    """Each rule has a place of its own; what both ask for is there once."""
    routes, together = Routes(house.database, house.clock), Barrier(2)

    def add(by: str) -> list[Kept]:
        together.wait()
        wanted = [RoutingRule(0, None, "", "", word, CARE) for word in ("shared", *(f"{by} {n}" for n in range(4)))]
        return [routes.add(house.workspace.id, each, by) for each in wanted]

    with ThreadPoolExecutor(2) as pool:
        done = [each.result(timeout=20) for each in [pool.submit(add, by) for by in (ADA, BEN)]]
    assert sorted(each[0] for each in done) == [Kept.SAVED, Kept.TAKEN]
    assert all(each[1:] == [Kept.SAVED] * 4 for each in done)
    with house.database.read() as tx:
        rows = tx.execute(routing_rules.rules.select()).all()
    assert sorted(row.position for row in rows) == list(range(9))
    hellos = [message for message in house.messages() if message.channel_id == CARE]
    assert len(hellos) == 1


def test_the_channels_of_rules_choose_what_becomes_a_card_there(sqlite_house: House) -> None:
    """Those that may get mentions, of the accounts that may come there; nothing of accounts that are let go."""
    house = sqlite_house
    routes, tuning = Routes(house.database, house.clock), Tuning(house.database, house.clock)
    for rule in (
        RoutingRule(0, house.account_id, "praise", "", "", CARE),
        RoutingRule(0, None, FOLLOWER, "", "", MARKETING),
    ):
        assert routes.add(house.workspace.id, rule, ADA) is Kept.SAVED
    found = {rule.channel_id: [each.id for each in rule.accounts] for rule in tuning.rules(house.workspace.id)}
    assert found == {SOCIAL: [house.account_id], CARE: [house.account_id]}
    assert routes.resting(house.workspace.id, house.account_id) == 1
    with house.database.write() as tx:
        accounts.disconnect(tx, house.account_id)
    assert tuning.rules(house.workspace.id) == ()
    board = routes.board(house.workspace.id)
    assert [board.rests(rule) for rule in board.rules] == [True, False]
    assert board.told(board.rules[0]) == "Praise from @fernandfable"
