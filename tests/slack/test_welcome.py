"""The first run as it is drawn: three steps, what is done in words, and a sample card that touches nothing."""

import json
from dataclasses import replace

import pytest

from slackapp.domain.card import Choice
from slackapp.domain.purpose import Purpose
from slackapp.domain.welcome import Progress, Step
from slackapp.slack import ids
from slackapp.slack.message import Message
from slackapp.slack.notices import purpose_introduction
from slackapp.slack.sample import sample_message, sample_said
from slackapp.slack.welcome import nothing_yet_blocks, welcome_blocks, welcome_message
from tests.slack.faces import BRAND, MARA, NOW, elements
from tests.slack.limits import assert_takes, assert_takes_view
from tests.slack.test_groups import texts

NEW = Progress()
CONNECTED = Progress(BRAND, "C0SOCIAL")


def offered(progress: Progress) -> list[str]:
    """The ids of the buttons, in order."""
    found = elements(json.loads(json.dumps(welcome_blocks(progress))))
    return [str(each["action_id"]) for each in found if each.get("type") == "button"]


def test_it_begins_with_what_can_be_done_now() -> None:
    """Nothing is ticked; connecting and the sample are offered, a channel comes with an account."""
    message = welcome_message(NEW)
    assert_takes(message)
    words = texts(message.blocks)
    assert "0 of 3 done" in words
    assert words.index("①") < words.index("②") < words.index("③")
    assert offered(NEW) == [ids.CONNECT_OPEN, ids.WELCOME_SAMPLE]
    assert "connect an account" in message.text


def test_what_is_done_is_ticked_and_told_in_words() -> None:
    """Who is connected and where cards go; what is left has the button that stands out."""
    words = texts(welcome_message(CONNECTED).blocks)
    assert "✅ 2 of 3 done" in words
    for part in ("✅ *Connect an account* · done", "@fernandfable on X", "Cards go to <#C0SOCIAL>"):
        assert part in words
    assert offered(CONNECTED) == [ids.WELCOME_CHANNELS, ids.WELCOME_SAMPLE]
    assert welcome_message(replace(CONNECTED, sampled=True)).text.endswith("settings stand on my Home tab.")


def test_a_channel_without_rapport_is_not_done_and_says_how_to_mend_it() -> None:
    """Where it goes, and what to type there."""
    progress = replace(CONNECTED, closed=True)
    assert progress.done == {Step.ACCOUNT}
    assert "type `/invite @Rapport` in <#C0SOCIAL>" in texts(welcome_message(progress).blocks)


@pytest.mark.parametrize("progress", [NEW, Progress(sampled=True), CONNECTED, Progress(BRAND)])
def test_slack_takes_it_as_message_and_on_home(progress: Progress) -> None:
    """Whatever is done, in any order."""
    assert_takes(welcome_message(progress))
    assert_takes_view({"type": "home", "blocks": welcome_blocks(progress)})


def test_who_may_not_connect_is_told_whom_to_ask_and_may_look() -> None:
    """No button that would refuse them."""
    blocks = nothing_yet_blocks(f"<@{MARA}>")
    assert_takes_view({"type": "home", "blocks": blocks})
    assert f"up to <@{MARA}>" in texts(tuple(blocks))
    assert [e["action_id"] for e in elements(blocks) if e.get("type") == "button"] == [ids.WELCOME_SAMPLE]


def test_the_sample_is_a_card_whose_every_way_out_is_shut() -> None:
    """It is told to be a sample; no id of a real card, no link, no menu, no confirmation is in it."""
    message = sample_message(NOW)
    assert_takes(message)
    assert "sample" in message.text
    made = json.dumps(message.blocks)
    for way_out in (ids.CARD_PREFIX, ids.OPEN_PREFIX, '"url"', '"overflow"', '"confirm"'):
        assert way_out not in made
    assert {f"{ids.SAMPLE_PREFIX}{choice}" for choice in (Choice.FOLLOW, Choice.IGNORE)} <= {
        str(each["action_id"]) for each in elements(json.loads(made)) if each.get("type") == "button"
    }


@pytest.mark.parametrize("choice", list(Choice))
def test_each_button_of_the_sample_says_kindly_that_nothing_was_done(choice: Choice) -> None:
    """And what it would do on a real card; even where an id is none of ours."""
    said = sample_said(f"{ids.SAMPLE_PREFIX}{choice}")
    assert_takes(said)
    assert "nothing was done on any network" in said.text
    assert sample_said(f"{ids.SAMPLE_PREFIX}<!channel>").text == sample_said(ids.SAMPLE_PREFIX).text


@pytest.mark.parametrize("purpose", list(Purpose))
def test_each_purpose_of_a_channel_is_introduced_by_who_set_it_up(purpose: Purpose) -> None:
    """Who, what comes, how to change or mute it, and help; nobody is called."""
    message: Message = purpose_introduction(purpose, MARA)
    assert_takes(message)
    words = texts(message.blocks)
    for part in ("Hello, I am Rapport", f"<@{MARA}>", "Mute this channel", "`/rapport help`"):
        assert part in words
    assert "<!" not in words
    assert "Whoever runs Rapport set this up" in purpose_introduction(purpose, "").text
    assert "Something else of mine" in purpose_introduction(purpose, MARA, again=True).text
