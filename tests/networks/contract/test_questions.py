"""Who addresses us on every network, and what we answer there ourselves."""

from slackapp.domain.card import CardKind, CardStatus
from slackapp.store import cards
from slackapp.watch.questions import QuestionNews
from tests.house import House
from tests.networks.contract.world import OUR_TEXT, World


def poll(house: House, world: World) -> QuestionNews:
    """One poll of the questions, once everybody can see what was said."""
    world.settled()
    return house.questions.poll(house.account, world.network)


def statuses(house: House) -> list[CardStatus]:
    """How the questions' cards stand, newest first."""
    with house.database.read() as tx:
        return [card.status for card in cards.search(tx, cards.Search(house.workspace.id, CardKind.QUESTION), 50)[0]]


def test_what_was_asked_before_us_is_no_news(house: House, world: World) -> None:
    """The first read is silent."""
    world.mention_us(world.person(), "Do you ship to Oslo?")
    assert poll(house, world).baseline
    assert statuses(house) == []
    assert poll(house, world).mentions == 0


def test_a_mention_becomes_one_card(house: House, world: World) -> None:
    """With its author, its text and its place; told once."""
    poll(house, world)
    noor = world.person()
    post_id = world.mention_us(noor, "Do you ship to Oslo?")
    assert poll(house, world).questions == 1
    assert poll(house, world).mentions == 0
    with house.database.read() as tx:
        [card] = cards.search(tx, cards.Search(house.workspace.id, CardKind.QUESTION), 50)[0]
    face = house.faces.card(card.id)
    assert face is not None
    assert face.thread is not None
    assert (face.thread.post.id, face.person.id, face.person.handle) == (post_id, noor.id, noor.handle)
    assert "Do you ship to Oslo?" in face.thread.post.text
    assert face.links.post.startswith("http")


def test_a_reply_and_a_reply_to_a_reply(house: House, world: World) -> None:
    """Somebody answers our post, we answer by hand, they ask on: the thread is known."""
    poll(house, world)
    noor = world.person()
    ours = world.post_as_us("The new ferns are in.")
    world.settled()
    first = world.mention_us(noor, "Are they safe for cats?", answering=ours)
    assert poll(house, world).questions == 1
    answer = world.post_as_us(f"@{noor.handle} They are.", answering=first)
    world.settled()
    second = world.mention_us(noor, "And how often do I water them?", answering=answer)
    news = poll(house, world)
    assert (news.questions, news.answered_there) == (1, 1)
    with house.database.read() as tx:
        newest = cards.search(tx, cards.Search(house.workspace.id, CardKind.QUESTION), 1)[0][0]
    face = house.faces.card(newest.id)
    assert face is not None
    assert face.thread is not None
    assert face.thread.post.id == second
    assert [post.id for post in face.thread.before][-2:] == [first, answer]


def test_an_answer_on_the_network_closes_the_card(house: House, world: World) -> None:
    """Nobody answers a second time."""
    poll(house, world)
    noor = world.person()
    post_id = world.mention_us(noor, "Do you ship to Oslo?")
    poll(house, world)
    assert statuses(house) == [CardStatus.OPEN]
    world.post_as_us(f"@{noor.handle} {OUR_TEXT}", answering=post_id)
    assert poll(house, world).answered_there == 1
    assert statuses(house) == [CardStatus.CLOSED]


def test_our_own_words_are_no_mention(house: House, world: World) -> None:
    """What we write ourselves needs no answer."""
    poll(house, world)
    world.post_as_us("Do you like ferns?")
    assert poll(house, world) == QuestionNews()


def test_what_somebody_posts_can_be_read_at_a_price_that_is_told(world: World) -> None:
    """Their own words, the newest first, no more than asked for; where it costs money, more of them cost more."""
    noor = world.person()
    said = [world.mention_us(noor, f"Fern number {n}") for n in range(3)]
    world.settled()
    found = world.network.recent_posts(noor.id, 5)
    assert [post.id for post in found[:3]] == list(reversed(said))
    assert {post.author_id for post in found} == {noor.id}
    assert len(world.network.recent_posts(noor.id, 2)) == 2
    few, many = world.network.price_of_posts(5), world.network.price_of_posts(10)
    assert (few is None and many is None) or (few is not None and many is not None and 0 < few < many)
