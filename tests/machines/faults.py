"""How calls fail, at the network and in Slack."""

from datetime import timedelta
from enum import StrEnum

from slackapp.networks.base import (
    CutOff,
    Gone,
    LoginRefused,
    NetworkError,
    NotAllowed,
    RateLimited,
    Refused,
    Unavailable,
)
from tests.house import House
from tests.machines.wire import READS, WRITES, Seam, Wire


class Fault(StrEnum):
    """How a call fails."""

    LOST_BEFORE = "the answer was lost, nothing had happened"
    LOST_AFTER = "the answer was lost, it had happened"
    RATE_LIMITED = "too many"
    UNAVAILABLE = "down"
    REFUSED = "no"
    NOT_ALLOWED = "not by API"
    GONE = "gone"
    LOGIN_REFUSED = "who are you?"


LOST = (Fault.LOST_BEFORE, Fault.LOST_AFTER)


def arrange(house: House, method: str, fault: Fault, times: int = 1) -> None:
    """Have the next calls of a method fail. A read that failed did nothing, and is never CutOff."""
    if method in READS and fault not in (Fault.RATE_LIMITED, Fault.LOGIN_REFUSED):
        fault = Fault.UNAVAILABLE
    house.network.fail_next(method, _error(house, method, fault), after_effect=fault is Fault.LOST_AFTER, times=times)


def _error(house: House, method: str, fault: Fault) -> NetworkError:
    if fault is Fault.NOT_ALLOWED:
        return NotAllowed("Not on this plan.", WRITES[method])
    if fault is Fault.RATE_LIMITED:
        return RateLimited("Too many calls.", retry_at=house.clock() + timedelta(minutes=9))
    plain: dict[Fault, type[NetworkError]] = {
        Fault.LOST_BEFORE: CutOff,
        Fault.LOST_AFTER: CutOff,
        Fault.UNAVAILABLE: Unavailable,
        Fault.REFUSED: Refused,
        Fault.GONE: Gone,
        Fault.LOGIN_REFUSED: LoginRefused,
    }
    return plain[fault](f"The network says: {fault}.")


class SlackFaults:
    """Slack's answers, lost before or after what they tell of, once each."""

    def __init__(self, house: House, wire: Wire) -> None:
        """Stand in the way of the poster's calls; `wire` knows what else happens on the way."""
        self.lost: list[Fault] = []
        self._wire = wire
        house.poster.before, house.poster.after = self.before, self.after

    def before(self, what: str) -> None:
        """Nothing has happened yet."""
        self._wire.pass_by(Seam.CALL)
        if self.lost and (self.lost[0] is Fault.LOST_BEFORE or what != "post"):
            self.lost.pop(0)
            raise Unavailable("Slack is away.") if what == "find" else CutOff("Slack's answer was lost.")

    def after(self, _what: str) -> None:
        """It stands there."""
        if self.lost:
            self.lost.pop(0)
            raise CutOff("Slack's answer was lost.")
        self._wire.pass_by(Seam.ANSWER)
