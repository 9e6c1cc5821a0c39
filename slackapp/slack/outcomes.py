"""What has become of a card: one line for each thing that was done, is under way or went wrong, each with its name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from slackapp.domain.action import Action, ActionKind, ActionState, FailureKind
from slackapp.domain.card import Card, CardKind, CardStatus, Facet, FacetState
from slackapp.domain.face import CardFace
from slackapp.domain.owning import LONGEST_NOTE
from slackapp.domain.said import Said
from slackapp.slack.drafts import sent_by
from slackapp.slack.handed import hand_off_lines
from slackapp.slack.person import handle_of, lost_line
from slackapp.slack.text import escape, link, mention, sentence, slack_date

_DOES = {
    Facet.FOLLOW: (ActionKind.FOLLOW, ActionKind.CONFIRM_FOLLOW),
    Facet.REPLY: (ActionKind.REPLY, ActionKind.HELLO, ActionKind.CONFIRM_REPLY),
    Facet.LIKE: (ActionKind.LIKE,),
}
_UNDOES = {Facet.FOLLOW: ActionKind.UNFOLLOW, Facet.REPLY: ActionKind.DELETE_POST, Facet.LIKE: ActionKind.UNLIKE}
_LOOKS = frozenset({ActionKind.CONFIRM_FOLLOW, ActionKind.CONFIRM_REPLY})


@dataclass(frozen=True, slots=True)
class _Words:
    doing: str  # "Mara is …"
    done: str  # "Mara …"
    undo: str  # "Mara could not …"
    undoing: str  # "Mara is …"
    undone: str  # "Mara …"
    page: str = ""  # "Mara opened X's …"
    nothing: str = "Nothing happened on {network}."  # what a failure leaves behind
    refused: str = "You can still try on {network} itself."  # what may help after a no


_UNFOLLOW = ("unfollow", "unfollowing", "unfollowed")
_FOLLOW_BACK = _Words("following back", "followed back", *_UNFOLLOW, "follow page")
_FOLLOW = _Words("following", "followed", *_UNFOLLOW, "follow page")
_HELLO = _Words(
    *("saying hello", "said hello", "delete the hello", "deleting the hello", "deleted the hello"),
    nothing="Nothing was sent.",
    refused="Other words may help.",
)
_REPLY = _Words(
    *("replying", "replied", "delete the reply", "deleting the reply", "deleted the reply", "reply page"),
    nothing="Nothing was sent.",
    refused="Other words may help, or answer on {network} itself.",
)
_LIKE = _Words("liking this", "liked this", "take the like back", "taking the like back", "took the like back")

# What to do after a failure, by its kind; {network} and {us} are filled in.
_NEXT = {
    FailureKind.RATE_LIMITED: "Try again in a little while.",
    FailureKind.UNAVAILABLE: "Try again when {network} is back.",
    FailureKind.OUT_OF_CREDIT: "Once the {network} credit is topped up, try again.",
    FailureKind.LOGIN_REFUSED: "Once {us} is connected again, try again.",
    FailureKind.NOT_ALLOWED: "You can still do it on {network} itself.",
    FailureKind.GONE: "There is nothing left to do here.",
}


def outcome_lines(face: CardFace) -> list[str]:
    """All that happened on a card in lines of mrkdwn, the main thing first; empty for one nobody touched."""
    order = (Facet.FOLLOW, Facet.REPLY) if face.card.kind is CardKind.FOLLOWER else (Facet.REPLY, Facet.FOLLOW)
    lines = [line for facet in (*order, Facet.LIKE) for line in _facet_lines(face, facet)]
    return [*hand_off_lines(face), *lines, *_status_lines(face), *([lost_line(face)] if face.lost else [])]


def doubt_is_about_undoing(face: CardFace, facet: Facet) -> bool:
    """Whether what nobody is sure about is an undo (unfollow, delete) rather than the thing itself."""
    newest = face.action(*_DOES[facet], _UNDOES[facet])
    return newest is not None and newest.kind is _UNDOES[facet]


def failure_of(face: CardFace, facet: Facet) -> FailureKind | None:
    """What kind of failure a failed facet met."""
    action = face.action(*_DOES[facet])
    return action.failure if action and face.card.facet(facet) is FacetState.FAILED else None


@dataclass(frozen=True, slots=True)
class _Told:
    """One facet of a card, with what it takes to tell of it."""

    face: CardFace
    facet: Facet
    words: _Words
    does: Action | None  # the newest attempt to do it, or to see that it was done by hand
    undoes: Action | None  # the newest attempt to undo it

    @property
    def network(self) -> str:
        return self.face.account.network.label

    @property
    def who(self) -> str:
        return _who(self.face, self.does)

    @property
    def who_undoes(self) -> str:
        return _who(self.face, self.undoes)

    @property
    def looked(self) -> bool:
        """Whether the newest attempt only looked for what somebody did on the network's own page."""
        return self.does is not None and self.does.kind in _LOOKS


