"""How an account of ours gets connected: what a network asks of a person, and the adapter it makes of the answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from slackapp.domain.people import NetworkName
from slackapp.domain.spending import Charge
from slackapp.networks.base import Network

Credentials = dict[str, str]  # in the clear; at rest they are encrypted
Keep = Callable[[Credentials], None]
Spent = Callable[[Charge], None]


def unmetered(_charge: Charge) -> None:
    """For calls whose cost nobody writes down."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to type in. `secret` is hidden on a terminal and never shown again."""

    name: str
    label: str
    hint: str = ""  # one plain sentence: where to find it
    example: str = ""
    secret: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """A login on its way: the page where the owner lets Rapport in ("": none is needed), and the means to go on."""

    page: str = ""
    kept: Mapping[str, str] = field(default_factory=dict, repr=False)


class Connector(Protocol):
    """One network, before any account of it is connected. Every call may raise NetworkError."""

    @property
    def name(self) -> NetworkName:
        """Which network this is."""

    @property
    def asks(self) -> tuple[Question, ...]:
        """What to ask before anything else; () where there is nothing to ask."""

    @property
    def asks_then(self) -> tuple[Question, ...]:
        """What to ask once the page that `begin` names was opened; () where there is no such page."""

    def lacks(self) -> tuple[str, ...]:
        """Which settings are missing to connect an account here, a plain line for each."""

    def begin(self, answers: Mapping[str, str]) -> Begun:
        """Take the answers to `asks`, by name.

        Raises:
            Refused: an answer can't be right; the reason says which and why.
        """

    def finish(self, begun: Begun, answers: Mapping[str, str]) -> Credentials:
        """Trade the answers to `asks_then` for the account's credentials.

        Raises:
            LoginRefused: a wrong or old code, a wrong password.
        """

    def by_token(self, *, url: str = "", handle: str = "", token: str = "") -> Credentials:
        """Credentials from a ready token, for whoever has one: no page, no code. Calls nobody.

        Args:
            url: the server's address; "" means the network's usual one.
            handle: the account's handle, where the network needs it.
            token: an access token or app password.

        Raises:
            Refused: something is missing or malformed; the reason says what.
        """

    def own(self) -> Credentials | None:
        """The credentials of the account that stands in the settings; None where none does."""

    def adapter(self, credentials: Credentials, keep: Keep, spent: Spent = unmetered) -> Network:
        """The adapter that speaks with these credentials; making one calls nobody.

        Args:
            credentials: as `finish` or `by_token` gave them.
            keep: told when the network has changed them (a refreshed session).
            spent: told what each call was charged for, in the thread that made it; never where a network is free.

        Raises:
            LoginRefused: they can't be this network's.
        """
