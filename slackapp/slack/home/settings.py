"""Home's fourth tab: every setting with its present value, a sentence of help and the button that changes it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from slackapp.domain.status import AccountStatus
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, context, divider, header, section
from slackapp.slack.home.accounts import account_blocks
from slackapp.slack.message import Block

_MOST_ACCOUNTS = 10


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the tab."""

    title: str  # with its sign
    value: str  # as it is now, in mrkdwn of ours
    help: str  # a sentence: what it is for
    opens: str = ""  # the action_id of its window; "" where this person has no button for it
    label: str = "Change"


def settings_blocks(
    accounts: Sequence[AccountStatus],
    settings: Sequence[Setting],
    now: datetime,
    *,
    administers: bool,
    managed: Collection[int],
    whom: str,
) -> list[Block]:
    """Draw the tab.

    Args:
        accounts: all that are connected.
        settings: every setting that concerns this person.
        now: when it is drawn.
        administers: whether this person may change all of it.
        managed: ids of the accounts that they may change or disconnect.
        whom: whom to ask, where they may not; mrkdwn of ours.
    """
    blocks: list[Block] = [header("⚙️ How Rapport is set up")]
    if administers:
        blocks.append(context("What you change counts at once. Who changed what, and when: `/rapport audit`."))
    else:
        blocks.append(context(f"🙏 To change any of this, please ask {whom}."))
    for each in accounts[:_MOST_ACCOUNTS]:
        blocks += account_blocks(each, now, managed=each.account.id in managed, routes=True)
    if not accounts:
        blocks.append(section("🌱 *No account is connected yet.*"))
    if administers:
        style = "" if accounts else "primary"
        blocks.append(actions("connect", button("➕ Connect an account", ids.CONNECT_OPEN, "connect", style=style)))
    blocks.append(divider())
    return [*blocks, *(block for each in settings for block in _setting(each))]


def _setting(setting: Setting) -> list[Block]:
    """A line; the button's own name tells a screen reader what it changes."""
    named = setting.title.partition(" ")[2]
    opens = button(setting.label, setting.opens, "home", says=f"{setting.label}: {named}") if setting.opens else None
    return [section(f"*{setting.title}*\n{setting.value}", accessory=opens), context(setting.help)]
