"""The whole adapter against a server that remembers: what was asked for is what happened there."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from slackapp.domain.action import ActionKind
from slackapp.domain.capability import Capability
from slackapp.domain.people import Absence, Profile
from slackapp.domain.posts import Audience
from slackapp.networks.base import CutOff, Gone, LoginRefused, Network, RateLimited, Refused, Unavailable
from slackapp.networks.mastodon import Mastodon, MastodonConnector
from tests.networks.mastodon.mock import MockMastodon, MockPerson
from tests.once import once

pytestmark = pytest.mark.networks  # long

A_MINUTE_AGO = timedelta(minutes=1)
AUDIENCES = {
    "public": Audience.PUBLIC,
    "unlisted": Audience.UNLISTED,
    "private": Audience.FOLLOWERS,
    "direct": Audience.PRIVATE,
}


def id_of(mock: MockMastodon, person: MockPerson) -> str:
    """A person's id, as it leaves the adapter."""
    return f"{person.id}@{mock.base_url.removeprefix('http://')}"


def test_it_is_a_network(mock: MockMastodon) -> None:
    """The type checker sees the whole protocol; every capability is declared as allowed."""
    network: Network = mock.network()
    assert {each.capability for each in network.permissions() if each.allowed} == set(Capability)
    assert network.opening(ActionKind.REPLY, "mira@plants.example") == "@mira@plants.example "


def test_me(mock: MockMastodon) -> None:
    """Our own profile; its id names the server, too."""
    me = mock.network().me()
    assert (me.id, me.handle, me.name, me.bio) == (id_of(mock, mock.us), "fernandfable", "Fern & Fable", "Plants.")
    assert me.page_url == f"{mock.base_url}/@fernandfable"


def test_a_walk_sees_every_follower_once(mock: MockMastodon) -> None:
    """Newest first, two a page, to the end."""
    for number in range(5):
        mock.add_follower(f"person{number}")
    network, seen, cursor = mock.network(), list[Profile](), None
    while True:
        page = network.followers(cursor, limit=2)
        seen += page.items
        cursor = page.cursor
        if cursor is None:
            break
    assert [each.handle for each in seen] == [f"person{number}" for number in (4, 3, 2, 1, 0)]


def test_who_followed_and_when(mock: MockMastodon) -> None:
    """Each with its true time; after the mark only who is newer, though they have unfollowed again."""
    before = datetime.now(UTC) - A_MINUTE_AGO
    mock.add_follower("mira")
    first = mock.network().new_followers()
    assert [each.person.handle for each in first.items] == ["mira"]
    assert before < first.items[0].at < datetime.now(UTC) + A_MINUTE_AGO
    tom = mock.add_follower("tom")
    mock.unfollow_us(tom)
    assert [each.person.handle for each in mock.network().new_followers(first.mark).items] == ["tom"]
    assert mock.network().new_followers(mock.network().new_followers().mark).items == ()


def test_follow_and_unfollow(mock: MockMastodon) -> None:
    """Both happen, both may be repeated."""
    mira, network = mock.add_follower("mira"), mock.network()
    for _ in range(2):
        assert not network.follow(id_of(mock, mira), once()).requested
    assert mock.our_following() == ["mira"]
    assert network.relationship(id_of(mock, mira)).they_follow
    for _ in range(2):
        network.unfollow(id_of(mock, mira))
    assert mock.our_following() == []


def test_a_locked_person_is_asked(mock: MockMastodon) -> None:
    """A follow is a request until they let us in; unfollowing takes it back."""
    lena, network = mock.add_person("lena", locked=True), mock.network()
    assert network.follow(id_of(mock, lena), once()).requested
    ties = network.relationships([id_of(mock, lena)])[id_of(mock, lena)]
    assert (ties.we_follow, ties.requested) == (False, True)
    mock.accept_us(lena)
    assert not network.follow(id_of(mock, lena), once()).requested
    network.unfollow(id_of(mock, lena))
    assert not network.relationship(id_of(mock, lena)).we_follow


