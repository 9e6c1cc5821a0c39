"""Installing Rapport in a workspace by its own page: Slack's consent, the code it hands back, and the tokens.

https://docs.slack.dev/authentication/installing-with-oauth
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from urllib.parse import quote, urlencode

import structlog
from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.callback_options import CallbackOptions, FailureArgs, SuccessArgs
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth import OAuthStateUtils
from slack_sdk.oauth.installation_store import Installation, InstallationStore
from slack_sdk.oauth.state_store import OAuthStateStore
from sqlalchemy.exc import SQLAlchemyError

from slackapp.domain.accounts import Workspace
from slackapp.networks.base import NetworkError
from slackapp.secrets import Secrets, SecretsTrouble
from slackapp.slack.clients import web_client
from slackapp.slack.errors import plain_errors
from slackapp.slack.pages import failed, installed
from slackapp.slack.scopes import SCOPES
from slackapp.slack.tokens import Keys, bearer_in
from slackapp.store import installs
from slackapp.store.database import Database
from slackapp.store.installs import Install
from slackapp.workspaces import Workspaces

log = structlog.get_logger()

INSTALL_PATH, REDIRECT_PATH = "/slack/install", "/slack/oauth_redirect"
GOOD_FOR = timedelta(minutes=10)  # between Rapport's page and the way back from Slack's
_TEAM = re.compile(r"[TE][A-Z0-9]{1,63}")
_ID = re.compile(r"[A-Z0-9]{1,64}")
_CODE = re.compile(r"[\w.\-]{1,512}")

_BAD_APP = frozenset({"bad_client_secret", "invalid_client_id", "bad_redirect_uri", "invalid_client"})


class InstallTrouble(Exception):
    """An installation ends here; `reason` names its page."""

    def __init__(self, reason: str) -> None:
        """`reason` is one of pages.FAILED."""
        super().__init__(reason)
        self.reason = reason


class States(OAuthStateStore):
    """Installations that somebody has begun: each good once, on whichever replica. Only a hash is kept."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        """`now` is the clock."""
        self._database, self._now = database, now

    def issue(self, *_args: object, **_more: object) -> str:
        """A new one."""
        state, now = token_urlsafe(32), self._now()
        with self._database.write() as tx:
            installs.begin(tx, _hash(state), now, now - GOOD_FOR)
        return state

    def consume(self, state: str) -> bool:
        """Whether it is one of ours, not too old, and nobody has used it yet."""
        with self._database.write() as tx:
            return installs.take(tx, _hash(state), self._now() - GOOD_FOR)


class Cookie(OAuthStateUtils):
    """The state once more, in the browser that began: nobody can have somebody else end what they began."""

    def build_set_cookie_for_new_state(self, state: str) -> str:
        """The cookie's header; Slack sends the browser back by a link, with which lax cookies travel."""
        return f"{super().build_set_cookie_for_new_state(state)}; SameSite=Lax"


@dataclass(frozen=True, slots=True)
class Installer:
    """What an installation needs of the house."""

    keys: Keys
    public_url: str
    api_url: str
    database: Database
    keeper: Secrets
    workspaces: Workspaces
    now: Callable[[], datetime]

    def exchange(self, code: str) -> Mapping[str, object]:
        """Trade the code for tokens: Slack's answer. Raises InstallTrouble."""
        try:
            with plain_errors(effect=False):
                try:
                    answer = web_client(self.api_url).oauth_v2_access(
                        code=code,
                        client_id=self.keys.client_id,
                        client_secret=self.keys.client_secret,
                        redirect_uri=f"{self.public_url}{REDIRECT_PATH}",
                    )
                except SlackApiError as error:
                    if error.response.get("error") in _BAD_APP:
                        raise InstallTrouble("bad_app") from None
                    if error.response.get("error") in ("invalid_code", "code_already_used"):
                        raise InstallTrouble("invalid_code") from None
                    raise
        except NetworkError as error:
            log.warning("not_installed", reason=error.reason)
            raise InstallTrouble("slack_away") from None
        return dict(answer.data) if isinstance(answer.data, dict) else {}

    def keep(self, answer: Mapping[str, object]) -> Workspace:
        """Write an installation down. Raises InstallTrouble."""
        team, by = _mapping(answer.get("team")), _mapping(answer.get("authed_user"))
        team_id = str(team.get("id") or "")
        if answer.get("is_enterprise_install") is True or not _TEAM.fullmatch(team_id):
            raise InstallTrouble("organisation")
        now = self.now()
        try:
            bearer = bearer_in(answer)

            def make(workspace: Workspace) -> Install:
                return Install(
                    workspace_id=workspace.id,
                    locked=self.keeper.lock(bearer.kept()),
                    installed_at=now,
                    expires_at=bearer.ends_at(now),
                    bot_user_id=_id(answer.get("bot_user_id")),
                    scopes=str(answer.get("scope") or "")[:2_000],
                    installed_by=_id(by.get("id")),
                )

            return self.workspaces.install(team_id, str(team.get("name") or "")[:200], make)
        except NetworkError as error:
            log.warning("not_installed", reason=error.reason)
            raise InstallTrouble("invalid_code") from None
        except (SQLAlchemyError, SecretsTrouble) as error:
            log.warning("not_installed", error=type(error).__name__)
            raise InstallTrouble("storage_error") from None


