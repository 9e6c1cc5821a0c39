"""Mastodon, and the servers that speak its API, through Mastodon.py: the only room that imports it."""

from slackapp.networks.mastodon.connector import MastodonConnector
from slackapp.networks.mastodon.network import Mastodon

__all__ = ["Mastodon", "MastodonConnector"]
