"""Fourteen days between X and Slack: time passes, what happens is written down, both records are read."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import requests

from bench.fortnight_book import OPEN, Book, Case, Told
from bench.fortnight_ground import FULL_READ, SOCIAL, Ground
from bench.fortnight_hands import Hands
from slackapp.sandbox import world
from slackapp.slack import ids
from tests.slack.at_slack import find_all, words

AT_LEAST = timedelta(hours=3)  # so often the clock looks where nothing has to happen
SETTLED = timedelta(seconds=40)  # longer than what is drawn after a click waits for its channel
BRAND = world.BRAND_ID
Json = dict[str, Any]


def moment(seconds: float) -> datetime:
    """A stand-in's time, as a clock's."""
    return datetime.fromtimestamp(round(seconds * 1_000_000) / 1_000_000, UTC)


@dataclass
class Town:
    """The ground, the people and the journal, under one clock."""

    ground: Ground
    book: Book
    seen: dict[str, int] = field(default_factory=dict)  # of each record, how much was read
    read_at: datetime | None = None  # the last read of all followers
    asked: dict[str, Case] = field(default_factory=dict)  # cases by their post
    by_person: dict[str, Case] = field(default_factory=dict)  # followers by X's id
    keys: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # of messages: key -> (channel, ts)
    busy: dict[str, tuple[Case, str]] = field(default_factory=dict)  # what X is to do -> whose, by whom
    replies: dict[str, Case] = field(default_factory=dict)  # our posts by their ids
    visits: int = 0

    def __post_init__(self) -> None:
        """Who follows already is the baseline; what was said before is none of our business."""
        self.hands, self.x, self.slack = Hands(self.ground), self.ground.x.state, self.ground.slack.state
        self.read_at = self.now
        for user_id in self._following():
            person = self.x.people[user_id]
            case = Case("follower", user_id, person.username, baseline=True, profile=self._profile(user_id))
            self.book.came(case, self.now)
            self.by_person[user_id] = case
        self.before = set(self.x.posts)

    @property
    def now(self) -> datetime:
        """The moment."""
        return self.ground.clock()

    # Time

    def pass_to(self, until: datetime) -> None:
        """Let time go by: the clock looks every few hours, and whenever something has to happen."""
        while self.now < until:
            ahead = [each for each in self.book.interesting() if each > self.now]
            following = min([until, self.now + AT_LEAST, *ahead])
            self.ground.work(following)
            self._read_x()
            self.ground.clock.at = max(following, self.now)
            self.look()

    def look(self) -> None:
        """What the clock does; and what follows from it."""
        self.visits += 1
        self.ground.look()
        self.book.look(self.now)
        self.settle(timedelta(0))

    def settle(self, span: timedelta = SETTLED) -> None:
        """Perform what is due within a span, send webhooks, and read what X and Slack have recorded."""
        self.ground.work(self.now + span)
        self.ground.house.deliveries.send_due()
        self._read_x()
        self._read_slack()

    # What X recorded

    def _news(self, name: str) -> list[Json]:
        record, begin = getattr(self.x.record, name), self.seen.get(name, 0)
        self.seen[name] = len(record)
        return [each for each in record[begin:] if each["by"] == BRAND and each.get("via", "api") == "api"]

    def _read_x(self) -> None:
        for each in self._news("follows"):
            case, who = self.busy.pop(f"follow:{each['target_id']}")
            self.book.followed_back(case, who, moment(each["at"]))
        for each in self._news("unfollows"):
            case, who = self.busy.pop(f"unfollow:{each['target_id']}")
            self.book.unfollowed(case, who, moment(each["at"]))
        for each in self._news("posts"):
            case, who = self.busy.pop(f"reply:{each['in_reply_to']}")
            self.replies[each["id"]] = case
            self.book.replied(case, who, moment(each["at"]), each["text"])
        for each in self._news("deletes"):
            case = self.replies[each["id"]]
            _, who = self.busy.pop(f"delete:{case.post}")
            self.book.reply_deleted(case, who, moment(each["at"]))

    # What Slack recorded

    def _read_slack(self) -> None:
        for channel, held in self.slack.messages.items():
            begin = self.seen.get(channel, 0)
            if len(held) == begin:
                continue
            self.seen[channel] = len(held)
            for ts, message in list(held.items())[begin:]:
                if message.get("metadata"):
                    self._posted(channel, ts, message)

    def _posted(self, channel: str, ts: str, message: Json) -> None:
        key = str(message["metadata"]["event_payload"].get("key"))
        self.keys.setdefault(key, []).append((channel, ts))
        if channel != SOCIAL:
            return
        at = datetime.fromtimestamp(int(ts.partition(".")[0]), UTC)
        blocks = message.get("blocks", [])
        if find_all(blocks, ids.REVIEW_OPEN):
            for case in self._new(at, "question" if "for @" in str(blocks[0]) else "follower"):
                case.message, case.grouped = ts, True
                self.book.posted(case, at, channel)
            return
        places = [ids.parse_block_id(block.get("block_id", "")) for block in blocks]
        card_id = next((place.card_id for place in places if place and place.place is ids.Place.CARD), 0)
        if card_id:
            case = self._of_card(card_id, words(message))
            case.message, case.grouped, case.card_id = ts, False, card_id
            self.book.posted(case, at, channel)

    def _new(self, at: datetime, kind: str) -> list[Case]:
        new = (c for c in self.book.cases if c.kind == kind and c.carded and not c.message and not c.lost_at)
        return [case for case in new if case.seen_at and case.seen_at <= at + timedelta(seconds=1)]

    def _of_card(self, card_id: int, said: str) -> Case:
        known = next((case for case in self.book.cases if case.card_id == card_id), None)
        if known is not None:
            return known
        fresh = [case for case in self.book.cases if case.carded and not case.card_id and not case.lost_at]
        found = [c for c in fresh if (c.words in said if c.kind == "question" else f"/{c.handle}|" in said)]
        found = [c for c in found if c.kind == "question"] or found
        assert len(found) == 1, f"whose card is this? {[c.handle for c in found]} {said[:2000]}"
        return found[0]

    # What a poll brings

    def _following(self) -> list[str]:
        """The brand's followers as X lists them."""
        return [one.id for one in self.x.present(self.x.followers[BRAND].newest(10**6))]

    def _profile(self, user_id: str) -> Json:
        person = self.x.people[user_id]
        names = ("username", "name", "description", "location", "followers", "following", "posts")
        found = {name: getattr(person, name) for name in names}
        # X tells these as HTML; what stands in Rapport is what they mean.
        return found | {name: unescape(found[name]) for name in ("name", "description", "location")}

    def poll(self) -> None:
        """Rapport looks for news; the journal does the same on X's own books."""
        self.ground.poll()
        self.book.acts["polls"] += 1
        here = self._following()
        new = [i for i in here if i not in self.by_person or self.by_person[i].lost_at is not None]
        for user_id in reversed(new):
            case = Case("follower", user_id, self.x.people[user_id].username, profile=self._profile(user_id))
            self.by_person[user_id] = case
            self.book.came(case, self.now)
        if self.read_at is None or self.now - self.read_at >= FULL_READ:
            self.read_at = self.now
            self._missing(set(here))
        self._mentions()
        self.settle()

    def _missing(self, here: set[str]) -> None:
        """Who is missing from a whole list twice has left; a list much shorter than X's own count is not believed."""
        if len(here) < self.x.people[BRAND].followers * 0.98 - 2:
            for case in self.book.followers():
                case.misses = 0 if case.person in here else case.misses
            return
        for case in self.book.followers():
            if case.lost_at is not None or case.person in here:
                case.misses = 0
                continue
            case.misses += 1
            if case.misses >= 2:
                person = self.x.people.get(case.person)
                why = "gone" if person is None else "suspended" if person.suspended else "unfollowed"
                self.book.lost(case, self.now, why)

    def _mentions(self) -> None:
        fresh = [self.asked[i] for i in sorted(self.asked, key=int) if self.asked[i].seen_at is None]
        fresh = [case for case in fresh if self._visible(case)]
        answers = self._answers([*self.book.questions(), *fresh])
        for case in fresh:
            case.carded = case.needs and case.post not in answers
            self.book.came(case, self.now)
            case.profile = self._profile(case.person)
            if case.person in self.by_person:
                self.by_person[case.person].profile = case.profile
        for post, at in answers.items():
            self.book.answered_there(self.asked[post], self.now, at)
        for case in fresh:
            if case.sort == "closing":
                self._thanks(case)

    def _visible(self, case: Case) -> bool:
        person = self.x.people.get(case.person)
        return case.post in self.x.posts and person is not None and not person.suspended

    def _ours(self, thread: str) -> list[Any]:
        posts = self.x.threads[thread]
        found = [self.x.posts[i] for i in posts.newest(len(posts))]
        return sorted((p for p in found if p.author_id == BRAND), key=lambda p: int(p.id))

    def _answers(self, cases: list[Case]) -> dict[str, datetime]:
        """Of mentions without an answer: when a post of the brand's answered them."""
        found: dict[str, datetime] = {}
        for case in cases:
            post = self.x.posts.get(case.post)
            if case.answered_at is not None or post is None:
                continue
            for ours in self._ours(post.conversation_id):
                later = int(ours.id) > int(post.id) and ours.in_reply_to_user == case.person
                if ours.in_reply_to == case.post or later:
                    found[case.post] = self.said_at(ours.id)
                    break
        return found

    def _thanks(self, thanks: Case) -> None:
        post = self.x.posts[thanks.post]
        for case in self.book.questions():
            asked = self.x.posts.get(case.post)
            if asked is None or case.person != thanks.person or case.answered_at is not None or not case.needs:
                continue
            if asked.conversation_id != post.conversation_id:
                continue
            between = [p for p in self._ours(post.conversation_id) if int(asked.id) < int(p.id) < int(post.id)]
            if between:
                self.book.thanked(case, self.now, self.said_at(between[0].id))

    def said_at(self, post_id: str) -> datetime:
        """When something was posted, to the millisecond, as X tells it."""
        return moment(((int(post_id) >> 22) + 1_288_834_974_657) / 1000)

    # What people do on X

    def press(self, call: str, **body: Any) -> Json:
        """Something happens on X."""
        found = self.hands_on_x(call, body)
        assert found["ok"], found
        self.book.acts[call] += 1
        return found

    def hands_on_x(self, call: str, body: Json) -> Json:
        """The panel's own call, over HTTP."""
        found: Json = requests.post(f"{self.ground.sandbox.url}/x/panel/{call}", json=body, timeout=10).json()
        return found

    def ask(self, person: str, text: str, sort: str, urgency: str, reply_to: str = "") -> Case:
        """Somebody writes to the brand."""
        body = {"author_id": person, "text": text} | ({"in_reply_to": reply_to} if reply_to else {})
        post = self.press("mention", **body)["post"]
        case = Case("question", person, self.x.people[person].username, post=post["id"], words=text, sort=sort)
        case.urgency, case.needs = urgency, sort in ("question", "complaint", "request")
        case.asked_at = self.said_at(post["id"])
        self.asked[post["id"]] = case
        return case

    # What is to come of an act

    def expect(self, what: str, case: Case, who: str) -> None:
        """X has something to do for somebody."""
        of = case.post if what in ("reply", "delete") else case.person
        self.busy[f"{what}:{of}"] = (case, who)

    def open_cases(self) -> list[Case]:
        """What waits, of every kind."""
        return [case for case in self.book.cases if case.carded and case.status in OPEN]


__all__ = ["BRAND", "SETTLED", "Told", "Town", "moment"]
