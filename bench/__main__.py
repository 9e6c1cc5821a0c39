"""`python -m bench`: every measurement that needs no data of its own, each figure beside its baseline."""

from bench import click, poll, start

for part in (click, poll, start):
    part.main()
    print()
