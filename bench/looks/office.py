"""The team of the pictures: the app between the stand-ins, with the page beside them."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from slackapp.domain.card import Choice
from slackapp.sandbox.page import page_app
from slackapp.slack import ids, poster
from slackapp.slack.ids import MenuItem
from slackapp.watch.targets import WatchTargets
from tests.slack.listeners.team import ADA, SOCIAL, Json, Team


@dataclass
class Seen(Team):
    """A team whose Slack somebody looks at."""

    beside: Json = field(default_factory=lambda: {"/": page_app})

    def menu(self, item: MenuItem, user: str = ADA.id) -> Json:
        """Choose from the newest card's menu."""
        value = ids.menu_value(item, self.cards()[-1].id)
        return self.click(self.message_with(ids.CARD_MENU), ids.CARD_MENU, user, value)

    def fill(self, user: str = ADA.id, **blocks: Any) -> Json:
        """Send the window on top; `blocks` by the id of each, as Slack holds what is in it."""
        return self.person("submit", user, view_id=self.view(user)["id"], state=blocks)

    def reply(self, text: str, user: str = ADA.id) -> None:
        """Answer the newest question."""
        self.choose(Choice.REPLY, user)
        self.submit(text, user)
        self.work()

    def say(self, text: str, user: str = ADA.id, channel: str = SOCIAL) -> None:
        """Type into a channel's box."""
        self.person("command", user, channel=channel, text=text)
        self.work()

    def close_windows(self, user: str = ADA.id) -> None:
        """Close whatever somebody has open."""
        while self.state(user)["views"]:
            self.person("close", user, view_id=self.view(user)["id"])

    def pass_time(self, **span: float) -> None:
        """The clock goes on, and does its chores."""
        self.clock.go(**span)
        clock = self.house.clock
        clock.wake_snoozed()
        WatchTargets(self.house.database, self.clock, lambda: None).look()
        clock.go_on_with_bulks()
        self.work()


@contextmanager
def office() -> Iterator[Seen]:
    """A team in a folder of its own, gone afterwards."""
    poster.UPDATES_A_MINUTE = 10_000_000  # weeks pass in a minute here
    folder = Path(tempfile.mkdtemp(prefix="rapport-looks-"))
    team = Seen(folder)
    try:
        yield team
    finally:
        team.stop()
        shutil.rmtree(folder, ignore_errors=True)


def minutes(n: float) -> timedelta:
    """So many."""
    return timedelta(minutes=n)
