"""X as it stands at the start: the invented world put into a fresh state."""

from collections.abc import Callable

from slackapp.sandbox import world
from slackapp.sandbox.x import snowflake
from slackapp.sandbox.x.model import Account, Person
from slackapp.sandbox.x.state import State

_HOUR_MS = 3_600_000
_NEWEST_DAYS = 9
_SNOWFLAKES_SINCE = "2016"  # before that, X gave people shorter ids


def fresh(now: Callable[[], float]) -> State:
    """A state with the brand, its people, their past and the first followers."""
    state = State(now)
    whole = world.load()
    people = [as_person(one, number, now()) for number, one in enumerate((whole.brand, *whole.people))]
    for person in people:
        state.add_person(person)
    brand = people[0]
    state.accounts[brand.id] = Account(brand.id, world.ACCESS_TOKEN, world.ACCESS_TOKEN_SECRET)
    for character, person in zip(whole.people, people[1:], strict=True):
        say(state, person, character)
    _tell_history(state, whole.history)
    # The first in the list came last.
    for character in reversed([one for one in whole.people if one.role == "baseline"]):
        follower = state.find(character.username)
        if follower is not None:
            state.link(follower.id, brand.id)
    return state


def _tell_history(state: State, history: tuple[world.Said, ...]) -> None:
    ids: dict[str, str] = {}
    for said in sorted(history, key=lambda one: -one.hours):
        author = state.find(said.by)
        if author is None:
            raise ValueError(f"nobody is called {said.by}")
        at_ms = round(state.now() * 1000 - said.hours * _HOUR_MS)
        post = state.said(at_ms, author.id, said.text, ids.get(said.reply_to))
        ids[said.key] = post.id
    state.keys = ids


def as_person(character: world.Character, number: int, now: float) -> Person:
    """A character as a user of X; `number` keeps the ids apart, `now` is in seconds."""
    # Whoever is new is new whenever the sandbox is started.
    newest_ms = round(now * 1000) - _NEWEST_DAYS * 24 * _HOUR_MS
    created_ms = min(snowflake.ms_from_iso(character.created), newest_ms) + number * 61_000
    user_id = character.id
    if not user_id:
        young = character.created >= _SNOWFLAKES_SINCE
        user_id = str(snowflake.at_ms(created_ms, number % 4096) if young else created_ms // 1000 - 1_100_000_000)
    return Person(
        id=user_id,
        username=character.username,
        name=character.name,
        created_ms=created_ms,
        description=character.bio,
        location=character.location,
        url=character.url,
        default_picture=character.default_picture,
        protected=character.protected,
        verified=character.verified,
        followers=character.followers,
        following=character.following,
        posts=character.posts,
        listed=character.listed,
        likes=character.likes,
    )


def say(state: State, person: Person, character: world.Character) -> None:
    """Let someone have said what is theirs to say."""
    for hours, words in character.says:
        ago_ms = round((hours + character.quiet_days * 24) * _HOUR_MS)
        state.said(round(state.now() * 1000) - ago_ms, person.id, words)
