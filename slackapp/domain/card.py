"""A card: one new follower or one question that a team decides on, and the table of what may follow what."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from slackapp.domain.action import ActionKind, ActionState


class CardKind(StrEnum):
    """What a card is about."""

    FOLLOWER = "follower"
    QUESTION = "question"


class CardedBy(StrEnum):
    """Who made a card of a mention. The value is what the database keeps."""

    NOBODY = ""
    RAPPORT = "rapport"
    PERSON = "person"  # by saying that it needs an answer


class CardStatus(StrEnum):
    """Where a card stands as a whole."""

    OPEN = "open"
    SNOOZED = "snoozed"
    DONE = "done"  # followed back, or answered
    IGNORED = "ignored"
    CLOSED = "closed"  # closed by itself: answered on the network, the person left


class Facet(StrEnum):
    """The things that can be done for the person on a card, each with a state of its own."""

    FOLLOW = "follow"
    REPLY = "reply"
    LIKE = "like"


class FacetState(StrEnum):
    """Where one facet stands."""

    NONE = "none"
    PENDING = "pending"
    DONE = "done"
    UNDOING = "undoing"
    BY_HAND = "by_hand"  # somebody opened the network's own page; we look there for the outcome
    FAILED = "failed"
    IN_DOUBT = "in_doubt"


class Choice(StrEnum):
    """What a person can choose on a card. The value is a wire format: old messages keep it for months."""

    FOLLOW = "follow"
    UNDO_FOLLOW = "undo_follow"
    FOLLOW_BY_HAND = "follow_by_hand"  # a link to the network's own follow page
    REPLY = "reply"
    UNDO_REPLY = "undo_reply"
    REPLY_BY_HAND = "reply_by_hand"
    LIKE = "like"
    UNDO_LIKE = "undo_like"
    IGNORE = "ignore"
    REOPEN = "reopen"
    SNOOZE = "snooze"
    CHECK_AGAIN = "check_again"  # a doubt: read the network back
    SEND_AGAIN = "send_again"  # a doubt: it did not happen, do it again
    MARK_SENT = "mark_sent"  # a doubt: it did happen, a person saw it
    NOT_A_QUESTION = "not_a_question"  # ignored, and triage was wrong
    CLAIM = "claim"  # nobody has it yet
    TAKE_OVER = "take_over"  # from whoever has it
    ASSIGN = "assign"  # to somebody, whoever has it
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Card:
    """A decision to be made. `version` grows with every change; whoever changes it names the one they saw."""

    id: int
    workspace_id: int
    account_id: int
    kind: CardKind
    status: CardStatus
    version: int
    person_id: int  # the store's id of the profile
    question_id: int | None = None
    message_id: int | None = None
    follow: FacetState = FacetState.NONE
    reply: FacetState = FacetState.NONE
    like: FacetState = FacetState.NONE
    created_at: datetime | None = None
    snoozed_until: datetime | None = None
    decided_by: str = ""  # the Slack user id of who made the last decision; "" if it closed by itself
    decided_at: datetime | None = None
    closed_why: str = ""  # in plain words: why it closed by itself, or the reason that somebody gave for ignoring it
    owner_id: str = ""  # the Slack user id of who has claimed it; "" nobody
    owned_at: datetime | None = None
    owner_was: str = ""  # whom the owner took it over from
    given_by: str = ""  # who gave it to the owner; "" where they took it themselves
    given_note: str = ""  # what they said with it
    snoozed_by: str = ""  # who put it off last, while it sleeps and when it came back by itself
    snooze_note: str = ""  # and why, in their words
    snoozed_at: datetime | None = None  # when that was
    returned_at: datetime | None = None  # when it came back by itself

    due_at: datetime | None = None  # when a first reply is due; None where there is no target
    nudge_at: datetime | None = None  # when its owner is to be told that time runs out; None once that is past
    nudged_at: datetime | None = None  # when they were told
    missed_at: datetime | None = None  # when it was told that the target was missed

    def facet(self, facet: Facet) -> FacetState:
        """The state of one facet."""
        return {Facet.FOLLOW: self.follow, Facet.REPLY: self.reply, Facet.LIKE: self.like}[facet]

    def with_facet(self, facet: Facet, state: FacetState) -> "Card":
        """The same card with one facet changed."""
        if facet is Facet.FOLLOW:
            return replace(self, follow=state)
        return replace(self, reply=state) if facet is Facet.REPLY else replace(self, like=state)

    @property
    def in_doubt(self) -> Facet | None:
        """The facet that nobody is sure about, if any."""
        return next((f for f in Facet if self.facet(f) is FacetState.IN_DOUBT), None)

    @property
    def busy(self) -> bool:
        """Whether something is under way on the network."""
        return any(self.facet(f) in (FacetState.PENDING, FacetState.UNDOING) for f in Facet)


_FREE = frozenset({FacetState.NONE, FacetState.FAILED})
_FREE_OR_BY_HAND = _FREE | {FacetState.BY_HAND}

# choice -> (facet, states it may be chosen in, the state it leads to)
FACET_CHOICES: dict[Choice, tuple[Facet, frozenset[FacetState], FacetState]] = {
    Choice.FOLLOW: (Facet.FOLLOW, _FREE_OR_BY_HAND, FacetState.PENDING),
    Choice.UNDO_FOLLOW: (Facet.FOLLOW, frozenset({FacetState.DONE}), FacetState.UNDOING),
    Choice.FOLLOW_BY_HAND: (Facet.FOLLOW, _FREE_OR_BY_HAND, FacetState.BY_HAND),
    Choice.REPLY: (Facet.REPLY, _FREE_OR_BY_HAND, FacetState.PENDING),
    Choice.UNDO_REPLY: (Facet.REPLY, frozenset({FacetState.DONE}), FacetState.UNDOING),
    Choice.REPLY_BY_HAND: (Facet.REPLY, _FREE_OR_BY_HAND, FacetState.BY_HAND),
    Choice.LIKE: (Facet.LIKE, _FREE, FacetState.PENDING),
    Choice.UNDO_LIKE: (Facet.LIKE, frozenset({FacetState.DONE}), FacetState.UNDOING),
}

# These begin something: not where a teammate has ignored the card, or it closed by itself.
_BEGINS = frozenset({Choice.FOLLOW, Choice.FOLLOW_BY_HAND, Choice.REPLY, Choice.REPLY_BY_HAND})
_OVER = frozenset({CardStatus.IGNORED, CardStatus.CLOSED})
_FOR_A_QUESTION = frozenset(  # a follower's card has no post
    {
        *(Choice.REPLY_BY_HAND, Choice.LIKE, Choice.UNDO_LIKE, Choice.NOT_A_QUESTION),
        *(Choice.CLAIM, Choice.TAKE_OVER, Choice.ASSIGN, Choice.RELEASE),
    }
)

# choice -> (statuses it may be chosen in, the status it leads to)
STATUS_CHOICES: dict[Choice, tuple[frozenset[CardStatus], CardStatus]] = {
    Choice.IGNORE: (frozenset({CardStatus.OPEN, CardStatus.SNOOZED}), CardStatus.IGNORED),
    Choice.NOT_A_QUESTION: (frozenset({CardStatus.OPEN, CardStatus.SNOOZED}), CardStatus.IGNORED),
    Choice.REOPEN: (frozenset({CardStatus.IGNORED, CardStatus.SNOOZED}), CardStatus.OPEN),
    Choice.SNOOZE: (frozenset({CardStatus.OPEN}), CardStatus.SNOOZED),
}

DOUBT_CHOICES: dict[Choice, FacetState] = {
    Choice.CHECK_AGAIN: FacetState.PENDING,
    Choice.SEND_AGAIN: FacetState.PENDING,
    Choice.MARK_SENT: FacetState.DONE,
}

# choice -> whether somebody has to have the card already; None: either way
OWNER_CHOICES: dict[Choice, bool | None] = {
    Choice.CLAIM: False,
    Choice.TAKE_OVER: True,
    Choice.ASSIGN: None,
    Choice.RELEASE: True,
}

# which facet an action moves, and whether it does or undoes
FACET_OF: dict[ActionKind, tuple[Facet, bool]] = {
    ActionKind.FOLLOW: (Facet.FOLLOW, True),
    ActionKind.CONFIRM_FOLLOW: (Facet.FOLLOW, True),
    ActionKind.UNFOLLOW: (Facet.FOLLOW, False),
    ActionKind.REPLY: (Facet.REPLY, True),
    ActionKind.HELLO: (Facet.REPLY, True),
    ActionKind.CONFIRM_REPLY: (Facet.REPLY, True),
    ActionKind.DELETE_POST: (Facet.REPLY, False),
    ActionKind.LIKE: (Facet.LIKE, True),
    ActionKind.UNLIKE: (Facet.LIKE, False),
}


def choose(card: Card, choice: Choice, owner_id: str = "") -> Card | None:
    """The card after a choice, one version on; None where the choice is not open (any more).

    Args:
        card: as it is.
        choice: what somebody wants.
        owner_id: who is to have it, where that is chosen; "" where it only matters whether it may be.
    """
    if choice in _FOR_A_QUESTION and card.kind is not CardKind.QUESTION:
        return None
    if choice in OWNER_CHOICES:
        return _own(card, choice, owner_id)
    if choice in FACET_CHOICES:
        facet, allowed, after = FACET_CHOICES[choice]
        over = choice in _BEGINS and card.status in _OVER
        changed = card.with_facet(facet, after) if card.facet(facet) in allowed and not over else None
    elif choice in DOUBT_CHOICES:
        doubt = card.in_doubt
        changed = card.with_facet(doubt, DOUBT_CHOICES[choice]) if doubt else None
    else:
        statuses, status = STATUS_CHOICES[choice]
        changed = replace(card, status=status) if card.status in statuses and not card.busy else None
    return settle(replace(changed, version=card.version + 1)) if changed else None


def _own(card: Card, choice: Choice, owner_id: str) -> Card | None:
    if card.status not in (CardStatus.OPEN, CardStatus.SNOOZED):
        return None
    releases = choice is Choice.RELEASE
    has_it_already = bool(owner_id) and owner_id == card.owner_id and not releases
    if OWNER_CHOICES[choice] not in (None, bool(card.owner_id)) or has_it_already:
        return None
    return replace(card, owner_id="" if releases else owner_id, version=card.version + 1)


def outcome(card: Card, kind: ActionKind, state: ActionState) -> Card:
    """The card after an action on it came to a state, one version on."""
    facet, does = FACET_OF[kind]
    after = {
        ActionState.PLANNED: FacetState.PENDING if does else FacetState.UNDOING,
        ActionState.CALLING: FacetState.PENDING if does else FacetState.UNDOING,
        ActionState.DONE: FacetState.DONE if does else FacetState.NONE,
        ActionState.FAILED: FacetState.FAILED if does else FacetState.DONE,  # a failed undo leaves it done
        ActionState.IN_DOUBT: FacetState.IN_DOUBT,
    }[state]
    return settle(replace(card.with_facet(facet, after), version=card.version + 1))


def settle(card: Card) -> Card:
    """Let the status follow from the facets: a follower followed back or a question answered is done."""
    if card.status in _OVER:
        return card
    main = card.follow if card.kind is CardKind.FOLLOWER else card.reply
    greeted = card.kind is CardKind.FOLLOWER and card.reply is FacetState.DONE
    if main is FacetState.DONE or greeted:
        return replace(card, status=CardStatus.DONE, snoozed_until=None)
    return replace(card, status=CardStatus.OPEN) if card.status is CardStatus.DONE else card
