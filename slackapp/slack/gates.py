"""Which role each button, menu item, modal and command asks for. What is not in these tables asks for DECIDE.

Opening and looking ask for nothing; whatever else one's own listener asks stands there.
"""

from collections.abc import Mapping
from enum import Enum

from slackapp.domain.roles import Role
from slackapp.slack import ids
from slackapp.slack.help import words_of
from slackapp.slack.ids import MenuItem


class Gate(Enum):
    """What somebody has to be."""

    NONE = "anyone"
    DECIDE = Role.DECIDE
    APPROVE = Role.APPROVE
    ADMINISTER = Role.ADMINISTER
    THERE = "whoever is in the channel it was handed to: where the click came from, the listener asks"
    ACCOUNT = "who administers, or who connected an account: which one, the listener asks"


ACTIONS: Mapping[str, Gate] = {
    ids.REVIEW_OPEN: Gate.NONE,
    ids.REVIEW_PREVIOUS: Gate.NONE,
    ids.REVIEW_NEXT: Gate.NONE,
    ids.REVIEW_LIST: Gate.NONE,
    ids.REVIEW_ONE: Gate.NONE,
    ids.PICK: Gate.NONE,  # ticking: only the count moves
    ids.PICK_ALL: Gate.NONE,
    ids.PICK_PREVIOUS: Gate.NONE,
    ids.PICK_NEXT: Gate.NONE,
    ids.LIST_PREVIOUS: Gate.NONE,
    ids.LIST_NEXT: Gate.NONE,
    ids.HOME_REFRESH: Gate.NONE,
    ids.HOME_FOR_ME: Gate.NONE,  # each sees their own; these only move within it
    ids.HOME_OPEN: Gate.NONE,
    ids.HOME_NUMBERS: Gate.NONE,
    ids.HOME_SETTINGS: Gate.NONE,
    ids.HOME_SHOW: Gate.NONE,
    ids.HOME_ACCOUNT: Gate.NONE,
    ids.HOME_KIND: Gate.NONE,
    ids.HOME_DUE: Gate.NONE,
    ids.HOME_WHOSE: Gate.NONE,
    ids.HOME_WHO: Gate.NONE,
    ids.HOME_CLEAR: Gate.NONE,
    ids.HOME_PREVIOUS: Gate.NONE,
    ids.HOME_NEXT: Gate.NONE,
    ids.HOME_FOLLOWERS_OF: Gate.NONE,
    ids.HOME_DAY: Gate.NONE,
    ids.HOME_FOLLOWERS_PREVIOUS: Gate.NONE,
    ids.HOME_FOLLOWERS_NEXT: Gate.NONE,
    ids.REPLY_INPUT: Gate.NONE,  # typing: only the count moves
    ids.REPLY_SAVED: Gate.NONE,  # fills the box, sends nothing
    ids.SAVED_PREVIOUS: Gate.NONE,
    ids.SAVED_NEXT: Gate.NONE,
    ids.POSTS_SHOW: Gate.NONE,  # never pays
    ids.MENTION_WHY: Gate.NONE,
    ids.HISTORY_OPEN: Gate.NONE,
    ids.AUDIT_OLDER: Gate.ADMINISTER,
    ids.AUDIT_NEWER: Gate.ADMINISTER,
    ids.DRAFT_SEND: Gate.APPROVE,
    ids.DRAFT_RETURN: Gate.APPROVE,
    ids.WELCOME_CHANNELS: Gate.NONE,  # opens a window for those who may
    ids.WELCOME_SAMPLE: Gate.NONE,  # a card to look at, for whoever asks
    ids.CONNECT_OPEN: Gate.NONE,  # whom to ask is told by these themselves
    ids.WEBHOOKS_ADD: Gate.ADMINISTER,
    ids.WEBHOOKS_MENU: Gate.ADMINISTER,
    ids.WEBHOOKS_AGAIN: Gate.ADMINISTER,
    ids.WEBHOOKS_OPEN: Gate.NONE,
    ids.SAVED_OPEN: Gate.NONE,  # as `/rapport replies` is: looking changes nothing
    ids.WORDS_OPEN: Gate.NONE,
    ids.RULES_OPEN: Gate.NONE,
    ids.TARGETS_OPEN: Gate.NONE,
    ids.DIGEST_OPEN: Gate.NONE,  # who may not change them is told how they are
    ids.DIGEST_CHANNEL: Gate.NONE,  # shows another channel's, likewise
    ids.DIGEST_PAUSE: Gate.ADMINISTER,
    ids.DIGEST_RESUME: Gate.ADMINISTER,
    ids.BUDGET_OPEN: Gate.NONE,
    ids.ROLES_OPEN: Gate.NONE,
    ids.ROUTES_OPEN: Gate.NONE,
    ids.ROUTES_ADD: Gate.ADMINISTER,
    ids.ROUTES_MENU: Gate.ADMINISTER,
    ids.ACCOUNT_MENU: Gate.NONE,  # each item opens a window for those who may
    ids.ACCOUNT_RECONNECT: Gate.NONE,  # likewise
    # The other team's, who need not be among those who decide. Giving it, and taking it back, is deciding.
    ids.HAND_OFF_CLAIM: Gate.THERE,
    ids.HAND_OFF_ANSWERED: Gate.THERE,
    ids.HAND_OFF_SEND_BACK: Gate.THERE,
    ids.HAND_OFF_UNDO: Gate.THERE,
}
_OPENING = frozenset({MenuItem.OPEN_PROFILE, MenuItem.OPEN_POST, MenuItem.WHY, MenuItem.HISTORY})

