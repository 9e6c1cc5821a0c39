"""Slack's side: tokens, scopes, channels."""

from collections.abc import Generator, Iterator

from slackapp import app
from slackapp.doctor.finding import TRY_LATER, Finding, Patient
from slackapp.domain.action import FailureKind
from slackapp.networks.base import NetworkError
from slackapp.slack import checkup
from slackapp.slack.clients import WebClient, web_client
from slackapp.slack.directory import Directory
from slackapp.slack.errors import ASK_THE_DOCTOR
from slackapp.slack.scopes import missing
from slackapp.store import accounts

INSTALL_AGAIN = "Your Slack app's page → OAuth & Permissions → add what manifest.yaml lists, and install the app again."
MEND_BOT = "Your Slack app's page → OAuth & Permissions → copy the Bot User OAuth Token into SLACK_BOT_TOKEN."
MEND_SOCKET = (
    "Your Slack app's page → Basic Information → App-Level Tokens → copy one with connections:write into "
    "SLACK_APP_TOKEN, and see that Socket Mode is on."
)


def tokens(patient: Patient) -> Iterator[Finding]:
    """Whether Slack takes our tokens, with every scope."""
    found = patient.settings
    if found.installable:
        yield from _installed(patient)
        return
    if found.slack_bot_token is None:
        return
    client = web_client(found.slack_api_url, found.slack_bot_token.get_secret_value())
    yield from _bot(patient, None, client, "Slack bot token", MEND_BOT)
    if found.http_mode or found.slack_app_token is None:
        return
    try:
        checkup.socket_mode(client, found.slack_app_token.get_secret_value())
    except NetworkError as error:
        yield _not_slack("Slack app token", error, MEND_SOCKET)
    else:
        yield Finding(True, "Slack app token: opens Socket Mode")


def _installed(patient: Patient) -> Iterator[Finding]:
    """The same of each workspace that installed Rapport."""
    page = patient.settings.install_page
    if patient.database is None or patient.secrets is None:
        return
    with patient.database.read() as tx:
        there = [each for each in accounts.all_workspaces(tx) if each.removed_at is None]
    clients = app.open_clients(patient.settings, patient.database, patient.secrets)
    for workspace in there:
        what = f"Slack bot token of {workspace.name or workspace.team_id}"
        yield from _bot(patient, workspace.id, clients.of(workspace.id), what, f"Install Rapport there again: {page}")
    if not there:
        yield Finding(False, "Slack", "no workspace has installed Rapport yet", f"Open {page} in a browser.")


def _bot(patient: Patient, workspace_id: int | None, client: WebClient, what: str, remedy: str) -> Iterator[Finding]:
    try:
        bot = checkup.bot(client)
    except NetworkError as error:
        yield _not_slack(what, error, remedy)
        return
    patient.slack[workspace_id] = client
    yield Finding(True, f"{what}: speaks as {bot.name} in {bot.team}")
    lacking = missing(bot.scopes)
    if lacking:
        yield Finding(False, "Slack scopes", f"missing: {', '.join(lacking)}", INSTALL_AGAIN)
    else:
        yield Finding(True, "Slack scopes: all there")


def channels(patient: Patient) -> Iterator[Finding]:
    """Whether Rapport is in each channel that gets something."""
    for workspace_id, client in patient.slack.items():
        routes = [route for route in patient.routes if workspace_id in (None, route.workspace_id)]
        wanted = {route.channel_id: route.channel_id for route in routes}
        for owner, ruled in patient.ruled.items():
            wanted |= {each: each for each in ruled if workspace_id in (None, owner)}
        if not wanted and workspace_id is None:  # nothing is connected yet: where news would go
            wanted = yield from _to_be(patient, client)
        for channel_id, name in wanted.items():
            try:
                room = checkup.room(client, channel_id)
            except NetworkError as error:
                yield _not_slack(f"Channel {name}", error, "Check its name, and type /invite @Rapport there.")
            else:
                patient.channels[channel_id] = f"#{room.name}"
                yield _channel(room)


def _to_be(patient: Patient, client: WebClient) -> Generator[Finding, None, dict[str, str]]:
    """The channels of the settings: their names by id."""
    wanted, by_name = {}, Directory(client).channels()
    for name in dict.fromkeys((patient.settings.rapport_channel, patient.settings.rapport_digest_channel)):
        channel_id = by_name.get(name.removeprefix("#"), name if name in by_name.values() else "")
        if channel_id:
            wanted[channel_id] = name
        else:
            remedy = "Make it in Slack, or set RAPPORT_CHANNEL and RAPPORT_DIGEST_CHANNEL to others."
            yield Finding(False, f"Channel {name}", "Slack has no such public channel", remedy)
    return wanted


def _channel(room: checkup.Room) -> Finding:
    what = f"Channel #{room.name}"
    if room.is_archived:
        return Finding(False, what, "it is archived", "Unarchive it, or choose another one.")
    if not room.is_member:
        return Finding(False, what, "Rapport isn't in it", "Type /invite @Rapport there.")
    return Finding(True, f"{what}: Rapport is in it")


def _not_slack(what: str, error: NetworkError, remedy: str) -> Finding:
    mends = error.kind in (FailureKind.LOGIN_REFUSED, FailureKind.REFUSED) or what.startswith("Channel")
    return Finding(False, what, error.reason.removesuffix(ASK_THE_DOCTOR), remedy if mends else TRY_LATER)
