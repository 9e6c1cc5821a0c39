"""One workspace never sees or touches another's rows: shown of every function of the store, found by looking.

Two workspaces know the same brand on the same network, with the same followers, questions and posts; only the rows are
each one's own.
"""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Table, select

import slackapp
from slackapp import store
from slackapp.domain.accounts import AccountHealth
from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.audit import Filter
from slackapp.domain.brand import OwnWords
from slackapp.domain.bulk import Step
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.card import Card, CardKind, CardStatus, Choice
from slackapp.domain.draft import DraftState
from slackapp.domain.hand_off import close
from slackapp.domain.people import LostReason, NetworkName
from slackapp.domain.purpose import Purpose
from slackapp.domain.routing import RoutingRule, seen_as
from slackapp.domain.said import Said
from slackapp.domain.saved import Kept, SavedReply, Wording
from slackapp.domain.spending import Budget, ChargeKind
from slackapp.domain.story import Event
from slackapp.domain.targets import Targets
from slackapp.domain.verdict import CardRule, PostKind, Urgency, Verdict
from slackapp.domain.webhooks import Occasion
from slackapp.store import (
    accounts,
    actions,
    audit,
    bulks,
    cards,
    census,
    channel_digests,
    channel_rules,
    channels,
    deliveries,
    drafts,
    events,
    exports,
    feedback,
    feeds,
    figures,
    hand_offs,
    installs,
    introductions,
    ledger,
    messages,
    newcomers,
    own_words,
    owners,
    people,
    posts,
    preferences,
    recaps,
    replicas,
    rest,
    rounds,
    routing_rules,
    saved_replies,
    since,
    sought,
    spend,
    stories,
    targets,
    webhooks,
    welcomes,
    writing,
)
from slackapp.store.database import Database
from tests.house import MARKETING, SOCIAL, START
from tests.store.sides import LATER, NOBODYS, TS, Side, furnished, needed, remove, rows

NOT_QUESTIONS = {
    "away",
    "together",
    "database",
    "tables",
    "migrations",
    "backup",
}  # what lies below, and whole files of it
SOON = START + timedelta(hours=1)
SPENT = LATER.date()


@dataclass(frozen=True)
class Way:
    """How a function of the store is kept to one workspace."""

    why: str


WORKSPACE = Way("takes the workspace, which the listener has from Slack's own team id")
ACCOUNT = Way("takes an account, which came from its workspace's accounts, from a card of the workspace or the clock")
ROW = Way("takes the store's own id of a row, read from a row of the same workspace just before; none from a payload")
MADE = Way("takes a row about to be made, which names its workspace")
NOBODYS_YET = Way("is an installation that belongs to no workspace yet, named by a secret that only its browser knows")
WHOLE = Way("is for the whole house: the clock, the dispatcher and the command line, none of them reached by Slack")

Call = Callable[[Connection, Side], object]
VERDICT = Verdict(PostKind.QUESTION, needs_answer=True, urgency=Urgency.NORMAL, reasons=())
DONE = actions.Result(ActionState.DONE)
PRAISED = RoutingRule(0, None, "praise", "", "", SOCIAL)


def another_post(tx: Connection, side: Side) -> int:
    """A post that is no mention yet."""
    return posts.known(tx, side.ours, [side.answer.id])[side.answer.id]


def new_message(side: Side) -> messages.NewMessage:
    """A message about to be recorded."""
    return messages.NewMessage("new", messages.MessageKind.NOTICE, side.at, SOCIAL, side.ours)


def hook(tx: Connection, side: Side) -> webhooks.Webhook:
    """A workspace's one webhook."""
    return webhooks.of(tx, side.at)[0]


def parcel(tx: Connection, side: Side) -> deliveries.Delivery:
    """What is on its way to it."""
    return deliveries.log(tx, side.at, hook(tx, side).id)[0]


def ended(tx: Connection, side: Side) -> int:
    """The id of one that was on its way, and was taken."""
    one = parcel(tx, side)
    deliveries.settle(tx, one, deliveries.Outcome(200), LATER)
    return one.id


def listeners(tx: Connection, side: Side) -> deliveries.Listening:
    """Who is told of what is overdue."""
    return needed(deliveries.listening(tx, side.at, Occasion.OVERDUE))


def handed(tx: Connection, side: Side) -> int:
    """The id of the question's hand-off."""
    return needed(hand_offs.of_card(tx, side.question.id)).id


def search(side: Side, **more: object) -> cards.Search:
    """All new followers of a workspace."""
    return cards.Search(side.at, CardKind.FOLLOWER, **more)  # type: ignore[arg-type]  # Search's fields


def saved(tx: Connection, side: Side) -> SavedReply:
    """A workspace's one saved reply."""
    return saved_replies.of(tx, side.at)[0]


def one_rule(tx: Connection, side: Side) -> RoutingRule:
    """A workspace's one routing rule."""
    return routing_rules.of(tx, side.at)[0]


def seen_rule(tx: Connection, side: Side) -> datetime:
    """When it was changed last."""
    return needed(one_rule(tx, side).made_at)


def owned_card(side: Side) -> Card:
    """A question that somebody was given."""
    return replace(side.question, owner_id="U1")


def asleep(side: Side) -> Card:
    """The question, put off."""
    return replace(side.question, status=CardStatus.SNOOZED, snoozed_until=LATER)


