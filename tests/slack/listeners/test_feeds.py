"""Show recent posts, from the click to the window: read once, paid once, told what it cost."""

import pytest

from slackapp.slack import ids
from tests.slack.listeners.team import BEN, Json, Team, words

pytestmark = pytest.mark.networks  # long

PAY, SHOW = ids.POSTS_PAY, ids.POSTS_SHOW


def reads(team: Team) -> list[Json]:
    """The calls that read somebody's posts, with what they cost."""
    own = team.account.network_user_id
    calls = [call for call in team.record()["calls"] if call["path"].endswith("/tweets") and call["method"] == "GET"]
    return [call for call in calls if own not in call["path"]]


@pytest.fixture
def carded(team: Team) -> Team:
    """The team with a new follower's card."""
    team.new_follower()
    return team


def card(team: Team) -> Json:
    """The newest card in the channel."""
    return team.messages()[-1]


def test_posts_are_read_when_somebody_asks_and_not_before(carded: Team) -> None:
    """The window shows them with what they cost; the card is drawn again, and its button pays no more."""
    assert reads(carded) == []
    assert carded.click(card(carded), PAY)["ok"]
    shown = words(carded.view())
    assert "Read just now" in shown
    assert "see the post" in shown
    [call] = reads(carded)
    posts = round(call["cost_usd"] / 0.005)
    assert posts
    assert f"Read {posts} post{'' if posts == 1 else 's'}: ${0.005 * posts:.3f} on your X bill" in shown
    carded.work()
    assert carded.click(card(carded), SHOW, BEN.id)["ok"]
    assert "by <@" in words(carded.view(BEN.id))
    assert len(reads(carded)) == 1


def test_two_who_agree_at_once_pay_once(carded: Team) -> None:
    """Ben's card still has the button that pays: within the hour he is shown what Ada has read."""
    stale = card(carded)
    carded.click(stale, PAY)
    carded.clock.go(minutes=12)
    assert carded.click(stale, PAY, BEN.id)["ok"]
    assert "Read 12 min ago by <@" in words(carded.view(BEN.id))
    assert len(reads(carded)) == 1


def test_read_again_reads_again(carded: Team) -> None:
    """In the same window, at a price that its button tells."""
    carded.click(card(carded), PAY)
    carded.clock.go(minutes=5)
    assert carded.click_view(carded.view(), PAY)["ok"]
    [shown] = carded.state()["views"]
    assert "Read just now" in words(shown)
    assert len(reads(carded)) == 2


def test_a_button_that_never_pays_shows_the_price_where_nothing_is_known(carded: Team) -> None:
    """Drawn while it was free, or by hand: the offer stands in the window, and reads once it is taken."""
    message = card(carded)
    block, _ = next((b, b["accessory"]) for b in message["blocks"] if b.get("accessory", {}).get("action_id") == PAY)
    block["accessory"]["action_id"] = SHOW
    stored = carded.slack.state.messages[message["channel"]][message["ts"]]
    next(b for b in stored["blocks"] if b["block_id"] == block["block_id"])["accessory"]["action_id"] = SHOW
    assert carded.click(message, SHOW)["ok"]
    assert "Read them?" in words(carded.view())
    assert reads(carded) == []
    assert carded.click_view(carded.view(), PAY)["ok"]
    assert "on your X bill" in words(carded.view())


def test_trouble_is_told_in_the_window(carded: Team) -> None:
    """What happened, and what to do; nothing is kept, and the next click tries again."""
    carded.press("faults", path="/2/users/*/tweets", kind="status", status=429, method="GET", times=1)
    message = card(carded)
    assert carded.click(message, PAY)["ok"]
    shown = words(carded.view())
    assert "were not read" in shown
    assert "Try again" in shown
    assert carded.click(message, PAY, BEN.id)["ok"]
    assert "on your X bill" in words(carded.view(BEN.id))


def test_in_a_review_the_posts_lie_on_top_of_it(team: Team) -> None:
    """And the review below is drawn with what they say."""
    team.press("follow", kind="person", count=7)
    team.poll()
    team.click(card(team), ids.REVIEW_OPEN)
    team.click_view(team.view(), ids.REVIEW_ONE)
    assert team.click_view(team.view(), PAY)["ok"]
    review, posts = team.state()["views"]
    assert [review["callback_id"], posts["callback_id"]] == [ids.REVIEW_VIEW, ids.POSTS_VIEW]
    assert "Read just now" in words(posts)
    assert SHOW in words(review)


def test_a_window_that_did_not_open_reads_nothing(carded: Team) -> None:
    """Nobody pays for what nobody sees."""
    carded.send("/slack/person/faults", {"method": "views.open", "status": 200, "error": "expired_trigger_id"})
    carded.click(card(carded), PAY)
    assert reads(carded) == []
    assert "click once more" in words(carded.told()[-1])
