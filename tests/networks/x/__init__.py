"""Tests of X: refusals and broken answers by hand, the good ways against the stand-in."""
