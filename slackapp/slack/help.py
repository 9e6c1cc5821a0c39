"""What the three commands can do, said when somebody asks for help or types something we don't know."""

from slackapp.slack.blocks import context, section
from slackapp.slack.message import Message
from slackapp.slack.text import escape, link

_COMMANDS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "/followers": (
        "Who follows us",
        (
            ("today", "who came today; also without a word"),
            ("yesterday", "who came yesterday"),
            ("week", "who came in the last seven days"),
            ("pending", "who waits for a decision"),
            ("lost", "who left, and whether they chose to"),
            ("@handle", "one person, whether they follow us or not"),
            ("help", "this list"),
        ),
    ),
    "/questions": (
        "Who waits for an answer",
        (
            ("open", "what waits, the oldest first; also without a word"),
            ("overdue", "what is past its target: since when, and whose"),
            ("mine", "what you decided on"),
            ("all", "everything, answered or not"),
            ("rest", "what got no card, and why"),
            ("help", "this list"),
        ),
    ),
    "/rapport": (
        "Rapport itself",
        (
            ("status", "accounts, channels, and what each network allows; also without a word"),
            ("connect", "connect an account of yours; for admins"),
            ("cards", "which mentions become cards, for each channel"),
            ("routes", "where news go: each account’s channels, and rules by kind, urgency or words"),
            ("words", "your products, urgent words, words to ignore, people to always show, colleagues"),
            ("roles", "who may decide, who approves replies, who administers"),
            ("replies", "words your team uses again and again, to write and to change"),
            ("budget", "what the networks charge, and what it may come to in a month"),
            ("webhooks", "addresses of your own systems that are told of events; for admins"),
            ("judgement", "how often Rapport was right about what waits for an answer, by reason"),
            ("audit", "who did what; with `week`, `@name`, `replies` or other words; for admins"),
            ("export followers", "a file for you, also of `questions` or `audit`; with `xlsx`, `week` or `month`"),
            ("targets", "how soon a first reply is due, in which hours, and who is told when it is not"),
            ("digests", "when each channel gets its daily, weekly and monthly digest; pause them"),
            ("digest now", "today so far, posted where digests go; also `digest week`, `digest month`"),
            ("help", "this list"),
        ),
    ),
}


def words_of(command: str) -> frozenset[str]:
    """The first words that a command understands, as its help has them."""
    return frozenset(word.split()[0] for word, _ in _COMMANDS[command][1])


def support_line(where: str) -> str:
    """Whom to ask with what no help answers; "" where the operator named nobody.

    Args:
        where: RAPPORT_SUPPORT: a web address or an email address.
    """
    if not where:
        return ""
    written = f"Write to {where.replace('&', '&amp;')}"  # our own operator's, which may become a link
    return f"🛟 Still stuck? {link(where, 'Ask here') if where.startswith('https://') else written}"


def help_message(command: str, support: str = "") -> Message:
    """What a command understands; for a command we don't know, what all of them do. `support`: as `support_line`'s."""
    names = (command,) if command in _COMMANDS else tuple(_COMMANDS)
    texts = [_told(name) for name in names]
    small = " · ".join(part for part in (_PRIVATE, support_line(support)) if part)
    return Message("\n\n".join(texts), tuple([section(text) for text in texts] + [context(small)]))


def unknown_message(command: str, typed: str, support: str = "") -> Message:
    """Say that we did not understand, and what we would. `support`: as `support_line`'s."""
    told = help_message(command, support)
    sorry = f"🤔 I don’t know “{escape(typed, 80)}” yet. Here is what I do know:"
    return Message(f"{sorry}\n\n{told.text}", (section(sorry), *told.blocks))


_PRIVATE = "🔒 Answers to commands are seen by you alone."


def _told(command: str) -> str:
    title, ways = _COMMANDS[command]
    lines = [f"`{f'{command} {word}'.strip()}`  {meaning}" for word, meaning in ways]
    return "\n".join((f"*{title}*", *lines))
