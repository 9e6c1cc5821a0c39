"""Own words and channels' rules over the wire: who may, what is refused, who was faster, and from when on it counts."""

from slackapp.domain.brand import OwnWords
from slackapp.domain.card import CardKind
from slackapp.domain.own_words import KINDS, KeptWords
from slackapp.domain.verdict import CardRule
from slackapp.slack import ids
from slackapp.slack.ids import AccountItem
from slackapp.store import accounts, channel_rules, own_words
from tests.slack.listeners.payloads import block_actions, view_submission
from tests.slack.listeners.team import ADA, BEN, MARKETING, SOCIAL, Json, Team, find, words
from tests.slack.listeners.test_hostile import sent

TYPED = {"products": "Tidewater Box\n#driftroast", "urgent": "outage", "always": "@mira"}
SAVED = OwnWords(products=("Tidewater Box", "driftroast"), urgent=("outage",), always=("mira",))
PRAISE = "@tidewatercoffee thank you so much, lovely coffee!"


def command(team: Team, text: str, user: str = ADA.id) -> None:
    """Type `/rapport` and this."""
    assert team.person("command", user, channel=SOCIAL, text=f"/rapport {text}") == {"ok": True}


def boxes(typed: dict[str, str]) -> Json:
    """The state of the words' modal; what is not typed is empty."""
    return {
        ids.words_block_id(kind): {ids.WORDS_INPUT: {"type": "plain_text_input", "value": typed.get(kind, "")}}
        for kind in KINDS
    }


def fill(team: Team, typed: dict[str, str], user: str = ADA.id, view: Json | None = None) -> Json:
    """Type into the words' modal and send it."""
    view = view or team.view(user)
    return team.person("submit", user, view_id=view["id"], state=boxes(typed))


def chosen(block_id: str, rule: str) -> Json:
    """One channel's choice, as Slack sends it."""
    picked = {"type": "radio_buttons", "selected_option": {"value": rule}}
    return {block_id: {ids.RULES_INPUT: picked}}


def kept(team: Team) -> KeptWords:
    """The words there are."""
    with team.house.database.read() as tx:
        return own_words.kept(tx, team.account.workspace_id)


def rule(team: Team, channel: str = SOCIAL) -> CardRule:
    """A channel's rule."""
    with team.house.database.read() as tx:
        return channel_rules.rule(tx, team.account.workspace_id, channel)


def test_words_are_typed_saved_and_shown_again(team: Team) -> None:
    """Cleaned, with who saved them; the next who opens the modal sees both."""
    command(team, "words")
    assert "Nobody has set any yet" in words(team.view())
    assert fill(team, TYPED) == {"ok": True, "action": "update"}
    assert "from the next look on" in words(team.view())
    assert kept(team).words == SAVED
    command(team, "Words")
    assert f"Last changed by <@{ADA.id}>" in words(team.view())
    block, _ = find(team.view()["blocks"], ids.WORDS_INPUT)
    assert block["element"]["initial_value"] == "Tidewater Box\ndriftroast"


def test_what_can_not_be_kept_is_told_in_its_box(team: Team) -> None:
    """The modal stays with all that was typed, and nothing is saved."""
    command(team, "words")
    told = fill(team, {**TYPED, "ignored": "a", "team": "Ada Quill"})
    assert set(told["errors"]) == {ids.words_block_id("ignored"), ids.words_block_id("team")}
    assert "“a” is too short" in told["errors"][ids.words_block_id("ignored")]
    assert kept(team) == KeptWords()
    assert fill(team, TYPED)["ok"]
    assert kept(team).words == SAVED


def test_of_two_who_edit_at_once_the_second_loses_nothing(team: Team) -> None:
    """They are told who was faster and in what the two differ; their words stay, and saving once more saves them."""
    command(team, "words")
    with team.house.database.write() as tx:
        own_words.put(tx, team.account.workspace_id, OwnWords(urgent=("leak",)), BEN.id, team.clock())
    assert fill(team, TYPED) == {"ok": True, "action": "update"}
    assert kept(team).words == OwnWords(urgent=("leak",))
    shown = words(team.view())
    for part in (f"<@{BEN.id}> saved other words", "only theirs: leak", "only yours: outage", "Tidewater Box"):
        assert part in shown
    assert fill(team, TYPED)["ok"]
    assert (kept(team).words, kept(team).changed_by) == (SAVED, ADA.id)


