"""What the scenes of the headless demo share: the people, the channel, and what to look for on X."""

from collections.abc import Callable
from dataclasses import dataclass, field

from slackapp.sandbox.narrator import Narrator, check
from slackapp.sandbox.slack.world import ADA, BEN, CHIARA
from slackapp.sandbox.stage import Stage
from slackapp.sandbox.wire import Json, Panel, Teammate, has, wait, words
from slackapp.sandbox.world import BRAND_ID

SOCIAL, MARKETING = "C0TWSOCIAL", "C0TWMARKET"

# The wire format of the app's buttons, as a Slack client sees them.
FOLLOW, UNDO_FOLLOW, FOLLOW_BY_HAND = (f"rapport.card.{name}" for name in ("follow", "undo_follow", "follow_by_hand"))
REPLY, REPLY_BY_HAND, IGNORE = (f"rapport.card.{name}" for name in ("reply", "reply_by_hand", "ignore"))
REPLY_BLOCK, REPLY_INPUT = "rapport.reply.words", "rapport.reply.typed"
REVIEW, ONE, NEXT = "rapport.review.open", "rapport.review.one", "rapport.review.next"


@dataclass
class Play:
    """The stage with everybody on it. What scenes expect of X is added to `followed` and `replied`."""

    here: Stage
    narrator: Narrator
    panel: Panel = field(init=False)
    ada: Teammate = field(init=False)
    ben: Teammate = field(init=False)
    chiara: Teammate = field(init=False)
    people: list[Json] = field(default_factory=list)  # who followed in the first burst
    regulars: list[Json] = field(default_factory=list)  # who followed before
    asked: dict[str, Json] = field(default_factory=dict)  # posts that mention the brand, by a name of ours
    # What X has to have seen once the play is over.
    followed: list[str] = field(default_factory=list)  # whom X has to have seen followed by API, once each
    replied: list[str] = field(default_factory=list)  # the texts X has to have seen posted by API, once each
    by_hand: int = 0  # follows and replies done on X itself, on purpose

    def __post_init__(self) -> None:
        self.panel = self.here.panel
        self.ada, self.ben, self.chiara = (self.here.teammate(one.id) for one in (ADA, BEN, CHIARA))

    def card(self, of: str, shows: Callable[[Json], object], what: str) -> Json:
        """Wait for a message about `of` (a handle with its @, or words of a post) that shows something; answer it."""
        seen: list[Json] = []

        def look() -> Json | None:
            seen[:] = [one for one in self.ada.messages(SOCIAL) if of in words(one)]
            return next((one for one in seen if shows(one)), None)

        try:
            return wait(look, what)
        except TimeoutError as late:
            shown = " / ".join(str(one.get("text"))[:300] for one in seen) or "nothing about them"
            raise TimeoutError(f"{late}; the channel shows: {shown}") from None

    def follower_card(self, person: Json, shows: Callable[[Json], object], what: str) -> Json:
        """Wait for a new follower's card that shows something."""
        handle = f"(@{person['username']})"
        return self.card(handle, lambda one: one["text"].startswith("New follower of") and shows(one), what)

    def with_button(self, person: Json, action_id: str) -> Json:
        """A new follower's card, once it has a button."""
        return self.follower_card(person, lambda one: has(one, action_id), f"{action_id} for @{person['username']}")

    def api_follows(self, user_id: str) -> int:
        """How often the app made the brand follow somebody, by X's own record."""
        follows = self.panel.record()["follows"]
        return sum(one["via"] == "api" and one["by"] == BRAND_ID and one["target_id"] == user_id for one in follows)

    def sees_once(self, person: Json) -> None:
        """Check that X has one follow by API, and remember that it has to stay one."""
        times = self.api_follows(person["id"])
        check(times == 1, f"X has {times} follows of @{person['username']}")
        self.followed.append(person["id"])


def tells(who: Teammate) -> Callable[[Json], bool]:
    """Whether a card says that something was done, by whom, and when."""
    return lambda one: "✅" in one["text"] and f"<@{who.id}>" in one["text"] and "<!date^" in one["text"]
