"""Tests of the Mastodon adapter."""
