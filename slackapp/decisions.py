"""A click -> compare-and-set on the card + an Action row, in one transaction, before it is acknowledged."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from queue import SimpleQueue
from threading import Lock

from sqlalchemy import Connection

from slackapp import effects, webhooks
from slackapp.domain.action import ActionState
from slackapp.domain.card import (
    DOUBT_CHOICES,
    FACET_CHOICES,
    OWNER_CHOICES,
    Card,
    CardedBy,
    CardKind,
    Choice,
    choose,
    outcome,
)
from slackapp.domain.decision import Decided, Decision, TooLate
from slackapp.domain.draft import Draft, DraftState
from slackapp.domain.owning import is_stale, line, noted
from slackapp.domain.said import Said
from slackapp.domain.story import Event
from slackapp.domain.telling import DONE, SEEN, of_decision
from slackapp.late import too_late
from slackapp.store import (
    accounts,
    bulks,
    cards,
    drafts,
    feedback,
    hand_offs,
    messages,
    owners,
    rest,
    routing_rules,
    stories,
    targets,
)
from slackapp.store.away import UnsureError, is_away, is_lost
from slackapp.store.database import Database

RACES = 5  # how often a lost race is looked at anew before we give up; two people never come near it
ASK_AGAIN_SECONDS = 1.5  # for a commit that nobody knows of: Slack waits three
ASK_AGAIN_PAUSE = 0.1  # seconds

__all__ = ["Decided", "Decision", "Decisions", "TooLate"]


class Decisions:
    """Where clicks become decisions."""

    def __init__(self, database: Database, now: Callable[[], datetime], wake: Callable[[], None]) -> None:
        """`wake` tells the dispatcher that there is work."""
        self._database = database
        self._now = now
        self._wake = wake
        self._waiting: SimpleQueue[_Waiting] = SimpleQueue()
        self._turn = Lock()

    def decide(self, what: Decision) -> Decided | TooLate:
        """Decide once, whoever else clicks at the same moment; when it returns, it is on disk.

        Whoever has the turn writes for everybody who waits for it, in one transaction: in a rush many clicks share
        one sync of the disk.

        Raises:
            UnsureError: the database went away in the commit, and nobody knows whether it was decided.
            Exception: nothing was decided; `store.away.is_away` knows whether it may be in a moment.
        """
        mine = _Waiting(what)
        self._waiting.put(mine)
        with self._turn:
            if mine.decided is None and mine.trouble is None:
                self._write_all(self._all_waiting())
        if mine.trouble is not None:
            raise mine.trouble
        assert mine.decided is not None
        if isinstance(mine.decided, Decided):
            self._wake()
        return mine.decided

    def needs_answer(self, workspace_id: int, mention_id: int, actor_id: str) -> Decided | TooLate:
        """Make the card of a mention that got none, since somebody says that it waits for an answer; once.

        Args:
            workspace_id: where they say it.
            mention_id: the mention's id, as it came back with a click.
            actor_id: the Slack user id of who says it.

        Returns:
            the card; or, where it has one or was answered meanwhile, who was first. It is on disk.

        Raises:
            UnsureError: the database went away in the commit, and nobody knows whether it was made.
        """
        with self._written() as tx:
            made = _card_it(tx, workspace_id, mention_id, actor_id, self._now())
        self._wake()
        return made

    def _all_waiting(self) -> list["_Waiting"]:
        return [self._waiting.get() for _ in range(self._waiting.qsize())]

    def _write_all(self, together: list["_Waiting"]) -> None:
        try:
            self._write(together)
        except Exception as trouble:  # noqa: BLE001 (one that breaks must not take the others with it)
            if is_away(trouble):  # nobody gets through, and who came meanwhile has waited as long
                for one in (*together, *self._all_waiting()):
                    one.trouble = trouble
                if isinstance(trouble, UnsureError):
                    self._ask_again(together)
                return
            for one in together:
                try:
                    self._write([one])
                except Exception as own:  # noqa: BLE001 (its own caller gets it)
                    one.trouble = own

    def _write(self, together: list["_Waiting"]) -> None:
        with self._written() as tx:
            decided = [_decide_step(tx, one.what, self._now()) for one in together]
        for one, result in zip(together, decided, strict=True):
            one.decided, one.trouble = result, None

    @contextmanager
    def _written(self) -> Iterator[Connection]:
        """A transaction that Slack waits for. Raises UnsureError where the database went away in its commit."""
        to_commit = False
        try:
            with self._database.write(urgent=True) as tx:
                yield tx
                to_commit = True
        except Exception as trouble:
            if to_commit and is_lost(trouble):
                raise UnsureError from trouble
            raise

    def _ask_again(self, together: list["_Waiting"]) -> None:
        """Decide the same once more: where the commit did come through, the card says so, and nothing happens twice."""
        until = time.monotonic() + ASK_AGAIN_SECONDS
        while time.monotonic() < until:
            time.sleep(ASK_AGAIN_PAUSE)
            try:
                return self._write(together)
            except Exception as trouble:  # noqa: BLE001 (they have theirs, and it may be over in a moment)
                if not is_away(trouble):
                    return None
        return None


@dataclass(slots=True)
class _Waiting:
    """A decision on its way to the disk, and what became of it."""

    what: Decision
    decided: Decided | TooLate | None = None
    trouble: Exception | None = None


def _decide_step(tx: Connection, what: Decision, now: datetime) -> Decided | TooLate:
    """Decide; one of many only where it is its turn, and nobody has stopped them."""
    if what.step is None:
        return _decide(tx, what, now)
    if not bulks.take(tx, what.step):
        return TooLate(None)
    decided = _decide(tx, what, now)
    if isinstance(decided, TooLate):
        bulks.count_late(tx, what.step.bulk_id)
    return decided


def _decide(tx: Connection, what: Decision, now: datetime) -> Decided | TooLate:
    for _ in range(RACES):
        card = cards.get(tx, what.card_id, what.workspace_id)
        if card is not None and _is_another(tx, card, what):
            return TooLate(None)
        wanted = what.owner_id or what.actor_id
        chosen = choose(card, what.choice, wanted) if card and not _is_stale(card, what) else None
        if card is None or chosen is None:
            return too_late(tx, card, what)
        if what.draft is not None and not drafts.is_as_seen(tx, what.draft):
            return TooLate(card)  # sent, returned or reworded meanwhile: whoever drew it knows by whom
        if what.choice in DOUBT_CHOICES:  # an undoing that did happen leaves nothing done, one tried again is one still
            doubt = effects.doubt(tx, card)
            chosen = outcome(card, doubt.kind, _DOUBT_BECOMES[what.choice]) if doubt else chosen
        changed = noted(card, chosen, what, now)
        if cards.change(tx, changed):
            _tell(tx, card, what, now)
            effects.act(tx, card, changed, what, now)
            _say(tx, changed, what, now)
            webhooks.decided(tx, changed, what.choice, what.actor_id, now)
            hand_offs.follow(tx, changed, now)
            targets.rest(tx, card, changed, now)
            if what.draft is not None:
                _send_draft(tx, card, what.draft, what, now)
            if what.choice is Choice.ASSIGN:
                owners.tell_assigned(tx, changed, what.actor_id, now)
            # What acts is drawn by who performs it, when it begins: one row less before the click is acknowledged.
            if changed.message_id is not None and what.choice not in FACET_CHOICES:
                messages.plan_update(tx, changed.message_id, now)
            return Decided(changed)
    return too_late(tx, cards.get(tx, what.card_id, what.workspace_id), what)


def _send_draft(tx: Connection, card: Card, draft: Draft, what: Decision, now: datetime) -> None:
    """The draft is sent with the decision, in the words that were decided on; nobody else can have it meanwhile."""
    if what.text != draft.text:
        drafts.reword(tx, draft, what.text)
        draft = replace(draft, text=what.text, version=draft.version + 1)
    drafts.end(tx, draft, DraftState.SENT, what.actor_id, now)
    stories.tell(tx, card, Event.DRAFT_SENT, now, what.actor_id, f"written by {draft.written_by}: {draft.text}")


def _tell(tx: Connection, card: Card, what: Decision, now: datetime) -> None:
    """The decision's line in the card's story; what a person saw on the network with their own eyes did happen."""
    event, detail = line(card, what) if what.choice in OWNER_CHOICES else of_decision(what)
    doubt = effects.doubt(tx, card) if what.choice is Choice.MARK_SENT else None
    if doubt is not None:
        event, detail = DONE[doubt.kind], SEEN
    stories.tell(tx, card, event, now, what.actor_id, detail)


def _say(tx: Connection, card: Card, what: Decision, now: datetime) -> None:
    """Keep what the choice says of triage's verdict, or take it back with the choice."""
    if card.question_id is None:
        return
    if what.choice is Choice.NOT_A_QUESTION:
        feedback.say(tx, card.workspace_id, card.question_id, Said.NOT_A_QUESTION, what.actor_id, now)
    elif what.choice is Choice.REOPEN:
        feedback.unsay(tx, card.workspace_id, card.question_id, Said.NOT_A_QUESTION)


