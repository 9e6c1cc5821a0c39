"""Which cards come alone and which share a message: a burst should not flood a channel, nor hide what is urgent."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from slackapp.domain.posts import Post
from slackapp.domain.verdict import Urgency, Verdict

T = TypeVar("T")

AT_MOST_SINGLE = 5  # more new cards of a kind than this at once share a grouped message


@dataclass(frozen=True, slots=True)
class Fresh:
    """A mention that a poll brought, judged and kept."""

    mention_id: int
    person_id: int
    post: Post
    verdict: Verdict


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


def by_channel(new: Iterable[T], channel_of: Callable[[T], str]) -> dict[str, list[T]]:
    """What came at once, by the id of the channel that gets it; each channel's in the order given."""
    found: dict[str, list[T]] = {}
    for one in new:
        found.setdefault(channel_of(one), []).append(one)
    return found


def mentions_apart(
    new: Sequence[T], verdict: Callable[[T], Verdict]
) -> tuple[tuple[T, ...], tuple[tuple[T, ...], ...]]:
    """Part mentions like questions; of many, those that wait for no answer share a message of their own.

    Args:
        new: what came at once, oldest first.
        verdict: the judgement on one of them.

    Returns:
        Those that get a message each, and the groups, those who wait first.
    """
    if len(new) <= AT_MOST_SINGLE:
        return tuple(new), ()
    waiting = [one for one in new if verdict(one).needs_answer]
    others = tuple(one for one in new if not verdict(one).needs_answer)
    alone, together = alone_and_together(waiting, lambda one: verdict(one).urgency)
    if len(others) == 1:  # one is no group
        alone, others = (*alone, *others), ()
    return alone, tuple(group for group in (together, others) if group)
