"""A server of Mastodon's shape on this machine: mastodon-mock, with people who follow, write and go wrong as told."""

from dataclasses import dataclass, field
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

import requests

from slackapp.networks.mastodon import Mastodon
from slackapp.networks.mastodon.site import site

HANDLE = "fernandfable"
TOKEN = "brand-token-5c1"  # ours; the server is thrown away


@dataclass(frozen=True)
class MockPerson:
    """Somebody on the server, and what lets them act there."""

    id: str  # the server's own
    handle: str
    token: str = field(repr=False)


class MockMastodon:
    """mastodon-mock on a free port of 127.0.0.1; it stands in the development lock."""

    def __init__(self, **config: Any) -> None:
        """`config` is for MastodonMockConfig: a `mocked_version`, `ratelimit`, `auth`."""
        from mastodon_mock.config import MastodonMockConfig, SeedAccount, SeedConfig
        from mastodon_mock.testing.server import MockServer

        ours = SeedAccount(username=HANDLE, display_name="Fern & Fable", note="Plants.", access_token=TOKEN)
        self._media = TemporaryDirectory(prefix="mastodon-mock-")  # it would leave one behind
        usual = {"seed": SeedConfig(accounts=[ours]), "media_storage_path": self._media.name}
        self._server = MockServer(config=MastodonMockConfig(**(usual | config)))
        self._session = requests.Session()
        self._session.trust_env = False
        self.token = TOKEN
        self.handle = HANDLE

    def start(self) -> Self:
        """Listen; returns when it does."""
        self._server.start()
        return self

    def stop(self) -> None:
        """Stop listening and forget everything."""
        self._session.close()
        self._server.stop()
        self._media.cleanup()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def base_url(self) -> str:
        """Where it listens."""
        return str(self._server.base_url)

    def network(self, timeout: tuple[float, float] = (5, 5), **settings: Any) -> Mastodon:
        """Our account's adapter."""
        return Mastodon(site(self.base_url), self.token, timeout=timeout, **settings)

    @property
    def us(self) -> MockPerson:
        """Our own account."""
        return MockPerson(str(self.call("GET", "/api/v1/accounts/verify_credentials")["id"]), HANDLE, TOKEN)

    # What people do

    def reset(self) -> None:
        """As at the start: our account, nobody else, no faults."""
        self.call("POST", "/api/v1/_mock/reset")

    def add_person(self, handle: str, *, locked: bool = False, note: str = "") -> MockPerson:
        """Somebody new; `locked` means that a follow is a request."""
        made = self.call("POST", "/api/v1/_mock/dev_user", json={"username": handle, "display_name": handle.title()})
        person = MockPerson(str(made["id"]), handle, str(made["access_token"]))
        if locked or note:
            changes = {"locked": str(locked).lower(), "note": note}
            self.call("PATCH", "/api/v1/accounts/update_credentials", person, data=changes)
        return person

    def add_follower(self, handle: str, **about: Any) -> MockPerson:
        """Somebody new, who follows us."""
        person = self.add_person(handle, **about)
        self.follow_us(person)
        return person

    def follow_us(self, person: MockPerson) -> None:
        """Somebody follows us."""
        self.call("POST", f"/api/v1/accounts/{self.us.id}/follow", person)

    def unfollow_us(self, person: MockPerson) -> None:
        """Somebody follows us no longer."""
        self.call("POST", f"/api/v1/accounts/{self.us.id}/unfollow", person)

    def block_us(self, person: MockPerson) -> None:
        """Somebody blocks us."""
        self.call("POST", f"/api/v1/accounts/{self.us.id}/block", person)

    def accept_us(self, person: MockPerson) -> None:
        """Somebody locked lets us follow them."""
        self.call("POST", f"/api/v1/follow_requests/{self.us.id}/authorize", person)

    def post(self, person: MockPerson, text: str, **status: Any) -> dict[str, Any]:
        """Somebody posts; `status` are the API's parameters: visibility, spoiler_text, in_reply_to_id."""
        made: dict[str, Any] = self.call("POST", "/api/v1/statuses", person, json={"status": text, **status})
        return made

    def mention_us(self, person: MockPerson, text: str, **status: Any) -> dict[str, Any]:
        """Somebody addresses us."""
        return self.post(person, f"@{HANDLE} {text}", **status)

    def delete(self, person: MockPerson, status_id: str) -> None:
        """Somebody takes a post back."""
        self.call("DELETE", f"/api/v1/statuses/{status_id}", person)

    # What goes wrong

    def fault(self, path: str, *, methods: tuple[str, ...] | None = None, count: int | None = 1, **effect: Any) -> None:
        """The next `count` calls of `path` (* for any part; None: all to come) end as `effect` says.

        `effect` is mastodon-mock's: type (status, ratelimit, latency, malformed, timeout), status, body, headers,
        delay_ms.
        """
        match = {"path": path, "methods": list(methods) if methods else None}
        self.call("POST", "/api/v1/_mock/faults", json={"match": match, "effect": effect, "count": count})

    def clear_faults(self) -> None:
        """Everything works again."""
        self.call("DELETE", "/api/v1/_mock/faults")

    # What truly happened

    def our_posts(self) -> list[dict[str, Any]]:
        """Our posts, newest first."""
        found: list[dict[str, Any]] = self.call("GET", f"/api/v1/accounts/{self.us.id}/statuses")
        return found

    def our_following(self) -> list[str]:
        """The handles of whom we follow."""
        return [str(each["acct"]) for each in self.call("GET", f"/api/v1/accounts/{self.us.id}/following")]

    def let_in(self, authorize_page: str) -> str:
        """The owner lets an app in on the page it names; the code that the server shows."""
        from urllib.parse import parse_qs, urlsplit

        asked = {name: values[0] for name, values in parse_qs(urlsplit(authorize_page).query).items()}
        answer = self._session.get(authorize_page, timeout=5)
        assert answer.ok, answer.text
        answer = self._session.post(f"{self.base_url}/oauth/authorize", data={"username": HANDLE, **asked}, timeout=5)
        return answer.text.partition("Authorization code: ")[2].partition("<")[0]

    def call(self, method: str, path: str, person: MockPerson | None = None, **settings: Any) -> Any:
        """Any call of the API, by somebody (us, where nobody is named)."""
        headers = {"Authorization": f"Bearer {person.token if person else TOKEN}"}
        answer = self._session.request(method, self.base_url + path, headers=headers, timeout=5, **settings)
        assert answer.ok, answer.text
        return answer.json()
