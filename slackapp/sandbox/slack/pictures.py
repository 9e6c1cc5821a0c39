"""Uploaded pictures in messages and views: an image block names one by its file's id (`slack_file`)."""

from slackapp.sandbox.slack.arguments import Json, SlackError, walk
from slackapp.sandbox.slack.state import State

LARGEST = 4_000_000  # bytes of a picture that is kept to be shown
_PNG = b"\x89PNG\r\n\x1a\n"
_CONTENT = "content"  # in an upload; Slack tells nobody of it


def take(upload: Json, content: bytes) -> None:
    """Keep what was uploaded, where it is a picture."""
    if content.startswith(_PNG) and len(content) <= LARGEST:
        upload[_CONTENT] = content


def content(state: State, file_id: str) -> bytes | None:
    """A picture's bytes."""
    found: bytes | None = state.uploads.get(file_id, {}).get(_CONTENT)
    return found


def told(upload: Json) -> Json:
    """A file as Slack tells of it."""
    return {key: value for key, value in upload.items() if key != _CONTENT}


def with_files(state: State, blocks: list[Json], error: str = "invalid_blocks") -> list[Json]:
    """The blocks with an address for each picture in them; raises `SlackError` where one is no picture of the app's."""
    for item, _ in walk(blocks):
        file = item.get("slack_file") if isinstance(item, dict) else None
        if not isinstance(file, dict) or "id" not in file:
            continue
        upload = state.uploads.get(str(file["id"]))
        if upload is None or not upload.get("complete") or _CONTENT not in upload:
            problem = "invalid slack file [json-pointer:/blocks]"
            raise SlackError(error, [problem], errors=[problem])
        file["url"] = f"{state.root}/files/{file['id']}"
    return blocks
