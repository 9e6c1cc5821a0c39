"""One random life of a workspace: clicks, faults, crashes, polls and time; what holds is checked after every step."""

import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from slackapp.decisions import Decided, TooLate
from slackapp.domain.action import Action, ActionState
from slackapp.domain.card import DOUBT_CHOICES, FACET_OF, Card, CardKind, CardStatus, Choice, FacetState, choose
from slackapp.perform import Performer
from slackapp.store import accounts, actions, people, posts
from slackapp.store.database import Database
from tests.clicks import PowerCut
from tests.conftest import emptied
from tests.house import ADA, BEN, House
from tests.machines.cards import check_card, planned_by
from tests.machines.effects import POSTS, Effects, settled
from tests.machines.faults import READS, WRITES, Crash, Fault, Timeline, arrange, on_the_way
from tests.machines.journal import Journal

CALLS_THAT_FAIL = 10  # in one life: fewer than it takes for Rapport to give up on a network
PLACES = st.integers(0, 3)  # of a card
CHOICES = st.sampled_from(Choice)
CRASHES = st.sampled_from([Crash.NOWHERE, *Crash])
LATE = st.sampled_from([0, 0, 5])  # looks until a new post shows
WHO = st.sampled_from([ADA, BEN])


class Machine(RuleBasedStateMachine):
    """A workspace with up to four cards."""

    def __init__(self, database: Database) -> None:
        """Begin with an empty database that notes its changes."""
        super().__init__()
        self.house = House(emptied(database))
        self.journal = Journal(database)
        self.effects = Effects(self.house.network)
        self.decided: dict[str, str] = {}  # by the action's key: who
        self.sent_again: Counter[int] = Counter()  # by action id
        self.deciders: dict[int, set[str]] = {}  # by card id
        self.marked: set[int] = set()  # actions that a person said had happened
        self.failures = 0
        self.broken_down = False
        self.timeline = Timeline(self.house)
        self.fell_behind = False
        self.telling: Callable[[], None] = lambda: None
        house = self.house
        house.performer = Performer(
            database, house.networks, house.poster, house.clock, lambda _card_id: self.telling()
        )

    @initialize(followers=st.integers(1, 2), questions=st.integers(1, 2), knows_again=st.booleans())
    def move_in(self, followers: int, questions: int, knows_again: bool) -> None:
        """The baseline, and some cards."""
        house = self.house
        house.network.knows_again = knows_again
        house.polled()
        for number in range(followers):
            house.follower_card(f"mira{number}", protected=bool(number))
        for number in range(questions):
            house.question_card(f"@fernandfable no. {number}?", house.network.add_person(f"noor{number}"))

    # What people do

    @rule(place=PLACES, choice=CHOICES, who=WHO)
    def click(self, place: int, choice: Choice, who: str) -> None:
        """A choice that the card may or may not allow."""
        self._click(self._card(place), choice, who)

    @rule(place=PLACES, which=st.integers(0, 20), who=WHO)
    def click_what_is_open(self, place: int, which: int, who: str) -> None:
        """A choice that the card allows."""
        card = self._card(place)
        allowed = [choice for choice in Choice if choose(card, choice)]
        if allowed:
            self._click(card, allowed[which % len(allowed)], who)

    @rule(place=PLACES, which=st.integers(0, 7), fault=st.none() | st.sampled_from(Fault), crash=CRASHES, late=LATE)
    def act(self, place: int, which: int, fault: Fault | None, crash: Crash, late: int) -> None:
        """Somebody has something done, and it is begun at once: well, badly, or while the power goes out."""
        card = self._card(place)
        allowed = [choice for choice in Choice if planned_by(card, choice) and choose(card, choice)]
        if not allowed:
            return
        choice = allowed[which % len(allowed)]
        method = str(planned_by(card, choice))
        if fault and method in WRITES:
            self.fail(method, fault, 1)
        self.fall_behind(late)
        self._click(card, choice, ADA)
        for _ in range(3):
            self._perform(crash)

    @rule(choice=st.sampled_from(list(DOUBT_CHOICES)))
    def settle_a_doubt(self, choice: Choice) -> None:
        """Somebody says what is to become of a doubt, where there is any."""
        for card in self.house.cards():
            if card.in_doubt:
                self._click(card, choice, BEN)

    @rule(place=PLACES, first=CHOICES, second=CHOICES)
    def click_at_once(self, place: int, first: Choice, second: Choice) -> None:
        """Two people saw the same card: what the second can't have any more is the first one's doing."""
        seen = self._card(place)
        won, late = self._click(seen, first, ADA), self._click(seen, second, BEN)
        lost_by_it = isinstance(won, Decided) and choose(seen, second) and isinstance(late, TooLate)
        if lost_by_it:
            assert late.by == ADA, f"{second} lost to {first}, and is told {late.by!r}"

    @rule(place=PLACES, choice=CHOICES)
    def click_twice(self, place: int, choice: Choice) -> None:
        """Two people click the same."""
        self.click_at_once(place, choice, choice)

    @rule(place=PLACES)
    def act_on_the_network_itself(self, place: int) -> None:
        """Somebody of the brand answers the question, or follows the person, without us."""
        card, network = self._card(place), self.house.network
        if card.kind is CardKind.QUESTION:
            network.add_post(network.me(), "Answered there.", in_reply_to_id=self._question(card))
        elif (person := self._person(card)) not in network.following_ids:
            network.following_ids.insert(0, person)
            self.effects.followed_by_hand[person] += 1

    @rule(place=PLACES)
    def leave(self, place: int) -> None:
        """A follower leaves."""
        card = self._card(place)
        if card.kind is CardKind.FOLLOWER and self._person(card) in self.house.network.follower_ids:
            self.house.network.lose_follower(self._person(card))

    @rule()
    def connect_again(self) -> None:
        """The account is connected again with a new login."""
        house = self.house
        house.clock.go(seconds=1)
        with house.database.write() as tx:
            ours = accounts.account(tx, house.account_id)
            accounts.put_account(tx, ours.workspace_id, ours.network, house.network.me(), "new", house.clock())

    # What happens

    @rule(method=st.sampled_from([*WRITES, *READS[:3]]), fault=st.sampled_from(Fault), times=st.integers(1, 4))
    def fail(self, method: str, fault: Fault, times: int) -> None:
        """The next calls of a method fail."""
        times = min(times, CALLS_THAT_FAIL - self.failures)
        self.failures += times
        arrange(self.house, method, fault, times)

    @rule(method=st.sampled_from(list(WRITES)))
    def break_down(self, method: str) -> None:
        """A fault of our own, in a call and in the looks that follow: then anything may be left to a person."""
        self.broken_down = True
        for name in (method, *READS[:3]):
            surprise: Exception = KeyError("surprise")
            self.house.network.fail_next(name, surprise, times=1 if name == method else 4)  # type: ignore[arg-type]  # it is only raised

    @rule(looks=st.integers(1, 5))
    def fall_behind(self, looks: int) -> None:
        """The network doesn't show our new posts for some looks."""
        self.timeline.behind = looks
        self.fell_behind |= looks > 0

    @rule(crash=st.sampled_from(Crash))
    def perform_one(self, crash: Crash) -> None:
        """What is due first is performed, and the power may go out."""
        self._perform(crash)

    @rule(place=PLACES, choice=CHOICES, who=WHO)
    def perform_while_somebody_clicks(self, place: int, choice: Choice, who: str) -> None:
        """A click while a call is under way."""
        self._perform(meanwhile=lambda: self._click(self._card(place), choice, who))

    @rule()
    def perform_while_polling(self) -> None:
        """A poll while a call is under way."""
        self._perform(meanwhile=lambda: self.house.poll.poll(self.house.account_id))

    @rule()
    def perform_due(self) -> None:
        """All that is due is performed."""
        while self._perform():
            pass

    @rule(seconds=st.sampled_from([1, 5, 30, 150, 1_300, 90_000]))
    def wait(self, seconds: int) -> None:
        """Time passes."""
        self.house.clock.go(seconds=seconds)

    @rule()
    def poll(self) -> None:
        """A poll, five minutes later."""
        self.house.polled()

    # What holds

    @invariant()
    def all_holds(self) -> None:
        """Nothing went where it may not; the network did what was asked, once; each card tells how it stands."""
        self.journal.check()
        everything = self.house.actions()
        assert not any(a.state is ActionState.CALLING for a in everything), "nobody is calling"
        self.effects.check(everything, self.sent_again)
        ours = [action for action in everything if action.card_id is not None]
        assert {a.key: a.actor_id for a in ours} == self.decided, "each decision has its action, with who decided"
        for action in ours:
            if action.state is ActionState.FAILED:
                assert action.reason, f"{action.key} failed without a reason"
                # Where a network hid a post, and then refused the same one, nobody can know.
                unknown = self.sent_again[action.id] or (self.fell_behind and action.kind in POSTS)
                quiet = unknown or not self.effects.of.get(action.id)
                assert quiet, f"{action.key} is said to have failed, and happened"
        for card in self.house.cards():
            check_card(card, tuple(action for action in ours if action.card_id == card.id))

    def teardown(self) -> None:
        """Faults end, time goes by: it is done, failed with a reason, or a doubt and shown; only posts are doubts."""
        if sys.exc_info()[0] is not None:
            return  # something did not hold already: that is what is to be told
        self.house.network._faults.clear()
        self.timeline.behind = 0
        while self._perform() or self._wait_for_next():
            pass
        self.all_holds()
        for action in self.house.actions():
            assert settled(action), f"{action.key} is forgotten: {action}"
            if action.state is not ActionState.IN_DOUBT:
                continue
            facet = FACET_OF[action.kind][0]
            assert self.house.card(action.card_id or 0).facet(facet) is FacetState.IN_DOUBT, (
                f"{action.key}: it is shown"
            )
            if not self.broken_down:
                assert action.kind in POSTS, f"{action.key}: what can be looked up or repeated is left to nobody"
                assert not self.house.network.knows_again, f"{action.key}: a network that knows it leaves no doubt"
        assert not any(card.busy for card in self.house.cards()), "no card waits for ever"

    # How

    def _card(self, place: int) -> Card:
        cards = self.house.cards()
        return cards[place % len(cards)]

    def _question(self, card: Card) -> str:
        with self.house.database.read() as tx:
            return posts.mention(tx, card.question_id or 0).post.id

    def _person(self, card: Card) -> str:
        with self.house.database.read() as tx:
            return people.profile(tx, card.person_id).id

    def _click(self, seen: Card, choice: Choice, who: str) -> Decided | TooLate:
        house, before, card = self.house, self._of(seen), self.house.card(seen.id)
        until = house.clock() + timedelta(hours=1)
        words = f"Words no. {len(self.decided)}" if choice is Choice.REPLY else ""
        result = house.decide(seen, choice, who, words, until=until)
        after = self._of(seen)
        new = [action for key, action in after.items() if key not in before]
        changed = [action for key, action in after.items() if key in before and action != before[key]]
        if isinstance(result, TooLate):
            assert (house.card(seen.id), new, changed) == (card, [], []), "who is too late changes nothing"
            named = self.deciders.get(seen.id, set())
            told = result.by in named or not named or card.status is CardStatus.CLOSED
            assert told, f"{who} is too late with {choice} and is told nobody of {named}"
            return result
        self.deciders.setdefault(seen.id, set()).add(who)
        assert (result.card, result.card.decided_by) == (house.card(seen.id), who), "the card names who decided"
        planned = planned_by(card, choice)
        got = [(action.kind, action.actor_id, action.text) for action in new]
        assert got == ([(planned, who, words)] if planned else []), f"{choice} on a {card.kind} planned {got}"
        self.decided |= {action.key: who for action in new}
        assert len(changed) <= 1, "a choice settles one doubt"
        for action in changed:
            assert before[action.key].state is ActionState.IN_DOUBT, "only a doubt is settled by a person"
            self.sent_again[action.id] += choice is Choice.SEND_AGAIN
            if choice is Choice.MARK_SENT:
                self.marked.add(action.id)
        return result

    def _of(self, card: Card) -> dict[str, Action]:
        return {action.key: action for action in self.house.actions() if action.card_id == card.id}

    def _perform(self, crash: Crash = Crash.NOWHERE, meanwhile: Callable[[], object] = lambda: None) -> bool:
        house = self.house
        with house.database.read() as tx:
            due = actions.due(tx, house.clock(), 1)
            before = actions.get(tx, due[0].action_id) if due else None
        if before is None:
            return False
        self.telling = self._die if crash is Crash.TOLD else lambda: None
        with self.effects.by(before), on_the_way(house, crash, meanwhile):
            try:
                house.performer.perform(before.id)
            except PowerCut:
                self._start_again(before)
        self.telling = lambda: None
        with house.database.read() as tx:
            after = actions.get(tx, before.id)
        if after.state is ActionState.DONE and after.card_id is not None and after.id not in self.marked:
            assert self.effects.true(after), f"{after.key} is said to be done, and the network says it is not"
        return True

    def _die(self) -> None:
        raise PowerCut

    def _start_again(self, action: Action) -> None:
        """The engine finds it again before anybody has looked for what is stuck, which touches nothing."""
        house, called = self.house, len(self.house.network.calls)
        (stuck,) = [a for a in house.actions() if a.state is ActionState.CALLING] or [None]
        if stuck is not None:
            house.performer.perform(action.id)
        assert len(house.network.calls) == called, "what was stuck is not called again blindly"
        assert house.performer.rescue() == (stuck is not None)

    def _wait_for_next(self) -> bool:
        with self.house.database.read() as tx:
            following = actions.next_due(tx, self.house.clock())
        self.house.clock.at = following or self.house.clock()
        return following is not None