def test_people_are_found_or_gone(mock: MockMastodon) -> None:
    """Profiles for who is there; another server's id and an unknown one are gone."""
    mira, network = mock.add_person("mira", note="Botanist"), mock.network()
    here, elsewhere, nobody = id_of(mock, mira), f"{mira.id}@else.example", id_of(mock, replace(mira, id="77"))
    found = network.people([here, elsewhere, nobody])
    assert isinstance(found[here], Profile)
    assert (found[elsewhere], found[nobody]) == (Absence.GONE, Absence.GONE)
    assert network.person("@mira") == found[here]
    assert network.person("nobody") is Absence.GONE
    with pytest.raises(Gone):
        network.follow(elsewhere, once())


@pytest.mark.parametrize("visibility", AUDIENCES)
def test_a_question_is_answered_to_its_own_audience(mock: MockMastodon, visibility: str) -> None:
    """The answer mentions who asked, and keeps who may read it and the warning; it is found again."""
    mira, network = mock.add_person("mira"), mock.network()
    mock.mention_us(mira, "Do you ship?", visibility=visibility, spoiler_text="plants")
    [question] = network.mentions().items
    assert (question.author_handle, question.warning) == ("mira", "plants")
    assert question.mentioned_ids == (id_of(mock, mock.us),)
    done = network.reply("We do! See https://fern.example/ship", question.id, once())
    [ours] = mock.our_posts()
    assert (ours["id"], ours["visibility"], ours["spoiler_text"]) == (done.id, visibility, "plants")
    assert ours["in_reply_to_id"] == question.id
    found = network.find_post("We do! See https://fern.example/ship", datetime.now(UTC), once(), question.id)
    assert found
    assert (found.id, found.text) == (done.id, "@mira We do! See https://fern.example/ship")
    assert found.audience is AUDIENCES[visibility]


def test_sent_twice_is_published_once(mock: MockMastodon) -> None:
    """The same `once` is the same post; the server is Mastodon, and young decisions are safe to repeat."""
    network, decided = mock.network(), once()
    first, again = network.hello("@mira welcome!", decided), network.hello("@mira welcome!", decided)
    assert first == again
    assert network.hello("@mira welcome!", once()).id != first.id
    assert len(mock.our_posts()) == 2
    fresh = replace(decided, decided_at=datetime.now(UTC) - timedelta(minutes=49))
    assert network.posts_once(fresh)
    assert not network.posts_once(replace(fresh, decided_at=datetime.now(UTC) - timedelta(minutes=51)))


def test_a_post_that_is_not_there(mock: MockMastodon) -> None:
    """Another parent, another text or an older post is not the one."""
    network = mock.network()
    network.hello("Hello there", once())
    now = datetime.now(UTC)
    assert network.find_post("Hello there", now, once())
    assert network.find_post("Hello there", now, once(), "77") is None
    assert network.find_post("Hello", now, once()) is None
    assert network.find_post("Hello there", now + timedelta(minutes=5), once()) is None


def test_own_posts_after_a_mark(mock: MockMastodon) -> None:
    """Replies are there, boosts are not; after the mark only what is newer."""
    mira, network = mock.add_person("mira"), mock.network()
    question = mock.mention_us(mira, "Do you ship?")
    network.reply("We do!", question["id"], once())
    page = network.own_posts()
    assert [each.text for each in page.items] == ["@mira We do!"]
    mock.call("POST", f"/api/v1/statuses/{question['id']}/reblog")
    network.hello("Hi", once())
    assert [each.text for each in network.own_posts(page.mark).items] == ["Hi"]
    assert network.own_posts(network.own_posts().mark).items == ()


