"""Bluesky's adapter, against a server that answers what a test tells it."""
