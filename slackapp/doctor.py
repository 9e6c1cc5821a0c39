"""Examines every credential, scope, channel and capability, and the database; explains each problem with what to do."""

from slackapp.settings import Settings


def examine(settings: Settings) -> list[object]:
    """Stub until written."""
    raise NotImplementedError
