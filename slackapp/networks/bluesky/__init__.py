"""Bluesky (any server of the AT Protocol), through atproto: the only room that imports it."""

from slackapp.networks.bluesky.connector import BlueskyConnector
from slackapp.networks.bluesky.keys import BlueskyKeys
from slackapp.networks.bluesky.network import Bluesky

__all__ = ["Bluesky", "BlueskyConnector", "BlueskyKeys"]
