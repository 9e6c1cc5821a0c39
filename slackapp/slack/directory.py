"""Who and where in Slack: the workspace's client, people's time zones, channels by name. Remembered for a while."""

import time
from dataclasses import dataclass, field
from threading import Lock
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from slackapp.slack.errors import plain_errors

KEEP_SECONDS = 3_600.0
UTC = ZoneInfo("UTC")


@dataclass(slots=True)
class Directory:
    """What we asked Slack about people and channels of one workspace."""

    client: WebClient
    _zones: dict[str, tuple[float, ZoneInfo]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def zone(self, user_id: str) -> ZoneInfo:
        """A person's time zone; UTC where Slack does not say or can't be asked."""
        with self._lock:
            kept = self._zones.get(user_id)
        if kept and time.monotonic() - kept[0] < KEEP_SECONDS:
            return kept[1]
        try:
            user = self.client.users_info(user=user_id).get("user") or {}
            zone = ZoneInfo(str(user.get("tz") or "UTC"))
        except (SlackApiError, SlackClientError, OSError, ZoneInfoNotFoundError, ValueError):
            return kept[1] if kept else UTC
        with self._lock:
            self._zones[user_id] = (time.monotonic(), zone)
        return zone

    def channels(self) -> dict[str, str]:
        """Every public channel's id by its name (without #).

        Raises:
            NetworkError: Slack could not be asked.
        """
        found: dict[str, str] = {}
        cursor = ""
        while True:
            with plain_errors(effect=False):
                page = self.client.conversations_list(limit=500, cursor=cursor, exclude_archived=True)
            found |= {str(c["name"]): str(c["id"]) for c in page.get("channels") or []}
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return found
