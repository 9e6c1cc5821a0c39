"""Japanese: what triage listens for, by cue. How phrases are written stands in the package."""

from collections.abc import Mapping

PHRASES: Mapping[str, str] = {
    "question": "ですか, ますか, でしょうか, なぜ, いつ, どこ",
    "request": "ください, お願い, 助けて, ほしい",
    "fault": "できない, できません, 届かない, 届きません, エラー, 壊れ, 動かない, 問題, 困って",
    "anger": "最悪, ひどい, 詐欺",
    "lasting": "まだ, また, 何度も",
    "but": "でも",
    "thanks": "ありがとう",
    "solved": "解決, 直りました, できました",
}
