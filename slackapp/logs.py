"""One line per event: for eyes on a terminal, JSON elsewhere. Strangers' words are always quoted values in it."""

import contextlib
import logging
import sys
from io import TextIOBase
from typing import TextIO, cast

import structlog


class _Unfailing(TextIOBase):
    """Writes what can be written: a full disk, or a reader that went, must not break what was to be told of."""

    def __init__(self, stream: TextIO) -> None:
        """`stream` is where it goes."""
        self._stream = stream

    def write(self, text: str) -> int:
        """Write it, or lose it."""
        with contextlib.suppress(OSError, ValueError):  # ValueError: it was closed
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Likewise."""
        with contextlib.suppress(OSError, ValueError):
            self._stream.flush()

    def isatty(self) -> bool:
        """Whether eyes read it."""
        return self._stream.isatty()


def unfailing(stream: TextIO) -> TextIO:
    """The same stream, where what can't be written is lost and raises nothing."""
    return cast("TextIO", _Unfailing(stream))


def set_up(level: str) -> None:
    """Log to standard error from this level on; a library's own warnings come the same way."""
    number = logging.getLevelNamesMapping()[level]
    told = unfailing(sys.stderr)
    on_terminal = told.isatty()
    renderer = structlog.dev.ConsoleRenderer() if on_terminal else structlog.processors.JSONRenderer()
    shared: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.format_exc_info, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(file=told),
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer], foreign_pre_chain=shared
    )
    handler = logging.StreamHandler(told)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(number, logging.WARNING))
