"""Mastodon as a person changes it on the page, mounted at /mastodon; there also where none runs, to say so."""

from typing import TYPE_CHECKING

from werkzeug import Request, Response
from werkzeug.exceptions import NotFound

from slackapp.sandbox.http import Router, json_response

if TYPE_CHECKING:
    from slackapp.sandbox.mastodon.town import Town


def panel_app(town: "Town | None") -> Router:
    """The panel of a town, or of none."""

    def state(_: Request) -> Response:
        if town is None:
            return json_response({"ok": True, "running": False})
        account = town.account()
        figures = {name: account[f"{name}_count"] for name in ("followers", "following", "statuses")}
        about = {"username": town.handle, "name": account["display_name"], "avatar": account["avatar"]}
        return json_response({"ok": True, "running": True, "url": town.url, **about, **figures})

    def press(_: Request, what: str) -> Response:
        presses = {
            "follow": lambda here: {"followed": here.follow()},
            "ask": lambda here: {"post": here.ask()},
            "ask_in_private": lambda here: {"post": here.ask(private=True)},
        }
        if town is None or what not in presses:
            raise NotFound("nothing like that happens here")
        try:
            return json_response({"ok": True, **presses[what](town)})
        except (ValueError, OSError) as refused:
            return json_response({"ok": False, "error": "bad_request", "detail": str(refused)}, 400)

    router = Router()
    router.add("/panel/state", state)
    router.add("/panel/<what>", press, ("POST",))
    return router
