"""What a person or an admin tried and can't do."""


class Refused(Exception):
    """What somebody tried does not work; the message is the error's name."""