def _facet_lines(face: CardFace, facet: Facet) -> list[str]:
    words = {Facet.FOLLOW: _FOLLOW, Facet.REPLY: _REPLY, Facet.LIKE: _LIKE}[facet]
    if face.card.kind is CardKind.FOLLOWER:
        words = {Facet.FOLLOW: _FOLLOW_BACK, Facet.REPLY: _HELLO, Facet.LIKE: _LIKE}[facet]
    told = _Told(face, facet, words, face.action(*_DOES[facet]), face.action(_UNDOES[facet]))
    return _TELL[face.card.facet(facet)](told)


def _none(told: _Told) -> list[str]:
    if told.undoes is None or told.undoes.state is not ActionState.DONE:
        return []
    return [f"↩️ {told.who_undoes} {told.words.undone}{_when(told.undoes.finished_at)}"]


def _pending(told: _Told) -> list[str]:
    waiting = _waiting(told.face, told.does)
    if waiting:
        return [waiting]
    if told.does is not None and told.does.state is ActionState.IN_DOUBT:
        lost = _reason(told.does) or f"{told.network}’s answer got lost."
        return [f"🔎 {lost} Rapport looks there whether it went through; nothing is sent twice · {told.who}"]
    if told.looked:
        return [f"🔎 Looking on {told.network} whether it went through…"]
    return [f"⏳ {told.who} is {told.words.doing}…"]


def _undoing(told: _Told) -> list[str]:
    return [_waiting(told.face, told.undoes) or f"⏳ {told.who_undoes} is {told.words.undoing}…"]


def _by_hand(told: _Told) -> list[str]:
    page = f"{told.network}’s {told.words.page}"
    return [f"👉 {told.who} opened {page} · Rapport looks there and closes this card when it shows"]


def _done(told: _Told) -> list[str]:
    does, undoes = told.does, told.undoes
    answer = told.face.links.answer if told.facet is Facet.REPLY else ""
    at = does.finished_at if does and does.finished_at else told.face.card.decided_at
    after = f"{_when(at)}{_view(does, answer)}"
    on_it = f" on {told.network}" if told.looked else ""
    written = sent_by(told.face, does.text) if does and told.facet is Facet.REPLY else ""
    lines = [f"✅ {told.who} {told.words.done}{on_it}{after}{written}"]
    if told.facet is Facet.REPLY and told.looked and not (does and does.actor_id):
        lines = [f"✅ Answered on {told.network} by your team{after}"]
    if told.facet is Facet.FOLLOW and (told.face.person.protected or (does and does.reason == "requested")):
        lines = [f"✅ {told.who} asked to follow{after} · {handle_of(told.face.person)} lets people in by hand"]
    if undoes and undoes.state is ActionState.FAILED and not (does and does.id > undoes.id):
        lines.append(f"⚠️ {told.who_undoes} could not {told.words.undo}: {_reason(undoes)}")
    return lines


def _failed(told: _Told) -> list[str]:
    does, us = told.does, f"@{escape(told.face.account.handle)}"
    kind = does.failure if does else None
    following = told.words.refused if kind is FailureKind.REFUSED else _NEXT.get(kind, "") if kind else ""
    parts = (
        (_reason(does) if does else "") or "That did not work.",
        "" if told.looked else told.words.nothing.format(network=told.network),
        following.format(network=told.network, us=us),
    )
    return [f"⚠️ {' '.join(part for part in parts if part)} · {told.who}"]


