"""What people say of verdicts, what became of these, and what got no card."""

from datetime import timedelta

from sqlalchemy import Connection, text

from slackapp.domain.card import Card, CardKind, CardStatus, Choice
from slackapp.domain.judgement import census as counted_of
from slackapp.domain.judgement import tally
from slackapp.domain.said import Feedback, Said
from slackapp.domain.verdict import PostKind, Reason, Urgency, Verdict
from slackapp.store import cards, census, feedback, figures, people, posts, rest
from slackapp.store.database import Database
from tests.house import ADA, BEN, START, House

LATER = START + timedelta(days=1)
SAYS_NO = Reason("says no: 'not'", "not", "not")
ASKS = Reason("asks a question: 'do you'", "do you", "question")


def judged(
    house: House, *reasons: Reason, needs_answer: bool, kind: PostKind = PostKind.QUESTION, baseline: bool = False
) -> int:
    """A mention's id, of a post a minute younger than the one before."""
    house.clock.go(minutes=1)
    asker = house.network.add_person(f"asker{len(house.network.known)}")
    post = house.network.add_mention(asker, "@fernandfable hm")
    verdict = Verdict(kind, needs_answer, Urgency.NORMAL, reasons)
    with house.database.write() as tx:
        person_id = people.put(tx, house.account, [asker], house.clock())[asker.id]
        post_id = posts.put(tx, house.account_id, [post], ours=False)[post.id]
        return posts.add_mention(tx, house.account_id, post_id, person_id, post, verdict, baseline=baseline)


def carded(house: House, *reasons: Reason, needs_answer: bool = True) -> Card:
    """One that became a card."""
    mention_id = judged(house, *reasons, needs_answer=needs_answer)
    with house.database.write() as tx:
        person_id = posts.mention(tx, mention_id).person_id
        new = cards.NewCard(CardKind.QUESTION, f"mention:{mention_id}", person_id, mention_id)
        cards.add(tx, house.workspace.id, house.account_id, None, [new], house.clock())
        card = cards.of_mention(tx, mention_id)
    assert card is not None
    return card


def answer(house: House, card: Card) -> None:
    """It was answered."""
    with house.database.write() as tx:
        posts.answer(tx, card.question_id or 0, house.clock(), "network", "9")


def test_the_last_word_on_a_mention_counts(house: House) -> None:
    """With who said it and when; it is taken back as a whole, or only where that very word was the last."""
    mention_id, here = judged(house, needs_answer=True), house.workspace.id
    with house.database.write() as tx:
        feedback.say(tx, here, mention_id, Said.NOT_A_QUESTION, ADA, START)
        feedback.say(tx, here, mention_id, Said.NEEDS_ANSWER, BEN, LATER)
        assert feedback.of(tx, here, [mention_id, 0]) == {mention_id: Feedback(Said.NEEDS_ANSWER, BEN, LATER)}
        feedback.unsay(tx, here, mention_id, Said.NOT_A_QUESTION)
        assert feedback.of(tx, here, [mention_id])
        feedback.unsay(tx, here, mention_id)
        assert feedback.of(tx, here, [mention_id]) == feedback.of(tx, here, []) == {}


def test_each_verdict_is_counted_once_as_what_became_of_it(house: House) -> None:
    """Right where answered, wrong where somebody says so, unknown where ignored or open, missed where a person asks."""
    house.clock.go(minutes=-5_000)
    right = carded(house)
    answer(house, right)
    house.clock.at = START
    wrong, ignored, _open, by_rule = carded(house), carded(house), carded(house), carded(house, needs_answer=False)
    house.decide(wrong, Choice.NOT_A_QUESTION)
    house.decide(ignored, Choice.IGNORE)
    answer(house, by_rule)  # out of kindness: it says nothing about the verdict
    missed = judged(house, needs_answer=False, kind=PostKind.PRAISE)
    judged(house, needs_answer=False, kind=PostKind.SPAM)
    judged(house, needs_answer=False, kind=PostKind.PRAISE, baseline=True)
    house.decisions.needs_answer(house.workspace.id, missed, ADA)
    with house.database.read() as tx:
        found, kinds = census.outcomes(tx, house.workspace.id, START), census.kinds(tx, house.workspace.id)
    told = tally(found)
    assert (told.judged, told.carded, told.right, told.wrong, told.ignored, told.open) == (7, 4, 1, 1, 1, 1)
    assert (told.by_rule, told.missed, told.decided, told.closed) == (1, 1, 2, 0)
    assert (tally(found, recent=True).judged, tally(found, recent=True).right) == (6, 0)
    counted = counted_of(kinds)
    assert (counted.carded, counted.uncarded, counted.before, counted.total) == (5, 2, 1, 7)
    assert list((counted.rest or {}).items()) == [(PostKind.PRAISE, 1), (PostKind.SPAM, 1)]


