"""Real people and real threads through the same wire: in bursts, in waves, and added up line by line."""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from slackapp.sandbox import audit
from slackapp.sandbox.books import Books
from slackapp.sandbox.csvs import BadCsv, Line, Threads, read_people, read_threads
from slackapp.sandbox.narrator import Narrator
from slackapp.sandbox.process import Trouble
from slackapp.sandbox.slack.world import CHANNELS, EVERYONE, Channel, SlackWorld
from slackapp.sandbox.stage import Stage, stage
from slackapp.sandbox.wire import Json
from slackapp.sandbox.world import BRAND_ID

ACCOUNTS_A_SECOND = 16  # looked at: some fifty calls
FULL_READ_MINUTES = 1
WAVES = 3
BURSTS = (1, 4, 60, 3, 300, 5)  # followers at once; the rest come together, last
PATIENCE = 420.0  # seconds for what a wave brings to Slack


@dataclass
class Replay:
    """A running replay."""

    here: Stage
    narrator: Narrator
    people: list[Json]
    threads: Threads | None
    books: Books = field(init=False)
    tokens: dict[str, Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.books = Books(self.here.folder / "rapport.sqlite")


def run(people: Path | None, threads: Path | None, *, as_json: bool) -> int:
    """Replay; 0 where everything adds up, 1 where not, 2 where a file is none we can read."""
    narrator = Narrator()
    try:
        followers = read_people(people) if people else []
        talk = read_threads(threads) if threads else None
    except BadCsv as bad:
        sys.stderr.write(f"rapport: {bad}\n")
        return 2
    summary: Json = {}
    try:
        slack_world = SlackWorld(channels=(*CHANNELS, *_channels(talk)))
        poll_seconds = 1 + len(talk.brands if talk else ()) // ACCOUNTS_A_SECOND
        with stage(world=slack_world, poll_seconds=poll_seconds, full_read_minutes=FULL_READ_MINUTES) as here:
            replay = Replay(here, narrator, followers, talk)
            _begin(replay)
            _followers_come(replay)
            _posts_come(replay)
            _settled(replay, "", "everything has reached Slack")
            summary = audit.add_up(here, replay.books, followers, talk, narrator)
            narrator.say("Rapport stops")
            audit.check_end(here.app, narrator)
    except (Trouble, TimeoutError) as trouble:
        narrator.fault(str(trouble))
    summary |= {"errors": narrator.errors, "seconds": narrator.seconds}
    narrator.say("It adds up." if not narrator.errors else f"{len(narrator.errors)} went wrong.")
    if as_json:
        sys.stdout.write(json.dumps(summary, ensure_ascii=False) + "\n")
    return 1 if narrator.errors else 0


def _channels(threads: Threads | None) -> list[Channel]:
    """One channel for each brand: Slack takes one message a second in each."""
    names = threads.brands if threads else ()
    return [Channel(f"C0BRAND{n:03d}", f"x-{name.lower()}", "", EVERYONE, True) for n, name in enumerate(names)]


def _begin(replay: Replay) -> None:
    """Connect every account while it is still empty, and let Rapport take its silent first look."""
    here, threads, accounts = replay.here, replay.threads, 0
    if threads is not None:
        brands = [{"id": user_id, "username": name} for name, user_id in threads.brands.items()]
        made = here.panel.press("accounts", brands=brands)["accounts"]
        lines = [
            {"token": f"{one['access_token']}:{one['access_token_secret']}"}
            | {"channel": f"#x-{one['username'].lower()}", "digest_channel": "#marketing"}
            for one in made
        ]
        tokens = here.folder / "accounts.jsonl"
        tokens.write_text("".join(json.dumps(line) + "\n" for line in lines))
        told = here.app.run("connect", "x", "--from", str(tokens))
        accounts = told.count("Connected @")
        replay.narrator.say(f"✓ {accounts:,} accounts connected")
    here.app.start()
    here.app.wait_ready()
    _until(replay, lambda: replay.books.baselines() > accounts, "every account has had its silent first look")


def _followers_come(replay: Replay) -> None:
    """Let the people of the file follow the invented brand, in bursts."""
    left, came = list(replay.people), 0
    while left:
        size = BURSTS[came] if came < len(BURSTS) else len(left)
        burst, left = left[:size], left[size:]
        came += 1
        replay.here.panel.press("load", account_id=BRAND_ID, followers=burst[::-1])
        expected = len(replay.people) - len(left)
        _until(replay, lambda: replay.books.counts()[2] >= expected, f"{len(burst):,} followers came at once")  # noqa: B023 (waited for right here)


def _posts_come(replay: Replay) -> None:
    """Let the threads go on in waves, each once the cards of the one before are in Slack."""
    threads = replay.threads
    if threads is None:
        return
    mentions, own, _ = replay.books.counts()  # the invented brand has a past
    begin = 0
    for end in cuts(threads):
        wave, begin = threads.lines[begin:end], end
        _load(replay, threads, wave)
        mentions += sum(len(line.to) for line in wave)
        own += sum(line.is_brand for line in wave)
        told = f"{len(wave):,} posts came: {sum(line.is_brand for line in wave):,} of them the brands' own"
        _until(replay, lambda: replay.books.counts()[:2] >= (mentions, own), told)  # noqa: B023 (as above)
        _settled(replay, "post_message", "their cards are in Slack")


def cuts(threads: Threads) -> list[int]:
    """Where each wave ends: about equal parts, cut where the fewest questions wait for a native answer.

    A card that such an answer closes is drawn again, and Slack takes 50 of those a minute.
    """
    count, span = len(threads.lines), len(threads.lines) // (WAVES * 4)
    at = {line.id: n for n, line in enumerate(threads.lines)}
    pairs = [(at[post_id], answered) for (post_id, _), answered in threads.answers_to().items()]

    def waiting(cut: int) -> int:
        return sum(asked < cut <= answered for asked, answered in pairs)

    ends = [count * wave // WAVES for wave in range(1, WAVES)]
    return [*(min(range(max(end - span, 1), end + span + 1), key=waiting) for end in ends), count]


def _load(replay: Replay, threads: Threads, wave: tuple[Line, ...]) -> None:
    people = {threads.author_id(line): {"id": threads.author_id(line), "username": line.author} for line in wave}
    posts = [
        {"id": line.id, "author_id": threads.author_id(line), "text": line.text}
        | ({"referenced_tweets": [{"type": "replied_to", "id": line.answers}]} if line.answers else {})
        for line in wave
    ]
    account = next(iter(threads.brands.values()))
    replay.here.panel.press("load", account_id=account, people=list(people.values()), posts=posts)


def _settled(replay: Replay, kind: str, told: str) -> None:
    _until(replay, lambda: replay.books.waiting(kind) == 0, told)


def _until(replay: Replay, holds: Callable[[], bool], told: str) -> None:
    """Wait until something holds, as long as the app lives.

    Raises `Trouble` where it doesn't live, or it takes too long.
    """
    until = time.monotonic() + PATIENCE
    while not holds():
        if replay.here.app.ended:
            raise Trouble("Rapport ended by itself.\n" + replay.here.app.tail())
        if time.monotonic() > until:
            raise Trouble(f"waited {PATIENCE:.0f} seconds for: {told}")
        time.sleep(0.25)
    replay.narrator.say(f"✓ {told}")