class InstallFlow(OAuthFlow):
    """Bolt's flow with our pages, our store and no secret in its log: Bolt's own keeps tokens in the clear."""

    def __init__(self, installer: Installer) -> None:
        """Calls nobody."""
        self._installer = installer
        keys = installer.keys
        settings = OAuthSettings(
            client_id=keys.client_id,
            client_secret=keys.client_secret,
            scopes=list(SCOPES),
            user_scopes=[],
            redirect_uri=f"{installer.public_url}{REDIRECT_PATH}",
            install_path=INSTALL_PATH,
            redirect_uri_path=REDIRECT_PATH,
            install_page_rendering_enabled=False,  # Slack's own page tells what it is about
            callback_options=CallbackOptions(success=self._success, failure=self._failure),
            authorization_url=f"{installer.api_url.rstrip('/').removesuffix('/api')}/oauth/v2/authorize",
            installation_store=InstallationStore(),  # never asked: our workspaces are
            state_store=States(installer.database, installer.now),
            state_expiration_seconds=int(GOOD_FOR.total_seconds()),
        )
        settings.state_utils = Cookie(expiration_seconds=int(GOOD_FOR.total_seconds()))
        super().__init__(client=web_client(installer.api_url), settings=settings)

    def build_authorize_url(self, state: str, request: BoltRequest) -> str:
        """Slack's consent page; `team` may name the workspace, as links of Slack's do."""
        asked = {
            "state": state,
            "client_id": self.settings.client_id,
            "scope": ",".join(self.settings.scopes or ()),
            "user_scope": "",
            "redirect_uri": self.settings.redirect_uri or "",
        }
        team = next(iter(request.query.get("team", ())), "")
        if _TEAM.fullmatch(team):
            asked["team"] = team
        return f"{self.settings.authorization_url}?{urlencode(asked, quote_via=quote)}"

    def handle_installation(self, request: BoltRequest) -> BoltResponse:
        """Send a browser to Slack's consent page."""
        try:
            return super().handle_installation(request)
        except SQLAlchemyError:
            return failed("storage_error")

    def handle_callback(self, request: BoltRequest) -> BoltResponse:
        """A browser comes back."""
        try:
            return super().handle_callback(request)
        except InstallTrouble as trouble:
            return failed(trouble.reason)
        except SQLAlchemyError:
            return failed("storage_error")

    def run_installation(self, code: str) -> Installation | None:
        """Trade the code for tokens, and write them down; the answer is for the page alone and has none in it."""
        if not _CODE.fullmatch(code):
            return None
        answer = self._installer.exchange(code)
        found = self._installer.keep(answer)
        return Installation(user_id="", team_id=found.team_id, team_name=found.name, app_id=_id(answer.get("app_id")))

    def store_installation(self, request: BoltRequest, installation: Installation) -> None:
        """Done already."""

    def _success(self, args: SuccessArgs) -> BoltResponse:
        done = args.installation
        return installed(done.team_id or "", done.team_name or "", done.app_id or "")

    def _failure(self, args: FailureArgs) -> BoltResponse:
        return failed(args.reason)


def _hash(state: str) -> str:
    return sha256(state.encode()).hexdigest()


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _id(value: object) -> str:
    return value if isinstance(value, str) and _ID.fullmatch(value) else ""
