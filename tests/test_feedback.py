"""People disagree with a verdict: once, with their name, and with a way back."""

from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

import pytest

from slackapp.decisions import Decided, TooLate
from slackapp.domain.action import ActionKind
from slackapp.domain.card import Card, CardStatus, Choice
from slackapp.domain.said import Feedback, Said
from slackapp.listings import PAGE, Asker
from slackapp.store import feedback, posts
from tests.house import ADA, BEN, SOCIAL, House
from tests.store.test_feedback import answer, judged


def said(house: House, mention_id: int | None) -> Feedback | None:
    """What is kept of a mention's verdict."""
    with house.database.read() as tx:
        return feedback.of(tx, house.workspace.id, [mention_id or 0]).get(mention_id or 0)


def needs_answer(house: House, mention_id: int, who: str = ADA) -> Decided | TooLate:
    """Somebody says that it does."""
    return house.decisions.needs_answer(house.workspace.id, mention_id, who)


def test_not_a_question_ignores_the_card_and_is_kept(house: House) -> None:
    """One click; the face names who said it, and nothing goes to the network."""
    card = house.question_card()
    assert isinstance(house.decide(card, Choice.NOT_A_QUESTION), Decided)
    assert house.card(card.id).status is CardStatus.IGNORED
    assert said(house, card.question_id) == Feedback(Said.NOT_A_QUESTION, ADA, house.clock())
    face = house.faces.card(card.id)
    assert face is not None
    assert face.said == said(house, card.question_id)
    house.perform_all()
    assert house.network.calls == []


def test_undo_takes_the_word_back_with_the_card(house: House) -> None:
    """Whoever clicks it; a plain Ignore and its Undo say nothing of the verdict."""
    card = house.question_card()
    house.decide(card, Choice.NOT_A_QUESTION)
    house.decide(card, Choice.REOPEN, BEN)
    assert (house.card(card.id).status, said(house, card.question_id)) == (CardStatus.OPEN, None)
    house.decide(card, Choice.IGNORE)
    assert said(house, card.question_id) is None


def test_who_is_too_late_says_nothing_of_the_verdict(house: House) -> None:
    """Nor does a follower's card, which asks nothing; the same click twice is one and keeps the first word."""
    card, follower = house.question_card(), house.follower_card()
    house.decide(card, Choice.NOT_A_QUESTION, ADA)
    again, late = house.decide(card, Choice.NOT_A_QUESTION, ADA), house.decide(card, Choice.NOT_A_QUESTION, BEN)
    assert isinstance(again, TooLate)
    assert isinstance(late, TooLate)
    assert (again.again, late.again, late.by) == (True, False, ADA)
    kept = said(house, card.question_id)
    assert kept is not None
    assert kept.user_id == ADA
    assert house.decide(follower, Choice.NOT_A_QUESTION) == TooLate(house.card(follower.id))


def test_not_a_question_after_ignore_is_not_taken_for_the_same(house: House) -> None:
    """The word is not kept, and that is told rather than acknowledged in silence."""
    card = house.question_card()
    house.decide(card, Choice.IGNORE, ADA)
    late = house.decide(card, Choice.NOT_A_QUESTION, ADA)
    assert isinstance(late, TooLate)
    assert not late.again


def test_needs_answer_makes_the_card_that_triage_did_not(house: House) -> None:
    """With its message where questions come, the word of who asked for it, and everything a card can do."""
    mention_id = judged(house, needs_answer=False)
    made = needs_answer(house, mention_id)
    assert isinstance(made, Decided)
    card: Card = made.card
    assert (card.question_id, card.status) == (mention_id, CardStatus.OPEN)
    (message,) = house.messages()
    assert (message.id, message.channel_id) == (card.message_id, SOCIAL)
    assert said(house, mention_id) == Feedback(Said.NEEDS_ANSWER, ADA, house.clock())
    assert house.woken == 1
    house.perform_all()
    assert house.poster.posts == [message.id]
    face = house.faces.card(card.id)
    assert face is not None
    assert face.waits
    assert isinstance(house.decide(card, Choice.REPLY, BEN, "We do!"), Decided)


def test_an_ignored_card_that_a_person_asked_for_keeps_their_word(house: House) -> None:
    """Undo takes back what was said with the click that it undoes, nothing else."""
    made = needs_answer(house, judged(house, needs_answer=False))
    assert isinstance(made, Decided)
    house.decide(made.card, Choice.IGNORE)
    house.decide(made.card, Choice.REOPEN)
    kept = said(house, made.card.question_id)
    assert kept is not None
    assert kept.said is Said.NEEDS_ANSWER


def test_of_many_who_say_so_at_once_one_makes_the_card(house: House) -> None:
    """One card, one message, one word; the others are told of the first, and whoever clicked twice of nobody."""
    mention_id = judged(house, needs_answer=False)
    with ThreadPoolExecutor(4) as crowd:
        results = list(crowd.map(lambda n: needs_answer(house, mention_id, (ADA, BEN)[n % 2]), range(8)))
    (first,) = [each for each in results if isinstance(each, Decided)]
    late = [each for each in results if isinstance(each, TooLate)]
    kept = said(house, mention_id)
    assert kept is not None
    assert {(each.by, each.card and each.card.id) for each in late} == {(kept.user_id, first.card.id)}
    assert sum(each.again for each in late) == 3
    assert len(house.messages()) == len(house.actions(ActionKind.POST_MESSAGE)) == 1


@pytest.mark.parametrize("why", ["carded by Rapport", "answered meanwhile", "nobody's"])
def test_what_needs_no_card_gets_none(house: House, why: str) -> None:
    """One that stands on a card already, one that was answered, an id that names nothing: no word is kept."""
    if why == "carded by Rapport":
        mention_id = house.question_card().question_id or 0
    else:
        mention_id = judged(house, needs_answer=False)
    if why == "answered meanwhile":
        with house.database.write() as tx:
            posts.answer(tx, mention_id, house.clock(), "network", "9")
    before = house.messages()
    assert isinstance(needs_answer(house, 10**9 if why == "nobody's" else mention_id), TooLate)
    assert said(house, mention_id) is None
    assert house.messages() == before


def test_an_answered_question_may_still_be_taken_for_none(house: House) -> None:
    """It was answered while nobody looked, and its card was ignored with a word: the word stands."""
    card = house.question_card()
    house.decide(card, Choice.NOT_A_QUESTION)
    answer(house, card)
    kept = said(house, card.question_id)
    assert kept is not None
    assert kept.said is Said.NOT_A_QUESTION


def test_what_got_no_card_is_paged(sqlite_house: House) -> None:
    """Six a page, the newest first; a page beyond the last is the last, and an empty one says so."""
    house, who = sqlite_house, Asker(sqlite_house.workspace.id, ADA, ZoneInfo("UTC"))
    assert (house.listings.rest(who).mentions, house.listings.rest(who).pages) == ((), 1)
    made = [judged(house, needs_answer=False) for _ in range(PAGE + 1)]
    judged(house, needs_answer=False, baseline=True)
    pages = [house.listings.rest(who, page) for page in (1, 2, 99, 0)]
    assert [[face.id for face in each.mentions] for each in pages] == [
        made[:0:-1],
        made[:1],
        made[:1],
        made[:0:-1],
    ]
    assert {(each.pages, each.census.uncarded, each.census.before) for each in pages} == {(2, PAGE + 1, 1)}
    assert house.network.calls == []
