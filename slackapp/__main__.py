"""The `rapport` command line."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo

import typer

from slackapp import __version__, settings
from slackapp.commandline.accounts import accounts, disconnect
from slackapp.commandline.backup import backup, restore
from slackapp.commandline.connect import connect
from slackapp.commandline.doctor import doctor
from slackapp.commandline.explain import explain
from slackapp.commandline.keys import rotate_key
from slackapp.commandline.troubles import checked_settings, plain_troubles
from slackapp.commandline.watch_once import watch_once
from slackapp.settings import SettingsTrouble

if TYPE_CHECKING:
    from slackapp.sandbox.stage import MakeTown

cli = typer.Typer(
    help="Rapport: follow back and answer your community from Slack.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (connect, accounts, disconnect, rotate_key, backup, restore, doctor, watch_once, explain):
    cli.command()(command)


@cli.command()
def run() -> None:
    """Watch, post cards, and do what is clicked, until stopped."""
    from slackapp import app, logs, serve

    with plain_troubles():
        found = checked_settings(settings.check_slack, settings.check_halves)
        logs.set_up(found.rapport_log_level)
        house = app.build(found)
        if not found.installable:
            house.connections.workspace()
            house.connections.own_accounts()
        if not house.has_accounts():
            told = "No account is connected yet: type `/rapport connect` in Slack, or `rapport connect` here."
            told = f"{told} Workspaces install Rapport at {found.install_page}" if found.installable else told
            typer.echo(told, err=True)
        serve.run(house)


@cli.command()
def migrate() -> None:
    """Bring the database's schema up to date (also done at each start)."""
    from slackapp.store.database import Database

    with plain_troubles():
        found = checked_settings()
        database = Database(found.database)
        database.migrate()
        database.close()
        typer.echo("The database is up to date.")


@cli.command()
def digest(
    day: Annotated[str, typer.Option(help="The local day to sum up, YYYY-MM-DD; default: yesterday")] = "",
) -> None:
    """Have a digest posted once more, to every channel that gets one."""
    from slackapp import app

    with plain_troubles():
        day_of = _day(day)
        house = app.build(checked_settings(settings.check_slack, settings.check_halves))
        try:
            posted = house.digest_again(day_of)
        finally:
            house.database.close()
        typer.echo(f"Planned for {posted} channel(s); the running Rapport posts it.")


def _day(text: str) -> Callable[[ZoneInfo], date]:
    try:
        chosen = datetime.strptime(text, "%Y-%m-%d").date() if text else None  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        raise SettingsTrouble([f"--day {text[:20]!r} is no day. Write it like 2026-11-21."]) from None
    return lambda zone: chosen or (datetime.now(zone) - timedelta(days=1)).date()


@cli.command()
def demo(
    port: Annotated[int, typer.Option(help="Port of the page; 0: any free one")] = 8031,
    headless: Annotated[
        bool, typer.Option("--headless", help="Run the main job without a browser and check it")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --headless: one summary object last")] = False,
    people: Annotated[Path | None, typer.Option(help="With --headless: followers to replay, a CSV")] = None,
    threads: Annotated[Path | None, typer.Option(help="With --headless: brand threads to replay, a CSV")] = None,
    beside: Annotated[
        Literal["mastodon"] | None, typer.Option("--with", help="Another network beside X, on a server of its own")
    ] = None,
) -> None:
    """Rapport in a sandbox: stand-ins for Slack and X, and a page to work in."""
    try:
        from slackapp.sandbox import demo as sandbox
    except ModuleNotFoundError as missing:
        typer.echo(f"rapport: the sandbox needs {missing.name}: pip install 'rapport[sandbox]'", err=True)
        raise typer.Exit(2) from None
    if (people or threads or as_json) and not headless:
        typer.echo("rapport: --people, --threads and --json go with --headless.", err=True)
        raise typer.Exit(2)
    if beside and (people or threads):
        typer.echo("rapport: --people and --threads replay X alone: leave --with away.", err=True)
        raise typer.Exit(2)
    mastodon = _mastodon() if beside else None
    if headless:
        raise typer.Exit(sandbox.run_headless(as_json=as_json, people=people, threads=threads, mastodon=mastodon))
    raise typer.Exit(sandbox.run_page(port, mastodon))


def _mastodon() -> "MakeTown":
    try:
        from slackapp.sandbox.mastodon.server import town
    except ModuleNotFoundError:
        typer.echo("rapport: --with mastodon needs mastodon-mock: pip install 'rapport[mastodon-sandbox]'", err=True)
        raise typer.Exit(2) from None
    return town


@cli.command()
def version() -> None:
    """Say which version this is."""
    typer.echo(__version__)


def main() -> None:
    """Run the `rapport` command."""
    cli()


if __name__ == "__main__":
    main()
