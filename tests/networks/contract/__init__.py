"""One suite for every network: what the app relies on, against the fake and against real servers."""
