"""Every method of X against the stand-in over the real wire: the good ways, and what is read back after doubt."""

from datetime import UTC, datetime, timedelta

import pytest

from slackapp.domain.people import Absence, Profile
from slackapp.networks.base import CutOff, Gone, LoginRefused, NotAllowed, OutOfCredit, Refused, Unavailable
from slackapp.networks.x import X, XKeys
from slackapp.sandbox import world
from tests.networks.x.conftest import KEYS, StandIn
from tests.once import once


def since() -> datetime:
    """A moment just before what a test does."""
    return datetime.now(UTC) - timedelta(seconds=5)


def all_followers(x: X, limit: int) -> list[Profile]:
    """A walk over all pages."""
    page = x.followers(limit=limit)
    found = list(page.items)
    while page.cursor:
        page = x.followers(page.cursor, limit)
        found += page.items
    return found


def test_me(stand_in: StandIn) -> None:
    """Our own profile is whole."""
    me = stand_in.x.me()
    assert me.id == world.BRAND_ID
    assert me.page_url == f"https://x.com/{me.handle}"
    assert me.created_at
    assert me.followers is not None


def test_a_wrong_secret(stand_in: StandIn) -> None:
    """The signature is checked over there: a wrong secret is a refused login."""
    keys = XKeys(KEYS.api_key, KEYS.api_secret, KEYS.access_token, "wrong")
    with pytest.raises(LoginRefused):
        X(keys, base_url=stand_in.url).me()


def test_followers_in_pages(stand_in: StandIn) -> None:
    """A walk in small pages finds exactly whom one large page finds, newest first."""
    newest = stand_in.panel("follow", kind="person")["followed"][0]
    small, large = all_followers(stand_in.x, 7), all_followers(stand_in.x, 1000)
    assert [p.id for p in small] == [p.id for p in large]
    assert len({p.id for p in small}) == len(small) > 7
    assert small[0].id == newest["id"]
    assert all(p.handle and p.last_post_at is not None for p in small if not p.protected and p.posts)


def test_mentions_bring_their_authors(stand_in: StandIn) -> None:
    """A mention comes with its author's profile and, where it answers something, with that post."""
    own = stand_in.panel("brand_posts", text="New ferns are in: example.com/new & more")["post"]
    author = stand_in.panel("follow", kind="person")["followed"][0]["id"]
    stand_in.panel("mention", author_id=author, text="Is <this> one & the other pet-safe?", in_reply_to=own["id"])

    page = stand_in.x.mentions()
    post = page.items[0]
    assert post.text.endswith("Is <this> one & the other pet-safe?")
    assert (post.author_id, post.in_reply_to_id, post.in_reply_to_author_id) == (author, own["id"], world.BRAND_ID)
    assert world.BRAND_ID in post.mentioned_ids
    assert post.url == f"https://x.com/{post.author_handle}/status/{post.id}"
    assert next(p for p in page.people if p.id == author).handle == post.author_handle
    parent = next(p for p in page.context if p.id == own["id"])
    assert parent.text == "New ferns are in: http://example.com/new & more"
    assert stand_in.x.mentions(since=page.mark).items == ()


def test_own_posts_hold_replies(stand_in: StandIn) -> None:
    """An answer made on X itself is among our own posts, with what it answers."""
    question = stand_in.question()
    stand_in.panel("answer", post_id=question["id"], text="We do!")
    newest = stand_in.x.own_posts().items[0]
    assert newest.in_reply_to_id == question["id"]
    assert newest.thread_id == question["conversation_id"]


def test_people_and_why_they_are_absent(stand_in: StandIn) -> None:
    """A look-up tells the present, the suspended and the gone apart."""
    here, bad, closed = (one["id"] for one in stand_in.panel("follow", count=3)["followed"])
    stand_in.panel("suspend", id=bad)
    stand_in.panel("delete", id=closed)
    found = stand_in.x.people([here, bad, closed, "not an id"])
    present = found[here]
    assert isinstance(present, Profile)
    assert (found[bad], found[closed], found["not an id"]) == (Absence.SUSPENDED, Absence.GONE, Absence.GONE)
    assert stand_in.x.people([bad, closed]) == {bad: Absence.SUSPENDED, closed: Absence.GONE}
    assert stand_in.x.people([]) == {}
    assert stand_in.x.person(present.handle) == present
    assert stand_in.x.person("nobody_at_all") is Absence.GONE


def test_posts(stand_in: StandIn) -> None:
    """Posts are looked up by id; those that are gone are left out; a person's newest come first."""
    question = stand_in.question()
    found = stand_in.x.posts([question["id"], "1"])
    assert [p.id for p in found] == [question["id"]]
    assert found[0].author_handle
    assert stand_in.x.posts(["1"]) == ()
    recent = stand_in.x.recent_posts(question["author_id"], limit=1)
    assert [p.id for p in recent] == [question["id"]]


def test_following(enterprise: StandIn) -> None:
    """A follow happens, is idempotent, shows in the relationship, and can be taken back."""
    mira = enterprise.panel("follow", kind="person")["followed"][0]["id"]
    x = enterprise.x
    assert x.relationship(mira).they_follow
    assert not x.relationship(mira).we_follow
    assert not x.follow(mira, once()).requested
    x.follow(mira, once())
    assert x.relationship(mira).we_follow
    assert x.following().items[0].id == mira
    assert [f["target_id"] for f in enterprise.record()["follows"] if f["via"] == "api"] == [mira]
    x.unfollow(mira)
    x.unfollow(mira)
    assert not x.relationship(mira).we_follow


