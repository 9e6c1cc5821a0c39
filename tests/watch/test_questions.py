"""Who asks us something, and what was answered already."""

from dataclasses import replace
from datetime import timedelta

import pytest

from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.card import CardStatus, Choice, FacetState
from slackapp.domain.people import Absence, Profile
from slackapp.domain.posts import Post
from slackapp.networks.base import CutOff, Page, Unavailable
from slackapp.store import accounts, actions, posts
from slackapp.store.posts import Mention
from slackapp.watch.questions import QuestionNews
from tests.fake_network import Call
from tests.house import ADA, START, House

QUESTION = "@fernandfable do you ship to Oslo?"


@pytest.fixture
def known(house: House) -> House:
    """An account that was read before, when nobody had addressed it."""
    poll(house)
    return house


@pytest.fixture
def noor(known: House) -> Profile:
    """Somebody who asks."""
    return known.network.add_person("noor")


def poll(house: House) -> QuestionNews:
    """One poll of the questions alone, five minutes later."""
    house.clock.go(minutes=5)
    return house.questions.poll(house.account, house.network)


def ask(house: House, noor: Profile, text: str = QUESTION, **fields: object) -> Post:
    """A mention on the network."""
    return house.network.add_mention(noor, text, **fields)


def without_context(house: House, patch: pytest.MonkeyPatch) -> None:
    """A network that does not send along what a mention answers."""
    whole = house.network.mentions

    def bare(since_id: str | None = None, cursor: str | None = None) -> Page[Post]:
        return replace(whole(since_id, cursor), context=())

    patch.setattr(house.network, "mentions", bare)


def answer(house: House, question: Post, text: str = "We do!") -> Post:
    """A reply of ours, written on the network itself."""
    return house.network.add_post(house.network.me(), text, in_reply_to_id=question.id)


def mention(house: House, number: int = -1) -> Mention:
    """A recorded mention, the newest unless told."""
    with house.database.read() as tx:
        ids = tx.execute(posts.mentions.select().order_by(posts.mentions.c.id)).scalars().all()
        return posts.mention(tx, ids[number])


def test_the_first_read_is_silent_and_short(house: House) -> None:
    """One page of what was asked before us is kept for people's history, and gets no card."""
    house.network.page_size = 3
    noor = house.network.add_person("noor")
    for _ in range(7):
        ask(house, noor)
        house.network.add_post(house.network.me(), "Good morning!")
    news = poll(house)
    assert (news.baseline, news.questions, house.cards(), house.messages()) == (True, 0, (), ())
    assert [house.network.called(method) for method in ("mentions", "own_posts")] == [1, 1]
    assert mention(house).verdict.needs_answer
    for _ in range(3):
        assert poll(house) == QuestionNews()
    assert [house.network.called(method) for method in ("mentions", "own_posts")] == [4, 4]


def test_the_very_first_question_gets_a_card(known: House, noor: Profile) -> None:
    """An account nobody had ever addressed was read all the same: what comes now is news, even after a failed poll."""
    ask(known, noor)
    assert poll(known) == QuestionNews(mentions=1, questions=1)
    (card,), (message,) = known.cards(), known.messages()
    assert (card.status, card.message_id, card.question_id) == (CardStatus.OPEN, message.id, mention(known).id)
    assert mention(known).asked_at == known.clock() - timedelta(minutes=5)


def test_a_mention_that_asks_nothing_gets_no_card(known: House, noor: Profile) -> None:
    """It is kept for the person's history."""
    ask(known, noor, "@fernandfable thank you so much, lovely plants!")
    assert poll(known) == QuestionNews(mentions=1, questions=0)
    assert (known.cards(), mention(known).verdict.needs_answer) == ((), False)


def test_reposts_and_our_own_words_are_no_mentions(known: House, noor: Profile) -> None:
    """Neither asks us anything."""
    ask(known, noor, is_repost=True)
    known.network.add_post(known.network.me(), "@fernandfable is us. Any questions?")
    assert poll(known) == QuestionNews()


def test_what_is_read_twice_is_recorded_once(known: House, noor: Profile) -> None:
    """Polls overlap, so that a mention which shows late is not missed; none gets a second card."""
    ask(known, noor)
    poll(known)
    late = ask(known, noor, "@fernandfable and to Bergen?", id="4999")  # older than the newest by its id
    ask(known, noor, "@fernandfable or to Tromsø?")
    assert poll(known).questions == 2
    for _ in range(3):
        assert poll(known) == QuestionNews()
    assert len(known.cards()) == 3
    assert late.id in {mention(known, n).post.id for n in range(3)}


