"""A login on its way through Slack's hands: what the next step needs travels sealed in the modal, for a while."""

import json
import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock

from slackapp.domain.people import NetworkName
from slackapp.networks.connector import Begun
from slackapp.secrets import Secrets, SecretsTrouble
from slackapp.slack.message import View

SECONDS = 15 * 60  # how long a form may stay open
SEALED_LIMIT = 3000  # Slack's, for private_metadata
WORK_SECONDS = 90.0  # networks give up long before
MOST = 200


def _nonce() -> str:
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody is about to do with our accounts. It is sealed only for those who may."""

    by: str  # Slack user id
    workspace_id: int  # where the window was opened: it is good for no other
    network: NetworkName | None = None  # None: not chosen yet
    account_id: int = 0  # the account it is about; 0: a new one
    answer_to: str = ""  # a response_url for when the modal is closed meanwhile; "" where there is none
    answers: Mapping[str, str] = field(default_factory=dict)  # to what the network asks first, without secrets
    begun: Begun | None = None
    nonce: str = field(default_factory=_nonce)  # of one form

    def again(self, **changed: object) -> "Attempt":
        """The same for the next form."""
        return replace(self, nonce=_nonce(), **changed)  # type: ignore[arg-type]  # each is a field's new value

    def sealed(self, keeper: Secrets, now: datetime) -> str:
        """For a view's private_metadata.

        Raises:
            SecretsTrouble: it is too long for that, or there is no key.
        """
        plain = {"by": self.by, "account": str(self.account_id), "url": self.answer_to, "nonce": self.nonce}
        plain |= {"workspace": str(self.workspace_id), "network": self.network or ""}
        plain |= {"answers": json.dumps(dict(self.answers))}
        if self.begun is not None:
            plain |= {"page": self.begun.page, "kept": json.dumps(dict(self.begun.kept))}
        sealed = keeper.seal(plain, now)
        if len(sealed) > SEALED_LIMIT:
            raise SecretsTrouble("This login is too long for Slack's window. Use `rapport connect` on a terminal.")
        return sealed


def opened(keeper: Secrets, sealed: str, by: str, workspace_id: int, now: datetime) -> Attempt:
    """Read a view's private_metadata back.

    Raises:
        SecretsTrouble: it is too old, changed, or somebody else's, or was opened in another workspace.
    """
    found = keeper.unseal(sealed, now, SECONDS)
    if (found.get("by"), found.get("workspace")) != (by, str(workspace_id)):
        raise SecretsTrouble("This window is somebody else's. Begin again.")
    begun = Begun(found["page"], json.loads(found["kept"])) if "kept" in found else None
    network = NetworkName(found["network"]) if found["network"] else None
    answers = json.loads(found["answers"])
    return Attempt(by, workspace_id, network, int(found["account"]), found["url"], answers, begun, found["nonce"])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a form led to: the next view, and the same in words for whoever closed the window."""

    view: View
    text: str = ""


@dataclass(slots=True)
class UnderWay:
    """Each form is worked on once, however often it is sent."""

    _outcomes: dict[str, Future[Outcome]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def once(self, nonce: str, make: Callable[[], Outcome]) -> Outcome:
        """What came of this form: made now (`make` raises nothing), or by whoever was first. Raises TimeoutError."""
        with self._lock:
            known = self._outcomes.get(nonce)
            if known is None:
                while len(self._outcomes) >= MOST:
                    self._outcomes.pop(next(iter(self._outcomes)))  # the oldest
                mine = self._outcomes[nonce] = Future()
        if known is not None:
            return known.result(WORK_SECONDS)
        mine.set_result(make())
        return mine.result()
