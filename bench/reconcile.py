"""10,000 followers on Mastodon's API and on a real AT Protocol network: what a poll and a full read take.

Pages are counted on the wire. The baseline of a full read is the same walk by plain HTTP, in the same run.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.networks.contract.bluesky_world import bluesky_world
from tests.networks.contract.mastodon_world import mastodon_world, mock
from tests.networks.contract.world import World
from tests.servers.atproto import AtprotoNetwork
from tests.servers.install import NotInstalledError

KNOWN, NEW = 10_000, 10
PAGES_LIMIT, MEMORY_LIMIT = 2, 50  # pages; MB


def read(world: World, folder: Path, how: str) -> tuple[dict[str, Any], int]:
    """One read in a process of its own: what it took, and how many pages crossed the wire."""
    assert world.wire is not None
    words = [word for word in world.login if not word.startswith("--")]
    handle, token = words if len(words) == 2 else ("", *words)
    before = world.wire.called(*world.follower_paths)
    command = [sys.executable, "-m", "bench.reader", world.network.name.value, world.url, handle, token]
    told = subprocess.run([*command, str(folder / "bench.sqlite"), how], capture_output=True, text=True, check=True)
    taken: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return taken, world.wire.called(*world.follower_paths) - before


def measure(world: World) -> None:
    """Print one network's lines."""
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as name:
        folder = Path(name)
        world.crowd(KNOWN)
        baseline, pages = read(world, folder, "full")
        print(f"  first read of {KNOWN:,}: {baseline['seconds']:.1f} s, {pages} pages, +{baseline['more_mb']:.0f} MB")
        world.crowd(NEW)
        head, pages = read(world, folder, "head")
        print(f"  poll that finds {NEW} new: {pages} pages (limit {PAGES_LIMIT}), {head['seconds'] * 1000:.0f} ms")
        print(f"    {head['found']}")
        full, pages = read(world, folder, "full")
        bare, bare_pages = read(world, folder, "bare")
        ratio = full["seconds"] / bare["seconds"]
        print(f"  full reconcile: +{full['more_mb']:.1f} MB (limit {MEMORY_LIMIT}), {pages} pages")
        print(f"    {full['seconds']:.1f} s; bare walk: {bare_pages} pages, {bare['seconds']:.1f} s; ratio {ratio:.2f}")


def main() -> None:
    """Print the table."""
    print("Mastodon's API (mastodon-mock)")
    with mock() as running, mastodon_world(running) as world:
        measure(world)
    print("AT Protocol (PDS and AppView)")
    try:
        with AtprotoNetwork() as servers, bluesky_world(servers) as world:
            measure(world)
    except NotInstalledError as error:
        print(f"  left out: {error}")


if __name__ == "__main__":
    main()
