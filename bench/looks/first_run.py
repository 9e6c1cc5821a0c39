"""The first run: who installed Rapport is greeted, goes through the three steps, and Home says the same."""

from bench.looks.camera import HOME, Camera
from slackapp.domain.people import NetworkName
from slackapp.domain.purpose import Purpose
from slackapp.sandbox.slack.world import TIDEWATER
from slackapp.slack import ids
from slackapp.store import introductions, welcomes
from tests.slack.listeners.team import ADA, BEN, MARKETING

DIRECT = TIDEWATER.direct(ADA.id)


def first_run(shot: Camera) -> None:
    """Nothing is connected; the greeting follows step by step, the sample answers, a channel is introduced."""
    team, now = shot.team, shot.team.clock
    team.house.connections.disconnect(team.account.id)
    here = team.account.workspace_id
    with team.house.database.write() as tx:
        welcomes.begin(tx, here, ADA.id, now())
    team.work()
    for user in (ADA.id, BEN.id):
        team.person("home", user)
    shot.take("first-run-1-home", ADA.id, HOME, tall=True)
    shot.take("first-run-2-home-of-a-member", BEN.id, HOME, tall=True)
    shot.take("first-run-3-greeting", ADA.id, DIRECT)
    team.click(team.messages(DIRECT)[0], ids.WELCOME_SAMPLE)
    team.work()
    team.click(team.message_with(f"{ids.SAMPLE_PREFIX}follow", DIRECT), f"{ids.SAMPLE_PREFIX}follow")
    shot.take("first-run-4-sample", ADA.id, DIRECT, tall=True)
    ours = team.house.connections
    keys = ours.catalog[NetworkName.X].own()
    assert keys is not None
    ours.add(NetworkName.X, keys, ours.default_channels(), by=ADA.id)
    with team.house.database.write() as tx:
        for purpose in (Purpose.HAND_OFF, Purpose.ESCALATION, Purpose.ROUTED):
            introductions.introduce(tx, here, MARKETING, purpose, ADA.id, now())
    team.work()
    shot.take("first-run-5-all-done", ADA.id, DIRECT, tall=True)
    shot.take("first-run-6-introductions", BEN.id, MARKETING, tall=True)
