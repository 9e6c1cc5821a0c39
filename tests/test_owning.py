"""Whose a question is: claimed once, taken over, given with a word, let go of; and why a snoozed card is back."""

from datetime import timedelta

from slackapp.chores import Chores
from slackapp.decisions import Decided, Decision, TooLate
from slackapp.dispatch import Dispatcher
from slackapp.domain.action import ActionKind
from slackapp.domain.card import Card, CardStatus, Choice
from slackapp.domain.story import Event
from slackapp.store import cards, messages, stories, writing
from slackapp.store.messages import MessageKind
from tests.house import ADA, BEN, START, House
from tests.test_decisions_race import race
from tests.test_listings import asker

CHIARA = "U0CHIARA"


def story(house: House, card: Card) -> list[tuple[Event, str, str]]:
    """What its story tells of owners and sleep: event, who, detail."""
    with house.database.read() as tx:
        return [(line.event, line.actor_id, line.detail) for line in stories.of_card(tx, card.id)]


def test_of_two_who_claim_at_once_one_has_it_and_the_other_is_told(house: House) -> None:
    """Four times over: one owner, one line of the story, and the loser hears the winner's name."""
    for n in range(4):
        card = house.question_card(asker=house.network.add_person(f"noor{n}"))
        told = race(house, *(Decision(house.workspace.id, card.id, Choice.CLAIM, who) for who in (ADA, BEN)))
        owner = next(one for one in told if isinstance(one, Decided)).card.owner_id
        late = next(one for one in told if isinstance(one, TooLate))
        now = house.card(card.id)
        assert (late.by, late.again, now.owner_id, now.owned_at) == (owner, False, owner, house.clock())
        assert [line[:2] for line in story(house, card) if line[0] is Event.CLAIMED] == [(Event.CLAIMED, owner)]
        assert (now.decided_by, now.status) == ("", CardStatus.OPEN)  # whose it is decides nothing


def test_what_somebody_has_is_taken_over_given_on_and_let_go(sqlite_house: House) -> None:
    """Each step is told with who did it and who had it; a second click of the same person changes nothing."""
    house = sqlite_house
    card = house.question_card()
    house.decide(card, Choice.CLAIM)
    assert isinstance(house.decide(card, Choice.CLAIM), TooLate)
    seen = house.card(card.id).version
    taken = house.decide(card, Choice.TAKE_OVER, BEN, version=seen)
    assert isinstance(taken, Decided)
    assert (taken.card.owner_id, taken.card.owner_was) == (BEN, ADA)
    late = house.decide(card, Choice.TAKE_OVER, CHIARA, version=seen)  # she saw that Ada had it
    assert isinstance(late, TooLate)
    assert (late.by, late.again) == (BEN, False)
    given = house.decide(card, Choice.ASSIGN, BEN, "She knows\nthe courier", owner_id=CHIARA)
    assert isinstance(given, Decided)
    assert (given.card.owner_id, given.card.given_by, given.card.given_note) == (CHIARA, BEN, "She knows the courier")
    assert isinstance(house.decide(card, Choice.RELEASE), Decided)
    free = house.card(card.id)
    assert (free.owner_id, free.owned_at, free.owner_was, free.given_by, free.given_note) == ("", None, "", "", "")
    assert story(house, card) == [
        (Event.CLAIMED, ADA, ""),
        (Event.CLAIMED, BEN, f"from <@{ADA}>"),
        (Event.ASSIGNED, BEN, f"to <@{CHIARA}>: She knows the courier"),
        (Event.RELEASED, ADA, f"<@{CHIARA}> had it"),
    ]


def test_who_is_given_a_card_is_told_once_and_nobody_else(sqlite_house: House) -> None:
    """One message to that person, planned with the decision; none to who takes it themselves."""
    house = sqlite_house
    card = house.question_card()
    house.decide(card, Choice.CLAIM)
    house.decide(card, Choice.ASSIGN, ADA, "please", owner_id=BEN)
    house.decide(card, Choice.ASSIGN, ADA, "please", owner_id=BEN)
    house.decide(card, Choice.ASSIGN, ADA, owner_id=ADA)
    notices = [(m.channel_id, m.body) for m in house.messages() if m.kind is MessageKind.NOTICE]
    assert notices == [(BEN, {"notice": "assigned", "card": card.id, "by": ADA, "note": "please"})]


def test_an_assignment_does_not_overrule_a_faster_claim(sqlite_house: House) -> None:
    """Who opened the window while nobody had it hears that Ben has it by now."""
    card = sqlite_house.question_card()
    sqlite_house.decide(card, Choice.CLAIM, BEN)
    late = sqlite_house.decide(card, Choice.ASSIGN, ADA, owner_id=CHIARA, owner_seen="")
    assert isinstance(late, TooLate)
    assert (late.by, sqlite_house.card(card.id).owner_id) == (BEN, BEN)


