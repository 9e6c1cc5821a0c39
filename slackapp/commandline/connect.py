"""`rapport connect`: let an account of ours in, by its network's own page, by password, or from a file of tokens."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from slackapp.commandline.options import Handle, Token, Url, token_of
from slackapp.commandline.troubles import checked_settings, plain_troubles
from slackapp.commandline.which import workspace_of
from slackapp.domain.accounts import Channels, ConnectTrouble
from slackapp.domain.people import NetworkName
from slackapp.domain.quote import quote
from slackapp.networks.connector import Connector, Credentials, Question


def connect(
    network: Annotated[NetworkName | None, typer.Argument(help="Which one; else it asks", case_sensitive=False)] = None,
    channel: Annotated[str, typer.Option(help="Channel for its cards: #name or id; default RAPPORT_CHANNEL")] = "",
    digest_channel: Annotated[str, typer.Option(help="Channel for its digest; default RAPPORT_DIGEST_CHANNEL")] = "",
    url: Url = "",
    handle: Handle = "",
    token: Token = "",
    team: Annotated[str, typer.Option(help="Slack workspace, by name or id, where several installed Rapport")] = "",
    tokens: Annotated[
        Path | None,
        typer.Option(
            "--from",
            help="Connect many at once: a file (or -) with a JSON object a line: token, url and handle as above, "
            "channel and digest_channel (all but token optional)",
        ),
    ] = None,
) -> None:
    """Connect an account: answer what its network asks, here or on the page that is printed."""
    from slackapp import app, settings

    with plain_troubles():
        connections = app.open_connections(checked_settings(settings.check_slack))
        try:
            into = workspace_of(connections, team)
            connector = _connector(connections.catalog, network)
            default = connections.default_channels()
            to = Channels(channel or default.cards, digest_channel or default.digest)
            ready = {"url": url, "handle": handle, "token": "" if tokens else token_of(token)}
            for credentials, place in _lines(connector, tokens, to) if tokens else [(_ask(connector, ready), to)]:
                account = connections.add(connector.name, credentials, place, into=into)
                name = quote(account.handle, 200)
                typer.echo(f"Connected @{name}. Its cards go to {place.cards}, its digest to {place.digest}.")
        finally:
            connections.database.close()


def _connector(catalog: Mapping[NetworkName, Connector], network: NetworkName | None) -> Connector:
    if network is None:
        for each in catalog:
            typer.echo(f"  {each.value:10} {each.sign} {each.label}")
        said = str(typer.prompt("Which network")).strip().lower()
        network = next((each for each in catalog if said in (each.value, each.label.lower())), None)
        if network is None:
            raise ConnectTrouble(f"{quote(said, 40)} is none of them.")
    connector = catalog[network]
    if lacking := connector.lacks():
        raise ConnectTrouble("\n".join(lacking))
    return connector


def _ask(connector: Connector, ready: Mapping[str, str]) -> Credentials:
    """Credentials from what stands on the command line, and from the person in front of it."""
    if ready["token"]:
        return connector.by_token(**ready)
    begun = connector.begin({question.name: _answer(question, ready) for question in connector.asks})
    if begun.page:
        label = connector.name.label
        typer.echo(f"Open this page, signed in to {label} as the account to connect:\n\n  {begun.page}\n")
    return connector.finish(begun, {question.name: _answer(question, ready) for question in connector.asks_then})


def _answer(question: Question, ready: Mapping[str, str]) -> str:
    if ready.get(question.name):
        return ready[question.name]
    if question.hint:
        typer.echo(question.hint)
    example = f" (like {question.example})" if question.example else ""
    default = "" if question.optional else None
    asked = typer.prompt(f"{question.label}{example}", hide_input=question.secret, default=default, show_default=False)
    return str(asked).strip()


def _lines(connector: Connector, path: Path, default: Channels) -> Iterator[tuple[Credentials, Channels]]:
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise ConnectTrouble(f"{path} can't be read: {why}.") from None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            one = {str(name): str(value) for name, value in json.loads(line).items() if value is not None}
            ready = {name: one.get(name, "") for name in ("url", "handle")} | {"token": one["token"]}
        except (ValueError, KeyError, AttributeError, RecursionError):
            raise ConnectTrouble(f"Line {number} is no JSON object with a token.") from None
        to = Channels(one.get("channel", default.cards), one.get("digest_channel", default.digest))
        yield connector.by_token(**ready), to
