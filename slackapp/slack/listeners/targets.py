"""`/rapport targets`: how soon an answer is due, seen by everybody and changed by those who administer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App

from slackapp.domain.accounts import Workspace
from slackapp.domain.hours import BusinessHours, Shift
from slackapp.domain.hours_text import UnreadableError, holidays_of, hours_of
from slackapp.domain.targets import Targets, span_of
from slackapp.slack import ids
from slackapp.slack.listeners import home
from slackapp.slack.listeners.openings import acknowledged, submitted, tell_who_looks
from slackapp.slack.listeners.rooms import Rooms, open_modal
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import BadPayload, Click, Command, Submission
from slackapp.slack.targets import OFF, ON, TITLE, targets_modal, told

_MAY_NOT = "Nothing was saved: only those who administer Rapport can change this. Please ask an admin."
_NO_ZONE = "I don’t know this time zone. Write its whole name, like Europe/Berlin or America/New_York."
_BOTH = "Choose a channel or a person, not both."
_MANY = "✅ Saved; it counts from now on. Much is open: all of it will have its new time within a minute."
_NOTHING = "Give at least one target, or turn targets off."

T = TypeVar("T")


def register(app: App, rooms: Rooms) -> None:
    """The button in the settings, and the modal; the command is among the commands."""
    app.action(ids.TARGETS_OPEN)(acknowledged(rooms, open_targets))

    app.view(ids.TARGETS_VIEW)(submitted(rooms, _save))


def open_targets(rooms: Rooms, workspace: Workspace, asked: Click | Command) -> None:
    """Open the modal; tell the targets to those who may not change them."""
    targets, client = rooms.tuning.targets(workspace.id), rooms.directory_of(workspace.id).client
    if rooms.may_connect(workspace, asked.actor_id):
        if targets == Targets():  # nobody has set any: whoever does works by their own clock, most likely
            here = rooms.asker(workspace, asked.actor_id).zone.key
            targets = replace(targets, hours=replace(targets.hours, zone=here))
        open_modal(client.views_open, asked, targets_modal(targets, workspace.id))
        return
    tell_who_looks(rooms, workspace, asked, TITLE, told(targets))


def _save(rooms: Rooms, workspace: Workspace, sent: Submission, ack: Ack) -> None:
    if sent.private_metadata != ids.metadata(workspace.id, 0):
        raise BadPayload("the targets' window is none of this workspace's")
    typed = _Typed(sent.values)
    wanted = typed.targets()
    if not rooms.may_connect(workspace, sent.actor_id):
        ack(response_action="errors", errors={f"{ids.TARGETS_BLOCK}on": _MAY_NOT})
    elif typed.errors:  # Slack keeps what was typed
        ack(response_action="errors", errors={f"{ids.TARGETS_BLOCK}{name}": why for name, why in typed.errors.items()})
    else:
        done = rooms.tuning.change_targets(workspace.id, wanted, sent.actor_id)
        rooms.wake()
        saved = "✅ Saved; it counts from now on." if done else _MANY
        ack(response_action="update", view=notice_modal(TITLE, f"{saved}\n{told(wanted)}"))
        if not done:
            rooms.soon(lambda: _retime(rooms, workspace))
        home.again(rooms, workspace, sent.actor_id)


def _retime(rooms: Rooms, workspace: Workspace) -> None:
    """Should we be stopped meanwhile, the clock goes on with it."""
    rooms.tuning.retime(workspace.id)
    rooms.wake()


@dataclass(frozen=True, slots=True)
class _Typed:
    """What stands in the modal's boxes, and what of it can't be read."""

    values: Mapping[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    def targets(self) -> Targets:
        """The targets; where `errors` has any, only as far as they can be read."""
        always: tuple[tuple[Shift, ...], ...] = ()
        none: frozenset[date] = frozenset()
        days, off = self._read("hours", hours_of, always), self._read("holidays", holidays_of, none)
        hours = BusinessHours(self._read("zone", _zone, "UTC"), days, off)
        urgent, normal, low = (self._read(name, span_of, None) for name in ("urgent", "normal", "low"))
        channel_id, user_id = self._of("channel"), self._of("person")
        if channel_id and user_id:
            self.errors["person"] = _BOTH
        wanted = Targets(self._is_on("on"), urgent, normal, low, hours, self._is_on("snooze"), user_id or channel_id)
        if wanted.on and not any((urgent, normal, low)):
            self.errors.setdefault("normal", _NOTHING)
        return wanted

    def _of(self, name: str) -> str:
        return self.values.get(f"{ids.TARGETS_BLOCK}{name}", "").strip()

    def _is_on(self, name: str) -> bool:
        if self._of(name) not in (ON, OFF):
            raise BadPayload("the targets' window sent a choice that is none of ours")
        return self._of(name) == ON

    def _read(self, name: str, how: Callable[[str], T], otherwise: T) -> T:
        try:
            return how(self._of(name))
        except UnreadableError as unreadable:
            self.errors[name] = str(unreadable)
            return otherwise


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ValueError, OSError, KeyError):  # no such name, or one that is no name at all
        raise UnreadableError(_NO_ZONE) from None
