"""A card's visible buttons: only what its state allows to choose and its network allows to do, three at most."""

from slackapp.domain.action import FailureKind
from slackapp.domain.capability import Capability
from slackapp.domain.card import CardKind, CardStatus, Choice, Facet, FacetState
from slackapp.domain.evidence import Summary
from slackapp.domain.face import CardFace
from slackapp.slack import ids
from slackapp.slack.blocks import button, confirmation, link_button
from slackapp.slack.handed import take_back_buttons
from slackapp.slack.ids import card_action_id
from slackapp.slack.message import Element
from slackapp.slack.outcomes import doubt_is_about_undoing, failure_of
from slackapp.slack.over_budget import costs_dialog

_FREE = frozenset({FacetState.NONE, FacetState.FAILED, FacetState.BY_HAND})


def card_buttons(face: CardFace) -> list[Element]:
    """The visible buttons, the likeliest first."""
    status = face.card.status
    if status is CardStatus.CLOSED:
        return []
    if status is CardStatus.IGNORED:
        return [] if face.card.busy else [_choice(face, Choice.REOPEN, "Undo")]
    if back := take_back_buttons(face):
        return back
    if status is CardStatus.SNOOZED:
        return [] if face.card.busy else [_choice(face, Choice.REOPEN, "Bring back"), _choice(face, Choice.IGNORE)]
    if face.card.in_doubt:
        return _doubt_buttons(face, face.card.in_doubt)
    if face.card.kind is CardKind.FOLLOWER:
        found = [*follow_buttons(face), *_reply(face)]
    elif status is CardStatus.OPEN and not face.card.busy:
        found = [*_reply(face), _claim(face)]  # following can wait: it is in the menu, or in Why?
    else:
        found = [*_reply(face), *follow_buttons(face)]
    if status is CardStatus.OPEN and not face.card.busy:
        found.append(_choice(face, Choice.IGNORE))
    return found


def more_buttons(face: CardFace) -> list[Element]:
    """What else may be chosen on a question, where its menu has no room for it: beside its Why?."""
    card = face.card
    if card.kind is not CardKind.QUESTION or card.status is CardStatus.CLOSED or card.in_doubt:
        return []
    found = [] if card.status is CardStatus.IGNORED else follow_buttons(face)
    if card.like in (FacetState.NONE, FacetState.FAILED) and face.allows(Capability.LIKE):
        found.append(_choice(face, Choice.LIKE, "👍 Like the post"))
    if card.like is FacetState.DONE and face.allows(Capability.UNLIKE):
        found.append(_choice(face, Choice.UNDO_LIKE, "Take the like back"))
    return found


_LABELS = {Choice.FOLLOW: "Follow back", Choice.REPLY: "Reply", Choice.IGNORE: "Ignore"}


def _choice(
    face: CardFace, choice: Choice, label: str = "", style: str = "", confirm: Element | None = None
) -> Element:
    label = label or _LABELS[choice]
    says = f"{label}: {face.person.name or face.person.handle}"
    confirm = confirm or costs_dialog(face, choice, label)
    return button(label, card_action_id(choice), str(face.card.id), style=style, says=says, confirm=confirm)


def _claim(face: CardFace) -> Element:
    """Nobody has it: it can be claimed. Somebody has it: a teammate may take it over, and nobody is asked."""
    return _choice(face, Choice.TAKE_OVER, "Take over") if face.card.owner_id else _choice(face, Choice.CLAIM, "Claim")


def _linked(face: CardFace, action_id: str, label: str, url: str, style: str = "") -> list[Element]:
    says = f"{label}: {face.person.name or face.person.handle}"
    made = link_button(label, action_id, str(face.card.id), url, style=style, says=says)
    return [made] if made else []


