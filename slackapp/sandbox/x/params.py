"""The query parameters an endpoint takes; what it doesn't take is refused in X's words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from slackapp.sandbox.x import problems, snowflake, vocabulary

ID = re.compile(r"[0-9]{1,19}")
USERNAME = re.compile(r"[A-Za-z0-9_]{1,15}")


class Wrong(ValueError):
    """A value that X doesn't take; the message says why."""


@dataclass(frozen=True)
class Number:
    """A whole number between two bounds."""

    least: int
    most: int

    def read(self, name: str, value: str) -> int:
        """The number; `Wrong` outside the bounds."""
        if not re.fullmatch(r"-?[0-9]{1,9}", value):
            raise Wrong(f"The `{name}` query parameter value [{value}] is not a valid number")
        if not self.least <= int(value) <= self.most:
            raise Wrong(f"The `{name}` query parameter value [{value}] is not between {self.least} and {self.most}")
        return int(value)


@dataclass(frozen=True)
class Choice:
    """A comma-separated list of known words."""

    words: tuple[str, ...]

    def read(self, name: str, value: str) -> frozenset[str]:
        """The words; `Wrong` for one that isn't known."""
        for word in value.split(","):
            if word not in self.words:
                known = ",".join(self.words)
                raise Wrong(f"The `{name}` query parameter value [{word}] is not one of [{known}]")
        return frozenset(value.split(","))


@dataclass(frozen=True)
class Matching:
    """A comma-separated list, 1 to `most` long, of values with a pattern."""

    pattern: re.Pattern[str]
    most: int = 100

    def read(self, name: str, value: str) -> list[str]:
        """The values; `Wrong` for one that doesn't fit, or for too many."""
        values = value.split(",")
        if len(values) > self.most:
            raise Wrong(f"size must be less than or equal to {self.most}, but was {len(values)}")
        for one in values:
            if not self.pattern.fullmatch(one):
                raise Wrong(f"The `{name}` query parameter value [{one}] does not match ^{self.pattern.pattern}$")
        return values


class Moment:
    """A point in time, in ISO 8601."""

    def read(self, name: str, value: str) -> int:
        """Milliseconds since 1970; `Wrong` where it isn't a time."""
        try:
            return snowflake.ms_from_iso(value)
        except ValueError:
            raise Wrong(
                f"Invalid '{name}':'{value}'. Timestamps must be in RFC 3339 format: YYYY-MM-DDTHH:mm:ssZ"
            ) from None


class Text:
    """Any text that isn't empty."""

    def read(self, name: str, value: str) -> str:
        """The text; `Wrong` where it is empty."""
        if not value:
            raise Wrong(f"The `{name}` query parameter can not be empty")
        return value


Kind = Number | Choice | Matching | Moment | Text
Rules = dict[str, Kind]

USER: Rules = {
    "user.fields": Choice(vocabulary.USER_FIELDS),
    "tweet.fields": Choice(vocabulary.TWEET_FIELDS),
    "expansions": Choice(vocabulary.USER_EXPANSIONS),
}
TWEET: Rules = USER | {
    "expansions": Choice(vocabulary.TWEET_EXPANSIONS),
    "media.fields": Choice(vocabulary.MEDIA_FIELDS),
    "poll.fields": Choice(vocabulary.POLL_FIELDS),
    "place.fields": Choice(vocabulary.PLACE_FIELDS),
}
FOLLOWS: Rules = USER | {"max_results": Number(1, 1000), "pagination_token": Text()}
TIMELINE: Rules = TWEET | {
    "max_results": Number(5, 100),
    "pagination_token": Text(),
    "since_id": Matching(ID, 1),
    "until_id": Matching(ID, 1),
    "start_time": Moment(),
    "end_time": Moment(),
}
TWEETS: Rules = TIMELINE | {"exclude": Choice(("replies", "retweets"))}
SEARCH: Rules = TIMELINE | {
    "query": Text(),
    "max_results": Number(10, 100),
    "next_token": Text(),
    "sort_order": Choice(("recency", "relevancy")),
}


def check(given: MultiDict[str, str], rules: Rules, required: Iterable[str] = ()) -> dict[str, Any]:
    """The values by name; `problems.Refused` (400) tells every parameter that is wrong or missing."""
    errors: list[problems.Body] = []
    values: dict[str, Any] = {}
    for name, value in given.items(multi=True):
        rule = rules.get(name)
        if rule is None:
            message = f"The query parameter [{name}] is not one of [{','.join(rules)}]"
            errors.append({"parameters": {name: [value]}, "message": message})
            continue
        try:
            values[name] = rule.read(name, value)
        except Wrong as error:
            errors.append({"parameters": {name: [value]}, "message": str(error)})
    errors += [
        {"parameters": {name: []}, "message": f"The `{name}` query parameter can not be empty"}
        for name in required
        if name not in given
    ]
    if errors:
        raise problems.invalid(errors)
    return values


def check_path(**values: str) -> None:
    """Refuse ids and handles in the path that can't be ones."""
    for name, value in values.items():
        pattern = USERNAME if name == "username" else ID
        if not pattern.fullmatch(value):
            message = f"The `{name}` query parameter value [{value}] is not valid"
            raise problems.wrong_parameter(name, value, message)
