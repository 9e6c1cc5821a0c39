"""Invented people and questions to draw, each with what a test wants different."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from slackapp.domain.accounts import Account
from slackapp.domain.action import Action, ActionKind, ActionState, FailureKind
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.card import Card, CardKind, CardStatus, FacetState
from slackapp.domain.evidence import weigh
from slackapp.domain.face import CardFace, Links
from slackapp.domain.hand_off import HandOff, HandOffState
from slackapp.domain.people import History, NetworkName, Profile
from slackapp.domain.posts import Audience, Post, Thread
from slackapp.domain.verdict import PostKind, Reason, Urgency, Verdict

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
MARA, BEN = "U0MARA", "U0BEN"
BRAND = Account(1, 1, NetworkName.X, "1000", "fernandfable", "Fern & Fable", polled_at=NOW)
MASTODON = Account(2, 1, NetworkName.MASTODON, "1000", "fern@plants.example", "Fern & Fable", polled_at=NOW)
ADA = Profile(
    id="2001",
    handle="ada_quill",
    name="Ada Quill",
    bio="Product designer in Lisbon. Ferns, letterpress & very long walks. She/her.",
    location="Lisbon",
    avatar_url="https://pics.example/ada.png",
    page_url="https://x.com/ada_quill",
    followers=1240,
    following=380,
    posts=2900,
    created_at=datetime(2021, 5, 3, tzinfo=UTC),
    last_post_at=NOW - timedelta(hours=3),
)
LINKS = Links(
    profile="https://x.com/ada_quill",
    follow="https://x.com/intent/follow?screen_name=ada_quill",
    post="https://x.com/ada_quill/status/7001",
    reply="https://x.com/intent/post?in_reply_to=7001",
)
HISTORY = History(mentions=3, answered=2, first_at=datetime(2026, 5, 4, tzinfo=UTC), last_at=NOW)
WORTH_IT = weigh(ADA, HISTORY, NOW)
VERDICT = Verdict(
    PostKind.COMPLAINT,
    True,
    Urgency.HIGH,
    (
        Reason("is unhappy: 'third time'", "third time"),
        Reason("names an order or a case: 'order 4411'", "order 4411"),
        Reason("ends a sentence with a question mark"),
    ),
)
THREAD = Thread(
    Post("7001", "2001", "This is the third time that order 4411 is late. Is anybody there?", NOW - timedelta(hours=2)),
    (
        Post("6999", "2001", "Where is my maidenhair fern?", NOW - timedelta(days=1), author_handle="ada_quill"),
        Post("7000", "1000", "Hi Ada! It left our greenhouse on Monday.", NOW - timedelta(hours=20)),
    ),
)
EVERYTHING = {capability: Permission(capability, True) for capability in Capability}
NOTHING = {capability: Permission(capability, False, "This access level may not.") for capability in Capability}


def follower(**card: object) -> CardFace:
    """A new follower's face; `card` changes fields of its card."""
    made = Card(41, 1, 1, CardKind.FOLLOWER, CardStatus.OPEN, 1, 5, created_at=NOW)
    return CardFace(
        card=replace(made, **card),  # type: ignore[arg-type]  # fields of Card, by name
        account=BRAND,
        person=ADA,
        evidence=WORTH_IT,
        history=HISTORY,
        links=replace(LINKS, post="", reply=""),
        now=NOW,
        since=NOW - timedelta(minutes=10),
        permissions=EVERYTHING,
    )


def question(**card: object) -> CardFace:
    """A question's face; `card` changes fields of its card."""
    made = Card(42, 1, 1, CardKind.QUESTION, CardStatus.OPEN, 1, 5, question_id=9, created_at=NOW)
    return replace(
        follower(),
        card=replace(made, **card),  # type: ignore[arg-type]  # fields of Card, by name
        links=LINKS,
        since=NOW - timedelta(hours=2, minutes=40),
        thread=THREAD,
        verdict=VERDICT,
    )


def on_mastodon(face: CardFace, audience: Audience = Audience.PUBLIC, warning: str = "") -> CardFace:
    """The face on another network, which tells who may read a post and what its author warns of."""
    thread = face.thread and replace(face.thread, post=replace(face.thread.post, audience=audience, warning=warning))
    return replace(
        face,
        card=replace(face.card, account_id=MASTODON.id),
        account=MASTODON,
        person=replace(ADA, handle="ada@letters.example"),
        links=replace(face.links, profile="https://letters.example/@ada"),
        thread=thread,
    )


def acted(
    face: CardFace, kind: ActionKind, state: ActionState = ActionState.DONE, actor: str = MARA, **more: object
) -> CardFace:
    """The face with one more action on it."""
    action = Action(
        id=len(face.actions) + 1,
        key=f"{kind}-{len(face.actions)}",
        kind=kind,
        state=state,
        workspace_id=1,
        account_id=1,
        card_id=face.card.id,
        message_id=None,
        actor_id=actor,
        finished_at=NOW if state in (ActionState.DONE, ActionState.FAILED) else None,
    )
    changed = replace(action, **more)  # type: ignore[arg-type]  # fields of Action, by name
    return replace(face, actions=(*face.actions, changed))


def allowing(face: CardFace, *allowed: Capability) -> CardFace:
    """The face on a network that allows just these."""
    return replace(face, permissions={c: Permission(c, c in allowed, "This access level may not.") for c in Capability})


