"""The stand-in for X: its API on the real wire, strict, and the panel that plays the world around it."""

from slackapp.sandbox.x.app import XStandIn, create_x_app

__all__ = ["XStandIn", "create_x_app"]
