"""The main job on Mastodon, where the brand is there, too: each scene is checked on the server's side."""

from slackapp.sandbox.mastodon.town import Town
from slackapp.sandbox.narrator import check
from slackapp.sandbox.play import FOLLOW, REPLY, REPLY_BLOCK, REPLY_INPUT, SOCIAL, Play, tells
from slackapp.sandbox.stage import wait_baseline_on_mastodon
from slackapp.sandbox.wire import Json, has, wait, words

OPEN_ANSWER = "We do, and on Saturday the shutter is up from eight."
PRIVATE_ANSWER = "Of course. It goes out to the new address today."


def baseline(play: Play) -> None:
    """Who follows on Mastodon already brings no card."""
    town = _town(play)
    wait_baseline_on_mastodon(play.here, town)
    told = [words(one) for one in play.ada.messages(SOCIAL) if "New follower" in one["text"]]
    check(not any(f"@{town.handle}" in one for one in told), "somebody who followed before has a card")


def follow_back(play: Play) -> None:
    """Follow back reaches Mastodon; the card tells who and when."""
    town = _town(play)
    person = town.follow()
    card = play.with_button(person, FOLLOW)
    play.chiara.press(card, SOCIAL, FOLLOW)
    play.follower_card(person, tells(play.chiara), "who followed back, and when")
    check(town.following() == [person["username"]], f"the brand follows {town.following()} on Mastodon")


def reply(play: Play) -> None:
    """A reply on Mastodon reaches the asker once, in public, and the card links it."""
    done, made = _answer(play, _town(play).ask(), OPEN_ANSWER)
    check(made["visibility"] == "public", f"it was posted as {made['visibility']}")
    check(made["id"] in words(done), "the card doesn't link the reply")


def reply_in_private(play: Play) -> None:
    """What was asked in private is answered in private."""
    _, made = _answer(play, _town(play).ask(private=True), PRIVATE_ANSWER)
    check(made["visibility"] == "direct", f"it was posted as {made['visibility']}")


def summary(play: Play, town: Town) -> Json:
    """What came of it, by the server's own account of it."""
    asked = [one for one in town.posts() if one["in_reply_to"]]
    return {
        "follow_backs_reached_mastodon": len(town.following()),
        "replies_reached_mastodon": len(asked),
        "private_replies_reached_mastodon": sum(one["visibility"] == "direct" for one in asked),
        "cards_for_mastodon": sum(_is_about(one, town) for one in play.ada.messages(SOCIAL)),
    }


def _answer(play: Play, asked: Json, text: str) -> tuple[Json, Json]:
    """Reply to a post by its card; answers the card afterwards and the reply as the server has it."""
    # Each line of the cast opens with other words; a card may cut a longer one.
    card = play.card(asked["text"][:25], lambda one: has(one, REPLY), "the question's card")
    play.ben.press(card, SOCIAL, REPLY)
    modal = wait(lambda: [one for one in play.ben.views() if asked["text"][:25] in words(one)], "the modal")[-1]
    # On Mastodon only who is named hears of it: the modal opens with the name, and insists on it.
    sent = play.ben.submit(modal, REPLY_BLOCK, REPLY_INPUT, f"@{asked['by']} {text}")
    check(sent.get("ok"), f"a good reply met {sent}")
    done = play.card(asked["text"][:25], tells(play.ben), "who replied, and when")
    made = [one for one in _town(play).posts() if one["in_reply_to"] == asked["id"]]
    check(len(made) == 1 and text in made[0]["text"], f"Mastodon has {len(made)} replies: {made[:2]}")
    return done, made[0]


def _is_about(message: Json, town: Town) -> bool:
    return "Mastodon" in message["text"] or f"@{town.handle}" in message["text"]


def _town(play: Play) -> Town:
    town = play.here.town
    check(town, "there is no Mastodon here")
    assert town is not None
    return town
