"""People: does the evidence set genuine ones above the others, by their profiles alone."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bench.eval.metrics import best_cut, resampled_auc
from bench.eval.read import Row
from bench.eval.tables import Mistake, heading, matrix, worst
from slackapp.commandline.explain import person_weighed
from slackapp.commandline.jsonl import Json
from slackapp.commandline.shapes import profile_of
from slackapp.domain.evidence import Evidence, Summary
from slackapp.domain.people import Profile

GENUINE = "genuine"
_OLD_TIMES = "%a %b %d %H:%M:%S %z %Y"  # as X's API v1.1 wrote them
_DEFAULT_PICTURE = "https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png"
_COUNTS = {
    "followers_count": "followers_count",
    "following_count": "friends_count",
    "tweet_count": "statuses_count",
    "listed_count": "listed_count",
    "like_count": "favourites_count",
}


def user_of(row: Row) -> Json:
    """A row as a user of X's API v2: as it is, or from the columns of v1.1, whose empty cells are unknown."""
    if "public_metrics" in row:
        return row
    user = {name: row.get(name) or None for name in ("id", "name", "location", "url")}
    metrics = {name: int(row[column]) for name, column in _COUNTS.items() if row.get(column)}
    picture = _DEFAULT_PICTURE if row.get("default_profile_image") == "1" else None
    return user | {
        "username": row.get("screen_name") or None,
        "description": row.get("description"),  # an empty one is told, and empty
        "public_metrics": metrics,
        "created_at": _moment(row.get("created_at")),
        "profile_image_url": picture,
        "protected": row.get("protected") == "1",
        "verified": row.get("verified") == "1",
    }


def _moment(told: str | None) -> str | None:
    try:
        return datetime.strptime(told or "", _OLD_TIMES).isoformat()  # noqa: DTZ007 (%z is in it)
    except ValueError:
        return told or None


def measure(name: str, rows: list[Row], now: datetime | None = None) -> None:
    """How well strength tells genuine people from others, as of the data's own time and as of today.

    Args:
        name: of the file.
        rows: labelled.
        now: the data's own time; None: when the newest account in it was made.
    """
    heading(f"People ({name})")
    users = [user_of(row) for row in rows]
    profiles = [profile_of(user)[0] for user in users]
    then = now or max((each.created_at for each in profiles if each.created_at), default=datetime.now(UTC))
    evidence = [person_weighed(user, then)[0] for user in users]
    today = [person_weighed(user, datetime.now(UTC))[0] for user in users]
    truth = [row["label"] == GENUINE for row in rows]
    print(f"  {sum(truth)} {GENUINE} of {len(truth)}\n  {'':34}AUC")
    scores = {
        f"rapport, as of {then:%Y-%m-%d}": [each.strength for each in evidence],
        "rapport, as of today": [each.strength for each in today],
        **{title: [score(each) for each in profiles] for title, score in BASELINES.items()},
    }
    for title, score in scores.items():
        print(f"  {title:<34}{resampled_auc(*_parted(score, truth))}")
    matrix(
        Counter((str(row["label"]), each.summary.value) for row, each in zip(rows, evidence, strict=True)),
        list(Summary),
    )
    _tell_mistakes(truth, profiles, evidence)


BASELINES: dict[str, Callable[[Profile], float]] = {
    "followers / following": lambda each: (each.followers or 0) / max(each.following or 0, 1),
    "has a bio": lambda each: float(bool(each.bio)),
    "number of posts": lambda each: each.posts or 0,
    "age of the account": lambda each: -each.created_at.timestamp() if each.created_at else 0.0,
}


def _parted(scores: Sequence[float], truth: Sequence[bool]) -> tuple[list[float], list[float]]:
    both = list(zip(scores, truth, strict=True))
    return [score for score, good in both if good], [score for score, good in both if not good]


def _tell_mistakes(truth: list[bool], profiles: list[Profile], evidence: list[Evidence]) -> None:
    """Who lies on the wrong side of the cut that parts them best, the farthest first."""
    cut = best_cut(*_parted([each.strength for each in evidence], truth)) if len(set(truth)) > 1 else 0.0
    print(f"\n  They part best at a strength of {cut:.2f}.")
    worst(
        Mistake(
            abs(each.strength - cut),
            GENUINE if good else "not",
            f"{each.summary.value} {each.strength:+.2f}",
            f"@{profile.handle} {profile.bio}",
            tuple(signal.sentence for signal in each.signals),
        )
        for good, profile, each in zip(truth, profiles, evidence, strict=True)
        if good is not (each.strength >= cut)
    )
