"""A team's own systems, told of what happens: signed webhooks, tried again, with a log.

`happened` puts an event on its way in the transaction in which it happens, `sending` brings it there, `kept` is what
people change in Slack.
"""

from slackapp.webhooks.happened import answered, carded, decided, overdue

__all__ = ["answered", "carded", "decided", "overdue"]
