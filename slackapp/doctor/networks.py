"""The networks' side: each account's credentials, and what it may do."""

from collections.abc import Iterator
from datetime import timedelta

from slackapp import app
from slackapp.doctor.finding import CONNECT_AGAIN, IS_IT_RUNNING, MEND, Finding, Patient, of_network
from slackapp.domain.accounts import Account, AccountHealth
from slackapp.domain.action import FailureKind
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.people import NetworkName
from slackapp.domain.words import how_long
from slackapp.faces import Faces
from slackapp.networks.base import NetworkError
from slackapp.networks.registry import Networks
from slackapp.settings import Settings
from slackapp.slack.status import DOES

READS = (Capability.READ_FOLLOWERS, Capability.READ_MENTIONS)  # without these there is nothing to show
POLLS_MISSED, AT_LEAST = 3, timedelta(minutes=5)  # so many in a row, and nobody is looking any more


def credentials(patient: Patient) -> Iterator[Finding]:
    """Whether each account's credentials work, and whether anybody polls with them."""
    found = patient.settings
    if patient.database is None or patient.secrets is None:
        return
    networks = app.open_networks(patient.database, patient.secrets, app.network_maker(found))
    for account in patient.accounts:
        yield from _account(patient, account, networks)
    if not patient.accounts:
        yield _own_tokens(found)


def _account(patient: Patient, account: Account, networks: Networks) -> Iterator[Finding]:
    what = f"@{account.handle} on {account.network.label}"
    try:
        networks.of(account.id).me()
    except NetworkError as error:
        yield of_network(what, error)
        return
    unseen = patient.now - account.polled_at if account.polled_at else timedelta()
    if account.health is AccountHealth.LOGIN_REFUSED:
        yield Finding(False, what, f"it was refused ({account.trouble.rstrip('.')}), and waits", CONNECT_AGAIN)
    elif unseen > max(timedelta(seconds=patient.settings.rapport_poll_seconds) * POLLS_MISSED, AT_LEAST):
        why = f"; the last look failed: {account.trouble}" if account.trouble else ""
        yield Finding(False, what, f"nobody has looked for {how_long(unseen)}{why}", IS_IT_RUNNING)
    else:
        yield Finding(True, f"{what}: its credentials work")


def _own_tokens(found: Settings) -> Finding:
    pairs = {
        "api_key": found.x_api_key,
        "api_secret": found.x_api_secret,
        "access_token": found.x_access_token,
        "access_token_secret": found.x_access_token_secret,
    }
    keys = {name: value.get_secret_value() for name, value in pairs.items() if value is not None}
    if len(keys) < len(pairs):
        return Finding(False, "Accounts", "none is connected", CONNECT_AGAIN)
    try:
        me = app.network_maker(found)(NetworkName.X, keys).me()
    except NetworkError as error:
        return of_network("X_ACCESS_TOKEN", error)
    return Finding(True, f"@{me.handle} on X: its tokens work; the first start connects it")


def capabilities(patient: Patient) -> Iterator[Finding]:
    """What each account may do, as far as is known."""
    if patient.database is None or patient.secrets is None:
        return
    networks = app.open_networks(patient.database, patient.secrets, app.network_maker(patient.settings))
    faces = Faces(patient.database, networks, lambda: patient.now)
    for account in patient.accounts:
        try:
            known = faces.permissions(account).values()
        except NetworkError:
            continue  # its credentials can't be read: told already
        what = f"@{account.handle} on {account.network.label}"
        for each in known:
            if each.capability in READS and not each.allowed:
                yield Finding(
                    False, what, f"can't {DOES[each.capability]}: {each.reason}", MEND[FailureKind.NOT_ALLOWED]
                )
        yield Finding(True, f"{what} may {'; '.join(_told(tuple(known), account.network.label))}")


def _told(known: tuple[Permission, ...], network: str) -> Iterator[str]:
    yield ", ".join(DOES[each.capability] for each in known if each.allowed and (each.found_at or not each.reason))
    for each in known:
        if each.capability not in READS and not each.allowed:
            yield f"{DOES[each.capability]} by hand, on {network}'s own page ({each.reason.rstrip('.')})"
        elif each.allowed and each.reason and each.found_at is None:
            yield f"{DOES[each.capability]} perhaps ({each.reason.rstrip('.')})"
