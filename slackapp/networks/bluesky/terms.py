"""Bluesky's terms: everything by API, for nothing."""

from slackapp.domain.capability import Capability, Permission


def permissions() -> tuple[Permission, ...]:
    """All is allowed; what a single person doesn't allow is only found by trying."""
    return tuple(Permission(capability, True) for capability in Capability)
