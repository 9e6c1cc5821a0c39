"""Which mentions become cards, channel by channel: the modal where people choose, and the rule in words."""

from collections.abc import Collection, Sequence

from slackapp.domain.rules import ChannelRule
from slackapp.domain.verdict import CardRule
from slackapp.slack import ids
from slackapp.slack.blocks import context, divider, modal, plain, section
from slackapp.slack.message import Block, Element, Message, View
from slackapp.slack.text import channel, escape, mention, slack_date

TITLE = "What becomes a card"
RULE_SAID = {CardRule.ALL: "every mention", CardRule.HIGH: "only what is urgent"}  # the default needs no words

_OFFERED = {  # what it is called, and what that means; 75 characters each
    CardRule.NEEDS_ANSWER: ("What waits for an answer", "Questions, complaints, requests. No praise, no chatter."),
    CardRule.ALL: ("Every mention", "Praise and chatter, too. Only your words to ignore stay out."),
    CardRule.HIGH: ("Only what is urgent", "Such as safety, money, or somebody who is stuck right now."),
}
_MOST = 20  # channels of three blocks each; a modal holds 100
_MOST_ACCOUNTS = 3
_REST = (
    "Whatever you choose, nothing is dropped: `/questions all` tells of everything, `/questions rest` of what got no "
    "card. It counts for what comes from now on. Words and people of your own: `/rapport words`."
)


def rules_modal(rules: Sequence[ChannelRule], may: Collection[str]) -> View:
    """Ask for each channel which mentions become cards there.

    Args:
        rules: how it is, a channel each.
        may: ids of the channels whose rule this person may change; the others' are told.
    """
    shown = [rule for rule in rules if rule.channel_id in may][:_MOST]
    others = [rule for rule in rules if rule.channel_id not in may][:_MOST]
    blocks: list[Block] = []
    for rule in shown:
        blocks += [section(f"*Cards in {channel(rule.channel_id)}*\n{_about(rule)}"), _choice(rule), divider()]
    blocks += [section(rule_line(rule)) for rule in others]
    if len(rules) > len(shown) + len(others):
        blocks.append(context(f"… and {len(rules) - len(shown) - len(others):,} more channels"))
    return modal(ids.RULES_VIEW, TITLE, [*blocks, context(_REST)], "", close="Cancel", submit="Save" if shown else "")


def rules_message(rules: Sequence[ChannelRule], whom: str) -> Message:
    """Tell somebody who may not choose how it is, and whom to ask; `whom` is mrkdwn of ours."""
    if not rules:
        nowhere = "🌱 *No channel gets questions yet.* An admin connects an account with `/rapport connect`."
        return Message(nowhere, (section(nowhere),))
    lines = [rule_line(rule) for rule in rules[:_MOST]]
    asks = f"🙏 To change that, please ask {whom}. {_REST}"
    return Message(TITLE, (*map(section, lines), context(asks)))


def rule_line(rule: ChannelRule) -> str:
    """A channel and its rule, in words."""
    return f"*{channel(rule.channel_id)}: {name_of(rule.cards)}*\n{_about(rule)}"


def name_of(cards: CardRule) -> str:
    """What a rule is called."""
    return _OFFERED[cards][0]


def saved_text(changed: Sequence[ChannelRule]) -> str:
    """What holds from now on."""
    if not changed:
        return "✅ All stays as it was."
    lines = [f"{channel(rule.channel_id)}: *{name_of(rule.cards)}*" for rule in changed[:_MOST]]
    return "\n".join(("✅ *Saved.* These become cards from now on:", *lines))


def _about(rule: ChannelRule) -> str:
    names = [f"@{escape(each.handle, 60)} on {each.network.named}" for each in rule.accounts[:_MOST_ACCOUNTS]]
    by, at = mention(rule.changed_by, ""), rule.changed_at
    chosen = f"chosen by {by}{f' · {slack_date(at)}' if at else ''}" if by else ""
    more = len(rule.accounts) - len(names)
    asked = ", ".join([*names, *([f"{more:,} more"] if more > 0 else [])])
    return " · ".join(part for part in (f"mentions of {asked}" if asked else "", chosen) if part)


def _choice(rule: ChannelRule) -> Block:
    options = {cards: _option(cards) for cards in CardRule}
    chosen: Element = {"type": "radio_buttons", "action_id": ids.RULES_INPUT, "options": list(options.values())}
    return {
        "type": "input",
        "block_id": ids.rule_block_id(rule.channel_id, rule.cards),
        "label": plain("Which mentions become cards?", 2000),
        "element": {**chosen, "initial_option": options[rule.cards]},
    }


def _option(cards: CardRule) -> Element:
    label, means = _OFFERED[cards]
    return {"text": plain(label, 75), "description": plain(means, 75), "value": cards.value}
