"""What came of a call that met a fault, in a word or two, and which promise broke: from what was seen alone."""

from dataclasses import dataclass

BROKEN = "BROKEN: "


@dataclass(frozen=True)
class Cell:
    """One field of the matrix."""

    kind: str  # of fault
    place: str
    outcome: str  # in a word or two; what was broken begins with BROKEN

    @property
    def broken(self) -> bool:
        """Whether a promise was."""
        return self.outcome.startswith(BROKEN)


@dataclass(frozen=True)
class Effect:
    """What was seen of something that may happen once: a follow, a reply, a message."""

    times: int  # how often it happened, by the network's own record
    says: str  # what its card says: "done", "in doubt", "failed", "under way", "looking" or "open"
    tries: int = 1  # calls that the network met
    looks: bool = False  # whether it was read back
    waited: float | None = None  # seconds between the fault and the next try, where the fault named a moment
    asked_to_wait: float = 0.0  # seconds


def of_effect(seen: Effect) -> str:  # noqa: PLR0911 (one return for each outcome)
    """The outcome of something that may happen once."""
    if seen.times > 1:
        return f"{BROKEN}{seen.times} times"
    if seen.waited is not None and seen.waited < seen.asked_to_wait - 1.0:  # X tells whole seconds
        return f"{BROKEN}came again after {seen.waited:.1f} s instead of {seen.asked_to_wait:.0f}"
    if seen.says == "done" and not seen.times:
        return f"{BROKEN}told as done, and lost"
    if seen.says == "in doubt":
        return "in doubt, told" if not seen.times else "in doubt, told (it happened)"
    if seen.says == "failed":
        return f"{BROKEN}told as failed, and it happened" if seen.times else "failed, told why"
    if seen.says != "done":
        return f"{BROKEN}nobody was told: {seen.says}"
    if seen.waited is not None:
        return "waits for the reset, done once"
    if seen.tries > 1:
        return "retried, done once"
    return "read back: done" if seen.looks else "done once"


@dataclass(frozen=True)
class Town:
    """What was seen of the whole house while one kind of fault was tried."""

    alive: bool
    doubled: tuple[str, ...]  # messages that stand twice in a channel
    login_notices: int  # how often the team was told that the login is refused
    logins_refused: bool  # whether the faults were refusals of X's login


def of_town(seen: Town) -> str:
    """What broke in the whole house; "" where nothing did."""
    if not seen.alive:
        return f"{BROKEN}the process died"
    if seen.doubled:
        return f"{BROKEN}twice in the channel: {', '.join(seen.doubled[:3])}"
    if seen.login_notices and not seen.logins_refused:
        return f"{BROKEN}wrongly told that the login is refused"
    if seen.login_notices > 1:
        return f"{BROKEN}the team was told {seen.login_notices} times"
    if seen.logins_refused and not seen.login_notices:
        return f"{BROKEN}nobody was told that the login is refused"
    return ""


def matrix(cells: list[Cell], places: tuple[str, ...], kinds: tuple[str, ...]) -> str:
    """The cells as a table of Markdown: a row for each place, a column for each kind."""
    told = {(cell.place, cell.kind): cell.outcome for cell in cells}
    rows = [["place", *kinds], ["---"] * (len(kinds) + 1)]
    rows += [[place, *(told.get((place, kind), "–") for kind in kinds)] for place in places]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
