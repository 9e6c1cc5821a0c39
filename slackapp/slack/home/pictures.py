"""Charts on Home as pictures: drawn and uploaded aside, kept for a day by what they show, and deleted after that."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from threading import Lock

import structlog
from slack_sdk import WebClient

from slackapp.domain.chart import Chart
from slackapp.networks.base import LoginRefused, NetworkError, Refused
from slackapp.slack.chart_posts import BELIEVED, PREFERENCE
from slackapp.slack.charts import chart_words
from slackapp.slack.errors import LOST
from slackapp.slack.files import delete, may_send, upload
from slackapp.slack.soon import Later, Soon
from slackapp.store import preferences
from slackapp.store.database import Database

log = structlog.get_logger()

KEPT = timedelta(days=1)
MOST = 30  # pictures of a workspace: three of each time zone, and some of before
_WAITS = (2.0, 8.0)  # seconds until it is tried again: Slack may not be done with a picture yet, and refuse it
_SCOPE = "home"

Pictures = Mapping[Chart, str]  # file ids, of those charts that have a picture


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is known of a workspace."""

    refused_until: str = ""  # ISO 8601, as the times below
    files: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # by what is shown: file id, and since when


@dataclass(slots=True)
class HomePictures:
    """In the database: known to every process, and after a start. Nobody waits for a picture."""

    database: Database
    render: Callable[[Sequence[Chart]], list[bytes]]  # as PNG
    now: Callable[[], datetime]
    soon: Soon  # apart from what people wait for
    later: Later
    _drawing: Lock = field(default_factory=Lock)  # two who look at once: the second one finds what the first drew

    def known(self, workspace_id: int, charts: Sequence[Chart]) -> Pictures:
        """The pictures that Slack shows by now; none within a day after it refused them."""
        done = (self.now() - timedelta(seconds=sum(_WAITS))).isoformat()
        return self._known(workspace_id, charts, done)

    def bring(
        self, workspace_id: int, client: WebClient, charts: Sequence[Chart], show: Callable[[Pictures], None]
    ) -> None:
        """Draw and upload soon what is missing, then show it; nothing within a day after that was refused.

        Args:
            workspace_id: whose.
            client: the workspace's.
            charts: all that is to be shown.
            show: shows them; raises Refused where Slack does not take them.
        """
        if self._kept(workspace_id).refused_until <= self.now().isoformat():
            self.soon(lambda: self._bring(workspace_id, client, charts, show))

    def refused(self, workspace_id: int, client: WebClient) -> None:
        """Slack takes no pictures on Home, or no files: none is tried for a day, and what is there is deleted."""
        until = (self.now() + BELIEVED).isoformat()
        gone = self._kept(workspace_id).files
        self._keep(workspace_id, _Kept(until))
        _delete(client, [file_id for file_id, _ in gone.values()])

    def _known(self, workspace_id: int, charts: Sequence[Chart], until: str) -> Pictures:
        files = self._kept(workspace_id).files
        found = {chart: files[key] for chart in charts if (key := _key(chart)) in files}
        return {chart: file_id for chart, (file_id, since) in found.items() if since <= until}

    def _bring(
        self,
        workspace_id: int,
        client: WebClient,
        charts: Sequence[Chart],
        show: Callable[[Pictures], None],
        waits: Sequence[float] = _WAITS,
    ) -> None:
        if self._ready(workspace_id, client, charts):
            self._show(workspace_id, client, charts, show, waits)

    def _show(
        self,
        workspace_id: int,
        client: WebClient,
        charts: Sequence[Chart],
        show: Callable[[Pictures], None],
        waits: Sequence[float],
    ) -> None:
        """Slack may only not be done with a picture yet: a refusal to show it counts when all waits are over."""
        try:
            show(self._known(workspace_id, charts, self.now().isoformat()))
        except Refused:
            if not waits:
                self.refused(workspace_id, client)
                return
            again = partial(self._bring, workspace_id, client, charts, show, waits[1:])
            self.later(waits[0], lambda: self.soon(again))
        except NetworkError as error:
            log.info("pictures_missed", error=type(error).__name__)

    def _ready(self, workspace_id: int, client: WebClient, charts: Sequence[Chart]) -> bool:
        """Whether every chart has its picture by now."""
        with self._drawing:
            kept = self._kept(workspace_id)
            missing = [chart for chart in charts if _key(chart) not in kept.files]
            if not missing or kept.refused_until > self.now().isoformat():  # who came before us may have heard so
                return not missing
            try:
                if may_send(client):
                    self._upload(workspace_id, client, kept, missing)
                    return True
            except (*LOST, NetworkError) as error:
                log.info("pictures_missed", error=type(error).__name__)
                if not isinstance(error, (LoginRefused, Refused)):
                    return False
            self.refused(workspace_id, client)
        return False

    def _upload(self, workspace_id: int, client: WebClient, kept: _Kept, missing: Sequence[Chart]) -> None:
        """Upload what is missing, keep it, and delete what has had its day."""
        files = dict(kept.files)
        try:
            for chart, drawn in zip(missing, self.render(missing), strict=True):
                file_id = upload(client, "chart.png", drawn, chart.title, chart_words(chart))
                files[_key(chart)] = file_id, self.now().isoformat()
        finally:  # those that did get there are known, and deleted one day
            fresh = self._fresh(files)
            self._keep(workspace_id, _Kept(kept.refused_until, fresh))
        _delete(client, [file_id for key, (file_id, _) in files.items() if key not in fresh])

    def _fresh(self, files: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
        """Those of the last day, the newest at most."""
        oldest = (self.now() - KEPT).isoformat()
        young = sorted((item for item in files.items() if item[1][1] > oldest), key=lambda item: item[1][1])
        return dict(young[-MOST:])

    def _kept(self, workspace_id: int) -> _Kept:
        with self.database.read() as tx:
            kept = preferences.of(tx, workspace_id, PREFERENCE, _SCOPE)
        if not isinstance(kept, Mapping):
            return _Kept()
        return _Kept(kept["refused_until"], {key: (file_id, since) for key, (file_id, since) in kept["files"].items()})

    def _keep(self, workspace_id: int, kept: _Kept) -> None:
        value = {"refused_until": kept.refused_until, "files": {key: list(each) for key, each in kept.files.items()}}
        with self.database.write() as tx:
            preferences.put(tx, workspace_id, PREFERENCE, value, "", self.now(), _SCOPE)


def _key(chart: Chart) -> str:
    """What a chart shows, in short: charts that look alike have the same."""
    return sha256(repr(chart).encode()).hexdigest()[:24]


def _delete(client: WebClient, file_ids: Sequence[str]) -> None:
    """Take them out of the workspace's storage; what Slack keeps nevertheless is left to it."""
    for file_id in file_ids:
        try:
            delete(client, file_id)
        except NetworkError as error:
            log.info("picture_not_deleted", error=type(error).__name__)
