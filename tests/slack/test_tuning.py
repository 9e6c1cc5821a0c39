"""The modals of a workspace's own words and of the channels' rules: Slack takes each, whatever stands in it."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain import own_words
from slackapp.domain.accounts import Route, RouteKind
from slackapp.domain.brand import OwnWords
from slackapp.domain.card import CardStatus
from slackapp.domain.face import CardFace, GroupFace
from slackapp.domain.own_words import BOX, KINDS, KeptWords
from slackapp.domain.posts import Post, Thread
from slackapp.domain.rules import ChannelRule
from slackapp.domain.status import AccountStatus, Status
from slackapp.domain.verdict import CardRule, PostKind, Reason, Urgency, Verdict
from slackapp.slack import ids
from slackapp.slack.blocks import section
from slackapp.slack.groups import group_card
from slackapp.slack.home.settings import settings_blocks
from slackapp.slack.lists import entry
from slackapp.slack.message import Message, View
from slackapp.slack.notices import introduction
from slackapp.slack.own_words import words_message, words_modal
from slackapp.slack.questions import question_card
from slackapp.slack.rules import RULE_SAID, name_of, rules_message, rules_modal, saved_text
from slackapp.slack.status import status_message
from tests.slack import strangers
from tests.slack.faces import BEN, BRAND, MARA, MASTODON, NOW, question
from tests.slack.limits import assert_takes, assert_takes_view
from tests.slack.test_groups import texts

WORDS = OwnWords(("Fable Box",), ("outage",), ("giveaway",), ("noor@plants.example",), ("fern_support",))
KEPT = KeptWords(WORDS, 3, BEN, NOW)
SOCIAL = ChannelRule("C0SOCIAL", accounts=(BRAND, MASTODON))
MARKET = ChannelRule("C0MARKET", CardRule.ALL, (MASTODON,), BEN, NOW)
QUESTIONS = (Route(1, 1, 1, RouteKind.QUESTIONS, "C0SOCIAL"),)


def inputs(view: View) -> list[dict[str, Any]]:
    """What a modal asks for."""
    return [block for block in json.loads(json.dumps(view))["blocks"] if block["type"] == "input"]


def praise() -> CardFace:
    """A mention that waits for no answer."""
    post = Post("7001", "2001", "Thank you, lovely ferns!", NOW - timedelta(hours=2))
    verdict = Verdict(PostKind.PRAISE, False, Urgency.LOW, (Reason("says thanks: 'Thank you'", "Thank you", "thanks"),))
    return replace(question(), thread=Thread(post), verdict=verdict)


def test_the_words_stand_in_their_boxes_with_who_changed_them() -> None:
    """A line each, with a label, help and an example; the window carries which words it shows."""
    view = words_modal(KEPT, 7)
    assert_takes_view(view)
    boxes = {block["block_id"]: block for block in inputs(view)}
    assert {key: str(box["element"]["initial_value"]) for key, box in boxes.items()} == {
        ids.words_block_id(kind): own_words.box(WORDS, kind) for kind in KINDS
    }
    assert all(box["hint"] and "For example" in str(box["element"]["placeholder"]) for box in boxes.values())
    assert "Last changed by <@U0BEN> · <!date^" in texts(view["blocks"])
    assert ids.parse_metadata(str(view["private_metadata"])) == (7, 3)
    assert "Nobody has set any yet" in texts(words_modal(KeptWords(), 7)["blocks"])


def test_who_was_overtaken_keeps_their_words_and_sees_the_difference() -> None:
    """Both ways; saving once more counts from the words as they are now."""
    mine = replace(WORDS, urgent=("OUTAGE", "charged twice"), always=())
    view = words_modal(KEPT, 7, mine)
    assert_takes_view(view)
    said = texts(view["blocks"])
    assert "<@U0BEN> saved other words while you wrote" in said
    assert "Urgent words, only yours: charged twice" in said
    assert "People to always show, only theirs: noor@plants" in said
    assert "OUTAGE\\ncharged twice" in str(view["blocks"])
    assert "Colleagues, only" not in said


@settings(max_examples=15, deadline=None)
@given(st.lists(strangers.WORDS, min_size=5, max_size=5), strangers.WORDS)
def test_whatever_words_there_are_slack_takes_them(typed: list[str], handle: str) -> None:
    """As people type them, read back from the boxes; hostile ones in a message, too."""
    words = own_words.read({kind: text[:BOX] for kind, text in zip(KINDS, typed, strict=True)}).words
    kept = KeptWords(
        OwnWords(*(tuple(word[:80] for word in getattr(words, kind)[:100]) for kind in KINDS)), 1, BEN, NOW
    )
    assert_takes_view(words_modal(kept, 1))
    assert_takes_view(words_modal(kept, 1, OwnWords(urgent=("outage",))))
    assert_takes(words_message(kept, "an admin"))
    rule = replace(MARKET, accounts=(replace(BRAND, handle=handle),) * 9)
    assert_takes_view(rules_modal((rule,), {"C0MARKET"}))
    assert_takes(rules_message((rule,) * 40, "an admin"))


def test_as_many_words_and_channels_as_there_may_be() -> None:
    """Full boxes, more channels than a modal holds: Slack takes it, and nothing is cut from a box."""
    full = "\n".join(f"{n:03}&<{'ä' * 23}" for n in range(100))
    words = own_words.read(dict.fromkeys(("products", "urgent", "always", "team"), full))
    assert not words.errors
    kept = KeptWords(words.words, 1, BEN, NOW)
    view = words_modal(kept, 1)
    assert_takes_view(view)
    assert full in [block["element"].get("initial_value") for block in inputs(view)]
    assert_takes(words_message(kept, "an admin"))
    assert_takes_view(words_modal(kept, 1, OwnWords()))
    many = [replace(SOCIAL, channel_id=f"C0{chr(65 + n // 26)}{chr(65 + n % 26)}") for n in range(60)]
    view = rules_modal(many, {rule.channel_id for rule in many[:30]})
    assert_takes_view(view)
    assert "… and 20 more channels" in texts(view["blocks"])
    assert_takes(rules_message(many, "an admin"))
    assert_takes(Message("Saved", (section(saved_text(many)),)))


def test_each_channel_has_its_three_choices() -> None:
    """The one that holds is chosen; a rule that is others' to change is told; all else stays findable."""
    view = rules_modal((SOCIAL, MARKET), {"C0SOCIAL"})
    assert_takes_view(view)
    (choice,) = inputs(view)
    assert choice["element"]["initial_option"]["value"] == "needs_answer"
    assert [each["value"] for each in choice["element"]["options"]] == list(CardRule)
    said = texts(view["blocks"])
    assert "<#C0MARKET>: Every mention" in said
    assert "chosen by <@U0BEN>" in said
    assert "`/questions rest`" in said
    assert "submit" not in rules_modal((SOCIAL,), set())
    assert "No channel gets questions yet" in rules_message((), "an admin").text
    assert name_of(CardRule.HIGH) == "Only what is urgent"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=30), st.sampled_from(CardRule))
