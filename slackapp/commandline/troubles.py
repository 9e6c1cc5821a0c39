"""What may go wrong before anything runs, said in plain lines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from sqlalchemy.exc import DatabaseError

from slackapp import settings
from slackapp.domain.accounts import ConnectTrouble
from slackapp.domain.quote import quote
from slackapp.networks.base import NetworkError
from slackapp.secrets import SecretsTrouble
from slackapp.settings import Settings, SettingsTrouble
from slackapp.store.database import DatabaseTrouble

TROUBLES = (SettingsTrouble, DatabaseTrouble, SecretsTrouble, ConnectTrouble, NetworkError)
EXIT_CODE = 2


@contextmanager
def plain_troubles() -> Iterator[None]:
    """End with one plain line for each problem and exit code 2, never a traceback."""
    try:
        yield
    except TROUBLES as trouble:
        for line in str(trouble).splitlines():
            typer.echo(f"rapport: {line.strip()}", err=True)
        raise typer.Exit(EXIT_CODE) from None
    except DatabaseError as error:  # it was opened, and then didn't do what it was asked
        typer.echo(f"rapport: The database stopped answering: {quote(str(error.orig), 300)}. Try again.", err=True)
        raise typer.Exit(EXIT_CODE) from None


def checked_settings(*checks: Callable[[Settings], list[str]]) -> Settings:
    """The settings, with nothing missing that these checks ask for.

    Raises:
        SettingsTrouble: with every problem there is.
    """
    found = settings.load()
    problems = [problem for check in checks for problem in check(found)]
    if problems:
        raise SettingsTrouble(problems)
    return found
