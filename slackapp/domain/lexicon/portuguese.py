"""Portuguese: what triage listens for, by cue. How phrases are written stands in the package."""

from collections.abc import Mapping

PHRASES: Mapping[str, str] = {
    "question": "quando, quanto, onde, por que, alguém sabe",
    "request": "preciso, ajuda, podem, poderiam, gostaria",
    "fault": "não funciona, não consigo, não chegou, erro, problema, quebrado, ninguém",
    "anger": "péssimo, vergonha, horrível, decepcionad*",
    "again": "ainda, de novo, outra vez, 3 horas, 3 dias, 3 vezes",
    "but": "mas",
    "thanks": "obrigado, obrigada, valeu",
    "solved": "já funciona, resolvido",
}