CASES: dict[str, tuple[Way, Call]] = {
    "replicas.database_is_up_for": (WHOLE, lambda tx, _: replicas.database_is_up_for(tx)),
    "replicas.beat": (WHOLE, lambda tx, _: replicas.beat(tx, "one")),
    "replicas.leave": (WHOLE, lambda tx, _: replicas.leave(tx, "one")),
    "replicas.forget": (WHOLE, lambda tx, _: replicas.forget(tx, "one")),
    "replicas.seen": (WHOLE, lambda tx, _: replicas.seen(tx, timedelta(seconds=9))),
    "replicas.missing": (WHOLE, lambda tx, _: replicas.missing(tx, timedelta(seconds=9))),
    "accounts.workspace": (WORKSPACE, lambda tx, a: accounts.workspace(tx, a.house.team)),
    "accounts.put_workspace": (WORKSPACE, lambda tx, a: accounts.put_workspace(tx, a.house.team, "New", START)),
    "accounts.all_workspaces": (WHOLE, lambda tx, _: accounts.all_workspaces(tx)),
    "accounts.account": (ACCOUNT, lambda tx, a: accounts.account(tx, a.ours)),
    "accounts.find": (WORKSPACE, lambda tx, a: accounts.find(tx, a.at, NetworkName.X, "1000")),
    "accounts.all_accounts": (WORKSPACE, lambda tx, a: accounts.all_accounts(tx, a.at)),
    "accounts.put_account": (
        WORKSPACE,
        lambda tx, a: accounts.put_account(tx, a.at, NetworkName.X, a.house.network.me(), "new", LATER),
    ),
    "accounts.credentials": (ACCOUNT, lambda tx, a: accounts.credentials(tx, a.ours)),
    "accounts.put_credentials": (ACCOUNT, lambda tx, a: accounts.put_credentials(tx, a.ours, "n", instead_of="locked")),
    "accounts.all_credentials": (WHOLE, lambda tx, _: accounts.all_credentials(tx)),
    "accounts.disconnect": (ACCOUNT, lambda tx, a: accounts.disconnect(tx, a.ours)),
    "accounts.set_health": (ACCOUNT, lambda tx, a: accounts.set_health(tx, a.ours, AccountHealth.TROUBLED, "x")),
    "accounts.note_poll": (ACCOUNT, lambda tx, a: accounts.note_poll(tx, a.ours, LATER)),
    "accounts.note_followers_read": (ACCOUNT, lambda tx, a: accounts.note_followers_read(tx, a.ours, LATER)),
    "accounts.marks": (ACCOUNT, lambda tx, a: accounts.marks(tx, a.ours, accounts.Stream.MENTIONS)),
    "accounts.set_marks": (
        ACCOUNT,
        lambda tx, a: accounts.set_marks(tx, a.ours, accounts.Stream.MENTIONS, accounts.Marks("1", "2")),
    ),
    "accounts.found_permissions": (ACCOUNT, lambda tx, a: accounts.found_permissions(tx, a.ours)),
    "accounts.forget_refusals": (ACCOUNT, lambda tx, a: accounts.forget_refusals(tx, a.ours, LATER)),
    "accounts.put_permission": (
        ACCOUNT,
        lambda tx, a: accounts.put_permission(tx, a.ours, Permission(Capability.LIKE, allowed=True, found_at=LATER)),
    ),
    "accounts.all_routes": (WORKSPACE, lambda tx, a: accounts.all_routes(tx, workspace_id=a.at)),
    "accounts.set_routes": (ACCOUNT, lambda tx, a: accounts.set_routes(tx, a.house.account, [])),
    "actions.plan": (
        MADE,
        lambda tx, a: actions.plan(
            tx, actions.Plan("new", ActionKind.LIKE, a.at, "card:1", a.ours, a.follower.id), START
        ),
    ),
    "actions.get": (ROW, lambda tx, a: actions.get(tx, a.planned)),
    "actions.of_cards": (ROW, lambda tx, a: actions.of_cards(tx, [a.follower.id, a.snoozed.id])),
    "actions.has_planned": (ROW, lambda tx, a: actions.has_planned(tx, a.group, ActionKind.POST_MESSAGE)),
    "actions.due": (WHOLE, lambda tx, _: actions.due(tx, LATER, 100)),
    "actions.next_due": (WHOLE, lambda tx, _: actions.next_due(tx, START)),
    "actions.claim": (ROW, lambda tx, a: actions.claim(tx, a.planned, START)),
    "actions.settle": (ROW, lambda tx, a: actions.settle(tx, a.calling, ActionState.CALLING, DONE, START)),
    "actions.look_again": (ROW, lambda tx, a: actions.look_again(tx, a.snoozed.id, START)),
    "actions.hold_lane": (ROW, lambda tx, a: actions.hold_lane(tx, f"card:{a.follower.id}", SOON)),
    "actions.look_again_at_account": (ACCOUNT, lambda tx, a: actions.look_again_at_account(tx, a.ours, LATER)),
    "actions.is_called_by": (ROW, lambda tx, a: actions.is_called_by(tx, a.calling, "")),
    "actions.stuck": (WHOLE, lambda tx, _: actions.stuck(tx, ())),
    "actions.waiting": (WORKSPACE, lambda tx, a: actions.waiting(tx, a.at)),
    "bulks.lane": (ROW, lambda _, a: bulks.lane(a.ours)),
    "bulks.begin": (
        MADE,
        lambda tx, a: bool(
            bulks.begin(tx, bulks.NewBulk(a.at, a.ours, a.group, Choice.IGNORE, "U0ADA", (a.follower.id,)), SOON)
        ),
    ),
    "bulks.get": (WORKSPACE, lambda tx, a: bulks.get(tx, a.bulk, a.at)),
    "bulks.undecided": (WHOLE, lambda tx, _: bulks.undecided(tx)),
    "bulks.take": (ROW, lambda tx, a: bulks.take(tx, Step(a.bulk, 0))),
    "bulks.count_late": (ROW, lambda tx, a: bulks.count_late(tx, a.bulk)),
    "bulks.end": (ROW, lambda tx, a: bulks.end(tx, a.bulk, SOON)),
    "bulks.stop": (ROW, lambda tx, a: bulks.stop(tx, a.bulk, SOON, "U0BEN")),
    "bulks.cancel": (ROW, lambda tx, a: bulks.cancel(tx, a.bulk, "Stopped.", SOON)),
    "bulks.last_due": (ACCOUNT, lambda tx, a: bulks.last_due(tx, a.ours)),
    "bulks.standing": (ROW, lambda tx, a: bulks.standing(tx, a.bulk)),
    "bulks.is_under_way": (ROW, lambda tx, a: bulks.is_under_way(tx, a.group)),
    "bulks.of_message": (ROW, lambda tx, a: bulks.of_message(tx, a.group)),
    "cards.card_of": (ROW, lambda tx, a: cards.card_of(row(tx, cards.cards, a.follower.id))),
    "cards.get": (WORKSPACE, lambda tx, a: cards.get(tx, a.follower.id, a.at)),
    "cards.of_message": (WORKSPACE, lambda tx, a: cards.of_message(tx, a.message, a.at)),
    "cards.members": (WORKSPACE, lambda tx, a: cards.members(tx, a.message, a.at)),
    "cards.of_mention": (ROW, lambda tx, a: cards.of_mention(tx, a.mention)),
    "cards.open_follower_cards": (
        ACCOUNT,
        lambda tx, a: cards.open_follower_cards(tx, a.ours, a.follower.person_id),
    ),
    "cards.open_messages": (ACCOUNT, lambda tx, a: cards.open_messages(tx, a.ours, 100)),
    "cards.add": (
        MADE,
        lambda tx, a: cards.add(
            tx, a.at, a.ours, None, [cards.NewCard(CardKind.FOLLOWER, "new", a.follower.person_id)], START
        ),
    ),
    "cards.change": (ROW, lambda tx, a: changed(tx, a.question)),
    "owners.tell_assigned": (MADE, lambda tx, a: owners.tell_assigned(tx, owned_card(a), "U9", START)),
    "writing.begin": (ROW, lambda tx, a: writing.begin(tx, a.question, "U9", START)),
    "writing.end": (WORKSPACE, lambda tx, a: writing.end(tx, a.at, a.question.id, "U1")),
    "writing.others": (ROW, lambda tx, a: writing.others(tx, a.question, "U9", START)),
    "writing.forget": (WHOLE, lambda tx, _: writing.forget(tx, START - timedelta(days=1))),
    "cards.snoozed_until": (WHOLE, lambda tx, _: cards.snoozed_until(tx, LATER)),
    "cards.search": (WORKSPACE, lambda tx, a: cards.search(tx, search(a), 100)),
    "cards.page": (WORKSPACE, lambda tx, a: cards.page(tx, search(a), 100)),
    "cards.totals": (WORKSPACE, lambda tx, a: cards.totals(tx, search(a))),
    "sought.ids": (WORKSPACE, lambda tx, a: sought.ids(tx, search(a), 100)),
    "sought.totals": (WORKSPACE, lambda tx, a: sought.totals(tx, search(a))),
    "cards.id_of": (ACCOUNT, lambda tx, a: cards.id_of(tx, a.ours, f"follower:{a.follower.person_id}:1")),
    "cards.count_of": (ACCOUNT, lambda tx, a: cards.count_of(tx, a.ours)),
    "channels.block": (WORKSPACE, lambda tx, a: channels.block(tx, a.at, SOCIAL, "it is archived", START)),
    "channels.reword": (WORKSPACE, lambda tx, a: channels.reword(tx, a.at, a.house.team, "it is there")),
    "channels.unblock": (WORKSPACE, lambda tx, a: channels.unblock(tx, a.at, SOCIAL, START)),
    "channels.rest": (WORKSPACE, lambda tx, a: channels.rest(tx, a.at, SOCIAL, LATER, SOON)),
    "channels.closed": (WORKSPACE, lambda tx, a: channels.closed(tx, a.at, a.house.team)),
    "channels.all_closed": (WORKSPACE, lambda tx, a: channels.all_closed(tx, a.at)),
    "channels.closed_anywhere": (WHOLE, lambda tx, _: channels.closed_anywhere(tx)),
    "channels.waiting": (WORKSPACE, lambda tx, a: channels.waiting(tx, a.at, a.house.team)),
    "channels.end": (ROW, lambda tx, a: channels.end(tx, a.group, "over", START)),
    "channels.move": (ROW, lambda tx, a: channels.move(tx, a.group, SOCIAL, START)),
    "channels.stand": (ROW, lambda tx, a: channels.stand(tx, a.group, "D0ADA")),
    "channels.told": (WORKSPACE, lambda tx, a: channels.told(tx, a.at, "group:")),
    "channel_digests.all_times": (WORKSPACE, lambda tx, a: channel_digests.all_times(tx, a.at)),
    "channel_digests.of": (WORKSPACE, lambda tx, a: channel_digests.of(tx, a.at, MARKETING)),
    "channel_digests.put": (
        WORKSPACE,
        lambda tx, a: channel_digests.put(
            tx, replace(needed(channel_digests.of(tx, a.at, MARKETING)), paused_by=a.house.team), "U0", LATER
        ),
    ),
    "channel_rules.rule": (WORKSPACE, lambda tx, a: channel_rules.rule(tx, a.at, SOCIAL)),
    "channel_rules.chosen": (WORKSPACE, lambda tx, a: channel_rules.chosen(tx, a.at)),
    "channel_rules.put": (
        WORKSPACE,
        lambda tx, a: channel_rules.put(tx, a.at, SOCIAL, CardRule.HIGH, a.house.team, LATER),
    ),
    "drafts.add": (WORKSPACE, lambda tx, a: drafts.add(tx, a.at, a.question.id, "new", "U0", LATER).text),
    "drafts.get": (WORKSPACE, lambda tx, a: drafts.get(tx, a.at, a.draft(tx).id)),
    "drafts.is_as_seen": (ROW, lambda tx, a: drafts.is_as_seen(tx, a.draft(tx))),
    "drafts.of_cards": (ROW, lambda tx, a: drafts.of_cards(tx, [a.question.id, a.follower.id])),
    "drafts.waiting": (WORKSPACE, lambda tx, a: drafts.waiting(tx, a.at, 9)),
    "drafts.returned_to": (WORKSPACE, lambda tx, a: drafts.returned_to(tx, a.at, "U1", 9)),
    "drafts.reword": (ROW, lambda tx, a: drafts.reword(tx, a.draft(tx), "new")),
    "drafts.end": (ROW, lambda tx, a: drafts.end(tx, a.draft(tx), DraftState.SENT, "U0", LATER)),
    "events.first": (WORKSPACE, lambda tx, a: events.first(tx, a.at, "Ev2", START)),
    "events.forget": (WHOLE, lambda tx, _: events.forget(tx, START - timedelta(days=1))),
    "feedback.say": (
        WORKSPACE,
        lambda tx, a: feedback.say(tx, a.at, a.mention, Said.NEEDS_ANSWER, a.house.team, LATER),
    ),
    "feedback.unsay": (WORKSPACE, lambda tx, a: feedback.unsay(tx, a.at, a.mention)),
    "feedback.of": (WORKSPACE, lambda tx, a: feedback.of(tx, a.at, range(1, 20))),
    "census.kinds": (WORKSPACE, lambda tx, a: census.kinds(tx, a.at)),
    "census.outcomes": (WORKSPACE, lambda tx, a: sorted(census.outcomes(tx, a.at, START).items(), key=repr)),
    "census.settle": (ACCOUNT, lambda tx, a: census.settle(tx, a.ours)),
    "feedback.cues": (WORKSPACE, lambda tx, a: feedback.cues(tx, a.at, 100)),
    "feeds.put": (WORKSPACE, lambda tx, a: feeds.put(tx, a.at, a.follower.person_id, [a.asked], "U0", LATER)),
    "feeds.of": (ROW, lambda tx, a: needed(feeds.of(tx, a.left)).read_by),
    "feeds.of_people": (ROW, lambda tx, a: feeds.of_people(tx, [a.left, a.follower.person_id])),
    "figures.by_day": (ACCOUNT, lambda tx, a: figures.by_day(tx, [a.ours], [START, LATER])),
    "ledger.open_questions": (WORKSPACE, lambda tx, a: ledger.open_questions(tx, a.at, LATER, 9)),
    "newcomers.waiting": (ACCOUNT, lambda tx, a: newcomers.waiting(tx, [a.ours], 9)),
    "newcomers.number_waiting": (ACCOUNT, lambda tx, a: newcomers.number_waiting(tx, [a.ours], 9)),
    "newcomers.came": (ACCOUNT, lambda tx, a: newcomers.came(tx, [a.ours], START, LATER, 9)),
    "newcomers.undecided": (ROW, lambda _tx, a: newcomers.undecided([a.follower, a.question])),
    "recaps.asked": (ACCOUNT, lambda tx, a: recaps.asked(tx, [a.ours], START, LATER)),
    "recaps.words": (ACCOUNT, lambda tx, a: recaps.words(tx, [a.ours], START, LATER)),
    "recaps.elsewhere": (WORKSPACE, lambda tx, a: recaps.elsewhere(tx, a.at, [a.ours], 9)),
    "figures.between": (ACCOUNT, lambda tx, a: figures.between(tx, a.ours, START, LATER)),
    "figures.waiting": (ACCOUNT, lambda tx, a: figures.waiting(tx, a.ours)),
    "hand_offs.add": (
        ROW,
        lambda tx, a: hand_offs.add(tx, a.question, SOCIAL, "n", "U0", LATER).message_id is not None,
    ),
    "hand_offs.get": (WORKSPACE, lambda tx, a: hand_offs.get(tx, handed(tx, a), a.at)),
    "hand_offs.hold": (WORKSPACE, lambda tx, a: hand_offs.hold(tx, handed(tx, a), a.at)),
    "hand_offs.of_card": (ROW, lambda tx, a: hand_offs.of_card(tx, a.question.id)),
    "hand_offs.of_message": (ROW, lambda tx, a: hand_offs.of_message(tx, a.message)),
    "hand_offs.has_moved": (ROW, lambda tx, a: hand_offs.has_moved(tx, a.message)),
    "hand_offs.open_ones": (WORKSPACE, lambda tx, a: hand_offs.open_ones(tx, a.at)),
    "hand_offs.change": (
        ROW,
        lambda tx, a: hand_offs.change(tx, needed(close(needed(hand_offs.of_card(tx, a.question.id)), LATER)), LATER),
    ),
    "hand_offs.follow": (
        ROW,
        lambda tx, a: hand_offs.follow(tx, replace(a.question, status=CardStatus.IGNORED), LATER),
    ),
    "installs.get": (WORKSPACE, lambda tx, a: installs.get(tx, a.at)),
    "installs.put": (MADE, lambda tx, a: installs.put(tx, installs.Install(a.at, "new", LATER))),
    "installs.renew": (ROW, lambda tx, a: installs.renew(tx, needed(installs.get(tx, a.at)), "new")),
    "installs.all_secrets": (WHOLE, lambda tx, _: installs.all_secrets(tx)),
    "installs.put_secrets": (
        WORKSPACE,
        lambda tx, a: installs.put_secrets(tx, a.at, "new", instead_of=f"locked {a.house.team}"),
    ),
    "installs.remove": (WORKSPACE, lambda tx, a: installs.remove(tx, a.at, LATER)),
    "installs.removed": (WORKSPACE, lambda tx, a: installs.removed(tx, a.at)),
    "installs.end_planned": (WORKSPACE, lambda tx, a: installs.end_planned(tx, a.at, "removed", LATER)),
    "installs.wake_doubts": (WORKSPACE, lambda tx, a: installs.wake_doubts(tx, a.at, LATER)),
    "installs.begin": (NOBODYS_YET, lambda tx, _: installs.begin(tx, "hash", START, START)),
    "installs.take": (NOBODYS_YET, lambda tx, _: installs.take(tx, "hash", START)),
    "messages.get": (ROW, lambda tx, a: messages.get(tx, a.message)),
    "messages.at": (WORKSPACE, lambda tx, a: messages.at(tx, a.at, SOCIAL, TS)),
    "messages.find": (WORKSPACE, lambda tx, a: messages.find(tx, a.at, a.message)),
    "messages.newest_digest": (WORKSPACE, lambda tx, a: messages.newest_digest(tx, a.at, MARKETING)),
    "messages.keep": (ROW, lambda tx, a: messages.keep(tx, a.message, {"charts": [["F1", "words"]]})),
    "messages.exists": (ROW, lambda tx, a: messages.exists(tx, f"group:{a.house.team}")),
    "messages.of_key": (ROW, lambda tx, a: messages.of_key(tx, f"group:{a.house.team}")),
    "messages.add": (MADE, lambda tx, a: messages.add(tx, new_message(a), START) > 0),
    "routing_rules.of": (WORKSPACE, lambda tx, a: routing_rules.of(tx, a.at)),
    "routing_rules.live": (WORKSPACE, lambda tx, a: routing_rules.live(tx, a.at)),
    "routing_rules.destinations": (WORKSPACE, lambda tx, a: routing_rules.destinations(tx, a.at)),
    "routing_rules.routing": (ACCOUNT, lambda tx, a: routing_rules.routing(tx, a.house.account)),
    "routing_rules.get": (WORKSPACE, lambda tx, a: routing_rules.get(tx, a.at, one_rule(tx, a).id)),
    "routing_rules.add": (WORKSPACE, lambda tx, a: routing_rules.add(tx, a.at, PRAISED, "U1", LATER)),
    "routing_rules.change": (
        WORKSPACE,
        lambda tx, a: routing_rules.change(
            tx, a.at, replace(PRAISED, id=one_rule(tx, a).id), "U1", LATER, seen=seen_rule(tx, a)
        ),
    ),
    "routing_rules.move": (
        WORKSPACE,
        lambda tx, a: routing_rules.move(tx, a.at, one_rule(tx, a).id, 1, seen=seen_as(routing_rules.of(tx, a.at))),
    ),
    "routing_rules.remove": (
        WORKSPACE,
        lambda tx, a: routing_rules.remove(tx, a.at, one_rule(tx, a).id, seen=seen_rule(tx, a)),
    ),
    "messages.announce": (
        ACCOUNT,
        lambda tx, a: messages.announce(
            tx,
            a.house.account,
            SOCIAL,
            messages.MessageKind.CARD,
            [cards.NewCard(CardKind.FOLLOWER, "new", a.follower.person_id)],
            START,
        ),
    ),
    "messages.keep_looks": (ROW, lambda tx, a: messages.keep_looks(tx, a.group, {"worth_it": [a.follower.id]})),
    "messages.move": (ROW, lambda tx, a: messages.move(tx, a.message, LATER, "7") > 0),
    "messages.moved_to": (ROW, lambda tx, a: messages.moved_to(tx, messages.get(tx, a.message))),
    "messages.looks_of": (ROW, lambda tx, a: messages.looks_of(messages.get(tx, a.group).body)),
    "messages.note_posted": (ROW, lambda tx, a: messages.note_posted(tx, a.group, "18.1", START)),
    "messages.plan_updates_of_open": (ACCOUNT, lambda tx, a: messages.plan_updates_of_open(tx, a.ours, START)),
    "messages.plan_update": (ROW, lambda tx, a: messages.plan_update(tx, a.message, START)),
    "own_words.kept": (WORKSPACE, lambda tx, a: own_words.kept(tx, a.at)),
    "own_words.of": (WORKSPACE, lambda tx, a: own_words.of(tx, a.at)),
    "own_words.put": (WORKSPACE, lambda tx, a: own_words.put(tx, a.at, OwnWords(urgent=("x",)), "U0", LATER)),
    "people.bounded": (ROW, lambda _tx, a: people.bounded(a.house.team, 4)),
    "people.profile": (ROW, lambda tx, a: people.profile(tx, a.follower.person_id)),
    "people.profiles": (ROW, lambda tx, a: people.profiles(tx, [a.follower.person_id, a.question.person_id])),
    "people.find": (WORKSPACE, lambda tx, a: people.find(tx, a.at, NetworkName.X, "mira")),
    "people.put": (ACCOUNT, lambda tx, a: people.put(tx, a.house.account, [a.person], LATER)),
    "people.follower": (ACCOUNT, lambda tx, a: people.follower(tx, a.ours, a.follower.person_id)),
    "rounds.keep": (ACCOUNT, lambda tx, a: rounds.keep(tx, a.ours, [a.follower.person_id])),
    "rounds.number_of": (ROW, lambda tx, a: rounds.number_of(tx, a.follower.id)),
    "rounds.subject": (ROW, lambda _tx, _a: str(rounds.subject(rounds.past))),
    "people.followers_among": (ACCOUNT, lambda tx, a: people.followers_among(tx, a.ours, [a.person.id])),
    "people.current_followers": (ACCOUNT, lambda tx, a: people.current_followers(tx, a.ours)),
    "people.add_followers": (
        ACCOUNT,
        lambda tx, a: people.add_followers(tx, a.ours, [a.follower.person_id], LATER, baseline=False),
    ),
    "people.set_followed": (ACCOUNT, lambda tx, a: people.set_followed(tx, a.ours, {a.follower.person_id: LATER})),
    "people.count_of": (ACCOUNT, lambda tx, a: people.count_of(tx, a.ours)),
    "people.set_misses": (ROW, lambda tx, a: people.set_misses(tx, [a.follower_id], 1)),
    "people.lose": (ROW, lambda tx, a: people.lose(tx, a.follower_id, LostReason.GONE, LATER)),
    "people.history": (ACCOUNT, lambda tx, a: people.history(tx, a.ours, a.question.person_id)),
    "people.histories": (
        ACCOUNT,
        lambda tx, a: people.histories(tx, a.ours, [a.question.person_id, a.follower.person_id]),
    ),
    "posts.known": (ACCOUNT, lambda tx, a: posts.known(tx, a.ours, [a.asked.id, a.answer.id])),
    "posts.judged": (ACCOUNT, lambda tx, a: posts.judged(tx, a.ours, [post.id for post in a.house.network.timeline])),
    "posts.put": (ACCOUNT, lambda tx, a: posts.put(tx, a.ours, [a.asked], ours=False)),
    "posts.thread": (ACCOUNT, lambda tx, a: posts.thread(tx, a.ours, a.answer)),
    "posts.add_mention": (
        ACCOUNT,
        lambda tx, a: (
            posts.add_mention(tx, a.ours, another_post(tx, a), a.question.person_id, a.answer, VERDICT, baseline=False)
            > 0
        ),
    ),
    "posts.mention": (ROW, lambda tx, a: posts.mention(tx, a.mention)),
    "posts.ended_by": (ACCOUNT, lambda tx, a: posts.ended_by(tx, a.ours, a.question.person_id, a.answer)),
    "posts.native_answers": (ACCOUNT, lambda tx, a: posts.native_answers(tx, a.ours)),
    "posts.answer": (ROW, lambda tx, a: posts.answer(tx, a.mention, LATER, "network", a.answer.id)),
    "posts.unanswer": (ROW, lambda tx, a: posts.unanswer(tx, a.mention)),
    "posts.forget": (ACCOUNT, lambda tx, a: posts.forget(tx, a.ours, a.answer.id)),
    "rest.find": (WORKSPACE, lambda tx, a: rest.find(tx, a.at, a.mention, alone=True)),
    "rest.page": (WORKSPACE, lambda tx, a: rest.page(tx, a.at, 100)),
    "cards.of_subjects": (
        ACCOUNT,
        lambda tx, a: cards.of_subjects(tx, a.ours, [f"follower:{a.follower.person_id}:1", f"mention:{a.mention}"]),
    ),
    "webhooks.add": (MADE, lambda tx, a: webhooks.add(tx, replace(hook(tx, a), url="https://new.example")) > 0),
    "webhooks.of": (WORKSPACE, lambda tx, a: webhooks.of(tx, a.at)),
    "webhooks.get": (WORKSPACE, lambda tx, a: webhooks.get(tx, a.at, hook(tx, a).id)),
    "webhooks.change": (WORKSPACE, lambda tx, a: webhooks.change(tx, a.at, hook(tx, a).id, "https://new.example", [])),
    "webhooks.switch": (WORKSPACE, lambda tx, a: webhooks.switch(tx, a.at, hook(tx, a).id, LATER, "off", on=False)),
    "webhooks.remove": (WORKSPACE, lambda tx, a: webhooks.remove(tx, a.at, hook(tx, a).id)),
    "webhooks.all_secrets": (WHOLE, lambda tx, _: webhooks.all_secrets(tx)),
    "webhooks.put_secret": (
        ROW,
        lambda tx, a: webhooks.put_secret(tx, hook(tx, a).id, "new", instead_of=hook(tx, a).locked),
    ),
    "deliveries.listening": (WORKSPACE, lambda tx, a: deliveries.listening(tx, a.at, Occasion.OVERDUE)),
    "deliveries.enqueue": (
        MADE,
        lambda tx, a: deliveries.enqueue(tx, listeners(tx, a), [{"id": "new", "event": "overdue"}], LATER),
    ),
    "deliveries.due": (WHOLE, lambda tx, _: deliveries.due(tx, LATER, 9)),
    "deliveries.next_due": (WHOLE, lambda tx, _: deliveries.next_due(tx, START)),
    "deliveries.claim": (ROW, lambda tx, a: deliveries.claim(tx, hook(tx, a).id, LATER)),
    "deliveries.settle": (
        ROW,
        lambda tx, a: deliveries.settle(tx, parcel(tx, a), deliveries.Outcome(500, "x", LATER), LATER),
    ),
    "deliveries.log": (WORKSPACE, lambda tx, a: deliveries.log(tx, a.at, hook(tx, a).id)),
    "deliveries.again": (WORKSPACE, lambda tx, a: deliveries.again(tx, a.at, ended(tx, a), LATER)),
    "deliveries.forget": (WHOLE, lambda tx, _: deliveries.forget(tx, START)),
    "targets.of": (WORKSPACE, lambda tx, a: targets.of(tx, a.at)),
    "targets.following": (WHOLE, lambda tx, _: targets.following(tx)),
    "targets.follow": (WORKSPACE, lambda tx, a: targets.follow(tx, a.at, LATER)),
    "targets.put": (WORKSPACE, lambda tx, a: targets.put(tx, a.at, Targets(on=True), "U0", LATER)),
    "targets.running_out": (WHOLE, lambda tx, _: targets.running_out(tx, LATER, 9)),
    "targets.missed": (WHOLE, lambda tx, _: targets.missed(tx, LATER, 9)),
    "targets.note_nudged": (ROW, lambda tx, a: targets.note_nudged(tx, a.question.id, LATER)),
    "targets.note_missed": (ROW, lambda tx, a: targets.note_missed(tx, a.question.id, LATER)),
    "targets.rest": (ROW, lambda tx, a: targets.rest(tx, a.question, asleep(a), LATER)),
    "welcomes.begin": (WORKSPACE, lambda tx, a: welcomes.begin(tx, a.at, "U0NEW", LATER)),
    "welcomes.redraw": (WORKSPACE, lambda tx, a: welcomes.redraw(tx, a.at, LATER)),
    "welcomes.progress": (WORKSPACE, lambda tx, a: welcomes.progress(tx, a.at, "U0ADA")),
    "welcomes.sample": (WORKSPACE, lambda tx, a: welcomes.sample(tx, a.at, "U0ADA", LATER)),
    "introductions.introduce": (
        WORKSPACE,
        lambda tx, a: introductions.introduce(tx, a.at, SOCIAL, Purpose.HAND_OFF, "U0ADA", LATER),
    ),
    "preferences.of": (WORKSPACE, lambda tx, a: preferences.of(tx, a.at, "roles")),
    "preferences.put": (WORKSPACE, lambda tx, a: preferences.put(tx, a.at, "roles", None, "U0", LATER)),
    "spend.add": (ACCOUNT, lambda tx, a: spend.add(tx, a.ours, SPENT, ChargeKind.REPLY, 1, 10_000)),
    "spend.by_day": (ACCOUNT, lambda tx, a: spend.by_day(tx, a.ours, SPENT)),
    "spend.of_month": (ACCOUNT, lambda tx, a: spend.of_month(tx, a.ours, SPENT)),
    "spend.budget": (ACCOUNT, lambda tx, a: spend.budget(tx, a.house.account)),
    "spend.set_budget": (ACCOUNT, lambda tx, a: spend.set_budget(tx, a.house.account, Budget(1), "U0", LATER)),
    "spend.so_far": (ACCOUNT, lambda tx, a: spend.so_far(tx, a.house.account, LATER)),
    "spend.overspent": (ACCOUNT, lambda tx, a: spend.overspent(tx, a.house.account, LATER)),
    "stories.tell": (ROW, lambda tx, a: stories.tell(tx, a.follower, Event.CLAIMED, LATER, "U0")),
    "audit.page": (WORKSPACE, lambda tx, a: audit.page(tx, a.at, Filter(), 50)),
    "audit.floor": (WORKSPACE, lambda tx, a: audit.floor(tx, a.at, 0)),
    "audit.narrowed": (WORKSPACE, lambda tx, a: tx.execute(audit.narrowed(a.at, Filter())).all()),
    "audit.told": (ROW, lambda tx, a: [audit.told(row) for row in tx.execute(audit.narrowed(a.at, Filter()))]),
    "exports.of_followers": (ACCOUNT, lambda tx, a: exports.of_followers(tx, a.ours, None, None, 50)),
    "exports.of_questions": (ACCOUNT, lambda tx, a: exports.of_questions(tx, a.ours, None, None, 50)),
    "exports.of_audit": (WORKSPACE, lambda tx, a: exports.of_audit(tx, a.at, Filter(), 50)),
    "accounts.of_handle": (WORKSPACE, lambda tx, a: accounts.of_handle(tx, a.at, a.house.account.handle)),
    "accounts.all_ids": (WORKSPACE, lambda tx, a: accounts.all_ids(tx, a.at)),
    "stories.tell_all": (ROW, lambda tx, a: stories.tell_all(tx, [a.follower, a.snoozed], Event.POSTED, LATER)),
    "stories.note": (WORKSPACE, lambda tx, a: stories.note(tx, a.at, LATER, "U0", "changed")),
    "stories.of_card": (ROW, lambda tx, a: stories.of_card(tx, a.follower.id)),
    "saved_replies.of": (WORKSPACE, lambda tx, a: saved_replies.of(tx, a.at)),
    "saved_replies.has": (WORKSPACE, lambda tx, a: saved_replies.has(tx, a.at, a.ours)),
    "saved_replies.get": (WORKSPACE, lambda tx, a: saved_replies.get(tx, a.at, saved(tx, a).id)),
    "saved_replies.add": (WORKSPACE, lambda tx, a: saved_replies.add(tx, a.at, Wording("New", "x"), "U0", LATER)),
    "saved_replies.change": (
        WORKSPACE,
        lambda tx, a: saved_replies.change(
            tx, a.at, saved(tx, a).id, Wording("New", "x"), "U0", LATER, seen=saved(tx, a).changed_at
        ),
    ),
    "saved_replies.remove": (
        WORKSPACE,
        lambda tx, a: saved_replies.remove(tx, a.at, saved(tx, a).id, "U0", LATER, seen=saved(tx, a).changed_at),
    ),
    "saved_replies.count_use": (WORKSPACE, lambda tx, a: saved_replies.count_use(tx, a.at, saved(tx, a).id)),
    "since.position": (ACCOUNT, lambda tx, a: since.position(tx, a.ours)),
    "since.news": (ACCOUNT, lambda tx, a: since.news(tx, a.ours, START, since.Position(0, 0, 0, frozenset()))),
}

