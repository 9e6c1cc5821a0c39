"""Every id that leaves in a message and comes back with a click.

All of this is a wire format: messages keep their buttons for months, so an id may be added here but never renamed or
given another meaning. A value is an opaque id of ours, never data: a card button's value is the card's id, a menu
item's is "<item>:<card id>".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from slackapp.domain.card import Choice
from slackapp.domain.verdict import CardRule

CARD_PREFIX = "rapport.card."
CARD_MENU = "rapport.card.menu"

OPEN_PREFIX = "rapport.open."  # plain links: Slack tells of the click, there is nothing to do but to ack
OPEN_PROFILE = "rapport.open.profile"
OPEN_POST = "rapport.open.post"
OPEN_ACCOUNT = "rapport.open.account"
OPEN_LOGIN = "rapport.open.login"  # the network's page on which its owner lets Rapport in

REVIEW_OPEN = "rapport.review.open"  # value: the grouped message's id
REVIEW_PREVIOUS = "rapport.review.previous"  # value: the position to go to, from 1
REVIEW_NEXT = "rapport.review.next"
REVIEW_VIEW = "rapport.review"  # callback_id
REVIEW_LIST = "rapport.review.list"  # value: the position whose page to show, from 1
REVIEW_ONE = "rapport.review.one"  # value: the position to show alone, from 1

PICK = "rapport.pick"  # a checkbox; value: the position, from 1
PICK_ALL = "rapport.pick.all"  # value: "all" or "none", of the page
PICK_PREVIOUS = "rapport.pick.previous"  # value: the page to go to, from 1
PICK_NEXT = "rapport.pick.next"
BULK_FOLLOW = "rapport.bulk.follow"  # value: the grouped message's id; whom, the view's own state tells
BULK_IGNORE = "rapport.bulk.ignore"
BULK_STOP = "rapport.bulk.stop"  # value: the bulk's id
BULK_UNDO = "rapport.bulk.undo"  # likewise

LIST_PREVIOUS = "rapport.list.previous"  # value: the page to go to, from 1
LIST_NEXT = "rapport.list.next"

STATUS_RETRY = "rapport.status.retry"  # forget what networks refused, and try again

HOME_REFRESH = "rapport.home.refresh"
HOME_VIEW = "rapport.home"  # callback_id; its metadata tells where on it somebody is
HOME_FOR_ME = "rapport.home.me"  # the tabs
HOME_OPEN = "rapport.home.open"
HOME_NUMBERS = "rapport.home.numbers"
HOME_SETTINGS = "rapport.home.settings"
HOME_SHOW = "rapport.home.show"  # all of a list that stands cut; value: which
HOME_ACCOUNT = "rapport.home.account"  # what questions are filtered by; value: an account's id, or "all"
HOME_KIND = "rapport.home.kind"  # value: a PostKind's, or "all"
HOME_DUE = "rapport.home.due"  # value: "overdue" or "all"
HOME_WHOSE = "rapport.home.whose"  # value: a Whose's
HOME_WHO = "rapport.home.who"  # a teammate is chosen
HOME_CLEAR = "rapport.home.clear"
HOME_PREVIOUS = "rapport.home.previous"  # value of these: the page to go to, from 1
HOME_NEXT = "rapport.home.next"
HOME_FOLLOWERS_OF = "rapport.home.followers.of"  # what followers are filtered by; value: an account's id, or "all"
HOME_DAY = "rapport.home.followers.day"  # value: "today" or "all"
HOME_FOLLOWERS_PREVIOUS = "rapport.home.followers.previous"
HOME_FOLLOWERS_NEXT = "rapport.home.followers.next"

REPLY_VIEW = "rapport.reply"  # callback_id
REPLY_BLOCK = "rapport.reply.words"  # Slack keeps the typed text by it; another with each saved reply that is put in
REPLY_INPUT = "rapport.reply.typed"

REPLY_SAVED = "rapport.reply.saved"  # action_id and block_id of the menu of saved replies; value: the reply's id

SAVED_OPEN = "rapport.saved.open"
SAVED_VIEW = "rapport.saved"  # callback_id: all of them
SAVED_FORM = "rapport.saved.form"  # callback_id: one to be written
SAVED_NEW = "rapport.saved.new"
SAVED_EDIT = "rapport.saved.edit"  # value: the saved reply's id
SAVED_FIND = "rapport.saved.find"  # likewise, of what is chosen
SAVED_DELETE = "rapport.saved.delete"  # likewise
SAVED_PREVIOUS = "rapport.saved.previous"  # value: the page to go to, from 1
SAVED_NEXT = "rapport.saved.next"
SAVED_TITLE = "rapport.saved.title"  # block_ids
SAVED_TEXT = "rapport.saved.text"
SAVED_ACCOUNT = "rapport.saved.account"  # the value is an account's id, or "all"
SAVED_INPUT = "rapport.saved.typed"

POSTS_SHOW = "rapport.posts.show"  # value: the card's id. Shows what is known already or free to know; never pays
POSTS_PAY = "rapport.posts.pay"  # value: the card's id. Somebody was told the price, and agreed
POSTS_VIEW = "rapport.posts"  # callback_id

NOTICE_VIEW = "rapport.notice"  # callback_id

WELCOME_CHANNELS = "rapport.welcome.channels"  # value: the account's id
WELCOME_SAMPLE = "rapport.welcome.sample"
SAMPLE_PREFIX = "rapport.sample."  # with a Choice behind: the buttons of the sample card, which do nothing

CONNECT_OPEN = "rapport.connect.open"
CONNECT_VIEW = "rapport.connect"  # callback_id
CONNECT_NETWORK = "rapport.connect.network"  # block_id; the value is a NetworkName's
CONNECT_ASK = "rapport.connect.ask."  # block_id: with the form's nonce and the question's name behind
CONNECT_INPUT = "rapport.connect.typed"
CHANNEL_CARDS = "rapport.channel.cards"  # block_id
CHANNEL_DIGEST = "rapport.channel.digest"  # block_id

ACCOUNT_MENU = "rapport.account.menu"  # value: "<item>:<account id>"
ACCOUNT_RECONNECT = "rapport.account.reconnect"  # value: the account's id
ACCOUNT_CHANNELS_VIEW = "rapport.account.channels"  # callback_id
ACCOUNT_DISCONNECT_VIEW = "rapport.account.disconnect"  # callback_id

WORDS_OPEN = "rapport.words.open"
WORDS_VIEW = "rapport.words"  # callback_id
WORDS_BLOCK = "rapport.words."  # block_id: with the kind of words behind
WORDS_INPUT = "rapport.words.typed"

WEBHOOKS_OPEN = "rapport.webhooks.open"
WEBHOOKS_VIEW = "rapport.webhooks"  # callback_id
WEBHOOKS_ADD = "rapport.webhooks.add"
WEBHOOKS_MENU = "rapport.webhooks.menu"  # value: "<item>:<webhook's id>"
WEBHOOKS_AGAIN = "rapport.webhooks.again"  # value: the delivery's id
WEBHOOKS_FORM_VIEW = "rapport.webhooks.form"  # callback_id
WEBHOOKS_LOG_VIEW = "rapport.webhooks.log"  # callback_id
WEBHOOKS_REMOVE_VIEW = "rapport.webhooks.remove"  # callback_id
WEBHOOKS_URL = "rapport.webhooks.url"  # block_id
WEBHOOKS_EVENTS = "rapport.webhooks.events"  # block_id; the values are an Occasion's
WEBHOOKS_RENEW = "rapport.webhooks.renew"  # block_id; the value is "renew" where it is ticked
WEBHOOKS_INPUT = "rapport.webhooks.typed"

TARGETS_OPEN = "rapport.targets.open"
TARGETS_VIEW = "rapport.targets"  # callback_id
TARGETS_BLOCK = "rapport.targets."  # block_id: with what is asked for behind
TARGETS_INPUT = "rapport.targets.typed"

BUDGET_OPEN = "rapport.budget.open"
BUDGET_VIEW = "rapport.budget"  # callback_id
BUDGET_AMOUNT = "rapport.budget.amount."  # block_id: with the account and what was shown behind
BUDGET_THEN = "rapport.budget.then."  # likewise
BUDGET_INPUT = "rapport.budget.typed"

DIGEST_OPEN = "rapport.digest.open"  # value: the digest message's id, or "digest"
DIGEST_PAUSE = "rapport.digest.pause"  # value of this and the next: the digest message's id
DIGEST_RESUME = "rapport.digest.resume"
DIGEST_VIEW = "rapport.digest"  # callback_id; its metadata is the workspace's id, and the channel's behind
DIGEST_CHANNEL = "rapport.digest.channel"  # action_id and block_id of the menu of channels; value: Slack's id of it
DIGEST_BLOCK = "rapport.digest."  # block_id: with what is asked for and the channel behind
DIGEST_INPUT = "rapport.digest.typed"

RULES_OPEN = "rapport.rules.open"
RULES_VIEW = "rapport.rules"  # callback_id
RULES_BLOCK = "rapport.rules."  # block_id: with the channel and the rule that was shown behind
RULES_INPUT = "rapport.rules.chosen"

ROUTES_OPEN = "rapport.routes.open"
ROUTES_VIEW = "rapport.routes"  # callback_id: all of them
ROUTES_ADD = "rapport.routes.add"
ROUTES_MENU = "rapport.routes.menu"  # value: "<item>:<rule's id>"
ROUTES_FORM_VIEW = "rapport.routes.form"  # callback_id: one to be said
ROUTES_REMOVE_VIEW = "rapport.routes.remove"  # callback_id
ROUTES_ACCOUNT = "rapport.routes.account"  # block_id; the value is an account's id, or "all"
ROUTES_KIND = "rapport.routes.kind"  # block_id; the value is a rule's kind, or "any"
ROUTES_URGENCY = "rapport.routes.urgency"  # block_id; the value is a rule's urgency, or "any"
ROUTES_WORDS = "rapport.routes.words"  # block_id
ROUTES_CHANNEL = "rapport.routes.channel"  # block_id
ROUTES_INPUT = "rapport.routes.chosen"

MENTION_WHY = "rapport.mention.why"  # value: the mention's id
MENTION_NEEDS_ANSWER = "rapport.mention.needs_answer"  # likewise
WHY_VIEW = "rapport.why"  # callback_id

HISTORY_OPEN = "rapport.history.open"  # value: the card's id
HISTORY_VIEW = "rapport.history"  # callback_id
AUDIT_OLDER = "rapport.audit.older"  # value of both: the id of the line from which to go on
AUDIT_NEWER = "rapport.audit.newer"

SNOOZE_VIEW = "rapport.snooze"  # callback_id
SNOOZE_BLOCK = "rapport.snooze.until"  # the value is a MenuItem's
SNOOZE_INPUT = "rapport.snooze.chosen"
SNOOZE_DATE = "rapport.snooze.date"  # block_id
SNOOZE_TIME = "rapport.snooze.time"  # block_id
SNOOZE_NOTE = "rapport.snooze.note"  # block_id

IGNORE_VIEW = "rapport.ignore"  # callback_id
IGNORE_MANY_VIEW = "rapport.ignore.many"  # callback_id
IGNORE_WHY = "rapport.ignore.why"  # block_id; the value is a Why's
IGNORE_NOTE = "rapport.ignore.note"  # block_id
IGNORE_INPUT = "rapport.ignore.chosen"

ASSIGN_VIEW = "rapport.assign"  # callback_id
ASSIGN_BLOCK = "rapport.assign.whom"
ASSIGN_INPUT = "rapport.assign.chosen"
ASSIGN_NOTE = "rapport.assign.note"  # block_id
NOTE_INPUT = "rapport.note.typed"

DRAFT_SEND = "rapport.draft.send"  # value: "<draft id>:<version seen>", as with all of them
DRAFT_EDIT = "rapport.draft.edit"
DRAFT_RETURN = "rapport.draft.return"
DRAFT_WITHDRAW = "rapport.draft.withdraw"
DRAFT_AGAIN = "rapport.draft.again"  # of one that was returned: a new one with its words
DRAFT_SEND_VIEW = "rapport.draft.sending"  # callback_id; its metadata is such a value, as with all of them
DRAFT_EDIT_VIEW = "rapport.draft.editing"  # callback_id
DRAFT_RETURN_VIEW = "rapport.draft.returning"  # callback_id
DRAFT_BLOCK = "rapport.draft.words"
DRAFT_NOTE = "rapport.draft.note"
DRAFT_INPUT = "rapport.draft.typed"

ROLES_OPEN = "rapport.roles.open"
ROLES_VIEW = "rapport.roles"  # callback_id
ROLES_PEOPLE = "rapport.roles.people."  # block_id: with the role behind
ROLES_GROUPS = "rapport.roles.groups."  # likewise
ROLES_INPUT = "rapport.roles.chosen"

HAND_OFF_VIEW = "rapport.handoff"  # callback_id
HAND_OFF_CHANNEL = "rapport.handoff.channel"  # block_id
HAND_OFF_NOTE = "rapport.handoff.note"  # block_id
HAND_OFF_INPUT = "rapport.handoff.typed"
HAND_OFF_CLAIM = "rapport.handoff.claim"  # value of this and the next: the hand-off's id
HAND_OFF_ANSWERED = "rapport.handoff.answered"
HAND_OFF_SEND_BACK = "rapport.handoff.send_back"
HAND_OFF_TAKE_BACK = "rapport.handoff.take_back"
HAND_OFF_UNDO = "rapport.handoff.undo"
HAND_OFF_ANSWERED_VIEW = "rapport.handoff.answered"  # callback_id
HAND_OFF_SEND_BACK_VIEW = "rapport.handoff.send_back"  # callback_id

_ID_LIMIT = 255  # Slack's, for action_id and block_id
_NO_TIME = 1 << 36  # seconds since 1970 that no clock shows
_BIGGEST = 2**63 - 1  # the store's ids are 64 bits


class MenuItem(StrEnum):
    """What a card's overflow menu offers. Likes are choices too and carry the choice's own value."""

    OPEN_PROFILE = "open_profile"
    OPEN_POST = "open_post"
    LIKE = "like"
    UNDO_LIKE = "undo_like"
    SNOOZE_HOUR = "snooze_1h"
    SNOOZE_TOMORROW = "snooze_tomorrow"  # 9:00 in the person's own time zone
    SNOOZE_NEXT_WEEK = "snooze_next_week"  # Monday 9:00 likewise
    SNOOZE_AFTERNOON = "snooze_afternoon"  # 15:00 likewise
    SNOOZE_DATE = "snooze_date"  # a date and a time, in the window that asks for them
    SNOOZE = "snooze"  # asks until when
    RELEASE = "release"
    ASSIGN = "assign"  # asks to whom
    FOLLOW = "follow"
    UNDO_FOLLOW = "undo_follow"
    FOLLOW_BY_HAND = "follow_by_hand"
    WHY = "why"
    NOT_A_QUESTION = "not_a_question"
    HISTORY = "history"
    HAND_OFF = "hand_off"  # asks to whom

    @property
    def choice(self) -> Choice | None:
        """What this item decides; None where it only opens a page or a modal."""
        if self in _CHOICES:
            return Choice(self.value)
        return Choice.SNOOZE if self in _SNOOZES else None


_CHOICES = frozenset(
    {
        *(MenuItem.LIKE, MenuItem.UNDO_LIKE, MenuItem.NOT_A_QUESTION, MenuItem.RELEASE),
        *(MenuItem.FOLLOW, MenuItem.UNDO_FOLLOW, MenuItem.FOLLOW_BY_HAND),
    }
)
_SNOOZES = frozenset(
    {MenuItem.SNOOZE_HOUR, MenuItem.SNOOZE_AFTERNOON, MenuItem.SNOOZE_TOMORROW, MenuItem.SNOOZE_NEXT_WEEK}
)


class AccountItem(StrEnum):
    """What an account's overflow menu offers to those who may."""

    RECONNECT = "reconnect"
    CHANNELS = "channels"
    DISCONNECT = "disconnect"
    CARDS = "cards"


