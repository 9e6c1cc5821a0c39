"""What the team does in Slack: real clicks on what stands there, real modals, real commands."""

import re
from typing import Any

from bench.fortnight_book import Case
from bench.fortnight_ground import SOCIAL, Ground
from slackapp.domain.card import Choice
from slackapp.sandbox.slack.world import ADA
from slackapp.slack import ids
from slackapp.slack.ids import MenuItem
from tests.slack.at_slack import find_all, words

Json = dict[str, Any]
# How what is typed or chosen in an element travels.
_HELD = {
    "plain_text_input": "value",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "users_select": "selected_user",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
}


class Hands:
    """People before their Slack."""

    def __init__(self, ground: Ground) -> None:
        """Everything is started."""
        self.ground, self.slack = ground, ground.slack

    def act(self, call: str, user: str, **body: Any) -> Json:
        """One act of a person's; the app has to acknowledge it."""
        person = self.slack._person  # noqa: SLF001 (what its page calls over HTTP)
        done: Json = getattr(person, call)({"user": user, **body})
        return done

    # What they see

    def view(self, user: str) -> Json | None:
        """The modal on top."""
        stack = self.slack.state.stacks[user]
        return stack[-1] if stack else None

    def close(self, user: str) -> None:
        """Close every modal."""
        while (view := self.view(user)) is not None:
            self.act("close", user, view_id=view["id"])

    def message(self, ts: str, channel: str = SOCIAL) -> Json:
        """A message as it stands."""
        found: Json = self.slack.state.messages[channel][ts]
        return found

    # Where they click

    def press(self, blocks: list[Json], action_id: str, user: str, value: str | None = None, **where: Any) -> bool:
        """Press a button, or choose from a menu; False where it is not there."""
        found = find_all(blocks, action_id, value)
        if not found:
            return False
        block, element = found[0]
        chosen = value if element["type"] == "overflow" else element.get("value")
        self.act("click", user, block_id=block["block_id"], action_id=action_id, value=chosen, **where)
        return True

    def press_view(self, user: str, action_id: str, value: Any = None, block_id: str = "") -> bool:
        """The same in the modal on top."""
        view = self.view(user)
        found = find_all(view["blocks"], action_id) if view else []
        found = [each for each in found if not block_id or each[0]["block_id"] == block_id]
        if view is None or not found:
            return False
        block, element = found[0]
        chosen = element.get("value") if value is None else value
        self.act("click", user, view_id=view["id"], block_id=block["block_id"], action_id=action_id, value=chosen)
        return True

    def choose(self, case: Case, choice: Choice, user: str) -> bool:
        """Press a card's button, wherever the card stands."""
        return self._on_card(case, ids.card_action_id(choice), user)

    def menu(self, case: Case, item: MenuItem, user: str) -> bool:
        """Choose from a card's menu."""
        return bool(case.card_id) and self._on_card(case, ids.CARD_MENU, user, ids.menu_value(item, case.card_id))

    def _on_card(self, case: Case, action_id: str, user: str, value: str | None = None) -> bool:
        if case.message and not case.grouped:
            blocks = self.message(case.message)["blocks"]
            return self.press(blocks, action_id, user, value, channel=SOCIAL, ts=case.message)
        listed = self.listed(case, user)
        if listed is None:
            return False
        message, blocks = listed
        return self.press(blocks, action_id, user, value, channel=SOCIAL, ts=message["ts"], ephemeral=True)

    def command(self, user: str, text: str) -> Json | None:
        """Type a command; what only this person sees of it, if anything."""
        before = set(self.slack.state.ephemerals)
        self.act("command", user, channel=SOCIAL, text=text)
        new = [held.message for ts, held in self.slack.state.ephemerals.items() if ts not in before]
        return new[-1] if new else None

    def pages(self, user: str, text: str) -> list[Json]:
        """All pages of a list, each as its blocks."""
        message, found = self.command(user, text), []
        while message is not None:
            found.append(message)
            ts, blocks = message["ts"], [dict(each) for each in message["blocks"]]
            found[-1] = {"ts": ts, "blocks": blocks}
            if not self.press(blocks, ids.LIST_NEXT, user, channel=SOCIAL, ts=ts, ephemeral=True):
                break
            message = self.slack.state.ephemerals[ts].message
        return found

    def listed(self, case: Case, user: str) -> tuple[Json, list[Json]] | None:
        """Where a card stands in a list that only this person sees, and its own blocks there."""
        asked = f"/followers @{case.handle}" if case.kind == "follower" else "/questions open"
        message = self.command(user, asked)
        while message is not None:
            for card_id, blocks in entries(message["blocks"]):
                if case.kind == "follower" or case.words in words({"b": blocks}):
                    case.card_id = card_id
                    return message, blocks
            where = {"channel": SOCIAL, "ts": message["ts"], "ephemeral": True}
            if not self.press(message["blocks"], ids.LIST_NEXT, user, **where):
                return None
            message = self.slack.state.ephemerals[message["ts"]].message
        return None

    # What they type

    def fill(self, user: str, **answers: Any) -> Json:
        """Fill in the modal on top, by the ends of its block ids, and send it."""
        view = self.view(user)
        assert view is not None, "there is no modal"
        state: Json = {}
        for block in view["blocks"]:
            name = next((each for each in answers if _ends(block.get("block_id", ""), each)), "")
            if block["type"] != "input" or not name:
                continue
            element, answer = block["element"], answers[name]
            state[block["block_id"]] = {element["action_id"]: {"type": element["type"], **_held(element, answer)}}
        return self.act("submit", user, view_id=view["id"], state=state)

    def window(self, user: str, word: str, **answers: Any) -> Json:
        """Open a window by `/rapport <word>`, fill it in and send it."""
        self.command(user, f"/rapport {word}")
        done = self.fill(user, **answers)
        assert done.get("ok"), done
        self.close(user)
        return done


def entries(blocks: list[Json]) -> list[tuple[int, list[Json]]]:
    """The cards of a list: the id of each, and its blocks."""
    found: list[tuple[int, list[Json]]] = []
    before: list[Json] = []
    for block in blocks:
        before.append(block)
        place = ids.parse_block_id(block.get("block_id", ""))
        if place is not None and place.card_id:
            found.append((place.card_id, before))
            before = []
        elif block["type"] == "divider":
            before = []
    return found


def _ends(block_id: str, name: str) -> bool:
    return re.search(rf"(^|[.|]){re.escape(name)}$", block_id) is not None


def _held(element: Json, answer: Any) -> Json:
    if "options" in element:
        many = element["type"] in ("checkboxes", "multi_static_select")
        chosen = [o for o in element["options"] if o["value"] in (answer if many else [answer])]
        assert chosen, f"{answer} is not offered"
        return {"selected_options": chosen} if many else {"selected_option": chosen[0]}
    return {_HELD[element["type"]]: answer}


__all__ = ["ADA", "Hands", "entries"]
