"""The people: they find a card that offers what they want, and click; each click keeps what is promised of it."""

from slackapp.decisions import Decided
from slackapp.domain.action import Action
from slackapp.domain.card import DOUBT_CHOICES, Card, Choice, choose
from tests.house import ADA, BEN
from tests.machines.click_promises import (
    AN_HOUR,
    AT_EACH_CLICK,
    of_two_people_one_is_told_of_the_other,
    the_same_click_twice_is_one,
)
from tests.machines.ledger import Click
from tests.machines.life import Life

UNDOES = {Choice.UNDO_FOLLOW: Choice.FOLLOW, Choice.UNDO_REPLY: Choice.REPLY, Choice.UNDO_LIKE: Choice.LIKE}


class Team:
    """Ada and Ben, before their cards."""

    def __init__(self, life: Life, most_cards: int) -> None:
        """They want at most so many cards."""
        self._life, self._house, self.most_cards = life, life.house, most_cards

    def card(self, choice: Choice, place: int) -> Card:
        """A card that offers this choice; where none does, one is made that will, or an old button is clicked."""
        offering = self._offering(choice)
        if not offering and choice in UNDOES and self._life.wire.connected:
            self._click(self.card(UNDOES[choice], place), UNDOES[choice], ADA)
            self._life.processes.perform_due()
            offering = self._offering(choice)
        number = len(self._house.cards())
        if not offering and choice not in DOUBT_CHOICES and number < self.most_cards:
            if number % 2:
                return self._house.follower_card(f"juno{number}")
            asker = self._life.network.add_person(f"noor{number}")
            return self._house.question_card(f"@fernandfable no. {number}?", asker)
        return offering[place % len(offering)] if offering else self._life.card(number - 1)

    def click(self, card: Card, choice: Choice, who: str, words: str = "") -> Click:
        """Somebody clicks."""
        click = self._click(card, choice, who, words)
        for promise in AT_EACH_CLICK:
            promise(self._life, click)
        return click

    def click_at_once(self, card: Card, choice: Choice, other: Choice) -> None:
        """Two people saw the same card."""
        first = self.click(card, choice, ADA)
        of_two_people_one_is_told_of_the_other(first, self.click(card, other, BEN))

    def click_twice(self, card: Card, choice: Choice) -> None:
        """Slack delivers the same click twice."""
        first = self.click(card, choice, ADA)
        the_same_click_twice_is_one(first, self.click(card, choice, ADA, first.words))

    def settle_doubts(self, choice: Choice) -> None:
        """Somebody says of each card in doubt what is to become of it."""
        for card in self._house.cards():
            if card.in_doubt:
                self.click(card, choice, ADA)

    def _offering(self, choice: Choice) -> list[Card]:
        return [card for card in self._house.cards() if choose(card, choice)]

    def _click(self, card: Card, choice: Choice, who: str, words: str = "") -> Click:
        """Replies have words of their own, each time others, so that posts can be told apart."""
        house, ledger = self._house, self._life.ledger
        before, were = house.card(card.id), self._actions_of(card)
        if choice is Choice.REPLY:
            words = words or f"Words no. {len(ledger.decided)}"
        result = house.decide(card, choice, who, words, until=house.clock() + AN_HOUR)
        made = Click(choice, who, words, before, house.card(card.id), were, self._actions_of(card), result)
        if isinstance(result, Decided):
            ledger.note(made)
        return made

    def _actions_of(self, card: Card) -> dict[int, Action]:
        return {action.id: action for action in self._house.actions() if action.card_id == card.id}
