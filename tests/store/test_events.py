"""Each of Slack's events is taken once."""

from datetime import timedelta

from slackapp.store import events
from tests.house import START, House


def test_an_event_is_taken_once(house: House) -> None:
    """Whoever is second is told; another event, is another one."""
    with house.database.write() as tx:
        assert events.first(tx, house.workspace.id, "Ev1", START)
    with house.database.write() as tx:
        assert not events.first(tx, house.workspace.id, "Ev1", START)
        assert events.first(tx, house.workspace.id, "Ev2", START)


def test_old_events_are_forgotten(house: House) -> None:
    """Those that Slack can't send again any more."""
    with house.database.write() as tx:
        events.first(tx, house.workspace.id, "Ev1", START)
        events.first(tx, house.workspace.id, "Ev2", START + timedelta(hours=2))
        events.forget(tx, START + timedelta(hours=1))
        assert events.first(tx, house.workspace.id, "Ev1", START)
        assert not events.first(tx, house.workspace.id, "Ev2", START)
