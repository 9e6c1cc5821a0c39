"""The X stand-in."""
