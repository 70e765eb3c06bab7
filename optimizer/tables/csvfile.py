"""CSV files (逗号分隔文件): encoding, delimiter and quotes, then rows with their line numbers."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable
from pathlib import Path

from optimizer.domain.issue import Where
from optimizer.tables.problems import Problems
from optimizer.tables.sheet import Cell, Sheet
from optimizer.text.issues import UNREADABLE

MAX_BYTES = 400_000_000
_SAMPLE_LINES = 40


def read_bytes(path: Path, problems: Problems) -> bytes | None:
    """Return the content of a file (None, with an issue, when it cannot be opened or is too large)."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            problems.add(
                "file_too_large", Where(path.name), read=path.name,
                wanted=f"{MAX_BYTES // 10**6} MB", size=size // 10**6,
            )  # fmt: skip
            return None
        return path.read_bytes()
    except OSError as error:
        problems.add("file_unreadable", Where(path.name), read=path.name, reason=error.strerror or UNREADABLE)
        return None


def decode(data: bytes, name: str, problems: Problems) -> str | None:
    """Return the text of a UTF-8 (with or without BOM) or GB18030 file (None, with an issue, for any other)."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        problems.add("utf16_encoding", Where(name), read=name)
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    problems.add("bad_encoding", Where(name), read=name)
    return None


def read_csv(path: Path, known: Callable[[list[Cell]], int], problems: Problems) -> Sheet | None:
    """Return the rows of a CSV file; `known` counts the column names in a row and so tells the delimiter."""
    data = read_bytes(path, problems)
    text = None if data is None else decode(data, path.name, problems)
    if text is None:
        return None
    rows: list[list[Cell]] = []
    numbers: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, known), strict=True)
    line = 1
    try:
        for row in reader:
            rows.append(row)  # type: ignore[arg-type]
            numbers.append(line)
            line = reader.line_num + 1
    except csv.Error:
        problems.add("unterminated_quote", Where(path.name, "", f"A{line}"))
        return None
    return Sheet(path.name, "", rows, numbers)


def _delimiter(text: str, known: Callable[[list[Cell]], int]) -> str:
    lines = io.StringIO(text).readlines()[:_SAMPLE_LINES] if len(text) < 10**5 else text[: 10**5].splitlines()
    best, most = ",", -1
    for delimiter in (",", "\t", ";"):
        score = 0
        for line in lines[:_SAMPLE_LINES]:
            cells: list[Cell] = [cell.strip().strip('"') for cell in line.split(delimiter)]
            score = max(score, known(cells))
        if score > most:
            best, most = delimiter, score
    return best
