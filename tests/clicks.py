"""Decisions just made, waiting to be performed, and a power cut."""

from slackapp.domain.action import Action, ActionKind
from slackapp.domain.card import Card, Choice
from slackapp.store import messages
from tests.house import SOCIAL, House


class PowerCut(BaseException):
    """The process dies here: nothing catches it."""


def following(house: House) -> Card:
    """A card on which Ada has just clicked Follow back."""
    card = house.follower_card()
    house.decide(card, Choice.FOLLOW)
    return card


def replying(house: House) -> Card:
    """A card on which Ada has just sent a reply."""
    card = house.question_card()
    house.decide(card, Choice.REPLY, text="We do!")
    return card


def notice(house: House, key: str = "n") -> int:
    """A message about to be posted."""
    with house.database.write() as tx:
        new = messages.NewMessage(key, messages.MessageKind.NOTICE, house.workspace.id, SOCIAL)
        return messages.add(tx, new, house.clock())


def run(house: House, kind: ActionKind) -> Action:
    """Perform the newest action of a kind once; returns it as it stands then."""
    house.performer.perform(house.action(kind).id)
    return house.action(kind)
