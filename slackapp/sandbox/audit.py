"""Adds a replay up: each line of the files held against what the app recorded, what Slack shows and what X saw."""

import re
from collections import Counter

from slackapp.sandbox.books import Books, Mention
from slackapp.sandbox.csvs import Threads
from slackapp.sandbox.headless import is_card
from slackapp.sandbox.narrator import Narrator, check
from slackapp.sandbox.play import REPLY, SOCIAL
from slackapp.sandbox.process import App
from slackapp.sandbox.slack.world import BEN
from slackapp.sandbox.stage import Stage
from slackapp.sandbox.wire import Json, has, words

CLOSED, OPEN = "closed", "open"


def add_up(here: Stage, books: Books, people: list[Json], threads: Threads | None, narrator: Narrator) -> Json:
    """Compare everything; what doesn't add up is told to the narrator. Answers the figures."""
    slack, x = here.slack_record(), here.panel.record()
    figures: Json = {}
    if threads is not None:
        figures |= _threads(here, books, threads, slack, narrator)
    if people:
        figures |= _people(here, books, people, slack, narrator)
    with narrator.step("Slack refused nothing, and no card calls anybody"):
        check(not slack["refusals"], f"{len(slack['refusals'])} refusals: {slack['refusals'][:3]}")
        check(not slack["pings"], f"{len(slack['pings'])} pings: {slack['pings'][:3]}")
    with narrator.step("X refused nothing, and nobody followed or wrote by the API"):
        failed = [call for call in x["calls"] if call["status"] != 200]
        bad = Counter((call["method"], call["path"].rpartition("/")[2], call["status"]) for call in failed)
        check(not bad, f"calls that failed: {bad.most_common(5)}")
        check(not [one for one in (*x["follows"], *x["posts"]) if one["via"] == "api"], "somebody did")
    with narrator.step("nothing is left undone"):
        endings = books.endings()
        check(set(endings) <= {"done"}, f"actions ended as {dict(endings)}")
    calls = Counter(call["method"] for call in slack["calls"])
    return figures | {
        "x_calls": len(x["calls"]),
        "x_spent_usd": x["spent_usd"],
        "slack_posts": calls["chat.postMessage"],
        "slack_updates": calls["chat.update"],
        "refusals": len(slack["refusals"]),
        "pings": len(slack["pings"]),
    }


def check_end(app: App, narrator: Narrator) -> None:
    """End the app, and look whether it did so in order and never told of a fault."""
    with narrator.step("Rapport ended in order, and its log tells of no fault"):
        check(not app.ended, f"it had ended before, with {app.exit_code}")
        code = app.stop()
        check(code == 0, f"its exit code is {code}")
        check(not app.troubles(), "\n".join(app.troubles()[:3]))


# Threads


def _threads(here: Stage, books: Books, threads: Threads, slack: Json, narrator: Narrator) -> Json:
    brand_ids = set(threads.brands.values())  # the invented brand is there too, with a past of its own
    found = [one for one in books.mentions() if one.account_id in brand_ids]
    with narrator.step("every post to a brand is recorded once, and no other"):
        recorded(found, threads)
    with narrator.step("every post of a brand is recorded once as its own"):
        wanted = Counter((threads.brands[line.author], line.id) for line in threads.lines if line.is_brand)
        ours = Counter({key: times for key, times in books.own_posts().items() if key[0] in brand_ids})
        _same(ours, wanted)
    with narrator.step("answered is what the brands answered on X, and nothing else"):
        answered = Counter((post_id, threads.brands[brand]) for post_id, brand in threads.answers_to())
        _same(Counter((one.post_id, one.account_id) for one in found if one.answered), answered)
    with narrator.step("cards are what needs an answer, open or closed as the thread stands"):
        for one in found:
            check(state_of(one), f"post {one.post_id} is {one}")
    states = Counter(state_of(one) for one in found)
    with narrator.step("Slack shows each card in its brand's channel, once, with its buttons or closed"):
        _shown(found, slack)
    with narrator.step("/questions tells the same numbers"):
        total, waiting = _asked(here, "/questions all"), _asked(here, "/questions open")
        check(total == states[OPEN] + states[CLOSED], f"/questions all tells of {total}, not {dict(states)}")
        check(waiting == states[OPEN], f"/questions open tells of {waiting}, not {dict(states)}")
    figures = _figures(threads, states)
    for told in _told(figures):
        narrator.say("  " + told)
    with narrator.step("each line of the file is in exactly one of these"):
        check(figures["posts"] == figures["inbound"] + figures["own_posts"], "posts don't add up")
        parts = ("inbound_to_a_brand", "inbound_to_others", "inbound_without_mention")
        check(figures["inbound"] == sum(figures[part] for part in parts), "inbound posts don't add up")
        written = ("mentions_by_people", "mentions_by_brands")
        check(figures["mentions"] == sum(figures[part] for part in written), "mentions don't add up with the posts")
        judged = ("no_answer_needed", "answered_before_a_card", "closed_by_native_answer", "open_questions")
        check(figures["mentions"] == sum(figures[part] for part in judged), "mentions don't add up")
    return figures


