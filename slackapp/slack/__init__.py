"""Slack: what it sends us read in one place, what we show built by pure functions, and the listeners between them."""
