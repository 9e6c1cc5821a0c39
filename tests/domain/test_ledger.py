"""The ledger of open questions: whatever is in it, each line is where it belongs, and filters agree with the counts."""

from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.ledger import Filter, Line, Whose, chosen, mine, nobodys, put_off
from slackapp.domain.verdict import PostKind

ME, OTHER = "U0ME", "U0OTHER"
LINES = st.lists(
    st.builds(
        Line,
        st.integers(1, 9_999),
        st.integers(1, 3),
        st.sampled_from(PostKind),
        st.sampled_from(["", ME, OTHER]),
        st.booleans(),
        st.integers(1, 99),
        st.booleans(),
        st.sampled_from(["", ME, OTHER]),
        st.integers(1, 99),
        st.booleans(),
    ),
    max_size=12,
)
FILTERS = st.builds(
    Filter,
    st.integers(0, 3),
    st.none() | st.sampled_from(PostKind),
    st.booleans(),
    st.sampled_from(Whose),
    st.sampled_from([ME, OTHER]),
)


@settings(max_examples=50, deadline=None)
@given(LINES, FILTERS)
def test_a_filter_leaves_what_it_names_in_its_order(lines: list[Line], wanted: Filter) -> None:
    """All that it leaves is like that, all that it takes away is not; no filter leaves everything."""
    left = chosen(lines, wanted, ME)
    assert [line for line in lines if line in left] == list(left)
    owners = {Whose.ANYBODY: {"", ME, OTHER}, Whose.MINE: {ME}, Whose.NOBODY: {""}, Whose.ONE: {wanted.user_id}}
    for line in lines:
        like_it = (
            wanted.account_id in (0, line.account_id)
            and wanted.kind in (None, line.kind)
            and (not wanted.overdue or line.overdue)
            and line.owner_id in owners[wanted.whose]
        )
        assert (line in left) == like_it
    assert chosen(lines, Filter(), ME) == tuple(lines)
    assert not Filter().narrows


@settings(max_examples=50, deadline=None)
@given(LINES)
def test_nothing_stands_twice_and_nothing_of_mine_is_missed(lines: list[Line]) -> None:
    """What I have is to be answered, put off, or in other hands; nobody's is nobody's; the most pressing come first."""
    awake, asleep, free = mine(lines, ME), put_off(lines, ME), nobodys(lines)
    assert not {id(line) for line in awake} & {id(line) for line in (*asleep, *free)}
    for line in lines:
        if line.owner_id == ME:
            assert (line in awake) or (line in asleep) or line.handed
    assert all(not line.owner_id and not line.asleep and not line.handed for line in free)
    assert [line.overdue for line in free] == sorted((line.overdue for line in free), reverse=True)
    assert [line.due_rank for line in awake] == sorted(line.due_rank for line in awake)
    assert [line.return_rank for line in asleep] == sorted(line.return_rank for line in asleep)
