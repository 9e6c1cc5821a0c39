"""What people say of themselves, as far as it bears on a follow: trading follows, advertising, being a customer."""

from slackapp.domain.evidence import phrases
from slackapp.domain.evidence.person import Person, Sense
from slackapp.domain.evidence.signal import Signal
from slackapp.domain.quote import quote

_QUOTED = 60  # characters of a bio in a sentence
_EDGES = " .,;:!?()[]|·•*~'\"<>#"  # what clings to a word


def quoted(phrase: str) -> str:
    """A phrase found by us, as it stands in a sentence."""
    words = quote(phrase, _QUOTED)
    return words if words.startswith("#") else f"'{words}'"


def farms(person: Person) -> Signal | None:
    """Whoever follows to be followed back reads nobody."""
    found = phrases.FARMING.found_in(person.bio)
    return Signal("farms", -0.9, f"{quoted(found)} in the bio: trades follows") if found else None


def sells(person: Person) -> Signal | None:
    """An advertisement wants buyers, not talk. Giveaways may be held by honest shops: they count for less."""
    if phrases.ADULT.found_in(person.bio):
        return Signal("sells", -0.6, "advertises adult content in the bio")
    for weight, wares in ((-0.6, phrases.MONEY), (-0.5, phrases.PROMOTION), (-0.4, phrases.GIVEAWAYS)):
        if found := wares.found_in(person.bio):
            return Signal("sells", weight, f"advertises in the bio: {quoted(found)}")
    return None


_CUSTOMERS = frozenset({"customer", "subscriber"})
_NOT_ONE = frozenset({"no", "not", "former", "ex", "ex-", "never", "every", "per", "your", "our", "any", "for"})
_TRADES = frozenset({"service", "success", "support", "care", "experience", "relations", "advocate", "engagement"})


def customer(person: Person) -> Signal | None:
    """A customer by their own word; the word alone is told, what stands around it may be anything."""
    said = _customer_word(person.bio) or ("customer" if phrases.CUSTOMERS_ABROAD.found_in(person.bio) else "")
    return Signal("customer", 0.6, f"says it is a {said}, in its own bio") if said else None


def _customer_word(bio: str) -> str:
    """Who works in customer care says "customer" too, and is not meant."""
    lower = bio.lower()
    if not any(word in lower for word in _CUSTOMERS):
        return ""
    words = [word.strip(_EDGES) for word in lower.split()]
    for at, word in enumerate(words):
        around = set(words[max(at - 2, 0) : at])
        if word in _CUSTOMERS and not around & _NOT_ONE and not set(words[at + 1 : at + 2]) & _TRADES:
            return word
    return ""


SENSES: tuple[Sense, ...] = (farms, sells, customer)
