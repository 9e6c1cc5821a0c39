"""What people do in a workspace of size: every word of every command, every window, Home, and a click on a card."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from bench.clicks import CHANNEL, TEAM, ts
from bench.size_seed import HANDED_TO, Size, person
from bench.size_wire import Act, Comes, Json
from slackapp.domain.bulk import sealed
from slackapp.domain.card import Choice
from slackapp.domain.home import Looking, Tab
from slackapp.domain.ignoring import Why
from slackapp.slack import ids
from slackapp.slack.help import _COMMANDS
from slackapp.slack.home.looking import written
from slackapp.slack.ids import AccountItem, MenuItem, Place, RouteItem, WebhookItem, card_action_id

MAKES = Callable[[int], Act]  # by how often it was done before
STEP = 7  # cards from one of the same case to the next

# What is typed for each word of the help, again and again in turns.
TYPED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("/followers", "today"): ("today", ""),
    ("/followers", "yesterday"): ("yesterday",),
    ("/followers", "week"): ("week",),
    ("/followers", "pending"): ("pending",),
    ("/followers", "lost"): ("lost",),
    ("/followers", "@handle"): ("@person7", "@PERSON1999", "@person1234", "@person55"),
    ("/followers", "help"): ("help",),
    ("/questions", "open"): ("open", ""),
    ("/questions", "overdue"): ("overdue",),
    ("/questions", "mine"): ("mine",),
    ("/questions", "all"): ("all",),
    ("/questions", "rest"): ("rest",),
    ("/questions", "help"): ("help",),
    ("/rapport", "status"): ("status", ""),
    ("/rapport", "connect"): ("connect",),
    ("/rapport", "cards"): ("cards",),
    ("/rapport", "routes"): ("routes",),
    ("/rapport", "digests"): ("digests",),
    ("/rapport", "budget"): ("budget",),
    ("/rapport", "words"): ("words",),
    ("/rapport", "roles"): ("roles",),
    ("/rapport", "replies"): ("replies",),
    ("/rapport", "webhooks"): ("webhooks",),
    ("/rapport", "judgement"): ("judgement",),
    ("/rapport", "audit"): (
        *("audit", "audit week", "audit me", "audit replies", "audit week settings"),
        *("audit <@U0PERSON3|ada>", "audit failed", "audit month follows"),
    ),
    ("/rapport", "export followers"): ("export followers today", "export questions today", "export audit today xlsx"),
    ("/rapport", "targets"): ("targets",),
    ("/rapport", "digest now"): ("digest now",),
    ("/rapport", "help"): ("help",),
}
# Words behind /rapport that open a window instead of an answer.
OPENS = frozenset(
    {"connect", "cards", "words", "roles", "replies", "webhooks", "targets", "routes", "digests", "budget"}
)


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that people do."""

    name: str
    make: MAKES


def unmeasured() -> list[str]:
    """The words that the help knows and nothing here types."""
    told = [(name, word) for name, (_, ways) in _COMMANDS.items() for word, _ in ways]
    return [f"{name} {word}" for name, word in told if (name, word) not in TYPED]


def cases(size: Size) -> list[Case]:
    """All of them."""
    return [*_commands(), *_pages(size), *_homes(size), *_windows(size), *_reviews(size), *_decisions(size)]


def command(name: str, text: str, n: int) -> Act:
    """A slash command."""
    opens = name == "/rapport" and text in OPENS
    form = {"command": name, "text": text, "team_id": TEAM, "user_id": person(n), "channel_id": CHANNEL}
    return Act(Comes.WINDOW if opens else Comes.ANSWER, form, person(n))


def click(comes: Comes, action_id: str, value: str, n: int, block_id: str = "b", **more: object) -> Act:
    """A button; `view` among the rest where it stands in a modal, `block_id` where that tells."""
    return _pressed(comes, {"type": "button", "action_id": action_id, "block_id": block_id, "value": value}, n, more)


def chosen(comes: Comes, action_id: str, value: str, n: int, block_id: str = "b", **more: object) -> Act:
    """An item of an overflow menu."""
    item = {"type": "overflow", "action_id": action_id, "block_id": block_id, "selected_option": {"value": value}}
    return _pressed(comes, item, n, more)


