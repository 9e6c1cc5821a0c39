"""Poll, compare, record, in one transaction."""
