"""Beside a button that costs money, once the account's budget is used up: the price, and that it is."""

from slackapp.domain.action import ActionKind
from slackapp.domain.card import Choice
from slackapp.domain.face import CardFace
from slackapp.slack.blocks import confirmation
from slackapp.slack.message import Element
from slackapp.slack.spending import over_budget
from slackapp.slack.text import dollars

# A reply's price stands in its window, and taking something back that was posted has a dialog of its own.
_ONE_CLICK = {
    Choice.FOLLOW: ActionKind.FOLLOW,
    Choice.UNDO_FOLLOW: ActionKind.UNFOLLOW,
    Choice.LIKE: ActionKind.LIKE,
    Choice.UNDO_LIKE: ActionKind.UNLIKE,
}


def costs_dialog(face: CardFace, choice: Choice, label: str) -> Element | None:
    """The dialog that tells what a click costs; None where no budget is used up, or it costs nothing."""
    kind, over = _ONE_CLICK.get(choice), face.over_budget
    price = over.prices.get(kind) if over and kind else None
    if over is None or price is None:
        return None
    text = f"{face.account.network.label} charges {dollars(price)} for it. {over_budget(over)}"
    return confirmation("This costs money", text, label, "Not now")
