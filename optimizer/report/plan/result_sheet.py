"""The sheets of a result workbook as they stand (成果工作表): headings by label, records, cells with addresses."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from xlsxwriter.utility import xl_rowcol_to_cell

from optimizer.domain.case import Case
from optimizer.domain.issue import Issue, Severity, Where
from optimizer.errors import InputRejected
from optimizer.report.parts.output import DICTIONARY_ROWS, TITLE_ROWS
from optimizer.report.plan.workbook import FORMAT
from optimizer.tables.problems import Problems as WorkbookProblems
from optimizer.tables.sheet import Cell, ErrorCell, FormulaCell, PercentCell
from optimizer.tables.workbook import read_workbook
from optimizer.text import report as words

NEEDED = ("projects", "measures", "balance_energy", "balance_carbon", "dictionary")


class Problems:
    """Collects what is wrong with a result workbook."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._issues: list[Issue] = []

    def add(self, code: str, where: Where, read: str = "", wanted: str = "", severity: Severity = "error") -> None:
        """Add one problem with its sentence."""
        says, hint = (text.format(read=read, wanted=wanted) for text in words.READ_BACK[code])
        self._issues.append(Issue(code, severity, where, read, wanted, hint, says))

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Everything found, in the order of reading."""
        return tuple(self._issues)

    @property
    def errors(self) -> bool:
        """True when there is at least one error."""
        return any(issue.severity == "error" for issue in self._issues)

    def refuse(self, code: str, read: str, wanted: str = "") -> NoReturn:
        """Stop reading: the file as a whole is no use."""
        self.add(code, Where(self.file), read, wanted)
        raise InputRejected(self.issues)


@dataclass(frozen=True, eq=False)
class ResultSheet:
    """One sheet; rows and columns count from 0."""

    file: str
    name: str
    rows: list[list[Any]]

    def where(self, row: int | None = None, column: int | None = None) -> Where:
        """Return the address of a cell, or of the sheet."""
        cell = "" if row is None or column is None else str(xl_rowcol_to_cell(row, column))
        return Where(self.file, self.name, cell)

    def column(self, label: str, problems: Problems) -> int | None:
        """Return the column under a heading, in either heading row (None, with an issue, when it is not there)."""
        position = self._place(label)
        if position is None:
            problems.add("result_column_missing", self.where(), read=label)
        return position

    def has(self, label: str) -> bool:
        """Return whether there is such a heading."""
        return self._place(label) is not None

    def _place(self, label: str) -> int | None:
        for row in self.rows[TITLE_ROWS : TITLE_ROWS + 2]:
            for position, cell in enumerate(row):
                if str(cell).split("\n")[0].strip() == label:
                    return position
        return None

    def cell(self, row: int, column: int) -> Any:
        """Return what a cell holds, "" where there is nothing."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else ""

    def records(self) -> Iterator[int]:
        """Yield the rows below the headings that hold more than a note; the headings may take two rows."""
        for row in range(TITLE_ROWS + 1, len(self.rows)):
            filled = [cell for cell in self.rows[row] if cell != ""]
            if len(filled) > 1 and any(isinstance(cell, float | int) for cell in filled):
                yield row

    def text(self, row: int, column: int | None) -> str:
        """Return a cell as text; whole numbers without a decimal point."""
        cell = "" if column is None else self.cell(row, column)
        return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()

    def number(self, row: int, column: int | None, label: str, problems: Problems, may_be_blank: bool) -> float:
        """Return a cell as a number (NaN, with an issue, when it is none; NaN alone when it may be blank)."""
        cell = "" if column is None else self.cell(row, column)
        if isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell):
            return float(cell)
        if cell != "" or not may_be_blank:
            problems.add("result_not_a_number", self.where(row, column), read=str(cell), wanted=label)
        return math.nan


def open_result(path: Path, problems: Problems) -> Mapping[str, ResultSheet]:
    """Return the sheets by name; raise InputRejected when the file is unreadable, too large or none of ours."""
    refuse_missing(path, problems)
    found = WorkbookProblems()
    read = read_workbook(path, found)
    if read is None:
        raise InputRejected(found.listed())
    sheets = {
        sheet.sheet: ResultSheet(path.name, sheet.sheet, [list(map(_plain, row)) for row in sheet.rows])
        for sheet in read
    }
    lacking = [words.SHEET[key] for key in NEEDED if words.SHEET[key] not in sheets]
    if lacking:
        problems.refuse("result_not_ours", path.name, "、".join(lacking))
    return sheets


def refuse_missing(path: Path, problems: Problems) -> None:
    """Raise InputRejected when there is no such file."""
    try:
        there = path.is_file()
    except OSError:  # a name longer than the system allows
        there = False
    if not there:
        problems.refuse("result_not_found", path.name)


def _plain(cell: Cell) -> Any:
    """Return a cell as it is stored: a percent as its fraction, an error as its text, an empty formula as blank."""
    if isinstance(cell, PercentCell):
        return cell.value
    if isinstance(cell, ErrorCell):
        return cell.text
    return "" if isinstance(cell, FormulaCell) else cell


def check_origin(book: Mapping[str, ResultSheet], case: Case, problems: Problems) -> None:
    """Refuse a workbook without our mark; warn when it was written from other data than `case`."""
    sheet = book[words.SHEET["dictionary"]]
    said = {key: sheet.text(row, 1) if row < len(sheet.rows) else "" for row, key in enumerate(DICTIONARY_ROWS)}
    if said["format"] != FORMAT:
        problems.refuse("result_not_ours", problems.file, said["format"] or FORMAT)
    if said["checksum"] != case.checksum:
        place = sheet.where(DICTIONARY_ROWS.index("checksum"), 1)
        problems.add("result_other_case", place, said["checksum"][:12], case.checksum[:12], "warning")
