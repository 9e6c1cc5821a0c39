"""Each channel's rule: which mentions become its cards, and that the others are kept and counted right."""

import pytest

from slackapp.domain.card import CardStatus
from slackapp.domain.people import Profile
from slackapp.domain.posts import Post
from slackapp.domain.verdict import CardRule, Urgency
from slackapp.store import channel_rules, figures
from slackapp.store.messages import MessageKind
from tests.house import ADA, MARKETING, SOCIAL, START, House
from tests.watch.asking import QUESTION, answer, ask, mention, poll

PRAISE = "@fernandfable thank you so much, lovely plants!"
URGENT = "@fernandfable my order 4411 is broken, this is urgent! Help!"


def choose(house: House, rule: CardRule, channel: str = SOCIAL) -> None:
    """Somebody chooses a channel's rule."""
    with house.database.write() as tx:
        channel_rules.put(tx, house.workspace.id, channel, rule, ADA, house.clock())


def ask_all(house: House, noor: Profile, times: int = 1) -> list[Post]:
    """A question, praise and something urgent, so many times each."""
    return [ask(house, noor, f"{text} {n}") for text in (QUESTION, PRAISE, URGENT) for n in range(times)]


def carded(house: House) -> set[str]:
    """The ids of the posts that became cards."""
    return {face.thread.post.id for face in house.faces.of(house.cards()) if face.thread}


@pytest.mark.parametrize(
    ("rule", "which"), [(CardRule.NEEDS_ANSWER, (0, 2)), (CardRule.ALL, (0, 1, 2)), (CardRule.HIGH, (2,))]
)
def test_the_channels_rule_chooses(asked: House, noor: Profile, rule: CardRule, which: tuple[int, ...]) -> None:
    """Another channel's rule does not matter; all are judged and kept, and what waits is counted, carded or not."""
    choose(asked, rule)
    choose(asked, CardRule.ALL if rule is CardRule.HIGH else CardRule.HIGH, MARKETING)
    found = ask_all(asked, noor)
    assert (poll(asked).mentions, carded(asked)) == (3, {found[n].id for n in which})
    assert mention(asked, 0).verdict.needs_answer
    with asked.database.read() as tx:
        assert figures.between(tx, asked.account_id, START, asked.clock()).questions == 2


def test_a_rule_counts_from_the_next_poll_on(asked: House, noor: Profile) -> None:
    """What was not carded under one rule gets no card under the next, though polls overlap."""
    choose(asked, CardRule.HIGH)
    ask(asked, noor)
    poll(asked)
    assert carded(asked) == set()
    choose(asked, CardRule.ALL)
    praise = ask(asked, noor, PRAISE)
    for _ in range(3):
        poll(asked)
    assert carded(asked) == {praise.id}
    choose(asked, CardRule.NEEDS_ANSWER)
    ask(asked, noor, f"{PRAISE} Again!")
    poll(asked)
    assert carded(asked) == {praise.id}


def test_praise_on_a_card_is_no_open_question(asked: House, noor: Profile) -> None:
    """It is in no count of what waits, neither in `/questions open`; our answer on the network closes it as any."""
    choose(asked, CardRule.ALL)
    praise = ask(asked, noor, PRAISE)
    poll(asked)
    with asked.database.read() as tx:
        assert figures.waiting(tx, asked.account_id) == (0, 0)
        found = figures.between(tx, asked.account_id, START, asked.clock())
    assert (found.questions, found.answered, found.first_replies) == (0, 0, ())
    (face,) = asked.faces.of(asked.cards())
    assert not face.waits
    answer(asked, praise, "Thank you!")
    assert poll(asked).answered_there == 1
    assert [card.status for card in asked.cards()] == [CardStatus.CLOSED]


def test_of_many_mentions_those_that_wait_come_first_and_apart(asked: House, noor: Profile) -> None:
    """The urgent ones alone, the other questions in one message, praise in another that says so."""
    choose(asked, CardRule.ALL)
    ask_all(asked, noor, times=3)
    poll(asked)
    *alone, questions, others = asked.messages()
    assert [message.kind for message in asked.messages()] == [MessageKind.CARD] * 3 + [MessageKind.GROUP] * 2
    first = asked.faces.of(card for card in asked.cards() if card.message_id in {message.id for message in alone})
    assert {face.verdict and face.verdict.urgency for face in first} == {Urgency.HIGH}
    told = [asked.faces.group(message.id) for message in (questions, others)]
    assert [(group.total, group.waits) for group in told if group] == [(3, True), (3, False)]


def test_one_that_only_praises_is_no_group(asked: House, noor: Profile) -> None:
    """Beside many questions it comes alone."""
    choose(asked, CardRule.ALL)
    for n in range(6):
        ask(asked, noor, f"{QUESTION} {n}")
    ask(asked, noor, PRAISE)
    poll(asked)
    assert [message.kind for message in asked.messages()] == [MessageKind.CARD, MessageKind.GROUP]
