"""Where a message stands in Slack, as an address that people can open."""

from contextlib import suppress

from slack_sdk import WebClient

from slackapp.slack.errors import ChannelClosed, plain_errors


def permalink(client: WebClient, channel_id: str, ts: str) -> str:
    """A message's address; "" where it is not posted yet, or stands where Rapport is no more.

    Raises:
        NetworkError: of the family; Slack could not be asked.
    """
    if ts:
        with suppress(ChannelClosed), plain_errors(effect=False):
            return str(client.chat_getPermalink(channel=channel_id, message_ts=ts)["permalink"])
    return ""
