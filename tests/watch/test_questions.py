"""Who asks us something: recorded once, judged, and brought to the team as a card."""

from dataclasses import replace
from datetime import timedelta

import pytest

from slackapp.domain.card import CardStatus
from slackapp.domain.people import Absence, Profile
from slackapp.domain.posts import Post
from slackapp.networks.base import Page, Unavailable
from slackapp.store import accounts, actions, posts
from slackapp.watch.questions import QuestionNews
from tests.fake_network import Call
from tests.house import House
from tests.watch.asking import QUESTION, ask, mention, poll


def without_context(house: House, patch: pytest.MonkeyPatch) -> None:
    """A network that does not send along what a mention answers."""
    whole = house.network.mentions

    def bare(since_id: str | None = None, cursor: str | None = None) -> Page[Post]:
        return replace(whole(since_id, cursor), context=())

    patch.setattr(house.network, "mentions", bare)


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


def test_the_very_first_question_gets_a_card(asked: House, noor: Profile) -> None:
    """An account nobody had ever addressed was read all the same: what comes now is news, even after a failed poll."""
    ask(asked, noor)
    assert poll(asked) == QuestionNews(mentions=1, questions=1)
    (card,), (message,) = asked.cards(), asked.messages()
    assert (card.status, card.message_id, card.question_id) == (CardStatus.OPEN, message.id, mention(asked).id)
    assert mention(asked).asked_at == asked.clock() - timedelta(minutes=5)


def test_a_mention_that_asks_nothing_gets_no_card(asked: House, noor: Profile) -> None:
    """It is kept for the person's history."""
    ask(asked, noor, "@fernandfable thank you so much, lovely plants!")
    assert poll(asked) == QuestionNews(mentions=1, questions=0)
    assert (asked.cards(), mention(asked).verdict.needs_answer) == ((), False)


def test_reposts_and_our_own_words_are_no_mentions(asked: House, noor: Profile) -> None:
    """Neither asks us anything."""
    ask(asked, noor, is_repost=True)
    asked.network.add_post(asked.network.me(), "@fernandfable is us. Any questions?")
    assert poll(asked) == QuestionNews()


def test_what_is_read_twice_is_recorded_once(asked: House, noor: Profile) -> None:
    """Polls overlap, so that a mention which shows late is not missed; none gets a second card."""
    ask(asked, noor)
    poll(asked)
    late = ask(asked, noor, "@fernandfable and to Bergen?", id="4999")  # older than the newest by its id
    ask(asked, noor, "@fernandfable or to Tromsø?")
    assert poll(asked).questions == 2
    for _ in range(3):
        assert poll(asked) == QuestionNews()
    assert len(asked.cards()) == 3
    assert late.id in {mention(asked, n).post.id for n in range(3)}


def test_an_error_anywhere_records_nothing(asked: House, noor: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever call fails, the next poll finds it all."""
    without_context(asked, monkeypatch)
    asked.network.page_size = 2
    parent = asked.network.add_post(noor, "I bought a fern.")
    three = [ask(asked, noor, in_reply_to_id=parent.id) for _ in range(3)]
    for method in ("own_posts", "mentions", "posts"):
        asked.network.fail_next(method, Unavailable("X is down."))
        with pytest.raises(Unavailable):
            poll(asked)
        assert asked.cards() == ()

    def fail_on_second_page(call: Call) -> None:
        if call.method == "mentions" and call.args[1]:
            raise Unavailable("X is down.")

    asked.network.on_call = fail_on_second_page
    with pytest.raises(Unavailable):
        poll(asked)
    asked.network.on_call = None
    assert poll(asked).questions == len(three)


@pytest.mark.parametrize("along", [True, False], ids=["came along", "looked up"])
def test_a_question_in_a_thread_comes_with_what_it_answers(
    asked: House, noor: Profile, along: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What did not come along is looked up in one call, and shown above the question; ours is asked as ours."""
    if not along:
        without_context(asked, monkeypatch)
    ours = asked.network.add_post(asked.network.me(), "New ferns are in!")
    theirs = asked.network.add_post(asked.network.add_person("tom"), "Nice.")
    ask(asked, noor, "@fernandfable how much?", in_reply_to_id=ours.id)
    ask(asked, noor, "@fernandfable do you have more of these?", in_reply_to_id=theirs.id)
    poll(asked)
    threads = [face.thread for face in asked.faces.of(asked.cards())]
    assert [thread and [post.text for post in thread.before] for thread in threads] == [[ours.text], [theirs.text]]
    assert asked.network.called("posts") == (0 if along else 1)


def test_a_question_first_seen_as_part_of_a_thread_gets_its_card(asked: House, noor: Profile) -> None:
    """A mention that the network's search shows later than the reply to it is still a question."""
    first = asked.network.add_post(noor, QUESTION)  # not yet listed as a mention
    ask(asked, noor, "@fernandfable hello? anybody there?", in_reply_to_id=first.id)
    poll(asked)
    seen = len(asked.cards())
    asked.network.timeline.remove(first)
    asked.network.add_mention(noor, QUESTION, id=first.id, created_at=first.created_at)
    poll(asked)
    assert len(asked.cards()) == seen + 1


def test_whoever_is_gone_is_left_out(asked: House, noor: Profile) -> None:
    """A question of somebody who is no longer there can't be answered; the others are."""
    ghost = asked.network.add_person("ghost")
    ask(asked, ghost)
    ask(asked, noor)
    asked.network.absent[ghost.id] = Absence.SUSPENDED
    assert poll(asked) == QuestionNews(mentions=1, questions=1)


def test_hostile_words_are_kept_and_bounded(asked: House, noor: Profile) -> None:
    """Whatever is asked, however long, it becomes a card that can be drawn."""
    ask(asked, noor, "@fernandfable \x00<!channel> \ud83d <https://evil.example|help>? " + "?" * 60_000)
    assert poll(asked).questions == 1
    (face,) = asked.faces.of(asked.cards())
    assert face.thread is not None
    text = face.thread.post.text
    assert len(text) <= posts.MAX_TEXT
    assert "\x00" not in text
    text.encode()


def test_without_a_route_questions_are_kept_all_the_same(asked: House, noor: Profile) -> None:
    """`/questions` shows them."""
    with asked.database.write() as tx:
        accounts.set_routes(tx, asked.account, [])
    ask(asked, noor)
    poll(asked)
    assert ([card.message_id for card in asked.cards()], asked.messages()) == ([None], ())


def test_reading_costs_little_when_nothing_happens(asked: House, noor: Profile) -> None:
    """A quiet poll is two calls, and only for what is newer."""
    ask(asked, noor)
    poll(asked)
    poll(asked)
    asked.network.calls.clear()
    poll(asked)
    assert [(call.method, call.args[0]) for call in asked.network.calls] == [
        ("own_posts", None),
        ("mentions", mention(asked).post.id),
    ]
    with asked.database.read() as tx:
        assert actions.next_due(tx, asked.clock()) is None
