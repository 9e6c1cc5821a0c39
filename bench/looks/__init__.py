"""Every surface of a team's day as people see it: real clicks, a real browser, a picture of each.

    python -m bench.looks --to <folder> [scene …]

The unchanged app between the stand-ins, on a clock that the scenes move; each picture is taken at 1440 and 390 pixels,
in light and in dark. Nothing is compared: they are to be looked at.
"""
