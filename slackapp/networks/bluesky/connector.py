# ruff: noqa: D102 - `Connector` tells what each of its methods does
"""Connecting an account on Bluesky: by handle and app password, no page and no code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from slackapp.domain.people import NetworkName
from slackapp.networks.base import Network
from slackapp.networks.bluesky.client import Client
from slackapp.networks.bluesky.keys import BlueskyKeys
from slackapp.networks.bluesky.network import TIMEOUT, Bluesky
from slackapp.networks.connector import Begun, Credentials, Keep, Question, Spent, unmetered

_HANDLE = Question("handle", "Handle", "The account's whole handle.", "fernandfable.bsky.social")
_PASSWORD = Question(
    "app_password",
    "App password",
    "Make one for Rapport in Bluesky: Settings → Privacy and security → App passwords.",
    "abcd-efgh-ijkl-mnop",
    secret=True,
)
_SERVER = Question(
    "url",
    "Server",
    "Only where the account lives on a server of its own; otherwise leave this empty.",
    "https://pds.example.com",
    optional=True,
)


@dataclass(frozen=True, slots=True)
class BlueskyConnector:
    """Bluesky, on any server of the AT Protocol."""

    name: NetworkName = NetworkName.BLUESKY
    asks: tuple[Question, ...] = (_HANDLE, _PASSWORD, _SERVER)
    asks_then: tuple[Question, ...] = ()

    def lacks(self) -> tuple[str, ...]:
        return ()

    def begin(self, answers: Mapping[str, str]) -> Begun:
        keys = BlueskyKeys.typed(answers.get("url", ""), answers.get("handle", ""), answers.get("app_password", ""))
        client = Client(keys, lambda _: None, TIMEOUT, lambda: datetime.now(UTC))
        return Begun(kept=client.log_in().kept())

    def finish(self, begun: Begun, answers: Mapping[str, str]) -> Credentials:  # noqa: ARG002 (nothing is asked then)
        return dict(begun.kept)

    def by_token(self, *, url: str = "", handle: str = "", token: str = "") -> Credentials:
        return BlueskyKeys.typed(url, handle, token).kept()

    def own(self) -> Credentials | None:
        return None  # Bluesky's accounts are never in the settings

    def adapter(self, credentials: Credentials, keep: Keep, spent: Spent = unmetered) -> Network:  # noqa: ARG002 (Bluesky is free)
        return Bluesky(credentials, keep)
