"""No code asks which network it is: only a network's own package, the names and the catalog know one by name."""

import re
from pathlib import Path

import pytest

from slackapp.domain.people import NetworkName

PACKAGE = Path(__file__).parents[2] / "slackapp"
MAY = ("networks", "sandbox", "domain/people.py")
FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if not str(path.relative_to(PACKAGE)).startswith(MAY)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_names_no_network(path: Path) -> None:
    """Neither by its member nor by its value, compared."""
    names = "|".join(name.name for name in NetworkName)
    values = "|".join(name.value for name in NetworkName)
    source = path.read_text()
    assert not re.search(rf"NetworkName\.({names})\b", source)
    assert not re.search(rf"""[=!]=\s*["']({values})["']""", source)