def _doubt(told: _Told) -> list[str]:
    undoing = doubt_is_about_undoing(told.face, told.facet)
    action, doing = (told.undoes, told.words.undoing) if undoing else (told.does, told.words.doing)
    why = _reason(action) if action else ""
    return [
        f"❓ *We are not sure it happened.* {_who(told.face, action)} was {doing} when {told.network}’s answer "
        f"got lost.{f' {why}' if why else ''} Nothing is sent twice without you."
    ]


_TELL: dict[FacetState, Callable[[_Told], list[str]]] = {
    FacetState.NONE: _none,
    FacetState.PENDING: _pending,
    FacetState.DONE: _done,
    FacetState.UNDOING: _undoing,
    FacetState.BY_HAND: _by_hand,
    FacetState.FAILED: _failed,
    FacetState.IN_DOUBT: _doubt,
}


def _status_lines(face: CardFace) -> list[str]:
    card = face.card
    if card.status is CardStatus.IGNORED:
        return [_ignored_line(face)]
    if card.status is CardStatus.SNOOZED:
        until = f"until {slack_date(card.snoozed_until)}" if card.snoozed_until else "for now"
        return [f"💤 Asleep {until} · {mention(card.snoozed_by or card.decided_by)}{_why(card)}"]
    if card.status is CardStatus.OPEN and card.returned_at is not None:
        return [_returned_line(card, card.returned_at)]
    if card.status is CardStatus.CLOSED and not hand_off_lines(face):
        why = escape(card.closed_why, 300) or "This closed by itself"
        return [f"☑️ {why[:1].upper()}{why[1:]}{_view(face.action(ActionKind.CONFIRM_REPLY), face.links.answer)}"]
    return []


def _returned_line(card: Card, since: datetime) -> str:
    """That it came back by itself, and why: who had put it off, when, and what they said; and for whom it is."""
    whose = f", for {mention(card.owner_id)}" if card.owner_id not in ("", card.snoozed_by) else ""
    on = f" on {slack_date(card.snoozed_at)}" if card.snoozed_at else ""
    who = mention(card.snoozed_by)
    return f"💤→ Back by itself since {slack_date(since)}{whose}: {who} had put it off{on}{_why(card)}"


def _ignored_line(face: CardFace) -> str:
    """Who left it unanswered, and why, where they said so."""
    who, why, when = mention(face.card.decided_by), escape(face.card.closed_why, LONGEST_NOTE), face.card.decided_at
    if face.said and face.said.said is Said.NOT_A_QUESTION:
        return f"🙅 Not a question, says {mention(face.said.user_id)}{_when(face.said.at)}"
    return f"🙈 Ignored by {who}: {why}{_when(when)}" if why else f"🙈 {who} ignored this{_when(when)}"


def _why(card: Card) -> str:
    """Why it was put off, in the words of who did."""
    return f": “{escape(card.snooze_note, LONGEST_NOTE)}”" if card.snooze_note else ""


def _waiting(face: CardFace, action: Action | None) -> str:
    """Tell of a new attempt that is planned: why, and when."""
    if action is None or action.state is not ActionState.PLANNED or not action.reason:
        return ""
    if action.due_at is None or action.due_at <= face.now:
        return ""
    return (
        f"⏳ {_reason(action)} Rapport tries again {slack_date(action.due_at)}; nothing is lost · {_who(face, action)}"
    )


def _who(face: CardFace, action: Action | None) -> str:
    return mention(action.actor_id if action and action.actor_id else face.card.decided_by)


def _reason(action: Action) -> str:
    return sentence(escape(action.reason, 300))


def _when(at: datetime | None) -> str:
    return f" · {slack_date(at)}" if at else ""


def _view(action: Action | None, otherwise: str = "") -> str:
    """A link to what came of it, or else to what is known to stand there; "" where neither is."""
    linked = link((action.outcome_url if action else "") or otherwise, "View")
    return f" · {linked}" if linked.startswith("<") else ""
