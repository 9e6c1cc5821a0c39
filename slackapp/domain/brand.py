"""For whom a post is judged: our account, and the words that a workspace gave us to listen for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A workspace's own words, as people there typed them; case and a leading @ or # don't matter."""

    products: tuple[str, ...] = ()  # names of what we sell: a post with one is about us
    urgent: tuple[str, ...] = ()  # "outage": a post with one waits for an answer, and urgently
    ignored: tuple[str, ...] = ()  # a post with one is never carded
    always: tuple[str, ...] = ()  # handles of people whose posts always are
    team: tuple[str, ...] = ()  # handles of colleagues: what they write waits for no answer


@dataclass(frozen=True, slots=True)
class Brand:
    """Our account, as triage sees it. Any of it may be unknown."""

    id: str = ""  # the network's id of our account
    handle: str = ""  # without @
    words: OwnWords = OwnWords()
