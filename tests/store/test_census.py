"""The counts of what became of mentions, held against every mention looked at by itself."""

from collections import Counter
from datetime import timedelta

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from slackapp.decisions import Decided
from slackapp.domain.card import CardedBy, CardStatus, Choice
from slackapp.domain.judgement import Kind, Outcome
from slackapp.domain.judgement import census as counted
from slackapp.domain.said import Said
from slackapp.domain.verdict import PostKind
from slackapp.store import cards, census, posts, rest
from tests.house import ADA, BEN, START, House
from tests.store.test_feedback import answer, judged

SINCE = START + timedelta(minutes=12)  # mentions come a minute apart
_CLICKS = {"denied": Choice.NOT_A_QUESTION, "ignored": Choice.IGNORE, "undone": Choice.REOPEN}
LIVES = st.lists(
    st.tuples(
        st.sampled_from([PostKind.QUESTION, PostKind.PRAISE, PostKind.SPAM]),
        *[st.booleans()] * 3,
        st.lists(st.sampled_from(["carded", "needs_answer", "answered", *_CLICKS]), max_size=5),
    ),
    min_size=4,
    max_size=10,
)


def lived(house: House, mention_id: int, happens: list[str]) -> CardedBy:
    """What happens to a mention, as far as it can; returns who made its card."""
    by = CardedBy.NOBODY
    for what in happens:
        with house.database.read() as tx:
            card = cards.of_mention(tx, mention_id)
        if what == "needs_answer":
            said = house.decisions.needs_answer(house.workspace.id, mention_id, ADA)
            by = CardedBy.PERSON if isinstance(said, Decided) else by
        elif card is None and what == "carded":
            with house.database.write() as tx:
                person_id = posts.mention(tx, mention_id).person_id
                new = cards.NewCard(cards.CardKind.QUESTION, f"mention:{mention_id}", person_id, mention_id)
                cards.add(tx, house.workspace.id, house.account_id, None, [new], house.clock())
            by = CardedBy.RAPPORT
        elif card is not None and what == "answered":
            answer(house, card)
        elif card is not None and what in _CLICKS:
            house.decide(card, _CLICKS[what], BEN)
    return by


def looked_at(house: House, made: dict[int, CardedBy]) -> Counter[Outcome]:
    """Each mention by itself, with its card and what was said of it."""
    m, c, f = cards.mentions, cards.cards, cards.feedback
    joined = m.outerjoin(c, c.c.mention_id == m.c.id).outerjoin(f, f.c.mention_id == m.c.id)
    found: Counter[Outcome] = Counter()
    with house.database.read() as tx:
        rows = tx.execute(select(m, c.c.status, f.c.said).select_from(joined)).all()
    for row in rows:
        assert (made[row.id] is CardedBy.NOBODY) is (row.status is None)
        judged = PostKind(row.kind), row.needs_answer, row.baseline, row.asked_at >= SINCE
        one = Outcome(*judged, made[row.id], row.answered_at is not None)
        status = CardStatus(row.status) if one.waits else None
        found[Outcome(*judged, one.carded_by, one.answered, status, Said(row.said) if row.said else None)] += 1
    return found


def check(house: House, made: dict[int, CardedBy]) -> None:
    """Every count and the list of what got no card."""
    every = looked_at(house, made)
    with house.database.read() as tx:
        assert census.outcomes(tx, house.workspace.id, SINCE) == every
        kinds = census.kinds(tx, house.workspace.id)
        listed = [each.mention.id for each in rest.page(tx, house.workspace.id, 1_000)]
    alone = [Kind(each.kind, each.baseline, each.carded_by, number) for each, number in every.items()]
    assert counted(kinds) == counted(alone)
    assert len(listed) == counted(kinds).uncarded
    assert all(made[i] is not CardedBy.RAPPORT for i in listed)


@given(LIVES)
@settings(
    max_examples=5,
    derandomize=True,
    phases=[Phase.generate],
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),  # one house lives through all of them: its counts grow
)
def test_counts_are_those_of_each_mention_looked_at(
    house: House, lives: list[tuple[PostKind, bool, bool, bool, list[str]]]
) -> None:
    """Whoever made its card, whatever was said, undone or answered since, also where an older process wrote it."""
    made = vars(house).setdefault("made", {})
    for kind, needs_answer, baseline, by_older, happens in lives:
        mention_id = judged(house, needs_answer=needs_answer, kind=kind, baseline=baseline)
        made[mention_id] = lived(house, mention_id, happens[:1] if by_older else happens)
        if by_older:
            with house.database.write() as tx:
                unknown = update(cards.mentions).where(cards.mentions.c.id == mention_id)
                tx.execute(unknown.values(carded_by=None))
                census.settle(tx, house.account_id)
            before = made[mention_id]
            made[mention_id] = lived(house, mention_id, happens[1:]) or before
    check(house, made)


def test_a_poll_settles_what_an_older_process_wrote(house: House) -> None:
    """In a rolling deploy: until then it is not counted, and stands in no list; other accounts are left alone."""
    mention_id = judged(house, needs_answer=False)
    with house.database.write() as tx:
        tx.execute(update(cards.mentions).values(carded_by=None))
        census.settle(tx, house.account_id + 1)
        assert census.kinds(tx, house.workspace.id) == ()
    house.polled()
    check(house, {mention_id: CardedBy.NOBODY})
