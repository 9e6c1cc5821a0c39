"""The ground all stands on: settings, the database, the key."""

from collections.abc import Iterator

from slackapp import app
from slackapp.doctor.finding import Finding, Patient
from slackapp.secrets import KEY_FILE, KeyFile, SecretsTrouble
from slackapp.settings import check_halves, check_slack
from slackapp.store import accounts, routing_rules
from slackapp.store.database import Database, DatabaseTrouble


def settings(patient: Patient) -> Iterator[Finding]:
    """What is missing or malformed."""
    found = patient.settings
    problems = check_slack(found) + check_halves(found)
    for problem in problems:
        what, _, remedy = problem.partition(": ")
        yield Finding(False, "Settings", what, remedy)
    if not problems:
        way = f"HTTP, port {found.port}, path /slack/events" if found.http_mode else "Socket Mode"
        yield Finding(True, f"Settings: complete; Slack reaches Rapport by {way}")


def database(patient: Patient) -> Iterator[Finding]:
    """Whether it answers; its schema is brought up to date, as at each start."""
    database = Database(patient.settings.database)
    try:
        database.migrate()
    except DatabaseTrouble as trouble:
        problem, _, remedy = str(trouble).partition(". ")
        yield Finding(False, "Database", problem, remedy or "Check DATABASE_URL.")
        return
    patient.database = database
    with database.read() as tx:
        patient.accounts, patient.routes = accounts.all_accounts(tx), accounts.all_routes(tx)
        for workspace in accounts.all_workspaces(tx):
            patient.ruled[workspace.id] = [rule.channel_id for rule in routing_rules.live(tx, workspace.id)]
    yield Finding(True, f"Database: {database.url.render_as_string()} answers, its schema is up to date")


def secret_key(patient: Patient) -> Iterator[Finding]:
    """Whether credentials can be locked and unlocked, and by whom."""
    try:
        patient.secrets = app.open_secrets(patient.settings)
    except (SecretsTrouble, OSError) as trouble:
        problem, _, remedy = str(trouble).partition(". ")
        yield Finding(
            False, "Secret key", problem, remedy or f"See that Rapport may write {patient.settings.rapport_data_dir}."
        )
        return
    path = patient.settings.rapport_data_dir / KEY_FILE
    if patient.settings.rapport_secret_key is not None:
        yield Finding(True, "Secret key: from RAPPORT_SECRET_KEY")
    elif path.stat().st_mode & 0o077:
        yield Finding(False, "Secret key", f"others on this machine may read {path}", f"chmod 600 {path}")
    elif "," in KeyFile(path).read():
        yield Finding(False, "Secret key", "a change of it was broken off", "Run `rapport rotate-key` again.")
    else:
        yield Finding(True, f"Secret key: {path} (keep a copy: without it, accounts are to be connected again)")
