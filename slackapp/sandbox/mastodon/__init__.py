"""Mastodon beside the sandbox's X: mastodon-mock on this machine, with an invented harbour town on it."""
