"""Every answer of every endpoint against X's own OpenAPI document.

The document (since 2.16x) calls a post a "post" where the wire and every client library still say "tweet":
`RENAMED` is that difference, and all of it. It also lists fewer problem types than X answers with.
"""

import copy
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from openapi_schema_validator import OAS30Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4
from werkzeug.routing import Map, Rule

from slackapp.sandbox import world
from slackapp.sandbox.x.api import ENDPOINTS, Endpoint
from slackapp.sandbox.x.params import Number
from tests.sandbox.x.wire import X

BRAND = world.BRAND_ID
DOCUMENT = os.environ.get("X_OPENAPI", "")
pytestmark = pytest.mark.skipif(
    not DOCUMENT, reason="set X_OPENAPI to X's OpenAPI document (https://api.x.com/2/openapi.json)"
)

RENAMED = {
    "edit_history_tweet_ids": "edit_history_post_ids",
    "most_recent_tweet_id": "most_recent_post_id",
    "pinned_tweet_id": "pinned_post_id",
    "referenced_tweets": "referenced_posts",
    "tweet_count": "post_count",
    "retweet_count": "repost_count",
    "tweets": "posts",
    "tweet.fields": "post.fields",
}
# Problems that X answers with and its document doesn't list.
UNLISTED = {
    "about:blank",
    "https://api.twitter.com/2/problems/client-forbidden",
    "https://api.twitter.com/2/problems/credits",
}
PATHS = {
    "/2/users/{source}/following/{target}": "/2/users/{source_user_id}/following/{target_user_id}",
}


def document_path(endpoint: Endpoint) -> str:
    """An endpoint's path as the document writes it."""
    path = endpoint.rule.replace("<", "{").replace(">", "}")
    return PATHS.get(path, path)


def strict(node: Any) -> Any:
    """The schema without room for fields that it doesn't name."""
    if isinstance(node, list):
        return [strict(one) for one in node]
    if not isinstance(node, dict):
        return node
    found = {name: strict(value) for name, value in node.items()}
    if found.get("type") == "object" and isinstance(found.get("properties"), dict):
        found.setdefault("additionalProperties", False)
    return found


def renamed(node: Any) -> Any:
    """An answer in the document's words."""
    if isinstance(node, list):
        return [renamed(one) for one in node]
    if not isinstance(node, dict):
        return node
    found = {RENAMED.get(name, name): renamed(value) for name, value in node.items()}
    if isinstance(found.get("type"), str):
        found["type"] = found["type"].replace("https://api.twitter.com/2/problems/", "https://api.x.com/2/problems/")
    return found


class Document:
    """X's document, ready to judge answers."""

    def __init__(self, whole: dict[str, Any]) -> None:
        """Take the document in, its schemas made strict."""
        self.whole = whole
        closed = copy.deepcopy(whole)
        closed["components"]["schemas"] = strict(closed["components"]["schemas"])
        self._registry: Registry[Any] = Registry().with_resource("x:", DRAFT4.create_resource(closed))

    def operation(self, endpoint: Endpoint) -> dict[str, Any]:
        """What the document says of an endpoint."""
        found: dict[str, Any] = self.whole["paths"][document_path(endpoint)][endpoint.method.lower()]
        return found

    def parameters(self, endpoint: Endpoint) -> Iterator[dict[str, Any]]:
        """An endpoint's query parameters."""
        for one in self.operation(endpoint).get("parameters", ()):
            name = one.get("$ref", "").rpartition("/")[2]
            parameter = self.whole["components"]["parameters"][name] if name else one
            if parameter["in"] == "query":
                yield parameter

    def judge(self, endpoint: Endpoint, answer: requests.Response) -> None:
        """Fail where an answer isn't what the document promises."""
        body = answer.json()
        if answer.ok:
            content = self.operation(endpoint)["responses"][str(answer.status_code)]["content"]
            self._validate(content["application/json"]["schema"]["$ref"], renamed(body))
        elif "type" not in body:
            self._validate("#/components/schemas/Error", body["errors"][0])
        elif body["type"] in UNLISTED:
            assert {"title", "detail", "type"} <= set(body)
            assert body.get("status", answer.status_code) == answer.status_code
        else:
            self._validate("#/components/schemas/Problem", _without(renamed(body), "errors"))

    def _validate(self, reference: str, body: Any) -> None:
        validator = OAS30Validator({"$ref": "x:" + reference}, registry=self._registry)
        errors = [f"{list(one.absolute_path)}: {one.message[:300]}" for one in validator.iter_errors(body)]
        assert not errors, errors


def _without(body: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key != name}


@pytest.fixture(scope="module")
def document() -> Document:
    """The document that X_OPENAPI names."""
    return Document(json.loads(Path(DOCUMENT).read_text(encoding="utf-8")))


EVERY_USER = {
    "user.fields": "created_at,description,location,url,public_metrics,profile_image_url,protected,verified,"
    "verified_type,most_recent_tweet_id,pinned_tweet_id,connection_status"
}
EVERY_POST = EVERY_USER | {
    "tweet.fields": "author_id,conversation_id,created_at,entities,in_reply_to_user_id,lang,public_metrics,"
    "referenced_tweets,reply_settings,possibly_sensitive",
    "expansions": "author_id,in_reply_to_user_id,referenced_tweets.id,referenced_tweets.id.author_id,"
    "entities.mentions.username",
}
PAGED = {"max_results": "5"}


