"""Steps that only read."""

from collections.abc import Sequence
from uuid import uuid4

from slackapp.doctor.server.visit import Odd, SkipStep, Step, Visit, named
from slackapp.domain.capability import Capability
from slackapp.domain.people import Profile
from slackapp.domain.posts import Post
from slackapp.domain.quote import quote
from slackapp.domain.words import ago
from slackapp.networks.base import NetworkError, RateLimited, Unavailable

SMALL_PAGE = 5  # so that most accounts have a second one
SAMPLE = "Hello 👋🏽 https://example.com/a/long/way/to/here"
NO_CURSOR = "no-cursor-of-yours"


def _login(visit: Visit) -> str:
    me = visit.me = visit.network.me()
    count = "followers not told" if me.followers is None else f"{me.followers:,} followers"
    return f"signed in as {named(me)}, {count}"


def _limit(visit: Visit) -> str:
    count = visit.network.count(SAMPLE)
    if count.limit < 1:
        raise Odd(f"a post may be {count.limit} long")
    return f"a post may be {count.limit:,} long; “{SAMPLE}” counts {count.used}"


def _first_page(visit: Visit) -> str:
    page = visit.first_page = visit.network.followers(None, SMALL_PAGE)
    visit.followers = list(page.items)
    if len({p.id for p in page.items}) < len(page.items):
        raise Odd("somebody stands on it twice")
    if not page.items and page.cursor is None and visit.me and visit.me.followers:
        raise Odd(f"nobody, though the profile counts {visit.me.followers:,} followers")
    more = "" if len(page.items) <= SMALL_PAGE else f" (asked for {SMALL_PAGE})"
    return f"{_people(page.items)}{more}"


def _second_page(visit: Visit) -> str:
    first = visit.first_page
    if first is None:
        raise SkipStep("the first one could not be read")
    if first.cursor is None:
        raise SkipStep("everybody fits on the first one")
    page = visit.network.followers(first.cursor, SMALL_PAGE)
    there = {p.id for p in first.items}
    fresh = [p for p in page.items if p.id not in there]
    again = len(page.items) - len(fresh)
    if page.cursor == first.cursor or (again and not fresh):
        raise Odd("the cursor doesn't walk on: the same come again")
    visit.followers += fresh
    overlap = f"; {again} of the first page came again" if again else ""  # a walk is a set: that harms nobody
    return f"the cursor walks on: {_people(fresh) if fresh else 'nobody more'}{overlap}"


def _new_followers(visit: Visit) -> str:
    declared = {p.capability: p for p in visit.network.permissions()}.get(Capability.FOLLOW_TIMES)
    if declared is None or not declared.allowed:
        raise SkipStep(declared.reason if declared and declared.reason else "not told here")
    page, now = visit.network.new_followers(), visit.now()
    times = [each.at for each in page.items]
    if any(at.tzinfo is None for at in times):
        raise Odd("a time without a zone")
    if times != sorted(times, reverse=True):
        raise Odd("not newest first")
    visit.told = list(page.items)
    if not times:
        return "none told"
    newest = f"@{quote(page.items[0].person.handle, 60)}, {ago(times[0], now)}"
    return f"{len(times)} told with their times; the newest: {newest}"


def _newest_first(visit: Visit) -> str:
    at = {each.person.id: each.at for each in reversed(visit.told)}
    known = [at[p.id] for p in visit.followers if p.id in at]
    if len(known) < 2:
        raise SkipStep("can't be seen: too few of them came with a time")
    if known != sorted(known, reverse=True):
        raise Odd("no: older followers stand above newer ones. Rapport relies on the times, and on full reads")
    return f"yes, as far as the times of {len(known)} of them show"


def _mentions(visit: Visit) -> str:
    page = visit.network.mentions()
    visit.mentions = page.items
    if not page.items:
        return "none"
    authors = {p.id for p in page.people}
    came = sum(post.author_id in authors for post in page.items)
    return f"{_posts(page.items)}; {came} with their authors, {len(page.context)} posts of their threads"


def _own_posts(visit: Visit) -> str:
    page = visit.network.own_posts()
    visit.own_posts = page.items
    if visit.me and any(post.author_id != visit.me.id for post in page.items):
        raise Odd("posts of others are among them")
    return _posts(page.items)