# Ids of the other side, as somebody may guess them, beside our own workspace or account.
GUESSES: dict[str, Callable[[Connection, Side, Side], object]] = {
    "drafts.get": lambda tx, a, b: drafts.get(tx, a.at, b.draft(tx).id),
    "audit.page, an account": lambda tx, a, b: audit.page(tx, a.at, Filter(account_ids=frozenset({b.ours})), 9)[0],
    "cards.get": lambda tx, a, b: cards.get(tx, b.follower.id, a.at),
    "feedback.of": lambda tx, a, b: feedback.of(tx, a.at, list(feedback.of(tx, b.at, range(1, 20)))),
    "rest.find": lambda tx, a, b: rest.find(tx, a.at, b.mention),
    "cards.of_message": lambda tx, a, b: cards.of_message(tx, b.message, a.at),
    "cards.members": lambda tx, a, b: cards.members(tx, b.message, a.at),
    "webhooks.get": lambda tx, a, b: webhooks.get(tx, a.at, hook(tx, b).id),
    "webhooks.change": lambda tx, a, b: webhooks.change(tx, a.at, hook(tx, b).id, "https://new.example", []),
    "webhooks.switch": lambda tx, a, b: webhooks.switch(tx, a.at, hook(tx, b).id, LATER, on=False),
    "webhooks.remove": lambda tx, a, b: webhooks.remove(tx, a.at, hook(tx, b).id) or not webhooks.of(tx, b.at),
    "deliveries.log": lambda tx, a, b: deliveries.log(tx, a.at, hook(tx, b).id),
    "deliveries.again": lambda tx, a, b: deliveries.again(tx, a.at, ended(tx, b), LATER),
    "routing_rules.get": lambda tx, a, b: routing_rules.get(tx, a.at, one_rule(tx, b).id),
    "routing_rules.change": lambda tx, a, b: (
        routing_rules.change(tx, a.at, replace(PRAISED, id=one_rule(tx, b).id), "U1", LATER, seen=seen_rule(tx, b))
        is not Kept.GONE
    ),
    "routing_rules.move": lambda tx, a, b: (
        routing_rules.move(tx, a.at, one_rule(tx, b).id, 1, seen=seen_as(routing_rules.of(tx, a.at))) is not Kept.GONE
    ),
    "routing_rules.remove": lambda tx, a, b: (
        routing_rules.remove(tx, a.at, one_rule(tx, b).id, seen=seen_rule(tx, b)) is not Kept.GONE
    ),
    "hand_offs.get": lambda tx, a, b: hand_offs.get(tx, handed(tx, b), a.at),
    "hand_offs.hold": lambda tx, a, b: hand_offs.hold(tx, handed(tx, b), a.at),
    "cards.open_follower_cards": lambda tx, a, b: cards.open_follower_cards(tx, a.ours, b.follower.person_id),
    "cards.id_of": lambda tx, a, b: cards.id_of(tx, a.ours, f"follower:{b.follower.person_id}:1"),
    "cards.search, an account": lambda tx, a, b: cards.search(tx, search(a, account_id=b.ours), 9)[0],
    "cards.search, a person": lambda tx, a, b: cards.search(tx, search(a, person_id=b.follower.person_id), 9)[0],
    "cards.page, an account": lambda tx, a, b: cards.page(tx, search(a, account_id=b.ours), 9),
    "cards.totals": lambda tx, a, b: cards.totals(tx, search(a, account_id=b.ours)),
    "sought.ids": lambda tx, a, b: sought.ids(tx, search(a, account_id=b.ours), 9),
    "sought.totals": lambda tx, a, b: sought.totals(tx, search(a, account_id=b.ours)),
    "people.follower": lambda tx, a, b: people.follower(tx, a.ours, b.follower.person_id),
    "people.follower, a round": lambda tx, a, b: people.follower(tx, a.ours, b.follower.person_id, 1),
    "people.histories": lambda tx, a, b: people.histories(tx, a.ours, [b.question.person_id]),
    "people.history": lambda tx, a, b: people.history(tx, a.ours, b.question.person_id).mentions,
    "accounts.all_routes": lambda tx, a, b: accounts.all_routes(tx, account_id=b.ours, workspace_id=a.at),
}


