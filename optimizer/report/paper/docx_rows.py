"""Rows of Word tables as text (文档表行): a list of thousands of rows never stands in memory as elements.

The document holds one mark a table; the rows take its place while the file is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_PLACE = "0"
_MARK = re.compile(rb'<w:tr w:rsidR="rows\d+"/>')
_NAMESPACE = re.compile(r' xmlns:\w+="[^"]*"')


class Rows:
    """The rows of all tables of one document, in the order of their marks."""

    def __init__(self) -> None:
        self._kept: list[Iterable[str]] = []

    def keep(self, rows: Iterable[str]) -> Any:
        """Keep the rows of a table, as XML, and return the element that marks their place."""
        mark = OxmlElement("w:tr")
        mark.set(qn("w:rsidR"), f"rows{len(self._kept)}")
        self._kept.append(rows)
        return mark

    def filled(self, document: bytes) -> Iterator[bytes]:
        """Yield the document piece by piece, every mark replaced by its rows."""
        first, *others = _MARK.split(document)
        yield first
        for rows, after in zip(self._kept, others, strict=True):
            for row in rows:
                yield row.encode()
            yield after


class RowMaker:
    """Writes rows that differ in their texts alone; `cell` builds the element of one column with a text."""

    def __init__(self, row: Any, columns: int, cell: Any) -> None:
        """Take an empty row and what builds its cells: called with the column and the text."""
        self._cell = cell
        self._head, self._tail = _xml(row).removesuffix("</w:tr>"), "</w:tr>"
        self._around = [_xml(cell(n, _PLACE)).split(f"<w:t>{_PLACE}</w:t>") for n in range(columns)]

    def make(self, record: Sequence[str]) -> str:
        """Return the row of one record as XML."""
        return self._head + "".join(map(self._made, range(len(record)), record)) + self._tail

    def _made(self, column: int, text: str) -> str:
        """Return one cell; a text of several lines or with spaces at its ends is built by itself."""
        before, after = self._around[column]
        if not text:
            return before + after
        if text.isprintable() and text.strip() == text:
            return f"{before}<w:t>{escape(text)}</w:t>{after}"
        return _xml(self._cell(column, text))


def _xml(element: Any) -> str:
    """Return an element as it stands inside the document, which declares the namespaces once."""
    opening, rest = serialize_part_xml(element).decode().split("\n", 1)[1].split(">", 1)
    return f"{_NAMESPACE.sub('', opening)}>{rest}"