class WebhookItem(StrEnum):
    """What a webhook's overflow menu offers."""

    TEST = "test"
    LOG = "log"
    CHANGE = "change"
    ON = "on"
    OFF = "off"
    REMOVE = "remove"


class RouteItem(StrEnum):
    """What a routing rule's overflow menu offers."""

    CHANGE = "change"
    UP = "up"
    DOWN = "down"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class WebhookPlace:
    """What a webhook's form is about, and the list that it was opened from."""

    workspace_id: int
    webhook_id: int  # 0: a new one
    view_id: str


class Place(StrEnum):
    """Where a card is shown. The listener redraws that place after a click."""

    CARD = "card"  # a message of its own
    REVIEW = "review"  # the review modal of a grouped message
    LIST = "list"  # the answer to a command, which only one person sees
    HOME = "home"
    WHY = "why"  # the modal that tells why


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """Where a clicked block stood, read back from its block_id."""

    place: Place
    card_id: int = 0  # 0 for a list's own buttons
    version: int = 0  # the card's version that was drawn
    message_id: int = 0  # of the grouped message, for a review
    position: int = 0  # in the review, from 1
    command: str = ""  # "followers", for a list
    query: str = ""  # what was asked, for a list
    page: int = 0  # of the list, from 1


def card_action_id(choice: Choice) -> str:
    """The action_id of a button that makes a choice on a card."""
    return f"{CARD_PREFIX}{choice.value}"