VIEWS: Mapping[str, Gate] = {
    ids.NOTICE_VIEW: Gate.NONE,
    ids.HAND_OFF_ANSWERED_VIEW: Gate.THERE,  # who sends one opened it there; its metadata names the channel
    ids.HAND_OFF_SEND_BACK_VIEW: Gate.THERE,
    ids.DRAFT_SEND_VIEW: Gate.APPROVE,
    ids.DRAFT_RETURN_VIEW: Gate.APPROVE,
    ids.WORDS_VIEW: Gate.ADMINISTER,
    ids.WEBHOOKS_FORM_VIEW: Gate.ADMINISTER,
    ids.WEBHOOKS_REMOVE_VIEW: Gate.ADMINISTER,
    ids.ROLES_VIEW: Gate.ADMINISTER,
    ids.TARGETS_VIEW: Gate.ADMINISTER,
    ids.DIGEST_VIEW: Gate.ADMINISTER,
    ids.ROUTES_FORM_VIEW: Gate.ADMINISTER,
    ids.ROUTES_REMOVE_VIEW: Gate.ADMINISTER,
    ids.BUDGET_VIEW: Gate.ADMINISTER,
    ids.RULES_VIEW: Gate.ACCOUNT,
    ids.CONNECT_VIEW: Gate.ACCOUNT,
    ids.ACCOUNT_CHANNELS_VIEW: Gate.ACCOUNT,
    ids.ACCOUNT_DISCONNECT_VIEW: Gate.ACCOUNT,
}

_HELP = frozenset({"", "help", "?", "-h", "--help"})
# By the first word. Who is looked up by /followers @handle is looked at, no more.
_LOOKS = frozenset(
    {
        "status",
        "judgement",
        "connect",
        "webhooks",
        "words",
        "cards",
        "roles",
        "targets",
        "routes",
        "replies",
        "budget",
        "audit",
        "export",
        "digests",
    }
)


def of_action(action_id: str, value: str) -> Gate:
    """What a click asks for."""
    if action_id.startswith((ids.OPEN_PREFIX, ids.SAMPLE_PREFIX)):
        return Gate.NONE
    if action_id == ids.CARD_MENU:
        item = ids.parse_menu_value(value)
        return Gate.NONE if item and item[0] in _OPENING else Gate.DECIDE
    return ACTIONS.get(action_id, Gate.DECIDE)


def of_view(callback_id: str) -> Gate:
    """What sending a modal asks for."""
    return VIEWS.get(callback_id, Gate.DECIDE)


def of_command(name: str, text: str) -> Gate:
    """What a command asks for."""
    first = (text.lower().split() or [""])[0]
    unknown = first not in words_of("/rapport")  # which is answered with help, whoever asks
    looks = name != "/rapport" or unknown or first in _HELP | _LOOKS
    return Gate.NONE if looks else Gate.DECIDE
