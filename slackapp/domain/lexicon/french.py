"""French: what triage listens for, by cue. How phrases are written stands in the package."""

from collections.abc import Mapping

PHRASES: Mapping[str, str] = {
    "question": "comment, pourquoi, quand, est-ce que, combien",
    "request": "s'il vous plaît, svp, besoin, aidez, pouvez-vous, je voudrais, merci de",
    "fault": "ne marche pas, ne fonctionne pas, impossible, problème, panne, en retard, toujours pas, perdu, cassé",
    "anger": "honte, honteux, nul, scandaleux, inadmissible, déçu, déçue",
    "again": "encore, toujours, 3 heures, 3 jours, 3 fois",
    "but": "mais",
    "thanks": "merci, merci beaucoup",
    "solved": "ça marche, c'est réglé, résolu",
}
