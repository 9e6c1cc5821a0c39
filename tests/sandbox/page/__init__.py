"""The page in a browser, against a canned wire."""
