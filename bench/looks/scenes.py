"""What is played before each picture: people click and type, the network answers, time goes on."""

from collections.abc import Callable
from datetime import timedelta

from bench.looks.camera import HOME, Camera
from bench.looks.first_run import first_run
from bench.looks.office import Seen
from slackapp.domain.accounts import Channels
from slackapp.domain.card import Choice
from slackapp.domain.hours import BusinessHours
from slackapp.domain.people import NetworkName
from slackapp.domain.roles import EVERYONE, Roles, Who
from slackapp.domain.targets import Targets
from slackapp.slack import ids
from slackapp.slack.ids import MenuItem
from slackapp.store import targets
from slackapp.tuning import Tuning
from tests.networks.mastodon.mock import MockMastodon
from tests.slack.listeners.team import ADA, BEN, CHIARA, MARKETING, SOCIAL

Scene = Callable[[Camera], None]
QUESTION = "@tidewatercoffee do you ship to Oslo, and how long does it take?"
COMPLAINT = "@tidewatercoffee third time my order is late, I want a refund now"
ASKED = (
    "do you ship to Oslo, and what does shipping cost?",
    "is the harbour blend back in stock this week?",
    "my order is late, can you check it please?",
    "which grind is right for a moka pot?",
    "do you ship decaf to Norway?",
    "where is my order? Tracking says nothing",
)
NOTES = (
    "Bakes on Sundays, cycles to work.",
    "#teamfollowback I follow everyone back",
    "",
    "Café owner by the canal. Beans, bikes, books.",
)
COMPLAINT_AGAIN = "@tidewatercoffee is the harbour blend back in stock this week?"


def claim_race(shot: Camera) -> None:
    """Two people see the same card, and press Claim at once, in two browsers."""
    team = shot.team
    team.new_question(QUESTION)
    with shot.page(ADA.id, SOCIAL) as ada, shot.page(BEN.id, SOCIAL) as ben:
        for page in (ada, ben):
            page.locator(".message").last.get_by_role("button", name="Claim").click()
            page.wait_for_timeout(300)
        team.work()
    shot.take("claim-race-1-winner", ADA.id, SOCIAL)
    shot.take("claim-race-2-loser", BEN.id, SOCIAL)
    team.choose(Choice.REPLY, ADA.id)
    team.choose(Choice.REPLY, BEN.id)
    shot.take("claim-race-3-somebody-writes", BEN.id, SOCIAL)
    team.close_windows(ADA.id)
    team.close_windows(BEN.id)


def snooze_return(shot: Camera) -> None:
    """A card is put off with why, and comes back by itself."""
    team = shot.team
    team.new_question(COMPLAINT_AGAIN)
    team.menu(MenuItem.SNOOZE)
    shot.take("snooze-1-window", ADA.id, SOCIAL)
    note = {ids.NOTE_INPUT: {"type": "plain_text_input", "value": "The warehouse answers after lunch"}}
    chosen = {"type": "radio_buttons", "selected_option": {"value": MenuItem.SNOOZE_HOUR.value}}
    team.fill(**{ids.SNOOZE_BLOCK: {ids.SNOOZE_INPUT: chosen}, ids.SNOOZE_NOTE: note})
    team.work()
    shot.take("snooze-2-asleep", BEN.id, SOCIAL)
    team.pass_time(hours=1, minutes=1)
    shot.take("snooze-3-returned", BEN.id, SOCIAL)


def hand_off(shot: Camera) -> None:
    """A question goes to another team, is sent back, goes again and is answered there."""
    team = shot.team
    team.new_question(COMPLAINT)
    picked = {"type": "conversations_select", "selected_conversation": MARKETING}
    note = {"type": "plain_text_input", "value": "She has waited since Monday; the order is in her first post."}
    given = {ids.HAND_OFF_CHANNEL: {ids.HAND_OFF_INPUT: picked}, ids.HAND_OFF_NOTE: {ids.HAND_OFF_INPUT: note}}
    team.menu(MenuItem.HAND_OFF)
    shot.take("hand-off-1-window", ADA.id, SOCIAL)
    team.fill(**given)
    team.work()
    shot.take("hand-off-2-the-case-there", BEN.id, MARKETING)
    shot.take("hand-off-3-the-card-here", ADA.id, SOCIAL)
    for button, words, name in (
        (ids.HAND_OFF_SEND_BACK, "No order under this name; please ask for its number.", "4-sent-back"),
        (ids.HAND_OFF_ANSWERED, "Refunded, and told by mail.", "5-answered"),
    ):
        if button == ids.HAND_OFF_ANSWERED:
            team.menu(MenuItem.HAND_OFF)
            team.fill(**given)
            team.work()
        team.click(team.message_with(ids.HAND_OFF_CLAIM, MARKETING), ids.HAND_OFF_CLAIM, BEN.id)
        team.work()
        team.click(team.message_with(button, MARKETING), button, BEN.id)
        said = {"type": "plain_text_input", "value": words}
        team.fill(BEN.id, **{ids.HAND_OFF_NOTE: {ids.HAND_OFF_INPUT: said}})
        team.work()
        shot.take(f"hand-off-{name}-there", BEN.id, MARKETING)
        shot.take(f"hand-off-{name}-here", ADA.id, SOCIAL)


