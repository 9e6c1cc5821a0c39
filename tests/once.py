"""A fresh mint for a write, as each decided action has one."""

import itertools
from datetime import UTC, datetime

from slackapp.networks.base import Once

_NUMBERS = itertools.count(1)


def once() -> Once:
    """One that no other write has."""
    number = next(_NUMBERS)
    return Once(f"test:{number}", datetime.now(UTC), number)
