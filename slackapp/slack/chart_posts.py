"""Charts in messages: as Slack's own block, as an uploaded image, or as signs of text; what is refused is remembered.

Which way a workspace takes is known only by trying: a refused block costs the whole message (`invalid_blocks`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from slackapp.domain.chart import Chart
from slackapp.networks.base import LoginRefused, NetworkError, Refused, Unavailable
from slackapp.slack.charts import chart_bars, chart_block, chart_image, chart_words
from slackapp.slack.errors import plain_errors
from slackapp.slack.files import upload
from slackapp.slack.message import Block, Message
from slackapp.store import messages, preferences
from slackapp.store.database import Database

PREFERENCE = "charts"  # the name under which a workspace's refusals are kept
BELIEVED = timedelta(days=1)  # then it is tried again: Slack brings new blocks to workspaces by and by
SOON = timedelta(seconds=5)  # until a picture that was just uploaded may be shown
_CHARTS, _TRIED = "charts", "charts_tried"  # in a message's body
_REFUSED = frozenset({"invalid_blocks", "invalid_blocks_format", "invalid_attachments"})


class Way(StrEnum):
    """How a chart is shown, the best first. The value is kept."""

    BLOCK = "block"
    IMAGE = "image"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class ChartPosts:
    """Gives a message's charts the form that its workspace takes."""

    client_of: Callable[[int], WebClient]  # by workspace id
    database: Database
    render: Callable[[Chart], bytes]  # as PNG
    now: Callable[[], datetime]

    def blocks(self, message: messages.Message, charts: Sequence[Chart]) -> tuple[Block, ...]:
        """The charts' blocks; a picture that the message has already is not uploaded again."""
        way = self._way(message.workspace_id)
        if way is Way.BLOCK:
            return tuple(chart_block(chart) for chart in charts)
        if way is Way.IMAGE:
            try:
                return self._images(message, charts)
            except (NetworkError, OSError) as error:  # Slack did not take it, or it was not drawn
                if isinstance(error, (LoginRefused, Refused)):  # without the right to it, as older installations are
                    self._remember(message.workspace_id, Way.IMAGE)
        return tuple(chart_bars(chart) for chart in charts)

    def send(
        self,
        message: messages.Message,
        draw: Callable[[], Message],
        call: Callable[[Message], SlackResponse],
        *,
        effect: bool,
    ) -> SlackResponse:
        """Call Slack with a message, and once more with its charts in another way where it refuses them.

        Args:
            message: the one recorded.
            draw: draws it as it stands, and as charts are taken by now.
            call: what is called with it.
            effect: whether the call must not be done twice.

        Raises:
            NetworkError: of the family.
        """
        while True:
            drawn = draw()
            shown = _way_of(drawn)
            with plain_errors(effect=effect):
                try:
                    return call(drawn)
                except SlackApiError as error:
                    if shown is Way.TEXT or not _is_refusal(error):
                        raise
            self._refused(message, shown)

    def _refused(self, message: messages.Message, way: Way) -> None:
        """Remember it. A picture just uploaded may only not be ready yet: that is tried again in a moment, once."""
        if way is Way.IMAGE:
            with self.database.write() as tx:
                tried = (messages.get(tx, message.id).body or {}).get(_TRIED)
                messages.keep(tx, message.id, {_TRIED: True})
            if not tried:
                raise Unavailable("Slack is not done with the picture yet.", retry_at=self.now() + SOON)
        self._remember(message.workspace_id, way)

    def _way(self, workspace_id: int) -> Way:
        with self.database.read() as tx:
            kept = preferences.of(tx, workspace_id, PREFERENCE)
        until = kept if isinstance(kept, Mapping) else {}
        now = self.now().isoformat()
        return next((way for way in (Way.BLOCK, Way.IMAGE) if str(until.get(way) or "") <= now), Way.TEXT)

    def _remember(self, workspace_id: int, way: Way) -> None:
        until = (self.now() + BELIEVED).isoformat()
        with self.database.write() as tx:
            kept = preferences.of(tx, workspace_id, PREFERENCE)
            wanted = {**(kept if isinstance(kept, Mapping) else {}), way.value: until}
            preferences.put(tx, workspace_id, PREFERENCE, wanted, "", self.now())

    def _images(self, message: messages.Message, charts: Sequence[Chart]) -> tuple[Block, ...]:
        """The pictures as they were when they were drawn, with the words of that time."""
        with self.database.read() as tx:
            kept = (messages.get(tx, message.id).body or {}).get(_CHARTS)
        if not isinstance(kept, list) or not kept:
            client = self.client_of(message.workspace_id)
            kept = []
            for number, chart in enumerate(charts, 1):
                told, name = chart_words(chart), f"digest-{message.id}-{number}.png"
                kept.append([upload(client, name, self.render(chart), chart.title, told), told])
            with self.database.write() as tx:
                messages.keep(tx, message.id, {_CHARTS: kept})
        return tuple(chart_image(str(file_id), str(told)) for file_id, told in kept)


def _way_of(drawn: Message) -> Way:
    kinds = {block["type"] for block in drawn.blocks}
    if "data_visualization" in kinds:
        return Way.BLOCK
    return Way.IMAGE if any("slack_file" in block for block in drawn.blocks) else Way.TEXT


def _is_refusal(error: SlackApiError) -> bool:
    data = error.response.data
    return isinstance(data, dict) and data.get("error") in _REFUSED
