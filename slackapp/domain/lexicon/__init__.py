"""The words that triage listens for, a file a language. What a cue means and weighs stands in `triage`.

Phrases are divided by commas. "*" ends a stem, a number stands for any number, apostrophes and case do not matter, and
"^" in front stands for the beginning of a sentence. A phrase may belong to more than one cue.
To add a language, add its file with the same cues, and its ISO 639-1 code to `LANGUAGES`.

The cues, which a language need not have all of:

- asks: `question` (ways to ask), `request` (wants something of us)
- is wrong: `fault` (broken, late, missing), `anger` (unhappy with us), `sarcasm` ("thanks for nothing"), `denial`
  ("cannot", "does not"), `not` (a bare no), `lasting` ("still", "third time", "for 3 days"), `misses` ("used to have",
  "bring back")
- is urgent: `safety` (hurt, in danger), `money` (charged, stolen), `blocked` (locked out, stranded, all is down),
  `leaving` ("never again", cancels), `press` (lawyers, press, regulators)
- is about what we sell: `trade` (order, delivery, account), `story` (I ordered, I called), `case` (order 4411)
- is said to us: `you`
- awaits nothing: `thanks`, `praise` (happy), `solved` ("that worked"), `agrees` ("ok, will do"), `banter` (small talk),
  `promo` (advertises)
- `but` takes back what was nice before it; `sent` ("sent you a DM") says that something waits elsewhere
"""

from collections.abc import Mapping

from slackapp.domain.lexicon import english, french, german, japanese, portuguese, signs, spanish
from slackapp.domain.lexicon.spelling import split

LANGUAGES: Mapping[str, Mapping[str, str]] = {
    "en": english.PHRASES,
    "es": spanish.PHRASES,
    "fr": french.PHRASES,
    "de": german.PHRASES,
    "pt": portuguese.PHRASES,
    "ja": japanese.PHRASES,
}


def phrases(*languages: str) -> dict[str, list[str]]:
    """All phrases by the cue they belong to, of these languages, and the signs that every language shares."""
    gathered: dict[str, list[str]] = {}
    for table in (*(LANGUAGES[code] for code in languages), signs.PHRASES):
        for cue, listed in table.items():
            gathered.setdefault(cue, []).extend(split(listed))
    return gathered
