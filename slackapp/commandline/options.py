"""Options that several commands have: where an account is, and with which token."""

import sys
from typing import Annotated

import typer

from slackapp.domain.accounts import ConnectTrouble
from slackapp.domain.people import NetworkName
from slackapp.networks.base import Network

FROM_INPUT = "-"

Url = Annotated[str, typer.Option(help="Address of its server, where the network has many")]
Handle = Annotated[str, typer.Option(help="The account's handle, where the network asks for it")]
Token = Annotated[
    str,
    typer.Option(
        help="A ready token or app password, in place of being asked; - reads it from standard input",
        envvar="RAPPORT_TOKEN",
    ),
]


def token_of(given: str) -> str:
    """The token itself: what was given, or a line of standard input; "" where none was.

    Raises:
        ConnectTrouble: standard input is empty.
    """
    if given != FROM_INPUT:
        return given
    token = sys.stdin.readline().strip()
    if not token:
        raise ConnectTrouble("There is no token on standard input.")
    return token


def adapter_of(network: NetworkName, url: str, handle: str, token: str) -> Network:
    """An adapter that speaks with a ready token, which is asked for where none was given; no Slack, no database.

    Raises:
        ConnectTrouble, NetworkError, SettingsTrouble: with plain sentences.
    """
    from slackapp import settings
    from slackapp.networks.catalog import catalog

    connector = catalog(settings.load())[network]
    if lacking := connector.lacks():
        raise ConnectTrouble("\n".join(lacking))
    found = token_of(token) or str(typer.prompt(f"Access token or app password for {network.label}", hide_input=True))
    # What the network changes of them is kept nowhere: the next time begins with the same token.
    return connector.adapter(connector.by_token(url=url, handle=handle, token=found), lambda _changed: None)