def test_an_error_anywhere_records_nothing(known: House, noor: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever call fails, the next poll finds it all."""
    without_context(known, monkeypatch)
    known.network.page_size = 2
    parent = known.network.add_post(noor, "I bought a fern.")
    asked = [ask(known, noor, in_reply_to_id=parent.id) for _ in range(3)]
    for method in ("own_posts", "mentions", "posts"):
        known.network.fail_next(method, Unavailable("X is down."))
        with pytest.raises(Unavailable):
            poll(known)
        assert known.cards() == ()

    def fail_on_second_page(call: Call) -> None:
        if call.method == "mentions" and call.args[1]:
            raise Unavailable("X is down.")

    known.network.on_call = fail_on_second_page
    with pytest.raises(Unavailable):
        poll(known)
    known.network.on_call = None
    assert poll(known).questions == len(asked)


def test_an_answer_on_the_network_closes_the_card(known: House, noor: Profile) -> None:
    """Also where its message is not posted yet; who waits for it knows since when it is answered."""
    question = ask(known, noor)
    poll(known)
    reply = answer(known, question)
    assert poll(known).answered_there == 1
    (card,) = known.cards()
    assert (card.status, card.closed_why) == (CardStatus.CLOSED, "answered on the network")
    told = mention(known)
    assert (told.answered_via, told.answer_post_id, told.answered_at) == ("network", reply.id, reply.created_at)
    known.perform_all()
    assert known.poster.posts == [card.message_id]
    assert poll(known).answered_there == 0


def test_a_posted_card_is_drawn_again_when_it_closes(known: House, noor: Profile) -> None:
    """The team sees that a colleague was there."""
    question = ask(known, noor)
    poll(known)
    known.perform_all()
    answer(known, question)
    poll(known)
    known.perform_all()
    assert known.poster.updates == [known.cards()[0].message_id]


def test_a_question_answered_within_one_poll_gets_no_card(known: House, noor: Profile) -> None:
    """It is over before the team hears of it, and counts as answered."""
    answer(known, ask(known, noor))
    assert poll(known).answered_there == 1
    assert known.cards() == ()
    assert mention(known).answered_via == "network"


def test_a_snoozed_card_closes_too(known: House, noor: Profile) -> None:
    """And will not come back."""
    question = ask(known, noor)
    poll(known)
    known.decide(known.cards()[0], Choice.SNOOZE, until=START.replace(year=2027))
    answer(known, question)
    poll(known)
    (card,) = known.cards()
    assert (card.status, card.snoozed_until) == (CardStatus.CLOSED, None)


def test_an_ignored_card_stays_ignored(known: House, noor: Profile) -> None:
    """The answer is noted, the decision is kept."""
    question = ask(known, noor)
    poll(known)
    known.decide(known.cards()[0], Choice.IGNORE)
    answer(known, question)
    poll(known)
    assert known.cards()[0].status is CardStatus.IGNORED
    assert mention(known).answered_via == "network"


def test_a_reply_by_hand_is_the_persons_who_went_there(known: House, noor: Profile) -> None:
    """Ada opened the network's page from the card: the card is done, and hers."""
    question = ask(known, noor)
    poll(known)
    known.decide(known.cards()[0], Choice.REPLY_BY_HAND)
    answer(known, question)
    poll(known)
    (card,) = known.cards()
    assert (card.status, card.reply, card.decided_by) == (CardStatus.DONE, FacetState.DONE, ADA)


def test_a_reply_of_ours_in_flight_is_no_native_answer(known: House, noor: Profile) -> None:
    """The poll that sees our own reply before its outcome is written leaves the card alone."""
    ask(known, noor)
    poll(known)
    (card,) = known.cards()
    known.decide(card, Choice.REPLY, text="We do!")

    def poll_meanwhile(call: Call) -> None:
        known.network.on_call = None
        answer(known, mention(known).post, "We do!")
        assert call.method == "reply"
        assert poll(known).answered_there == 0

    known.network.on_call = poll_meanwhile
    known.performer.perform(known.action(ActionKind.REPLY).id)
    assert known.card(card.id).status is CardStatus.DONE
    assert mention(known).answered_via == "rapport"
    assert poll(known).answered_there == 0


def test_a_doubtful_reply_that_shows_up_is_looked_at(known: House, noor: Profile) -> None:
    """It may be the one nobody was sure of: it is read back and settled, not counted as somebody else's."""
    ask(known, noor)
    poll(known)
    (card,) = known.cards()
    known.decide(card, Choice.REPLY, text="We do!")
    known.network.fail_next("reply", CutOff("lost"))
    known.perform_all()
    assert known.card(card.id).reply is FacetState.IN_DOUBT
    known.clock.at = known.action(ActionKind.REPLY).calling_at or known.clock()
    answer(known, mention(known).post)
    known.clock.go(hours=1)
    poll(known)
    known.perform_all()
    assert known.action(ActionKind.REPLY).state is ActionState.DONE
    assert (known.card(card.id).status, mention(known).answered_via) == (CardStatus.DONE, "rapport")
    assert known.network.called("reply") == 1


@pytest.mark.parametrize("along", [True, False], ids=["came along", "looked up"])
def test_a_question_in_a_thread_comes_with_what_it_answers(
    known: House, noor: Profile, along: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What did not come along is looked up in one call, and shown above the question; ours is known as ours."""
    if not along:
        without_context(known, monkeypatch)
    ours = known.network.add_post(known.network.me(), "New ferns are in!")
    theirs = known.network.add_post(known.network.add_person("tom"), "Nice.")
    ask(known, noor, "@fernandfable how much?", in_reply_to_id=ours.id)
    ask(known, noor, "@fernandfable do you have more of these?", in_reply_to_id=theirs.id)
    poll(known)
    threads = [face.thread for face in known.faces.of(known.cards())]
    assert [thread and [post.text for post in thread.before] for thread in threads] == [[ours.text], [theirs.text]]
    assert known.network.called("posts") == (0 if along else 1)


def test_a_question_first_seen_as_part_of_a_thread_gets_its_card(known: House, noor: Profile) -> None:
    """A mention that the network's search shows later than the reply to it is still a question."""
    first = known.network.add_post(noor, QUESTION)  # not yet listed as a mention
    ask(known, noor, "@fernandfable hello? anybody there?", in_reply_to_id=first.id)
    poll(known)
    seen = len(known.cards())
    known.network.timeline.remove(first)
    known.network.add_mention(noor, QUESTION, id=first.id, created_at=first.created_at)
    poll(known)
    assert len(known.cards()) == seen + 1


def test_whoever_is_gone_is_left_out(known: House, noor: Profile) -> None:
    """A question of somebody who is no longer there can't be answered; the others are."""
    ghost = known.network.add_person("ghost")
    ask(known, ghost)
    ask(known, noor)
    known.network.absent[ghost.id] = Absence.SUSPENDED
    assert poll(known) == QuestionNews(mentions=1, questions=1)


def test_hostile_words_are_kept_and_bounded(known: House, noor: Profile) -> None:
    """Whatever is asked, however long, it becomes a card that can be drawn."""
    ask(known, noor, "@fernandfable \x00<!channel> \ud83d <https://evil.example|help>? " + "?" * 60_000)
    assert poll(known).questions == 1
    (face,) = known.faces.of(known.cards())
    assert face.thread is not None
    text = face.thread.post.text
    assert len(text) <= posts.MAX_TEXT
    assert "\x00" not in text
    text.encode()


def test_without_a_route_questions_are_kept_all_the_same(known: House, noor: Profile) -> None:
    """`/questions` shows them."""
    with known.database.write() as tx:
        accounts.set_routes(tx, known.account, [])
    ask(known, noor)
    poll(known)
    assert ([card.message_id for card in known.cards()], known.messages()) == ([None], ())


def test_reading_costs_little_when_nothing_happens(known: House, noor: Profile) -> None:
    """A quiet poll is two calls, and only for what is newer."""
    ask(known, noor)
    poll(known)
    poll(known)
    known.network.calls.clear()
    poll(known)
    assert [(call.method, call.args[0]) for call in known.network.calls] == [
        ("own_posts", None),
        ("mentions", mention(known).post.id),
    ]
    with known.database.read() as tx:
        assert actions.next_due(tx, known.clock()) is None