def follow_buttons(face: CardFace) -> list[Element]:
    """What may be done about following them, as far as there is anything."""
    state, follower = face.card.follow, face.card.kind is CardKind.FOLLOWER
    network = face.account.network.label
    if state is FacetState.DONE:
        if face.allows(Capability.UNFOLLOW):
            return [_choice(face, Choice.UNDO_FOLLOW, "Undo" if follower else "Unfollow")]
        return _linked(face, ids.OPEN_PROFILE, f"Undo on {network} ↗", face.links.profile) if follower else []
    failure = failure_of(face, Facet.FOLLOW)
    if state not in _FREE or failure is FailureKind.GONE:
        return []
    # The green button is a nudge: none towards somebody whom the evidence speaks against.
    style = "primary" if follower and face.evidence.summary is not Summary.BETTER_NOT else ""
    by_hand = state is FacetState.BY_HAND or failure is FailureKind.REFUSED
    if by_hand or not face.allows(Capability.FOLLOW):
        action_id = card_action_id(Choice.FOLLOW_BY_HAND)
        return _linked(face, action_id, f"Follow on {network} ↗", face.links.follow, style)
    label = "Try again" if state is FacetState.FAILED else "Follow back" if follower else "Follow"
    return [_choice(face, Choice.FOLLOW, label, style)]


def _reply(face: CardFace) -> list[Element]:
    follower = face.card.kind is CardKind.FOLLOWER
    state, failure = face.card.reply, failure_of(face, Facet.REPLY)
    if state is FacetState.DONE:
        return [_undo_reply(face)] if face.allows(Capability.DELETE_POST) else []
    if state not in _FREE or failure is FailureKind.GONE:
        return []
    label = "Try again" if state is FacetState.FAILED else "Say hello" if follower else "Reply"
    style = "primary" if not follower and face.waits else ""
    if face.allows(Capability.HELLO if follower else Capability.REPLY):
        found = [_choice(face, Choice.REPLY, label, style)]
        return [*found, *_reply_by_hand(face, "")] if failure is FailureKind.REFUSED else found
    return [] if follower else _reply_by_hand(face, style)


def _reply_by_hand(face: CardFace, style: str) -> list[Element]:
    label = f"Reply on {face.account.network.label} ↗"
    return _linked(face, card_action_id(Choice.REPLY_BY_HAND), label, face.links.reply, style)


def _undo_reply(face: CardFace) -> Element:
    network = face.account.network.label
    hello = face.card.kind is CardKind.FOLLOWER
    confirm = confirmation(
        "Delete the hello?" if hello else "Delete the reply?",
        f"It disappears from {network}. Whoever has read it already has read it.",
        "Delete it",
        "Keep it",
        danger=True,
    )
    return _choice(face, Choice.UNDO_REPLY, "Delete hello" if hello else "Undo", confirm=confirm)


_AGAIN = {Facet.FOLLOW: "Follow again", Facet.REPLY: "Send again", Facet.LIKE: "Like again"}
_MARK = {Facet.FOLLOW: "Mark as followed", Facet.REPLY: "Mark as sent", Facet.LIKE: "Mark as liked"}
_RISK = {
    Facet.FOLLOW: "If the first one did get through, nothing changes: one cannot follow twice.",
    Facet.REPLY: "If the first one did get through, people will see it twice. Look at {network} first.",
    Facet.LIKE: "If the first one did get through, nothing changes: one cannot like twice.",
}


def _doubt_buttons(face: CardFace, facet: Facet) -> list[Element]:
    network = face.account.network.label
    check = _choice(face, Choice.CHECK_AGAIN, "Check again", "primary")
    if doubt_is_about_undoing(face, facet):
        # Undoing twice does no harm; and "sent" would be the wrong word for something taken away.
        return [check, _choice(face, Choice.SEND_AGAIN, "Undo again")]
    again = confirmation("Do it again?", _RISK[facet].format(network=network), _AGAIN[facet], "Not yet")
    mark = confirmation(
        "Did you see it there?",
        f"Rapport stops looking and takes your word that it is on {network}.",
        "It is there",
        "Not sure",
    )
    return [
        check,
        _choice(face, Choice.SEND_AGAIN, _AGAIN[facet], confirm=again),
        _choice(face, Choice.MARK_SENT, _MARK[facet], confirm=mark),
    ]