def approval(shot: Camera) -> None:
    """Ben's reply is a draft; meanwhile another one waits: it is shown before Ada sends."""
    team = shot.team
    team.new_question(QUESTION)
    approvers = Roles(EVERYONE, Who(frozenset({ADA.id})))
    Tuning(team.house.database, team.clock).change_roles(team.account.workspace_id, approvers, ADA.id)
    team.choose(Choice.REPLY, BEN.id)
    shot.take("approval-1-reply-of-who-may-not-send", BEN.id, SOCIAL)
    team.submit("We do! About four days to Oslo.", BEN.id)
    team.work()
    team.close_windows(BEN.id)
    team.choose(Choice.REPLY, CHIARA.id)
    shot.take("approval-2-another-one-waits", CHIARA.id, SOCIAL)
    team.submit("Yes, four to five days; tracked.", CHIARA.id)
    team.work()
    shot.take("approval-3-drafts-on-the-card", ADA.id, SOCIAL)
    team.click(team.message_with(ids.DRAFT_SEND), ids.DRAFT_SEND)
    shot.take("approval-4-conflict", ADA.id, SOCIAL)
    team.close_windows(ADA.id)
    team.click(team.message_with(ids.DRAFT_RETURN), ids.DRAFT_RETURN)
    noted = {"type": "plain_text_input", "value": "Please say that it is tracked."}
    team.fill(**{ids.DRAFT_NOTE: {ids.DRAFT_INPUT: noted}})
    team.work()
    shot.take("approval-5-returned", ADA.id, SOCIAL)
    shot.take("approval-6-its-author-is-told", BEN.id, f"D{BEN.id[1:]}")


def escalation(shot: Camera) -> None:
    """A card's time runs out: its owner is nudged, then somebody is told once."""
    team = shot.team
    aim(team)
    team.new_question("@tidewatercoffee which grinder do you use in the shop?")
    team.choose(Choice.CLAIM, BEN.id)
    team.work()
    shot.take("escalation-1-time-left", BEN.id, SOCIAL)
    team.pass_time(hours=3, minutes=5)
    shot.take("escalation-2-nudged", BEN.id, SOCIAL)
    team.pass_time(hours=1)
    shot.take("escalation-3-told", ADA.id, MARKETING)
    shot.take("escalation-4-the-card", ADA.id, SOCIAL)
    team.say("/questions overdue")
    shot.take("escalation-5-overdue", ADA.id, SOCIAL)


def bulk_review(shot: Camera) -> None:
    """Sixty follow at once where many may be followed: some are chosen, followed at the network's pace, stopped."""
    team = shot.team
    with MockMastodon() as there:
        login = {"url": there.base_url, "access_token": there.token}
        account = team.house.connections.add(NetworkName.MASTODON, login, Channels(SOCIAL, MARKETING), by=ADA.id)
        team.house.poll.poll(account.id)  # the silent first look
        for number in range(60):
            there.add_follower(f"neighbour{number}", note=NOTES[number % len(NOTES)])
        team.clock.go(minutes=1)
        team.house.poll.poll(account.id)
        team.work(10)
        shot.take("review-1-the-card", ADA.id, SOCIAL)
        team.click(team.message_with(ids.REVIEW_OPEN), ids.REVIEW_OPEN)
        shot.take("review-2-the-list", ADA.id, SOCIAL)
        for _ in range(3):
            team.click_view(team.view(), ids.PICK_ALL)
            team.click_view(team.view(), ids.PICK_NEXT)
        shot.take("review-3-chosen", ADA.id, SOCIAL)
        team.click_view(team.view(), ids.BULK_FOLLOW)
        shot.take("review-4-said", ADA.id, SOCIAL)
        team.close_windows()
        team.work(20)
        shot.take("review-5-under-way", ADA.id, SOCIAL)
        team.click(team.message_with(ids.BULK_STOP), ids.BULK_STOP)
        team.work(10)
        shot.take("review-6-stopped", ADA.id, SOCIAL)


