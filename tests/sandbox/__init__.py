"""The stand-ins, over the real wire."""
