"""Deliveries on both databases, to a real receiver, by a clock that is moved."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from slackapp.domain.accounts import Workspace
from slackapp.domain.webhooks import CHOSEN_FROM, Occasion
from slackapp.secrets import Secrets, new_key
from slackapp.store import accounts, deliveries, messages
from slackapp.store import webhooks as rows
from slackapp.store.database import Database
from slackapp.store.deliveries import Delivery
from slackapp.webhooks.kept import MOST, Webhooks, WebhookTrouble
from slackapp.webhooks.post import Answered
from slackapp.webhooks.sending import Deliveries
from tests.house import ADA, MovingClock
from tests.receiver import Receiver, is_signed


class Desk:
    """A workspace with one webhook to a receiver."""

    def __init__(self, database: Database, receiver: Receiver) -> None:
        key = new_key()
        self.database, self.receiver, self.clock = database, receiver, MovingClock()
        self.keeper = Secrets(lambda: key, "")
        self.sender = self.another()
        self.kept = Webhooks(database, self.keeper, self.clock, self.sender.wake, private=True)
        with database.write() as tx:
            self.workspace: Workspace = accounts.put_workspace(tx, "T0FERN", "Fern & Fable", self.clock())
        self.secret = self.kept.add(self.workspace.id, receiver.url, CHOSEN_FROM, ADA)
        self.id = self.kept.of(self.workspace.id)[0].id

    def another(self) -> Deliveries:
        """The sender of another process."""
        return Deliveries(self.database, self.keeper, self.clock, private=True)

    @property
    def webhook(self) -> rows.Webhook:
        """As it stands."""
        return self.kept.of(self.workspace.id)[0]

    @property
    def last(self) -> Delivery:
        """The newest delivery."""
        return self.kept.log(self.workspace.id, self.id)[0]

    def told(self) -> list[messages.Message]:
        """What people were told."""
        with self.database.read() as tx:
            found = tx.execute(select(messages.messages.c.id).order_by(messages.messages.c.id)).scalars()
            return [messages.get(tx, each) for each in found]


@pytest.fixture
def desk(database: Database, receiver: Receiver) -> Desk:
    """On each kind of database."""
    return Desk(database, receiver)


def test_a_delivery_is_signed_and_comes_once(desk: Desk) -> None:
    """With its secret, by its key; then nothing is due, and the list says so."""
    assert desk.kept.test(desk.workspace, desk.id)
    assert desk.sender.send_due() == 1
    (taken,) = desk.receiver.taken
    assert is_signed(taken, desk.secret)
    assert (taken.json["event"], taken.json["id"], taken.json["workspace"]) == ("test", taken.id, "T0FERN")
    assert desk.last.delivered
    assert (desk.webhook.delivered_at, desk.webhook.status, desk.webhook.trouble) == (desk.clock(), 204, "")
    assert desk.sender.send_due() == 0


def test_failures_are_tried_again_by_the_schedule_and_then_given_up(desk: Desk) -> None:
    """Not sooner than in 1 min, 5 min, 30 min, 2 h, 8 h; always the same id; a person may send it again."""
    desk.receiver.answers.extend([500, "close", 302, 404, 503, (500, b"no")])
    desk.kept.test(desk.workspace, desk.id)
    for minutes in (0, 1, 5, 30, 120, 480):
        desk.clock.go(minutes=minutes, seconds=-1)
        assert desk.sender.send_due() == 0
        desk.clock.go(seconds=1)
        assert desk.sender.send_due() == 1
    assert len({taken.id for taken in desk.receiver.taken}) == 1
    assert len({taken.headers["webhook-timestamp"] for taken in desk.receiver.taken}) == 6
    assert all(is_signed(taken, desk.secret) for taken in desk.receiver.taken)
    assert (desk.last.due_at, desk.last.attempt, desk.last.reason) == (None, 6, "It answered 500: no")
    assert not desk.last.delivered
    assert desk.webhook.failing_since is not None
    assert desk.kept.again(desk.workspace.id, desk.last.id) == desk.id
    desk.clock.go(seconds=6)
    assert desk.sender.send_due() == 1
    assert desk.last.delivered
    assert desk.receiver.taken[-1].id == desk.receiver.taken[0].id
    assert desk.webhook.failing_since is None


def test_of_several_processes_one_sends(desk: Desk) -> None:
    """Who claims it has it until it would be tried again; what is settled late by another writes nothing."""
    desk.kept.test(desk.workspace, desk.id)
    with desk.database.write() as tx:
        first = deliveries.claim(tx, desk.id, desk.clock())
        assert first is not None
        assert deliveries.claim(tx, desk.id, desk.clock()) is None
    assert desk.another().send_due() == 0
    desk.clock.go(minutes=1)  # the first was killed
    assert desk.another().send_due() == 1
    with desk.database.write() as tx:
        assert not deliveries.settle(tx, first, deliveries.Outcome(500, "late", desk.clock()), desk.clock())
    assert desk.last.delivered


def test_two_at_the_same_moment_send_each_delivery_once(desk: Desk) -> None:
    """Threads of two processes over twelve deliveries: none twice, none left."""
    for _ in range(12):
        desk.kept.test(desk.workspace, desk.id)
    senders = [threading.Thread(target=desk.another().send_due) for _ in range(2)]
    for each in senders:
        each.start()
    for each in senders:
        each.join(30)
    assert sorted(t.id for t in desk.receiver.taken) == sorted({t.id for t in desk.receiver.taken})
    assert len(desk.receiver.taken) == 12


def _fail(desk: Desk, days: float) -> None:
    desk.receiver.answers.append(500)
    desk.kept.test(desk.workspace, desk.id)
    assert desk.sender.send_due() == 1
    desk.clock.go(days=days)


def test_after_three_days_of_failures_it_is_off_and_its_maker_told_once(desk: Desk) -> None:
    """What waits is given up; switched on again it begins anew."""
    _fail(desk, 2.9)
    desk.receiver.answers.extend([500] * 9)
    desk.sender.send_due()
    assert desk.webhook.active
    desk.clock.go(days=0.2)
    desk.kept.test(desk.workspace, desk.id)
    desk.sender.send_due()
    desk.clock.go(seconds=6)
    desk.sender.send_due()
    assert not desk.webhook.active
    (told,) = desk.told()
    assert (told.channel_id, told.body and told.body["notice"]) == (ADA, "webhook_off")
    assert desk.receiver.url not in str(told.body)  # an address may be a secret
    desk.clock.go(days=1)
    assert desk.sender.send_due() == 0
    assert not desk.kept.test(desk.workspace, desk.id)
    assert desk.kept.again(desk.workspace.id, desk.last.id) is None
    assert desk.kept.switch(desk.workspace.id, desk.id, ADA, on=True)
    assert desk.kept.again(desk.workspace.id, desk.last.id) == desk.id
    desk.receiver.answers.clear()
    assert desk.sender.send_due() >= 1
    assert desk.webhook.failing_since is None


def test_who_says_gone_is_asked_no_more(desk: Desk) -> None:
    """410, by the standard: off at once."""
    desk.receiver.answers.append(410)
    desk.kept.test(desk.workspace, desk.id)
    desk.sender.send_due()
    assert not desk.webhook.active
    assert len(desk.told()) == 1


def test_a_failing_one_keeps_nobody_waiting(desk: Desk) -> None:
    """It rests for a moment after a failure; another webhook's deliveries go out meanwhile."""
    other = Receiver()
    try:
        desk.kept.add(desk.workspace.id, other.url, [Occasion.QUESTION], ADA)
        second = desk.kept.of(desk.workspace.id)[1].id
        desk.receiver.answers.extend([500] * 9)
        for _ in range(3):
            desk.kept.test(desk.workspace, desk.id)
            desk.kept.test(desk.workspace, second)
        assert desk.sender.send_due() == 4
        assert (len(desk.receiver.taken), len(other.taken)) == (1, 3)
    finally:
        other.stop()


