"""The modals of our accounts: Slack takes each, whatever anybody says; and what travels in them is sealed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.accounts import AccountHealth, Channels, Left
from slackapp.domain.people import NetworkName
from slackapp.networks.connector import Begun, Question
from slackapp.secrets import SecretsTrouble, secrets
from slackapp.slack import ids
from slackapp.slack.attempts import MOST, Attempt, Outcome, UnderWay, opened
from slackapp.slack.blocks import section
from slackapp.slack.connecting import (
    Form,
    channels_modal,
    connected_text,
    disconnect_modal,
    disconnected_text,
    form_modal,
    moment_modal,
    networks_modal,
    sent_text,
)
from slackapp.slack.ids import AccountItem
from slackapp.slack.message import Message
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import submission
from tests.slack import strangers
from tests.slack.faces import BRAND, NOW
from tests.slack.limits import assert_takes, assert_takes_view
from tests.slack.listeners.office import CODE, HANDLE, PASSWORD, SECRET, SERVER, FakeConnector
from tests.slack.listeners.payloads import view_submission
from tests.slack.test_groups import texts

TO = Channels("C0SOCIAL", "C0MARKET")
KEEPER = secrets(Fernet.generate_key().decode(), None)  # type: ignore[arg-type]  # a key needs no folder
TWO = FakeConnector((SERVER,), (CODE,))
ONE = FakeConnector((HANDLE, PASSWORD))


def test_every_step_is_a_modal_that_slack_takes() -> None:
    """The choice, each network's questions, the page with the pickers, the wait, and the end."""
    lacking = FakeConnector(lacking=("X_API_KEY is missing: <developer.x.com> & more.",), name=NetworkName.X)
    refused = replace(BRAND, health=AccountHealth.LOGIN_REFUSED)
    for view in (
        networks_modal((TWO, lacking), "sealed"),
        networks_modal((lacking,), "sealed"),
        form_modal(Form(TWO, "sealed", "n1")),
        form_modal(Form(TWO, "sealed", "n1", page="https://mastodon.example/let-in", to=TO)),
        form_modal(Form(TWO, "sealed", "n1", page="javascript:alert(1)", to=Channels("", ""), account=refused)),
        form_modal(Form(ONE, "sealed", "n1", to=TO, reason="No.", typed={"handle": "fern"})),
        form_modal(Form(FakeConnector((), (CODE,)), "sealed", "n1", reason="X is down.")),
        moment_modal("Connect an account", "X", "n1"),
        channels_modal(BRAND, TO, "sealed", reason="No such channel.", passing=True),
        disconnect_modal(BRAND, "sealed"),
    ):
        assert_takes_view(view)
    for text in (
        connected_text(BRAND, TO, ["C0SOCIAL"]),
        sent_text(BRAND, TO, []),
        disconnected_text(Left(BRAND, 1, 2_000)),
    ):
        assert_takes(Message(text, (section(text),)))


def test_what_was_typed_stays_and_secrets_do_not() -> None:
    """After a failure, the handle stands in its field again; the password's is empty, and says that it is kept safe."""
    view = form_modal(Form(ONE, "sealed", "n2", to=TO, reason="No.", typed={"handle": "fern", "password": SECRET}))
    assert "'initial_value': 'fern'" in str(view)
    assert SECRET not in str(view)
    assert "never shows it again" in str(view)


@settings(max_examples=40, deadline=None)
@given(strangers.WORDS, strangers.WORDS, st.text(max_size=4000))
def test_whatever_networks_and_people_say_slack_takes(handle: str, reason: str, typed: str) -> None:
    """Handles, reasons and earlier answers of any kind and length."""
    account = replace(BRAND, handle=handle)
    asked = FakeConnector((Question("handle", "Handle", "Hint.", "brand.example"), PASSWORD))
    assert_takes_view(form_modal(Form(asked, "s", "n", "", {"handle": typed}, reason, TO, account)))
    assert_takes_view(form_modal(Form(TWO, "s", "n", "https://x.example/", {}, reason, TO, account)))
    assert_takes_view(channels_modal(account, TO, "s", reason=reason))
    assert_takes_view(disconnect_modal(account, "s"))
    for text in (connected_text(account, TO, []), disconnected_text(Left(account, 0, 1)), sent_text(account, TO, [])):
        assert_takes(Message(text, (section(text),)))


def test_a_sealed_attempt_is_read_back_by_the_same_person_for_a_while() -> None:
    """All of it, within Slack's limit, and nothing of it in the clear; not later, not by somebody or somewhere else."""
    kept = {"client_id": "a" * 64, "client_secret": SECRET, "url": f"https://{'m' * 60}.example", "verifier": "v" * 128}
    begun = Begun("https://mastodon.example/oauth/authorize?" + "p" * 600, kept)
    attempt = Attempt("U0MARA", 1, NetworkName.MASTODON, 7, f"https://hooks.slack.com/{'r' * 120}", {"url": "m"}, begun)
    sealed = attempt.sealed(KEEPER, NOW)
    assert SECRET not in sealed
    assert opened(KEEPER, sealed, "U0MARA", 1, NOW + timedelta(minutes=14)) == attempt
    for by, where, at in (("U0MARA", 1, NOW + timedelta(minutes=16)), ("U0BEN", 1, NOW), ("U0MARA", 2, NOW)):
        with pytest.raises(SecretsTrouble, match="Begin again"):
            opened(KEEPER, sealed, by, where, at)
    with pytest.raises(SecretsTrouble, match="Begin again"):
        opened(KEEPER, "nonsense", "U0MARA", 1, NOW)
    with pytest.raises(SecretsTrouble, match="terminal"):
        replace(attempt, begun=Begun("", {"token": "t" * 3_000})).sealed(KEEPER, NOW)


def test_a_form_is_worked_on_once_and_only_the_last_are_remembered() -> None:
    """The second hears what came of the first."""
    under_way, made = UnderWay(), []

    def make() -> Outcome:
        made.append(1)
        return Outcome(notice_modal("Done", str(len(made))))

    assert under_way.once("n1", make) == under_way.once("n1", make)
    assert len(made) == 1
    for n in range(MOST):
        under_way.once(f"other{n}", make)
    assert len(under_way._outcomes) == MOST


def test_what_is_typed_stands_in_no_repr() -> None:
    """A submission that is logged by mistake tells no password; a picked channel is read."""
    values = {
        ids.ask_block_id("n1", "password"): {ids.CONNECT_INPUT: {"type": "plain_text_input", "value": SECRET}},
        ids.CHANNEL_CARDS: {ids.CONNECT_INPUT: {"type": "channels_select", "selected_channel": "C0SOCIAL"}},
    }
    sent = submission(view_submission(ids.CONNECT_VIEW, "sealed", values))
    assert SECRET not in repr(sent)
    assert sent.values[ids.CHANNEL_CARDS] == "C0SOCIAL"


@given(st.sampled_from(list(AccountItem)), st.integers(1, 2**63 - 1))
def test_an_accounts_menu_is_read_back(item: AccountItem, account_id: int) -> None:
    """The item and the account; anything else is none of ours."""
    assert ids.parse_account_value(ids.account_value(item, account_id)) == (item, account_id)
    assert ids.parse_account_value(f"{item.value}:0") is None
    assert ids.parse_account_value(f"delete:{account_id}") is None


def test_the_disconnect_modal_tells_both_sides() -> None:
    """What is deleted, and what stays."""
    words = texts(disconnect_modal(BRAND, "s")["blocks"])
    assert "*Deleted:* its login" in words
    assert "*Stays:* the people, cards and history" in words
