"""What may wait until after the acknowledgement."""

import threading

from slackapp.slack.soon import Background, at_once


def test_background_work_does_not_hold_its_caller_and_survives_trouble() -> None:
    """The caller goes on at once; work that breaks takes nothing with it."""
    soon, may_end, ended = Background(), threading.Event(), threading.Event()

    def wait() -> None:
        may_end.wait(10)
        ended.set()

    def fail() -> None:
        raise RuntimeError("it broke")

    soon(wait)
    soon(fail)
    assert not ended.is_set()
    may_end.set()
    assert ended.wait(10)
    again = threading.Event()
    soon(again.set)
    assert again.wait(10)


def test_at_once_is_done_when_it_returns() -> None:
    """Tests see what was done."""
    done: list[int] = []
    at_once(lambda: done.append(1))
    assert done == [1]
