"""A small canned workspace for the page alone: what the Slack stand-in would tell of."""

import time
from typing import Any

Json = dict[str, Any]

ADA, BEN, CHIARA, BOT = "U0TWADA01", "U0TWBEN02", "U0TWCHI03", "U9BOT"
SOCIAL, MARKETING = "C1SOCIAL", "C2MARKETING"
NOW = int(time.time())


def ts(seconds_ago: float) -> str:
    """A message's ts, that many seconds ago."""
    return f"{NOW - seconds_ago:.6f}"


def text(words: str, kind: str = "mrkdwn") -> Json:
    """A Block Kit text object."""
    return {"type": kind, "text": words}


def plain(words: str) -> Json:
    """A plain text object."""
    return text(words, "plain_text")


def option(value: str, words: str | None = None) -> Json:
    """An option of a select, menu or choice."""
    return {"text": plain(words or value.title()), "value": value}


def button(action_id: str, words: str, **more: Any) -> Json:
    """A button element."""
    return {"type": "button", "action_id": action_id, "text": plain(words), "value": "v1", **more}


def section(block_id: str, words: str, **more: Any) -> Json:
    """A section of mrkdwn."""
    return {"type": "section", "block_id": block_id, "text": text(words), **more}


def message(stamp: str, blocks: list[Json] | None = None, words: str = "A card", **more: Any) -> Json:
    """A message of the app."""
    return {"ts": stamp, "bot_id": "B9", "user": BOT, "text": words, "blocks": blocks or [], **more}


def said(stamp: str, user: str, words: str) -> Json:
    """A person's message."""
    return {"ts": stamp, "user": user, "text": words}


FOLLOWER_TS, QUESTION_TS = ts(1500), ts(600)

FOLLOWER_CARD = message(
    FOLLOWER_TS,
    [
        section(
            "who",
            "*<https://x.com/mara_solis|Mara Solís>* `@mara_solis` followed you\n_Product designer in Lisbon. "
            "Filter coffee, long walks, small type._",
            accessory={"type": "image", "image_url": "/favicon.svg", "alt_text": "Mara's picture"},
        ),
        {
            "type": "section",
            "block_id": "evidence",
            "fields": [
                text("*Posts*\nDaily, last one 2 h ago"),
                text("*With you*\n3 mentions since May; you answered 2"),
                text("*Follows*\n412, followed by 1,204"),
                text("*Looks like*\nA living person"),
            ],
        },
        {
            "type": "context",
            "block_id": "when",
            "elements": [
                text(f"X · @tidewatercoffee · <!date^{NOW - 1500}^{{date_short_pretty}} at {{time}}|earlier>")
            ],
        },
        {
            "type": "actions",
            "block_id": "do",
            "elements": [
                button("follow_back", "Follow back", style="primary"),
                button("ignore", "Ignore"),
                {
                    "type": "overflow",
                    "action_id": "more",
                    "options": [option("list", "Add to a list"), option("farmer", "Mark as farmer")],
                },
            ],
        },
    ],
)
QUESTION_CARD = message(
    QUESTION_TS,
    [
        {"type": "header", "block_id": "h", "text": plain("A complaint waits")},
        section(
            "q", "*Joost Vermeer* `@joostv`\n&gt; Third time my order is late, @tidewatercoffee. What is going on?"
        ),
        {
            "type": "context",
            "block_id": "why",
            "elements": [
                text(":hourglass_flowing_sand: Answer within *3 h 40 min* · a complaint: “late”, “third time”")
            ],
        },
        {
            "type": "actions",
            "block_id": "do",
            "elements": [
                button("reply", "Reply", style="primary"),
                button("claim", "Claim"),
                button(
                    "dismiss",
                    "No reply needed",
                    style="danger",
                    confirm={
                        "title": plain("Leave it unanswered?"),
                        "text": text("Joost *won't* hear from you."),
                        "confirm": plain("Leave it"),
                        "deny": plain("Go back"),
                    },
                ),
                button("open_x", "Open on X", url="https://x.com/intent/post?in_reply_to=501"),
            ],
        },
    ],
)


def view(view_id: str, blocks: list[Json], **more: Any) -> Json:
    """A modal."""
    words = {"title": plain("Reply to Joost"), "submit": plain("Send"), "close": plain("Cancel")}
    return {"id": view_id, "type": "modal", **words, "blocks": blocks, "state": {"values": {}}, "hash": "1", **more}


def reply_input(hint: str = "280 left", **more: Any) -> Json:
    """The box one writes a reply into, with its live count."""
    element = {
        "type": "plain_text_input",
        "action_id": "text",
        "multiline": True,
        "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
    }
    return {
        "type": "input",
        "block_id": "reply",
        "dispatch_action": True,
        "label": plain("Your reply"),
        "hint": plain(hint),
        "element": element,
        **more,
    }


def slack_state() -> Json:
    """What `/slack/person/state` answers."""
    mates = [
        (ADA, "ada", "Ada Lindqvist", "Europe/Stockholm", "1d7a8c"),
        (BEN, "ben", "Ben Okafor", "Europe/London", "b0533c"),
        (CHIARA, "chiara", "Chiara Marino", "America/New_York", "6b5b95"),
    ]
    return {
        "ok": True,
        "me": ADA,
        "team": {"id": "T1", "name": "Tidewater Coffee"},
        "users": [{"id": i, "name": n, "real_name": r, "tz": z, "color": c, "avatar": ""} for i, n, r, z, c in mates],
        "bot": {"id": "B9", "user_id": BOT, "name": "Rapport", "avatar": ""},
        "channels": [
            {
                "id": SOCIAL,
                "name": "social",
                "topic": "New followers and questions from our community",
                "member_ids": [ADA, BEN, CHIARA],
                "is_bot_member": True,
            },
            {
                "id": MARKETING,
                "name": "marketing",
                "topic": "Campaigns and plans",
                "member_ids": [ADA, BEN],
                "is_bot_member": True,
            },
        ],
        "messages": {
            SOCIAL: [
                said(ts(90000), BEN, "Morning all — the *spring blend* goes live on Thursday :tada:"),
                said(ts(2000), CHIARA, "<@U0TWADA01> could you keep an eye on the followers today?"),
                said(ts(1900), CHIARA, "I'm on the train until noon."),
                FOLLOWER_CARD,
                QUESTION_CARD,
            ],
            MARKETING: [message(ts(4000), [section("d", "*Yesterday*: 14 new followers, 9 of 9 questions answered")])],
        },
        "ephemerals": {SOCIAL: [message(ts(300), [], "No new followers since 09:00. Try `/followers week`.")]},
        "views": [],
        "home": {
            "id": "V0",
            "type": "home",
            "blocks": [
                {"type": "header", "block_id": "hh", "text": plain("Good morning, Ada")},
                section("open", "*2 things wait for you*", accessory=button("review", "Review")),
                {"type": "divider", "block_id": "dd"},
                {"type": "context", "block_id": "cc", "elements": [text("Connected: X @tidewatercoffee")]},
            ],
        },
        "commands": [
            {
                "command": "/followers",
                "description": "New followers, and who is worth a follow back",
                "usage_hint": "[today | week | help]",
            },
            {
                "command": "/questions",
                "description": "Questions that wait for an answer",
                "usage_hint": "[open | help]",
            },
            {"command": "/rapport", "description": "Set Rapport up in this channel", "usage_hint": "[help]"},
        ],
    }
