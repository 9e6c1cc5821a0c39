"""Which cards come alone and which share a message: a burst should not flood a channel, nor hide what is urgent."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from slackapp.domain.verdict import Urgency

T = TypeVar("T")

AT_MOST_SINGLE = 5  # more new cards of a kind than this at once share a grouped message


def alone_and_together(new: Sequence[T], urgency: Callable[[T], Urgency]) -> tuple[tuple[T, ...], tuple[T, ...]]:
    """Part questions into those that get a message each and those that share one, each in the order given.

    Args:
        new: what came at once, oldest first.
        urgency: how soon an answer to one of them is due. Of many, the first five urgent ones stay alone.
    """
    if len(new) <= AT_MOST_SINGLE:
        return tuple(new), ()
    urgent = [n for n, one in enumerate(new) if urgency(one) is Urgency.HIGH][:AT_MOST_SINGLE]
    alone = tuple(new[n] for n in urgent)
    together = tuple(one for n, one in enumerate(new) if n not in urgent)
    return (tuple(new), ()) if len(together) == 1 else (alone, together)  # one is no group
