"""What a person does on X from outside the API: follow, write, answer; and what X itself does."""

from collections.abc import Callable
from typing import Any

from werkzeug import Request, Response
from werkzeug.exceptions import BadRequest

from slackapp.sandbox.http import Broadcast, Router, json_body, json_response
from slackapp.sandbox.x import replay
from slackapp.sandbox.x.faults import Fault, Faults
from slackapp.sandbox.x.fields import Json, Shape
from slackapp.sandbox.x.model import Person, Post
from slackapp.sandbox.x.panel_people import Arrivals, Lines
from slackapp.sandbox.x.state import State
from slackapp.sandbox.x.vocabulary import TWEET_FIELDS, USER_FIELDS

AT_MOST = 60  # people or posts in the panel's state
_THANKS = "Thanks for writing! We have sent you a message so we can sort this out together."

Body = dict[str, Any]


class Panel:
    """The panel's calls on one state, for the brand."""

    def __init__(self, state: State, brand_id: str, faults: Faults, events: Broadcast) -> None:
        self._state = state
        self._brand_id = brand_id
        self._faults = faults
        self._events = events
        self._arrivals = Arrivals(state, brand_id)
        self._lines = Lines(state)

    def add_to(self, router: Router) -> None:
        """Answer the panel's addresses, below `/panel/`."""
        for name, read in (("state", self.state), ("record", self.record)):
            router.add(f"/panel/{name}", self._reading(read))
        router.add("/panel/events", lambda _: self._events.listen())
        effects: dict[str, tuple[Callable[[Request, Body], Json], str]] = {
            "follow": (self.follow, "follower"),
            "unfollow": (self.unfollow, "follower"),
            "mention": (self.mention, "post"),
            "answer": (self.answer, "post"),
            "brand_follows": (self.brand_follows, "follower"),
            "brand_posts": (self.brand_posts, "post"),
            "suspend": (self.suspend, "follower"),
            "protect": (self.protect, "follower"),
            "delete": (self.delete, "follower"),
            "switch": (self.switch, "switch"),
            "faults": (self.faults, "switch"),
            "accounts": (self.accounts, "switch"),
            "load": (self.load, "follower"),
        }
        for name, (change, what) in effects.items():
            router.add(f"/panel/{name}", self._changing(change, what), ("POST",))

    def _reading(self, read: Callable[[Request], Json]) -> Callable[[Request], Response]:
        def handle(request: Request) -> Response:
            with self._state.lock:
                return json_response(read(request))

        return handle

    def _changing(self, change: Callable[[Request, Body], Json], what: str) -> Callable[[Request], Response]:
        def handle(request: Request) -> Response:
            body = json_body(request)
            with self._state.lock:
                answer = change(request, body)
            self._events.publish({"type": "changed", "what": what})
            return json_response({"ok": True, **answer})

        return handle

    # Reading

    def state(self, request: Request) -> Json:
        """All that the panel shows."""
        state, brand = self._state, self._brand_id
        followers = state.followers[brand].newest(AT_MOST)
        keys = {key: None for index in (state.mentions, state.authored) for key in index[brand].newest(AT_MOST)}
        newest = sorted((state.posts[key] for key in keys), key=lambda post: -int(post.id))[:AT_MOST]
        look = self._look(request)
        return {
            "ok": True,
            "brand": look.user(state.people[brand]),
            "followers": [look.user(one) for one in state.present(followers)],
            "follower_count": len(state.followers[brand]),
            "following": [look.user(one) for one in state.present(state.following[brand].newest(AT_MOST))],
            "timeline": [look.tweet(post) for post in newest],
            "people": {one.id: look.user(one) for one in state.present(post.author_id for post in newest)},
            "access": "enterprise" if state.enterprise else "self_serve",
            "down": state.down,
            "credit_out": state.ledger.credit_out,
            "credit_usd": state.ledger.credit / 1000,
            "spent_usd": state.ledger.spent / 1000,
            "waiting_people": len(self._arrivals.waiting()),
        }

    def record(self, _: Request) -> Json:
        """The truth of what happened."""
        record = self._state.record
        names = ("follows", "unfollows", "posts", "deletes", "likes", "calls")
        told = {name: getattr(record, name) for name in names}
        return told | {"spent_usd": self._state.ledger.spent / 1000, "faults": self._faults.met()}

    def _look(self, request: Request) -> Shape:
        base = request.host_url.rstrip("/") + request.script_root
        return Shape(self._state, self._brand_id, base, frozenset(USER_FIELDS), frozenset(TWEET_FIELDS))

    # People

    def follow(self, request: Request, body: Body) -> Json:
        """New followers of the brand."""
        if body.get("id"):
            people = [self._person(body)]
        else:
            count = _whole(body, "count", default=1, most=10_000)
            people = self._arrivals.next(count, farmer=body.get("kind") == "farmer")
        for person in people:
            self._state.follow(person.id, self._brand_id)
        look = self._look(request)
        return {"followed": [look.user(person) for person in people[:AT_MOST]], "count": len(people)}

    def unfollow(self, _: Request, body: Body) -> Json:
        """A follower leaves."""
        newest = self._state.followers[self._brand_id].newest()
        user_id = str(body.get("id") or next(iter(newest), ""))
        if not self._state.unfollow(user_id, self._brand_id):
            raise BadRequest("nobody with that id follows the brand")
        return {"id": user_id}

    def brand_follows(self, _: Request, body: Body) -> Json:
        """The brand follows someone by hand."""
        person = self._person(body)
        return {"following": self._state.follow(self._brand_id, person.id)}

    def suspend(self, _: Request, body: Body) -> Json:
        """X suspends a person."""
        self._person(body).suspended = True
        return {}

    def protect(self, _: Request, body: Body) -> Json:
        """A person protects their posts."""
        self._person(body).protected = True
        return {}

    def delete(self, _: Request, body: Body) -> Json:
        """A person closes their account."""
        self._state.remove_person(self._person(body).id)
        return {}

    # Posts

    def mention(self, request: Request, body: Body) -> Json:
        """Someone mentions the brand: a text of the world's, or one given."""
        kind = str(body.get("kind") or "question")
        if not (body.get("author_id") and body.get("text")):
            said = self._lines.next(kind)
            if said is None:
                raise BadRequest("nobody has anything to say of that kind")
            author, words, answers = said
        if body.get("author_id"):
            author = self._person({"id": body["author_id"]})
        if body.get("text"):
            words, answers = str(body["text"]), None
        reply_to = self._post_id(body, "in_reply_to") or answers
        words = self._with_handle(words, reply_to)
        return self._told(request, self._state.post(author.id, words, reply_to))

    def _with_handle(self, words: str, reply_to: str | None) -> str:
        """A text of someone's own that mentions the brand; an answer to it does so by itself."""
        handle = "@" + self._state.people[self._brand_id].username
        parent = self._state.posts.get(reply_to or "")
        answers_brand = parent is not None and self._brand_id in {parent.author_id, *parent.mentions}
        return words if answers_brand or handle.lower() in words.lower() else f"{handle} {words}"

    def answer(self, request: Request, body: Body) -> Json:
        """The brand answers a mention by hand."""
        post_id = self._post_id(body, "post_id") or self._newest_unanswered()
        text = str(body.get("text") or _THANKS)
        return self._told(request, self._state.post(self._brand_id, text, post_id))

    def _newest_unanswered(self) -> str:
        mentions = self._state.mentions[self._brand_id]
        for post_id in mentions.newest(len(mentions)):
            if not self._state.answered_by(post_id, self._brand_id):
                return post_id
        raise BadRequest("every mention has its answer")

    def brand_posts(self, request: Request, body: Body) -> Json:
        """The brand posts by hand."""
        text = str(body.get("text") or "").strip()
        if not text:
            raise BadRequest("there is no text")
        reply_to = self._post_id(body, "in_reply_to")
        return self._told(request, self._state.post(self._brand_id, text, reply_to))

    def _told(self, request: Request, post: Post) -> Json:
        return {"post": self._look(request).tweet(post)}

    # X itself

    def switch(self, _: Request, body: Body) -> Json:
        """What X allows from now on."""
        if "access" in body:
            if body["access"] not in ("self_serve", "enterprise"):
                raise BadRequest("access is self_serve or enterprise")
            self._state.enterprise = body["access"] == "enterprise"
        if "down" in body:
            self._state.down = bool(body["down"])
        if "credit_out" in body:
            self._state.ledger.credit_out = bool(body["credit_out"])
        return {}

    def faults(self, _: Request, body: Body) -> Json:
        """What the next calls meet; `clear` takes away what waits."""
        if body.get("clear"):
            self._faults.clear()
            return {}
        try:
            self._faults.add(Fault(**body))
        except TypeError as error:
            raise BadRequest("a fault needs a kind, and has no such field") from error
        except ValueError as error:
            raise BadRequest(str(error)) from error
        return {}

    def accounts(self, _: Request, body: Body) -> Json:
        """More accounts of ours, with their tokens."""
        made = [replay.add_account(self._state, brand) for brand in body.get("brands", ())]
        return {"accounts": made}

    def load(self, _: Request, body: Body) -> Json:
        """People and posts put in as given."""
        account_id = str(body.get("account_id") or self._brand_id)
        return replay.load(self._state, account_id, body)

    def _person(self, body: Body) -> Person:
        handle = str(body.get("handle") or "").lstrip("@")
        person = self._state.find(handle) if handle else self._state.people.get(str(body.get("id")))
        if person is None:
            raise BadRequest("nobody has that id or handle")
        return person

    def _post_id(self, body: Body, name: str) -> str | None:
        value = body.get(name)
        if value and str(value) not in self._state.posts:
            raise BadRequest("there is no such post")
        return str(value) if value else None


def _whole(body: Body, name: str, default: int, most: int) -> int:
    value = body.get(name, default)
    if not isinstance(value, int) or not 1 <= value <= most:
        raise BadRequest(f"{name} is a whole number between 1 and {most}")
    return value
