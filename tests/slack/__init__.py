"""What people see in Slack, and what Slack sends."""
