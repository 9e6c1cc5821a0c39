"""`rapport doctor`: this installation, or with --network one server live."""

import logging
from typing import TYPE_CHECKING, Annotated

import typer

from slackapp.commandline.options import Handle, Token, Url, adapter_of
from slackapp.commandline.troubles import plain_troubles
from slackapp.domain.accounts import ConnectTrouble
from slackapp.domain.people import NetworkName
from slackapp.domain.quote import quote
from slackapp.networks.base import Network

if TYPE_CHECKING:
    from slackapp.doctor.server import Visit


def doctor(
    network: Annotated[
        NetworkName | None,
        typer.Option(help="Look at a server of this network instead, without Slack", case_sensitive=False),
    ] = None,
    url: Url = "",
    handle: Handle = "",
    token: Token = "",
    guest: Annotated[
        str, typer.Option("--try", help="With --network: a handle to follow, greet, and take both back, for real")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="With --try: don't ask whether that is meant")] = False,
) -> None:
    """Check every credential, scope, channel, capability and the database, and say what to do.

    With --network: try what one server can and can't do, live and without Slack. It only reads, unless --try is there.
    """
    logging.disable()  # the findings tell it all, in plain words
    with plain_troubles():
        if network is not None:
            raise typer.Exit(_visit(adapter_of(network, url, handle, token), guest, yes=yes))
        if url or handle or guest or yes:
            raise ConnectTrouble("--url, --handle, --try and --yes go with --network.")
        raise typer.Exit(_examine())


def _examine() -> int:
    from slackapp import doctor as checks
    from slackapp import settings

    findings = checks.examine(settings.load())
    for finding in findings:
        typer.echo(finding.line())
    return 0 if all(finding.well for finding in findings) else 1


def _write(visit: "Visit") -> None:
    from slackapp.doctor import server

    try:
        for outcome in server.walk(visit, server.writes()):
            typer.echo(outcome.line())
    except KeyboardInterrupt:
        for outcome in server.walk(visit, server.take_back(visit)):
            typer.echo(outcome.line())
        raise


def _visit(network: Network, guest: str, *, yes: bool) -> int:
    from slackapp.app import utc_now
    from slackapp.doctor import server

    visit, fatal = server.Visit(network, utc_now), False
    steps = [*server.READS, server.look_up_guest(guest)] if guest else server.READS
    for outcome in server.walk(visit, steps):
        fatal = fatal or outcome.fatal
        typer.echo(outcome.line())
    if visit.guest is not None and visit.me is not None:
        who, me = f"@{quote(visit.guest.handle, 100)}", f"@{quote(visit.me.handle, 100)}"
        ask = f"Follow {who} as {me}, unfollow them, post a public hello that mentions them, and delete it?"
        if yes or typer.confirm(ask):
            _write(visit)
    typer.echo("")
    for line in server.grid(visit):
        typer.echo(line)
    return 1 if fatal else 0
