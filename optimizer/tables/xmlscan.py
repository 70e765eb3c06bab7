"""What the spreadsheet reader does not tell (工作簿细节): size before opening, errors, empty formulas, percents."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Literal
from xml.etree import ElementTree

from optimizer.tables.sheet import ErrorCell, FormulaCell

MAX_BYTES = 600_000_000
MAX_CELLS = 20_000_000

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_REF = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_TYPE = re.compile(rb'\bt="(\w+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)</")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_FAR = re.compile(rb'<(?:\w+:)?c\b[^>/]*?\br="([A-Z]{2,3}\d{1,7}|[A-Z]\d{6,7})"[^>/]*>')
_FAR_ADDRESS = re.compile(rb'r="([A-Z]{2,3}\d{1,7}|[A-Z]\d{6,7})"')
_OPENED = re.compile(rb"<(?:\w+:)?c\b[^>/]*(?<!\w)")
_FEW = 10_000
"""So many far addresses are looked at one by one, rather than every cell tag for one."""
_PERCENT_FORMATS = {9, 10}

Mark = ErrorCell | FormulaCell | None
"""None marks a number in a percent format."""


def unpacked_size(archive: zipfile.ZipFile) -> int:
    """Return the size in bytes of all parts together once unpacked, as the archive declares it."""
    return sum(part.file_size for part in archive.infolist())


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet by its name (raises KeyError, ParseError when the workbook is not whole)."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {r.get("Id", ""): r.get("Target", "") for r in relations}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    parts: dict[str, str] = {}
    for sheet in book.iter():
        if sheet.tag.rsplit("}", 1)[-1] == "sheet" and _ID in sheet.attrib:
            target = targets.get(sheet.attrib[_ID], "")
            parts[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return parts


def percent_styles(archive: zipfile.ZipFile) -> set[bytes]:
    """Return the style numbers whose number format is a percent."""
    if "xl/styles.xml" not in archive.namelist():
        return set()
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    percents = set(_PERCENT_FORMATS)
    for number_format in styles.iter(f"{_NS}numFmt"):
        if "%" in number_format.get("formatCode", ""):
            percents.add(int(number_format.get("numFmtId", "0")))
    cells = styles.find(f"{_NS}cellXfs")
    formats = [] if cells is None else [int(xf.get("numFmtId", "0")) for xf in cells]
    return {str(k).encode() for k, number_format in enumerate(formats) if number_format in percents}


def extent(xml: bytes) -> tuple[int, int]:
    """Return the last row and column (from 1) that hold a value; cheap for ordinary sheets, safe for huge ones."""
    plain = xml.rfind(b"<row ")
    start = max(plain, xml.rfind(b":row ", max(plain, 0)))
    last = re.search(rb'\br="(\d{1,9})"', xml[start : start + 200]) if start >= 0 else None
    rows, columns = int(last[1]) if last else 0, 26
    for reference in _far(xml):
        name = reference.rstrip(b"0123456789")
        rows = max(rows, int(reference[len(name) :]))
        columns = max(columns, column_number(name))
    return rows, columns


def _far(xml: bytes) -> list[bytes]:
    """Return the addresses beyond column Z or row 99999 of cells that are not empty tags."""
    few = list(islice(_FAR_ADDRESS.finditer(xml), _FEW + 1))
    if len(few) > _FEW:
        found: list[bytes] = _FAR.findall(xml)
        return found
    return [
        hit[1] for hit in few
        if _OPENED.fullmatch(xml, xml.rfind(b"<", 0, hit.start()), hit.start())
        and b"/" not in xml[hit.end() : xml.find(b">", hit.end())]
    ]  # fmt: skip


def marks(xml: bytes, percents: set[bytes]) -> Iterator[tuple[int, int, Mark]]:
    """Yield row, column (zero-based) and mark of each cell whose value the spreadsheet reader gets wrong."""
    styled = any(b's="%s"' % style in xml for style in percents)
    if not styled and b't="e"' not in xml and not ((b"<f" in xml or b":f" in xml) and _FORMULA.search(xml)):
        return
    for attributes, content in _CELL.findall(xml):
        reference = _REF.search(attributes)
        mark = _mark(attributes, content, percents) if reference and content else False
        if reference and mark is not False:
            yield int(reference[2]) - 1, column_number(reference[1]) - 1, mark


def _mark(attributes: bytes, content: bytes, percents: set[bytes]) -> Mark | Literal[False]:
    kind, style = _TYPE.search(attributes), _STYLE.search(attributes)
    value = _VALUE.search(content)
    if kind and kind[1] == b"e":
        return ErrorCell(value[1].decode("utf-8", "replace") if value else "#N/A")
    if value is None and _FORMULA.search(content) and not (kind and kind[1] == b"str"):
        return FormulaCell()
    if style and style[1] in percents and (kind is None or kind[1] == b"n") and value is not None:
        return None
    return False


def column_number(name: bytes) -> int:
    """Return the number (from 1) of a column's letters."""
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number
