"""The invented world: whole, various, and a little hostile."""

from collections import Counter

from slackapp.sandbox import world
from slackapp.sandbox.world import crowd
from slackapp.sandbox.x import seed, text


def test_sixty_people_ten_of_them_there_already() -> None:
    """Sixty people, each with a handle of their own that X would take."""
    people = world.load().people
    assert len(people) == len({one.username.lower() for one in people}) == 60
    assert Counter(one.role for one in people)["baseline"] == 10
    assert all(text.MENTION.fullmatch(f"@{one.username}") for one in people)


def test_kinds_of_people() -> None:
    """There are farmers, newcomers without a picture, empty bios, someone protected, and markup in bios."""
    people = world.load().people
    assert sum(one.farmer for one in people) >= 4
    assert sum(one.default_picture for one in people) >= 3
    assert sum(one.protected for one in people) == 1
    assert sum(not one.bio for one in people) >= 3
    assert any("<!channel>" in one.bio and "<http" in one.bio for one in people)
    assert {text.language(one.bio) for one in people} >= {"en", "ja", "ar", "ko", "ru"}


def test_everything_said_can_be_posted() -> None:
    """All speakers exist, no text is too long, no kind of mention lacks words, and every answer has its question."""
    whole = world.load()
    handles = {whole.brand.username, *(one.username for one in whole.people)}
    words = [said for one in whole.people for _, said in one.says]
    words += [one.text for one in (*whole.history, *whole.lines)]
    keys = {one.key for one in whole.history}
    assert {one.by for one in (*whole.history, *whole.lines)} <= handles
    assert not [one for one in words if text.too_long(one)]
    assert {one.reply_to for one in (*whole.history, *whole.lines)} <= {"", *keys}
    assert set(Counter(one.kind for one in whole.lines)) == {"question", "complaint", "request", "praise", "chatter"}
    assert len(whole.lines) >= 25


def test_the_past_holds_conversations() -> None:
    """Some people were answered by the brand before, and one mention continues such a thread."""
    state = seed.fresh(lambda: 1_790_000_000.0)
    mentions = state.mentions[world.BRAND_ID].newest(100)
    answered = [one for one in mentions if state.answered_by(one, world.BRAND_ID)]
    assert len(answered) >= 5
    assert len(answered) < len(mentions)
    assert [line for line in world.load().lines if line.reply_to == "sam1a"]
    assert not state.record.posts


def test_newcomers_are_new_in_any_year() -> None:
    """Nobody was created in the future, even if the sandbox runs in an earlier year than its data."""
    now = 1_600_000_000.0
    assert all(one.created_ms < now * 1000 for one in seed.fresh(lambda: now).people.values())


def test_the_crowd_is_the_same_again() -> None:
    """A number names one person of the crowd, with a handle of their own."""
    assert crowd.person(7) == crowd.person(7)
    assert len({crowd.person(number).username for number in range(500)}) == 500
