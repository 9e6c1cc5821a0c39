"""Posts, mentions and answers in the store."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from slackapp.domain.posts import Post
from slackapp.domain.verdict import PostKind, Reason, Urgency, Verdict
from slackapp.store import people, posts
from tests.house import START, House

US = "1000"


def post(post_id: str, author_id: str = "7", parent: str | None = None, **fields: object) -> Post:
    """A post of one thread, an hour after the one before."""
    at = START + timedelta(hours=int(post_id))
    return Post(post_id, author_id, "Hm?", at, thread_id="1", in_reply_to_id=parent, **fields)  # type: ignore[arg-type]


def test_a_post_is_kept_once_and_bounded(house: House) -> None:
    """The first reading stays; hostile text is cut and freed of what a database can't hold."""
    nasty = Post("1", "7", "\x00\ud83d" + "y" * 40_000, START, author_handle="\x00" + "h" * 500, url="u" * 5_000)
    with house.database.write() as tx:
        first = posts.put(tx, house.account_id, [nasty], ours=False)
        assert posts.put(tx, house.account_id, [post("1")], ours=False) == first
        assert posts.known(tx, house.account_id, ["1", "2"]) == first
        kept = posts.thread(tx, house.account_id, post("2", parent="1")).before[0]
    assert len(kept.text) <= posts.MAX_TEXT
    assert "\x00" not in kept.text + kept.author_handle
    assert (len(kept.author_handle) <= 200, len(kept.url)) == (True, 2_000)


def test_a_thread_is_what_we_have_above_a_post(house: House) -> None:
    """Oldest first, at most ten, up to the first gap; a loop that a network made up ends."""
    chain = [post(str(n), parent=str(n - 1) if n > 3 else None) for n in range(3, 16)]
    loop = [post("50", parent="51"), post("51", parent="50")]
    with house.database.write() as tx:
        posts.put(tx, house.account_id, [*chain, *loop], ours=False)
        above = posts.thread(tx, house.account_id, post("16", parent="15"))
        assert posts.thread(tx, house.account_id, post("60", parent="59")).before == ()
        assert len(posts.thread(tx, house.account_id, post("52", parent="51")).before) <= posts.MAX_THREAD
    assert [p.id for p in above.before] == [str(n) for n in range(6, 16)]
    assert above.answered_post is not None
    assert above.answered_post.id == "15"


def test_a_mention_comes_back_with_its_verdict(house: House) -> None:
    """The judgement is kept with its reasons, word for word."""
    verdict = Verdict(
        PostKind.COMPLAINT, needs_answer=True, urgency=Urgency.HIGH, reasons=(Reason("is unhappy", "übel"),)
    )
    with house.database.write() as tx:
        author = house.network.add_person("noor", id="7")
        person_id = people.put(tx, house.account, [author], START)["7"]
        kept = posts.put(tx, house.account_id, [post("1"), post("2")], ours=False)
        mention_id = posts.add_mention(tx, house.account_id, kept["1"], person_id, post("1"), verdict, baseline=False)
        assert posts.judged(tx, house.account_id, ["1", "2", "3"]) == {"1"}
        found = posts.mention(tx, mention_id)
        with pytest.raises(NoResultFound):
            posts.mention(tx, 0)
    assert (found.verdict, found.post.id, found.person_id) == (verdict, "1", person_id)
    assert found.answered_at is None


def test_an_answer_is_noted_once_and_can_be_taken_back(house: House) -> None:
    """The first answer counts; after it was deleted, the question is open again."""
    card = house.question_card()
    mention_id = card.question_id or 0
    with house.database.write() as tx:
        assert posts.answer(tx, mention_id, START, "network", "9")
        assert not posts.answer(tx, mention_id, START + timedelta(hours=1), "rapport", "10")
        told = posts.mention(tx, mention_id)
        assert (told.answered_at, told.answered_via, told.answer_post_id) == (START, "network", "9")
        posts.unanswer(tx, mention_id)
        assert posts.mention(tx, mention_id).answered_at is None


def native(house: House, *ours: Post) -> list[str]:
    """Ids of our posts that are found to answer the one open question, post 1 of author 7."""
    with house.database.write() as tx:
        asker = house.network.add_person("noor", id="7")
        person_id = people.put(tx, house.account, [asker], START)["7"]
        house.mention(tx, post("1"), person_id)
        posts.put(tx, house.account_id, [post("2", "8", "1")], ours=False)
        posts.put(tx, house.account_id, ours, ours=True)
        return [reply.id for _, reply in posts.native_answers(tx, house.account_id)]


def test_a_reply_of_ours_is_an_answer(house: House) -> None:
    """Of several, the first one."""
    assert native(house, post("5", US, "1"), post("4", US, "1")) == ["4"]


def test_a_later_word_to_the_same_person_in_the_thread_is_an_answer(house: House) -> None:
    """We may answer further down; to somebody else, or before the question, it is none."""
    assert native(house, post("3", US, "2", in_reply_to_author_id="8")) == []
    with house.database.write() as tx:
        posts.put(tx, house.account_id, [post("0", US, "9", in_reply_to_author_id="7")], ours=True)
        assert posts.native_answers(tx, house.account_id) == []
        posts.put(tx, house.account_id, [post("6", US, "5", in_reply_to_author_id="7")], ours=True)
        assert [reply.id for _, reply in posts.native_answers(tx, house.account_id)] == ["6"]


def test_a_deleted_reply_answers_nothing(house: House) -> None:
    """Only posts of ours are forgotten, and only the one that is named."""
    assert native(house, post("4", US, "1")) == ["4"]
    with house.database.write() as tx:
        posts.forget(tx, house.account_id, "4")
        posts.forget(tx, house.account_id, "2")
        assert posts.native_answers(tx, house.account_id) == []
        assert set(posts.known(tx, house.account_id, ["1", "2", "4"])) == {"1", "2"}
