"""People ask on the network, and we answer there."""

from slackapp.domain.people import Profile
from slackapp.domain.posts import Post
from slackapp.store import posts
from slackapp.store.posts import Mention
from slackapp.watch.questions import QuestionNews
from tests.house import House

QUESTION = "@fernandfable do you ship to Oslo?"


def poll(house: House) -> QuestionNews:
    """One poll of the questions alone, five minutes later."""
    house.clock.go(minutes=5)
    return house.questions.poll(house.account, house.network)


def ask(house: House, noor: Profile, text: str = QUESTION, **fields: object) -> Post:
    """A mention on the network."""
    return house.network.add_mention(noor, text, **fields)


def answer(house: House, question: Post, text: str = "We do!") -> Post:
    """A reply of ours, written on the network itself."""
    return house.network.add_post(house.network.me(), text, in_reply_to_id=question.id)


def mention(house: House, number: int = -1) -> Mention:
    """A recorded mention, the newest unless told."""
    with house.database.read() as tx:
        ids = tx.execute(posts.mentions.select().order_by(posts.mentions.c.id)).scalars().all()
        return posts.mention(tx, ids[number])
