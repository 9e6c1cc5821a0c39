"""Spanish: what triage listens for, by cue. How phrases are written stands in the package."""

from collections.abc import Mapping

PHRASES: Mapping[str, str] = {
    "question": "cómo, cuándo, cuánto, dónde, por qué, qué pasa, alguien sabe",
    "request": "por favor, ayuda, necesito, pueden, podrían, quiero, quisiera, quedo atento",
    "fault": "no funciona, no puedo, no me deja, no llega, no ha llegado, error, problema, roto, nadie, sin servicio",
    "anger": "pésimo, peor, vergüenza, horrible, fatal, decepcion*",
    "again": "todavía, otra vez, de nuevo, sigo esperando, 3 horas, 3 días, 3 veces",
    "but": "pero",
    "thanks": "gracias, muchas gracias",
    "solved": "ya funciona, solucionado, resuelto",
}
