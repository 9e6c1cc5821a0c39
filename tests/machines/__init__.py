"""Rapport's card and action machines, driven at random, and what has to hold of them at every moment."""
