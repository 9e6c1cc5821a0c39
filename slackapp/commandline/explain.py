"""`rapport explain`: the judgement on posts or people of any origin, with its reasons, as JSON lines."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from slackapp.domain.evidence import Evidence
    from slackapp.domain.verdict import Verdict

FROM_INPUT = "-"
EXIT_UNREAD = 1  # some lines could not be read; all others are judged
EXIT_REFUSED = 2

Json = dict[str, Any]
Explained = tuple[Json, list[str]]  # the object to print, and names of fields that could not be read


def explain(
    context: typer.Context,
    posts: Annotated[
        str, typer.Option(metavar="FILE", help="Posts to judge, one JSON object a line; - reads standard input")
    ] = "",
    people: Annotated[
        str, typer.Option(metavar="FILE", help="Users as X's API v2 shapes them, likewise; - reads standard input")
    ] = "",
    now: Annotated[
        str, typer.Option(metavar="DATE", help="With --people: judge as of this ISO date; default: the present")
    ] = "",
) -> None:
    """Judge posts or people from JSON lines and say why; needs no settings, no database and no network."""
    if posts and people:
        _refuse("--posts and --people are two questions. Ask one at a time.")
    if now and posts:
        _refuse("--now goes with --people: what a post says doesn't age.")
    if not posts and not people:
        typer.echo(context.get_help())
        raise typer.Exit(EXIT_REFUSED)
    explained = post_explained if posts else _people_explained(now)
    with _opened(posts or people) as stream:
        lines, unread = _run(stream, explained)
    if unread:
        typer.echo(f"rapport: {unread:,} of {lines:,} lines could not be read.", err=True)
        raise typer.Exit(EXIT_UNREAD)


def post_explained(data: Json) -> Explained:
    """A post's verdict as a JSON object.

    Raises:
        Unusable: it has no text, or an odd id.
    """
    from slackapp.commandline.shapes import id_of, verbatim

    given = id_of(data)
    verdict, odd = post_judged(data)
    reasons = [
        {"sentence": each.sentence, "words": verbatim(each.words, data["text"]), "cue": each.cue}
        for each in verdict.reasons
    ]
    said = {"needs_answer": verdict.needs_answer, "kind": verdict.kind, "urgency": verdict.urgency}
    return {"id": given, **said, "reasons": reasons}, odd


def post_judged(data: Json) -> tuple["Verdict", list[str]]:
    """A post's verdict, and the names of fields that could not be read. Raises Unusable without a text."""
    from slackapp.commandline.shapes import thread_of
    from slackapp.domain.triage import judge
    from slackapp.languages import guess

    thread, brand, odd = thread_of(data)
    return judge(thread, brand, guess(thread.post.text, thread.post.language)), odd


def person_explained(data: Json, now: datetime) -> Explained:
    """What speaks for and against a person as a JSON object; `now` is aware.

    Raises:
        Unusable: it is no user, or has an odd id.
    """
    from slackapp.commandline.shapes import id_of

    given = id_of(data)
    evidence, odd = person_weighed(data, now)
    signals = [{"sign": each.sign, "strength": each.strength, "sentence": each.sentence} for each in evidence.signals]
    return {"id": given, "summary": evidence.summary, "strength": float(evidence.strength), "signals": signals}, odd


def person_weighed(data: Json, now: datetime) -> tuple["Evidence", list[str]]:
    """The evidence on a person we have no history with, as of `now`. Raises Unusable where it is no user."""
    from slackapp.commandline.shapes import profile_of
    from slackapp.domain.evidence import weigh
    from slackapp.domain.people import History

    profile, odd = profile_of(data)
    return weigh(profile, History(), now), odd


def _people_explained(now: str) -> Callable[[Json], Explained]:
    from slackapp.networks.fields import moment

    at = moment(now) if now else None
    if now and at is None:
        _refuse(f"--now {now[:30]!r} is no date. Write it like 2026-11-21 or 2026-11-21T08:00:00Z.")
    return lambda data: person_explained(data, at or datetime.now(UTC))


def _run(stream: IO[bytes], explained: Callable[[Json], Explained]) -> tuple[int, int]:
    """Print a line for each line read. Returns how many there were, and how many could not be read."""
    from slackapp.commandline.jsonl import Unusable, line_of, objects

    lines = unread = 0
    out = sys.stdout.buffer
    for line in objects(stream):
        lines += 1
        try:
            said, odd = explained(line.usable())
        except Unusable as trouble:
            unread += 1
            typer.echo(f"rapport: line {line.number}: {trouble}", err=True)
            continue
        for name in odd:
            typer.echo(f"rapport: line {line.number}: its {name} can't be understood and was left out.", err=True)
        out.write(line_of(said))
        out.flush()  # whoever reads along sees each line when it is judged
    return lines, unread


@contextmanager
def _opened(file: str) -> Iterator[IO[bytes]]:
    """A file, or standard input. What can't be opened ends it with a plain sentence."""
    if file == FROM_INPUT:
        yield sys.stdin.buffer
        return
    try:
        stream = Path(file).open("rb")  # noqa: SIM115 (errors of opening are told apart from those of the work)
    except FileNotFoundError:
        _refuse(f"There is no file {file}. Name one, or - for standard input.")
    except (OSError, ValueError) as error:
        _refuse(f"{file} can't be read: {getattr(error, 'strerror', None) or error}.")
    with stream:
        yield stream


def _refuse(told: str) -> NoReturn:
    typer.echo(f"rapport: {told}", err=True)
    raise typer.Exit(EXIT_REFUSED)
