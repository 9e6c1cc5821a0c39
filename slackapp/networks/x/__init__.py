"""X (api.x.com, API v2), through tweepy: the only room that imports it."""

from slackapp.networks.x.keys import XKeys
from slackapp.networks.x.login import LoginStart, begin_login, finish_login
from slackapp.networks.x.network import X

__all__ = ["LoginStart", "X", "XKeys", "begin_login", "finish_login"]
