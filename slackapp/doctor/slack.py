"""Slack's side: tokens, scopes, channels."""

from collections.abc import Iterator

from slackapp import app
from slackapp.doctor.finding import TRY_LATER, Finding, Patient
from slackapp.domain.action import FailureKind
from slackapp.networks.base import NetworkError
from slackapp.slack import checkup
from slackapp.slack.directory import Directory
from slackapp.slack.errors import ASK_THE_DOCTOR
from slackapp.slack.scopes import missing

INSTALL_AGAIN = "Your Slack app's page → OAuth & Permissions → add what manifest.yaml lists, and install the app again."
MEND_BOT = "Your Slack app's page → OAuth & Permissions → copy the Bot User OAuth Token into SLACK_BOT_TOKEN."
MEND_SOCKET = (
    "Your Slack app's page → Basic Information → App-Level Tokens → copy one with connections:write into "
    "SLACK_APP_TOKEN, and see that Socket Mode is on."
)


def tokens(patient: Patient) -> Iterator[Finding]:
    """Whether Slack takes our tokens, with every scope."""
    found = patient.settings
    if found.slack_bot_token is None:
        return
    client = app.slack_client(found)
    try:
        bot = checkup.bot(client)
    except NetworkError as error:
        yield _not_slack("Slack bot token", error, MEND_BOT)
    else:
        patient.slack_answers = True
        yield Finding(True, f"Slack bot token: speaks as {bot.name} in {bot.team}")
        lacking = missing(bot.scopes)
        if lacking:
            yield Finding(False, "Slack scopes", f"missing: {', '.join(lacking)}", INSTALL_AGAIN)
        else:
            yield Finding(True, "Slack scopes: all there")
    if found.http_mode or found.slack_app_token is None:
        return
    try:
        checkup.socket_mode(client, found.slack_app_token.get_secret_value())
    except NetworkError as error:
        yield _not_slack("Slack app token", error, MEND_SOCKET)
    else:
        yield Finding(True, "Slack app token: opens Socket Mode")


def channels(patient: Patient) -> Iterator[Finding]:
    """Whether Rapport is in each channel that gets something."""
    found = patient.settings
    if not patient.slack_answers:
        return
    client = app.slack_client(found)
    wanted = {route.channel_id: route.channel_id for route in patient.routes}
    if not wanted:  # nothing is connected yet: where news would go
        by_name = Directory(client).channels()
        for name in dict.fromkeys((found.rapport_channel, found.rapport_digest_channel)):
            channel_id = by_name.get(name.removeprefix("#"), name if name in by_name.values() else "")
            if channel_id:
                wanted[channel_id] = name
            else:
                remedy = "Make it in Slack, or set RAPPORT_CHANNEL and RAPPORT_DIGEST_CHANNEL to others."
                yield Finding(False, f"Channel {name}", "Slack has no such public channel", remedy)
    for channel_id, name in wanted.items():
        try:
            room = checkup.room(client, channel_id)
        except NetworkError as error:
            yield _not_slack(f"Channel {name}", error, "Check its name, and type /invite @Rapport there.")
        else:
            patient.channels[channel_id] = f"#{room.name}"
            yield _channel(room)


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
