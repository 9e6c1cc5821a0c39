"""Files: for one person, or a picture to stand in a message: https://docs.slack.dev/messaging/working-with-files."""

from pathlib import Path
from typing import BinaryIO
from urllib.request import Request, urlopen

from slack_sdk import WebClient

from slackapp.networks.base import Refused
from slackapp.slack.errors import plain_errors
from slackapp.slack.text import web_address

SCOPE = "files:write"
_ALT = 1_000  # characters
_UPLOAD_SECONDS = 120.0  # for one write or read of the connection, not for the whole file


def may_send(client: WebClient) -> bool:
    """Whether this workspace lets Rapport send files: who installed it before it did has to say yes once more.

    Raises:
        NetworkError: Slack could not be asked.
    """
    with plain_errors(effect=False):
        headers = client.auth_test().headers
    granted = next((str(value) for name, value in headers.items() if name.lower() == "x-oauth-scopes"), "")
    return not granted or SCOPE in {scope.strip() for scope in granted.split(",")}


def send_file(client: WebClient, user_id: str, path: Path, title: str, said: str) -> None:
    """Send somebody a file, with a sentence before it. It is read from the disk as it goes.

    Args:
        client: the workspace's.
        user_id: the Slack user id of whom it is for.
        path: the file; its name is the file's in Slack.
        title: what Slack calls it.
        said: the sentence, in mrkdwn.

    Raises:
        NetworkError: Slack did not take it.
    """
    size = path.stat().st_size
    with plain_errors(effect=False):
        place = client.files_getUploadURLExternal(filename=path.name, length=size)
        _put(str(place.get("upload_url") or ""), path, size)
    with plain_errors(effect=True):
        # A message to a person opens their direct conversation, whose id the file needs.
        channel = client.chat_postMessage(channel=user_id, text=said, unfurl_links=False).get("channel")
        client.files_completeUploadExternal(
            files=[{"id": str(place.get("file_id") or ""), "title": title}], channel_id=str(channel)
        )


def upload(client: WebClient, name: str, data: bytes, title: str, alt: str) -> str:
    """Put a picture into Slack that no channel shows yet, and return its id: an image block may name it.

    Args:
        client: the workspace's.
        name: the file's.
        data: all of it.
        title: what Slack calls it.
        alt: what it shows, in words.

    Raises:
        NetworkError: Slack did not take it.
    """
    with plain_errors(effect=False):
        place = client.files_getUploadURLExternal(filename=name, length=len(data), alt_txt=alt[:_ALT])
        file_id = str(place.get("file_id") or "")
        _send(str(place.get("upload_url") or ""), data, len(data))
        client.files_completeUploadExternal(files=[{"id": file_id, "title": title}])
    if not file_id:
        raise Refused("Slack took the picture and named no file.")
    return file_id


def delete(client: WebClient, file_id: str) -> None:
    """Take a file of ours out of the workspace again.

    Raises:
        NetworkError: Slack did not take it, or has no such file.
    """
    with plain_errors(effect=False):
        client.files_delete(file=file_id)


def _put(url: str, path: Path, size: int) -> None:
    with path.open("rb") as file:
        _send(url, file, size)


def _send(url: str, data: bytes | BinaryIO, size: int) -> None:
    if not web_address(url):
        raise Refused("Slack gave no place to put the file.")
    headers = {"Content-Type": "application/octet-stream", "Content-Length": str(size)}
    request = Request(url, data=data, headers=headers, method="POST")  # noqa: S310 (its scheme was looked at)
    with urlopen(request, timeout=_UPLOAD_SECONDS) as answer:  # noqa: S310 (likewise)
        answer.read(1_000)
