"""What Rapport promises about every single click, each a sentence and the check below it."""

from datetime import timedelta

from slackapp.decisions import Decided, TooLate
from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.card import (
    DOUBT_CHOICES,
    FACET_CHOICES,
    FACET_OF,
    OWNER_CHOICES,
    STATUS_CHOICES,
    CardKind,
    CardStatus,
    Choice,
    choose,
)
from tests.machines.cards import planned_by
from tests.machines.effects import LOOKS, POSTS, open_still, waits_for_a_person
from tests.machines.ledger import Click
from tests.machines.life import Life

AN_HOUR = timedelta(hours=1)  # how long people snooze
MAY_BE_OPENED_TWICE = (Choice.FOLLOW_BY_HAND, Choice.REPLY_BY_HAND)  # links to the network's own page
DOUBT_BECOMES = {
    Choice.CHECK_AGAIN: ActionState.IN_DOUBT,
    Choice.SEND_AGAIN: ActionState.PLANNED,
    Choice.MARK_SENT: ActionState.DONE,
}


def what_is_open_is_taken(_life: Life, click: Click) -> None:
    """A choice that the card offers is taken, and one that it does not offer is not."""
    assert isinstance(click.result, Decided) == (choose(click.before, click.choice, click.who) is not None)


def who_is_too_late_changes_nothing(life: Life, click: Click) -> None:
    """Who is too late changes nothing, and is told who was faster; the very same click is told to be the same."""
    if not isinstance(click.result, TooLate):
        return
    assert (click.after, click.new, click.changed) == (click.before, [], [])
    named = life.ledger.deciders.get(click.before.id, set())
    assert click.result.by in named or not named or click.before.status is CardStatus.CLOSED, "nobody is named"


def who_decided_is_on_the_card(life: Life, click: Click) -> None:
    """A decision names who made it, and is on disk before it is acknowledged."""
    if isinstance(click.result, Decided) and click.choice in OWNER_CHOICES:
        owner = "" if click.choice is Choice.RELEASE else click.who
        decider = (click.before.decided_by, click.before.decided_at)
        assert (click.after.owner_id, click.after.decided_by, click.after.decided_at) == (owner, *decider)
    elif isinstance(click.result, Decided):
        assert (click.result.card, click.result.card.decided_by) == (click.after, click.who)
        assert click.after.decided_at == life.house.clock()


def a_choice_plans_what_it_says(_life: Life, click: Click) -> None:
    """A choice plans what it says, once, with the words and in the name of who chose it."""
    planned = planned_by(click.before, click.choice) if isinstance(click.result, Decided) else None
    expected = [(planned, click.who, click.words, ActionState.PLANNED)] if planned else []
    assert [(action.kind, action.actor_id, action.text, action.state) for action in click.new] == expected


def a_doubt_becomes_what_was_chosen(_life: Life, click: Click) -> None:
    """A person settles one doubt at a time, one that waits for them, and as they said; nothing else is touched."""
    if click.choice not in DOUBT_CHOICES or isinstance(click.result, TooLate):
        assert not click.changed
        return
    (doubt,) = click.changed
    assert waits_for_a_person(doubt)
    now = click.are[doubt.id]
    assert now.state is DOUBT_BECOMES[click.choice]
    assert open_still(now) == (now.due_at is not None), "what is to be done is due"


def nothing_under_way_is_put_away(_life: Life, click: Click) -> None:
    """Nobody ignores, snoozes or reopens a card while something on it is under way.

    A poll may have a doubt looked at once more: its card says in doubt all the while.
    """
    if click.choice in STATUS_CHOICES and isinstance(click.result, Decided):
        doubt = click.before.in_doubt
        under_way = [a for a in click.were.values() if open_still(a) and not waits_for_a_person(a)]
        moving = [a for a in under_way if a.state is not ActionState.IN_DOUBT or FACET_OF[a.kind][0] is not doubt]
        assert not [action for action in moving if action.kind not in LOOKS]


def nothing_is_begun_on_a_card_put_away(_life: Life, click: Click) -> None:
    """Nothing is begun on a card that a teammate ignored, or that closed by itself, but a like."""
    if click.choice in (Choice.FOLLOW, Choice.REPLY, *MAY_BE_OPENED_TWICE) and isinstance(click.result, Decided):
        assert click.before.status not in (CardStatus.IGNORED, CardStatus.CLOSED)


def a_snoozed_card_keeps_its_time(life: Life, click: Click) -> None:
    """A snoozed card comes back when it was told to, whatever is clicked meanwhile; one that is awake has no time."""
    if click.choice is Choice.SNOOZE and isinstance(click.result, Decided):
        assert (click.after.status, click.after.snoozed_until) == (CardStatus.SNOOZED, life.house.clock() + AN_HOUR)
    elif click.after.status is CardStatus.SNOOZED:
        assert click.after.snoozed_until == click.before.snoozed_until
    else:
        assert click.after.snoozed_until is None


def an_undo_takes_back_that_very_post(life: Life, click: Click) -> None:
    """What an undo deletes is the card's own answer and nobody's else, as far as anybody knows which post that is."""
    for action in click.new:
        if action.kind is not ActionKind.DELETE_POST or not action.target_id:
            continue
        said = {before.text for before in click.were.values() if before.kind in POSTS}
        asked = life.question(click.before) if click.before.kind is CardKind.QUESTION else ""
        ours = [post for post in (*life.network.timeline, *life.network.posted) if post.id == action.target_id]
        assert ours, "it never was"
        assert ours[0].text in said or ours[0].in_reply_to_id == asked, f"that is another post: {ours}"


AT_EACH_CLICK = (
    what_is_open_is_taken,
    who_is_too_late_changes_nothing,
    who_decided_is_on_the_card,
    a_choice_plans_what_it_says,
    a_doubt_becomes_what_was_chosen,
    nothing_under_way_is_put_away,
    nothing_is_begun_on_a_card_put_away,
    a_snoozed_card_keeps_its_time,
    an_undo_takes_back_that_very_post,
)


def the_same_click_twice_is_one(first: Click, second: Click) -> None:
    """The same click delivered twice is one, and whoever clicked is not told that somebody was faster."""
    if first.choice in MAY_BE_OPENED_TWICE or not isinstance(first.result, Decided):
        return
    assert isinstance(second.result, TooLate), f"{first.choice} was taken twice"
    if first.choice in FACET_CHOICES or first.choice in STATUS_CHOICES or first.choice in OWNER_CHOICES:
        assert second.result.again


def of_two_people_one_is_told_of_the_other(first: Click, second: Click) -> None:
    """Of two people at once, whoever can't have it any more is told that it was the other."""
    open_before = choose(first.before, second.choice, second.who) is not None
    if isinstance(first.result, Decided) and open_before and isinstance(second.result, TooLate):
        assert second.result.by == first.who, f"{second.choice} lost to {first.choice}, told {second.result.by!r}"
