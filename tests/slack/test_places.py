"""A channel is archived or Rapport put out of it: one person hears of it, cards wait, and come grouped."""

from datetime import timedelta

import pytest

from slackapp.domain.accounts import Channels
from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.card import CardKind, Choice
from slackapp.domain.periods import one_day
from slackapp.places import REST
from slackapp.slack import ids
from slackapp.store import accounts, messages
from slackapp.store.messages import MessageKind, NewMessage
from tests.slack.listeners.team import ADA, BEN, MARKETING, SOCIAL, Json, Team, find, until, words

pytestmark = pytest.mark.networks  # long

POST, INFO = "chat.postMessage", "conversations.info"
TO_ADA = "D" + ADA.id[1:]


def arrive(team: Team, *, people: int = 0, questions: int = 0, urgent: int = 0) -> None:
    """Somebody new with each poll, so that none of them shares a message with another."""
    team.press("switch", access="enterprise")
    asked = [f"do you ship to town {n}?" for n in range(questions)]
    asked += [f"my order {n} is broken, this is urgent! Help!" for n in range(urgent)]
    for text in (*asked, *[""] * people):
        if text:
            team.press("mention", kind="question", text=f"@tidewatercoffee {text}")
        else:
            team.press("follow", kind="person")
        team.clock.go(minutes=1)
        team.house.poll.poll(team.account.id)
    team.work()


def look(team: Team) -> None:
    """The clock's chore, thirty seconds later, and what comes of it."""
    team.clock.go(seconds=30)
    team.house.clock.look_at_channels()
    team.work(seconds=29)


def connected_by(team: Team, user: str) -> None:
    """As though this person had connected the account."""
    with team.house.database.write() as tx:
        here = accounts.accounts.c.id == team.account.id
        tx.execute(accounts.accounts.update().where(here).values(connected_by=user))


def direct(team: Team, user: str = ADA.id) -> list[Json]:
    """What Rapport wrote to one person."""
    return [m for m in team.state(user)["messages"].get("D" + user[1:], []) if "blocks" in m]


def cards_in(team: Team, channel: str = SOCIAL) -> list[Json]:
    """The messages with cards in a channel, oldest first."""
    keys = ((m, m.get("metadata", {}).get("event_payload", {}).get("key", "")) for m in team.messages(channel))
    return [m for m, key in keys if "follower" in key or "mention" in key or "together" in key]


def test_an_archived_channel_is_one_message_to_who_can_mend_it_and_one_group_after(team: Team) -> None:
    """One call meets it, one message tells, Home and the status say so; back again, all come in one, and once."""
    connected_by(team, ADA.id)
    assert team.person("archive", channel=SOCIAL)["ok"]
    arrive(team, people=7)
    for _ in range(3):
        look(team)
    assert [call["ok"] for call in team.slack_calls(POST)] == [True, True, False, True]  # two hellos; a card; to Ada
    assert len(team.slack_calls(INFO)) == 3 + 1  # one a look; one when it was connected
    (told,) = direct(team)
    assert "takes no messages: it is archived" in words(told)
    assert "7 cards wait" in words(told)
    team.person("home")
    assert "7 cards wait" in words(until(lambda: team.state()["home"]))
    team.person("command", channel=MARKETING, text="/rapport status")
    assert "it is archived" in words(team.told(channel=MARKETING)[-1])
    assert " late" not in words(team.told(channel=MARKETING)[-1])  # it rests
    assert team.person("unarchive", channel=SOCIAL)["ok"]
    look(team)
    (group,) = cards_in(team)
    assert "7 new followers" in words(group)
    assert "takes messages again" in words(direct(team)[0])
    look(team)
    assert len(cards_in(team)) == len(direct(team)) == 1
    assert len({card.message_id for card in team.cards() if card.kind is CardKind.FOLLOWER}) == 1


def test_what_was_decided_meanwhile_holds_and_the_urgent_come_alone(team: Team) -> None:
    """Put out of the channel; somebody decides on Home; after the invitation the group says what was decided."""
    assert team.person("kick", channel=SOCIAL)["ok"]
    arrive(team, questions=7, urgent=1)
    team.person("home")
    home = until(lambda: team.state()["home"])
    ignore = ids.card_action_id(Choice.IGNORE)
    block, button = find(home["blocks"], ignore)
    where = {"view_id": home["id"], "block_id": block["block_id"], "value": button["value"]}
    assert team.person("click", action_id=ignore, **where)["ok"]
    assert team.give_reason()["ok"]
    look(team)
    assert cards_in(team) == []
    team.person("command", channel=SOCIAL, text="/invite @Rapport")
    look(team)
    urgent, group = cards_in(team)
    assert "my order 0" in words(urgent)
    assert "7 new questions" in words(group)
    assert "1 of 7 decided: 0 answered, 1 ignored" in words(group)
    team.click(group, ids.REVIEW_OPEN)
    assert "2 of 7" in words(team.view())  # the first that still waits


