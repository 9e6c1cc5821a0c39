"""What is drawn at random, and how often each."""

from hypothesis import strategies as st

from slackapp.domain.card import DOUBT_CHOICES, Choice
from tests.house import ADA, BEN
from tests.machines.cards import PLANS
from tests.machines.faults import LOST, Fault
from tests.machines.wire import READS, WRITES, Seam

CHOICES = st.sampled_from([*Choice, Choice.REPLY, Choice.REPLY, Choice.FOLLOW, Choice.UNDO_REPLY, Choice.UNDO_FOLLOW])
_OFTEN = ((Choice.REPLY, 4), (Choice.FOLLOW, 2), *((choice, 1) for choice in PLANS))
ACTING = st.sampled_from([choice for choice, often in _OFTEN for _ in range(often)])
DOUBTS = st.sampled_from(list(DOUBT_CHOICES))
FAULTS = st.sampled_from([*Fault, *LOST, *LOST])
LOST_ANSWERS = st.sampled_from(LOST)
METHODS = st.sampled_from([*WRITES, *READS])
SEAMS = st.sampled_from(Seam)
_HARMLESS = ("hand over again", "poll", "click", "wake", "disconnect", "connect again", "go on")
EVENTS = st.sampled_from(["die", "die", "freeze", "freeze", *_HARMLESS])
PLACES = st.integers(0, 3)  # among the cards that offer a choice
FIRST_CARDS = st.integers(0, 1)  # the follower's, or the question's
WHO = st.sampled_from([ADA, BEN])
MINUTES = st.sampled_from([0, 1, 1, 20])
LONGER = st.sampled_from([0, 1, 5, 20, 60, 1_500])  # minutes
