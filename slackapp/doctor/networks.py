"""The networks' side: each account's credentials, and what it may do."""

from collections.abc import Iterator
from datetime import timedelta

from slackapp import app
from slackapp.doctor.finding import CONNECT_AGAIN, IS_IT_RUNNING, Finding, Patient, mend, of_network
from slackapp.doctor.server.grid import BY_HAND
from slackapp.domain.accounts import Account, AccountHealth
from slackapp.domain.action import FailureKind
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.words import how_long
from slackapp.faces import Faces
from slackapp.networks.base import NetworkError
from slackapp.networks.catalog import catalog
from slackapp.networks.registry import Networks
from slackapp.settings import Settings
from slackapp.slack.status import DOES
from slackapp.store import spend

READS = (Capability.READ_FOLLOWERS, Capability.READ_MENTIONS)  # without these there is nothing to show
POLLS_MISSED, AT_LEAST = 3, timedelta(minutes=5)  # so many in a row, and nobody is looking any more


def credentials(patient: Patient) -> Iterator[Finding]:
    """Whether each account's credentials work, and whether anybody polls with them."""
    found = patient.settings
    if patient.database is None or patient.secrets is None:
        return
    networks = app.open_networks(patient.database, patient.secrets, catalog(found))
    for account in patient.accounts:
        yield from _account(patient, account, networks)
    if not patient.accounts:
        yield from list(_own(found)) or [Finding(False, "Accounts", "none is connected", CONNECT_AGAIN)]


def _account(patient: Patient, account: Account, networks: Networks) -> Iterator[Finding]:
    what = f"@{account.handle} on {account.network.label}"
    try:
        networks.of(account.id).me()
    except NetworkError as error:
        yield of_network(what, error, account.network)
        return
    unseen = patient.now - account.polled_at if account.polled_at else timedelta()
    if account.health is AccountHealth.LOGIN_REFUSED:
        yield Finding(False, what, f"it was refused ({account.trouble.rstrip('.')}), and waits", CONNECT_AGAIN)
    elif _over_budget(patient, account):
        yield Finding(True, f"{what}: its credentials work; its budget is used up, so looks are rare (/rapport budget)")
    elif unseen > max(timedelta(seconds=patient.settings.rapport_poll_seconds) * POLLS_MISSED, AT_LEAST):
        why = f"; the last look failed: {account.trouble}" if account.trouble else ""
        yield Finding(False, what, f"nobody has looked for {how_long(unseen)}{why}", IS_IT_RUNNING)
    else:
        yield Finding(True, f"{what}: its credentials work")


def _over_budget(patient: Patient, account: Account) -> bool:
    """Whether an account's looks are rare, or rest, because of what they cost."""
    if patient.database is None:
        return False
    with patient.database.read() as tx:
        return spend.overspent(tx, account, patient.now) is not None


def _own(found: Settings) -> Iterator[Finding]:
    """The accounts whose credentials stand in the settings: the first start connects them."""
    for name, connector in catalog(found).items():
        credentials = connector.own()
        if credentials is None:
            continue
        try:
            me = connector.adapter(credentials, lambda _changed: None).me()
        except NetworkError as error:
            yield of_network(f"The account in the settings, on {name.label}", error, name)
        else:
            yield Finding(True, f"@{me.handle} on {name.label}: its tokens work; the first start connects it")


def capabilities(patient: Patient) -> Iterator[Finding]:
    """What each account may do, as far as is known."""
    if patient.database is None or patient.secrets is None:
        return
    networks = app.open_networks(patient.database, patient.secrets, catalog(patient.settings))
    faces = Faces(patient.database, networks, lambda: patient.now)
    for account in patient.accounts:
        try:
            known = faces.permissions(account).values()
        except NetworkError:
            continue  # its credentials can't be read: told already
        what = f"@{account.handle} on {account.network.label}"
        for each in known:
            if each.capability in READS and not each.allowed:
                remedy = mend(FailureKind.NOT_ALLOWED, account.network)
                yield Finding(False, what, f"can't {DOES[each.capability]}: {each.reason}", remedy)
        yield Finding(True, f"{what} may {'; '.join(_told(tuple(known), account.network.label))}")


def _told(known: tuple[Permission, ...], network: str) -> Iterator[str]:
    yield ", ".join(DOES[each.capability] for each in known if each.allowed and (each.found_at or not each.reason))
    for each in known:
        if each.capability not in READS and not each.allowed:
            way = f"by hand, on {network}'s own page" if each.capability in BY_HAND else "not at all"
            yield f"{DOES[each.capability]} {way} ({each.reason.rstrip('.')})"
        elif each.allowed and each.reason and each.found_at is None:
            yield f"{DOES[each.capability]} perhaps ({each.reason.rstrip('.')})"
