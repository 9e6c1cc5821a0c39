"""`python -m bench`: every measurement that needs no data of its own, each figure beside its baseline."""

from bench import click, poll, reconcile, start

for part in (click, poll, start, reconcile):
    part.main()
    print()