def menu_value(item: MenuItem, card_id: int) -> str:
    """The value of a menu item."""
    return f"{item.value}:{card_id}"


def card_block_id(place: Place, card_id: int, version: int) -> str:
    """The block_id of a card's buttons on a message, Home or in Why?; new with each version, as Slack asks."""
    return f"{place.value}|{card_id}|{version}"


def review_block_id(message_id: int, position: int, card_id: int, version: int) -> str:
    """The block_id of the buttons of one person in the review modal."""
    return f"{Place.REVIEW.value}|{card_id}|{version}|{message_id}|{position}"


def list_block_id(command: str, query: str, page: int, card_id: int = 0, version: int = 0) -> str:
    """The block_id of a listed card's buttons or, without a card, of the list's own.

    It carries the query, so that the list can be asked again and redrawn; one too long for Slack is cut.
    """
    head = f"{Place.LIST.value}|{card_id}|{version}|{page}|{command.removeprefix('/')}|"
    return (head + query)[:_ID_LIMIT]


def hand_off_block_id(hand_off_id: int, version: int) -> str:
    """The block_id of the other team's buttons; new with each version, as Slack asks."""
    return f"handoff|{hand_off_id}|{version}"


def group_block_id(message_id: int, decided: int) -> str:
    """The block_id of a grouped message's button; new with each decision."""
    return f"group|{message_id}|{decided}"


