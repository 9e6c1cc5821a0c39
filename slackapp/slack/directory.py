"""Who and where in Slack: the workspace's client, people's time zones, channels by name. Remembered for a while."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from slackapp.slack.errors import LOST, plain_errors

KEEP_SECONDS = 3_600.0
KEEP_RANK_SECONDS = 60.0  # who is no admin any more connects nothing a minute later; of user groups likewise
MOST_PAGES = 25  # of people, 200 each
UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class _Person:
    at: float  # monotonic seconds
    zone: ZoneInfo
    is_admin: bool
    name: str = ""


@dataclass(slots=True)
class Directory:
    """What we asked Slack about people and channels of one workspace."""

    client: WebClient
    _people: dict[str, _Person] = field(default_factory=dict)
    _groups: dict[str, tuple[float, frozenset[str]]] = field(default_factory=dict)  # who is in each, and since when
    _owner: tuple[float, str] | None = None  # since when we know, monotonic seconds
    _lock: Lock = field(default_factory=Lock)

    def zone(self, user_id: str) -> ZoneInfo:
        """A person's time zone; UTC where Slack does not say or can't be asked."""
        found = self._person(user_id, KEEP_SECONDS)
        return found.zone if found else UTC

    def name(self, user_id: str) -> str:
        """What somebody is called; "" where Slack does not say or can't be asked."""
        found = self._person(user_id, KEEP_SECONDS) if user_id else None
        return found.name if found else ""

    def is_admin(self, user_id: str) -> bool:
        """Whether somebody is an admin or owner of the workspace; as it was, where Slack can't be asked now.

        https://docs.slack.dev/reference/objects/user-object
        """
        found = self._person(user_id, KEEP_RANK_SECONDS)
        return found is not None and found.is_admin

    def user_groups(self) -> dict[str, str]:
        """Every user group's name by its id.

        https://docs.slack.dev/reference/methods/usergroups.list

        Raises:
            NetworkError: Slack could not be asked; LoginRefused where the scope is missing.
        """
        with plain_errors(effect=False):
            listed = self.client.usergroups_list().get("usergroups") or []
        groups = [group for group in listed if isinstance(group, dict) and not group.get("date_delete")]
        return {str(group["id"]): str(group.get("name") or group.get("handle") or "?") for group in groups}

    def groups_of(self, user_id: str, among: Iterable[str]) -> frozenset[str]:
        """Which of some user groups somebody is in; as it was, where Slack can't be asked now.

        https://docs.slack.dev/reference/methods/usergroups.users.list
        """
        return frozenset(group_id for group_id in among if user_id in self._members(group_id))

    def _members(self, group_id: str) -> frozenset[str]:
        with self._lock:
            kept = self._groups.get(group_id)
        if kept and time.monotonic() - kept[0] < KEEP_RANK_SECONDS:
            return kept[1]
        try:
            users = self.client.usergroups_users_list(usergroup=group_id).get("users") or []
        except LOST as error:
            gone = isinstance(error, SlackApiError) and _says(error) == "no_such_subteam"
            return kept[1] if kept and not gone else frozenset()
        found = frozenset(str(user) for user in users)
        with self._lock:
            self._groups[group_id] = (time.monotonic(), found)
        return found

    def primary_owner(self) -> str:
        """The id of the workspace's primary owner; "" where Slack names none on the pages we read.

        Raises:
            NetworkError: Slack could not be asked.
        """
        if self._owner is None or time.monotonic() - self._owner[0] > KEEP_SECONDS:
            self._owner = (time.monotonic(), self._find_owner())
        return self._owner[1]

    def _find_owner(self) -> str:
        cursor = ""
        for _ in range(MOST_PAGES):
            with plain_errors(effect=False):
                page = self.client.users_list(limit=200, cursor=cursor or None)
            for user in page.get("members") or []:
                if user.get("is_primary_owner") is True and not user.get("deleted"):
                    return str(user.get("id") or "")
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                break
        return ""

    def _person(self, user_id: str, seconds: float) -> _Person | None:
        """What Slack says of somebody, not older than so many seconds; older where it can't be asked now."""
        with self._lock:
            kept = self._people.get(user_id)
        if kept and time.monotonic() - kept.at < seconds:
            return kept
        try:
            user = self.client.users_info(user=user_id).get("user") or {}
            zone = ZoneInfo(str(user.get("tz") or "UTC"))
        except (*LOST, ZoneInfoNotFoundError, ValueError):
            return kept
        called = str(user.get("real_name") or user.get("name") or "")[:200]
        ranks = ("is_admin", "is_owner", "is_primary_owner")
        found = _Person(time.monotonic(), zone, any(user.get(rank) is True for rank in ranks), called)
        with self._lock:
            self._people[user_id] = found
        return found

    def is_public(self, channel_id: str) -> bool:
        """Whether this is a public channel that is not archived.

        Raises:
            NetworkError: Slack could not be asked.
        """
        with plain_errors(effect=False):
            try:
                channel = self.client.conversations_info(channel=channel_id).get("channel") or {}
            except SlackApiError as error:
                if error.response.get("error") == "channel_not_found":
                    return False
                raise
        return not (channel.get("is_private") or channel.get("is_archived"))

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


def _says(error: SlackApiError) -> object:
    """Slack's word for what went wrong."""
    return error.response.data.get("error") if isinstance(error.response.data, dict) else None
