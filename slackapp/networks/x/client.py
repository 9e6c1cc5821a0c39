"""One account's calls to X: each travels once and comes back as values, or as an error of the family."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import requests
import tweepy

from slackapp.domain.capability import Capability
from slackapp.domain.spending import Charge
from slackapp.networks.base import CutOff, LoginRefused
from slackapp.networks.connector import Spent, unmetered
from slackapp.networks.fields import Json
from slackapp.networks.x import errors, meter, wire
from slackapp.networks.x.keys import XKeys
from slackapp.networks.x.meter import Cost
from slackapp.networks.x.shapes import is_id

T = TypeVar("T")


class Client:
    """tweepy's client, made safe. `tweepy` holds the calls; hand one of them to `ask`."""

    def __init__(
        self,
        keys: XKeys,
        base_url: str,
        timeout: tuple[float, float],
        now: Callable[[], datetime],
        spent: Spent = unmetered,
    ) -> None:
        """Prepare; nothing is sent. Raises LoginRefused where the access token can't be one of X's."""
        if not is_id(keys.user_id):
            raise LoginRefused("This access token isn't one of X's. Connect the account again.")
        self.user_id = keys.user_id
        self.tweepy = tweepy.Client(
            consumer_key=keys.api_key,
            consumer_secret=keys.api_secret,
            access_token=keys.access_token,
            access_token_secret=keys.access_token_secret,
            return_type=requests.Response,
            wait_on_rate_limit=False,  # it would sleep in our thread, and recurse without end
        )
        wire.mount(self.tweepy.session, base_url, timeout)
        self._now = now
        self._spent = spent

    def ask(
        self,
        call: Callable[..., Any],
        *args: str,
        shape: Callable[[Json], T],
        cost: Cost,
        needs: Capability | None = None,
        **params: Any,
    ) -> T:
        """Make one of tweepy's calls; `shape` makes values of its answer, `cost` is what it is charged.

        `needs` is the capability it takes; None is a plain read. Raises a NetworkError; a read never CutOff.
        """
        charge: Charge | None = None
        try:
            body = self._answer(call, args, needs, params)
            charge = meter.of_answer(cost, body)
            return self._shaped(shape, body, needs)
        except CutOff:
            charge = charge or meter.of_lost(cost)
            raise
        finally:
            if charge is not None:
                self._spent(charge)

    def _answer(
        self, call: Callable[..., Any], args: tuple[str, ...], needs: Capability | None, params: dict[str, Any]
    ) -> Json:
        # `from None`: what requests knows about a call holds its signature.
        try:
            return _json(call(*args, user_auth=True, **params).content)
        except wire.Answer as answer:
            raise errors.of_answer(answer, needs, self._now()) from None
        except requests.RequestException as error:
            raise errors.of_failure(error, needs) from None
        except errors.WrongShape:
            raise errors.nonsense(needs) from None

    def _shaped(self, shape: Callable[[Json], T], body: Json, needs: Capability | None) -> T:
        try:
            return shape(body)
        except errors.Problem as problem:
            raise errors.of_problem(problem.said, needs) from None
        except errors.WrongShape:
            raise errors.nonsense(needs) from None


def _json(body: bytes) -> Json:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise errors.WrongShape from None
    if not isinstance(value, dict):
        raise errors.WrongShape
    return value