def posts_block_id(card_id: int, read_at: int) -> str:
    """The block_id of the button that reads posts again; `read_at`, in seconds since 1970, is when they were; or 0."""
    return f"posts|{card_id}|{read_at}"


def parse_posts_block_id(block_id: str) -> int | None:
    """When the posts were read that stood above a clicked button, in seconds since 1970; None for any other block."""
    place, _, rest = block_id.partition("|")
    seconds = parse_id(rest.rpartition("|")[2]) or 0
    return (seconds if seconds < _NO_TIME else 0) if place == "posts" else None


def steps_block_id(message_id: int, position: int, version: int) -> str:
    """The block_id of the review modal's way on and back."""
    return f"steps|{message_id}|{position}|{version}"


def pick_block_id(message_id: int, position: int, round_: int) -> str:
    """The block_id of one person's row in the list; Slack keeps what was ticked until the round is another."""
    return f"pick|{message_id}|{position}|{round_}"


def parse_pick_block_id(block_id: str) -> int | None:
    """The position of a row in the list; None for any other block."""
    parts = block_id.split("|")
    return parse_id(parts[2]) if len(parts) == 4 and parts[0] == "pick" else None


def list_metadata(message_id: int, page: int, round_: int, chosen: str) -> str:
    """The list's private_metadata: who is chosen on all pages, sealed, and how often the choice was drawn anew."""
    return f"{message_id}:{page}:{round_}:{chosen}"


