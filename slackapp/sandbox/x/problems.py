"""X's own words for a refusal: the bodies that its API answers with."""

from collections.abc import Mapping
from typing import Any

PROBLEMS = "https://api.twitter.com/2/problems/"

Body = dict[str, Any]


class Refused(Exception):
    """X says no: an HTTP status, a body, perhaps more headers."""

    def __init__(self, status: int, body: Body, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(body.get("detail", status))
        self.status = status
        self.body = body
        self.headers = dict(headers or {})


def blank(status: int, title: str, detail: str | None = None) -> Refused:
    """The plain refusal, of type `about:blank`."""
    return Refused(status, {"title": title, "detail": detail or title, "type": "about:blank", "status": status})


def unauthorized() -> Refused:
    """No valid signature."""
    return blank(401, "Unauthorized")


def forbidden(detail: str) -> Refused:
    """Understood, and not allowed."""
    return blank(403, "Forbidden", detail)


def invalid(errors: list[Body]) -> Refused:
    """Parameters that X doesn't take; each error names them and says why."""
    body = {
        "errors": errors,
        "title": "Invalid Request",
        "detail": "One or more parameters to your request was invalid.",
        "type": PROBLEMS + "invalid-request",
    }
    return Refused(400, body)


def wrong_parameter(name: str, value: str, message: str) -> Refused:
    """One parameter that X doesn't take."""
    return invalid([{"parameters": {name: [value]}, "message": message}])


def credits_depleted(account_id: str) -> Refused:
    """The developer account's credit is used up."""
    detail = f"Your enrolled account [{account_id}] does not have any credits to fulfill this request."
    body = {
        "account_id": int(account_id),
        "title": "CreditsDepleted",
        "detail": detail,
        "type": PROBLEMS + "credits",
    }
    return Refused(402, body)


def not_enrolled() -> Refused:
    """What is kept for a higher access level."""
    body = {
        "client_id": "30000001",
        "detail": (
            "When authenticating requests to the Twitter API v2 endpoints, you must use keys and tokens from a "
            "Twitter developer App that is attached to a Project. You can create a project via the developer portal."
        ),
        "registration_url": "https://developer.twitter.com/en/docs/projects/overview",
        "title": "Client Forbidden",
        "required_enrollment": "Appropriate Level of API Access",
        "reason": "client-not-enrolled",
        "type": PROBLEMS + "client-forbidden",
    }
    return Refused(403, body)


def access_level() -> Refused:
    """The other way in which X says that an endpoint is kept for a higher access level."""
    message = (
        "You currently have access to a subset of X API V2 endpoints and limited v1.1 endpoints (e.g. media post, "
        "oauth) only. If you need access to this endpoint, you may need a different access level. You can learn more "
        "here: https://developer.x.com/en/portal/product"
    )
    return Refused(403, {"errors": [{"message": message, "code": 453}]})


def not_found(kind: str, parameter: str, value: str) -> Body:
    """What stands in `errors` for someone or something that isn't there."""
    resource = kind if kind == "user" else "tweet"
    return {
        "value": value,
        "detail": f"Could not find {resource} with {parameter}: [{value}].",
        "title": "Not Found Error",
        "resource_type": resource,
        "parameter": parameter,
        "resource_id": value,
        "type": PROBLEMS + "resource-not-found",
    }


def suspended(parameter: str, value: str) -> Body:
    """What stands in `errors` for someone who is suspended."""
    return not_found("user", parameter, value) | {
        "detail": f"User has been suspended: [{value}].",
        "title": "Forbidden",
    }


def not_for_you(kind: str, parameter: str, value: str) -> Body:
    """What stands in `errors` for what a protected person keeps to themselves."""
    resource = "user" if kind == "user" else "Tweet"
    return not_found(kind, parameter, value) | {
        "detail": f"Sorry, you are not authorized to see the {resource} with {parameter}: [{value}].",
        "title": "Authorization Error",
        "type": PROBLEMS + "not-authorized-for-resource",
    }
