"""Examines every credential, scope, channel and capability, and the database; explains each problem with what to do."""

from collections.abc import Callable, Iterator
from datetime import datetime

from slackapp import app
from slackapp.doctor.finding import IS_IT_RUNNING, Finding, Patient
from slackapp.doctor.ground import database, secret_key, settings
from slackapp.doctor.networks import capabilities, credentials
from slackapp.doctor.slack import channels, tokens
from slackapp.doctor.work import digests, work
from slackapp.settings import Settings

CHECKS: tuple[Callable[[Patient], Iterator[Finding]], ...] = (
    settings,
    database,
    secret_key,
    tokens,
    channels,
    credentials,
    capabilities,
    work,
    digests,
)


def examine(found: Settings, now: Callable[[], datetime] = app.utc_now) -> list[Finding]:
    """Look at everything; a part that is broken keeps no other from being looked at."""
    patient = Patient(found, now())
    findings: list[Finding] = []
    for check in CHECKS:
        try:
            findings += check(patient)
        except Exception as error:  # noqa: BLE001 (whatever is broken: a doctor goes on, and shows no traceback)
            what = check.__name__.replace("_", " ").capitalize()
            findings.append(Finding(False, what, f"could not be examined ({type(error).__name__})", IS_IT_RUNNING))
    if patient.database is not None:
        patient.database.close()
    return findings
