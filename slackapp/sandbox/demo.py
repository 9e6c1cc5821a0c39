"""`rapport demo`: the page between the stand-ins and the unchanged app; `--headless`: the same without a browser."""

import contextlib
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from slackapp.sandbox import headless, replay
from slackapp.sandbox.mastodon.town import Town
from slackapp.sandbox.process import Trouble
from slackapp.sandbox.server import HOST
from slackapp.sandbox.stage import MakeTown, Stage, stage, wait_baseline, wait_baseline_on_mastodon
from slackapp.sandbox.wire import Wire

# What happens by itself while the visitor looks around: (seconds after the one before, the panel's press).
ARRIVALS: tuple[tuple[float, str, dict[str, str]], ...] = (
    (0.3, "follow", {"kind": "person"}),
    (0.2, "mention", {"kind": "question"}),
    (2.5, "follow", {"kind": "person"}),
    (2.5, "mention", {"kind": "complaint"}),
    (2.5, "mention", {"kind": "praise"}),
    (2.5, "follow", {"kind": "person"}),
    (2.5, "mention", {"kind": "question"}),
)
ARRIVALS_ON_MASTODON: tuple[tuple[float, str], ...] = ((0.5, "follow"), (3.0, "ask"), (3.5, "ask_in_private"))
POLL_SECONDS = 4  # X lets an account read its followers 300 times in 15 minutes: faster, and it would run dry
HELLO = """
  Rapport is running: {url}

  You are Ada of Tidewater Coffee, an invented brand. In #social new followers and questions arrive
  as cards. Try first:

    1. Follow back somebody, and look at the panel beside the channel: it shows what X saw.
    2. Reply to a question.
    3. Answer a complaint on X itself, in the panel: its card closes by itself.
    4. Type /followers today, or /rapport digest now.

  X allows follows by API on Enterprise only: the panel switches between the two.
  Nothing leaves this machine. The app's log: {log}
  Ctrl-C stops it all.
"""
HELLO_FROM_MASTODON = """\
  The brand is on Mastodon, too, as @{handle}: its cards come to #social like X's, and the
  panel lets people follow and ask there. See it for yourself: {url}
  (choose "Mock Login", then {name}).
"""


class Stopped(BaseException):
    """Somebody wants it to end; like KeyboardInterrupt, no step takes it for a fault of its own."""


def run_headless(*, as_json: bool, people: Path | None, threads: Path | None, mastodon: MakeTown | None = None) -> int:
    """Do the main job without a browser, or replay real people and threads; returns the exit code.

    Args:
        as_json: print one summary object last.
        people: a CSV of followers to replay, if any.
        threads: a CSV of brand threads to replay, if any.
        mastodon: runs that network for the main job, too.
    """
    with _stopped_by_signals():
        if people is None and threads is None:
            return headless.run(as_json=as_json, mastodon=mastodon)
        return replay.run(people, threads, as_json=as_json)


def run_page(port: int, mastodon: MakeTown | None = None) -> int:
    """Show Rapport in a browser until Ctrl-C, with `mastodon` beside X if it is given; returns the exit code."""
    with _until_stopped() as stopped:
        try:
            with stage(_free(port), poll_seconds=POLL_SECONDS, mastodon=mastodon) as here:
                return _show(here, stopped)
        except Trouble as trouble:
            _say(f"rapport: {trouble}")
            return 1


def _free(port: int) -> int:
    """The port, or 0 for any other where it is taken."""
    try:
        socket.create_server((HOST, port)).close()
    except OSError:
        _say(f"Port {port} is taken: here is another one.")
        return 0
    return port


def _show(here: Stage, stopped: threading.Event) -> int:
    """Keep the app running until somebody stops us; it is started again once, should it crash."""
    _say("Starting …")
    town = here.connect_mastodon() if here.town else None
    here.app.start()
    here.app.wait_ready()
    _say(HELLO.format(url=here.url, log=here.app.log))
    threading.Thread(target=_arrive, args=(here, stopped), name="arrivals", daemon=True).start()
    if town:
        _say(HELLO_FROM_MASTODON.format(handle=town.handle, name=town.name, url=town.url))
        threading.Thread(target=_arrive_on_mastodon, args=(here, town, stopped), name="mastodon", daemon=True).start()
    crashes = 0
    while not stopped.wait(0.3):
        if not here.app.ended:
            continue
        crashes += 1
        _say(f"Rapport ended by itself (exit code {here.app.exit_code}). Its last lines:\n{here.app.tail()}")
        if crashes > 1:
            return 1
        _say("Starting it again …")
        here.app.start()
        here.app.wait_ready()
        _say("It runs again.")
    _say("Stopping …")
    return 0


def _arrive(here: Stage, stopped: threading.Event) -> None:
    """Let a few things happen, once the app knows who was there before it."""
    with contextlib.suppress(OSError, ValueError, TimeoutError):  # somebody stopped us, or was faster on the panel
        wait_baseline(here)
        for pause, press, body in ARRIVALS:
            if stopped.wait(pause):
                return
            here.panel.press(press, **body)


def _arrive_on_mastodon(here: Stage, town: Town, stopped: threading.Event) -> None:
    """Likewise there."""
    with contextlib.suppress(OSError, ValueError, TimeoutError):
        wait_baseline_on_mastodon(here, town)
        for pause, press in ARRIVALS_ON_MASTODON:
            if stopped.wait(pause):
                return
            Wire(here.url).post(f"/mastodon/panel/{press}", {})


@contextmanager
def _until_stopped() -> Iterator[threading.Event]:
    """An event that Ctrl-C, SIGTERM and a closed terminal set."""
    stopped = threading.Event()
    with _on_signals(stopped.set):
        yield stopped


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """End what goes on inside in order, the app included, on Ctrl-C, SIGTERM and a closed terminal."""

    def stop() -> None:
        raise Stopped

    try:
        with _on_signals(stop):
            yield
    except Stopped:
        _say("Stopped.")
        raise SystemExit(130) from None


@contextmanager
def _on_signals(act: Callable[[], None]) -> Iterator[None]:
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, lambda *_: act()) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()
