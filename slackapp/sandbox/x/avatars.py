"""Small pictures of people, drawn: a symmetric pattern in two colours out of the id."""

import hashlib
import struct
import zlib

CELLS, SCALE, MARGIN = 5, 8, 4
SIZE = CELLS * SCALE + 2 * MARGIN  # pixels, as X's "normal" picture

_Colour = tuple[int, int, int]
_INKS: tuple[_Colour, ...] = (
    (29, 93, 155), (155, 59, 38), (44, 110, 73), (120, 60, 140), (176, 112, 20), (20, 118, 124), (150, 40, 90),
    (70, 80, 160),
)  # fmt: skip
_PAPERS: tuple[_Colour, ...] = ((240, 244, 248), (250, 243, 232), (238, 247, 240), (247, 240, 248))
_GREY: tuple[_Colour, _Colour] = ((150, 158, 166), (222, 226, 230))


def draw(user_id: str) -> bytes:
    """A person's picture, as PNG."""
    digest = hashlib.sha256(user_id.encode()).digest()
    ink, paper = _INKS[digest[0] % len(_INKS)], _PAPERS[digest[1] % len(_PAPERS)]
    # Three columns decide; the two on the right mirror the two on the left.
    return _png([[digest[2 + row * 3 + min(col, 4 - col)] % 2 == 0 for col in range(CELLS)] for row in range(CELLS)],
                ink, paper)  # fmt: skip


def draw_default() -> bytes:
    """The picture of someone who set none: a grey head and shoulders."""
    rows = (".....", "..#..", "..#..", ".###.", "#####")
    return _png([[cell == "#" for cell in row] for row in rows], *_GREY)


def _png(cells: list[list[bool]], ink: _Colour, paper: _Colour) -> bytes:
    lines = bytearray()
    for y in range(SIZE):
        lines.append(0)  # no filter on this line
        for x in range(SIZE):
            lines += bytes(ink if _is_ink(cells, x - MARGIN, y - MARGIN) else paper)
    header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 2, 0, 0, 0)  # 8 bits, RGB
    chunks = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(bytes(lines))), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _is_ink(cells: list[list[bool]], x: int, y: int) -> bool:
    inside = 0 <= x < CELLS * SCALE and 0 <= y < CELLS * SCALE
    return inside and cells[y // SCALE][x // SCALE]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
