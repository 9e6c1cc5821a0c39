"""German: what triage listens for, by cue. How phrases are written stands in the package."""

from collections.abc import Mapping

PHRASES: Mapping[str, str] = {
    "question": "wie kann, warum, wieso, wann, weiß jemand, gibt es",
    "request": "bitte, hilfe, brauche, könnt ihr, können sie, ich möchte",
    "fault": "funktioniert nicht, geht nicht, kaputt, fehler, störung, verspätet, kommt nicht, nicht angekommen",
    "anger": "unverschämt, frechheit, schlecht, enttäuscht, katastrophe, saftladen",
    "again": "immer noch, schon wieder, seit 3 tagen, seit stunden, 3 stunden",
    "but": "aber",
    "thanks": "danke, vielen dank, dankeschön",
    "solved": "funktioniert wieder, geht wieder, erledigt",
}
