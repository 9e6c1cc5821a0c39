"""More scenes: what X keeps for its own page, who left, commands, digest, Home."""

import time

from slackapp.sandbox.narrator import check
from slackapp.sandbox.play import (
    FOLLOW,
    FOLLOW_BY_HAND,
    MARKETING,
    REPLY,
    REPLY_BLOCK,
    REPLY_BY_HAND,
    REPLY_INPUT,
    SOCIAL,
    Play,
    tells,
)
from slackapp.sandbox.scenes import PRAISE
from slackapp.sandbox.wire import button, has, wait, words

BY_HAND = "It is in your mail now."
# What is typed, and a word that the answer has to hold.
COMMANDS = {
    "/followers": "today",
    "/followers today": "in all",
    "/followers week": "in all",
    "/followers pending": "in all",
    "/followers help": "/followers",
    "/followers sideways": "sideways",
    "/questions": "uestion",
    "/questions open": "pen questions",
    "/questions all": "in all",
    "/questions mine": "decided",
    "/questions help": "/questions",
    "/questions <!channel>": "don’t know",
    "/rapport": "tidewatercoffee",
    "/rapport status": "Well",
    "/rapport help": "/rapport",
    "/rapport dance": "dance",
}


def follow_on_x(play: Play) -> None:
    """Self-serve: the button becomes a link to X's page; what is done there closes the card with the name."""
    person = play.people[0]
    play.panel.press("switch", access="self_serve")
    play.chiara.press(play.with_button(person, FOLLOW), SOCIAL, FOLLOW)
    offered = play.with_button(person, FOLLOW_BY_HAND)
    link = str(button(offered, FOLLOW_BY_HAND)[0].get("url"))
    check(link.startswith("https://x.com/"), f"the button leads to {link}")
    play.chiara.press(offered, SOCIAL, FOLLOW_BY_HAND)
    play.follower_card(person, lambda one: "👉" in one["text"], "that the page was opened")
    play.panel.press("brand_follows", id=person["id"])
    play.follower_card(person, tells(play.chiara), "what happened on X")
    play.by_hand += 1


def reply_on_x(play: Play) -> None:
    """X refuses a reply: the card offers X's own page, and closes with the name once the brand answered there."""
    card = play.card("invoice for May", lambda one: has(one, REPLY), "the request's card")
    play.panel.press("faults", path="/2/tweets", method="POST", kind="status", status=403)
    play.ben.press(card, SOCIAL, REPLY)
    modal = wait(play.ben.views, "the modal")[-1]
    play.ben.submit(modal, REPLY_BLOCK, REPLY_INPUT, BY_HAND)
    offered = play.card("invoice for May", lambda one: has(one, REPLY_BY_HAND), "X's own page")
    play.ben.press(offered, SOCIAL, REPLY_BY_HAND)
    play.card("invoice for May", lambda one: "👉" in one["text"], "that the page was opened")
    play.panel.press("answer", post_id=play.asked["request"]["id"], text=BY_HAND)
    play.card("invoice for May", tells(play.ben), "what happened on X")
    play.by_hand += 1


def lost(play: Play) -> None:
    """Who left has unfollowed, or was suspended: the list tells them apart."""
    left, suspended = f"@{play.regulars[5]['username']}", f"@{play.regulars[6]['username']}"
    until = time.monotonic() + 20
    while True:
        told = words(play.ben.ask(SOCIAL, "/followers lost"))
        if left in told and suspended in told:
            break
        check(time.monotonic() < until, f"the list doesn't tell of {left} and {suspended}: {told[:300]}")
        time.sleep(0.5)
    told = told.lower()
    check("unfollowed" in told and "suspended" in told, f"the list says {told}")


def commands(play: Play) -> None:
    """Each command is answered to the one who asks, and what is unknown with help."""
    for typed, holds in COMMANDS.items():
        told = words(play.ben.ask(SOCIAL, typed))
        check(holds in told, f"{typed} is answered {told[:300]}")
    handle = play.people[2]["username"]
    check(handle in words(play.ben.ask(SOCIAL, f"/followers @{handle}")), f"/followers @{handle} doesn't show them")


def digest(play: Play) -> None:
    """The day so far comes to the marketing channel."""
    play.chiara.ask(SOCIAL, "/rapport digest now")
    told = wait(lambda: [one for one in play.ben.messages(MARKETING) if "so far" in one["text"]], "the digest")[-1]
    check("205 new followers" in told["text"], f"the digest says {told['text'][:300]}")


def home(play: Play) -> None:
    """Home opens on what waits for her, shows its numbers, and looks again."""
    play.ada.open_home()
    view = wait(lambda: play.ada.state()["home"], "Home")
    check("Open for everybody" in words(view), "Home doesn't tell what is open")
    play.ada.press_in(view, "rapport.home.numbers")
    wait(lambda: "Today" in words(play.ada.state()["home"]), "today's numbers")
    play.ada.press_in(play.ada.state()["home"], "rapport.home.refresh")


def no_card_for_praise(play: Play) -> None:
    """Praise waits for nobody, and so has no card."""
    check(not any(PRAISE[:20] in words(one) for one in play.ada.messages(SOCIAL)), "there is a card for praise")