def test_strangers_have_no_ties(stand_in: StandIn) -> None:
    """X says nothing about ties where there are none; our own list tells."""
    mira = stand_in.panel("follow", kind="person")["followed"][0]["id"]
    stand_in.panel("unfollow", id=mira)
    assert not stand_in.x.relationship(mira).we_follow
    stand_in.panel("brand_follows", id=mira)
    assert stand_in.x.relationship(mira).we_follow


def test_following_a_protected_person_is_a_request(enterprise: StandIn) -> None:
    """They have to let us in first."""
    mira = enterprise.panel("follow", kind="person")["followed"][0]["id"]
    enterprise.panel("protect", id=mira)
    assert enterprise.x.follow(mira, once()).requested
    assert enterprise.x.relationship(mira).requested


def test_self_serve_may_not_follow(stand_in: StandIn) -> None:
    """The first try tells, and nothing happened."""
    mira = stand_in.panel("follow", kind="person")["followed"][0]["id"]
    with pytest.raises(NotAllowed):
        stand_in.x.follow(mira, once())
    with pytest.raises(NotAllowed):
        stand_in.x.like(stand_in.question()["id"], once())
    assert [f for f in stand_in.record()["follows"] if f["via"] == "api"] == []


def test_likes(enterprise: StandIn) -> None:
    """A like happens and can be taken back, twice."""
    post_id = enterprise.question()["id"]
    enterprise.x.like(post_id, once())
    assert enterprise.record()["likes"]
    enterprise.x.unlike(post_id)
    enterprise.x.unlike(post_id)
    with pytest.raises(Gone):
        enterprise.x.like("1", once())


@pytest.mark.parametrize(
    "text",
    [
        "We do!",
        "Fish & chips <3 — see example.com/oslo and https://example.com/a?b=1&c=2.",
        "@somebody  two   spaces\n\nand lines",
        "émoji 🌿🌿 日本語",
    ],
)
def test_a_reply_is_found_again(stand_in: StandIn, text: str) -> None:
    """What we sent is found in our timeline for all that X changed in it, and only below its parent."""
    question, started = stand_in.question(), since()
    done = stand_in.x.reply(text, question["id"], once())
    assert done.url.endswith(done.id)
    found = stand_in.x.find_post(text, started, once(), question["id"])
    assert found
    assert found.id == done.id
    assert stand_in.x.find_post(text, started, once()) is None
    assert stand_in.x.find_post(text + "!", started, once(), question["id"]) is None
    assert stand_in.x.find_post(text, datetime.now(UTC) + timedelta(hours=1), once(), question["id"]) is None


@pytest.mark.parametrize("kind", ["reset", "half", "cut", "garbled", "wrong_shape", "html", "status"])
@pytest.mark.parametrize("after_effect", [True, False])
def test_a_doubt_is_settled_by_reading_back(stand_in: StandIn, kind: str, after_effect: bool) -> None:
    """A reply whose answer is lost is in doubt; reading back tells whether it happened."""
    question, started = stand_in.question(), since()
    stand_in.panel("faults", path="/2/tweets", method="POST", kind=kind, after_effect=after_effect)
    with pytest.raises(CutOff):
        stand_in.x.reply("We do!", question["id"], once())
    found = stand_in.x.find_post("We do!", started, once(), question["id"])
    assert (found is not None) == after_effect
    assert len([c for c in stand_in.record()["calls"] if (c["method"], c["path"]) == ("POST", "/2/tweets")]) == 1


def test_the_same_text_twice(stand_in: StandIn) -> None:
    """X refuses a duplicate for good."""
    question = stand_in.question()
    stand_in.x.reply("We do!", question["id"], once())
    with pytest.raises(Refused) as caught:
        stand_in.x.reply("We do!", question["id"], once())
    assert not caught.value.by_hand


def test_a_reply_nobody_asked_for(stand_in: StandIn) -> None:
    """Self-serve apps answer only who mentioned them; by hand it is possible."""
    author = stand_in.question()["author_id"]
    other = next(p for p in stand_in.x.recent_posts(author, 10) if world.BRAND_ID not in p.mentioned_ids)
    with pytest.raises(Refused) as caught:
        stand_in.x.reply("Hello there!", other.id, once())
    assert caught.value.by_hand


def test_hello_and_delete(stand_in: StandIn) -> None:
    """A post of our own, and its way back, twice; a stranger's post stays."""
    question = stand_in.question()
    started = since()
    done = stand_in.x.hello("Welcome to the greenhouse!", once())
    assert stand_in.x.find_post("Welcome to the greenhouse!", started, once())
    stand_in.x.delete_post(done.id)
    stand_in.x.delete_post(done.id)
    assert stand_in.x.find_post("Welcome to the greenhouse!", started, once()) is None
    with pytest.raises(Refused):
        stand_in.x.delete_post(question["id"])


def test_switches(stand_in: StandIn) -> None:
    """X that is down, and an empty purse, are told apart."""
    stand_in.panel("switch", down=True)
    with pytest.raises(Unavailable):
        stand_in.x.followers()
    stand_in.panel("switch", down=False, credit_out=True)
    with pytest.raises(OutOfCredit):
        stand_in.x.hello("Hi!", once())


def test_a_welcome_is_not_taken_for_another(stand_in: StandIn) -> None:
    """The same words to somebody else, and below somebody else's post, are other posts than the one in doubt."""
    started = since()
    first, second = stand_in.question("Do you ship to Oslo?"), stand_in.question("Do you ship to Bergen?")
    stand_in.x.hello("@mira welcome!", once())
    answer = stand_in.x.reply("We do!", first["id"], once())
    assert stand_in.x.find_post("@noah welcome!", started, once()) is None
    assert stand_in.x.find_post("We do!", started, once(), second["id"]) is None
    found = stand_in.x.find_post("We do!", started, once(), first["id"])
    assert found
    assert found.id == answer.id
