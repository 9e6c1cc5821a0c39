"""The main job, scene by scene: each does what a person would, and checks it on X's side."""

import threading

from slackapp.sandbox.narrator import check
from slackapp.sandbox.play import (
    FOLLOW,
    IGNORE,
    NEXT,
    ONE,
    REPLY,
    REPLY_BLOCK,
    REPLY_INPUT,
    REVIEW,
    SOCIAL,
    UNDO_FOLLOW,
    Play,
    tells,
)
from slackapp.sandbox.stage import wait_baseline
from slackapp.sandbox.wire import Json, has, wait, words

CROWD = 200
QUESTION = "Do you ship to Norway, and how long does it take?"
COMPLAINT = "My order never arrived. This is the second time, nobody answers."
REQUEST = "Could you please send me the invoice for May?"
PRAISE = "The new roast is wonderful, thank you!"
ANSWER = "We do! It takes about four days to Oslo, and a little longer to the north."


def baseline(play: Play) -> None:
    """Who follows already brings no card."""
    wait_baseline(play.here)
    accounts = 2 if play.here.town else 1
    wait(lambda: len(play.ada.messages(SOCIAL)) >= accounts, "a hello in the channel")
    wait(lambda: _looks(play) > 1, "a second look at X")
    shown = play.ada.messages(SOCIAL)
    hellos = [one for one in shown if "Hello" in one["text"]]
    check(len(hellos) == len(shown) == accounts, f"the channel shows {len(shown)} messages")


def _looks(play: Play) -> int:
    return sum(call["path"].endswith("/mentions") for call in play.panel.record()["calls"])


def arrivals(play: Play) -> None:
    """Five follow, four write, one leaves, one is suspended."""
    play.panel.press("switch", access="enterprise")
    play.regulars = play.panel.state()["followers"]
    play.people = play.panel.press("follow", kind="person", count=5)["followed"]
    texts = {"question": QUESTION, "complaint": COMPLAINT, "request": REQUEST, "praise": PRAISE}
    for number, (kind, text) in enumerate(texts.items()):
        author = play.regulars[number]["id"]
        play.asked[kind] = play.panel.press("mention", kind=kind, text=text, author_id=author)["post"]
    play.panel.press("unfollow", id=play.regulars[5]["id"])
    play.panel.press("suspend", id=play.regulars[6]["id"])


def follow_back(play: Play) -> None:
    """Follow back reaches X once; the card tells who and when."""
    person = play.people[0]
    play.ada.press(play.with_button(person, FOLLOW), SOCIAL, FOLLOW)
    play.follower_card(person, tells(play.ada), "who followed back, and when")
    play.sees_once(person)


def undo(play: Play) -> None:
    """Undo takes it back on X, and the card can be decided on again."""
    person = play.people[0]
    play.ada.press(play.with_button(person, UNDO_FOLLOW), SOCIAL, UNDO_FOLLOW)
    play.with_button(person, FOLLOW)
    undone = [one for one in play.panel.record()["unfollows"] if one["target_id"] == person["id"]]
    check(len(undone) == 1 and undone[0]["via"] == "api", f"X has {len(undone)} unfollows")


def ignore(play: Play) -> None:
    """Ignore closes the card with a name, and tells X nothing."""
    person = play.people[1]
    play.ben.press(play.with_button(person, IGNORE), SOCIAL, IGNORE)
    name = f"<@{play.ben.id}>"
    play.follower_card(person, lambda one: "🙈" in one["text"] and name in one["text"], "who ignored it")
    check(play.api_follows(person["id"]) == 0, "X saw a follow of somebody who was ignored")


def two_at_once(play: Play) -> None:
    """Two click at the same moment: one call, and the other is told who was faster."""
    person = play.people[2]
    card = play.with_button(person, FOLLOW)
    both = (play.ben, play.chiara)
    clicks = [threading.Thread(target=one.press, args=(card, SOCIAL, FOLLOW)) for one in both]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    done = play.follower_card(person, lambda one: "✅" in one["text"], "who followed back")
    winner = next((one for one in both if f"<@{one.id}>" in done["text"]), play.ada)
    loser = play.chiara if winner is play.ben else play.ben
    told = wait(lambda: loser.state()["ephemerals"].get(SOCIAL), "word to the slower one")
    check(any(f"<@{winner.id}>" in one["text"] for one in told), "the slower one isn't told who was faster")
    play.sees_once(person)


