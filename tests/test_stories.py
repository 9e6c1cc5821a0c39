"""What happened to a card stands in its story: one line for each thing, once, with who did it."""

from slackapp.domain.audit import Filter
from slackapp.domain.brand import OwnWords
from slackapp.domain.card import Card, Choice
from slackapp.domain.story import Event, Line
from slackapp.domain.verdict import CardRule
from slackapp.networks.base import CutOff, Refused
from slackapp.store import audit, people, stories
from slackapp.tuning import Tuning
from tests.house import ADA, BEN, SOCIAL, House


def story(house: House, card: Card) -> tuple[Line, ...]:
    """A card's story."""
    with house.database.read() as tx:
        return stories.of_card(tx, card.id)


def told(house: House, card: Card) -> list[tuple[Event, str]]:
    """What happened to a card, and who did it."""
    return [(line.event, line.actor_id) for line in story(house, card)]


def test_a_decision_and_what_came_of_it_are_a_line_each(house: House) -> None:
    """Followed back only once the network has done it; undone likewise; the same click once more adds nothing."""
    card = house.follower_card()
    house.decide(card, Choice.FOLLOW)
    house.decide(card, Choice.FOLLOW)
    house.decide(card, Choice.FOLLOW, BEN)
    assert told(house, card) == [(Event.DECIDED, ADA)]
    house.perform_all()
    house.decide(card, Choice.UNDO_FOLLOW, BEN)
    house.perform_all()
    assert told(house, card) == [
        (Event.DECIDED, ADA),
        (Event.FOLLOWED, ADA),
        (Event.DECIDED, BEN),
        (Event.UNFOLLOWED, BEN),
    ]


def test_what_was_said_and_taken_back_is_told(house: House) -> None:
    """A reply's line carries its words; what only moves the card is one line."""
    card = house.question_card()
    house.decide(card, Choice.NOT_A_QUESTION, BEN)
    house.decide(card, Choice.REOPEN)
    house.decide(card, Choice.SNOOZE, until=house.clock())
    house.decide(card, Choice.REOPEN)
    house.decide(card, Choice.REPLY, text="We do, from May on.")
    house.perform_all()
    lines = story(house, card)
    assert [line.event for line in lines] == [
        *(Event.NOT_A_QUESTION, Event.REOPENED, Event.SNOOZED, Event.REOPENED),
        *(Event.DECIDED, Event.REPLIED),
    ]
    assert lines[-1].detail == "We do, from May on."
    assert lines[2].detail == "until 2026-03-02 09:00 UTC"


def test_a_failure_says_why_and_a_retry_says_nothing(house: House) -> None:
    """What is tried again by itself has no outcome yet."""
    card = house.question_card()
    house.network.fail_next("like", Refused("This post takes no likes."))
    house.decide(card, Choice.LIKE)
    house.perform_all()
    assert told(house, card) == [(Event.DECIDED, ADA), (Event.FAILED, ADA)]
    assert story(house, card)[-1].detail == "liking: This post takes no likes."


def test_a_doubt_is_told_when_it_is_left_to_a_person_and_when_one_settles_it(house: House) -> None:
    """Looking is no event; somebody's word that it is there is."""
    card = house.question_card()
    house.network.fail_next("reply", CutOff("The answer was lost."))
    house.decide(card, Choice.REPLY, text="Yes!")
    house.perform_all()
    assert told(house, card) == [(Event.DECIDED, ADA), (Event.IN_DOUBT, ADA)]
    house.decide(house.card(card.id), Choice.MARK_SENT, BEN)
    assert told(house, card)[-1] == (Event.REPLIED, BEN)


def test_posting_is_told_once_with_its_channel(house: House) -> None:
    """Each card of a message gets the line when the message stands."""
    house.network.add_follower("early")
    house.polled()
    for n in range(7):
        house.network.add_follower(f"new{n}")
    house.polled()
    house.perform_all()
    cards = house.cards()
    assert len(cards) == 7
    for card in cards:
        (line,) = story(house, card)
        assert (line.event, line.actor_id, line.detail) == (Event.POSTED, "", SOCIAL)


def test_a_mention_that_somebody_makes_a_card_of_begins_with_their_word(house: House) -> None:
    """Its story names them."""
    with house.database.write() as tx:
        asker = house.network.add_person("noor")
        person_id = people.put(tx, house.account, [asker], house.clock())[asker.id]
        mention_id = house.mention(tx, house.network.add_mention(asker, "hm"), person_id)
    house.decisions.needs_answer(house.workspace.id, mention_id, BEN)
    assert told(house, house.cards()[0]) == [(Event.NEEDS_ANSWER, BEN)]


def test_what_closes_by_itself_says_so(house: House) -> None:
    """Answered on the network: nobody's, once, however often we look."""
    house.polled()
    asker = house.network.add_person("noor")
    asked = house.network.add_mention(asker, "@fernandfable do you ship to Oslo?")
    house.polled()
    house.network.add_post(house.network.me(), "We do.", in_reply_to_id=asked.id)
    house.polled()
    house.polled()
    (card,) = house.cards()
    assert [each for each in told(house, card) if each[0] is not Event.POSTED] == [(Event.ANSWERED_THERE, "")]


def test_what_people_set_is_noted_with_their_name(house: House) -> None:
    """Words and rules; what was refused, since somebody was faster, is not."""
    tuning = Tuning(house.database, house.clock)
    at = house.workspace.id
    assert tuning.change_words(at, OwnWords(urgent=("leak",)), ADA, 0)
    assert not tuning.change_words(at, OwnWords(urgent=("flood",)), BEN, 0)
    tuning.change_rules(at, {SOCIAL: CardRule.ALL}, BEN)
    with house.database.read() as tx:
        lines = [told.line for told in audit.page(tx, at, Filter(), 9)[0]]
    assert [(line.event, line.actor_id) for line in lines] == [(Event.CHANGED, BEN), (Event.CHANGED, ADA)]
    assert lines[0].detail == f"Which mentions become cards in <#{SOCIAL}>: all"
