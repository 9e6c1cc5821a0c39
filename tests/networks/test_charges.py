"""Which networks charge: only those are shown with a cost and offered a budget."""

from slackapp.domain.people import NetworkName
from slackapp.networks.base import charges
from slackapp.networks.catalog import catalog
from slackapp.networks.unconnected import Unconnected
from slackapp.settings import Settings

MADE = {
    NetworkName.X: {"token": "1000-t:s"},
    NetworkName.MASTODON: {"url": "https://pond.example", "token": "abc123"},
    NetworkName.BLUESKY: {"handle": "fern.example", "token": "abcd-efgh-ijkl-mnop"},
}


def test_who_charges_and_who_does_not() -> None:
    """X does, Mastodon and Bluesky do not; nor does an account that nobody speaks for."""
    connectors = catalog(Settings(_env_file=None, x_api_key="k", x_api_secret="s"))
    made = {name: one.adapter(one.by_token(**MADE[name]), lambda _changed: None) for name, one in connectors.items()}
    assert {name for name, network in made.items() if charges(network)} == {NetworkName.X}
    assert not charges(Unconnected(NetworkName.X, "It is disconnected."))