def test_few_that_waited_come_one_by_one(team: Team) -> None:
    """Each once, as it would have come."""
    team.person("archive", channel=SOCIAL)
    arrive(team, people=2, questions=1)
    look(team)
    team.person("unarchive", channel=SOCIAL)
    look(team)
    assert len(cards_in(team)) == 3


def test_what_waits_goes_where_the_account_is_sent(team: Team) -> None:
    """Sent to another channel, nothing waits for the old one; and that one is no alarm to anybody any more."""
    connected_by(team, ADA.id)
    team.person("archive", channel=SOCIAL)
    arrive(team, people=7, questions=2)
    look(team)
    team.house.connections.send_to(team.account.id, Channels(MARKETING, MARKETING))
    look(team)
    assert [("7 new followers" in words(m)) for m in cards_in(team, MARKETING)].count(True) == 1
    assert len(cards_in(team, MARKETING)) == 3
    assert "Nothing goes to" in words(direct(team)[0])
    before = len(team.slack_calls(INFO))
    look(team)
    look(team)
    assert len(team.slack_calls(INFO)) == before  # seldom looked at
    team.person("home")
    assert "takes no messages" not in words(until(lambda: team.state()["home"]))
    team.clock.go(seconds=REST.total_seconds())
    team.person("unarchive", channel=SOCIAL)
    look(team)
    assert cards_in(team) == []


def test_a_message_in_doubt_stays_one_message(team: Team) -> None:
    """Its answer was lost just before the channel was archived: it is looked for after, and not gathered."""
    arrive(team)
    team.press("follow", kind="person")
    team.clock.go(minutes=1)
    team.house.poll.poll(team.account.id)
    team.send("/slack/person/faults", {"method": POST, "times": 1, "status": 0, "before_effect": False})
    team.work(seconds=0)
    assert team.action(ActionKind.POST_MESSAGE).state is ActionState.IN_DOUBT
    team.person("archive", channel=SOCIAL)
    arrive(team, people=6)
    look(team)
    team.person("unarchive", channel=SOCIAL)
    look(team)
    one, group = cards_in(team)
    assert "6 new followers" in words(group)
    assert "6 new followers" not in words(one)


def test_who_can_not_be_written_to_is_passed_over(team: Team) -> None:
    """Who connected it is not here any more: the workspace's owner hears of it, once."""
    connected_by(team, "U0GONE")
    team.person("archive", channel=SOCIAL)
    arrive(team, people=1)
    owner = next(each for each in team.slack.state.world.teammates if each.is_primary_owner)
    for _ in range(4):
        look(team)
    assert len(direct(team, owner.id)) == 1
    assert sum(len(direct(team, each.id)) for each in (ADA, BEN) if each.id != owner.id) == 0


def test_old_digests_and_notices_that_no_longer_matter_do_not_come(team: Team) -> None:
    """Of three days the newest digest comes; a network that came back meanwhile is not told of."""
    team.house.connections.send_to(team.account.id, Channels(SOCIAL, SOCIAL))
    team.person("archive", channel=SOCIAL)
    arrive(team, people=1)
    today = team.clock().date()
    for days in (3, 2, 1):
        team.house.report.record(team.account.workspace_id, SOCIAL, one_day(today - timedelta(days=days)), "UTC")
    with team.house.database.write() as tx:
        body = {"notice": "network_down", "reason": "down", "since": "2026-01-01T00:00:00+00:00"}
        place = (MessageKind.NOTICE, team.account.workspace_id, SOCIAL, team.account.id)
        messages.add(tx, NewMessage("down:1:x", *place, dict(body)), team.clock())
        messages.add(tx, NewMessage("down:1:x:back", *place, {"notice": "network_back"}), team.clock())
    look(team)
    team.person("unarchive", channel=SOCIAL)
    look(team)
    keys = [m["metadata"]["event_payload"]["key"] for m in team.messages() if "metadata" in m]
    assert [key for key in keys if key.startswith(("digest:", "down:"))] == [
        f"digest:{team.account.workspace_id}:{SOCIAL}:{today - timedelta(days=1)}"
    ]
