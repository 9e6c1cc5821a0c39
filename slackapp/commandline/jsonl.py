"""JSON Lines of strangers, read and written as a stream: one object a line, and a plain sentence for what is none."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

Json = dict[str, Any]

LONGEST_LINE = 1_048_576  # bytes; a post or a profile is a few thousand
_BOM = b"\xef\xbb\xbf"
_encode = json.JSONEncoder(ensure_ascii=False).encode
_BREAKS = {at: f"\\u{at:04x}" for at in (0x85, 0x2028, 0x2029)}  # some readers end a line at these


class Unusable(Exception):
    """A line that nothing can be made of. Its message is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the input: its object, or what is wrong with it."""

    number: int  # from 1, empty lines counted
    data: Json
    trouble: str = ""

    def usable(self) -> Json:
        """Its object. Raises Unusable where there is none."""
        if self.trouble:
            raise Unusable(self.trouble)
        return self.data


def objects(stream: IO[bytes]) -> Iterator[Line]:
    """Read one line at a time, and never more than one. Empty lines are skipped."""
    number = 0
    while read := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(read) > LONGEST_LINE and not read.endswith(b"\n"):
            _pass_by(stream)
            yield Line(number, {}, f"it is longer than {LONGEST_LINE:,} bytes. Each line has to be one JSON object.")
            continue
        stripped = (read.removeprefix(_BOM) if number == 1 else read).strip()
        if stripped:
            yield _line(number, stripped)


def _pass_by(stream: IO[bytes]) -> None:
    """Read on until the line ends."""
    while (read := stream.readline(LONGEST_LINE)) and not read.endswith(b"\n"):
        pass


def _line(number: int, read: bytes) -> Line:
    try:
        return Line(number, _object(read))
    except Unusable as trouble:
        return Line(number, {}, str(trouble))


def _object(read: bytes) -> Json:
    try:
        data = json.loads(read.decode("utf-8"), parse_constant=_refuse)
    except UnicodeDecodeError:
        raise Unusable("it is not UTF-8. Save the file as UTF-8.") from None
    except json.JSONDecodeError as error:
        told = f"{error.msg} at character {error.pos + 1}"
        raise Unusable(f"it is not JSON ({told}). Each line has to be one JSON object.") from None
    except RecursionError:
        raise Unusable("its JSON is nested too deeply. Each line has to be one plain JSON object.") from None
    except ValueError:  # Python reads no number of more than 4,300 digits
        raise Unusable("it holds a number that is too long. Write it as a text, in quotes.") from None
    if isinstance(data, list):
        raise Unusable("it is a list. Write each of its objects on a line of its own, as `jq -c '.[]'` does.")
    if not isinstance(data, dict):
        raise Unusable("it is not a JSON object. Each line has to be one, like {…}.")
    return data


def _refuse(constant: str) -> None:
    raise Unusable(f"it holds {constant}, which is not JSON. Write null where a value is unknown.")


def line_of(data: Json) -> bytes:
    """An object as one line of UTF-8, whatever characters it holds."""
    text = _encode(data).translate(_BREAKS)
    try:
        return text.encode("utf-8") + b"\n"
    except UnicodeEncodeError:  # half a surrogate pair: JSON can write it, UTF-8 can't
        return json.dumps(data).encode("ascii") + b"\n"