def test_likes(mock: MockMastodon) -> None:
    """A like and its end, both repeatable."""
    network, status = mock.network(), mock.post(mock.add_person("mira"), "Ferns")
    for _ in range(2):
        network.like(status["id"], once())
    assert mock.call("GET", f"/api/v1/statuses/{status['id']}")["favourites_count"] == 1
    for _ in range(2):
        network.unlike(status["id"])
    assert mock.call("GET", f"/api/v1/statuses/{status['id']}")["favourites_count"] == 0
    with pytest.raises(Gone):
        network.like("77", once())


def test_deleting_is_repeatable(mock: MockMastodon) -> None:
    """A post of ours goes; that it is gone already is what was asked for. Somebody else's stays."""
    network = mock.network()
    done = network.hello("Oops", once())
    network.delete_post(done.id)
    network.delete_post(done.id)
    assert mock.our_posts() == []
    theirs = mock.post(mock.add_person("mira"), "Ferns")
    with pytest.raises(Refused):
        network.delete_post(theirs["id"])


def test_posts_that_are_gone_are_left_out(mock: MockMastodon) -> None:
    """And a question that was taken back can't be answered."""
    mira, network = mock.add_person("mira"), mock.network()
    here, gone = mock.post(mira, "One"), mock.post(mira, "Two")
    mock.delete(mira, gone["id"])
    assert [each.text for each in network.posts([gone["id"], here["id"]])] == ["One"]
    assert [each.text for each in network.recent_posts(id_of(mock, mira))] == ["One"]
    with pytest.raises(Gone):
        network.reply("Hi", gone["id"], once())
    assert mock.our_posts() == []


@pytest.mark.parametrize(
    ("effect", "read", "write"),
    [
        ({"type": "ratelimit"}, RateLimited, RateLimited),
        ({"status": 500}, Unavailable, CutOff),
        ({"status": 503}, Unavailable, CutOff),
        ({"type": "malformed"}, Unavailable, CutOff),
        ({"status": 401, "body": {"error": "The access token was revoked"}}, LoginRefused, LoginRefused),
        ({"status": 422, "body": {"error": "Validation failed: Text can't be blank"}}, Refused, Refused),
    ],
)
def test_faults(mock: MockMastodon, effect: dict[str, object], read: type[Exception], write: type[Exception]) -> None:
    """A broken read did nothing; a broken write is in doubt, unless the server said no. Then all is well again."""
    network: Mastodon = mock.network()
    network.me()
    mock.fault("/api/v1/accounts/*/followers", **effect)
    with pytest.raises(read):
        network.followers()
    mock.fault("/api/v1/statuses", methods=("POST",), **effect)
    with pytest.raises(write):
        network.hello("Hi", once())
    assert mock.our_posts() == []
    network.hello("Hi", once())
    assert network.followers().items == ()


def test_an_answer_that_comes_too_late(mock: MockMastodon) -> None:
    """The post is there though we gave up on its answer: the same `once` finds it instead of posting again."""
    impatient, decided = mock.network((0.2, 0.2)), once()
    mock.fault("/api/v1/statuses", methods=("POST",), type="latency", delay_ms=600)
    with pytest.raises(CutOff):
        impatient.hello("Hello", decided)
    done = mock.network().hello("Hello", decided)
    assert [each["id"] for each in mock.our_posts()] == [done.id]


def test_connecting_with_a_code(mock: MockMastodon) -> None:
    """The owner lets Rapport in on the server's page and types the code in; the credentials speak for the account."""
    connector = MastodonConnector(timeout=(5, 5))
    begun = connector.begin({"url": mock.base_url})
    assert begun.page.startswith(f"{mock.base_url}/oauth/authorize?")
    credentials = connector.finish(begun, {"code": f" {mock.let_in(begun.page)}\n"})
    assert connector.adapter(credentials, lambda _: None).me().handle == "fernandfable"
    with pytest.raises(LoginRefused):
        connector.finish(begun, {"code": "wrong"})
