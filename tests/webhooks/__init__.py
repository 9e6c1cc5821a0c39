"""Signed webhooks to a team's own systems."""
