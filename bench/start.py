"""From process start to ready, and resident memory then and after a thousand clicks, beside a bare Bolt app."""

import resource
import time
from pathlib import Path

from bench import sink
from bench.click import Figures, load, serving

CLICKS = 1_000
NAMES = {"bare": "bare Bolt", "working": "Rapport, with engine and dispatcher"}
PAGE = resource.getpagesize()


def resident(pid: int) -> float:
    """The memory that a process holds, in MiB (Linux)."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 2**20


def main() -> None:
    """Print the table."""
    url = sink.start()
    print(f"Start and memory\n  {'':<46}{'ready s':>12}{'MiB':>10}{f'MiB after {CLICKS:,} clicks':>26}")
    baseline: list[float] = []
    for kind, name in NAMES.items():
        began = time.perf_counter()
        with serving("performing" if kind == "working" else kind, url, CLICKS) as server:
            figures = [time.perf_counter() - began, resident(server.pid)]
            load(server.port, 8, CLICKS, 1, url, Figures())
            figures.append(resident(server.pid))
        baseline = baseline or figures
        print(f"  {name:<46}{figures[0]:>12.2f}{figures[1]:>10.0f}{figures[2]:>26.0f}")
    ratios = [mine / bare for mine, bare in zip(figures, baseline, strict=True)]
    print(f"  {'ratio':<46}{ratios[0]:>12.1f}{ratios[1]:>10.1f}{ratios[2]:>26.1f}")


if __name__ == "__main__":
    main()
