"""`rapport run`, unchanged, on a wall clock that a drill sets: `python -m bench.clocks_run START`.

START is seconds since 1970. Each line on standard input is a number of seconds by which the clock jumps, forward or
back, at that moment; it is answered by the same line on standard output. What counts seconds by itself
(`time.monotonic`, timeouts, sleeps) goes on as it is: so it is where NTP sets a clock, and so a process finds the world
after a suspend.
"""

import datetime
import sys
import threading

import time_machine

from slackapp import clock
from slackapp.__main__ import main

LOOKS = {"DIGEST_SECONDS": 0.5, "SYNC_SECONDS": 2.0}  # seconds in place of 5 and 30: the same looks, only more of them


def jump(coordinates: time_machine.Traveller) -> None:
    """Jump as told, until nobody tells any more."""
    for line in sys.stdin:
        coordinates.shift(float(line))
        print(line.strip(), flush=True)


if __name__ == "__main__":
    begin = datetime.datetime.fromtimestamp(float(sys.argv[1]), datetime.UTC)
    for name, seconds in LOOKS.items():
        assert hasattr(clock, name), f"the clock has no {name} any more"
        setattr(clock, name, seconds)
    sys.argv = ["rapport", "run"]
    with time_machine.travel(begin, tick=True) as coordinates:
        threading.Thread(target=jump, args=(coordinates,), daemon=True).start()
        main()
