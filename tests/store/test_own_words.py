"""A workspace's own words and its channels' rules in the store."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import select

from slackapp.domain.brand import OwnWords
from slackapp.domain.own_words import KeptWords
from slackapp.domain.rules import ChannelRule
from slackapp.domain.verdict import CardRule
from slackapp.store import channel_rules, own_words
from tests.house import ADA, BEN, MARKETING, SOCIAL, START, House

LATER = START + timedelta(hours=1)
WORDS = OwnWords(products=("Moss", "Fern"), urgent=("outage",), team=("lea",))


def put(house: House, wanted: OwnWords, by: str = ADA, seen: int | None = None) -> bool:
    """Change them, an hour later where it is Ben."""
    with house.database.write() as tx:
        return own_words.put(tx, house.workspace.id, wanted, by, START if by == ADA else LATER, seen=seen)


def kept(house: House) -> KeptWords:
    """What there is."""
    with house.database.read() as tx:
        return own_words.kept(tx, house.workspace.id)


def test_words_come_back_in_their_order_with_who_changed_them(house: House) -> None:
    """Nothing at first; each change has its number, person and moment, and the emptying of it all, too."""
    assert kept(house) == KeptWords()
    assert put(house, WORDS, seen=0)
    assert kept(house) == KeptWords(WORDS, 1, ADA, START)
    assert put(house, OwnWords(), BEN, seen=1)
    assert kept(house) == KeptWords(OwnWords(), 2, BEN, LATER)
    with house.database.read() as tx:
        assert own_words.of(tx, house.workspace.id) == OwnWords()


def test_who_added_a_word_that_stays_is_not_forgotten(house: House) -> None:
    """Ben changes others, Ada's stays Ada's."""
    put(house, WORDS)
    put(house, OwnWords(urgent=("down", "outage")), BEN)
    with house.database.read() as tx:
        rows = tx.execute(select(own_words.words).where(own_words.words.c.kind == "urgent"))
        assert {row.word: row.added_by for row in rows} == {"outage": ADA, "down": BEN}


def test_who_saw_older_words_changes_nothing(house: House) -> None:
    """A number that was, or never was: the words stay, and so does who changed them."""
    put(house, WORDS, seen=0)
    put(house, OwnWords(urgent=("down",)), seen=1)
    before = kept(house)
    for stale in (0, 1, 3, 2**40):
        assert not put(house, WORDS, BEN, seen=stale)
        assert kept(house) == before


def test_of_those_who_save_at_once_one_does(house: House) -> None:
    """The first words of all, and the next; nobody's half is mixed into another's."""
    for seen in (0, 1):
        lists = [OwnWords(urgent=(f"{seen}{n}", f"and {n}")) for n in range(4)]
        with ThreadPoolExecutor(4) as pool:
            saved = list(pool.map(lambda wanted, seen=seen: put(house, wanted, seen=seen), lists))
        assert saved.count(True) == 1
        assert kept(house).words == lists[saved.index(True)]


def test_a_channels_rule_is_the_default_until_somebody_chooses(house: House) -> None:
    """Each channel has its own; the last choice counts and has its person, the way back to the default, too."""
    at = house.workspace.id
    with house.database.write() as tx:
        assert (channel_rules.rule(tx, at, SOCIAL), channel_rules.chosen(tx, at)) == (CardRule.NEEDS_ANSWER, {})
        channel_rules.put(tx, at, SOCIAL, CardRule.ALL, ADA, START)
        channel_rules.put(tx, at, SOCIAL, CardRule.HIGH, BEN, LATER)
        assert channel_rules.rule(tx, at, SOCIAL) is CardRule.HIGH
        assert channel_rules.rule(tx, at, MARKETING) is CardRule.NEEDS_ANSWER
        channel_rules.put(tx, at, SOCIAL, CardRule.NEEDS_ANSWER, ADA, LATER)
        back = ChannelRule(SOCIAL, CardRule.NEEDS_ANSWER, changed_by=ADA, changed_at=LATER)
        assert channel_rules.chosen(tx, at) == {SOCIAL: back}
