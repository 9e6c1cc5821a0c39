"""The panel's hand on people: who comes next, who follows, who leaves."""

from dataclasses import dataclass, field

from slackapp.sandbox import world
from slackapp.sandbox.world import crowd
from slackapp.sandbox.x import seed
from slackapp.sandbox.x.model import Person
from slackapp.sandbox.x.state import State

CROWD = 20  # from this many at once on, the crowd comes, and the world's own people wait for their turn


@dataclass
class Arrivals:
    """Who of the world hasn't followed yet, in the order in which they come."""

    state: State
    brand_id: str
    _made: int = field(default=0)

    def waiting(self, *, farmer: bool | None = None) -> list[Person]:
        """Those of the world's people who may still follow."""
        found = []
        for character in world.load().people:
            person = self.state.find(character.username)
            if (
                person is not None
                and character.role == "waiting"
                and farmer in (None, character.farmer)
                and not person.suspended
                and person.id not in self.state.followers[self.brand_id]
            ):
                found.append(person)
        return found

    def next(self, count: int, *, farmer: bool) -> list[Person]:
        """The next `count` to come: the world's people first, then the crowd."""
        known = self.waiting(farmer=farmer)[:count] if count < CROWD else []
        return known + [self._make(farmer=farmer) for _ in range(count - len(known))]

    def _make(self, *, farmer: bool) -> Person:
        self._made += 1
        character = crowd.person(self._made, farmer=farmer)
        person = seed.as_person(character, 1000 + self._made, self.state.now())
        self.state.add_person(person)
        seed.say(self.state, person, character)
        return person


@dataclass
class Lines:
    """What people say to the brand, in turn, so that each press brings another person and text."""

    state: State
    _turns: dict[str, int] = field(default_factory=dict)

    def next(self, kind: str) -> tuple[Person, str, str | None] | None:
        """Who says what, and the post they answer; None for a kind that nobody speaks in."""
        lines = [line for line in world.load().lines if line.kind == kind]
        for _ in range(len(lines) * 2):
            turn = self._turns.get(kind, 0)
            self._turns[kind] = turn + 1
            line = lines[turn % len(lines)]
            # After all have spoken once, the words come out of other mouths; an answer stays its author's.
            other = line if line.reply_to else lines[(turn + turn // len(lines)) % len(lines)]
            speakers = [other.by, line.by]
            person = next((one for one in map(self.state.find, speakers) if one and self._speaks(one)), None)
            if person is not None:
                return person, line.text, self.state.keys.get(line.reply_to)
        return None

    def _speaks(self, person: Person) -> bool:
        return not (person.suspended or person.protected)
