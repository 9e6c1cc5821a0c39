"""Tests of the sandbox's Mastodon."""
