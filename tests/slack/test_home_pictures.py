"""Charts on Home as pictures: uploaded once, tried again where Slack is not done, kept for a day, then deleted."""

import threading
from collections.abc import Sequence

import pytest
from slack_sdk import WebClient

from slackapp.domain.chart import Chart, ChartKind, Series
from slackapp.networks.base import Refused
from slackapp.sandbox.slack.world import TIDEWATER
from slackapp.slack.home.pictures import MOST, HomePictures, Pictures
from slackapp.slack.soon import Work, at_once
from tests.slack.listeners.team import Team

PNG = b"\x89PNG\r\n\x1a\n"


def chart(number: int) -> Chart:
    """One that shows this number."""
    return Chart("Followers", ChartKind.BAR, ("Mon",), (Series("Gained", (float(number),)),))


class Studio:
    """Pictures that are drawn at once; what waits is done when a test says so."""

    def __init__(self, team: Team) -> None:
        self.team = team
        self.client = WebClient(TIDEWATER.bot_token, f"{team.url}/slack/api/")
        self.waiting: list[Work] = []
        self.drawn: list[Chart] = []
        self.shown: list[Pictures] = []
        self.refusals = 0
        self.broken = False
        later = self.waiting.append
        self.pictures = HomePictures(
            team.house.database, self._render, team.clock, at_once, lambda _seconds, work: later(work)
        )

    def _render(self, charts: Sequence[Chart]) -> list[bytes]:
        self.drawn += charts
        if self.broken:
            raise OSError("No chart was drawn.")
        return [PNG for _ in charts]

    def bring(self, *numbers: int) -> None:
        """Somebody looks at charts of these numbers."""
        here = self.team.account.workspace_id
        self.pictures.bring(here, self.client, [chart(number) for number in numbers], self._show)

    def known(self, *numbers: int) -> int:
        """How many of these are shown at once."""
        here = self.team.account.workspace_id
        return len(self.pictures.known(here, [chart(number) for number in numbers]))

    def _show(self, found: Pictures) -> None:
        if self.refusals:
            self.refusals -= 1
            raise Refused("Slack refused the message: invalid_arguments.")
        self.shown.append(found)

    @property
    def files(self) -> set[str]:
        """What lies in the workspace's storage."""
        return set(self.team.slack.state.uploads)


@pytest.fixture
def studio(team: Team) -> Studio:
    """Between the stand-ins."""
    return Studio(team)


def test_two_who_look_at_once_upload_once(studio: Studio) -> None:
    """The second one waits for the first's picture, and is shown it; what changed alone is drawn anew."""
    looks = [threading.Thread(target=studio.bring, args=(1, 2)) for _ in range(2)]
    for look in looks:
        look.start()
    for look in looks:
        look.join()
    assert studio.shown[0] == studio.shown[1]
    assert len(studio.files) == 2
    studio.bring(1, 3)
    assert studio.drawn == [chart(1), chart(2), chart(3)]
    assert set(studio.shown[2].values()) < studio.files


def test_slack_may_not_be_done_with_a_picture(studio: Studio) -> None:
    """It is shown at once a while after; refused before that, it is tried again; refused for good, not for a day."""
    studio.refusals = 1
    studio.bring(1)
    assert (len(studio.shown), studio.known(1)) == (0, 0)
    studio.waiting.pop()()
    assert len(studio.shown) == 1
    studio.team.clock.go(seconds=10)
    assert studio.known(1, 2) == 1
    studio.refusals = 3
    studio.bring(2)
    studio.waiting.pop()()
    studio.waiting.pop()()
    assert (studio.files, studio.waiting, studio.known(1, 2)) == (set(), [], 0)
    studio.bring(3)
    assert len(studio.drawn) == 2
    studio.team.clock.go(hours=24)
    studio.bring(3)
    assert len(studio.shown) == 2


def test_what_had_its_day_is_deleted(studio: Studio) -> None:
    """After a day, or where there are too many, the oldest first; a file that is gone already troubles nobody."""
    studio.bring(1)
    studio.team.clock.go(hours=23)
    studio.bring(2)
    [kept] = studio.shown[1].values()
    studio.team.clock.go(hours=1)
    studio.bring(3)
    [new] = studio.shown[2].values()
    assert studio.files == {kept, new}
    studio.team.slack.state.uploads.clear()
    studio.bring(*range(100, 100 + MOST))
    assert len(studio.files) == MOST
    assert len(studio.team.slack_calls("files.delete")) == 3


def test_what_could_not_be_drawn_is_tried_at_the_next_look(studio: Studio) -> None:
    """The signs of text stay meanwhile; Slack has refused nothing."""
    studio.broken = True
    studio.bring(1)
    assert (studio.shown, studio.files, studio.waiting) == ([], set(), [])
    studio.broken = False
    studio.bring(1)
    assert len(studio.shown) == 1
