"""Who may do what in a workspace: decide on cards, approve replies, administer Rapport."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

_ID = re.compile(r"[A-Z0-9]{1,64}")  # Slack's, of people and of user groups
MOST = 100  # people, or groups, that a role may name


class Role(StrEnum):
    """What somebody may do."""

    DECIDE = "decide"  # on cards: follow, reply, ignore, snooze and the like
    APPROVE = "approve"  # send replies, and those of others
    ADMINISTER = "administer"  # accounts, channels, words, roles


@dataclass(frozen=True, slots=True)
class Who:
    """Named people and user groups, by Slack's ids; or everyone."""

    users: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    everyone: bool = False

    def has(self, user_id: str, groups: Collection[str]) -> bool:
        """Whether somebody who is in these groups is among them."""
        return self.everyone or user_id in self.users or not self.groups.isdisjoint(groups)


EVERYONE = Who(everyone=True)


@dataclass(frozen=True, slots=True)
class Roles:
    """Who has which role."""

    decide: Who = EVERYONE
    approve: Who | None = None  # None: whoever decides sends at once
    administer: Who | None = None  # None: the admins of the Slack workspace, or those whom the settings name

    @property
    def groups(self) -> frozenset[str]:
        """Every user group that a role names."""
        return frozenset().union(*(who.groups for who in (self.decide, self.approve, self.administer) if who))


USUAL = Roles()


def may(roles: Roles, role: Role, user_id: str, groups: Collection[str] = (), *, is_admin: bool = False) -> bool:
    """Whether somebody has a role.

    Args:
        roles: as the workspace has set them.
        role: the one in question.
        user_id: Slack's.
        groups: the user groups that they are in, by Slack's ids.
        is_admin: whether they administer where the workspace names nobody.
    """
    if role is Role.ADMINISTER:
        return is_admin if roles.administer is None else roles.administer.has(user_id, groups)
    decides = roles.decide.has(user_id, groups)
    if roles.approve is None:
        return decides
    approves = roles.approve.has(user_id, groups)
    return approves or (role is Role.DECIDE and decides)  # who sends the words of others may write some, too


def read(value: object) -> Roles:
    """Read what `written` made; what is none of it counts as not set."""
    kept = value if isinstance(value, Mapping) else {}
    return Roles(_who(kept.get("decide")) or EVERYONE, _who(kept.get("approve")), _who(kept.get("administer")))


def written(roles: Roles) -> dict[str, object] | None:
    """The roles as JSON values; None where they are the usual ones."""
    named = {"decide": None if roles.decide.everyone else roles.decide}
    named |= {"approve": roles.approve, "administer": roles.administer}
    kept = {name: {"users": sorted(w.users), "groups": sorted(w.groups)} for name, w in named.items() if w}
    return dict(kept) or None


def told(roles: Roles) -> str:
    """The roles in a line, for the story: by ids, which stay when people change their names."""
    decide = _told(roles.decide) or "anyone"
    approve = _told(roles.approve) or "off"
    return f"decide: {decide} · approve: {approve} · administer: {_told(roles.administer) or 'admins'}"


def ids_in(value: object) -> frozenset[str]:
    """The Slack ids in a list of anything."""
    listed = value if isinstance(value, (list, tuple)) else ()
    return frozenset([each for each in listed if isinstance(each, str) and _ID.fullmatch(each)][:MOST])


def _who(value: object) -> Who | None:
    if not isinstance(value, Mapping):
        return None
    who = Who(ids_in(value.get("users")), ids_in(value.get("groups")))
    return who if who.users or who.groups else None


def _told(who: Who | None) -> str:
    return ", ".join((*sorted(who.groups), *sorted(who.users))) if who else ""
