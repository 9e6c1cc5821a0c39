"""Where on Home somebody is, in the view's private_metadata: it comes back with each click."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from slackapp.domain.home import Looking, Tab
from slackapp.domain.ledger import Filter, Whose
from slackapp.domain.verdict import PostKind
from slackapp.slack import ids

_MARK = "home?"
ALL, OVERDUE, TODAY = "all", "overdue", "today"  # values of Home's menus
_MOST_PAGES = 100_000

Move = Callable[[Looking, str], Looking]  # by the value of what was clicked


def written(looking: Looking) -> str:
    """A place on Home as Home's metadata."""
    asked = looking.questions
    parts: dict[str, object] = {
        "tab": looking.tab.value,
        "of": asked.account_id,
        "kind": asked.kind.value if asked.kind else "",
        "due": OVERDUE if asked.overdue else "",
        "whose": asked.whose.value if asked.whose is not Whose.ANYBODY else "",
        "who": asked.user_id,
        "page": looking.page,
        "followers_of": looking.followers_of,
        "day": TODAY if looking.today else "",
        "followers_page": looking.followers_page,
    }
    return _MARK + urlencode({name: value for name, value in parts.items() if value})


def read(text: str) -> Looking | None:
    """Read Home's metadata back, as far as it can be understood; None where it is another view's."""
    if not text.startswith(_MARK):
        return None
    parts = dict(parse_qsl(text.removeprefix(_MARK)))
    questions = Filter(
        account_id=_number(parts.get("of", "")),
        kind=_kind(parts.get("kind", "")),
        overdue=parts.get("due") == OVERDUE,
        whose=_whose(parts.get("whose", "")),
        user_id=parts.get("who", ""),
    )
    return Looking(
        tab=Tab(parts["tab"]) if parts.get("tab") in set(Tab) else Tab.FOR_ME,
        questions=questions,
        page=_page(parts.get("page", "")),
        followers_of=_number(parts.get("followers_of", "")),
        today=parts.get("day") == TODAY,
        followers_page=_page(parts.get("followers_page", "")),
    )


def moved(looking: Looking, action_id: str, value: str) -> Looking:
    """Where somebody is after a click on one of Home's own buttons and menus."""
    return MOVES[action_id](looking, value) if action_id in MOVES else looking


def _number(text: str) -> int:
    return ids.parse_id(text) or 0


def _page(text: str) -> int:
    return min(_number(text) or 1, _MOST_PAGES)


def _kind(text: str) -> PostKind | None:
    return PostKind(text) if text in set(PostKind) else None


def _whose(text: str) -> Whose:
    return Whose(text) if text in set(Whose) else Whose.ANYBODY


def _to(tab: Tab) -> Move:
    return lambda looking, _value: replace(looking, tab=tab)


def _asking(change: Callable[[Filter, str], Filter]) -> Move:
    """Another filter shows its first page."""
    return lambda looking, value: replace(looking, questions=change(looking.questions, value), page=1)


def _of_one(asked: Filter, user_id: str) -> Filter:
    return replace(asked, whose=Whose.ONE if user_id else Whose.ANYBODY, user_id=user_id)


TABS = {
    ids.HOME_FOR_ME: Tab.FOR_ME,
    ids.HOME_OPEN: Tab.OPEN,
    ids.HOME_NUMBERS: Tab.NUMBERS,
    ids.HOME_SETTINGS: Tab.SETTINGS,
}
# What the buttons behind a list's end show: the value is theirs.
SHOW_MINE, SHOW_NOBODYS, SHOW_OPEN, SHOW_TODAY = "mine", "nobody", "open", TODAY
_SHOWN = {
    SHOW_MINE: Looking(Tab.OPEN, Filter(whose=Whose.MINE)),
    SHOW_NOBODYS: Looking(Tab.OPEN, Filter(whose=Whose.NOBODY)),
    SHOW_OPEN: Looking(Tab.OPEN),
    SHOW_TODAY: Looking(Tab.OPEN, today=True),
}
MOVES: dict[str, Move] = {
    **{action_id: _to(tab) for action_id, tab in TABS.items()},
    ids.HOME_REFRESH: lambda looking, _value: looking,
    ids.HOME_SHOW: lambda _looking, value: _SHOWN.get(value, _SHOWN[SHOW_OPEN]),
    ids.HOME_ACCOUNT: _asking(lambda asked, value: replace(asked, account_id=_number(value))),
    ids.HOME_KIND: _asking(lambda asked, value: replace(asked, kind=_kind(value))),
    ids.HOME_DUE: _asking(lambda asked, value: replace(asked, overdue=value == OVERDUE)),
    ids.HOME_WHOSE: _asking(lambda asked, value: replace(asked, whose=_whose(value), user_id="")),
    ids.HOME_WHO: _asking(_of_one),
    ids.HOME_CLEAR: _asking(lambda _asked, _value: Filter()),
    ids.HOME_PREVIOUS: lambda looking, value: replace(looking, page=_page(value)),
    ids.HOME_NEXT: lambda looking, value: replace(looking, page=_page(value)),
    ids.HOME_FOLLOWERS_PREVIOUS: lambda looking, value: replace(looking, followers_page=_page(value)),
    ids.HOME_FOLLOWERS_NEXT: lambda looking, value: replace(looking, followers_page=_page(value)),
    ids.HOME_FOLLOWERS_OF: lambda looking, value: replace(looking, followers_of=_number(value), followers_page=1),
    ids.HOME_DAY: lambda looking, value: replace(looking, today=value == TODAY, followers_page=1),
}
