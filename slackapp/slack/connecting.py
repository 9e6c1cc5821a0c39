"""The modals of our accounts: which network, what it asks, where news go, letting an account go, and how it went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from slackapp.domain.accounts import Account, Channels, Left
from slackapp.networks.connector import Connector, Question
from slackapp.slack import ids
from slackapp.slack.blocks import context, divider, link_button, modal, option, plain, section
from slackapp.slack.message import Block, Element, View
from slackapp.slack.text import channel, escape, literal, sentence

_TYPED = 2000  # characters of an answer: tokens are long
_ENCRYPTED = "Slack shows what you type. Rapport keeps it encrypted and never shows it again."


def networks_modal(connectors: Sequence[Connector], sealed: str) -> View:
    """Ask which network; those that can't be connected yet say what is missing."""
    lacking = {each.name: each.lacks() for each in connectors}
    options = [made for each in connectors if not lacking[each.name] and (made := _network_option(each))]
    blocks: list[Block] = [section("*Which network is the account on?*")] if not options else []
    if options:
        asked: Element = {"type": "radio_buttons", "action_id": ids.CONNECT_INPUT, "options": options}
        if len(options) == 1:
            asked["initial_option"] = options[0]
        blocks.append(_input(ids.CONNECT_NETWORK, "Which network is the account on?", asked))
    for each in connectors:
        if lacks := lacking[each.name]:
            lines = "\n".join(literal(line) for line in lacks)
            blocks.append(context(f"{each.name.sign} *{each.name.label}* needs settings first:\n{lines}"))
    submit = "Next" if options else ""
    return modal(ids.CONNECT_VIEW, "Connect an account", blocks, sealed, close="Cancel", submit=submit)


@dataclass(frozen=True, slots=True)
class Form:
    """One step of a login: what is asked, and what is known so far."""

    connector: Connector
    sealed: str
    nonce: str
    page: str = ""  # where the owner lets Rapport in; "" before there is one
    typed: Mapping[str, str] = field(default_factory=dict)  # earlier answers, without secrets
    reason: str = ""  # why it did not work just now, in plain words
    to: Channels | None = None  # on the last step: the ids of the channels to begin with
    account: Account | None = None  # the account to connect again

    @property
    def questions(self) -> tuple[Question, ...]:
        """What this step asks."""
        return self.connector.asks_then if self.page else self.connector.asks


def form_modal(form: Form) -> View:
    """One step of a login."""
    label = form.connector.name.label
    blocks: list[Block] = []
    if form.reason:
        blocks += [section(f"⚠️ *That did not work.* {sentence(escape(form.reason, 600))}"), divider()]
    if form.account is not None:
        blocks.append(section(f"🔑 Connecting *@{escape(form.account.handle)}* on {label} again."))
    if form.page:
        blocks.append(_page(form, label))
    blocks += [_question(each, form) for each in form.questions]
    if form.to is not None:
        blocks += _pickers(form.to)
    if not blocks:
        blocks.append(section(f"{form.connector.name.sign} {label} is asked for a page to let Rapport in."))
    title = f"Connect {label}" if form.account is None else "Connect again"
    submit = "Connect" if form.to is not None else ("Try again" if form.reason else "Next")
    return modal(ids.CONNECT_VIEW, title, blocks, form.sealed, close="Cancel", submit=submit)


def moment_modal(title: str, whom: str, external_id: str) -> View:
    """What stands there while a network or Slack is asked; `external_id` is how the outcome finds it."""
    blocks = [
        section(f"⏳ *One moment…* {whom} is asked."),
        context(
            "If nothing has changed here in two minutes, close this window and begin again: nothing is done twice."
        ),
    ]
    return {**modal(ids.NOTICE_VIEW, title, blocks, "", close="Close"), "external_id": external_id}


def connected_text(account: Account, to: Channels, absent: Sequence[str]) -> str:
    """Who is connected, where their news go, what happens next.

    Args:
        account: as it is now.
        to: ids of its channels.
        absent: ids of channels that Rapport has not been invited to.
    """
    us = f"*@{escape(account.handle)}* on {account.network.label}"
    next_ = (
        "👀 Rapport looks for news as before, and goes on where it stopped."
        if account.baseline_at
        else "🤫 The first look is silent: it learns who follows already. Cards come for those who follow or ask from "
        "then on."
    )
    return "\n".join((f"✅ {us} is connected.", _goes(to), *_invite(absent), next_))


def channels_modal(account: Account, to: Channels, sealed: str, *, reason: str = "", passing: bool = False) -> View:
    """Ask where an account's news go from now on; `passing`: until the next start, when the settings hold again."""
    us = f"*@{escape(account.handle)}* on {account.network.label}"
    blocks = [section(f"⚠️ *That did not work.* {sentence(escape(reason, 600))}")] if reason else []
    blocks += [section(f"Where should news of {us} go from now on?"), *_pickers(to)]
    blocks.append(context("What was posted stays where it is."))
    if passing:
        told = "its tokens stand in Rapport’s settings, and so does where its news go: `RAPPORT_CHANNEL` and "
        blocks.append(context(f"⚠️ This holds until Rapport is started anew: {told}`RAPPORT_DIGEST_CHANNEL`."))
    title = "Where its news go"
    return modal(ids.ACCOUNT_CHANNELS_VIEW, title, blocks, sealed, close="Cancel", submit="Save")


