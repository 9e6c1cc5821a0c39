"""A second workspace with the same app, for what one team must never see of another."""

import dataclasses

from slackapp.sandbox.slack.world import ADA, CHANNELS, Channel, SlackWorld, Teammate

ODA = Teammate("U0FHODA01", "oda", "Oda Brandt", "Europe/Berlin", "3f6f5a", True, True, True)
PIP = Teammate("U0FHPIP02", "pip", "Pip Achebe", "Europe/Dublin", "8a5a2b")
RUTH = Teammate("U0FHRUT03", "ruth", "Ruth Calder", "America/Chicago", "5a4fa3", True)
_EVERYONE = (ODA.id, PIP.id, RUTH.id)

FERNHILL = SlackWorld(
    team_id="T0FERNHILL",
    team_name="Fernhill Books",
    team_domain="fernhill-books",
    bot_id="B0RAPPORT2",
    bot_user_id="U0RAPPORT2",
    bot_token="xoxb-sandbox-fernhill",  # noqa: S106 (opens nothing but this stand-in)
    teammates=(ODA, PIP, RUTH),
    user_groups=(),
    channels=(
        Channel("C0FHSOCIAL", "social", "Readers, reviews and questions", _EVERYONE, True),
        Channel("C0FHMARKET", "marketing", "Launches and readings", _EVERYONE, True),
        Channel("C0FHGENERA", "general", "The whole shop", _EVERYONE),
    ),
)

# The same workspace, were Slack to give it the ids of the first one's channels and of one of its people.
FERNHILL_ALIKE = dataclasses.replace(
    FERNHILL,
    teammates=(dataclasses.replace(ODA, id=ADA.id), PIP, RUTH),
    channels=tuple(
        dataclasses.replace(mine, id=theirs.id, member_ids=(ADA.id, PIP.id, RUTH.id))
        for mine, theirs in zip(FERNHILL.channels, CHANNELS, strict=False)
    ),
)
