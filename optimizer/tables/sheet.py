"""A sheet as it was read (原始表): cell values with their addresses, before any meaning is given to them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from optimizer.domain.issue import Where


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell that holds an error such as #REF! (公式错误)."""

    text: str


@dataclass(frozen=True, slots=True)
class FormulaCell:
    """A formula without a stored value (没有计算结果的公式)."""


@dataclass(frozen=True, slots=True)
class PercentCell:
    """A number in a percent format (百分比格式); `value` is the stored fraction, 0.18 for 18 %."""

    value: float


Cell = (
    str | float | int | bool | datetime.date | datetime.time | datetime.timedelta
    | ErrorCell | FormulaCell | PercentCell
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Merge:
    """One merged range (合并单元格), zero-based, both ends inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet (工作表): rows of cells; `numbers` is the sheet row or file line of each, from 1."""

    file: str
    sheet: str
    rows: list[list[Cell]]
    numbers: list[int]
    merges: tuple[Merge, ...] = field(default=())

    @property
    def title(self) -> str:
        """The name that messages use: the sheet's, or the file's for a CSV."""
        return self.sheet or self.file

    def where(self, row: int | None = None, column: int = 0) -> Where:
        """Return the address of a cell by its zero-based place (no row: the whole sheet)."""
        cell = "" if row is None else f"{letters(column)}{self.numbers[row]}"
        return Where(self.file, self.sheet, cell)


def letters(column: int) -> str:
    """Return the letters of a zero-based column: 0 → A, 26 → AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def is_blank(cell: Cell) -> bool:
    """Return True for an empty cell or one of nothing but spaces."""
    return isinstance(cell, str) and not cell.strip()


def show(cell: Cell) -> str:
    """Return a cell as messages quote it, cut to 40 characters."""
    if isinstance(cell, ErrorCell):
        return cell.text
    if isinstance(cell, PercentCell):
        return f"{cell.value * 100:g}%"
    if isinstance(cell, FormulaCell):
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    text = f"{cell:.15g}" if isinstance(cell, float) else str(cell).strip()
    return text if len(text) <= 40 else text[:39] + "…"
