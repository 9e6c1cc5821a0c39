# ruff: noqa: D102 - `Connector` tells what each of its methods does
"""Connecting an account on X: by PIN, with the keys of an X app of one's own."""

from collections.abc import Mapping
from dataclasses import dataclass

from slackapp.domain.people import NetworkName
from slackapp.networks.base import LoginRefused, Network, Refused
from slackapp.networks.connector import Begun, Credentials, Keep, Question, Spent, unmetered
from slackapp.networks.x.keys import XKeys
from slackapp.networks.x.login import LoginStart, begin_login, finish_login
from slackapp.networks.x.network import X
from slackapp.settings import Settings, check_x

_PIN = Question("code", "PIN", "The number that X shows once you let Rapport in.", "1234567")


@dataclass(frozen=True, slots=True)
class XConnector:
    """X, with the keys of our app from the settings."""

    settings: Settings
    name: NetworkName = NetworkName.X
    asks: tuple[Question, ...] = ()
    asks_then: tuple[Question, ...] = (_PIN,)

    def lacks(self) -> tuple[str, ...]:
        return tuple(check_x(self.settings))

    def begin(self, answers: Mapping[str, str]) -> Begun:  # noqa: ARG002 (X asks nothing first)
        start = begin_login(*self._app_keys(), base_url=self.settings.x_api_url)
        return Begun(start.authorize_url, {"token": start.token, "secret": start.secret})

    def finish(self, begun: Begun, answers: Mapping[str, str]) -> Credentials:
        start = LoginStart(begun.page, begun.kept["token"], begun.kept["secret"])
        keys = finish_login(*self._app_keys(), start, answers.get("code", ""), base_url=self.settings.x_api_url)
        return self.by_token(token=f"{keys.access_token}:{keys.access_token_secret}")

    def by_token(self, *, url: str = "", handle: str = "", token: str = "") -> Credentials:  # noqa: ARG002 (X needs neither)
        access_token, colon, secret = token.strip().partition(":")
        if not (access_token and colon and secret):
            raise Refused("X's token is written ACCESS_TOKEN:ACCESS_TOKEN_SECRET, with the colon between.")
        api_key, api_secret = self._app_keys()
        return {
            "api_key": api_key,
            "api_secret": api_secret,
            "access_token": access_token,
            "access_token_secret": secret,
        }

    def own(self) -> Credentials | None:
        found = self.settings
        if None in (found.x_api_key, found.x_api_secret, found.x_access_token, found.x_access_token_secret):
            return None
        assert found.x_access_token is not None
        assert found.x_access_token_secret is not None
        pair = found.x_access_token.get_secret_value(), found.x_access_token_secret.get_secret_value()
        return self.by_token(token=":".join(pair))

    def adapter(self, credentials: Credentials, keep: Keep, spent: Spent = unmetered) -> Network:  # noqa: ARG002 (X's tokens never change)
        try:
            keys = XKeys(**credentials)
        except TypeError:
            raise LoginRefused("These credentials aren't X's. Connect the account again.") from None
        own = self.own()  # the settings take the tokens of whoever owns the X app; of others nobody knows
        owns_app = own is not None and XKeys(**own).user_id == keys.user_id
        return X(keys, base_url=self.settings.x_api_url, spent=spent, owns_app=owns_app)

    def _app_keys(self) -> tuple[str, str]:
        key, secret = self.settings.x_api_key, self.settings.x_api_secret
        if key is None or secret is None:
            raise Refused(" ".join(self.lacks()))
        return key.get_secret_value(), secret.get_secret_value()
