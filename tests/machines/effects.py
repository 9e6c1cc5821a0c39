"""What an action may do to the network, and what is so once it is done."""

from slackapp.domain.action import Action, ActionKind, ActionState
from tests.fake_network import FakeNetwork

POSTS = (ActionKind.REPLY, ActionKind.HELLO)
HARD_TO_SEE = (*POSTS, ActionKind.LIKE, ActionKind.UNLIKE)
LOOKS = (ActionKind.CONFIRM_FOLLOW, ActionKind.CONFIRM_REPLY)
VERBS = {
    ActionKind.FOLLOW: "follow",
    ActionKind.UNFOLLOW: "unfollow",
    ActionKind.DELETE_POST: "delete",
    ActionKind.LIKE: "like",
    ActionKind.UNLIKE: "unlike",
}
UNDONE_BY = {
    ActionKind.FOLLOW: ActionKind.UNFOLLOW,
    ActionKind.UNFOLLOW: ActionKind.FOLLOW,
    ActionKind.LIKE: ActionKind.UNLIKE,
    ActionKind.UNLIKE: ActionKind.LIKE,
}


def effect_of(action: Action) -> str:
    """The one thing that an action may do to the network; "" for one that only looks, or speaks to Slack."""
    if action.kind in POSTS:
        return f"post {action.text} to {action.target_id if action.kind is ActionKind.REPLY else ''}"
    return f"{VERBS[action.kind]} {action.target_id}" if action.kind in VERBS else ""


def so_it_is(action: Action, network: FakeNetwork) -> bool:
    """Whether the network now is as this action wanted it."""
    target = action.target_id
    ours = [post for post in network.timeline if post.author_id == network.me().id]
    followed = target in {*network.following_ids, *network.requested_ids}
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


def open_still(action: Action) -> bool:
    """Whether something may still come of an action."""
    return action.state not in (ActionState.DONE, ActionState.FAILED)


def waits_for_a_person(action: Action) -> bool:
    """Whether an action is a doubt that nobody looks at any more by themselves."""
    return action.state is ActionState.IN_DOUBT and action.due_at is None
