"""A workspace's own words count with the next poll: for what is urgent, ignored, always shown, or a colleague's."""

from slackapp.domain.brand import OwnWords
from slackapp.domain.people import Profile
from slackapp.domain.verdict import CardRule, Urgency
from slackapp.store import channel_rules, own_words
from tests.house import ADA, SOCIAL, House
from tests.watch.asking import QUESTION, ask, mention, poll

PLAIN = "@fernandfable the wobble is here. "


def say(house: House, words: OwnWords, rule: CardRule = CardRule.NEEDS_ANSWER) -> None:
    """Somebody saves these words, and chooses this rule."""
    with house.database.write() as tx:
        own_words.put(tx, house.workspace.id, words, ADA, house.clock())
        channel_rules.put(tx, house.workspace.id, SOCIAL, rule, ADA, house.clock())


def cards_for(house: House, noor: Profile, text: str) -> int:
    """How many cards a post brings."""
    before = len(house.cards())
    ask(house, noor, text)
    poll(house)
    return len(house.cards()) - before


def test_an_urgent_word_of_their_own_counts_from_the_next_poll_on(asked: House, noor: Profile) -> None:
    """What was judged before stays as it was."""
    say(asked, OwnWords(), CardRule.HIGH)
    assert cards_for(asked, noor, PLAIN) == 0
    say(asked, OwnWords(urgent=("wobble",)), CardRule.HIGH)
    assert cards_for(asked, noor, PLAIN) == 1
    assert [mention(asked, n).verdict.urgency for n in (0, 1)] == [Urgency.LOW, Urgency.HIGH]


def test_what_is_ignored_is_no_card_under_any_rule(asked: House, noor: Profile) -> None:
    """It is judged and kept all the same."""
    for rule in CardRule:
        say(asked, OwnWords(ignored=("giveaway",)), rule)
        assert cards_for(asked, noor, f"{QUESTION} #giveaway") == 0
        assert "ignored" in {reason.cue for reason in mention(asked).verdict.reasons}


def test_who_is_always_shown_is_a_card_whatever_they_write(asked: House, noor: Profile) -> None:
    """Under any rule, and with a word that is ignored, too."""
    for rule in CardRule:
        say(asked, OwnWords(ignored=("giveaway",), always=("Noor",)), rule)
        assert cards_for(asked, noor, "@fernandfable 🌿 good morning") == 1
        assert cards_for(asked, noor, f"{QUESTION} #giveaway") == 1


def test_what_a_colleague_writes_waits_for_no_answer(asked: House, noor: Profile) -> None:
    """Under the rule that wants every mention it is a card that waits for nothing."""
    say(asked, OwnWords(team=("noor",)))
    assert cards_for(asked, noor, QUESTION) == 0
    say(asked, OwnWords(team=("noor",)), CardRule.ALL)
    assert cards_for(asked, noor, QUESTION) == 1
    assert not mention(asked).verdict.needs_answer
