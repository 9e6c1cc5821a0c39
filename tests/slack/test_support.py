"""Whom to ask with what no help answers: the operator says so, and people find it where they look for help."""

import json

import pytest

from slackapp.domain.home import Looking
from slackapp.settings import SettingsTrouble, load
from slackapp.slack.help import help_message, support_line, unknown_message
from slackapp.slack.home.frame import home_view
from tests.slack.faces import NOW
from tests.slack.limits import assert_takes, assert_takes_view

PLACES = ("https://help.example.com/rapport", "help@example.com")


@pytest.mark.parametrize("where", PLACES)
def test_who_looks_for_help_finds_whom_to_ask(where: str) -> None:
    """In the help of each command, in what is said to the mistyped, and on Home."""
    for message in (help_message("/rapport", where), unknown_message("/questions", "opne", where)):
        assert_takes(message)
        assert where in json.dumps(message.blocks)
    view = home_view(Looking(), (), (), NOW, where)
    assert_takes_view(view)
    assert where in json.dumps(view)


def test_where_the_operator_named_nobody_nothing_is_promised() -> None:
    """No empty line, no dead link."""
    assert support_line("") == ""
    assert "🛟" not in str(help_message("/rapport")) + str(home_view(Looking(), (), (), NOW))


@pytest.mark.parametrize("wrong", ["ask Iris", "http://help.example.com", "<!channel>@x", "https://a|b", "a@b@c"])
def test_what_nobody_could_follow_is_no_setting(wrong: str) -> None:
    """It is told at the start, in a line."""
    with pytest.raises(SettingsTrouble, match="email address"):
        load(_env_file=None, rapport_support=wrong)
    for where in PLACES:
        assert load(_env_file=None, rapport_support=where).rapport_support == where
