"""What a channel may be used for by Rapport: each is introduced once, by whoever set it up."""

from enum import StrEnum


class Purpose(StrEnum):
    """What comes there. The value is what the database keeps: add, never rename."""

    DIGEST = "digest"
    HAND_OFF = "hand_off"  # questions that another team was given
    ESCALATION = "escalation"  # questions that nobody answered in time
    ROUTED = "routed"  # news that a routing rule sends there
