"""Home's second tab: all that is open, filtered and paged."""

from collections.abc import Iterable

from slackapp.domain.accounts import Account
from slackapp.domain.home import AT_MOST, Open
from slackapp.domain.ledger import Whose
from slackapp.domain.verdict import PostKind
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, context, header, plain, section
from slackapp.slack.home.for_me import card_entry, counted
from slackapp.slack.home.looking import ALL, OVERDUE, TODAY, written
from slackapp.slack.message import Block, Element

_ID = 255  # characters of a block_id
_MOST_ACCOUNTS = 50  # options of a menu; Slack allows 100
_KINDS = {
    PostKind.QUESTION: "💬 Questions",
    PostKind.COMPLAINT: "🌩️ Complaints",
    PostKind.REQUEST: "🙏 Requests",
    PostKind.PRAISE: "💛 Praise",
    PostKind.CLOSING: "🤝 Closing words",
    PostKind.CHATTER: "💬 Chatter",
    PostKind.SPAM: "🧹 Perhaps spam",
}
_WHOSE = {Whose.ANYBODY: "Anybody’s", Whose.MINE: "Mine", Whose.NOBODY: "Nobody’s"}


def open_blocks(told: Open) -> list[Block]:
    """Draw the tab: questions with their filters and pages, then followers with theirs."""
    return [*_questions(told), *_followers(told)]


def _questions(told: Open) -> list[Block]:
    wanted, total = told.looking.questions, told.questions.total
    of = f" of {told.counts.open:,}" if wanted.narrows else ""
    blocks: list[Block] = [header(f"💬 Open questions: {total:,}{of}"), _filters(told)]
    for face in told.questions.faces:
        blocks += card_entry(face)
    if not told.questions.faces:
        blocks.append(section(_nothing(wanted.narrows)))
    steps = _steps(told.looking.page, told.pages, ids.HOME_PREVIOUS, ids.HOME_NEXT)
    if wanted.narrows:
        steps.append(button("Show everything", ids.HOME_CLEAR, ALL, says="Take the filters off"))
    return [*blocks, *_row("questions", told, told.looking.page, told.pages, steps)]


def _nothing(narrowed: bool) -> str:
    if narrowed:
        return "🌱 *Nothing here.* No open question is like this; with other filters there may be."
    return "☕ *Nobody is waiting for an answer.* Lovely. Questions show up in the channel as they come."


def _followers(told: Open) -> list[Block]:
    of_today = " of today" if told.looking.today else ""
    title = f"👋 New followers{of_today} to decide on: {counted(told.followers.total)}"
    blocks: list[Block] = [header(title), _follower_filters(told)]
    for face in told.followers.faces:
        blocks += card_entry(face)
    if not told.followers.faces:
        blocks.append(section("🌱 *Nobody right now.* New followers show up in the channel as soon as they come."))
    if told.followers.total >= AT_MOST:
        blocks.append(context(f"The newest {AT_MOST:,} stand here. Many at once are best gone through with *Review*."))
    page, pages = told.looking.followers_page, told.followers_pages
    steps = _steps(page, pages, ids.HOME_FOLLOWERS_PREVIOUS, ids.HOME_FOLLOWERS_NEXT)
    return [*blocks, *_row("followers", told, page, pages, steps)]


def _filters(told: Open) -> Block:
    """Their choices stand in the block_id, too, so that Slack shows what is in force and not what was clicked last."""
    wanted = told.looking.questions
    kinds = {ALL: "Every kind", **{kind.value: words for kind, words in _KINDS.items()}}
    dues = {ALL: "Due at any time", OVERDUE: "⏰ Overdue"}
    whose = {each.value: words for each, words in _WHOSE.items()}
    elements = [
        *_account_menu(ids.HOME_ACCOUNT, told.accounts, wanted.account_id),
        _menu(ids.HOME_KIND, "Kind", kinds, wanted.kind.value if wanted.kind else ALL),
        _menu(ids.HOME_DUE, "Due", dues, OVERDUE if wanted.overdue else ALL),
        _menu(ids.HOME_WHOSE, "Whose", whose, wanted.whose.value),
        _people_menu(wanted.user_id if wanted.whose is Whose.ONE else ""),
    ]
    return actions(f"home.filters|{written(told.looking)}"[:_ID], *elements)


def _follower_filters(told: Open) -> Block:
    days = {ALL: "Whenever they came", TODAY: "Today’s"}
    elements = [
        *_account_menu(ids.HOME_FOLLOWERS_OF, told.accounts, told.looking.followers_of),
        _menu(ids.HOME_DAY, "When they came", days, TODAY if told.looking.today else ALL),
    ]
    return actions(f"home.followers|{written(told.looking)}"[:_ID], *elements)


def _account_menu(action_id: str, accounts: Iterable[Account], chosen: int) -> list[Element]:
    """To choose one account; nothing where there is but one."""
    named = {str(each.id): f"@{each.handle} on {each.network.label}" for each in list(accounts)[:_MOST_ACCOUNTS]}
    return [_menu(action_id, "Account", {ALL: "Every account", **named}, str(chosen or ALL))] if len(named) > 1 else []


def _menu(action_id: str, says: str, offered: dict[str, str], chosen: str) -> Element:
    options = {value: {"text": plain(words, 75), "value": value} for value, words in offered.items()}
    made: Element = {"type": "static_select", "action_id": action_id, "placeholder": plain(says, 150)}
    made["options"] = list(options.values())
    return made | ({"initial_option": options[chosen]} if chosen in options else {})


def _people_menu(chosen: str) -> Element:
    made: Element = {"type": "users_select", "action_id": ids.HOME_WHO, "placeholder": plain("A teammate’s", 150)}
    return made | ({"initial_user": chosen} if chosen else {})


def _steps(page: int, pages: int, previous: str, following: str) -> list[Element]:
    steps = [button("← Previous", previous, str(page - 1))] if page > 1 else []
    return [*steps, button("Next →", following, str(page + 1))] if page < pages else steps


def _row(name: str, told: Open, page: int, pages: int, steps: list[Element]) -> list[Block]:
    if not steps:
        return []
    where = [context(f"Page {page:,} of {pages:,}")] if pages > 1 else []
    return [*where, actions(f"home.{name}.pages|{written(told.looking)}"[:_ID], *steps)]
