"""Every network there is: the one place that names them."""

from slackapp.domain.people import NetworkName
from slackapp.networks.bluesky import BlueskyConnector
from slackapp.networks.connector import Connector
from slackapp.networks.mastodon import MastodonConnector
from slackapp.networks.x import XConnector
from slackapp.settings import Settings


def catalog(settings: Settings) -> dict[NetworkName, Connector]:
    """Each network's connector, by its name."""
    return {
        NetworkName.X: XConnector(settings),
        NetworkName.MASTODON: MastodonConnector(),
        NetworkName.BLUESKY: BlueskyConnector(),
    }
