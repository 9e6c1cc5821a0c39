"""Webhooks in Slack: the list with how each one goes, the form, the secret that is shown once, the log."""

from collections.abc import Sequence
from datetime import datetime

from slackapp.domain.webhooks import CHOSEN_FROM, MAX_URL, Occasion
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, context, divider, menu, modal, option, plain, section
from slackapp.slack.ids import WebhookItem
from slackapp.slack.message import Block, Element, Message, View
from slackapp.slack.text import escape, slack_date
from slackapp.store.deliveries import Delivery
from slackapp.store.webhooks import Webhook
from slackapp.webhooks.kept import MOST, host_of

TITLE = "Webhooks"
NAMES = {
    Occasion.NEW_FOLLOWER: "A new follower",
    Occasion.QUESTION: "A question",
    Occasion.DECIDED: "A decision on a card",
    Occasion.ANSWERED: "A question was answered",
    Occasion.OVERDUE: "A question is overdue",
    Occasion.TEST: "A test",
}
TEST_SENT = "📨 A test is on its way. *Delivery log* shows in a moment whether it came."
CHANGED = "✅ Saved."
GONE = "🤷 That webhook is not there any more."
_INTRODUCTION = (
    "*Tell your own systems.* Rapport sends each event as signed JSON to addresses of yours, and tries again for half "
    "a day where one does not take it. An event may come twice; its `webhook-id` stays the same."
)
_SHOWN_ONCE = (
    "🔑 *This is its secret. It is shown this once.* Put it where your system checks signatures "
    "(<https://www.standardwebhooks.com|Standard Webhooks>). Whoever has it can pass for Rapport."
)


_SHOWN_THEN = " Its secret is shown once it is added."
_RENEW = "Make a new secret"
_RENEW_HINT = "Each delivery is signed with both for a day, so that you can change it over there in peace."
_BOTH = (
    "🔄 For a day from now each delivery carries two signatures, one by the secret before: nothing is missed while you "
    "change it. Did the old one leak? Then remove this webhook and add it anew, which ends it at once."
)


def webhooks_modal(kept: Sequence[Webhook], workspace_id: int, said: str = "") -> View:
    """All of a workspace's webhooks; `said` is what has just been done, mrkdwn of ours."""
    blocks: list[Block] = [section(said)] if said else []
    blocks.append(section(_INTRODUCTION))
    for each in kept:
        blocks += [divider(), section(_told(each), accessory=_menu(each))]
    if not kept:
        blocks.append(context("There are none yet."))
    if len(kept) < MOST:
        blocks.append(actions("webhooks|add", button("Add a webhook", ids.WEBHOOKS_ADD, "add", style="primary")))
    return modal(ids.WEBHOOKS_VIEW, TITLE, blocks, ids.metadata(workspace_id, 0), close="Close")


def form_modal(kept: Webhook | None, metadata: str) -> View:
    """Ask for an address and which events; `kept` is the one to change."""
    options = [_option(each) for each in CHOSEN_FROM]
    chosen = [_option(each) for each in CHOSEN_FROM if kept is None or each in kept.events]
    events: Element = {"type": "checkboxes", "action_id": ids.WEBHOOKS_INPUT, "options": options}
    address: Element = {
        "type": "plain_text_input",
        "action_id": ids.WEBHOOKS_INPUT,
        "max_length": MAX_URL,
        "placeholder": plain("https://helpdesk.example.com/hooks/rapport", 150),
    }
    if kept is not None:
        address["initial_value"] = kept.url
    if chosen:
        events["initial_options"] = chosen
    blocks: list[Block] = [
        {"type": "input", "block_id": ids.WEBHOOKS_URL, "label": plain("Address", 2000), "element": address},
        {"type": "input", "block_id": ids.WEBHOOKS_EVENTS, "label": plain("Which events", 2000), "element": events},
        *([_renewal()] if kept else []),
        context(f"👀 Events carry public profiles and posts to that address.{'' if kept else _SHOWN_THEN}"),
    ]
    title, submit = ("Change a webhook", "Save") if kept else ("Add a webhook", "Add")
    return modal(ids.WEBHOOKS_FORM_VIEW, title, blocks, metadata, close="Cancel", submit=submit)


def _renewal() -> Block:
    """Whether it is to have another secret; nothing is ticked."""
    again: Element = {"type": "checkboxes", "action_id": ids.WEBHOOKS_INPUT, "options": [option(_RENEW, "renew")]}
    label, hint = plain("Secret", 2000), plain(_RENEW_HINT, 2000)
    asked: Block = {"type": "input", "block_id": ids.WEBHOOKS_RENEW, "label": label, "element": again}
    return asked | {"hint": hint, "optional": True}