def reply(play: Play) -> None:
    """A reply too long stays in the modal with its count; a good one reaches X once, and the card links it."""
    card = play.card("ship to Norway", lambda one: has(one, REPLY), "the question's card")
    play.ada.press(card, SOCIAL, REPLY)
    modal = wait(play.ada.views, "the modal")[-1]
    long = "word " * 70
    play.ada.press_in(modal, REPLY_INPUT, long)
    counted = wait(lambda: [one for one in play.ada.views() if " over*" in words(one)], "the live count")
    refused = play.ada.submit(counted[-1], REPLY_BLOCK, REPLY_INPUT, long)
    check("over" in str(refused.get("errors", {}).get(REPLY_BLOCK)), f"too long a reply met {refused}")
    check(play.ada.views(), "the modal is gone, and the words with it")
    sent = play.ada.submit(play.ada.views()[-1], REPLY_BLOCK, REPLY_INPUT, ANSWER)
    check(sent.get("ok"), f"a good reply met {sent}")
    play.replied.append(ANSWER)
    done = play.card("ship to Norway", tells(play.ada), "who replied, and when")
    made = [one for one in play.panel.record()["posts"] if one["text"] == ANSWER]
    check(len(made) == 1 and made[0]["in_reply_to"] == play.asked["question"]["id"], f"X has {len(made)} replies")
    check(made[0]["id"] in words(done), "the card doesn't link the reply")


def answered_on_x(play: Play) -> None:
    """A complaint that the brand answers on X itself closes its card by itself."""
    play.card("never arrived", lambda one: has(one, REPLY), "the complaint's card")
    play.panel.press("answer", post_id=play.asked["complaint"]["id"], text="So sorry! We are sending it again today.")
    closed = play.card("never arrived", lambda one: not has(one, REPLY), "the closed card")
    check("nswered" in closed["text"], f"the closed card says {closed['text'][:200]}")


def x_down(play: Play) -> None:
    """X is down: the card says what happens, nothing is lost, and it happens once."""
    person = play.people[3]
    card = play.with_button(person, FOLLOW)
    play.panel.press("switch", down=True)
    play.ada.press(card, SOCIAL, FOLLOW)
    play.follower_card(person, lambda one: "⏳" in one["text"] or "🔎" in one["text"], "what happens now")
    wait(lambda: _refused_follows(play), "a follow that X turns away")
    play.panel.press("switch", down=False)
    play.follower_card(person, tells(play.ada), "the follow, once X is back")
    play.sees_once(person)


def _refused_follows(play: Play) -> list[Json]:
    calls = play.panel.record()["calls"]
    return [
        one for one in calls if one["method"] == "POST" and one["path"].endswith("/following") and one["status"] == 503
    ]


def credit_out(play: Play) -> None:
    """The credit is out: the card says so, and Try again works once it is topped up."""
    person = play.people[4]
    card = play.with_button(person, FOLLOW)
    play.panel.press("switch", credit_out=True)
    play.ada.press(card, SOCIAL, FOLLOW)
    told = play.follower_card(person, lambda one: "⚠️" in one["text"], "what went wrong")
    check("credit" in told["text"], f"the card says {told['text'][:200]}")
    play.panel.press("switch", credit_out=False)
    play.ada.press(told, SOCIAL, FOLLOW)
    play.follower_card(person, tells(play.ada), "the follow, once X is paid")
    play.sees_once(person)


def crowd(play: Play) -> None:
    """Two hundred at once are one card; its review goes from one to the next."""
    before = len(play.ada.messages(SOCIAL))
    play.panel.press("follow", kind="person", count=CROWD)
    group = play.card(f"{CROWD} new followers", lambda one: has(one, REVIEW), "one card for all")
    check(len(play.ada.messages(SOCIAL)) <= before + 1, "more than one message for a crowd")
    play.ada.press(group, SOCIAL, REVIEW)
    shown = wait(play.ada.views, "the review")[-1]
    play.ada.press_in(shown, ONE)
    first = wait(lambda: [one for one in play.ada.views() if has(one, NEXT)], "the first, alone")[-1]
    play.ada.press_in(first, FOLLOW)
    followed = wait(lambda: [one for one in play.ada.views() if has(one, UNDO_FOLLOW)], "the first, followed back")
    play.ada.press_in(followed[-1], NEXT)
    second = wait(lambda: [one for one in play.ada.views() if has(one, IGNORE)], "the second")
    play.ada.press_in(second[-1], IGNORE)
    wait(lambda: [one for one in play.ada.views() if "🙈" in words(one)], "the second, ignored")
    play.ada.close(play.ada.views()[-1])
    play.card(f"2 of {CROWD} decided", bool, "the card's progress")
    newest = [one["target_id"] for one in play.panel.record()["follows"] if one["via"] == "api"][-1]
    check(play.api_follows(newest) == 1, "X has not one follow from the review")
    play.followed.append(newest)
