"""The listeners, tested over the wire."""
