"""What a card or list shows: everything a builder needs to draw it, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from slackapp.domain.accounts import Account
from slackapp.domain.action import Action, ActionKind
from slackapp.domain.bulk import Progress
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.card import Card, CardKind
from slackapp.domain.draft import Draft
from slackapp.domain.evidence import Evidence, Summary
from slackapp.domain.hand_off import HandOff
from slackapp.domain.people import History, LostReason, Profile
from slackapp.domain.posts import Post, Thread
from slackapp.domain.said import Feedback, Said
from slackapp.domain.spending import Overspent
from slackapp.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Links:
    """The network's own pages for what is on a card."""

    profile: str
    follow: str
    post: str = ""
    reply: str = ""
    answer: str = ""  # our answer to the post, where there is one


@dataclass(frozen=True, slots=True)
class CardFace:
    """One card as it is to be drawn at `now`."""

    card: Card
    account: Account
    person: Profile
    evidence: Evidence
    history: History
    links: Links
    now: datetime
    since: datetime  # first seen as a follower, or when the question was posted
    thread: Thread | None = None
    verdict: Verdict | None = None
    said: Feedback | None = None  # what a person says of the verdict
    permissions: Mapping[Capability, Permission] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()  # the newest of each kind, oldest first
    lost: LostReason | None = None
    returned: bool = False  # whether they were lost and follow again since; the newest card tells of that
    follows: bool = True  # whether they are or were a follower; False for somebody who was only looked up
    followed_at: datetime | None = None  # by the network's own word; None where it doesn't tell
    feed: tuple[Post, ...] = ()  # their newest posts as last read
    feed_read_at: datetime | None = None  # None: nobody has read them yet
    feed_read_by: str = ""  # Slack's user id of who asked for it; "" where Rapport read it by itself
    feed_price: Decimal | None = None  # what reading them costs at most, in USD; None: nothing
    over_budget: Overspent | None = None  # the account's budget, where it is used up
    drafts: tuple[Draft, ...] = ()  # those not withdrawn, oldest first
    hand_off: HandOff | None = None  # the newest; another's on that one's own message

    @property
    def waits(self) -> bool:
        """Whether an answer is awaited. A channel's rule may card more; what was not judged is taken to wait.

        Where a person says so, it does, whatever the verdict.
        """
        by_person = self.said is not None and self.said.said is Said.NEEDS_ANSWER
        return by_person or self.verdict is None or self.verdict.needs_answer

    def allows(self, capability: Capability) -> bool:
        """Whether the network lets this account do it; what is not declared is not allowed."""
        permission = self.permissions.get(capability)
        return permission is not None and permission.allowed

    def action(self, *kinds: ActionKind) -> Action | None:
        """The newest action of these kinds."""
        return next((a for a in reversed(self.actions) if a.kind in kinds), None)


@dataclass(frozen=True, slots=True)
class GroupFace:
    """One message that stands for many cards of a kind. `first` are the ones shown: worth it, or urgent, first."""

    message_id: int
    account: Account
    total: int
    open: int
    done: int  # followed back, or answered
    ignored: int
    first: tuple[CardFace, ...]
    now: datetime
    kind: CardKind = CardKind.FOLLOWER
    waits: bool = True  # False for mentions that wait for no answer
    looks: Mapping[Summary, int] = field(default_factory=dict)  # of the followers who are open, by their evidence
    bulks: tuple[Progress, ...] = ()  # its newest: many decided on at once


@dataclass(frozen=True, slots=True)
class Share:
    """What of an answer belongs to one account of ours."""

    account: Account
    total: int
    goes_on: bool = False  # some of it stands on the page before


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of an answer to a command. `query` is what was asked, in the command's own words."""

    command: str  # "/followers"
    query: str  # "today"
    title: str
    faces: tuple[CardFace, ...]
    page: int  # from 1
    pages: int
    total: int
    now: datetime
    shares: tuple[Share, ...] = ()  # of the accounts on this page, in its order; empty where it is not told by account
    unasked: tuple[tuple[Account, str], ...] = ()  # accounts whose network could not be asked, and why