def handed(face: CardFace, state: HandOffState = HandOffState.OPEN, **more: object) -> CardFace:
    """The face handed to another team; `more` changes fields of the hand-off."""
    made = HandOff(3, 1, face.card.id, "C0SUPPORT", MARA, NOW, "She has <written> twice.", state)
    if state in (HandOffState.CLAIMED, HandOffState.ANSWERED, HandOffState.SENT_BACK):
        made = replace(made, owner_id=BEN, version=2)
    if not made.active:
        made = replace(made, ended_by=BEN, ended_at=NOW, end_note="Told *her* & them", version=3)
    return replace(face, hand_off=replace(made, **more))  # type: ignore[arg-type]  # fields of HandOff, by name


def elements(blocks: Iterable[object]) -> list[dict[str, object]]:
    """All objects inside blocks, blocks too, depth first."""
    found: list[dict[str, object]] = []
    for each in blocks:
        if isinstance(each, dict):
            found += [each, *elements(each.values())]
        elif isinstance(each, (list, tuple)):
            found += elements(each)
    return found


STATES: dict[str, CardFace] = {
    "open": follower(),
    "open, the network forbids": replace(follower(), permissions=NOTHING),
    "following back": acted(follower(follow=FacetState.PENDING), ActionKind.FOLLOW, ActionState.CALLING),
    "waiting for a rate limit": acted(
        follower(follow=FacetState.PENDING),
        ActionKind.FOLLOW,
        ActionState.PLANNED,
        due_at=NOW + timedelta(minutes=9),
        reason="X is rate limiting us.",
    ),
    "followed back": acted(follower(status=CardStatus.DONE, follow=FacetState.DONE), ActionKind.FOLLOW),
    "asked to follow": replace(
        acted(follower(status=CardStatus.DONE, follow=FacetState.DONE), ActionKind.FOLLOW),
        person=replace(ADA, protected=True),
    ),
    "undoing": acted(
        acted(follower(follow=FacetState.UNDOING), ActionKind.FOLLOW),
        ActionKind.UNFOLLOW,
        ActionState.CALLING,
        actor=BEN,
    ),
    "undone": acted(acted(follower(), ActionKind.FOLLOW), ActionKind.UNFOLLOW, actor=BEN),
    "opened X's page": acted(
        replace(follower(follow=FacetState.BY_HAND, decided_by=MARA), permissions=NOTHING),
        ActionKind.CONFIRM_FOLLOW,
        ActionState.PLANNED,
    ),
    "failed": acted(
        follower(follow=FacetState.FAILED),
        ActionKind.FOLLOW,
        ActionState.FAILED,
        failure=FailureKind.OUT_OF_CREDIT,
        reason="X wants to be paid first",
    ),
    "in doubt": acted(
        follower(follow=FacetState.IN_DOUBT), ActionKind.FOLLOW, ActionState.IN_DOUBT, reason="X hung up."
    ),
    "ignored": follower(status=CardStatus.IGNORED, decided_by=MARA, decided_at=NOW),
    "snoozed": follower(
        status=CardStatus.SNOOZED, decided_by=BEN, decided_at=NOW, snoozed_until=NOW + timedelta(days=1)
    ),
    "closed": follower(status=CardStatus.CLOSED, closed_why="the account was suspended"),
    "question": question(),
    "question, the network forbids": replace(question(), permissions=NOTHING),
    "replying": acted(question(reply=FacetState.PENDING), ActionKind.REPLY, ActionState.CALLING),
    "replied": acted(
        question(status=CardStatus.DONE, reply=FacetState.DONE),
        ActionKind.REPLY,
        outcome_url="https://x.com/fernandfable/status/7002",
    ),
    "reply failed": acted(
        question(reply=FacetState.FAILED),
        ActionKind.REPLY,
        ActionState.FAILED,
        failure=FailureKind.REFUSED,
        reason="X says that we have said exactly this before.",
    ),
    "reply in doubt": acted(question(reply=FacetState.IN_DOUBT), ActionKind.REPLY, ActionState.IN_DOUBT),
    "answered on X": acted(
        question(status=CardStatus.DONE, reply=FacetState.DONE),
        ActionKind.CONFIRM_REPLY,
        actor="",
        outcome_url="https://x.com/fernandfable/status/7003",
    ),
    "told when they followed": replace(on_mastodon(follower()), followed_at=NOW - timedelta(minutes=3)),
    "only looked up": replace(on_mastodon(follower()), follows=False),
    "let in by hand": acted(
        on_mastodon(follower(status=CardStatus.DONE, follow=FacetState.DONE)), ActionKind.FOLLOW, reason="requested"
    ),
    "private question": on_mastodon(question(), Audience.PRIVATE, "late orders"),
    "question for followers": on_mastodon(question(), Audience.FOLLOWERS),
    "unlisted question": on_mastodon(question(), Audience.UNLISTED),
    "private question, answered": acted(
        on_mastodon(question(status=CardStatus.DONE, reply=FacetState.DONE), Audience.PRIVATE, "late orders"),
        ActionKind.REPLY,
    ),
    "handed off": handed(question()),
    "handed off and claimed": handed(question(), HandOffState.CLAIMED),
    "handed off, and asleep": handed(question(status=CardStatus.SNOOZED, decided_by=BEN, decided_at=NOW)),
    "sent back": handed(question(), HandOffState.SENT_BACK),
    "taken back": handed(question(), HandOffState.TAKEN_BACK),
    "answered by the other team": handed(
        question(status=CardStatus.CLOSED, closed_why="answered by the team it was handed to", decided_by=BEN),
        HandOffState.ANSWERED,
    ),
    "answered here while it was handed off": handed(
        acted(question(status=CardStatus.DONE, reply=FacetState.DONE), ActionKind.REPLY), HandOffState.CLOSED
    ),
    "question snoozed": question(
        status=CardStatus.SNOOZED, decided_by=BEN, decided_at=NOW, snoozed_until=NOW + timedelta(days=1)
    ),
}