def test_a_thread_sends_what_is_enqueued_and_stops(desk: Desk) -> None:
    """Woken, it does not wait for its next look."""
    came, send = threading.Event(), desk.sender.send

    def heard(url: str, headers: dict[str, str], body: bytes, *, private: bool) -> Answered:
        answered = send(url, headers, body, private=private)
        came.set()
        return answered

    desk.sender.send = heard
    desk.sender.start()
    desk.kept.test(desk.workspace, desk.id)
    assert came.wait(10)
    desk.sender.stop()
    assert desk.last.delivered


def test_no_secret_of_anybody_is_stored_or_shown(desk: Desk) -> None:
    """Not in the database, nor in what is printed; a key that is lost is told in the log."""
    with desk.database.read() as tx:
        (locked,) = rows.all_secrets(tx).values()
    assert desk.secret not in locked
    assert desk.secret not in repr(desk.webhook)
    assert desk.receiver.url not in repr(desk.webhook)
    desk.kept.test(desk.workspace, desk.id)
    lost = new_key()
    desk.sender.keeper = Secrets(lambda: lost, "")
    desk.sender.send_due()
    assert "can’t be decrypted" in desk.last.reason
    assert not desk.receiver.taken


def test_a_renewed_secret_and_the_one_before_both_count_for_a_day(desk: Desk) -> None:
    """A receiver with either checks; a day later only the new one does. Who renewed it stands in the story."""
    new = desk.kept.renew(desk.workspace.id, desk.id, ADA)
    assert new is not None
    for _ in range(2):
        desk.kept.test(desk.workspace, desk.id)
        desk.sender.send_due()
        desk.clock.go(days=1)
    first, second = desk.receiver.taken
    assert is_signed(first, new)
    assert is_signed(first, desk.secret)
    assert is_signed(second, new)
    assert not is_signed(second, desk.secret)
    assert new not in desk.webhook.locked
    assert desk.kept.renew(desk.workspace.id + 1, desk.id, ADA) is None


