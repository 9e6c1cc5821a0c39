"""`rapport demo --headless`: the main job over the wire, each step checked on X's side."""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from slackapp.sandbox import scenes, scenes_by_hand, scenes_on_mastodon
from slackapp.sandbox.narrator import Narrator, check
from slackapp.sandbox.play import MARKETING, SOCIAL, Play
from slackapp.sandbox.process import Trouble
from slackapp.sandbox.slack.world import TEAMMATES
from slackapp.sandbox.stage import MakeTown, stage
from slackapp.sandbox.wire import Json, words
from slackapp.sandbox.world import BRAND_ID

Scene = Callable[[Play], None]

# Those of one line go on at the same time.
SCRIPT: tuple[tuple[Scene, ...], ...] = (
    (scenes.baseline,),
    (scenes.arrivals,),
    (scenes.follow_back, scenes.ignore, scenes.two_at_once, scenes.reply),
    (scenes.undo, scenes.answered_on_x),
    (scenes.x_down,),
    (scenes.credit_out,),
    (scenes.crowd,),
    (scenes_by_hand.follow_on_x, scenes_by_hand.reply_on_x, scenes_by_hand.lost, scenes_by_hand.home),
    (scenes_by_hand.commands, scenes_by_hand.digest),
    (scenes_by_hand.no_card_for_praise,),
)
ON_MASTODON: tuple[tuple[Scene, ...], ...] = (
    (scenes_on_mastodon.baseline,),
    (scenes_on_mastodon.follow_back, scenes_on_mastodon.reply, scenes_on_mastodon.reply_in_private),
)


def run(*, as_json: bool, mastodon: MakeTown | None = None) -> int:
    """Play every scene and compare with the records; 0 where all of it truly happened, else 1.

    With `mastodon` the brand is connected there, too, and has its turn once X is done.
    """
    narrator = Narrator()
    try:
        with stage(poll_seconds=1, full_read_minutes=0.05, mastodon=mastodon) as here:
            if here.town:
                here.connect_mastodon()
            here.app.start()
            here.app.wait_ready()
            narrator.say("Rapport runs between the stand-ins")
            play = Play(here, narrator)
            for together in SCRIPT:
                _perform(play, together)
            summary = _summary(play)
            if here.town:
                for together in ON_MASTODON:
                    _perform(play, together)
                summary |= scenes_on_mastodon.summary(play, here.town)
            with narrator.step("both records agree with what was clicked"):
                _compare(play)
            with narrator.step("Rapport ends in order, and its log tells of no fault"):
                _end(play)
    except Trouble as trouble:
        narrator.fault(str(trouble))
        summary = {}
    summary |= {"errors": narrator.errors, "seconds": narrator.seconds}
    narrator.say("All of it happened." if not narrator.errors else f"{len(narrator.errors)} went wrong.")
    if as_json:
        sys.stdout.write(json.dumps(summary, ensure_ascii=False) + "\n")
    return 1 if narrator.errors else 0


def _perform(play: Play, together: tuple[Scene, ...]) -> None:
    def one(scene: Scene) -> None:
        with play.narrator.step(_title(scene)):
            scene(play)

    pool = ThreadPoolExecutor(len(together))
    try:
        list(pool.map(one, together))
    finally:
        pool.shutdown(wait=False)  # they are over; unless somebody stops us, who should not have to wait for them


def _title(scene: Scene) -> str:
    return (scene.__doc__ or scene.__name__).splitlines()[0].rstrip(".")


def _summary(play: Play) -> Json:
    """What came of it all, by the records and not by what we believe we did."""
    x, slack = play.panel.record(), play.here.slack_record()
    ours = [one for one in x["posts"] if one["by"] == BRAND_ID and one["in_reply_to"]]
    native = [one for one in ours if one["via"] == "x"]
    messages = slack["messages"]
    return {
        "followers_found": _total(play, "/followers today"),
        "questions_found": _total(play, "/questions all"),
        "cards_posted": sum(is_card(one) for one in messages[SOCIAL]),
        "follow_backs_reached_x": sum(one["by"] == BRAND_ID and one["via"] == "api" for one in x["follows"]),
        "follow_backs_by_hand": sum(one["by"] == BRAND_ID and one["via"] == "x" for one in x["follows"]),
        "replies_reached_x": len(ours) - len(native),
        "questions_answered": len({one["in_reply_to"] for one in ours}),
        "natively_answered": len(native),
        "digests": sum(is_digest(one) for one in messages[MARKETING]),
        "refusals": len(_refused(slack)),
        "x_spent_usd": x["spent_usd"],
    }


def is_digest(message: Json) -> bool:
    """Whether a message sums something up: it has the buttons of digests."""
    return any(str(block.get("block_id")).startswith("digest|") for block in message.get("blocks", ()))


def is_card(message: Json) -> bool:
    """Whether a message is a card, or one for many; it says so in its metadata."""
    key = str(message.get("metadata", {}).get("event_payload", {}).get("key", ""))
    return ":follower:" in key or ":mention:" in key


def _total(play: Play, command: str) -> int:
    """How many the answer to a command says there are."""
    found = re.search(r"([\d,]+) in all", words(play.ben.ask(SOCIAL, command)))
    return int(found[1].replace(",", "")) if found else 0


def _compare(play: Play) -> None:
    """X has seen exactly what was clicked, each once, and Slack took all that the app said."""
    x, slack = play.panel.record(), play.here.slack_record()
    ours = [one for one in x["follows"] if one["by"] == BRAND_ID and one["via"] == "api"]
    check(Counter(one["target_id"] for one in ours) == Counter(play.followed), f"X's follows by API: {ours}")
    posted = [one["text"] for one in x["posts"] if one["by"] == BRAND_ID and one["via"] == "api"]
    check(posted == play.replied, f"X's posts by API: {posted}")
    refused = _refused(slack)
    check(not refused, f"Slack refused: {refused[:3]}")
    # A card names who decided; Slack tells nobody of a name in a message that is drawn again.
    team = {f"@{one.id}" for one in TEAMMATES}
    loud = [one for one in slack["pings"] if one["ping"] not in team]
    check(not loud, f"a card calls people: {loud[:3]}")
    unheard = [one for one in slack["sent"] if not one["ok"]]
    check(not unheard, f"the app acknowledged too late: {unheard[:3]}")


def _refused(slack: Json) -> list[Json]:
    """What Slack refused and should not have been asked for."""
    return [one for one in slack["refusals"] if not _is_asked(one)]


def _is_asked(refusal: Json) -> bool:
    """Whether Rapport asked for it: it tries Slack's chart block on Home, and draws over no newer view."""
    asked = refusal["error"] == "hash_conflict" or "unsupported type: data_visualization" in str(refusal["messages"])
    return refusal["method"] == "views.publish" and asked


def _end(play: Play) -> None:
    app = play.here.app
    check(not app.ended, f"it had ended before, with {app.exit_code}")
    code = app.stop()
    check(code == 0, f"its exit code is {code}")
    check(not app.troubles(), "\n".join(app.troubles()[:3]))