def calls(x: X) -> Iterator[tuple[str, str, dict[str, str], dict[str, Any] | None]]:
    """A good and a bad call of each endpoint: method, path, query, body (the order matters)."""
    user, post = x.person("ines_carvalho").id, x.person("ines_carvalho").last_post_id
    mention = x.panel("mention", kind="question")["post"]["id"]
    x.panel("mention", text="so good https://example.com/a #coffee", author_id=user)
    yield "GET", "/2/users/me", EVERY_USER | {"expansions": "most_recent_tweet_id"}, None
    yield "GET", "/2/users/me", {"colour": "red"}, None
    for path, extra, bad in (
        (f"/2/users/{user}", {}, "/2/users/999"),
        ("/2/users", {"ids": f"{user},999"}, "/2/users"),
        ("/2/users/by", {"usernames": "odile_marsh,nobody_here"}, "/2/users/by"),
        ("/2/users/by/username/odile_marsh", {}, "/2/users/by/username/nobody_here"),
        (f"/2/users/{BRAND}/followers", PAGED, "/2/users/999/followers"),
        (f"/2/users/{x.person('odile_marsh').id}/following", PAGED, f"/2/users/{user}/following?max_results=0"),
    ):
        yield "GET", path, EVERY_USER | extra, None
        yield "GET", bad, {}, None
    for path, extra, bad in (
        (f"/2/users/{BRAND}/mentions", PAGED, f"/2/users/{BRAND}/mentions?max_results=4"),
        (f"/2/users/{BRAND}/tweets", {"max_results": "50"}, f"/2/users/{x.person('quiet_orchard').id}/tweets"),
        (f"/2/tweets/{post}", {}, "/2/tweets/999"),
        ("/2/tweets", {"ids": f"{post},999"}, "/2/tweets?ids=x"),
        ("/2/tweets/search/recent", {"query": "from:ines_carvalho"}, "/2/tweets/search/recent?query=tea"),
    ):
        yield "GET", path, EVERY_POST | extra, None
        yield "GET", bad, {}, None
    reply = {"in_reply_to_tweet_id": mention}
    yield "POST", "/2/tweets", {}, {"text": "Yes!", "reply": reply}
    yield "POST", "/2/tweets", {}, {"text": "Yes!", "reply": reply}
    yield "POST", "/2/tweets", {}, {"text": "Hi", "reply": {"in_reply_to_tweet_id": post}}
    yield "POST", "/2/tweets", {}, {}
    yield "DELETE", f"/2/tweets/{x.stand_in.state.authored[BRAND].newest()[0]}", {}, None
    yield "DELETE", "/2/tweets/999", {}, None
    for access in ("self_serve", "enterprise"):
        x.panel("switch", access=access)
        for target in (user, x.person("quiet_orchard").id, "999"):
            yield "POST", f"/2/users/{BRAND}/following", {}, {"target_user_id": target}
            yield "DELETE", f"/2/users/{BRAND}/following/{target}", {}, None
        yield "POST", f"/2/users/{BRAND}/likes", {}, {"tweet_id": post}
        yield "DELETE", f"/2/users/{BRAND}/likes/{post}", {}, None
    x.panel("switch", credit_out=True)
    yield "GET", "/2/users/me", {}, None
    x.panel("switch", down=True)
    yield "GET", "/2/users/me", {}, None


def _match(method: str, path: str) -> Endpoint:
    rules = Map([Rule(one.rule, endpoint=number, methods=[one.method]) for number, one in enumerate(ENDPOINTS)])
    number, _ = rules.bind("x").match(path.partition("?")[0], method=method)
    return ENDPOINTS[int(number)]


def test_every_answer_is_as_documented(x: X, document: Document) -> None:
    """All endpoints answer, in good and in bad, in the shapes of the document and with nothing beside them."""
    met: dict[str, set[int]] = {}
    for method, path, query, body in calls(x):
        found = _match(method, path)
        answer = x.raw(method, path, params=query, json=body)
        document.judge(found, answer)
        assert {"x-rate-limit-limit", "x-rate-limit-remaining", "x-rate-limit-reset"} <= set(answer.headers)
        met.setdefault(f"{found.method} {found.rule}", set()).add(answer.status_code)
    assert set(met) == {f"{one.method} {one.rule}" for one in ENDPOINTS}
    assert set.union(*met.values()) == {200, 201, 400, 402, 403, 503}


@pytest.mark.parametrize("one", ENDPOINTS, ids=lambda one: f"{one.method} {one.rule}")
def test_parameters_are_the_documents(document: Document, one: Endpoint) -> None:
    """An endpoint takes no parameter that the document doesn't know, with the same bounds and needs."""
    known = {parameter["name"]: parameter for parameter in document.parameters(one)}
    assert {RENAMED.get(name, name) for name in one.rules} <= set(known)
    assert {name for name, parameter in known.items() if parameter.get("required")} == set(one.required)
    for name, rule in one.rules.items():
        if isinstance(rule, Number):
            schema = known[name]["schema"]
            assert (rule.least, rule.most) == (schema["minimum"], schema["maximum"])