def sent_text(account: Account, to: Channels, absent: Sequence[str]) -> str:
    """Where an account's news go from now on."""
    return "\n".join((f"✅ News of *@{escape(account.handle)}* go elsewhere.", _goes(to), *_invite(absent)))


def disconnect_modal(account: Account, sealed: str, rules: int = 0) -> View:
    """Ask whether an account is to be let go, and say what that means; `rules`: how many routing rules it has."""
    us, label = f"*@{escape(account.handle)}* on {account.network.label}", account.network.label
    text = (
        f"Disconnect {us}?\n\n"
        "🗑️ *Deleted:* its login, and where its news go. Rapport looks for nothing new, and does nothing on "
        f"{label} any more.\n"
        f"📚 *Stays:* the people, cards and history that Rapport knows, and all that was posted, here and on {label}."
    )
    if rules:
        text += f"\n⏸️ *Rests:* {_some(rules, 'routing rule', 'routing rules')} of its own, until it is connected again."
    blocks = [section(text), context("`/rapport connect` brings the account back with all of that.")]
    return modal(ids.ACCOUNT_DISCONNECT_VIEW, "Disconnect", blocks, sealed, close="Keep it", submit="Disconnect")


def disconnected_text(left: Left) -> str:
    """What was deleted, what stays, and what only the network itself can end."""
    label = left.account.network.label
    stays = f"{_some(left.people, 'person', 'people')} and {_some(left.cards, 'card', 'cards')}"
    return (
        f"👋 *@{escape(left.account.handle)}* on {label} is disconnected. Its login is deleted, and no news of it go "
        f"anywhere; {stays} stay.\n"
        f"🔐 One thing is left to you: on {label} itself, in the account’s settings, take Rapport out of the "
        "authorised apps, or delete its app password."
    )


def _network_option(connector: Connector) -> Element | None:
    return option(f"{connector.name.sign} {connector.name.label}", connector.name.value)


def _page(form: Form, label: str) -> Block:
    whom = f"@{escape(form.account.handle)}" if form.account else "the account to connect"
    again = " *once more*" if form.reason else ""
    text = f"*1.* Open {label}’s page{again}, signed in there as *{whom}*, and let Rapport in.\n*2.* Come back here."
    opens = link_button("Open the page", ids.OPEN_LOGIN, "login", form.page, style="primary", says=f"Open {label}")
    return section(text, accessory=opens) if opens else section(f"{text}\n{escape(form.page, 2000)}")


def _question(asked: Question, form: Form) -> Block:
    element: Element = {"type": "plain_text_input", "action_id": ids.CONNECT_INPUT, "max_length": _TYPED}
    if asked.example:
        element["placeholder"] = plain(asked.example, 150)
    if not asked.secret and form.typed.get(asked.name):
        element["initial_value"] = form.typed[asked.name][:_TYPED]
    hint = " ".join(part for part in (asked.hint, _ENCRYPTED if asked.secret else "") if part)
    label = f"🔒 {asked.label}" if asked.secret else asked.label
    block_id = ids.ask_block_id(form.nonce, asked.name)
    return _input(block_id, label, element, hint=hint, optional=asked.optional)


def _pickers(to: Channels) -> list[Block]:
    asked = (
        (ids.CHANNEL_CARDS, "Cards go to", "New followers and questions. A public channel.", to.cards),
        (ids.CHANNEL_DIGEST, "Digests go to", "May be the same one.", to.digest),
    )
    return [_input(block_id, label, _picker(now), hint=hint) for block_id, label, hint, now in asked]


def _picker(now: str) -> Element:
    picker: Element = {"type": "channels_select", "action_id": ids.CONNECT_INPUT}
    return {**picker, "initial_channel": now} if now else picker


def _input(block_id: str, label: str, element: Element, *, hint: str = "", optional: bool = False) -> Block:
    block: Block = {"type": "input", "block_id": block_id, "label": plain(label, 2000), "element": element}
    return block | ({"hint": plain(hint, 2000)} if hint else {}) | ({"optional": True} if optional else {})


def _goes(to: Channels) -> str:
    return f"👋 💬 Cards → {channel(to.cards)}\n📰 Digests → {channel(to.digest)}"


def _invite(absent: Sequence[str]) -> list[str]:
    return [f"⚠️ Type `/invite @Rapport` in {channel(each)}: I am not in there yet." for each in absent]


def _some(n: int, one: str, many: str) -> str:
    return f"{n:,} {one if n == 1 else many}"
