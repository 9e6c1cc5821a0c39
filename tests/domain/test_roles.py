"""Who may do what."""

from hypothesis import given
from hypothesis import strategies as st

from slackapp.domain.roles import EVERYONE, USUAL, Role, Roles, Who, may, read, written

NAMES = st.sampled_from([f"U{n}" for n in range(5)])
GROUPS = st.frozensets(st.sampled_from(["S1", "S2", "S3"]))
WHO = st.builds(Who, st.frozensets(NAMES), GROUPS).filter(lambda who: bool(who.users or who.groups))
ROLES = st.builds(Roles, st.just(EVERYONE) | WHO, st.none() | WHO, st.none() | WHO)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["U1", "everyone"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["decide", "approve", "administer", "users", "groups", "x"]), inner)
    ),
    max_leaves=12,
)


@given(ROLES)
def test_roles_are_read_as_they_were_written(roles: Roles) -> None:
    """What is usual is not kept at all."""
    assert read(written(roles)) == roles
    assert (written(roles) is None) == (roles == USUAL)


@given(JUNK)
def test_anything_at_all_is_read(value: object) -> None:
    """What is none of ours counts as not set, and never as a role that nobody has."""
    roles = read(value)
    for who in (roles.decide, roles.approve, roles.administer):
        assert who is None or who.everyone or who.users or who.groups


@given(NAMES, GROUPS, st.booleans())
def test_usually_everybody_decides_and_sends(user: str, groups: frozenset[str], is_admin: bool) -> None:
    """Admins administer; approval is off."""
    assert may(USUAL, Role.DECIDE, user, groups)
    assert may(USUAL, Role.APPROVE, user, groups)
    assert may(USUAL, Role.ADMINISTER, user, groups, is_admin=is_admin) == is_admin


@given(ROLES, NAMES, GROUPS, st.booleans())
def test_who_is_named_may_and_nobody_else(
    roles: Roles,
    user: str,
    groups: frozenset[str],
    is_admin: bool,
) -> None:
    """By their own name or a group's; who approves may decide as well; being an admin of Slack decides nothing."""

    def named(who: Who) -> bool:
        return who.everyone or user in who.users or bool(who.groups & groups)

    decides, approves = named(roles.decide), roles.approve is not None and named(roles.approve)
    assert may(roles, Role.DECIDE, user, groups, is_admin=is_admin) == (decides or approves)
    assert may(roles, Role.APPROVE, user, groups, is_admin=is_admin) == (approves if roles.approve else decides)
    administers = named(roles.administer) if roles.administer else is_admin
    assert may(roles, Role.ADMINISTER, user, groups, is_admin=is_admin) == administers
