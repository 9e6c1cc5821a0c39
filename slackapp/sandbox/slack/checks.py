"""A small language to say what a piece of Block Kit may be; its complaints are worded as Slack words them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

MAX_PROBLEMS = 20


@dataclass
class Report:
    """What is wrong so far with the blocks of one surface: `message`, `modal` or `home`."""

    surface: str
    problems: list[str] = field(default_factory=list)

    def say(self, problem: str, pointer: str) -> None:
        """Note a problem at a JSON pointer."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(f"{problem} [json-pointer:{pointer}]")


Check = Callable[[Any, str, Report], None]


def anything(value: Any, pointer: str, report: Report) -> None:
    """Accept all."""


def boolean(value: Any, pointer: str, report: Report) -> None:
    """True or false."""
    if not isinstance(value, bool):
        report.say("must provide a boolean", pointer)


def string(most: int, least: int = 1) -> Check:
    """Text of `least` to `most` characters."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, str):
            report.say("must provide a string", pointer)
        elif len(value) < least:
            report.say(f"must be more than {least - 1} characters", pointer)
        elif len(value) > most:
            report.say(f"must be less than {most + 1} characters", pointer)

    return check


def integer(least: int, most: int) -> Check:
    """A whole number within bounds, both allowed."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            report.say("must provide an integer", pointer)
        elif not least <= value <= most:
            report.say(f"must be between {least} and {most}", pointer)

    return check


def one_of(*values: str) -> Check:
    """One of a few words."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if value not in values:
            report.say(f"must be one of: {', '.join(values)}", pointer)

    return check


def url(most: int = 3000, schemes: tuple[str, ...] = ("http", "https")) -> Check:
    """An absolute address that a browser could open."""
    length = string(most)

    def check(value: Any, pointer: str, report: Report) -> None:
        before = len(report.problems)
        length(value, pointer, report)
        if len(report.problems) > before:
            return
        try:
            parts = urlsplit(value)
        except ValueError:
            parts = urlsplit("")
        if parts.scheme not in schemes or (parts.scheme != "mailto" and not parts.netloc):
            report.say("invalid url", pointer)

    return check


def array(check_item: Check, most: int, least: int = 1) -> Check:
    """A list of `least` to `most` items, each checked."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, list):
            report.say("must provide an array", pointer)
        elif len(value) < least:
            report.say(f"no fewer than {least} items allowed", pointer)
        elif len(value) > most:
            report.say(f"no more than {most} items allowed", pointer)
        else:
            for index, item in enumerate(value):
                check_item(item, f"{pointer}/{index}", report)

    return check


Rule = Callable[[dict[str, Any], str, Report], None]


def shape(
    required: Mapping[str, Check], optional: Mapping[str, Check] | None = None, rules: Iterable[Rule] = ()
) -> Check:
    """An object with these fields and no others; `rules` look at the whole where its fields are right."""
    known = {**required, **(optional or {})}
    rules = tuple(rules)

    def check(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.say("must provide an object", pointer)
            return
        before = len(report.problems)
        for name in required:
            if value.get(name) is None:
                report.say(f"missing required field: {name}", pointer)
        for name, item in value.items():
            if name not in known:
                report.say(f"invalid additional property: {name[:80]}", pointer)
            elif item is not None:
                known[name](item, f"{pointer}/{name}", report)
        if len(report.problems) == before:
            for rule in rules:
                rule(value, pointer, report)

    return check


def by_type(kinds: Mapping[str, Check]) -> Check:
    """An object checked by what its `type` says it is."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.say("must provide an object", pointer)
            return
        kind = value.get("type")
        if kind is None:
            report.say("missing required field: type", pointer)
        elif not isinstance(kind, str) or kind not in kinds:
            report.say(f"unsupported type: {str(kind)[:80]}", f"{pointer}/type")
        else:
            kinds[kind](value, pointer, report)

    return check


def at_least_one(*names: str) -> Rule:
    """A rule: one of these fields must be there."""

    def rule(value: dict[str, Any], pointer: str, report: Report) -> None:
        if all(value.get(name) is None for name in names):
            report.say(f"must define one of: {', '.join(names)}", pointer)

    return rule


def only_one(*names: str) -> Rule:
    """A rule: exactly one of these fields must be there."""

    def rule(value: dict[str, Any], pointer: str, report: Report) -> None:
        if sum(value.get(name) is not None for name in names) != 1:
            report.say(f"must define exactly one of: {', '.join(names)}", pointer)

    return rule
