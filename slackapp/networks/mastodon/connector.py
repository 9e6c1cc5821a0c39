# ruff: noqa: D102 - `Connector` tells what each of its methods does
"""Connecting an account on Mastodon: the server shows a code that the owner types in; no public address is needed."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

import mastodon

from slackapp.domain.people import NetworkName
from slackapp.networks.base import Gone, LoginRefused, Network, Refused
from slackapp.networks.connector import Begun, Credentials, Keep, Question, Spent, unmetered
from slackapp.networks.mastodon.client import Client, Reply
from slackapp.networks.mastodon.errors import WrongShape
from slackapp.networks.mastodon.network import Mastodon
from slackapp.networks.mastodon.site import Site, site

_TIMEOUT = (5.0, 15.0)
_SHOWN = "urn:ietf:wg:oauth:2.0:oob"  # the server shows the code instead of leading back to a page of ours
# What Rapport does, and no more (https://docs.joinmastodon.org/api/oauth-scopes); older servers know only three.
_SCOPES = ("read", "write:statuses", "write:follows", "write:favourites")
_OLD_SCOPES = ("read", "write", "follow")
_SERVER = Question("url", "Server", "The address at which one logs in to the account.", "mastodon.example")
_CODE = Question("code", "Code", "What the server shows once you let Rapport in.", secret=True)
_SECRET = re.compile(r"[\x21-\x7e]{1,4000}")
_CODE_REFUSED = "The server didn't take this code. Start again to get a new one."


@dataclass(frozen=True, slots=True)
class MastodonConnector:
    """Mastodon, and the servers that speak its API; Rapport registers itself with each."""

    name: NetworkName = NetworkName.MASTODON
    asks: tuple[Question, ...] = (_SERVER,)
    asks_then: tuple[Question, ...] = (_CODE,)
    timeout: tuple[float, float] = _TIMEOUT  # seconds to connect and seconds of silence

    def lacks(self) -> tuple[str, ...]:
        return ()

    def begin(self, answers: Mapping[str, str]) -> Begun:
        where = site(answers.get("url", ""))
        scopes: tuple[str, ...] = _SCOPES
        try:
            client_id, client_secret = self._register(where, scopes)
        except Refused:
            scopes = _OLD_SCOPES
            client_id, client_secret = self._register(where, scopes)
        except Gone:
            raise Refused("Nothing there speaks Mastodon's language. Is it the address you log in at?") from None
        asked = {
            "client_id": client_id,
            "response_type": "code",
            "redirect_uri": _SHOWN,
            "scope": " ".join(scopes),
        }
        kept = {"url": where.base_url, "client_id": client_id, "client_secret": client_secret, "scope": asked["scope"]}
        return Begun(f"{where.base_url}/oauth/authorize?{urlencode(asked)}", kept)

    def finish(self, begun: Begun, answers: Mapping[str, str]) -> Credentials:
        kept, code = begun.kept, answers.get("code", "").strip()
        if not _SECRET.fullmatch(code):
            raise LoginRefused(_CODE_REFUSED)

        def trade(api: mastodon.Mastodon) -> None:
            api.client_id, api.client_secret = kept["client_id"], kept["client_secret"]
            api.log_in(code=code, redirect_uri=_SHOWN, scopes=kept["scope"].split())

        try:
            token = self._client(site(kept["url"])).ask(trade, _texts("access_token"))[0]
        except (Refused, LoginRefused):
            raise LoginRefused(_CODE_REFUSED) from None
        return {name: kept[name] for name in ("url", "client_id", "client_secret")} | {"access_token": token}

    def by_token(self, *, url: str = "", handle: str = "", token: str = "") -> Credentials:  # noqa: ARG002 (the token says whose it is)
        if not url.strip():
            raise Refused("Mastodon is many servers: say at which one the account is.")
        token = token.strip().removeprefix("Bearer ").strip()
        if not _SECRET.fullmatch(token):
            raise Refused("That isn't an access token. The server shows it under Preferences, Development.")
        return {"url": site(url).base_url, "access_token": token}

    def own(self) -> Credentials | None:
        return None

    def adapter(self, credentials: Credentials, keep: Keep, spent: Spent = unmetered) -> Network:  # noqa: ARG002 (Mastodon's tokens never change, and it is free)
        url, token = credentials.get("url", ""), credentials.get("access_token", "")
        try:
            if url and _SECRET.fullmatch(token):
                return Mastodon(site(url), token, timeout=self.timeout)
        except Refused:
            pass
        raise LoginRefused("These credentials aren't Mastodon's. Connect the account again.")

    def _register(self, where: Site, scopes: Sequence[str]) -> tuple[str, str]:
        """Rapport's id and secret with a server."""
        found = self._client(where).ask(
            lambda api: api.create_app(
                "Rapport",
                scopes=list(scopes),
                redirect_uris=_SHOWN,
                api_base_url=where.base_url,
                session=api.session,
            ),
            _texts("client_id", "client_secret"),
        )
        return found[0], found[1]

    def _client(self, where: Site) -> Client:
        return Client(where, "", self.timeout, lambda: datetime.now(UTC))


def _texts(*names: str) -> Callable[[Reply], tuple[str, ...]]:
    """A shape for an answer that has to hold these, each fit to be sent back."""

    def shape(reply: Reply) -> tuple[str, ...]:
        held = reply.body if isinstance(reply.body, dict) else {}
        found = tuple(each for name in names if isinstance(each := held.get(name), str) and _SECRET.fullmatch(each))
        if len(found) != len(names):
            raise WrongShape
        return found

    return shape
