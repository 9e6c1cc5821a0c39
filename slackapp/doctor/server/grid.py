"""What an account may do here: as the network declares it, and as it was seen."""

from collections.abc import Iterator

from slackapp.doctor.server.visit import LONGEST, UNEXPECTED, Visit
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.quote import quote
from slackapp.networks.base import NetworkError
from slackapp.slack.status import DOES

BY_HAND = frozenset({Capability.FOLLOW, Capability.UNFOLLOW, Capability.REPLY})  # the network's own page does these
WIDTH = max(len(does) for does in DOES.values()) + 2


def grid(visit: Visit) -> Iterator[str]:
    """A line for each capability: declared, seen, and the reason where there is one."""
    try:
        declared = {each.capability: each for each in visit.network.permissions()}
    except NetworkError as error:
        yield quote(error.reason, LONGEST)
        return
    except Exception as error:  # noqa: BLE001 (a fault of ours: what was seen is told all the same)
        yield UNEXPECTED.format(type(error).__name__)
        declared = {}
    yield f"{'':{WIDTH}}{'declared':10}{'seen':8}"
    for capability in Capability:
        known, seen = declared.get(capability), visit.seen.get(capability)
        proved = "–" if seen is None else "yes" if seen[0] else _without(capability)
        reason = seen[1] if seen and not seen[0] else known.reason if known else ""
        yield f"{DOES[capability]:{WIDTH}}{_word(capability, known):10}{proved:8}{quote(reason, LONGEST)}".rstrip()


def _word(capability: Capability, known: Permission | None) -> str:
    if known is None:
        return "–"
    if not known.allowed:
        return _without(capability)
    return "perhaps" if known.reason else "yes"


def _without(capability: Capability) -> str:
    return "by hand" if capability in BY_HAND else "no"
