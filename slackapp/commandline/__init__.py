"""What the `rapport` command is made of; `slackapp/__main__.py` puts it together."""
