"""What passed between us and a person."""

from datetime import timedelta

from slackapp.domain.evidence.person import Person
from slackapp.domain.evidence.signal import Signal
from slackapp.domain.words import ago, since, times

_LONG = timedelta(days=365)  # a talk older than that was with another team, often about another product


def talks(person: Person) -> Signal | None:
    """They spoke with us: nothing else says as plainly that a follow is meant."""
    history, now = person.history, person.now
    if history.mentions <= 0:
        return None
    said = f"mentioned you {times(history.mentions)}"
    last = history.last_at or history.first_at
    is_old = last is not None and now - last > _LONG
    if history.first_at and history.mentions > 1 and not is_old:
        said += f" {since(history.first_at, now)}"
    elif last:
        said += f", {'last ' if history.mentions > 1 else ''}{ago(last, now)}"
    said += f", you answered {times(history.answered)}" if history.answered > 0 else ", not answered so far"
    weight = min(0.3 + 0.15 * history.mentions, 0.9) + (0.1 if history.answered > 0 else 0.0)
    return Signal("talks", round(weight / 2 if is_old else weight, 3), said)
