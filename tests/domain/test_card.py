"""A card through any order of choices and outcomes keeps its promises."""

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.card import (
    DOUBT_CHOICES,
    FACET_CHOICES,
    FACET_OF,
    OWNER_CHOICES,
    STATUS_CHOICES,
    Card,
    CardKind,
    CardStatus,
    Choice,
    Facet,
    FacetState,
    choose,
    outcome,
)

UNDERWAY = (FacetState.PENDING, FacetState.UNDOING)
DOES = {Facet.FOLLOW: ActionKind.FOLLOW, Facet.REPLY: ActionKind.REPLY, Facet.LIKE: ActionKind.LIKE}
UNDOES = {Facet.FOLLOW: ActionKind.UNFOLLOW, Facet.REPLY: ActionKind.DELETE_POST, Facet.LIKE: ActionKind.UNLIKE}


class CardLife(RuleBasedStateMachine):
    """People choose, the network answers, in any order."""

    card: Card
    before: Card

    @initialize(kind=st.sampled_from(CardKind))
    def begin(self, kind: CardKind) -> None:
        """A new card, as it is made."""
        self.card = self.before = Card(1, 1, 1, kind, CardStatus.OPEN, 1, 1)

    @rule(choice=st.sampled_from(Choice))
    def someone_chooses(self, choice: Choice) -> None:
        """A click that may come from a stale message."""
        self.before, chosen = self.card, choose(self.card, choice, "U1")
        if chosen is None:
            return
        self._check_choice(choice)
        assert chosen.version == self.card.version + 1, "the version grows by one with each change"
        self.card = chosen

    def _check_choice(self, choice: Choice) -> None:
        if choice in FACET_CHOICES:
            state = self.card.facet(FACET_CHOICES[choice][0])
            assert state not in UNDERWAY, "what is under way can't be chosen again"
            assert state is not FacetState.IN_DOUBT, "what is in doubt is not done again blindly"
            undoing = choice in (Choice.UNDO_FOLLOW, Choice.UNDO_REPLY, Choice.UNDO_LIKE)
            assert undoing == (state is FacetState.DONE), "undo only after done, and after done only undo"
        elif choice in DOUBT_CHOICES:
            assert self.card.in_doubt, "a doubt is settled only where there is one"
        elif choice in OWNER_CHOICES:
            has = self.card.status in (CardStatus.OPEN, CardStatus.SNOOZED)
            assert has, "what is over belongs to nobody anew"
        else:
            assert choice in STATUS_CHOICES
            assert not self.card.busy, "a card with something under way is not put away"

    @rule(
        facet=st.sampled_from(Facet),
        state=st.sampled_from([ActionState.PLANNED, ActionState.DONE, ActionState.FAILED, ActionState.IN_DOUBT]),
    )
    def the_network_answers(self, facet: Facet, state: ActionState) -> None:
        """What is under way comes to an end, or waits."""
        underway = self.card.facet(facet)
        if underway not in UNDERWAY:
            return
        kind = (DOES if underway is FacetState.PENDING else UNDOES)[facet]
        self.before, self.card = self.card, outcome(self.card, kind, state)
        assert self.card.version == self.before.version + 1, "the version grows by one with each change"
        others = [f for f in Facet if f is not facet]
        assert all(self.card.facet(f) is self.before.facet(f) for f in others), "an outcome moves its own facet alone"
        if state is ActionState.FAILED and underway is FacetState.UNDOING:
            assert self.card.facet(facet) is FacetState.DONE, "a failed undo leaves it done"

    @rule()
    def it_closes_by_itself(self) -> None:
        """The question was answered on the network, or the person left."""
        if self.card.status in (CardStatus.OPEN, CardStatus.SNOOZED) and not self.card.busy:
            self.before = self.card
            self.card = replace(self.card, status=CardStatus.CLOSED, version=self.card.version + 1)

    @invariant()
    def the_status_follows_the_facets(self) -> None:
        """Done is what was followed back, greeted or answered, and nothing else."""
        card = self.card
        main = card.follow if card.kind is CardKind.FOLLOWER else card.reply
        greeted = card.kind is CardKind.FOLLOWER and card.reply is FacetState.DONE
        done = main is FacetState.DONE or greeted
        if card.status in (CardStatus.OPEN, CardStatus.SNOOZED):
            assert not done
        if card.status is CardStatus.DONE:
            assert done
            assert card.snoozed_until is None

    @invariant()
    def closed_stays_closed(self) -> None:
        """Nobody can reopen what closed by itself."""
        if self.before.status is CardStatus.CLOSED:
            assert self.card.status is CardStatus.CLOSED

    @invariant()
    def nothing_begins_where_all_is_over(self) -> None:
        """An ignored or closed card offers no follow and no reply."""
        if self.card.status in (CardStatus.IGNORED, CardStatus.CLOSED):
            begins = (Choice.FOLLOW, Choice.FOLLOW_BY_HAND, Choice.REPLY, Choice.REPLY_BY_HAND)
            assert not any(choose(self.card, choice) for choice in begins)

    @invariant()
    def there_is_always_a_way_on(self) -> None:
        """A card that waits for a person offers at least one choice; one that does not is closed or under way."""
        if self.card.status is not CardStatus.CLOSED and not self.card.busy:
            assert any(choose(self.card, choice) for choice in Choice)


CardLife.TestCase.settings = settings(max_examples=120, stateful_step_count=25, deadline=None)
TestCardLife = CardLife.TestCase


def test_every_network_action_has_a_facet_and_no_slack_action_has() -> None:
    """What a card can tell the outcome of is exactly what is done on a network for a person."""
    assert {kind for kind in ActionKind if not kind.speaks_to_slack} == set(FACET_OF)


def test_a_choice_changes_nothing_but_the_card_in_hand() -> None:
    """Cards are values: the one that was seen stays as it was seen."""
    card = Card(1, 1, 1, CardKind.QUESTION, CardStatus.OPEN, 7, 1)
    chosen = choose(card, Choice.REPLY)
    assert card == Card(1, 1, 1, CardKind.QUESTION, CardStatus.OPEN, 7, 1)
    assert chosen == replace(card, reply=FacetState.PENDING, version=8)