def parse_list_metadata(text: str) -> tuple[int, int, int, str] | None:
    """Read the list's private_metadata back: message, page, round and who was chosen; None for any other."""
    parts = text.split(":")
    message_id = parse_id(parts[0])
    if len(parts) != 4 or message_id is None:
        return None
    return message_id, parse_id(parts[1]) or 1, parse_id(parts[2]) or 0, parts[3]


def many_metadata(seen: str, view_id: str) -> str:
    """What asks something about all that are chosen keeps: the list's own private_metadata, and the list's view."""
    return f"{seen}:{view_id}"


def parse_many_metadata(text: str) -> tuple[str, str]:
    """Read it back: the list's private_metadata and its view."""
    seen, _, view_id = text.rpartition(":")
    return seen, view_id


def parse_block_id(block_id: str) -> BlockPlace | None:
    """Read a block_id of ours back; None for any other."""
    place, _, rest = block_id.partition("|")
    parts = rest.split("|")
    if place in (Place.CARD, Place.HOME, Place.WHY) and len(parts) == 2:
        return BlockPlace(Place(place), parse_id(parts[0]) or 0, parse_id(parts[1]) or 0)
    if place == Place.REVIEW and len(parts) == 4:
        card_id, version, message_id, position = (parse_id(part) or 0 for part in parts)
        return BlockPlace(Place.REVIEW, card_id, version, message_id=message_id, position=position)
    if place == Place.LIST and len(parts) >= 5:
        card_id, version, page = (parse_id(part) or 0 for part in parts[:3])
        return BlockPlace(Place.LIST, card_id, version, command=parts[3], query="|".join(parts[4:]), page=page)
    return None


