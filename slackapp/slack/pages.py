"""The few pages that a browser sees of Rapport: plain, complete in themselves, and without a script."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import ClassVar
from urllib.parse import urlencode

from slack_bolt import BoltResponse
from slack_sdk.oauth import OAuthStateUtils

STYLE = (
    "body{font:17px/1.5 system-ui,sans-serif;max-width:34em;margin:12vh auto;padding:0 1.2em;color:#1d1c1d;"
    "background:#fff}h1{font-size:1.5em}a{display:inline-block;padding:.6em 1.1em;border-radius:.4em;"
    "background:#14505c;color:#fff;text-decoration:none}a:focus{outline:3px solid #e8912d}"
    "@media(prefers-color-scheme:dark){body{color:#e8e8e8;background:#1a1d21}}"
)


# reason -> status, title, what to do
FAILED = {
    "access_denied": (
        200,
        "Nothing was installed",
        "You chose not to let Rapport in, or may not install apps in this workspace. Ask an admin of it, or try again.",
    ),
    "invalid_browser": (
        400,
        "This is not the browser it began in",
        "Rapport installs only where the installation was begun, in the same browser, and with cookies. Begin again.",
    ),
    "invalid_state": (
        400,
        "That took too long",
        "An installation has to be done within ten minutes, and each works once. Begin again.",
    ),
    "invalid_code": (
        400,
        "Slack did not take the code",
        "It is good for ten minutes, and once. Begin again.",
    ),
    "bad_app": (
        500,
        "Slack does not know this Rapport",
        "Whoever runs it has to check SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, and that RAPPORT_PUBLIC_URL is among the "
        "Slack app's redirect URLs.",
    ),
    "organisation": (
        400,
        "Choose one workspace",
        "Rapport is installed in workspaces one by one, and not in a whole organisation. Begin again, and choose one.",
    ),
    "slack_away": (503, "Slack did not answer", "Nothing was installed. Try again in a moment."),
    "storage_error": (500, "Rapport could not write it down", "Nothing was installed. Try again in a moment."),
}
OTHERWISE = (400, "Rapport was not installed", "Something went wrong on the way. Begin again.")


@dataclass(frozen=True, slots=True)
class Page:
    """A title, what to tell, and one link: its words and address."""

    title: str
    told: tuple[str, ...]
    link: tuple[str, str]

    headers: ClassVar[dict[str, str]] = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",  # the address has a code in it
        "X-Content-Type-Options": "nosniff",
    }

    def html(self) -> str:
        """The whole page; every word of it is escaped."""
        title, told = escape(self.title), "".join(f"<p>{escape(line)}</p>" for line in self.told)
        words, address = (escape(part, quote=True) for part in self.link)
        return (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
            f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head>'
            f'<body><main><h1>{title}</h1>{told}<p><a href="{address}">{words}</a></p></main></body></html>'
        )


def failed(reason: str) -> BoltResponse:
    """The page of an installation that ended; `reason` is one of FAILED, or Bolt's own."""
    status, title, told = FAILED.get(reason, OTHERWISE)
    return _response(status, Page(title, (told,), ("Begin again", "install")))  # beside the page that we are on


def installed(team_id: str, team_name: str, app_id: str) -> BoltResponse:
    """The page of one that went well."""
    opens = f"slack://app?{urlencode({'team': team_id, 'id': app_id, 'tab': 'home'})}"
    told = (
        f"Rapport is in {team_name or 'your workspace'} now.",
        "It has sent you a direct message with three small steps: connect an account, choose a channel, see a sample "
        "card. They stand on its Home tab, too; and type /invite @Rapport in the channel where its cards should come.",
    )
    return _response(200, Page("Rapport is installed", told, ("Open Rapport in Slack", opens)))


def _response(status: int, page: Page) -> BoltResponse:
    forget = OAuthStateUtils().build_set_cookie_for_deletion()
    headers: dict[str, str | Sequence[str]] = {**page.headers, "Set-Cookie": [forget]}
    return BoltResponse(status=status, body=page.html(), headers=headers)