def recorded(found: list[Mention], threads: Threads) -> None:
    """Check that each post to a brand is there once, with its words, and no other.

    Raises `Failed` where it isn't so.
    """
    wanted = Counter((line.id, threads.brands[brand]) for line in threads.lines for brand in line.to)
    _same(Counter((one.post_id, one.account_id) for one in found), wanted)
    texts = {line.id: line.text for line in threads.lines}
    other = [one.post_id for one in found if "".join(one.text.split()) != "".join(_decoded(texts[one.post_id]).split())]
    check(not other, f"{len(other)} posts are recorded with another text: {other[:3]}")


def _decoded(text: str) -> str:
    """What a reader sees: X escapes these three."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def state_of(one: Mention) -> str:
    """Where a mention stands; "" where its parts contradict one another."""
    return {
        (False, False, ""): "no answer needed",
        (False, True, ""): "no answer needed",
        (True, True, ""): "answered before",
        (True, True, CLOSED): CLOSED,
        (True, False, OPEN): OPEN,
    }.get((one.needs_answer, one.answered, one.status), "")


def _shown(found: list[Mention], slack: Json) -> None:
    held = ((channel, one) for channel, all_of_it in slack["messages"].items() for one in all_of_it)
    shown = {(channel, one["ts"]): one for channel, one in held if channel != SOCIAL and is_card(one)}
    carded = [one for one in found if one.status]
    _same(Counter(shown.keys()), Counter((one.channel, one.ts) for one in carded))
    for one in carded:
        right = has(shown[one.channel, one.ts], REPLY) == (one.status == OPEN)
        check(right, f"the card of {one} has the wrong buttons")


def _figures(threads: Threads, states: Counter[str]) -> Json:
    inbound = [line for line in threads.lines if not line.is_brand]
    return {
        "posts": len(threads.lines),
        "unreadable_lines": len(threads.unreadable),
        "brands": len(threads.brands),
        "inbound": len(inbound),
        "inbound_to_a_brand": sum(bool(line.to) for line in inbound),
        "inbound_to_others": sum(not line.to and "@" in line.text for line in inbound),
        "inbound_without_mention": sum(not line.to and "@" not in line.text for line in inbound),
        "own_posts": sum(line.is_brand for line in threads.lines),
        "mentions": sum(states.values()),
        "mentions_by_people": sum(len(line.to) for line in inbound),
        "mentions_by_brands": sum(len(line.to) for line in threads.lines if line.is_brand),
        "no_answer_needed": states["no answer needed"],
        "answered_before_a_card": states["answered before"],
        "closed_by_native_answer": states[CLOSED],
        "open_questions": states[OPEN],
    }


def _told(f: Json) -> list[str]:
    return [
        f"{f['posts']:,} posts = {f['inbound']:,} by people + {f['own_posts']:,} by {f['brands']:,} brands"
        f" ({f['unreadable_lines']:,} lines without author, time or text left out)",
        f"{f['inbound']:,} by people = {f['inbound_to_a_brand']:,} to a brand"
        f" + {f['inbound_to_others']:,} to somebody else + {f['inbound_without_mention']:,} that mention nobody",
        f"{f['mentions']:,} mentions = {f['mentions_by_people']:,} by people (a post to two brands is two)"
        f" + {f['mentions_by_brands']:,} by other brands",
        f"{f['mentions']:,} mentions"
        f" = {f['no_answer_needed']:,} that need no answer"
        f" + {f['answered_before_a_card']:,} answered before a card came"
        f" + {f['closed_by_native_answer']:,} cards closed by the brand's own answer"
        f" + {f['open_questions']:,} open",
    ]


# People


def _people(here: Stage, books: Books, people: list[Json], slack: Json, narrator: Narrator) -> Json:
    came = books.followers()
    with narrator.step("every person of the file is recorded once as a follower"):
        wanted = Counter((one["id"], one["username"]) for one in people)
        _same(Counter((user_id, handle) for user_id, handle, _, _ in came), wanted)
    cards = {(SOCIAL, one["ts"]): one for one in slack["messages"][SOCIAL] if is_card(one)}
    with narrator.step("each stands on a card, alone or in a group that counts right"):
        sizes = Counter((channel, ts) for _, _, channel, ts in came)
        check(set(sizes) == set(cards), f"{len(set(sizes) ^ set(cards))} cards without people, or people without")
        for place, size in sizes.items():
            said = words(cards[place])
            check(f"{size:,} new followers" in said if size > 1 else "New follower of" in said, f"it says {said[:200]}")
    with narrator.step("/followers week tells the same number"):
        total = _asked(here, "/followers week")
        check(total == len(people), f"it tells of {total}, and there are {len(people)}")
    groups = sum(size > 1 for size in sizes.values())
    singles = len(sizes) - groups
    narrator.say(f"  {len(people):,} followers = {singles:,} with a card of their own + the rest in {groups:,} groups")
    return {"followers_found": len(came), "follower_cards": singles, "follower_groups": groups}


def _asked(here: Stage, command: str) -> int:
    """How many the answer to a command says there are."""
    found = re.search(r"([\d,]+) in all", words(here.teammate(BEN.id).ask(SOCIAL, command)))
    return int(found[1].replace(",", "")) if found else 0


def _same(found: Counter[tuple[str, str]], wanted: Counter[tuple[str, str]]) -> None:
    """Check that both hold the same, each as often; says what differs."""
    missing, more = wanted - found, found - wanted
    told = f"{missing.total()} missing ({list(missing)[:3]}), {more.total()} too many ({list(more)[:3]})"
    check(not missing and not more, told)
