"""What people ask about: by their own words, counted by people."""

from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.topics import Topic, topics


def test_what_most_people_ask_about_comes_first() -> None:
    """Pairs before their parts, hashtags, products; addresses, handles and words without meaning are none."""
    said = [
        (1, "@brand where is my order? Late delivery again! https://brand.example/track #fern"),
        (2, "Wo bleibt meine Bestellung? #Fern"),
        (3, "late delivery. It is a late delivery, LATE delivery"),
        (4, "¿Dónde está mi pedido? Late delivery 😡"),
        (5, "My Fern Mug is broken, the fern mug I ordered"),
        (6, "is the fern mug dishwasher-safe?"),
    ]
    assert topics(said, products=("Fern Mug",)) == (
        Topic("late delivery", 3),
        Topic("#fern", 2),
        Topic("fern mug", 2),
    )


def test_a_person_counts_once_however_often_they_ask() -> None:
    """One who writes ten times is no topic."""
    assert topics([(1, "refund please")] * 10) == ()
    assert topics([(1, "refund please"), (2, "Refund?")]) == (Topic("refund", 2),)


def test_our_own_name_is_no_topic() -> None:
    """Everybody says it."""
    said = [(n, "Tidewater, your kettle leaks") for n in range(3)]
    assert topics(said, ours=("Tidewater",)) == (Topic("kettle leaks", 3),)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.text(max_size=60)), max_size=8))
def test_any_words_do(said: list[tuple[int, str]]) -> None:
    """Whatever people write: at most five topics, each by at least two people and by no more than there are."""
    found = topics(said)
    assert len(found) <= 5
    assert all(2 <= topic.people <= len({who for who, _ in said}) for topic in found)