def test_a_secret_that_no_key_opens_is_not_renewed(desk: Desk) -> None:
    """It is said what to do, and nothing is changed."""
    another = Secrets(new_key, "")
    before = desk.webhook.locked
    with pytest.raises(WebhookTrouble, match="can’t be decrypted"):
        Webhooks(desk.database, another, desk.clock).renew(desk.workspace.id, desk.id, ADA)
    assert desk.webhook.locked == before


def test_ten_are_the_most_and_a_removed_one_is_forgotten(desk: Desk) -> None:
    """Its secret and its log go with it; a delivery under way then writes nothing."""
    desk.kept.test(desk.workspace, desk.id)
    with desk.database.write() as tx:
        under_way = deliveries.claim(tx, desk.id, desk.clock())
    assert under_way is not None
    assert desk.kept.remove(desk.workspace.id, desk.id, ADA)
    with desk.database.write() as tx:
        assert not deliveries.settle(tx, under_way, deliveries.Outcome(204), desk.clock())
    assert desk.kept.log(desk.workspace.id, desk.id) == ()
    for _ in range(MOST):
        desk.kept.add(desk.workspace.id, desk.receiver.url, CHOSEN_FROM, ADA)
    with pytest.raises(WebhookTrouble, match="Remove one first"):
        desk.kept.add(desk.workspace.id, desk.receiver.url, CHOSEN_FROM, ADA)


def test_the_log_is_kept_for_a_while(desk: Desk) -> None:
    """What ended long ago is forgotten, what is on its way is not."""
    desk.kept.test(desk.workspace, desk.id)
    desk.sender.send_due()
    desk.kept.test(desk.workspace, desk.id)
    with desk.database.write() as tx:
        deliveries.forget(tx, desk.clock() + timedelta(days=1))
    assert [each.attempt for each in desk.kept.log(desk.workspace.id, desk.id)] == [0]