def _card_it(tx: Connection, workspace_id: int, mention_id: int, actor_id: str, now: datetime) -> Decided | TooLate:
    found = rest.find(tx, workspace_id, mention_id, alone=True)
    if found is None:
        return TooLate(None)
    if found.card is not None or found.mention.answered_at is not None:
        by, at = (found.said.user_id, found.said.at) if found.said else ("", None)
        return TooLate(found.card, by, at, again=by == actor_id)
    feedback.say(tx, workspace_id, mention_id, Said.NEEDS_ANSWER, actor_id, now)
    subject, asker_id = f"mention:{mention_id}", found.mention.person_id
    new = cards.NewCard(CardKind.QUESTION, subject, asker_id, mention_id, CardedBy.PERSON)
    account = accounts.account(tx, found.mention.account_id)
    channel_id = routing_rules.routing(tx, account).of_mention(found.mention.post, found.mention.verdict)
    messages.announce(tx, account, channel_id, messages.MessageKind.CARD, [new], now)
    webhooks.carded(tx, account, [new], now)
    card = cards.of_mention(tx, mention_id)
    assert card is not None
    stories.tell(tx, card, Event.NEEDS_ANSWER, now, actor_id)
    return Decided(card)


_DOUBT_BECOMES = {
    Choice.CHECK_AGAIN: ActionState.CALLING,  # as far as the card can tell
    Choice.SEND_AGAIN: ActionState.PLANNED,
    Choice.MARK_SENT: ActionState.DONE,
}


def _is_another(tx: Connection, card: Card, what: Decision) -> bool:
    """Whether the click was on a message this database knows nothing of: after a restore, ids are given out again."""
    if not what.message_ts or card.message_id is None:
        return False
    at = messages.get(tx, card.message_id)
    if at.ts in ("", what.message_ts):
        return False
    return messages.at(tx, card.workspace_id, at.channel_id, what.message_ts) is None


def _is_stale(card: Card, what: Decision) -> bool:
    """A doubt is settled as it was seen: meanwhile it may be another, and nobody has looked at that."""
    return is_stale(card, what) or (what.choice in DOUBT_CHOICES and what.version not in (0, card.version))
