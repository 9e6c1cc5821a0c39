"""The faults that are put in the way of calls: what each is on X, and in Slack, as their stand-ins are told."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

X_RESET = 6.0  # seconds until the limit opens again that X's 429 tells of
SLACK_RESET = 3.0  # seconds, of Slack's Retry-After
SILENCE = 40.0  # seconds for which nothing is answered: longer than any timeout of Rapport's


@dataclass(frozen=True)
class Kind:
    """One kind of fault. `x` and `slack` are the bodies of the stand-ins' calls that order it, without a place."""

    name: str
    x: Json
    slack: Json

    @property
    def is_login(self) -> bool:
        """Whether it says that our login is no good."""
        return self.name == "401"

    @property
    def resets(self) -> bool:
        """Whether it names the moment from which on we may come again."""
        return self.name == "429 with reset"


def _both(name: str, **fault: Any) -> Kind:
    return Kind(name, fault, fault)


KINDS = (
    _both("timeout before", kind="hang", seconds=SILENCE),
    _both("timeout after", kind="hang", seconds=SILENCE, after_effect=True),
    _both("reset mid-body", kind="half", seconds=0.0, after_effect=True),
    _both("500", kind="status", status=500),
    _both("502 HTML", kind="html", status=502),
    Kind(
        "429 with reset",
        {"kind": "status", "status": 429, "seconds": X_RESET},
        {"kind": "status", "status": 429, "retry_after": SLACK_RESET},
    ),
    Kind("429 without", {"kind": "status", "status": 429, "reset": False}, {"kind": "status", "status": 429}),
    _both("402", kind="status", status=402),
    _both("403", kind="status", status=403),
    Kind("401", {"kind": "status", "status": 401}, {"kind": "error", "error": "invalid_auth"}),
    _both("slow drip", kind="slow", seconds=SILENCE, after_effect=True),
    _both("wrong JSON", kind="wrong_shape", after_effect=True),
)
BY_NAME = {kind.name: kind for kind in KINDS}