def _person(visit: Visit) -> str:
    wanted = visit.somebody()
    found = visit.network.person(wanted.handle)
    if not isinstance(found, Profile):
        raise Odd(f"@{quote(wanted.handle, 100)} isn't found ({found})")
    if found.id != wanted.id:
        raise Odd(f"@{quote(wanted.handle, 100)} is found as somebody else")
    nobody = f"nobody{uuid4().hex[:8]}"
    try:
        stranger = visit.network.person(nobody)
    except NetworkError as error:
        return f"@{quote(wanted.handle, 100)} is found; a name nobody has is refused: {error.reason}"
    if isinstance(stranger, Profile):
        raise Odd(f"@{nobody} is found, a name nobody has")
    return f"@{quote(wanted.handle, 100)} is found; a name nobody has is {stranger}"


def _people_by_id(visit: Visit) -> str:
    wanted = [p.id for p in visit.followers[:SMALL_PAGE]] or [visit.somebody().id]
    found = visit.network.people(wanted)
    missing = [user_id for user_id in wanted if not isinstance(found.get(user_id), Profile)]
    if missing:
        raise Odd(f"{len(missing)} of {len(wanted)} who stand on the list are not found")
    return f"{len(wanted)} of {len(wanted)} are found"


def _relationship(visit: Visit) -> str:
    if not visit.followers:
        raise SkipStep("nobody follows this account yet")
    who = visit.followers[0]
    one = visit.network.relationship(who.id)
    several = visit.network.relationships([p.id for p in visit.followers])
    name = f"@{quote(who.handle, 100)}"
    if one.they_follow is False:
        raise Odd(f"it says that {name} doesn't follow this account, though they stand on the list")
    if who.id not in several or several[who.id] != one:
        raise Odd(f"asked for {name} alone and among others, it answers differently")
    theirs = "doesn't say whether" if one.they_follow is None else "says that"
    ours = "this account follows them" if one.we_follow else "this account doesn't follow them"
    return f"{theirs} {name} follows this account; {ours}"


def _thread(visit: Visit) -> str:
    posts = (*visit.mentions, *visit.own_posts)
    parents = [post.in_reply_to_id for post in posts if post.in_reply_to_id]
    wanted = list(dict.fromkeys(parents or [post.id for post in posts]))[:20]
    if not wanted:
        raise SkipStep("there is no post to look up")
    found = {post.id for post in visit.network.posts(wanted)}
    kind = "posts that were answered" if parents else "posts"
    if not found:
        raise Odd(f"none of {len(wanted)} {kind} is found")
    return f"{len(found)} of {len(wanted)} {kind} found" + ("" if len(found) == len(wanted) else "; others may be gone")


def _broken_cursor(visit: Visit) -> str:
    try:
        page = visit.network.followers(NO_CURSOR, SMALL_PAGE)
    except Unavailable as error:
        return f"is refused, as it should be ({error.reason.rstrip('.')})"
    except RateLimited as error:
        raise SkipStep(error.reason) from None
    except NetworkError as error:
        raise Odd(f"is refused, but as {error.kind.value}: {error.reason}") from None
    what = "begins the list again" if page.items else "is answered with an empty page"
    raise Odd(f"{what}: a walk that breaks would look like one that ended")


def _people(found: Sequence[Profile]) -> str:
    return ", ".join(f"@{quote(p.handle, 40)}" for p in found[:SMALL_PAGE]) or "nobody"


def _posts(found: Sequence[Post]) -> str:
    if any(post.created_at.tzinfo is None for post in found):
        raise Odd("a time without a zone")
    times = [post.created_at for post in found]
    order = "newest first" if times == sorted(times, reverse=True) else "not quite in their order"
    return f"{len(found)} on the first page, {order}" if found else "none"


READS = (
    Step("Login", _login, essential=True),
    Step("Length of a post", _limit),
    Step("Followers, first page", _first_page, Capability.READ_FOLLOWERS, essential=True),
    Step("Followers, second page", _second_page),
    Step("New followers with times", _new_followers, Capability.FOLLOW_TIMES),
    Step("Followers newest first", _newest_first),
    Step("Mentions", _mentions, Capability.READ_MENTIONS, essential=True),
    Step("Own posts", _own_posts),
    Step("A person by handle", _person),
    Step("People by id", _people_by_id),
    Step("Who follows whom", _relationship),
    Step("Posts of a thread", _thread),
    Step("A cursor that is none", _broken_cursor),
)