def test_who_may_not_change_them_may_look(team: Team) -> None:
    """A message that only they see, with whom to ask; a window that they send all the same saves nothing."""
    command(team, "words")
    fill(team, TYPED)
    for typed, said in (("words", "driftroast"), ("cards", "What waits for an answer")):
        command(team, typed, BEN.id)
        told = words(team.told(BEN.id)[-1])
        assert said in told
        assert "please ask an admin of this Slack workspace" in told
    assert team.state(BEN.id)["views"] == []
    seen = ids.metadata(team.account.workspace_id, 1)
    _, said = sent(team, "form", view_submission(ids.WORDS_VIEW, seen, boxes({}), BEN.id))
    block_id = ids.rule_block_id(SOCIAL, CardRule.NEEDS_ANSWER)
    _, also = sent(team, "form", view_submission(ids.RULES_VIEW, "", chosen(block_id, "all"), BEN.id))
    assert all("in a few hands" in each for each in (said, also))
    assert (kept(team).words, rule(team)) == (SAVED, CardRule.NEEDS_ANSWER)


def test_a_channels_rule_counts_at_once(team: Team) -> None:
    """Chosen in the account's menu on Home: praise comes as a card, and status and Home tell the rule."""
    team.new_question(PRAISE)
    assert team.cards() == []
    home = team.on_home(ids.HOME_SETTINGS)
    value = ids.account_value(AccountItem.CARDS, team.account.id)
    block, _ = find(home["blocks"], ids.ACCOUNT_MENU, value)
    where = {"view_id": home["id"], "block_id": block["block_id"]}
    assert team.person("click", action_id=ids.ACCOUNT_MENU, value=value, **where)["ok"]
    block_id = ids.rule_block_id(SOCIAL, CardRule.NEEDS_ANSWER)
    assert team.person("submit", view_id=team.view()["id"], state=chosen(block_id, "all"))["ok"]
    assert f"<#{SOCIAL}>: *Every mention*" in words(team.view())
    assert "Questions (every mention)" in words(team.state()["home"])
    team.new_question(f"{PRAISE} Again!")
    assert [card.kind for card in team.cards()] == [CardKind.QUESTION]
    assert "no answer needed" in team.card_text()
    command(team, "status")
    assert "Questions (every mention)" in words(team.told()[-1])
    command(team, "cards")
    assert f"chosen by <@{ADA.id}>" in words(team.view())


def test_what_one_did_not_touch_stays_as_somebody_else_left_it(team: Team) -> None:
    """Of two channels only the one whose choice differs from what was shown is changed."""
    with team.house.database.write() as tx:
        channel_rules.put(tx, team.account.workspace_id, SOCIAL, CardRule.HIGH, BEN.id, team.clock())
    state = chosen(ids.rule_block_id(SOCIAL, CardRule.ALL), "all")
    _, said = sent(team, "form", view_submission(ids.RULES_VIEW, "", state))
    assert "All stays as it was" in said
    assert rule(team) is CardRule.HIGH


def test_a_connected_person_changes_the_rule_of_their_accounts_channel(team: Team) -> None:
    """Ben is no admin, but connected the account; the words of the whole workspace are not his."""
    with team.house.database.write() as tx:
        ours = accounts.accounts.update().where(accounts.accounts.c.id == team.account.id)
        tx.execute(ours.values(connected_by=BEN.id))
    command(team, "cards", BEN.id)
    block_id = ids.rule_block_id(SOCIAL, CardRule.NEEDS_ANSWER)
    view = team.view(BEN.id)
    assert team.person("submit", BEN.id, view_id=view["id"], state=chosen(block_id, "high"))["ok"]
    assert rule(team) is CardRule.HIGH
    command(team, "words", BEN.id)
    assert "please ask" in words(team.told(BEN.id)[-1])


def test_nothing_that_slack_would_not_send_changes_anything(team: Team) -> None:
    """Other teams' windows and channels, rules that there are not, numbers no database holds."""
    at = team.account.workspace_id
    for seen in (ids.metadata(at + 1, 0), "", "x", f"{at}:{2**63}", ids.metadata(at, 2**40)):
        status, said = sent(team, "form", view_submission(ids.WORDS_VIEW, seen, boxes(TYPED)))
        assert (status, "Traceback" in said) == (200, False)
    assert kept(team) == KeptWords()
    for block_id, value in (
        (ids.rule_block_id(MARKETING, CardRule.HIGH), "all"),  # no questions come there
        (ids.rule_block_id("C0FERN", CardRule.HIGH), "all"),
        (f"{ids.RULES_BLOCK}{SOCIAL}.none", "all"),
        (ids.rule_block_id(SOCIAL, CardRule.HIGH), "nothing"),
        ("x", "all"),
    ):
        status, said = sent(team, "form", view_submission(ids.RULES_VIEW, "", chosen(block_id, value)))
        assert (status, "Saved" in said) == (200, False)
    with team.house.database.read() as tx:
        assert channel_rules.chosen(tx, at) == {}
    click = block_actions(ids.WORDS_OPEN, "words", team={"id": "T0NOBODY"})
    assert sent(team, "form", click)[0] == 200
    assert team.state()["views"] == []
