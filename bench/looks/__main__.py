"""Plays the scenes and takes the pictures."""

import argparse
import sys
import time
from pathlib import Path

from bench.looks.camera import camera
from bench.looks.office import office
from bench.looks.scenes import SCENES


def main() -> int:
    """Take every picture, or those of the scenes named; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.looks", description=__doc__)
    parser.add_argument("--to", type=Path, default=Path("looks"), help="the folder for the pictures")
    parser.add_argument("scene", nargs="*", help=", ".join(scene.__name__ for scene in SCENES))
    asked = parser.parse_args()
    for scene in SCENES:
        if asked.scene and scene.__name__ not in asked.scene:
            continue
        began = time.monotonic()
        with office() as team, camera(team, asked.to) as shot:  # each begins anew: one that fails spoils no other
            scene(shot)
            taken = len(shot.taken)
        sys.stdout.write(f"{scene.__name__}: {taken} pictures in {time.monotonic() - began:.0f} s\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
