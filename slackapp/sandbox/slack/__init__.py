"""A strict stand-in for Slack: the Web API, Socket Mode, signed requests, and the people of one workspace."""