def _pressed(comes: Comes, action: Json, n: int, more: Mapping[str, object]) -> Act:
    message = {"type": "message", "message_ts": ts(n + 1), "channel_id": CHANNEL, "is_ephemeral": "view" not in more}
    form: Json = {
        "type": "block_actions",
        "user": {"id": person(n), "username": "ada", "team_id": TEAM},
        "team": {"id": TEAM, "domain": "bench"},
        "channel": {"id": CHANNEL, "name": "social"},
        "container": message,
        "actions": [action],
    }
    return Act(comes, form | more, person(n))


def submit(callback_id: str, metadata: str, values: Mapping[str, Json], n: int) -> Act:
    """A modal that is sent; each value as Slack's element has it."""
    state = {block_id: {"typed": value} for block_id, value in values.items()}
    view = {"type": "modal", "callback_id": callback_id, "private_metadata": metadata, "state": {"values": state}}
    form = {"type": "view_submission", "user": {"id": person(n), "team_id": TEAM}, "team": {"id": TEAM}}
    return Act(Comes.ACK, form | {"view": view}, person(n))


def words(text: str) -> Json:
    """What stands in a box."""
    return {"type": "plain_text_input", "value": text}


def option(value: str) -> Json:
    """What is chosen."""
    return {"type": "radio_buttons", "selected_option": {"value": value}}


def _commands() -> Iterable[Case]:
    for (name, word), typed in TYPED.items():
        yield Case(f"{name} {word}", lambda n, name=name, typed=typed: command(name, typed[n % len(typed)], n))  # type: ignore[misc]


def _pages(size: Size) -> Iterable[Case]:
    """Deep in a list: a page that nobody comes to by chance."""
    deep = {
        ("followers", "week"): size.crowd // 10,
        ("followers", "pending"): size.waiting_followers // 8,
        ("followers", "lost"): size.follower_cards // 400,
        ("questions", "open"): size.open_questions // 8,
        ("questions", "mine"): 100,
        ("questions", "all"): size.questions // 8,
        ("questions", "rest"): size.others // 8,
    }
    for (name, query), page in deep.items():

        def turn(n: int, name: str = name, query: str = query, page: int = page) -> Act:
            block_id = ids.list_block_id(name, query, page + n)
            return click(Comes.ANSWER, ids.LIST_NEXT, str(page + n), n, block_id)

        yield Case(f"/{name} {query}: a page far behind", turn)
    for query in ("", "me", "replies"):
        yield Case(
            f"/rapport audit {query}: a page far behind",
            lambda n, query=query: click(  # type: ignore[misc]
                Comes.ANSWER, ids.AUDIT_OLDER, str(size.cards * 2 + n), n, ids.audit_block_id(1, query)
            ),
        )


def home(user: str) -> Act:
    """Somebody opens Home."""
    event = {"type": "app_home_opened", "user": user, "tab": "home", "channel": "D0BENCH"}
    return Act(Comes.HOME, {"type": "event_callback", "team_id": TEAM, "event": event}, user, event=True)