def bulk_forbidden(shot: Camera) -> None:
    """The same on X, whose rules want a click for each: the list says so; ignoring many is fine."""
    team = shot.team
    team.press("switch", access="enterprise")
    team.press("follow", kind="person", count=60)
    team.poll()
    team.click(team.message_with(ids.REVIEW_OPEN), ids.REVIEW_OPEN)
    team.click_view(team.view(), ids.PICK_ALL)
    shot.take("forbidden-1-the-list", ADA.id, SOCIAL)
    team.click_view(team.view(), ids.BULK_IGNORE)
    shot.take("forbidden-2-said", ADA.id, SOCIAL)
    team.close_windows()
    team.work()
    shot.take("forbidden-3-done", ADA.id, SOCIAL)


def settings(shot: Camera) -> None:
    """Each settings window, opened by its command."""
    for word in ("targets", "roles", "replies", "webhooks", "words", "cards", "routes", "digests", "budget", "connect"):
        shot.team.say(f"/rapport {word}")
        shot.take(f"settings-{word}", ADA.id, SOCIAL, tall=True)
        shot.team.close_windows()


def commands(shot: Camera) -> None:
    """What is answered to one person."""
    team = shot.team
    team.new_follower()
    team.new_question(QUESTION)
    team.choose(Choice.CLAIM, BEN.id)
    team.work()
    for text in ("/rapport audit", "/rapport status", "/rapport help", "/questions all", "/followers today"):
        team.say(text)
        shot.take(f"command-{text[1:].replace(' ', '-')}", ADA.id, SOCIAL)
    team.menu(MenuItem.WHY)
    shot.take("why", ADA.id, SOCIAL)
    team.click_view(team.view(), ids.HISTORY_OPEN)
    shot.take("history", ADA.id, SOCIAL)
    team.close_windows()


def home(shot: Camera) -> None:
    """The Home tab of an admin and of a member after some days of work, each of its tabs."""
    team = shot.team
    shot.take("home-empty", BEN.id, HOME)
    some_weeks(team, 30)
    approvers = Roles(EVERYONE, Who(frozenset({ADA.id})))
    Tuning(team.house.database, team.clock).change_roles(team.account.workspace_id, approvers, ADA.id)
    aim(team)
    for text, user in ((COMPLAINT, ADA), (QUESTION, BEN), (COMPLAINT_AGAIN, ADA)):
        team.new_question(text)
        team.choose(Choice.CLAIM, user.id)
        team.work()
    team.pass_time(hours=3, minutes=10)
    team.new_question("@tidewatercoffee which water do you brew with?")
    team.choose(Choice.REPLY, BEN.id)
    team.submit("Filtered, about 60 ppm. Come and taste it!", BEN.id)
    team.close_windows(BEN.id)
    team.work()
    team.new_follower()
    for user, name in ((ADA.id, "admin"), (BEN.id, "member")):
        for tab in ("For me", "Open", "Numbers", "Settings"):
            shot.take(f"home-{name}-{tab.lower().replace(' ', '-')}", user, HOME, tall=True, tab=tab)


def some_weeks(team: Seen, days: int) -> None:
    """People follow and ask day by day, and most are answered."""
    for day in range(days):
        team.clock.go(days=1)
        team.press("follow", kind="person", count=1 + day * 7 % 4)
        for text in ASKED[day % 5 : day % 5 + 1 + day % 2]:
            team.new_question(f"@tidewatercoffee {text}")
            team.pass_time(minutes=5 + day * 11 % 90)
            if day % 6:
                team.reply(f"Yes, and gladly. {day}", (ADA.id, BEN.id)[day % 2])


def aim(team: Seen) -> None:
    """Targets: an hour for what is urgent, four for what is not; #marketing is told of what was missed."""
    spans = {"urgent": timedelta(hours=1), "normal": timedelta(hours=4)}
    aims = Targets(on=True, **spans, hours=BusinessHours(), escalate_to=MARKETING)
    with team.house.database.write() as tx:
        targets.put(tx, team.account.workspace_id, aims, ADA.id, team.clock())


def digests(shot: Camera) -> None:
    """Five weeks of a brand; the digest of a day, a week and a month, with Slack's own charts, then with an image."""
    team = shot.team
    some_weeks(team, 36)
    for period in ("now", "week", "month"):
        team.say(f"/rapport digest {period}")
        shot.take(f"digest-{period}", ADA.id, MARKETING, tall=True, alone=True)
    team.person("faults", method="chat.*", block="data_visualization", error="invalid_blocks", times=9)
    team.say("/rapport digest week")
    shot.take("digest-week-as-image", ADA.id, MARKETING, tall=True, alone=True)


SCENES: tuple[Scene, ...] = (
    first_run,
    *(
        claim_race,
        snooze_return,
        hand_off,
        approval,
        escalation,
        bulk_review,
        bulk_forbidden,
        settings,
        commands,
        home,
        digests,
    ),
)
