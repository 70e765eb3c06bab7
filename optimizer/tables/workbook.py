"""Workbooks (工作簿): one .xlsx into sheets, every cell at its own address, hidden sheets like others."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from optimizer.domain.issue import Where
from optimizer.tables import xmlscan
from optimizer.tables.problems import Problems
from optimizer.tables.sheet import Cell, Merge, PercentCell, Sheet
from optimizer.text.issues import CELL_LIMIT, EXTENT, UNREADABLE

_OLE = b"\xd0\xcf\x11\xe0"


def read_workbook(path: Path, problems: Problems) -> list[Sheet] | None:
    """Return the sheets of a workbook in its order (None, with an issue, when it cannot be read)."""
    try:
        with path.open("rb") as file:
            if file.read(4) == _OLE:
                problems.add("workbook_old_format", Where(path.name), read=path.name)
                return None
        with zipfile.ZipFile(path) as archive, _panics_as_errors():
            return _sheets(path, archive, problems)
    except OSError as error:
        problems.add("file_unreadable", Where(path.name), read=path.name, reason=error.strerror or UNREADABLE)
    except (
        zipfile.BadZipFile, zlib.error, CalamineError, ParseError, KeyError, ValueError,
        NotImplementedError, RuntimeError, EOFError,
    ):  # fmt: skip
        problems.add("workbook_corrupt", Where(path.name), read=path.name)
    return None


@contextmanager
def _panics_as_errors() -> Iterator[None]:
    """Turn a panic of the native spreadsheet reader (not an Exception by class) into a RuntimeError."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise RuntimeError(str(error)) from error
        raise


def _sheets(path: Path, archive: zipfile.ZipFile, problems: Problems) -> list[Sheet] | None:
    size = xmlscan.unpacked_size(archive)
    if size > xmlscan.MAX_BYTES:
        limit = f"{xmlscan.MAX_BYTES // 10**6} MB"
        problems.add("file_too_large", Where(path.name), read=path.name, wanted=limit, size=size // 10**6)
        return None
    parts, percents = xmlscan.sheet_parts(archive), xmlscan.percent_styles(archive)
    sources = {name: archive.read(part) for name, part in parts.items()}
    small = True
    for name, xml in sources.items():
        rows, columns = xmlscan.extent(xml)
        if rows * columns > xmlscan.MAX_CELLS:
            small = False
            read = EXTENT.format(rows=rows, columns=columns)
            wanted = CELL_LIMIT.format(count=xmlscan.MAX_CELLS)
            problems.add("sheet_too_large", Where(path.name, name), read=read, wanted=wanted)
    if not small:
        return None
    with CalamineWorkbook.from_path(str(path)) as book:
        names = [s.name for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
        return [_sheet(path.name, book.get_sheet_by_name(n), sources.get(n, b""), percents) for n in names]


def _sheet(file: str, source: Any, xml: bytes, percents: set[bytes]) -> Sheet:
    rows: list[list[Cell]] = source.to_python(skip_empty_area=False)
    width = max((len(row) for row in rows), default=0)
    for row, column, mark in xmlscan.marks(xml, percents):
        while len(rows) <= row and mark is not None:
            rows.append([""] * width)
        if row >= len(rows):
            continue
        cells = rows[row]
        if mark is not None:
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = mark
        elif column < len(cells) and isinstance(value := cells[column], int | float):
            cells[column] = PercentCell(float(value))
    merges = tuple(Merge(a, b, c, d) for (a, b), (c, d) in source.merged_cell_ranges or ())
    return Sheet(file, source.name, rows, list(range(1, len(rows) + 1)), merges)
