"""Tables on disk, written row by row: CSV for everything, XLSX for Excel. Neither keeps its rows in memory."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types

from slackapp.domain.export import Cell, Form

# Excel's own limits: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
XLSX_ROWS = 1_048_576
XLSX_CELL = 32_767  # characters
# What a spreadsheet takes for a formula: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MOMENT = "%Y-%m-%d %H:%M:%S"
_WIDTH = 18  # characters


class Sheet(Protocol):
    """A table that is being written."""

    most: int  # rows, the headings among them

    def row(self, cells: Sequence[Cell]) -> None:
        """Add a row."""

    def close(self) -> None:
        """Finish the file."""


def sheet(form: Form, path: Path, headings: Sequence[str], title: str) -> Sheet:
    """Begin a table with its headings; `title`, for Excel, is the sheet's name (31 characters)."""
    made: Sheet = _Csv(path) if form is Form.CSV else _Xlsx(path, headings, title)
    made.row(headings)
    return made


class _Csv:
    """UTF-8 with a byte order mark, without which Excel takes it for something else."""

    most = 1 << 62

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)

    def row(self, cells: Sequence[Cell]) -> None:
        """Add a row."""
        self._writer.writerow([_plain(cell) for cell in cells])

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


def _plain(cell: Cell) -> str | int:
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).strftime(_MOMENT)
    if not isinstance(cell, str):
        return "" if cell is None else cell
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


class _Xlsx:
    """Excel's own form: what people wrote is text, never a formula or a link."""

    most = XLSX_ROWS

    def __init__(self, path: Path, headings: Sequence[str], title: str) -> None:
        # One row in memory at a time; the rows wait beside the file until it is put together.
        self._book = Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._sheet = self._book.add_worksheet(title[:31])
        self._sheet.set_column(0, len(headings) - 1, _WIDTH)
        self._sheet.freeze_panes(1, 0)
        self._row = 0

    def row(self, cells: Sequence[Cell]) -> None:
        """Add a row."""
        for column, cell in enumerate(cells):
            if isinstance(cell, datetime):
                self._sheet.write_datetime(self._row, column, cell.astimezone(UTC).replace(tzinfo=None), self._moment)
            elif isinstance(cell, str):
                self._sheet.write_string(self._row, column, cell[:XLSX_CELL])
            elif cell is not None:
                self._sheet.write_number(self._row, column, cell)
        self._row += 1

    def close(self) -> None:
        """Finish the file."""
        self._book.close()
