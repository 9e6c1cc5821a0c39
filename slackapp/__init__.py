"""Rapport: follow back and answer your community from Slack."""

__version__ = "0.1.0"
