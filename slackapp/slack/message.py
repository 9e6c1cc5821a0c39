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


def text_size(part: object) -> int:
    """Characters of all the text inside blocks, as Slack counts them against a message's 13,200."""
    if isinstance(part, dict):
        own = part.get("text")
        return (len(own) if isinstance(own, str) else 0) + sum(text_size(value) for value in part.values())
    return sum(text_size(each) for each in part) if isinstance(part, (list, tuple)) else 0
