"""X's terms: what it says it allows, and what it charges."""

from decimal import Decimal

from slackapp.domain.action import ActionKind
from slackapp.domain.bulk import Bulk
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.spending import ChargeKind, micro
from slackapp.networks.x.meter import Cost
from slackapp.networks.x.text import has_link

# What pay-per-use charges for a write, in USD (https://docs.x.com/x-api/getting-started/pricing, August 2026).
_LINK_PRICE = Decimal(
    "0.200"
)  # a post with a link; whether a reply is cheaper X does not say, so the dearer price is told
_PRICES = {
    ActionKind.HELLO: Decimal("0.015"),
    ActionKind.REPLY: Decimal("0.010"),
    ActionKind.DELETE_POST: Decimal("0.010"),
    ActionKind.FOLLOW: Decimal("0.015"),
    ActionKind.UNFOLLOW: Decimal("0.010"),
    ActionKind.LIKE: Decimal("0.015"),
    ActionKind.UNLIKE: Decimal("0.010"),
}
# And for each user or post that is read (likewise). Our own lists are cheaper where our account owns the X app.
_POST_READ = Decimal("0.005")
_USER_READ = Decimal("0.010")
_OWN_READ = Decimal("0.001")
FEWEST_POSTS = 5  # X's API gives no shorter page of a timeline (https://docs.x.com/x-api/users/get-posts)
_ENTERPRISE = "X allows this by API on Enterprise only; the first try will tell."
NO_TIMES = "X doesn't tell when somebody followed."
# https://help.x.com/en/rules-and-policies/x-automation: no bulk or automated following, liking, replying.
BULK = Bulk(False, "X forbids following in bulk: every follow has to be one person’s own click.")
_DECLARED = {
    Capability.FOLLOW: _ENTERPRISE,
    Capability.LIKE: _ENTERPRISE,
    Capability.REPLY: "X allows this by API only to people who mentioned you first.",
}


def permissions() -> tuple[Permission, ...]:
    """What X declares for self-serve apps; only a try tells what holds for ours."""
    can = [c for c in Capability if c is not Capability.FOLLOW_TIMES]
    told = tuple(Permission(capability, True, _DECLARED.get(capability, "")) for capability in can)
    return (*told, Permission(Capability.FOLLOW_TIMES, allowed=False, reason=NO_TIMES))


def price(kind: ActionKind, text: str) -> Decimal | None:
    """What a write costs in USD; None for what isn't a write to X."""
    if kind in (ActionKind.REPLY, ActionKind.HELLO) and has_link(text):
        return _LINK_PRICE
    return _PRICES.get(kind)


_KINDS = {
    ActionKind.HELLO: ChargeKind.POST,
    ActionKind.REPLY: ChargeKind.REPLY,
    ActionKind.FOLLOW: ChargeKind.INTERACTION,
    ActionKind.LIKE: ChargeKind.INTERACTION,
    ActionKind.DELETE_POST: ChargeKind.UNDOING,
    ActionKind.UNFOLLOW: ChargeKind.UNDOING,
    ActionKind.UNLIKE: ChargeKind.UNDOING,
}
USERS = Cost(ChargeKind.PEOPLE_READ, micro(_USER_READ), "user")
POSTS = Cost(ChargeKind.POSTS_READ, micro(_POST_READ), "post")
OWN_USERS = Cost(ChargeKind.OWN_READ, micro(_OWN_READ), "user")
OWN_POSTS = Cost(ChargeKind.OWN_READ, micro(_OWN_READ), "post")


def cost(kind: ActionKind, text: str = "") -> Cost:
    """What a write to X is charged."""
    told = _LINK_PRICE if price(kind, text) == _LINK_PRICE else _PRICES[kind]
    return Cost(ChargeKind.LINK_POST if told == _LINK_PRICE else _KINDS[kind], micro(told))


def price_of_posts(limit: int) -> Decimal:
    """What reading a person's newest posts costs at most, in USD."""
    return _POST_READ * max(limit, FEWEST_POSTS)
