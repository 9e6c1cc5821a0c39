"""What Rapport says of itself the first time: to who installed it, and to each channel that something comes to."""

from datetime import datetime

from slackapp.domain.purpose import Purpose
from slackapp.slack.message import Message
from slackapp.slack.notices import purpose_introduction
from slackapp.slack.sample import sample_message
from slackapp.slack.welcome import welcome_message
from slackapp.store import introductions, messages, welcomes
from slackapp.store.database import Database

KINDS = frozenset({welcomes.WELCOME, welcomes.SAMPLE, introductions.NOTICE})


def draw(database: Database, message: messages.Message, now: datetime) -> Message | None:
    """What such a message says now; None where it is none of these."""
    body = message.body or {}
    match body.get("notice"):
        case welcomes.WELCOME:
            with database.read() as tx:
                return welcome_message(welcomes.progress(tx, message.workspace_id, str(body["to"])))
        case welcomes.SAMPLE:
            return sample_message(now)
        case introductions.NOTICE:
            return purpose_introduction(
                Purpose(body["purpose"]), str(body.get("by", "")), again=body.get("again") is True
            )
        case _:
            return None
