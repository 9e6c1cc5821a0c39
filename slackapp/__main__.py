"""The `rapport` command line."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from slackapp import __version__, settings
from slackapp.connect import Channels, ConnectTrouble
from slackapp.networks.base import NetworkError
from slackapp.secrets import SecretsTrouble
from slackapp.settings import Settings, SettingsTrouble
from slackapp.store.database import Database, DatabaseTrouble

cli = typer.Typer(
    help="Rapport: follow back and answer your community from Slack.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
TROUBLES = (SettingsTrouble, DatabaseTrouble, SecretsTrouble, ConnectTrouble, NetworkError)


@contextmanager
def plain_troubles() -> Iterator[None]:
    """End with one plain line for each problem and exit code 2, never a traceback."""
    try:
        yield
    except TROUBLES as trouble:
        for line in str(trouble).splitlines():
            typer.echo(f"rapport: {line}", err=True)
        raise typer.Exit(2) from None


def _settings(*checks: Callable[[Settings], list[str]]) -> Settings:
    found = settings.load()
    problems = [problem for check in checks for problem in check(found)]
    if problems:
        raise SettingsTrouble(problems)
    return found


@cli.command()
def run() -> None:
    """Watch, post cards, and do what is clicked, until stopped."""
    from slackapp import app, logs, serve

    with plain_troubles():
        found = _settings(settings.check_slack, settings.check_x)
        logs.set_up(found.rapport_log_level)
        house = app.build(found)
        house.connections.workspace()
        house.connections.own_account()
        if not house.has_accounts():
            raise ConnectTrouble(
                "No account is connected yet. Run `rapport connect x`, or set X_ACCESS_TOKEN and X_ACCESS_TOKEN_SECRET."
            )
        serve.run(house)


@cli.command()
def migrate() -> None:
    """Bring the database's schema up to date (also done at each start)."""
    with plain_troubles():
        found = _settings()
        database = Database(found.database)
        database.migrate()
        database.close()
        typer.echo("The database is up to date.")


@cli.command()
def doctor() -> None:
    """Check every credential, scope, channel, capability and the database, and say what to do."""
    from slackapp import doctor as checks

    with plain_troubles():
        findings = checks.examine(settings.load())
    for finding in findings:
        typer.echo(finding.line())
    raise typer.Exit(0 if all(finding.well for finding in findings) else 1)


@cli.command()
def digest(
    day: Annotated[str, typer.Option(help="The local day to sum up, YYYY-MM-DD; default: yesterday")] = "",
) -> None:
    """Have a digest posted once more, to every channel that gets one."""
    from slackapp import app

    with plain_troubles():
        house = app.build(_settings(settings.check_slack, settings.check_x))
        try:
            posted = house.digest_again(_day(day))
        finally:
            house.database.close()
        typer.echo(f"Planned for {posted} channel(s); the running Rapport posts it.")


def _day(text: str) -> Callable[[ZoneInfo], Any]:
    try:
        chosen = datetime.strptime(text, "%Y-%m-%d").date() if text else None  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        raise SettingsTrouble([f"--day {text[:20]!r} is no day. Write it like 2026-11-21."]) from None
    return lambda zone: chosen or (datetime.now(zone) - timedelta(days=1)).date()


connect = typer.Typer(help="Connect an account of yours.", no_args_is_help=True)
cli.add_typer(connect, name="connect")


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
        house = app.build(_settings(settings.check_slack, settings.check_x))
        default = house.connections.default_channels()
        to = Channels(channel or default.cards, digest_channel or default.digest)
        try:
            for token, secret, place in _lines(tokens, to) if tokens else [(*_pin(house.settings), to)]:
                account = house.connections.x(token, secret, place)
                typer.echo(f"Connected @{account.handle}. Its cards go to {place.cards}, its digest to {place.digest}.")
        finally:
            house.database.close()


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
    text = sys.stdin.read() if str(path) == "-" else path.read_text()
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


@cli.command()
def demo(
    port: Annotated[int, typer.Option(help="Port of the page; 0: any free one")] = 8031,
    headless: Annotated[
        bool, typer.Option("--headless", help="Run the main job without a browser and check it")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --headless: one summary object last")] = False,
    people: Annotated[Path | None, typer.Option(help="With --headless: followers to replay, a CSV")] = None,
    threads: Annotated[Path | None, typer.Option(help="With --headless: brand threads to replay, a CSV")] = None,
) -> None:
    """Rapport in a sandbox: stand-ins for Slack and X, and a page to work in."""
    try:
        from slackapp.sandbox import demo as sandbox
    except ModuleNotFoundError as missing:
        typer.echo(f"rapport: the sandbox needs {missing.name}: pip install 'rapport[sandbox]'", err=True)
        raise typer.Exit(2) from None
    if headless:
        raise typer.Exit(sandbox.run_headless(as_json=as_json, people=people, threads=threads))
    raise typer.Exit(sandbox.run_page(port))


@cli.command()
def version() -> None:
    """Say which version this is."""
    typer.echo(__version__)


def main() -> None:
    """Run the `rapport` command."""
    cli()


if __name__ == "__main__":
    main()
