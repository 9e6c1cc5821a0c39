"""`rapport connect`: let an account of ours in, by PIN or from a file of tokens."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from slackapp import settings
from slackapp.commandline.troubles import checked_settings, plain_troubles
from slackapp.connect import Channels, ConnectTrouble
from slackapp.settings import Settings

connect = typer.Typer(help="Connect an account of yours.", no_args_is_help=True)


@connect.command("x")
def connect_x(
    channel: Annotated[str, typer.Option(help="Channel for its cards: #name or id; default RAPPORT_CHANNEL")] = "",
    digest_channel: Annotated[str, typer.Option(help="Channel for its digest; default RAPPORT_DIGEST_CHANNEL")] = "",
    tokens: Annotated[
        Path | None,
        typer.Option(
            "--from",
            help="Connect many at once: a file (or -) with a JSON object a line: access_token, access_token_secret, "
            "channel and digest_channel (both optional)",
        ),
    ] = None,
) -> None:
    """Connect an account on X: open the page it prints as that account, and type in the PIN it shows."""
    from slackapp import app

    with plain_troubles():
        connections = app.open_connections(checked_settings(settings.check_slack, settings.check_x))
        default = connections.default_channels()
        to = Channels(channel or default.cards, digest_channel or default.digest)
        try:
            for token, secret, place in _lines(tokens, to) if tokens else [(*_pin(connections.settings), to)]:
                account = connections.x(token, secret, place)
                typer.echo(f"Connected @{account.handle}. Its cards go to {place.cards}, its digest to {place.digest}.")
        finally:
            connections.database.close()


def _pin(found: Settings) -> tuple[str, str]:
    from slackapp.networks.x import begin_login, finish_login

    assert found.x_api_key is not None
    assert found.x_api_secret is not None
    app_keys = (found.x_api_key.get_secret_value(), found.x_api_secret.get_secret_value())
    start = begin_login(*app_keys, base_url=found.x_api_url)
    typer.echo(f"Open this page, signed in to X as the account to connect:\n\n  {start.authorize_url}\n")
    keys = finish_login(*app_keys, start, typer.prompt("PIN").strip(), base_url=found.x_api_url)
    return keys.access_token, keys.access_token_secret


def _lines(path: Path, default: Channels) -> Iterator[tuple[str, str, Channels]]:
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise ConnectTrouble(f"{path} can't be read: {why}.") from None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            one = json.loads(line)
            to = Channels(str(one.get("channel", default.cards)), str(one.get("digest_channel", default.digest)))
            yield str(one["access_token"]), str(one["access_token_secret"]), to
        except (ValueError, KeyError, AttributeError):
            raise ConnectTrouble(
                f"Line {number} is no JSON object with access_token and access_token_secret."
            ) from None