def row(tx: Connection, table: Table, row_id: int) -> object:
    """A row by its id."""
    return tx.execute(select(table).where(table.c.id == row_id)).one()


def changed(tx: Connection, card: Card) -> bool:
    """The card, one version further."""
    now = needed(cards.get(tx, card.id))
    return cards.change(tx, type(now)(**{f: getattr(now, f) for f in now.__slots__} | {"version": now.version + 1}))


def tried(database: Database, call: Callable[[Connection], object]) -> object:
    """What a call says; what it did is undone."""
    with database.write() as tx:
        said = call(tx)
        tx.rollback()
    return said


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Side, Side]]:
    """Two workspaces in one database, the same in all but their rows."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('two') / 'rapport.sqlite'}")
    database.migrate()
    yield furnished(database, "T0FERN"), furnished(database, "T0TIDE")
    database.close()


def questions() -> set[str]:
    """Every public function of every module of the store."""
    found = set()
    for module in (m.name for m in pkgutil.iter_modules(store.__path__) if m.name not in NOT_QUESTIONS):
        inside = importlib.import_module(f"slackapp.store.{module}")
        functions = inspect.getmembers(inside, inspect.isfunction)
        found |= {f"{module}.{n}" for n, f in functions if f.__module__ == inside.__name__ and n[0] != "_"}
    return found


# What holds


def test_every_function_of_the_store_stands_in_the_table() -> None:
    """Whoever writes a new one has to say here how it is kept to one workspace."""
    assert questions() == set(CASES)


def test_both_sides_have_rows_of_every_kind(sides: tuple[Side, Side]) -> None:
    """Else nothing is shown; and what the network calls people and posts is the same on both."""
    ours, theirs = sides
    with ours.house.database.read() as tx:
        assert all(found for table, found in rows(tx, ours).items() if table not in NOBODYS)
        assert {name: len(found) for name, found in rows(tx, ours).items()} == {
            name: len(found) for name, found in rows(tx, theirs).items()
        }
    assert (ours.person.id, ours.asked.id, ours.answer.id) == (theirs.person.id, theirs.asked.id, theirs.answer.id)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("swapped", [False, True], ids=["first", "second"])
def test_nothing_of_another_workspace_is_returned_or_changed(
    sides: tuple[Side, Side], name: str, *, swapped: bool
) -> None:
    """What is asked for one workspace has the same answer where the other never was, and leaves its rows alone."""
    way, call = CASES[name]
    ours, theirs = reversed(sides) if swapped else sides

    def beside(tx: Connection) -> object:
        before = rows(tx, theirs)
        said = call(tx, ours)
        assert rows(tx, theirs) == before
        return said

    def alone(tx: Connection) -> object:
        remove(tx, theirs)
        return call(tx, ours)

    said = tried(ours.house.database, beside)
    if way is not WHOLE:
        assert said == tried(ours.house.database, alone)


@pytest.mark.parametrize("name", GUESSES)
@pytest.mark.parametrize("swapped", [False, True], ids=["first", "second"])
def test_a_guessed_id_finds_nothing(sides: tuple[Side, Side], name: str, *, swapped: bool) -> None:
    """The store's ids are plain numbers: another workspace's, beside our own, name nothing."""
    ours, theirs = reversed(sides) if swapped else sides
    assert not tried(ours.house.database, lambda tx: GUESSES[name](tx, ours, theirs))


def test_what_is_for_the_whole_house_is_not_within_slacks_reach() -> None:
    """No listener, nor what listeners call, asks the store for more than one workspace's rows."""
    whole = {name for name, (way, _) in CASES.items() if way is WHOLE}
    root = Path(slackapp.__file__).parent
    reached = [
        root / f"{name}.py"
        for name in ("decisions", "faces", "listings", "overview", "report", "connect", "workspaces")
    ]
    for file in (*reached, *(root / "slack").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and (asked := ast.unparse(node.func)) in whole | set(NARROWED):
                assert asked in NARROWED, f"{file.name} asks {asked}"
                given = len(node.args) + len(node.keywords)
                assert given >= NARROWED[asked], f"{file.name} asks {ast.unparse(node)} of all workspaces"


NARROWED = {"accounts.all_accounts": 2, "accounts.all_routes": 2}  # arguments: with fewer they tell of everybody
