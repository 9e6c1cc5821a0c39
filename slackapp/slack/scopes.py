"""The bot scopes Rapport asks Slack for, and what each is for; manifest.yaml asks for the same."""

SCOPES = {
    "channels:history": "finding a message again whose answer was lost",
    "channels:read": "finding channels by name",
    "chat:write": "posting and updating cards",
    "commands": "/followers, /questions and /rapport",
    "files:write": "sending somebody the file they asked for, and pictures of charts",
    "usergroups:read": "user groups that have a role, and who is in them",
    "users:read": "people's time zones, and who is an admin",
}


def missing(granted: str) -> list[str]:
    """Which scopes are not among those of Slack's `x-oauth-scopes` header (names with commas between)."""
    has = {scope.strip() for scope in granted.split(",")}
    return [scope for scope in SCOPES if scope not in has]
