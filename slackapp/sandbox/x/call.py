"""One call of the API on its way: who asks, what they asked, what it costs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from slackapp.sandbox.x import ledger
from slackapp.sandbox.x.cursors import Cursor, seal, unseal
from slackapp.sandbox.x.fields import Json, Shape
from slackapp.sandbox.x.model import Account
from slackapp.sandbox.x.newest import Newest
from slackapp.sandbox.x.problems import wrong_parameter
from slackapp.sandbox.x.state import State


@dataclass
class Call:
    """A call that was let in: signed, within its limit, its parameters sound."""

    state: State
    me: Account
    path: str
    base_url: str
    args: dict[str, Any] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    cost: int = 0

    def shape(self) -> Shape:
        """How the answer shall look."""
        return Shape(
            state=self.state,
            viewer=self.me.user_id,
            base_url=self.base_url,
            user_fields=self.args.get("user.fields", frozenset()),
            tweet_fields=self.args.get("tweet.fields", frozenset()),
            expansions=self.args.get("expansions", frozenset()),
        )

    def own(self, user_id: str) -> bool:
        """Whether a read is an owned one: of oneself, by the developer app's owner."""
        return user_id == self.me.user_id and self.me.owns_app

    def pay_users(self, ids: Iterable[str], *, own: bool = False) -> None:
        """Charge for people read."""
        price = ledger.OWNED_READ if own else ledger.READ_USER
        self.cost += self.state.ledger.charge_reads(self.state.now(), price, "user", ids)

    def pay_posts(self, ids: Iterable[str], *, own: bool = False) -> None:
        """Charge for posts read."""
        price = ledger.OWNED_READ if own else ledger.READ_POST
        self.cost += self.state.ledger.charge_reads(self.state.now(), price, "post", ids)

    def pay(self, price: int) -> None:
        """Charge for something done."""
        self.cost += self.state.ledger.charge(price)

    def page(self, index: Newest, default: int, since: int = -1, until: int | None = None) -> tuple[list[str], Json]:
        """A page of an index (items, `meta`); `since` and `until` are bounds that the keys lie between.

        The page is cut before anything in it is filtered: X's pages may be short.
        """
        size = self.args.get("max_results", default)
        cursor = self._cursor()
        if cursor is not None and cursor.direction == "newer":
            rows = index.newer(max(cursor.key, since), until, size)
        else:
            stop = min(key for key in (cursor.key if cursor else None, until, 2**63) if key is not None)
            rows = index.older(stop, since, size)
        meta: Json = {}
        if rows:
            if index.older(rows[-1][0], since, 1):
                meta["next_token"] = seal(Cursor("older", rows[-1][0]), self.path)
            if index.newer(rows[0][0], until, 1):
                meta["previous_token"] = seal(Cursor("newer", rows[0][0]), self.path)
        return [item for _, item in rows], meta

    def _cursor(self) -> Cursor | None:
        for name in ("pagination_token", "next_token"):
            token = self.args.get(name)
            if token is not None:
                cursor = unseal(token, self.path)
                if cursor is None:
                    message = f"The `{name}` query parameter value [{token}] is not valid"
                    raise wrong_parameter(name, token, message)
                return cursor
        return None


Answer = tuple[int, Json]
Handler = Callable[..., Answer]


def listing(items: list[Json], shape: Shape, meta: Json) -> Json:
    """An answer with many: no `data` where there are none."""
    body: Json = {"data": items} if items else {}
    if includes := shape.includes():
        body["includes"] = includes
    if shape.errors:
        body["errors"] = shape.errors
    return body | {"meta": {**meta, "result_count": len(items)}}


def lookup(items: list[Json], errors: list[Json], shape: Shape, *, single: bool = False) -> Json:
    """An answer to a look-up: what was found as `data`, what was not as `errors`, with status 200."""
    body: Json = {}
    if items:
        body["data"] = items[0] if single else items
    if includes := shape.includes():
        body["includes"] = includes
    if errors or shape.errors:
        body["errors"] = [*errors, *shape.errors]
    return body