def _homes(size: Size) -> Iterable[Case]:
    who: dict[str, Callable[[int], str]] = {"an admin": person, "a member": lambda n: f"U0MEMBER{n}"}
    tabs = {"Open": ids.HOME_OPEN, "Numbers": ids.HOME_NUMBERS, "Settings": ids.HOME_SETTINGS}
    for whose, user in who.items():
        yield Case(f"Home of {whose}: For me", lambda n, user=user: home(user(n)))  # type: ignore[misc]
        for name, action_id in tabs.items():
            yield Case(
                f"Home of {whose}: {name}",
                lambda n, user=user, action_id=action_id: _at_home(user(n), action_id, "1", n),  # type: ignore[misc]
            )
    pages = {
        "a page far behind": (ids.HOME_NEXT, size.open_questions // 12),
        "followers far behind": (ids.HOME_FOLLOWERS_NEXT, size.waiting_followers // 8),
    }
    for name, (action_id, page) in pages.items():
        yield Case(
            f"Home, Open: {name}",
            lambda n, action_id=action_id, page=page: _at_home(person(n), action_id, str(page + n), n),  # type: ignore[misc]
        )
    filters = {"overdue": (ids.HOME_DUE, "overdue"), "of one kind": (ids.HOME_KIND, "question")}
    filters |= {"mine": (ids.HOME_WHOSE, "mine"), "of one account": (ids.HOME_ACCOUNT, "2")}
    for name, (action_id, value) in filters.items():
        yield Case(
            f"Home, Open: {name}",
            lambda n, action_id=action_id, value=value: _at_home(person(n), action_id, value, n),  # type: ignore[misc]
        )


def _at_home(user: str, action_id: str, value: str, n: int) -> Act:
    """A click on Home, on the tab of what is open."""
    view = _view(ids.HOME_VIEW, written(Looking(Tab.OPEN))) | {"type": "home"}
    act = click(Comes.HOME, action_id, value, n, view=view)
    return replace(act, user=user, form={**act.form, "user": {"id": user, "team_id": TEAM}})


def question(size: Size, n: int, start: int = 0) -> int:
    """An open question's card that has no draft and no hand-off, and does not sleep: another each time."""
    return size.follower_cards + 4 + 5 * ((start + n) % (size.open_questions // 5 - 1))


def follower(size: Size, n: int) -> int:
    """An open follower's card with a message of its own: another each time."""
    return size.waiting_followers - 1 - n


def _windows(size: Size) -> Iterable[Case]:
    def menu(item: MenuItem, start: int) -> MAKES:
        return lambda n: chosen(
            Comes.WINDOW,
            ids.CARD_MENU,
            ids.menu_value(item, question(size, n, start)),
            n,
            ids.card_block_id(Place.CARD, question(size, n, start), 1),
        )

    opened = {
        "Reply": lambda n: click(Comes.WINDOW, card_action_id(Choice.REPLY), str(question(size, n, 100)), n),
        "Say hello": lambda n: click(Comes.WINDOW, card_action_id(Choice.REPLY), str(follower(size, n)), n),
        "Snooze": menu(MenuItem.SNOOZE, 200),
        "Assign": menu(MenuItem.ASSIGN, 300),
        "Hand off": menu(MenuItem.HAND_OFF, 400),
        "History": menu(MenuItem.HISTORY, 500),
        "Why?": menu(MenuItem.WHY, 600),
        "Why? of what got no card": lambda n: click(Comes.WINDOW, ids.MENTION_WHY, str(size.questions + 1 + n), n),
        "Show recent posts": lambda n: click(Comes.WINDOW, ids.POSTS_SHOW, str(size.follower_cards // 5 + n), n),
        "Handed off: Answered": lambda n: _handed(ids.HAND_OFF_ANSWERED, size, n),
        "Handed off: Send back": lambda n: _handed(ids.HAND_OFF_SEND_BACK, size, n),
        "Ignore": lambda n: click(Comes.WINDOW, card_action_id(Choice.IGNORE), str(question(size, n, 650)), n),
        "Ignore many": lambda n: _many(size, n),
        "Draft: Edit": lambda n: click(Comes.WINDOW, ids.DRAFT_EDIT, f"{1 + n % size.part(300)}:1", n),
        "Draft: Return": lambda n: click(Comes.WINDOW, ids.DRAFT_RETURN, f"{1 + n % size.part(300)}:1", n),
        "Settings: words": lambda n: click(Comes.WINDOW, ids.WORDS_OPEN, "1", n),
        "Settings: cards": lambda n: click(Comes.WINDOW, ids.RULES_OPEN, "1", n),
        "Settings: targets": lambda n: click(Comes.WINDOW, ids.TARGETS_OPEN, "1", n),
        "Settings: roles": lambda n: click(Comes.WINDOW, ids.ROLES_OPEN, "1", n),
        "Settings: routes": lambda n: click(Comes.WINDOW, ids.ROUTES_OPEN, "1", n),
        "Settings: digests": lambda n: click(Comes.WINDOW, ids.DIGEST_OPEN, "digest", n),
        "Settings: budget": lambda n: click(Comes.WINDOW, ids.BUDGET_OPEN, "1", n),
        "Settings: replies": lambda n: click(Comes.WINDOW, ids.SAVED_OPEN, "1", n),
        "Settings: webhooks": lambda n: click(Comes.WINDOW, ids.WEBHOOKS_OPEN, "1", n),
        "Settings: connect": lambda n: click(Comes.WINDOW, ids.CONNECT_OPEN, "1", n),
        "Account: channels": lambda n: _account(AccountItem.CHANNELS, n),
        "Account: disconnect": lambda n: _account(AccountItem.DISCONNECT, n),
        "Account: connect again": lambda n: _account(AccountItem.RECONNECT, n),
        "Saved reply: new": lambda n: click(Comes.WINDOW, ids.SAVED_NEW, "new", n, view=_view(ids.SAVED_VIEW, "1:1")),
        "Saved reply: edit": lambda n: click(Comes.WINDOW, ids.SAVED_EDIT, "3", n, view=_view(ids.SAVED_VIEW, "1:1")),
        "Route: new": lambda n: click(Comes.WINDOW, ids.ROUTES_ADD, "new", n, view=_view(ids.ROUTES_VIEW, "1:0")),
        "Route: change": lambda n: _route(RouteItem.CHANGE, n),
        "Route: remove": lambda n: _route(RouteItem.REMOVE, n),
        "Webhook: new": lambda n: click(Comes.WINDOW, ids.WEBHOOKS_ADD, "new", n, view=_view(ids.WEBHOOKS_VIEW, "1:0")),
        "Webhook: log": lambda n: _webhook(WebhookItem.LOG, n),
        "Webhook: change": lambda n: _webhook(WebhookItem.CHANGE, n),
        "Webhook: remove": lambda n: _webhook(WebhookItem.REMOVE, n),
    }
    yield from (Case(name, make) for name, make in opened.items())


def _view(callback_id: str, metadata: str, values: Mapping[str, object] | None = None) -> Json:
    view = {"type": "modal", "callback_id": callback_id, "private_metadata": metadata, "hash": "1.a"}
    return view | {"state": {"values": values or {}}}


def _handed(action_id: str, size: Size, n: int) -> Act:
    """In the other team's channel."""
    act = click(Comes.WINDOW, action_id, str(1 + n % size.part(200)), n)
    message = {"type": "message", "message_ts": ts(n + 1), "channel_id": HANDED_TO, "is_ephemeral": False}
    return replace(act, form={**act.form, "container": message, "channel": {"id": HANDED_TO, "name": "care"}})


def _many(size: Size, n: int) -> Act:
    """Questions of one message, chosen to be ignored together."""
    chosen_ones = ids.list_metadata(size.questions_message, 1, n, sealed(frozenset({1, 2, 3})))
    view = _view(ids.REVIEW_VIEW, chosen_ones)
    return click(Comes.WINDOW, ids.BULK_IGNORE, str(size.questions_message), n, view=view)


def _route(item: RouteItem, n: int) -> Act:
    value, view = ids.route_value(item, 1 + n % 20), _view(ids.ROUTES_VIEW, "1:0")
    return chosen(Comes.WINDOW, ids.ROUTES_MENU, value, n, view=view)


def _account(item: AccountItem, n: int) -> Act:
    # Connecting X again wants keys in the settings, which the bench has none of: that is said.
    comes = Comes.ANSWER if item is AccountItem.RECONNECT else Comes.WINDOW
    return chosen(comes, ids.ACCOUNT_MENU, ids.account_value(item, 2), n)


def _webhook(item: WebhookItem, n: int) -> Act:
    value, view = ids.webhook_value(item, 1 + n % 3), _view(ids.WEBHOOKS_VIEW, "1:0")
    return chosen(Comes.WINDOW, ids.WEBHOOKS_MENU, value, n, view=view)


def _reviews(size: Size) -> Iterable[Case]:
    for name, message_id, number in (
        (f"{size.group:,}", size.group_message, size.group),
        (f"{size.crowd:,}", size.crowd_message, size.crowd),
    ):

        def opens(n: int, message_id: int = message_id) -> Act:
            return click(Comes.WINDOW, ids.REVIEW_OPEN, str(message_id), n)

        def turns(n: int, message_id: int = message_id, number: int = number) -> Act:
            page = 1 + n * 3 % max(number // 10 - 1, 1)
            view = _view(ids.REVIEW_VIEW, ids.list_metadata(message_id, page, n, ""))
            return click(Comes.REDRAWN, ids.PICK_NEXT, str(page + 1), n, view=view)

        def one(n: int, message_id: int = message_id, number: int = number) -> Act:
            view = _view(ids.REVIEW_VIEW, ids.list_metadata(message_id, 1, n, ""))
            return click(Comes.REDRAWN, ids.REVIEW_ONE, str(1 + n * 7 % number), n, view=view)

        yield Case(f"Review of {name}", opens)
        yield Case(f"Review of {name}: the next page", turns)
        yield Case(f"Review of {name}: one alone", one)


def _decisions(size: Size) -> Iterable[Case]:
    def press(choice: Choice, start: int, place: Place, comes: Comes = Comes.ACK) -> MAKES:
        def make(n: int) -> Act:
            card_id = question(size, n, start)
            block_id = ids.card_block_id(place, card_id, 1)
            if place is Place.LIST:
                block_id = ids.list_block_id("questions", "open", 1 + n % 9, card_id, 1)
            more = (
                {"view": _view(ids.HOME_VIEW, written(Looking(Tab.OPEN))) | {"type": "home"}}
                if place is Place.HOME
                else {}
            )
            return click(comes, card_action_id(choice), str(card_id), n, block_id, **more)

        return make

    def follow(n: int) -> Act:
        return click(Comes.ACK, card_action_id(Choice.FOLLOW), str(follower(size, 50 + n)), n)

    def seen(n: int, start: int) -> str:
        return ids.metadata(question(size, n, start), 1)

    yield Case("Follow back, on a message", follow)
    why = {ids.IGNORE_WHY: option(Why.SPAM)}
    yield Case("Ignore, sent", lambda n: submit(ids.IGNORE_VIEW, seen(n, 700), why, n))
    yield Case("Claim, on a message", press(Choice.CLAIM, 750, Place.CARD))
    yield Case("Claim, in a list", press(Choice.CLAIM, 800, Place.LIST, Comes.ANSWER))
    yield Case("Claim, on Home", press(Choice.CLAIM, 850, Place.HOME, Comes.HOME))
    hour, later = {ids.SNOOZE_BLOCK: option(MenuItem.SNOOZE_HOUR)}, ids.SNOOZE_VIEW
    yield Case("Snooze, sent", lambda n: submit(later, seen(n, 900), hour, n))
    to = {ids.ASSIGN_BLOCK: {"type": "users_select", "selected_user": person(3)}}
    yield Case("Assign, sent", lambda n: submit(ids.ASSIGN_VIEW, f"{seen(n, 950)}:", to, n))
    reply = {ids.REPLY_BLOCK: words("We do!")}
    yield Case("Reply, sent", lambda n: submit(ids.REPLY_VIEW, seen(n, 1_000), reply, n))
    other = {ids.HAND_OFF_CHANNEL: {"type": "conversations_select", "selected_conversation": HANDED_TO}}
    yield Case("Hand off, sent", lambda n: submit(ids.HAND_OFF_VIEW, seen(n, 1_050), other, n))
    yield Case("Targets, sent", targets)


def targets(n: int) -> Act:
    """Other targets, by which all that is open is due at another time."""
    typed = {
        "on": option("on"),
        "snooze": option("on"),
        "urgent": words(f"{30 + n} min"),
        "normal": words("4 h"),
        "low": words("12 h"),
        "hours": words("Mon-Fri 9:00-18:00"),
        "zone": words("Europe/Berlin"),
    }
    values = {f"{ids.TARGETS_BLOCK}{name}": value for name, value in typed.items()}
    return submit(ids.TARGETS_VIEW, ids.metadata(1, 0), values, n)
