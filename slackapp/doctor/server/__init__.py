"""What one server of a network can do and what not, tried on it live: no Slack, no database."""

from slackapp.doctor.server.grid import grid
from slackapp.doctor.server.reads import READS
from slackapp.doctor.server.visit import Outcome, Step, Visit, walk
from slackapp.doctor.server.writes import look_up_guest, take_back, writes

__all__ = ["READS", "Outcome", "Step", "Visit", "grid", "look_up_guest", "take_back", "walk", "writes"]