def test_a_channels_choice_is_read_back(text: str, rule: CardRule) -> None:
    """The channel and the rule that was shown; anything else is none of ours."""
    assert ids.parse_rule_block_id(ids.rule_block_id("C0SOCIAL", rule)) == ("C0SOCIAL", rule)
    assert ids.parse_rule_block_id(text) is None
    assert ids.parse_rule_block_id(f"{ids.RULES_BLOCK}C0SOCIAL.{text}") is None or text in set(CardRule)


def test_status_home_and_the_hello_tell_a_rule_that_somebody_chose() -> None:
    """In words, beside the channel; the default needs none."""
    for rule in CardRule:
        told = AccountStatus(BRAND, (), QUESTIONS, rule)
        status = texts(status_message(Status("1", (told,), NOW)).blocks)
        home = texts(settings_blocks((told,), (), NOW, administers=False, managed=(), whom="an admin"))
        said = f"💬 Questions ({RULE_SAID[rule]}) → <#C0SOCIAL>" if rule in RULE_SAID else "💬 Questions → <#C0SOCIAL>"
        assert said in status
        assert said in home
        hello = introduction(BRAND, QUESTIONS, MARA, rule)
        assert_takes(hello)
    assert "Each *mention* comes as a card" in introduction(BRAND, QUESTIONS, MARA, CardRule.ALL).text
    assert "Each *urgent* question" in introduction(BRAND, QUESTIONS, MARA, CardRule.HIGH).text


def test_a_mention_that_needs_no_answer_is_drawn_as_one() -> None:
    """It waits for nobody and nothing, urges nobody, and its Reply is no green nudge."""
    face = praise()
    card = question_card(face)
    assert_takes(card)
    shown = texts(card.blocks)
    assert "💛 *Praise* · no answer needed · posted <!date^" in shown
    assert "waiting" not in shown + texts(entry(face, "card|42|1"))
    assert "'style': 'primary'" not in str(card.blocks)
    assert "'style': 'primary'" in str(question_card(question()).blocks)
    assert card.text.startswith("Praise from Ada Quill")
    done = replace(face, card=replace(face.card, status=CardStatus.IGNORED))
    assert "posted <!date^" in texts(entry(done, "card|42|1"))


def test_a_group_of_them_is_called_mentions() -> None:
    """Not questions that wait for an answer."""
    group = GroupFace(7, BRAND, 8, 8, 0, 0, (praise(),), NOW, praise().card.kind, waits=False)
    card = group_card(group)
    assert_takes(card)
    assert card.text == "8 new mentions for @fernandfable on X. 8 wait for a look"
    assert "questions" in group_card(replace(group, waits=True)).text
