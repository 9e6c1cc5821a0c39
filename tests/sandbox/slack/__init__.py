"""The Slack stand-in, over the real wire."""
