"""The first run: an account, a channel, a look at a card. How far it has come, for one person."""

from dataclasses import dataclass
from enum import IntEnum

from slackapp.domain.accounts import Account


class Step(IntEnum):
    """What is to be done, in order."""

    ACCOUNT = 1  # one is connected
    CHANNEL = 2  # its cards go to a channel that takes them
    SAMPLE = 3  # this person has had a card shown


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody's first run has come."""

    account: Account | None = None  # the first that is connected
    channel_id: str = ""  # where its cards go; "" nowhere
    closed: bool = False  # that channel takes no messages yet, as where Rapport was not invited
    sampled: bool = False  # whether this person has asked for the sample card

    @property
    def done(self) -> frozenset[Step]:
        """The steps that are behind them; in any order, for a card can be looked at first."""
        has = {
            Step.ACCOUNT: self.account is not None,
            Step.CHANNEL: self.account is not None and bool(self.channel_id) and not self.closed,
            Step.SAMPLE: self.sampled,
        }
        return frozenset(step for step, is_done in has.items() if is_done)

    @property
    def complete(self) -> bool:
        """Whether nothing is left."""
        return len(self.done) == len(Step)

    @property
    def next(self) -> Step | None:
        """The first that is left."""
        return next((step for step in Step if step not in self.done), None)