def parse_menu_value(value: str) -> tuple[MenuItem, int] | None:
    """Read a menu item's value back; None for any other."""
    name, _, number = value.partition(":")
    card_id = parse_id(number)
    return (MenuItem(name), card_id) if name in set(MenuItem) and card_id else None


def account_value(item: AccountItem, account_id: int) -> str:
    """The value of an item of an account's menu."""
    return f"{item.value}:{account_id}"


def parse_account_value(value: str) -> tuple[AccountItem, int] | None:
    """Read an account's menu item's value back; None for any other."""
    name, _, number = value.partition(":")
    account_id = parse_id(number)
    return (AccountItem(name), account_id) if name in set(AccountItem) and account_id else None


def route_value(item: RouteItem, rule_id: int) -> str:
    """The value of an item of a routing rule's menu."""
    return f"{item.value}:{rule_id}"


def parse_route_value(value: str) -> tuple[RouteItem, int] | None:
    """Read a routing rule's menu item's value back; None for any other."""
    name, _, number = value.partition(":")
    rule_id = parse_id(number)
    return (RouteItem(name), rule_id) if name in set(RouteItem) and rule_id else None


def webhook_value(item: WebhookItem, webhook_id: int) -> str:
    """The value of an item of a webhook's menu."""
    return f"{item.value}:{webhook_id}"


def parse_webhook_value(value: str) -> tuple[WebhookItem, int] | None:
    """Read a webhook's menu item's value back; None for any other."""
    name, _, number = value.partition(":")
    webhook_id = parse_id(number)
    return (WebhookItem(name), webhook_id) if name in set(WebhookItem) and webhook_id else None


def webhook_place(workspace_id: int, webhook_id: int, view_id: str) -> str:
    """The private_metadata of a webhook's form."""
    return f"{workspace_id}:{webhook_id}:{view_id}"


def parse_webhook_place(text: str) -> WebhookPlace | None:
    """Read it back; None where it is none of ours."""
    at, _, rest = text.partition(":")
    number, _, view_id = rest.partition(":")
    workspace_id = parse_id(at)
    return WebhookPlace(workspace_id, parse_id(number) or 0, view_id) if workspace_id else None


def ask_block_id(nonce: str, name: str) -> str:
    """The block_id of a question's input: new with each form, so that nothing typed into one shows in the next."""
    return f"{CONNECT_ASK}{nonce}.{name}"


def audit_block_id(first: int, query: str) -> str:
    """The block_id of the audit's way on: with the first line shown, and the filters; these are cut, never refused."""
    return f"audit|{first}|{query}"[:_ID_LIMIT]


def parse_audit_block_id(block_id: str) -> str | None:
    """The filters in an audit's block_id; None for any other block."""
    place, _, rest = block_id.partition("|")
    return rest.partition("|")[2] if place == "audit" else None


def words_block_id(kind: str) -> str:
    """The block_id of a kind of words' box; it never changes, so that Slack keeps what was typed."""
    return f"{WORDS_BLOCK}{kind}"


def rule_block_id(channel_id: str, shown: CardRule) -> str:
    """The block_id of a channel's choice: with the rule that was shown, so that only a change is one."""
    return f"{RULES_BLOCK}{channel_id}.{shown.value}"


