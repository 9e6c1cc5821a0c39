"""The webhooks' windows and notice: Slack takes them whole, whatever a server answered or somebody typed."""

from datetime import timedelta

from slackapp.domain.webhooks import CHOSEN_FROM, Occasion
from slackapp.slack.webhooks import (
    form_modal,
    log_modal,
    remove_modal,
    secret_modal,
    switched_off_notice,
    webhooks_modal,
)
from slackapp.store.deliveries import Delivery
from slackapp.store.webhooks import Webhook
from slackapp.webhooks.kept import MOST
from tests.house import START
from tests.slack.limits import assert_takes, assert_takes_view

EVIL = "It answered 500: <!channel> *<https://evil.example|free>* & @here `x` " + "y" * 200
LATER = START + timedelta(days=1)


def hook(number: int, **more: object) -> Webhook:
    """One of many, with a name as long as names get."""
    url = f"https://{'a' * 60}.{'b' * 60}.example/{'key' * 600}"
    kept = {"failing_since": START, "status": 500, "trouble": EVIL} | more
    return Webhook(number, 1, url, "locked", frozenset(CHOSEN_FROM), "U0MARA", START, **kept)  # type: ignore[arg-type]  # its fields


def test_windows_are_taken_at_their_fullest() -> None:
    """Ten webhooks, failing, off and well; twenty deliveries of every kind, with hostile reasons."""
    many = [hook(n, active=n % 2 == 0, delivered_at=LATER if n % 3 else None) for n in range(1, MOST + 1)]
    assert_takes_view(webhooks_modal(many, 1, "Saved."))
    assert_takes_view(webhooks_modal([], 1))
    assert_takes_view(form_modal(None, "1:0:V1"))
    assert_takes_view(form_modal(many[0], "1:1:V1"))
    assert_takes_view(remove_modal(many[0], "1:1:V1"))
    assert_takes_view(secret_modal("whsec_" + "A" * 44))
    assert_takes_view(secret_modal("whsec_" + "A" * 44, renewed=True))
    sent = [
        Delivery(n, 1, 1, f"k{n}", occasion, {}, n % 7, START, LATER if n % 2 else None, 500, EVIL, None)
        for n, occasion in enumerate(list(Occasion) * 4, start=1)
    ]
    for active in (True, False):
        assert_takes_view(log_modal(hook(1, active=active), sent[:20]))
    assert_takes_view(log_modal(hook(1), []))


def test_who_made_it_is_told_why_it_is_off() -> None:
    """With the server's name and its last answer, neither of which calls anybody."""
    told = switched_off_notice("desk.example<!here>", START, EVIL)
    assert_takes(told)
    assert "switched off" in told.text
    assert "`/rapport webhooks`" in told.text
