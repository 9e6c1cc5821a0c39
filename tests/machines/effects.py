"""What the fake network truly did, by the action that had it done."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from slackapp.domain.action import Action, ActionKind, ActionState
from tests.fake_network import FakeNetwork

POSTS = (ActionKind.REPLY, ActionKind.HELLO)
LOOKS = (ActionKind.CONFIRM_FOLLOW, ActionKind.CONFIRM_REPLY)


@dataclass
class Effects:
    """Counts what each action did, and says what it may do."""

    network: FakeNetwork
    of: dict[int, list[str]] = field(default_factory=dict)  # by action id, in the order they came
    followed_by_hand: Counter[str] = field(default_factory=Counter)  # on the network itself, by person

    @contextmanager
    def by(self, action: Action) -> Iterator[None]:
        """Whatever the network does inside is this action's doing."""
        before, liked, followed = self._lasting(), set(self.network.liked), self._followed()
        try:
            yield
        finally:
            did = self.of.setdefault(action.id, [])
            did.extend((self._lasting() - before).elements())
            did.extend(f"like {post}" for post in self.network.liked - liked)
            did.extend(f"unlike {post}" for post in liked - self.network.liked)
            did.extend(f"unfollow {who}" for who in followed - self._followed())

    def check(self, actions: tuple[Action, ...], sent_again: Counter[int]) -> None:
        """Each action did nothing but its own effect, once, and once more for each time a person sent it again."""
        lasting = ("follow ", "post ", "delete ")
        told = Counter(effect for effects in self.of.values() for effect in effects if effect.startswith(lasting))
        assert told == self._lasting(), "the network did nothing that no action had it do"
        for action in actions:
            did = self.of.get(action.id, [])
            assert set(did) <= {effect_of(action)}, f"{action.key} did something else: {did}"
            often = 1 if self.network.knows_again else 1 + sent_again[action.id]
            if (
                action.kind is ActionKind.UNFOLLOW
            ):  # followed again by hand while it was in doubt: it is to end unfollowed
                often += self.followed_by_hand[action.target_id]
            assert len(did) <= often, f"{action.key} was done {len(did)} times and asked for {often} times"

    def true(self, action: Action) -> bool:
        """Whether the network now is as this action wanted it."""
        network, target = self.network, action.target_id
        ours = [post for post in network.timeline if post.author_id == network.me().id]
        followed = target in self._followed()
        holds = {
            ActionKind.FOLLOW: followed,
            ActionKind.CONFIRM_FOLLOW: followed,
            ActionKind.UNFOLLOW: not followed,
            ActionKind.CONFIRM_REPLY: any((p.id, p.in_reply_to_id) == (action.outcome_id, target) for p in ours),
            ActionKind.DELETE_POST: all(p.id != target for p in ours),
            ActionKind.LIKE: target in network.liked,
            ActionKind.UNLIKE: target not in network.liked,
        }
        sent = any((p.id, p.text) == (action.outcome_id, action.text) for p in ours)
        return holds.get(action.kind, sent)

    def _lasting(self) -> Counter[str]:
        network = self.network
        followed = Counter(f"follow {who}" for who in network.follows)
        posted = Counter(f"post {post.text} to {post.in_reply_to_id or ''}" for post in network.posted)
        return followed + posted + Counter(f"delete {post_id}" for post_id in network.deleted)

    def _followed(self) -> set[str]:
        return {*self.network.following_ids, *self.network.requested_ids}


def effect_of(action: Action) -> str:
    """The one thing that an action may do to the network; "" for one that only looks, or speaks to Slack."""
    if action.kind in POSTS:
        return f"post {action.text} to {action.target_id if action.kind is ActionKind.REPLY else ''}"
    verbs = {
        ActionKind.FOLLOW: "follow",
        ActionKind.UNFOLLOW: "unfollow",
        ActionKind.DELETE_POST: "delete",
        ActionKind.LIKE: "like",
        ActionKind.UNLIKE: "unlike",
    }
    return f"{verbs[action.kind]} {action.target_id}" if action.kind in verbs else ""


def settled(action: Action) -> bool:
    """Whether an action has come to its end, or waits for a person."""
    doubt = action.state is ActionState.IN_DOUBT and action.due_at is None
    return doubt or action.state in (ActionState.DONE, ActionState.FAILED)
