"""Files that people ask for: of what, in which form, of which days."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Cell = str | int | datetime | None

_SPANS = ("today", "yesterday", "week", "month", "all")


class Kind(StrEnum):
    """What a file is of."""

    FOLLOWERS = "followers"
    QUESTIONS = "questions"
    AUDIT = "audit"


class Form(StrEnum):
    """How it is written; the value is the file's ending."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Order:
    """A file that somebody asks for."""

    kind: Kind
    form: Form = Form.CSV
    span: str = ""  # "today", "yesterday", "week", "month"; "" all there is


def ordered(typed: str) -> Order | None:
    """Read the words behind `/rapport export`, in small letters and any order; None where they make no order."""
    kinds, forms, spans = [], [], []
    for word in typed.split():
        if word in set(Kind):
            kinds.append(Kind(word))
        elif word in set(Form):
            forms.append(Form(word))
        elif word in _SPANS:
            spans.append("" if word == "all" else word)
        else:
            return None
    if len(kinds) != 1 or len(forms) > 1 or len(spans) > 1:
        return None
    return Order(kinds[0], *(forms or [Form.CSV]), *(spans or [""]))
