"""What a workspace sets for itself, in two modals: words to listen for, and which mentions a channel wants as cards."""

from collections.abc import Callable, Mapping

from slack_bolt import Ack, App

from slackapp.domain import own_words
from slackapp.domain.accounts import Workspace
from slackapp.domain.rules import ChannelRule
from slackapp.domain.verdict import CardRule
from slackapp.slack import ids, payloads
from slackapp.slack.listeners import home
from slackapp.slack.listeners.budget import open_budget
from slackapp.slack.listeners.digests import open_digests
from slackapp.slack.listeners.openings import acknowledged, submitted
from slackapp.slack.listeners.roles import open_roles
from slackapp.slack.listeners.rooms import Rooms, answer, open_modal
from slackapp.slack.listeners.routes import open_routes
from slackapp.slack.listeners.saved import open_replies
from slackapp.slack.listeners.targets import open_targets
from slackapp.slack.listeners.webhooks import open_webhooks
from slackapp.slack.listeners.windows import say
from slackapp.slack.message import Message
from slackapp.slack.modals import notice_modal
from slackapp.slack.own_words import SAVED, words_message, words_modal
from slackapp.slack.own_words import TITLE as WORDS
from slackapp.slack.payloads import BadPayload, Click, Command, Submission
from slackapp.slack.rules import TITLE as RULES
from slackapp.slack.rules import rules_message, rules_modal, saved_text

_MAY_NOT = "Nothing was saved: only those who may connect accounts can change this. Please ask an admin."


def register(app: App, rooms: Rooms) -> None:
    """The buttons on Home, and the two modals; the commands are among the commands."""
    openers = {ids.WORDS_OPEN: open_words, ids.RULES_OPEN: open_rules}
    openers |= {ids.SAVED_OPEN: open_replies, ids.WEBHOOKS_OPEN: open_webhooks}
    for action_id, opens in openers.items():
        app.action(action_id)(acknowledged(rooms, opens))

    app.view(ids.WORDS_VIEW)(submitted(rooms, _save_words))

    @app.view(ids.RULES_VIEW)
    def on_rules(ack: Ack, body: Mapping[str, object]) -> None:
        sent = payloads.submission(body)
        workspace = rooms.workspace(sent.team_id)
        if _save_rules(rooms, workspace, sent, ack):
            client = rooms.directory_of(workspace.id).client
            rooms.soon(lambda: home.show(rooms, workspace, sent.actor_id, client))  # it tells the rule, too


Opens = Callable[[Rooms, Workspace, Click | Command], None]


def open_words(rooms: Rooms, workspace: Workspace, asked: Click | Command) -> None:
    """Open the modal of the workspace's words; show them to those who may not change them."""
    kept = rooms.tuning.words(workspace.id)
    if rooms.may_connect(workspace, asked.actor_id):
        open_modal(rooms.directory_of(workspace.id).client.views_open, asked, words_modal(kept, workspace.id))
    else:
        _tell(rooms, workspace, asked, words_message(kept, rooms.whom()))


def open_rules(rooms: Rooms, workspace: Workspace, asked: Click | Command) -> None:
    """Open the modal of the channels' rules; tell them to those who may change none."""
    rules = rooms.tuning.rules(workspace.id)
    may = _may_change(rooms, workspace, asked.actor_id, rules)
    if may:
        open_modal(rooms.directory_of(workspace.id).client.views_open, asked, rules_modal(rules, may))
    else:
        _tell(rooms, workspace, asked, rules_message(rules, rooms.whom()))


# By what is typed behind /rapport.
WINDOWS: Mapping[str, Opens] = {
    "words": open_words,
    "webhooks": open_webhooks,
    "cards": open_rules,
    "roles": open_roles,
    "targets": open_targets,
    "digests": open_digests,
    "routes": open_routes,
    "budget": open_budget,
    "replies": open_replies,
}


def _tell(rooms: Rooms, workspace: Workspace, asked: Click | Command, told: Message) -> None:
    if asked.response_url:
        answer(asked.response_url, told)
    else:
        say(rooms, workspace, asked, rooms.whom_to_ask())  # who saw a button on Home might do it then


def _may_change(
    rooms: Rooms, workspace: Workspace, user_id: str, rules: tuple[ChannelRule, ...]
) -> dict[str, ChannelRule]:
    """The channels whose rule somebody may change: those of an account that they may."""
    return {
        rule.channel_id: rule
        for rule in rules
        if any(rooms.may_connect(workspace, user_id, account) for account in rule.accounts)
    }


def _save_words(rooms: Rooms, workspace: Workspace, sent: Submission, ack: Ack) -> None:
    seen = ids.parse_metadata(sent.private_metadata)
    if seen is None or ids.metadata(workspace.id, seen[1]) != sent.private_metadata:
        raise BadPayload("the words' window is none of this workspace's")
    typed = own_words.read({kind: sent.values.get(ids.words_block_id(kind), "") for kind in own_words.KINDS})
    errors = {ids.words_block_id(kind): sentence for kind, sentence in typed.errors.items()}
    if not rooms.may_connect(workspace, sent.actor_id):
        errors = {ids.words_block_id(own_words.KINDS[0]): _MAY_NOT}
    if errors:
        ack(response_action="errors", errors=errors)
    elif rooms.tuning.change_words(workspace.id, typed.words, sent.actor_id, seen[1]):
        ack(response_action="update", view=notice_modal(WORDS, SAVED))
        home.again(rooms, workspace, sent.actor_id)
    else:  # somebody was faster: what was typed stays, and is theirs to save once more
        kept = rooms.tuning.words(workspace.id)
        ack(response_action="update", view=words_modal(kept, workspace.id, typed.words))


def _save_rules(rooms: Rooms, workspace: Workspace, sent: Submission, ack: Ack) -> bool:
    """Save what was changed. False where that was not theirs to change."""
    rules = rooms.tuning.rules(workspace.id)
    may = _may_change(rooms, workspace, sent.actor_id, rules)
    wanted: dict[str, CardRule] = {}
    for block_id, value in sent.values.items():
        block = ids.parse_rule_block_id(block_id)
        if block is None or value not in set(CardRule):
            raise BadPayload("the channels' window sent a choice that is none of ours")
        channel_id, shown = block
        if channel_id not in may:
            ack(response_action="errors", errors={block_id: _MAY_NOT})
            return False
        if value != shown:
            wanted[channel_id] = CardRule(value)
    rooms.tuning.change_rules(workspace.id, wanted, sent.actor_id)
    changed = [rule for rule in rooms.tuning.rules(workspace.id) if rule.channel_id in wanted]
    ack(response_action="update", view=notice_modal(RULES, saved_text(changed)))
    return True
