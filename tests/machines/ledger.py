"""What people decided, and what befell the network: written down beside Rapport, never asked of it."""

from collections import Counter
from dataclasses import dataclass, field

from slackapp.decisions import Decided, TooLate
from slackapp.domain.action import Action
from slackapp.domain.card import Card, Choice


@dataclass(frozen=True, slots=True)
class Click:
    """One click, and what there was before and after it."""

    choice: Choice
    who: str
    words: str
    before: Card
    after: Card
    were: dict[int, Action]  # the card's actions by their ids
    are: dict[int, Action]
    result: Decided | TooLate

    @property
    def new(self) -> list[Action]:
        """What it planned."""
        return [action for number, action in self.are.items() if number not in self.were]

    @property
    def changed(self) -> list[Action]:
        """What it changed, as it was before."""
        return [action for number, action in self.were.items() if self.are[number] != action]


@dataclass
class Ledger:
    """One life's."""

    decided: dict[str, str] = field(default_factory=dict)  # by the action's key: who
    deciders: dict[int, set[str]] = field(default_factory=dict)  # by card id
    sent_again: Counter[int] = field(default_factory=Counter)  # by action id
    followed_by_hand: Counter[str] = field(default_factory=Counter)  # on the network itself, by person
    frozen: set[int] = field(default_factory=set)  # actions whose process was taken for dead, and was not

    def note(self, click: Click) -> None:
        """Somebody decided."""
        self.deciders.setdefault(click.before.id, set()).add(click.who)
        self.decided |= {action.key: click.who for action in click.new}
        for action in click.changed:
            self.sent_again[action.id] += click.choice is Choice.SEND_AGAIN
