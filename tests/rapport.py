"""The `rapport` command in this process, for tests: in an empty folder, with no setting but those given."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from slackapp import logs
from slackapp.__main__ import cli
from slackapp.settings import Settings

Rapport = Callable[..., Result]


@pytest.fixture
def rapport(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rapport]:
    """Runs the command in this process, in an empty folder, with no setting but those given."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(logs, "set_up", lambda _level: None)  # this process keeps its own
    for name in [*Settings.model_fields, "rapport_token"]:
        monkeypatch.delenv(name.upper(), raising=False)

    def run(*words: str, env: dict[str, str] | None = None, typed: str | None = None) -> Result:
        with monkeypatch.context() as patched:
            for name, value in (env or {}).items():
                patched.setenv(name, value)
            ended = CliRunner().invoke(cli, words, input=typed, env={"COLUMNS": "200"})
        assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exc_info
        return ended

    engine = logging.getLogger("dbos")
    handlers = engine.handlers[:]
    yield run
    logging.disable(logging.NOTSET)  # the doctor wants no logs
    engine.handlers[:] = handlers  # the new one writes to an output that is closed by now
