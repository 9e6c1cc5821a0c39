"""A team that connects accounts: networks of any kind, and what a person does in their modals."""

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from slackapp.domain.accounts import Account
from slackapp.domain.people import NetworkName
from slackapp.networks.base import NetworkError
from slackapp.networks.connector import Begun, Credentials, Keep, Question, Spent, unmetered
from slackapp.slack import ids
from slackapp.slack.soon import Background
from slackapp.store import accounts
from tests.fake_network import FakeNetwork
from tests.slack.listeners.team import ADA, MARKETING, SOCIAL, Json, Team, find, until, words

HANDLE = Question("handle", "Handle", "As it stands on your page.", "brand.example")
PASSWORD = Question("password", "App password", "Settings → App passwords.", secret=True)
SERVER = Question("url", "Server", "Where your account lives.", "mastodon.example")
CODE = Question("code", "Code", "The page shows it.")
SECRET = "correct-horse-battery-staple"


@dataclass
class FakeConnector:
    """A network of any kind; what a person typed reaches `seen`, and `troubles` are met in turn."""

    asks: tuple[Question, ...] = ()
    asks_then: tuple[Question, ...] = ()
    network: FakeNetwork = field(default_factory=lambda: FakeNetwork(name=NetworkName.MASTODON))
    lacking: tuple[str, ...] = ()
    troubles: list[Exception] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    seen: list[Mapping[str, str]] = field(default_factory=list)
    begun: int = 0
    name: NetworkName = NetworkName.MASTODON

    def __post_init__(self) -> None:
        self.gate.set()

    def lacks(self) -> tuple[str, ...]:
        """As the test says."""
        return self.lacking

    def begin(self, answers: Mapping[str, str]) -> Begun:
        """A page for each beginning, where codes are asked for."""
        self.begun += 1
        page = f"https://mastodon.example/let-in?n={self.begun}" if self.asks_then else ""
        return Begun(page, {"client_secret": SECRET, **answers})

    def finish(self, begun: Begun, answers: Mapping[str, str]) -> Credentials:
        """Meet the next trouble, or take what was typed."""
        self.seen.append({**begun.kept, **answers})
        self.gate.wait(20)
        if self.troubles:
            raise self.troubles.pop(0)
        return {"token": SECRET}

    def by_token(self, *, url: str = "", handle: str = "", token: str = "") -> Credentials:
        """Whatever is given."""
        return {"url": url, "handle": handle, "token": token}

    def own(self) -> Credentials | None:
        """None stands in the settings."""
        return None

    def adapter(self, credentials: Credentials, keep: Keep, spent: Spent = unmetered) -> FakeNetwork:
        """The one network there is."""
        del credentials, keep, spent
        return self.network


def one_step(*troubles: NetworkError) -> FakeConnector:
    """A network that asks for handle and password."""
    return FakeConnector((HANDLE, PASSWORD), troubles=list(troubles))


def two_steps(*troubles: NetworkError) -> FakeConnector:
    """A network that asks for a server, then for the code of its page."""
    return FakeConnector((SERVER,), (CODE,), troubles=list(troubles))


class Office(Team):
    """The team, with work done in the background as in real life: a modal is updated while it is acknowledged."""

    def __init__(self, folder: Path, **more: object) -> None:
        """`more` are settings beside the usual ones."""
        self.pool = ThreadPoolExecutor(4)
        super().__init__(folder, soon=Background(self.pool), more=more)

    def stop(self) -> None:
        """End what still runs, then everything."""
        self.pool.shutdown()
        super().stop()

    def make_admin(self, user: str) -> None:
        """Make somebody an admin of the workspace."""
        state = self.slack.state
        people = tuple(replace(each, is_admin=each.is_admin or each.id == user) for each in state.world.teammates)
        state.world = replace(state.world, teammates=people)

    def offer(self, connector: FakeConnector) -> FakeConnector:
        """Have this network beside X."""
        self.house.connections.catalog[connector.name] = connector  # type: ignore[index]  # it is a dict
        return connector

    def open(self, user: str = ADA.id) -> Json:
        """Type `/rapport connect`; the modal that opens."""
        assert self.person("command", user, channel=SOCIAL, text="/rapport connect") == {"ok": True}
        return self.shown("Which network", user)

    def shown(self, text: str, user: str = ADA.id) -> Json:
        """The modal on top, once it says this."""
        found: Json = until(lambda: (v := self.state(user)["views"]) and text in words(v[-1]["blocks"]) and v[-1])
        return found

    def fill(self, user: str = ADA.id, **answers: str) -> Json:
        """Type into the modal on top, by the questions' names, and send it."""
        view = self.view(user)
        return self.person("submit", user, view_id=view["id"], state=typed(view, **answers))

    def choose_network(self, name: NetworkName, user: str = ADA.id) -> None:
        """Choose a network in the first modal."""
        assert self.fill(user, network=name.value) == {"ok": True, "action": "update"}

    def stored(self) -> tuple[Account, ...]:
        """The connected accounts."""
        with self.house.database.read() as tx:
            return accounts.all_accounts(tx)

    def goes(self, account: Account) -> dict[str, str]:
        """Where an account's news go, by kind."""
        with self.house.database.read() as tx:
            return {route.kind.value: route.channel_id for route in accounts.all_routes(tx, account_id=account.id)}

    def all_bytes(self) -> bytes:
        """Everything in the data folder but the key."""
        return b"".join(p.read_bytes() for p in self.folder.rglob("*") if p.is_file() and p.name != "secret.key")

    def menu(self, item: ids.AccountItem, account: Account, user: str = ADA.id) -> Json:
        """Choose from an account's menu on Home."""
        home = self.home(user)
        value = ids.account_value(item, account.id)
        block, _ = find(home["blocks"], ids.ACCOUNT_MENU, value)
        where = {"view_id": home["id"], "block_id": block["block_id"]}
        return self.person("click", user, action_id=ids.ACCOUNT_MENU, value=value, **where)

    def home(self, user: str = ADA.id) -> Json:
        """Open Home's settings anew, where the accounts are."""
        return self.on_home(ids.HOME_SETTINGS, user)


def typed(view: Json, **answers: str) -> Json:
    """The state of a filled modal; channels are #social and #marketing unless said otherwise."""
    given = {"cards": SOCIAL, "digest": MARKETING} | answers
    state: Json = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        answer = given.get(block["block_id"].rsplit(".", 1)[-1])
        if element["type"] == "radio_buttons":
            held: Json = {"selected_option": next(o for o in element["options"] if o["value"] == answer)}
        else:
            held = {"selected_channel" if element["type"] == "channels_select" else "value": answer}
        state[block["block_id"]] = {element["action_id"]: {"type": element["type"], **held}}
    return state