def secret_modal(secret: str, *, renewed: bool = False) -> View:
    """The secret of a new webhook, or its new one, to be copied."""
    typed = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": secret}]}
    blocks: list[Block] = [section(_SHOWN_ONCE), {"type": "rich_text", "elements": [typed]}]
    if renewed:
        blocks.append(context(_BOTH))
    return modal(ids.NOTICE_VIEW, TITLE, blocks, "", close="I have copied it")


def remove_modal(kept: Webhook, metadata: str) -> View:
    """Ask once more."""
    text = f"Remove the webhook to *{escape(host_of(kept.url))}*? Its secret and its log go with it."
    return modal(ids.WEBHOOKS_REMOVE_VIEW, "Remove a webhook", [section(text)], metadata, close="Keep", submit="Remove")


def log_modal(kept: Webhook, sent: Sequence[Delivery], said: str = "") -> View:
    """The last deliveries of one, newest first."""
    blocks: list[Block] = [section(said)] if said else []
    blocks.append(section(f"*{escape(host_of(kept.url))}*\n{_health(kept)}"))
    blocks += [section(_line(each), accessory=_again(each, kept)) for each in sent]
    if not sent:
        blocks.append(context("Nothing was sent yet."))
    return modal(ids.WEBHOOKS_LOG_VIEW, "Delivery log", blocks, str(kept.id), close="Back")


def switched_off_notice(host: str, since: datetime, reason: str) -> Message:
    """Tell who made a webhook that it was switched off; host and reason are not ours."""
    why = f" The last time: {escape(reason)}" if reason else ""
    text = (
        f"🔌 Your webhook to *{escape(host)}* was switched off: it has taken nothing since {slack_date(since)}.{why}\n"
        "Once it is mended, `/rapport webhooks` switches it on again, and its log can send again what it missed."
    )
    return Message(text, (section(text),))


def _told(kept: Webhook) -> str:
    events = " · ".join(NAMES[each] for each in CHOSEN_FROM if each in kept.events)
    return f"*{escape(host_of(kept.url))}*\n{_health(kept)}\n{events}"


def _health(kept: Webhook) -> str:
    trouble = f" {escape(kept.trouble)}" if kept.trouble else ""
    if not kept.active:
        failing = f" It has failed since {slack_date(kept.failing_since)}.{trouble}" if kept.failing_since else ""
        return f"⏸️ Switched off.{failing}"
    if kept.failing_since:
        return f"⚠️ Failing since {slack_date(kept.failing_since)}.{trouble}"
    if kept.delivered_at:
        return f"✅ Last delivered {slack_date(kept.delivered_at)} · {kept.status}"
    return "🆕 Nothing was sent yet."


def _menu(kept: Webhook) -> Element:
    labels = [(WebhookItem.TEST, "Send a test")] if kept.active else []
    labels += [(WebhookItem.LOG, "Delivery log"), (WebhookItem.CHANGE, "Change")]
    labels += [(WebhookItem.OFF, "Switch off") if kept.active else (WebhookItem.ON, "Switch on")]
    labels += [(WebhookItem.REMOVE, "Remove…")]
    items = [option(label, ids.webhook_value(item, kept.id)) for item, label in labels]
    return menu(ids.WEBHOOKS_MENU, [item for item in items if item])


def _option(occasion: Occasion) -> Element:
    made = option(NAMES[occasion], occasion.value)
    assert made is not None
    return made


def _line(sent: Delivery) -> str:
    tries = f"{sent.attempt} {'try' if sent.attempt == 1 else 'tries'}"
    if sent.due_at is not None:
        how = f"⏳ on its way · next try {slack_date(sent.due_at)} · {tries}"
    else:
        how = f"{'✅ taken' if sent.delivered else '❌ given up'} · {sent.status or 'no answer'} · {tries}"
    reason = f"\n{escape(sent.reason)}" if sent.reason else ""
    return f"*{NAMES[sent.occasion]}* · {slack_date(sent.made_at)}\n{how}{reason}"


def _again(sent: Delivery, kept: Webhook) -> Element | None:
    if sent.due_at is not None or not kept.active:
        return None
    return button("Send again", ids.WEBHOOKS_AGAIN, str(sent.id), says=f"Send again: {NAMES[sent.occasion]}")
