"""What the documents tell is all there is: no setting, command or capability goes untold."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dotenv import dotenv_values
from typer.main import get_command

from slackapp import __version__
from slackapp.__main__ import cli
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.people import NetworkName
from slackapp.listings import Asker
from slackapp.networks.catalog import catalog
from slackapp.settings import Settings, load
from slackapp.slack.help import help_message
from slackapp.slack.listeners.commands import COMMANDS
from slackapp.slack.scopes import SCOPES
from tests.house import House

ROOT = Path(__file__).parent.parent
README, ARCHITECTURE, CHANGELOG, EXAMPLE = (
    (ROOT / name).read_text() for name in ("README.md", "ARCHITECTURE.md", "CHANGELOG.md", ".env.example")
)
SETTINGS = tuple(name.upper() for name in Settings.model_fields)
DOCUMENTS = sorted(p.name for p in ROOT.glob("*.md"))


def section(text: str, title: str) -> str:
    """A second-level section of a document."""
    return text.split(f"\n## {title}\n")[1].split("\n## ", maxsplit=1)[0]


def table_of(text: str, head: str) -> list[str]:
    """The first cells of a table's rows, by the words its head begins with."""
    lines = text.split(f"\n| {head} |")[1].splitlines()[2:]
    rows = lines[: next((n for n, line in enumerate(lines) if not line.startswith("|")), len(lines))]
    return [row.split(" | ")[0].removeprefix("| ") for row in rows]


def test_every_setting_is_in_the_readme() -> None:
    """The table of settings names each one there is, and none that is not."""
    told = re.findall(r"`([A-Z_]+)`", "\n".join(table_of(section(README, "Settings"), "setting")))
    assert sorted(told) == sorted(SETTINGS)


def test_every_setting_is_in_the_example() -> None:
    """.env.example has a line for each, set or commented out."""
    told = re.findall(r"^(?:# )?([A-Z_]+)=", EXAMPLE, re.MULTILINE)
    assert sorted(told) == sorted(SETTINGS)


def test_the_example_is_read_as_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copied as it is, the example changes no setting, so that what it shows is true."""
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    values = dotenv_values(ROOT / ".env.example")
    copied = load(_env_file=None, **{name.lower(): value for name, value in values.items() if value})
    assert copied.model_dump() == load(_env_file=None).model_dump()


def test_the_readmes_defaults_are_true(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each default that the table gives in code is the setting's."""
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    defaults = load(_env_file=None)
    rows = re.findall(r"^\| `([A-Z_]+)` \| `([^`]+)` \|", README, re.MULTILINE)
    assert len(rows) >= 8
    for name, told in rows:
        value = getattr(defaults, name.lower())
        assert told == (
            f"{value:%H:%M}"
            if name == "RAPPORT_DIGEST_AT"
            else f"{value:g}"
            if isinstance(value, float)
            else str(value)
        ), name


def test_every_slash_command_is_in_the_readme() -> None:
    """Each command stands there with each word it knows."""
    table = "\n".join(line for line in section(README, "Commands").splitlines() if line.startswith("| `/"))
    for command in COMMANDS:
        row = "".join(line for line in table.splitlines() if line.startswith(f"| `{command} "))
        known = re.findall(rf"`{command} ([@\w]+)`", help_message(command).text)
        assert known, command
        for word in set(known) - {"help"}:
            assert re.search(rf"`(?:{command} )?{word}`", row), f"{command} {word}"


def test_help_tells_of_nothing_that_is_not_understood(sqlite_house: House) -> None:
    """Each word that the help of a list names is one the list knows; the rest is a list of mentions, not of cards."""
    asker = Asker(sqlite_house.workspace.id, "U0ADA", ZoneInfo("Europe/Lisbon"))
    asks = {"/followers": sqlite_house.listings.followers, "/questions": sqlite_house.listings.questions}
    for command, ask in asks.items():
        for word in set(re.findall(rf"`{command} ([@\w]+)`", help_message(command).text)) - {"help", "rest"}:
            assert ask(asker, word).query == word
    assert sqlite_house.listings.rest(asker).page == 1


def test_every_word_of_the_command_line_is_in_the_readme() -> None:
    """Each command with each of its options."""
    commands = get_command(cli).commands  # type: ignore[attr-defined]  # it is a group
    told = section(README, "Commands")
    for name, command in commands.items():
        leaves = {f"{name} {sub}": leaf for sub, leaf in getattr(command, "commands", {}).items()} or {name: command}
        for words, leaf in leaves.items():
            row = next((line for line in told.splitlines() if line.startswith(f"| `rapport {words}`")), "")
            assert row, words
            options = [option for param in leaf.params for option in param.opts if option != "--help"]
            for option in options:
                assert option in row, f"rapport {words} {option}"


def declared_by_network() -> dict[NetworkName, tuple[Permission, ...]]:
    """What each network's adapter declares before anything is tried."""
    connectors = catalog(load(_env_file=None, x_api_key="k", x_api_secret="s"))
    words = {"url": "https://pond.example", "handle": "fern.example", "token": "1000-token:secret"}
    made = {name: one.adapter(one.by_token(**words), lambda _changed: None) for name, one in connectors.items()}
    return {name: adapter.permissions() for name, adapter in made.items()}


def test_every_capability_is_in_the_grid() -> None:
    """The grid says of each network and capability what its adapter declares: yes, no, or exempt with a note."""
    lines = [line for line in section(ARCHITECTURE, "What each network allows").splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    head, told = rows[0], {row[0].strip("`"): row[1:] for row in rows[2:]}
    assert head == ["capability", *(name.label for name in NetworkName), "note"]
    assert list(told) == [each.value for each in Capability]
    for name, declared in declared_by_network().items():
        for permission in declared:
            cells = told[permission.capability]
            word = "no" if not permission.allowed else "exempt" if permission.reason else "yes"
            assert cells[head.index(name.label) - 1] == word, (name, permission)
            assert cells[-1] or word == "yes", "whatever is not simply so has its note"


def test_every_room_is_in_the_tree() -> None:
    """ARCHITECTURE.md knows each file and folder of the package."""
    tree = section(ARCHITECTURE, "The tree")
    for path in (ROOT / "slackapp").iterdir():
        if path.name not in ("__init__.py", "__pycache__"):
            assert re.search(rf"\b{re.escape(path.name)}\b", tree), path.name


def test_the_readme_counts_the_scopes_right() -> None:
    """It says how many scopes are asked for."""
    numbers = {4: "four", 5: "five", 6: "six", 7: "seven"}
    assert f"the {numbers[len(SCOPES)]} scopes of the manifest" in README


def test_the_version_is_in_the_changelog() -> None:
    """Whoever changes the version tells what changed."""
    assert re.search(rf"^## \[?{re.escape(__version__)}\b", CHANGELOG, re.MULTILINE)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    """Every link to a file of ours finds it (the picture of the README is drawn at a release)."""
    text = (ROOT / name).read_text()
    for target in re.findall(r"(?<!!)\[[^\]]*\]\(([^)#]+)\)", text):
        if not target.startswith("http"):
            assert (ROOT / target).exists(), target


@pytest.mark.parametrize("name", DOCUMENTS)
def test_make_targets_named_in_documents_exist(name: str) -> None:
    """No document sends anybody to a target that the Makefile has not."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    told = set(re.findall(r"`make ([a-z-]+)`|^    make ([a-z-]+)", (ROOT / name).read_text(), re.MULTILINE))
    assert {one or other for one, other in told} <= targets
