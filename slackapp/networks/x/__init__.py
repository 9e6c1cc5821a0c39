"""X (api.x.com, API v2), through tweepy: the only room that imports it."""

from slackapp.networks.x.connector import XConnector
from slackapp.networks.x.keys import XKeys
from slackapp.networks.x.network import X

__all__ = ["X", "XConnector", "XKeys"]