def test_followers_and_what_is_over_have_no_owner(sqlite_house: House) -> None:
    """Nobody claims a follower, or a question that was answered; the owner of that one stays on the card."""
    house = sqlite_house
    assert isinstance(house.decide(house.follower_card(), Choice.CLAIM), TooLate)
    card = house.question_card()
    house.decide(card, Choice.CLAIM)
    house.decide(card, Choice.REPLY, BEN, "We do!")
    house.perform_due()
    late = house.decide(card, Choice.TAKE_OVER, CHIARA)
    assert isinstance(late, TooLate)
    assert (house.card(card.id).owner_id, house.card(card.id).status) == (ADA, CardStatus.DONE)


def test_mine_is_what_i_have_and_what_i_decided_on(house: House) -> None:
    """Claimed and still open, or decided on; what I had and Ben answered is his."""
    mine, his, decided = (house.question_card(asker=house.network.add_person(f"noor{n}")) for n in range(3))
    house.decide(mine, Choice.CLAIM)
    house.decide(his, Choice.CLAIM)
    house.decide(his, Choice.IGNORE, BEN)
    house.decide(decided, Choice.IGNORE)
    listing = house.listings.questions(asker(house), "mine")
    assert {face.card.id for face in listing.faces} == {mine.id, decided.id}


def test_a_snoozed_card_comes_back_by_itself_and_says_why(house: House) -> None:
    """It stands anew in the channel, with who put it off and their words; brought back by hand it says nothing."""
    card = house.question_card()
    house.decide(card, Choice.SNOOZE, text="waiting for the warehouse", until=START + timedelta(hours=1))
    house.clock.go(hours=1.1)
    dispatcher = Dispatcher(house.database, None, house.clock)  # type: ignore[arg-type]  # hands nothing over
    rooms = (house.report, house.performer, house.poll, dispatcher, house.clock)
    Chores(house.database, None, *rooms).wake_snoozed()  # type: ignore[arg-type]  # the engine isn't asked
    back = house.card(card.id)
    assert (back.status, back.returned_at, back.snoozed_by) == (CardStatus.OPEN, house.clock(), ADA)
    assert (back.snooze_note, back.snoozed_until) == ("waiting for the warehouse", None)
    assert back.message_id != card.message_id
    assert [line[2].partition(": ")[2] or line[2] for line in story(house, card)[-2:]] == [
        "waiting for the warehouse"
    ] * 2
    assert [line[:2] for line in story(house, card)[-2:]] == [(Event.SNOOZED, ADA), (Event.RETURNED, "")]
    house.decide(card, Choice.SNOOZE, BEN, until=house.clock() + timedelta(hours=1))
    house.decide(card, Choice.REOPEN, BEN)
    again = house.card(card.id)
    assert (again.snoozed_by, again.snooze_note, again.returned_at) == ("", "", None)


def test_who_is_writing_is_known_for_ten_minutes_or_until_they_end(house: House) -> None:
    """Others see the first to begin first; nobody sees themselves; what was shut without a word ends by itself."""
    card, now = house.question_card(), house.clock()
    with house.database.write() as tx:
        for user_id, later in ((ADA, 0), (BEN, 1), (ADA, 2)):
            writing.begin(tx, card, user_id, now + timedelta(minutes=later))
    with house.database.read() as tx:
        seen = writing.others(tx, card, CHIARA, now + timedelta(minutes=5))
        assert [(w.user_id, w.since) for w in seen] == [
            (BEN, now + timedelta(minutes=1)),
            (ADA, now + timedelta(minutes=2)),
        ]
        assert [w.user_id for w in writing.others(tx, card, ADA, now + timedelta(minutes=5))] == [BEN]
        assert writing.others(tx, card, CHIARA, now + timedelta(minutes=12)) == ()
    with house.database.write() as tx:
        writing.end(tx, house.workspace.id + 1, card.id, BEN)  # another team's: nothing of ours
        writing.end(tx, house.workspace.id, card.id, ADA)
        assert [w.user_id for w in writing.others(tx, card, CHIARA, now + timedelta(minutes=5))] == [BEN]


def test_a_claim_plans_nothing_outside_but_a_new_drawing(sqlite_house: House) -> None:
    """The card is drawn again where it stands; the network hears nothing."""
    card = sqlite_house.question_card()
    before = len(sqlite_house.actions())
    sqlite_house.decide(card, Choice.CLAIM)
    assert [a.kind for a in sqlite_house.actions()[before:]] == [ActionKind.UPDATE_MESSAGE]
    with sqlite_house.database.read() as tx:
        assert messages.get(tx, card.message_id or 0)
        assert cards.get(tx, card.id, sqlite_house.workspace.id + 1) is None
