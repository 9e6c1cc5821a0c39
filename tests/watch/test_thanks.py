"""Closing words end what we answered in a round-about way, and nothing else."""

from slackapp.domain.card import CardStatus
from slackapp.domain.people import Profile
from slackapp.domain.posts import Post
from slackapp.domain.verdict import PostKind
from tests.house import House
from tests.watch.asking import ask, mention, poll


def thank(house: House, noor: Profile, post: Post) -> None:
    """She closes the talk, under a post."""
    ask(house, noor, "Thank you so much!", in_reply_to_id=post.id)
    poll(house)
    assert mention(house).verdict.kind is PostKind.CLOSING


def test_thanks_after_our_word_close_the_card(asked: House, noor: Profile) -> None:
    """We answered somebody else in her thread, and that was her answer: it counts as answered then."""
    question = ask(asked, noor)
    poll(asked)
    other = asked.network.add_post(asked.network.add_person("ben"), "I wonder, too", in_reply_to_id=question.id)
    asked.clock.go(minutes=1)
    ours = asked.network.add_post(asked.network.me(), "We do, both of you!", in_reply_to_id=other.id)
    asked.clock.go(minutes=1)
    poll(asked)
    assert asked.cards()[0].status is CardStatus.OPEN
    thank(asked, noor, ours)
    card = asked.cards()[0]
    assert (card.status, card.closed_why) == (CardStatus.CLOSED, "they said thanks after we answered")
    assert mention(asked, 0).answered_at == ours.created_at


def test_thanks_before_anybody_answered_are_politeness(asked: House, noor: Profile) -> None:
    """The clock goes on."""
    question = ask(asked, noor)
    poll(asked)
    thank(asked, noor, question)
    assert asked.cards()[0].status is CardStatus.OPEN


def test_somebody_else_s_thanks_close_nothing(asked: House, noor: Profile) -> None:
    """Only who asked can be content."""
    question = ask(asked, noor)
    poll(asked)
    asked.clock.go(minutes=1)
    ben = asked.network.add_person("ben")
    other = asked.network.add_post(ben, "I wonder, too", in_reply_to_id=question.id)
    ours = asked.network.add_post(asked.network.me(), "We do!", in_reply_to_id=other.id)
    asked.clock.go(minutes=1)
    poll(asked)
    thank(asked, ben, ours)
    assert asked.cards()[0].status is CardStatus.OPEN
