"""A visit to a server: steps, what each of them found, and how it is told. A slow or odd server breaks none of it."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from slackapp.domain.capability import Capability
from slackapp.domain.people import Profile
from slackapp.domain.posts import Post
from slackapp.domain.quote import quote
from slackapp.networks.base import Followed, LoginRefused, Network, NetworkError, NotAllowed, Page

LONGEST = 300  # characters of a reason
UNEXPECTED = "something unexpected ({}): a fault of Rapport's. Please report it, with this line"


class Sign(StrEnum):
    """How a step went, readable without colours."""

    WELL = "✓"
    ILL = "✗"
    SKIPPED = "–"


class SkipStep(Exception):
    """There is nothing to try here; the message says why."""


class Odd(Exception):
    """The server answered, but not as it should; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one step went."""

    sign: Sign
    what: str
    told: str
    seconds: float
    essential: bool = False

    def line(self) -> str:
        """One line for a terminal."""
        return f"{self.sign} {self.what} ({self.seconds:.2f} s): {quote(self.told, LONGEST) or 'done'}"

    @property
    def fatal(self) -> bool:
        """Whether Rapport can't work with this server."""
        return self.essential and self.sign is Sign.ILL


@dataclass(slots=True)
class Visit:
    """One account on one server, and what was found there so far."""

    network: Network
    now: Callable[[], datetime]
    me: Profile | None = None
    first_page: Page[Profile] | None = None
    followers: list[Profile] = field(default_factory=list)
    told: list[Followed] = field(default_factory=list)  # newest first
    mentions: tuple[Post, ...] = ()
    own_posts: tuple[Post, ...] = ()
    guest: Profile | None = None  # whom to follow and greet, where that is to be tried
    followed: bool = False
    posted_id: str = ""
    seen: dict[Capability, tuple[bool, str]] = field(default_factory=dict)  # proved, or disproved and why

    def somebody(self) -> Profile:
        """A follower, or ourselves."""
        found = self.followers[0] if self.followers else self.me
        if found is None:
            raise SkipStep("there is nobody to ask about")
        return found


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to try; `look` returns what it saw. `proves` is what the account may do where it goes well."""

    what: str
    look: Callable[[Visit], str]
    proves: Capability | None = None
    essential: bool = False


def named(who: Profile) -> str:
    """Somebody by handle and, where they have one, name."""
    return f"@{quote(who.handle, 100)}" + (f" ({quote(who.name, 60)})" if who.name.strip() else "")


def walk(visit: Visit, steps: Iterable[Step]) -> Iterator[Outcome]:
    """Take each step. Where nobody is signed in the others could only fail, too: they are left out."""
    for step in steps:
        outcome, refused = _take(visit, step)
        yield outcome
        if refused or visit.me is None:
            return


def _take(visit: Visit, step: Step) -> tuple[Outcome, bool]:
    began, refused, sign = time.monotonic(), False, Sign.ILL
    try:
        told, sign = step.look(visit), Sign.WELL
        if step.proves is not None:
            visit.seen[step.proves] = (True, "")
    except SkipStep as why:
        told, sign = str(why), Sign.SKIPPED
    except NetworkError as error:
        told, refused = error.reason, isinstance(error, LoginRefused)
        if isinstance(error, NotAllowed):
            visit.seen[error.capability] = (False, error.reason)
    except Odd as why:
        told = str(why)
    except Exception as error:  # noqa: BLE001 (a fault of ours must not keep the rest from being looked at)
        told = UNEXPECTED.format(type(error).__name__)
    return Outcome(sign, step.what, told, time.monotonic() - began, step.essential), refused