def digest_metadata(workspace_id: int, channel_id: str) -> str:
    """The private_metadata of the digests' settings: whose, and which channel's they show."""
    return f"{workspace_id}:{channel_id}"


def parse_digest_metadata(text: str) -> tuple[int, str] | None:
    """Read it back; None where it is none of ours."""
    first, _, channel_id = text.partition(":")
    workspace_id = parse_id(first)
    return (workspace_id, channel_id) if workspace_id and channel_id else None


def digest_block_id(name: str, channel_id: str) -> str:
    """The block_id of one of a channel's digest settings: each channel has boxes of its own."""
    return f"{DIGEST_BLOCK}{name}.{channel_id}"


def parse_rule_block_id(block_id: str) -> tuple[str, CardRule] | None:
    """Read a channel's choice's block_id back; None for any other."""
    channel_id, _, shown = block_id.removeprefix(RULES_BLOCK).partition(".")
    ours = block_id.startswith(RULES_BLOCK) and channel_id and shown in set(CardRule)
    return (channel_id, CardRule(shown)) if ours else None


def budget_block_id(what: str, account_id: int, shown: str) -> str:
    """The block_id of an account's budget, or of what comes then: with what was shown, so that only a change is one."""
    return f"{what}{account_id}.{shown}"


def parse_budget_block_id(what: str, block_id: str) -> tuple[int, str] | None:
    """The account and what was shown; None for any other block."""
    account_id, _, shown = block_id.removeprefix(what).partition(".")
    found = parse_id(account_id) if block_id.startswith(what) else None
    return (found, shown[:20]) if found is not None else None


def reply_block_id(saved_id: int, turn: int) -> str:
    """The block_id of a reply's box into which a saved reply was put, for the so-manieth time."""
    return f"{REPLY_BLOCK}.{saved_id}.{turn}"


def parse_reply_block_id(block_id: str) -> tuple[int, int] | None:
    """The saved reply and the turn in a box's block_id, zeros where there was none; None for any other block."""
    if block_id == REPLY_BLOCK:
        return 0, 0
    saved_id, _, turn = block_id.removeprefix(f"{REPLY_BLOCK}.").partition(".")
    numbers = parse_id(saved_id), parse_id(turn)
    ours = block_id.startswith(f"{REPLY_BLOCK}.") and None not in numbers
    return (numbers[0] or 0, numbers[1] or 0) if ours else None


def words_of_reply(values: Mapping[str, str]) -> tuple[str, str]:
    """The block_id of a reply's box among a view's inputs, and the words in it."""
    boxes = ((key, text) for key, text in values.items() if parse_reply_block_id(key) is not None)
    return next(boxes, (REPLY_BLOCK, ""))


def parse_id(text: str) -> int | None:
    """Read an id of the store back: plain digits, at least 1; None for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) <= 19):
        return None
    number = int(text)
    return number if 1 <= number <= _BIGGEST else None


def metadata(first: int, second: int) -> str:
    """A view's private_metadata: card and version for the reply modal, grouped message and position for the review.

    A mention and its card's version for Why?.
    """
    return f"{first}:{second}"


def parse_metadata(text: str) -> tuple[int, int] | None:
    """Read a view's private_metadata back; None where it is none of ours. The second number may be 0."""
    first, _, rest = text.partition(":")
    number = parse_id(first)
    return (number, parse_id(rest.partition(":")[0]) or 0) if number else None


def hand_off_metadata(hand_off_id: int, version: int, channel_id: str) -> str:
    """The private_metadata of a window about a hand-off, with the channel in which it was opened."""
    return f"{metadata(hand_off_id, version)}:{channel_id}"


def opened_in(text: str) -> str:
    """The channel in which a window about a hand-off was opened, read back; "" where none."""
    return text.rpartition(":")[2] if text.count(":") == 2 else ""


def reply_metadata(card_id: int, version: int, draft_id: int) -> str:
    """A reply modal's private_metadata, with the newest draft that it showed; 0: it showed none."""
    return f"{metadata(card_id, version)}:{draft_id}" if draft_id else metadata(card_id, version)


def draft_shown(text: str) -> int:
    """The newest draft that a reply modal showed, read back; 0 where none."""
    return parse_id(text.rpartition(":")[2]) or 0 if text.count(":") == 2 else 0
