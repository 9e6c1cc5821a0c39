"""What a flood left: who stands in a message and who doesn't, what Slack refused, what memory it took."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

FLAT = 1.1  # a second flood of the same size may leave so much of the memory that the first one left


@dataclass(frozen=True)
class Covered:
    """How many of those who came stand in no message that is in the channel, and how many in more than one."""

    missing: int
    twice: int


@dataclass(frozen=True)
class Memory:
    """Resident memory in MB."""

    before: float
    highest_of_first: float
    after_first: float
    highest: float
    after_second: float

    @property
    def grows(self) -> bool:
        """Whether it grows from flood to flood."""
        return self.after_second > self.after_first * FLAT


@dataclass(frozen=True)
class Flooded:
    """All that was seen of two floods."""

    followers: int
    questions: int
    found: Covered
    refusals: int  # of Slack's: too many calls
    doubled: int  # messages that stand twice in the channel
    messages: int
    alive: bool
    memory: Memory
    settled: tuple[float, float]  # seconds from the last who came to the last message
    idle: list[float]  # seconds from click to acknowledgement
    during: list[float]
    unacknowledged: int

    def line(self) -> str:
        """The figures in one line."""
        m = self.memory
        return (
            f"{self.followers} followers and {self.questions} questions in {self.messages} messages; last message "
            f"{self.settled[0]:.0f} s and {self.settled[1]:.0f} s after the last of them; "
            f"Slack refused {self.refusals}; memory {m.before:.0f} MB before, highest {m.highest_of_first:.0f}, then "
            f"{m.after_first:.0f}; second flood highest {m.highest:.0f}, then {m.after_second:.0f} "
            f"({m.after_second / m.after_first:.2f}); clicks acknowledged idle {_milliseconds(self.idle)}, "
            f"in the flood {_milliseconds(self.during)}"
        )


def broken(seen: Flooded) -> list[str]:
    """Which promises broke."""
    found = {
        f"{seen.found.missing} stand in no message": seen.found.missing > 0,
        f"{seen.found.twice} stand in two messages": seen.found.twice > 0,
        f"{seen.doubled} messages twice in the channel": seen.doubled > 0,
        f"Slack refused {seen.refusals} calls": seen.refusals > 1,
        "the memory grows": seen.memory.grows,
        "the process died": not seen.alive,
        f"{seen.unacknowledged} clicks were not acknowledged": seen.unacknowledged > 0,
    }
    return [what for what, so in found.items() if so]


def covered(folder: Path, posted: set[str], people: set[str], questions: Sequence[str]) -> Covered:
    """Compare who came, by the network, with the cards whose messages are in the channel, by Slack.

    Args:
        folder: Rapport's, whose database tells which card stands in which message.
        posted: the timestamps of the messages in Slack.
        people: who followed, by the network's ids.
        questions: what was asked, by the network's ids.
    """
    with closing(sqlite3.connect(f"file:{folder / 'rapport.sqlite'}?mode=ro", uri=True)) as db:
        cards = db.execute(
            "SELECT coalesce(post.network_post_id, person.network_user_id), message.ts FROM card "
            "JOIN message ON message.id = card.message_id JOIN person ON person.id = card.person_id "
            "LEFT JOIN mention ON mention.id = card.mention_id LEFT JOIN post ON post.id = mention.post_id"
        ).fetchall()
    return compare(cards, posted, [*people, *questions])


def compare(cards: Sequence[tuple[str, str]], posted: set[str], came: Sequence[str]) -> Covered:
    """The same of cards given as (whom or what it is about, its message's ts)."""
    stands = Counter(about for about, ts in cards if ts in posted)
    return Covered(sum(not stands[one] for one in came), sum(stands[one] > 1 for one in came))


def _milliseconds(taken: list[float]) -> str:
    if len(taken) < 2:
        return "never"
    parts = quantiles(taken, n=100, method="inclusive")
    return f"p50 {parts[49] * 1_000:.0f} ms, p99 {parts[98] * 1_000:.0f} ms of {len(taken)}"
