"""Environment and .env -> typed settings. What is missing or wrong is told in plain lines, all at once."""

import re
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from platformdirs import user_data_path
from pydantic import AfterValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class SettingsTrouble(Exception):
    """Settings are missing or wrong; one plain line for each problem."""

    def __init__(self, problems: list[str]) -> None:
        """Keep the lines."""
        super().__init__("\n".join(problems))
        self.problems = problems


def _http(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ValueError("must start with https:// (or http://)")
    return url


_SLACK_ID = re.compile(r"[UW][A-Z0-9]{1,63}")
HttpUrl = Annotated[str, AfterValidator(_http)]


class Settings(BaseSettings):
    """Every setting of Rapport. Names are those of the environment, in lower case."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True)

    # Slack
    slack_bot_token: SecretStr | None = Field(None, description="Bot User OAuth Token, xoxb-…")
    slack_app_token: SecretStr | None = Field(
        None, description="App-Level Token with connections:write, xapp-…; for Socket Mode"
    )
    slack_signing_secret: SecretStr | None = Field(
        None, description="Signing Secret; with PORT it switches HTTP mode on"
    )
    slack_client_id: str = Field("", description="Client ID, where workspaces install Rapport by its own page")
    slack_client_secret: SecretStr | None = Field(None, description="Client Secret, likewise")
    slack_api_url: HttpUrl = Field("https://slack.com/api/", description="Where Slack's Web API is")

    # X
    x_api_key: SecretStr | None = Field(None, description="API Key of your X app")
    x_api_secret: SecretStr | None = Field(None, description="API Key Secret of your X app")
    x_access_token: SecretStr | None = Field(
        None, description="Access Token of the brand's account, if it owns the X app"
    )
    x_access_token_secret: SecretStr | None = Field(None, description="Access Token Secret, likewise")
    x_api_url: HttpUrl = Field("https://api.x.com", description="Where X's API is")

    # Storage
    database_url: str = Field(
        "", repr=False, description="sqlite:///… or postgresql://…; default: a SQLite file in the data folder"
    )
    rapport_data_dir: Path = Field(
        default_factory=lambda: user_data_path("rapport"), description="Where Rapport keeps its files"
    )
    rapport_secret_key: SecretStr | None = Field(
        None, description="Encrypts credentials at rest; default: made on first run, in the data folder"
    )

    # Where and when
    rapport_channel: str = Field("#social", description="Channel for new followers and questions: #name or id")
    rapport_digest_channel: str = Field("#marketing", description="Channel for the daily digest: #name or id")
    rapport_digest_at: time = Field(time(9, 0), description="Local time of the daily digest, HH:MM")
    rapport_time_zone: str = Field(
        "", description="IANA zone of the digest, as Europe/Lisbon; default: of who installed the app"
    )
    rapport_poll_seconds: int = Field(300, ge=1, le=86_400, description="Seconds between two polls of an account")
    rapport_full_read_minutes: float = Field(
        1_440, gt=0, description="Minutes between two reads of all followers (finds who left; each costs money on X)"
    )

    rapport_admins: str = Field(
        "", description="Slack user ids with commas between, who alone may connect accounts; default: Slack's admins"
    )

    rapport_support: str = Field(
        "", description="Where people ask for help with Rapport: https://… or an email address; Home and help show it"
    )

    rapport_webhooks_private: bool = Field(
        False, description="Lets webhooks go to private addresses, and over http to this machine"
    )

    # Running
    port: int | None = Field(None, ge=1, le=65_535, description="Port of HTTP mode")
    rapport_public_url: str = Field("", description="Where Slack and browsers reach Rapport, https://…")
    rapport_host: str = Field("0.0.0.0", description="Address HTTP mode listens on")  # noqa: S104 (a server is to be reached)
    rapport_log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged")

    @field_validator("rapport_public_url")
    @classmethod
    def _safe(cls, url: str) -> str:
        if url and not re.match(r"https://[^/?#]|http://(localhost|127\.0\.0\.1)([:/]|$)", url):
            raise ValueError("must start with https://, or browsers keep no cookie for it (http://localhost will do)")
        return url.partition("?")[0].partition("#")[0].rstrip("/")

    @field_validator("rapport_support")
    @classmethod
    def _reachable(cls, where: str) -> str:
        if where and not re.fullmatch(r"https://[^\s<>|]{1,400}|[^\s<>|@:/]{1,64}@[^\s<>|@:/]{1,200}", where):
            raise ValueError("must be a web address that starts with https://, or an email address")
        return where

    @field_validator("rapport_time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            return name and ZoneInfo(name).key
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError("is no IANA time zone; try one like Europe/Lisbon") from None

    @field_validator("rapport_admins")
    @classmethod
    def _slack_ids(cls, names: str) -> str:
        if all(_SLACK_ID.fullmatch(name.strip()) for name in names.split(",") if name.strip()):
            return names
        raise ValueError("must be Slack user ids with commas between, like U012ABCDEF (Profile → ⋮ → Copy member ID)")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if url.startswith(("postgres://", "postgresql://")):
            return "postgresql+psycopg://" + url.split("://", 1)[1]
        if url and not url.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("must start with sqlite:/// or postgresql://")
        return url

    @property
    def admins(self) -> tuple[str, ...]:
        """Who alone may connect accounts, by Slack user id; () leaves it to Slack's own admins."""
        return tuple(name.strip() for name in self.rapport_admins.split(",") if name.strip())

    @property
    def database(self) -> str:
        """Where the store is."""
        return self.database_url or f"sqlite:///{self.rapport_data_dir / 'rapport.sqlite'}"

    @property
    def engine_database(self) -> str:
        """Where the engine keeps its own tables: beside a SQLite store, or in the same PostgreSQL."""
        if self.database.startswith("sqlite:///"):
            path = Path(self.database.removeprefix("sqlite:///"))
            return f"sqlite:///{path.with_name(path.stem + '-engine.sqlite')}"
        return self.database

    @property
    def http_mode(self) -> bool:
        """HTTP mode is on when a signing secret and a port are set; else Socket Mode."""
        return self.slack_signing_secret is not None and self.port is not None

    @property
    def installable(self) -> bool:
        """Whether workspaces install Rapport by themselves; else it is in the bot token's one alone."""
        return bool(self.slack_client_id) and self.slack_client_secret is not None

    @property
    def install_page(self) -> str:
        """Where a workspace installs Rapport."""
        return f"{self.rapport_public_url}/slack/install"


def load(**given: Any) -> Settings:
    """Read the environment and .env.

    Raises:
        SettingsTrouble: something is malformed; it never shows the value.
    """
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingsTrouble([_plain(problem) for problem in error.errors(include_input=False)]) from None


def _plain(problem: Any) -> str:
    name = str(problem["loc"][0]).upper() if problem["loc"] else "settings"
    return f"{name}: {problem['msg'].removeprefix('Value error, ')}"


def check_slack(settings: Settings) -> list[str]:
    """What is missing to speak to Slack, a plain line for each."""
    if settings.slack_client_id or settings.slack_client_secret is not None:
        return _check_install(settings)
    problems = []
    if settings.slack_bot_token is None:
        problems.append(
            "SLACK_BOT_TOKEN is missing: your Slack app's page → OAuth & Permissions → Bot User OAuth Token."
        )
    elif not settings.slack_bot_token.get_secret_value().startswith("xoxb-"):
        problems.append("SLACK_BOT_TOKEN should start with xoxb-: it is the Bot User OAuth Token.")
    return problems if settings.http_mode else problems + _check_socket(settings)


def _check_socket(settings: Settings) -> list[str]:
    if settings.slack_app_token is None:
        if settings.slack_signing_secret is not None:
            return ["PORT is missing: SLACK_SIGNING_SECRET asks for HTTP mode. Or set SLACK_APP_TOKEN for Socket Mode."]
        return [
            "SLACK_APP_TOKEN is missing: your Slack app → Basic Information → App-Level Tokens (connections:write)."
        ]
    if not settings.slack_app_token.get_secret_value().startswith("xapp-"):
        return ["SLACK_APP_TOKEN should start with xapp-: it is an App-Level Token."]
    return []


def _check_install(settings: Settings) -> list[str]:
    """What is missing where workspaces install Rapport by themselves."""
    where = "your Slack app's page → Basic Information → App Credentials."
    needed = {
        "SLACK_CLIENT_ID is missing: " + where: settings.slack_client_id,
        "SLACK_CLIENT_SECRET is missing: " + where: settings.slack_client_secret,
        "SLACK_SIGNING_SECRET is missing: " + where: settings.slack_signing_secret,
        "PORT is missing: workspaces install Rapport over HTTP.": settings.port,
        "RAPPORT_PUBLIC_URL is missing: where Slack and browsers reach Rapport, https://…": settings.rapport_public_url,
    }
    problems = [problem for problem, found in needed.items() if not found]
    if settings.slack_bot_token is not None:
        problems.append(
            "SLACK_BOT_TOKEN and SLACK_CLIENT_ID exclude each other: leave the token away to let workspaces install "
            "Rapport by themselves, or the id and its secret for the token's workspace alone."
        )
    return problems


def check_x(settings: Settings) -> list[str]:
    """What is missing to speak to X, a plain line for each."""
    return [
        f"{name.upper()} is missing: developer.x.com → your app → Keys and tokens."
        for name in ("x_api_key", "x_api_secret")
        if getattr(settings, name) is None
    ]


def check_halves(settings: Settings) -> list[str]:
    """Settings that go together and of which only some are there, a plain line for each."""
    app_keys = (settings.x_api_key, settings.x_api_secret)
    pair = (settings.x_access_token, settings.x_access_token_secret)
    problems = check_x(settings) if any(app_keys) or any(pair) else []
    if (pair[0] is None) != (pair[1] is None):
        problems.append(
            "X_ACCESS_TOKEN and X_ACCESS_TOKEN_SECRET go together: set both, or neither and run `rapport connect x`."
        )
    if any(pair) and settings.installable:
        problems.append(
            "X_ACCESS_TOKEN goes with SLACK_BOT_TOKEN alone: where several workspaces install Rapport, each connects "
            "its own accounts with `/rapport connect`."
        )
    return problems
