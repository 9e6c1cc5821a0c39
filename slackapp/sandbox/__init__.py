"""Stand-ins for Slack and X over the real wire, an invented world, and the page of `rapport demo`."""
