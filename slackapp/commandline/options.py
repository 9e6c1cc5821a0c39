"""Options that several commands have: where an account is, and with which token."""

import sys
from typing import Annotated

import typer

from slackapp.domain.accounts import ConnectTrouble

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
