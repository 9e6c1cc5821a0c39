"""Plain frozen values and rules: no I/O, no clock, no Slack, no SDK. All rooms import it; it imports none."""
