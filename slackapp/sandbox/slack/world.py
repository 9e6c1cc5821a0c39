"""The workspace the stand-in plays: who is in it, its channels, its app. Frozen; a test makes its own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Teammate:
    """A person of the workspace; `tz` is an IANA name, `color` six hex digits."""

    id: str
    name: str
    real_name: str
    tz: str
    color: str
    is_admin: bool = False
    is_owner: bool = False
    is_primary_owner: bool = False
    deleted: bool = False


@dataclass(frozen=True)
class Channel:
    """A channel; the bot is counted apart from the people in `member_ids`."""

    id: str
    name: str
    topic: str
    member_ids: tuple[str, ...]
    is_bot_member: bool = False
    is_archived: bool = False
    is_private: bool = False


@dataclass(frozen=True)
class UserGroup:
    """A user group, which people mention by its handle."""

    id: str
    handle: str
    name: str
    member_ids: tuple[str, ...]


@dataclass(frozen=True)
class Command:
    """A slash command the app registered."""

    command: str
    description: str
    usage_hint: str = ""
    should_escape: bool = False  # whether people and channels come by their ids


ADA = Teammate("U0TWADA01", "ada", "Ada Lindqvist", "Europe/Stockholm", "1d7a8c", True, True, True)
BEN = Teammate("U0TWBEN02", "ben", "Ben Okafor", "Europe/London", "b0533c")
CHIARA = Teammate("U0TWCHI03", "chiara", "Chiara Marino", "America/New_York", "6b5b95")
TEAMMATES = (ADA, BEN, CHIARA)
EVERYONE = tuple(person.id for person in TEAMMATES)

CHANNELS = (
    Channel("C0TWSOCIAL", "social", "New followers and questions from our community", EVERYONE, True),
    Channel("C0TWMARKET", "marketing", "Campaigns and plans", EVERYONE, True),
    Channel("C0TWGENERA", "general", "Company-wide news", EVERYONE),
    Channel("C0TWOLDCAM", "old-campaigns", "Closed", EVERYONE, True, is_archived=True),
    Channel("C0TWSUPPOR", "support", "Customer service: orders, parcels, refunds", EVERYONE, True),
)

USER_GROUPS = (UserGroup("S0TWCARE01", "customer-care", "Customer care", (ADA.id, CHIARA.id)),)

COMMANDS = (  # as in manifest.yaml
    Command(
        "/followers",
        "New followers, and who is worth a follow back",
        "[today | yesterday | week | pending | lost | @handle | help]",
    ),
    Command(
        "/questions", "Questions and complaints that wait for an answer", "[open | overdue | mine | all | rest | help]"
    ),
    Command(
        "/rapport",
        "How Rapport is doing, its settings, who did what, and files of all that",
        "[status | connect | words | targets | replies | roles | audit | export | help]",
        should_escape=True,
    ),
)


@dataclass(frozen=True)
class SlackWorld:
    """A workspace with one app installed. The tokens open nothing but this stand-in."""

    team_id: str = "T0TIDEWATR"
    team_name: str = "Tidewater Coffee"
    team_domain: str = "tidewater-coffee"
    app_id: str = "A0RAPPORT1"
    app_name: str = "Rapport"
    bot_id: str = "B0RAPPORT1"
    bot_user_id: str = "U0RAPPORT1"
    bot_token: str = "xoxb-sandbox-tidewater"  # noqa: S105 (opens nothing but this stand-in)
    app_token: str = "xapp-1-sandbox-tidewater"  # noqa: S105 (opens nothing but this stand-in)
    signing_secret: str = "sandbox-signing-secret"  # noqa: S105 (opens nothing but this stand-in)
    verification_token: str = "sandbox-verification"  # noqa: S105 (opens nothing but this stand-in)
    teammates: tuple[Teammate, ...] = TEAMMATES
    channels: tuple[Channel, ...] = CHANNELS
    commands: tuple[Command, ...] = COMMANDS
    user_groups: tuple[UserGroup, ...] = USER_GROUPS
    installed: bool = True  # False: the app comes by OAuth
    messages_tab: bool = True  # as in the manifest: without it the app can't write to people

    def direct(self, user_id: str) -> str:
        """The id of the direct conversation between the bot and a person."""
        return "D" + user_id[1:]

    def teammate(self, user_id: object) -> Teammate | None:
        """The person with this id."""
        return next((person for person in self.teammates if person.id == user_id), None)


TIDEWATER = SlackWorld()

DEFAULT_SCOPES = (
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "files:write",
    "usergroups:read",
    "users:read",
)  # as in manifest.yaml
