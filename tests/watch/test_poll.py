"""One poll of one account, and what it says about how that went."""

from threading import Event, Thread

from slackapp.domain.accounts import AccountHealth
from slackapp.networks.base import LoginRefused, OutOfCredit, RateLimited, Unavailable
from slackapp.store import messages
from tests.fake_network import Call
from tests.house import SOCIAL, House


def test_a_good_poll_is_noted(house: House) -> None:
    """Followers and questions are read, and the account is well."""
    house.polled()
    account = house.account
    assert (account.polled_at, account.health, account.baseline_at) == (
        house.clock(),
        AccountHealth.WELL,
        house.clock(),
    )


def test_trouble_with_one_does_not_keep_from_the_other(house: House) -> None:
    """Questions are read although followers can't be; the trouble is noted, and gone with the next good poll."""
    house.network.fail_next("followers", Unavailable("X is down."))
    house.polled()
    assert (house.account.health, house.account.trouble) == (AccountHealth.TROUBLED, "X is down.")
    assert house.network.called("mentions") == 1
    house.network.add_mention(house.network.add_person("noor"), "@fernandfable do you ship to Oslo?")
    house.polled()
    assert (house.account.health, len(house.cards())) == (AccountHealth.WELL, 1)


def test_a_refused_login_is_told_once_and_stops_polling(house: House) -> None:
    """Only a person can mend that: one notice, and the network is left alone."""
    house.network.fail_next("followers", LoginRefused("X no longer accepts our access."), times=9)
    house.network.fail_next("own_posts", LoginRefused("X no longer accepts our access."), times=9)
    house.polled()
    house.network.calls.clear()
    house.polled()
    (notice,) = house.messages()
    assert (notice.kind, notice.channel_id) == (messages.MessageKind.NOTICE, SOCIAL)
    assert notice.body == {"notice": "login_refused", "reason": "X no longer accepts our access."}
    assert house.network.calls == []


def test_credit_that_is_used_up_is_told_once(house: House) -> None:
    """Polling goes on trying; the channel hears of it once."""
    house.network.fail_next("followers", OutOfCredit("The credit is used up."), times=9)
    for _ in range(3):
        house.polled()
    assert [message.body and message.body["notice"] for message in house.messages()] == ["out_of_credit"]
    assert house.network.called("followers") == 3


def test_a_network_that_stays_away_is_told_once_and_that_it_is_back(house: House) -> None:
    """A short hiccup is nobody's business; a quarter of an hour is told, and its end too, once for each outage."""

    def notices() -> list[str]:
        return [str(message.body["notice"]) for message in house.messages() if message.body]

    house.polled()
    for _ in range(2):
        house.network.fail_next("followers", Unavailable("X does not answer."), times=3)
        house.polled()
        before = notices()
        house.clock.go(minutes=20)
        house.polled()
        house.polled()
        assert notices() == [*before, "network_down"]
        house.polled()
        house.polled()
        assert notices() == [*before, "network_down", "network_back"]


def test_a_long_limit_is_no_outage(house: House) -> None:
    """A network that wants us to wait is there: nobody is told that it can't be reached."""
    house.polled()
    house.network.fail_next("followers", RateLimited("Wait."), times=9)
    for _ in range(9):
        house.polled()
    assert not house.messages()


def test_two_polls_of_one_account_never_overlap(sqlite_house: House) -> None:
    """The second one leaves at once; the one after the first has ended works again."""
    house, inside, go_on = sqlite_house, Event(), Event()

    def wait(_call: Call) -> None:
        house.network.on_call = None
        inside.set()
        assert go_on.wait(5)

    house.network.on_call = wait
    first = Thread(target=house.poll.poll, args=[house.account_id])
    first.start()
    assert inside.wait(5)
    calls = len(house.network.calls)
    house.poll.poll(house.account_id)
    assert len(house.network.calls) == calls
    go_on.set()
    first.join(5)
    house.polled()
    assert house.network.called("mentions") == 2
