"""A workspace with an account on the fake network, the rooms around it, and a clock that a test moves."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select

from slackapp.decisions import Decided, Decision, Decisions, TooLate
from slackapp.domain.accounts import Account, Route, RouteKind
from slackapp.domain.action import Action, ActionKind, ActionState
from slackapp.domain.card import Card, CardKind, Choice
from slackapp.domain.people import Profile
from slackapp.domain.posts import Post
from slackapp.domain.verdict import PostKind, Urgency, Verdict
from slackapp.faces import Faces
from slackapp.listings import Listings
from slackapp.networks.base import Network
from slackapp.networks.registry import Networks
from slackapp.perform import Performer
from slackapp.report import Report
from slackapp.store import accounts, actions, cards, messages, people, posts
from slackapp.store.cards import NewCard
from slackapp.store.database import Database
from slackapp.watch.feeds import ReadFeeds
from slackapp.watch.followers import WatchFollowers
from slackapp.watch.poll import Poll
from slackapp.watch.questions import WatchQuestions
from tests.fake_network import FakeNetwork

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SOCIAL, MARKETING = "C0SOCIAL", "C0MARKET"
ADA, BEN = "U0ADA", "U0BEN"


class MovingClock:
    """The time that a test says it is."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """The moment."""
        return self.at

    def go(self, **span: float) -> None:
        """Let time pass; `span` is timedelta's."""
        self.at += timedelta(**span)


