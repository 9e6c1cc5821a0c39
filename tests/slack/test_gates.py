"""What a command asks for: who looks or mistypes needs no role, and nothing understood goes without help."""

import pytest

from slackapp.slack.gates import Gate, of_command
from slackapp.slack.help import words_of
from slackapp.slack.listeners.tuning import WINDOWS


@pytest.mark.parametrize("text", ["", "help", "HELP", "?", "something else", "délete all", "digst now", "status now"])
def test_who_looks_or_mistypes_is_helped_and_not_refused(text: str) -> None:
    """Help is for everybody, above all for who may do little."""
    assert of_command("/rapport", text) is Gate.NONE


@pytest.mark.parametrize("text", ["digest now", "Digest", "digest  NOW please"])
def test_what_posts_something_asks_for_a_role(text: str) -> None:
    """A digest comes to a channel that others read."""
    assert of_command("/rapport", text) is Gate.DECIDE


def test_every_word_that_opens_a_window_is_in_the_help() -> None:
    """Else it would count as mistyped: whoever may not would not be asked for their role."""
    assert set(WINDOWS) | {"status", "judgement", "connect", "audit", "export", "digest"} <= words_of("/rapport")


@pytest.mark.parametrize("name", ["/followers", "/questions"])
def test_lists_are_for_everybody(name: str) -> None:
    """They show what stands in channels."""
    assert of_command(name, "whatever @they type") is Gate.NONE
