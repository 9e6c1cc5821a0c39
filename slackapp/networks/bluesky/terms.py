"""Bluesky's terms: everything by API, for nothing."""

from slackapp.domain.capability import Capability, Permission

_FREE = "Bluesky allows this by API, for nothing."


def permissions() -> tuple[Permission, ...]:
    """All is allowed; what a single person doesn't allow is only found by trying."""
    return tuple(Permission(capability, True, _FREE) for capability in Capability)