def test_reasons_are_counted_on_the_newest_cards(house: House) -> None:
    """How often each stood there and how often rightly, without the words of one post; older cards are left out."""
    answer(house, carded(house, SAYS_NO))  # too old to be looked at
    answer(house, carded(house, SAYS_NO, ASKS))
    house.decide(carded(house, SAYS_NO), Choice.NOT_A_QUESTION)
    carded(house, ASKS, Reason("kept before cues were"))
    judged(house, SAYS_NO, needs_answer=True)  # no card
    with house.database.read() as tx:
        found, looked_at = feedback.cues(tx, house.workspace.id, 3)
    told = {cue.sentence: (cue.cards, cue.right, cue.wrong) for cue in found}
    assert told == {"says no": (2, 1, 1), "asks a question": (2, 1, 0)}
    assert looked_at == 3


def test_what_got_no_card_comes_newest_first(house: House) -> None:
    """Page by page, and with what a person carded since; not what Rapport carded, nor what was read at the start."""
    old, young = judged(house, needs_answer=False), judged(house, needs_answer=False)
    carded(house)
    judged(house, needs_answer=False, baseline=True)
    house.decisions.needs_answer(house.workspace.id, old, ADA)

    def page(offset: int) -> list[int]:
        with house.database.read() as tx:
            return [each.mention.id for each in rest.page(tx, house.workspace.id, 1, offset)]

    assert [page(n) for n in range(3)] == [[young], [old], []]
    with house.database.write() as tx:
        found = rest.find(tx, house.workspace.id, old, alone=True)
        assert rest.find(tx, house.workspace.id, 0) is None
    assert found is not None
    assert found.card is not None
    assert found.said == Feedback(Said.NEEDS_ANSWER, ADA, house.clock())


def test_a_persons_word_decides_what_waits_for_an_answer(house: House) -> None:
    """It goes before the verdict in the list of open questions and in the figures of the day."""
    denied, _waits = carded(house), carded(house)
    asked = judged(house, needs_answer=False)
    house.decide(denied, Choice.NOT_A_QUESTION)
    house.decisions.needs_answer(house.workspace.id, asked, ADA)
    with house.database.read() as tx:
        assert figures.waiting(tx, house.account_id) == (0, 2)
        assert figures.between(tx, house.account_id, START, LATER).questions == 2
        found, total = cards.search(tx, cards.Search(house.workspace.id, CardKind.QUESTION, awaited=True), 9)
    assert ({card.status for card in found}, total) == ({CardStatus.OPEN}, 2)


def plan(tx: Connection, statement: str) -> str:
    """How SQLite would answer a statement."""
    return "\n".join(str(row[-1]) for row in tx.execute(text(f"EXPLAIN QUERY PLAN {statement}")))


def test_counting_uses_indexes(sqlite_house: House) -> None:
    """No table is walked whole for each mention: cards, feedback and accounts are found by their keys."""
    database: Database = sqlite_house.database
    asked: list[str] = []
    with database.read() as tx:
        tx.connection.driver_connection.set_trace_callback(asked.append)  # type: ignore[union-attr]  # sqlite3's
        census.kinds(tx, sqlite_house.workspace.id)
        census.outcomes(tx, sqlite_house.workspace.id, START)
        census.settle(tx, sqlite_house.account_id)
        feedback.cues(tx, sqlite_house.workspace.id, 9)
        rest.page(tx, sqlite_house.workspace.id, 6)
        tx.connection.driver_connection.set_trace_callback(None)  # type: ignore[union-attr]  # likewise
        told = "\n".join(plan(tx, each) for each in asked if each.startswith("SELECT"))
    assert "USING INDEX" in told
    assert not [line for line in told.splitlines() if line.startswith(("SCAN card", "SCAN feedback"))], told