class RunningClock(MovingClock):
    """The true time, and whatever a test let pass on top of it."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    @property
    def at(self) -> datetime:  # type: ignore[override]  # the moment runs by itself
        """The moment."""
        return datetime.now(UTC) + self._ahead

    @at.setter
    def at(self, moment: datetime) -> None:
        self._ahead = moment - datetime.now(UTC)


class FakePoster:
    """Slack, as far as the performer knows it: what stands in it, what was asked of it, and how it fails."""

    def __init__(self) -> None:
        self.standing: dict[str, int] = {}  # ts -> message id
        self.posts: list[int] = []
        self.updates: list[int] = []
        self.finds: list[int] = []
        self.before: Callable[[str], None] = lambda _call: None  # may raise: nothing happened
        self.after: Callable[[str], None] = lambda _call: None  # may raise: it happened

    def post(self, message_id: int) -> str:
        """Post a message."""
        self.posts.append(message_id)
        self.before("post")
        ts = f"1700000000.{len(self.posts):06}"
        self.standing[ts] = message_id
        self.after("post")
        return ts

    def update(self, message_id: int) -> None:
        """Draw a message again."""
        self.updates.append(message_id)
        self.before("update")

    def find(self, message_id: int, since: datetime) -> str | None:
        """Find a message by its metadata."""
        assert since.tzinfo is not None
        self.finds.append(message_id)
        self.before("find")
        return next((ts for ts, standing in self.standing.items() if standing == message_id), None)


@dataclass
class House:
    """One workspace, one account, and the rooms."""

    database: Database
    team: str = "T0FERN"
    clock: MovingClock = field(default_factory=MovingClock)
    real: Network | None = None  # in place of the fake one

    def __post_init__(self) -> None:
        self.network = FakeNetwork(now=self.clock)
        spoken: Network = self.real or self.network
        self.networks = Networks(lambda _account_id: spoken)
        self.poster = FakePoster()
        self.woken = 0
        self.moved: list[int] = []
        self.performer = Performer(self.database, self.networks, self.poster, self.clock, self.moved.append)
        self.decisions = Decisions(self.database, self.clock, self._wake)
        self.followers = WatchFollowers(self.database, self.clock, timedelta(days=1))
        self.feeds = ReadFeeds(self.database, self.networks, self.clock)
        self.questions = WatchQuestions(self.database, self.clock)
        self.poll = Poll(self.database, self.networks, self.followers, self.questions, self.clock)
        self.faces = Faces(self.database, self.networks, self.clock)
        self.listings = Listings(self.database, self.faces, self.networks, self.clock)
        self.report = Report(self.database, self.networks, self.faces, self.clock)
        with self.database.write() as tx:
            self.workspace = accounts.put_workspace(tx, self.team, "Fern & Fable", self.clock())
            self.account_id = accounts.put_account(
                tx, self.workspace.id, spoken.name, spoken.me(), "locked", self.clock()
            ).id
            self._route(accounts.account(tx, self.account_id), tx)
        self.network.calls.clear()

    def _route(self, account: Account, tx: Connection) -> None:
        wanted = [
            Route(0, account.workspace_id, account.id, kind, SOCIAL)
            for kind in (RouteKind.FOLLOWERS, RouteKind.QUESTIONS)
        ]
        accounts.set_routes(tx, account, wanted)

    def _wake(self) -> None:
        self.woken += 1

    @property
    def account(self) -> Account:
        """The account as it stands."""
        with self.database.read() as tx:
            return accounts.account(tx, self.account_id)

    # What there is

    def cards(self) -> tuple[Card, ...]:
        """Every card of the account, oldest first."""
        with self.database.read() as tx:
            rows = tx.execute(select(cards.cards).where(cards.cards.c.account_id == self.account_id))
            return tuple(sorted((cards.card_of(row) for row in rows), key=lambda card: card.id))

    def card(self, card_id: int) -> Card:
        """One card."""
        with self.database.read() as tx:
            found = cards.get(tx, card_id)
        assert found is not None
        return found

    def actions(self, *kinds: ActionKind) -> tuple[Action, ...]:
        """Every action of these kinds, oldest first."""
        with self.database.read() as tx:
            rows = tx.execute(select(actions.actions).order_by(actions.actions.c.id))
            found = tuple(actions._action(row) for row in rows)
        return tuple(action for action in found if not kinds or action.kind in kinds)

    def action(self, kind: ActionKind) -> Action:
        """The newest action of a kind."""
        return self.actions(kind)[-1]

    def messages(self) -> tuple[messages.Message, ...]:
        """Every message, oldest first."""
        with self.database.read() as tx:
            rows = tx.execute(select(messages.messages).order_by(messages.messages.c.id))
            return tuple(messages._message(row) for row in rows)

    # What is arranged

    def follower_card(self, handle: str = "mira", **fields: object) -> Card:
        """A new follower's card, posted."""
        person = self.network.add_follower(handle, **fields)
        with self.database.write() as tx:
            person_id = people.put(tx, accounts.account(tx, self.account_id), [person], self.clock())[person.id]
            people.add_followers(tx, self.account_id, [person_id], self.clock(), baseline=False)
            return self._make(tx, NewCard(CardKind.FOLLOWER, f"follower:{person_id}:1", person_id))

    def bare_cards(self, number: int) -> tuple[Card, ...]:
        """So many new followers' cards, in no message."""
        crowd = [self.network.add_follower(f"person{n}") for n in range(number)]
        with self.database.write() as tx:
            ids = people.put(tx, accounts.account(tx, self.account_id), crowd, self.clock()).values()
            people.add_followers(tx, self.account_id, list(ids), self.clock(), baseline=False)
            new = [NewCard(CardKind.FOLLOWER, f"follower:{i}:1", i) for i in ids]
            cards.add(tx, self.workspace.id, self.account_id, None, new, self.clock())
        return self.cards()

    def question_card(self, text: str = "@fernandfable do you ship to Oslo?", asker: Profile | None = None) -> Card:
        """A question's card, posted."""
        asker = asker or self.network.add_person("noor")
        post = self.network.add_mention(asker, text)
        with self.database.write() as tx:
            person_id = people.put(tx, accounts.account(tx, self.account_id), [asker], self.clock())[asker.id]
            mention_id = self.mention(tx, post, person_id)
            return self._make(tx, NewCard(CardKind.QUESTION, f"mention:{mention_id}", person_id, mention_id))

    def mention(self, tx: Connection, post: Post, person_id: int, *, baseline: bool = False) -> int:
        """A mention that wants an answer, judged."""
        verdict = Verdict(PostKind.QUESTION, needs_answer=True, urgency=Urgency.NORMAL, reasons=())
        post_id = posts.put(tx, self.account_id, [post], ours=False)[post.id]
        return posts.add_mention(tx, self.account_id, post_id, person_id, post, verdict, baseline=baseline)

    def _make(self, tx: Connection, new: NewCard) -> Card:
        message = messages.NewMessage(
            f"{self.account_id}:{new.subject}", messages.MessageKind.CARD, self.workspace.id, SOCIAL, self.account_id
        )
        message_id = messages.add(tx, message, self.clock())
        cards.add(tx, self.workspace.id, self.account_id, message_id, [new], self.clock())
        mine = select(actions.actions.c.id).where(actions.actions.c.message_id == message_id)
        posting = tx.execute(mine).scalar_one()
        actions.claim(tx, posting, self.clock())
        done = actions.Result(ActionState.DONE, f"ts{message_id}")
        actions.settle(tx, posting, ActionState.CALLING, done, self.clock())
        messages.note_posted(tx, message_id, f"ts{message_id}", self.clock())
        card_id = cards.id_of(tx, self.account_id, new.subject)
        found = cards.get(tx, card_id or 0)
        assert found is not None
        return found

    def decide(self, card: Card, choice: Choice, who: str = ADA, text: str = "", **more: object) -> Decided | TooLate:
        """A click of a teammate's."""
        return self.decisions.decide(Decision(self.workspace.id, card.id, choice, who, text, **more))  # type: ignore[arg-type]  # until

    def put(self, card: Card, **changes: object) -> Card:
        """Write a card as a test wants it."""
        changed = replace(self.card(card.id), **changes)  # type: ignore[arg-type]  # Card's fields
        changed = replace(changed, version=changed.version + 1)
        with self.database.write() as tx:
            assert cards.change(tx, changed)
        return changed

    # What happens

    def perform_due(self, limit: int = 100) -> int:
        """Perform what is due, one after another, until nothing is; returns how many runs that took."""
        for done in range(limit):
            with self.database.read() as tx:
                due = actions.due(tx, self.clock(), 1)
            if not due:
                return done
            self.performer.perform(due[0].action_id)
        raise AssertionError("there is no end to it")

    def perform_all(self, hours: float = 2) -> None:
        """Perform until nothing is left to be done within the next hours, moving the clock to each due time."""
        until = self.clock() + timedelta(hours=hours)
        for _ in range(200):
            asked = self.clock()  # a true clock runs on: what falls due behind the last look must not be missed
            self.perform_due()
            with self.database.read() as tx:
                following = actions.next_due(tx, asked)
            if following is None or following > until:
                return
            self.clock.at = max(following, self.clock())
        raise AssertionError("there is no end to it")

    def polled(self) -> None:
        """One whole poll, five minutes after the last."""
        self.clock.go(minutes=5)
        self.poll.poll(self.account_id)
