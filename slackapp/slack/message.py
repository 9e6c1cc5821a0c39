"""What every builder gives back: plain values that Slack's Web API takes as they are."""

from dataclasses import dataclass
from typing import TypeAlias

Block: TypeAlias = dict[str, object]  # one Block Kit block
Element: TypeAlias = dict[str, object]  # one Block Kit element or text object
View: TypeAlias = dict[str, object]  # one modal or Home view


@dataclass(frozen=True, slots=True)
class Message:
    """One Slack message. `text` is what notifications and screen readers say; `blocks` is what eyes see."""

    text: str
    blocks: tuple[Block, ...]

    def arguments(self) -> dict[str, object]:
        """The message as the arguments of chat.postMessage, chat.update, or an answer to a response_url."""
        return {"text": self.text, "blocks": list(self.blocks)}
