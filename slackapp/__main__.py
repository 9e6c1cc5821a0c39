"""The `rapport` command line."""


def main() -> None:
    """Run the `rapport` command."""
