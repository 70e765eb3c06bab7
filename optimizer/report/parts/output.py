"""One output table (输出表): fields with their formulas, and the stored values; sheets and CSV files come from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from optimizer.text import report as words

Kind = Literal[
    "text", "long", "count", "year", "amount", "money", "exact", "intensity", "percent", "chance", "light",
    "given",
    "change", "change_exact", "change_count", "change_share", "change_given",
]  # fmt: skip
"""What a column prints. `given` is a figure or a word as typed, or of the kind that the frame's `kind`
names for the record; the last five are differences (增、减)."""
TITLE_ROWS = 3
DICTIONARY_ROWS = ("format", "run", "checksum", "warn_share", "tolerance", "node_tolerance")
"""Keys of the hidden sheet, from its first row; values in column B."""


def dictionary_cell(key: str) -> str:
    """Return the cell of one value of the hidden sheet."""
    return f"'{words.SHEET['dictionary']}'!$B${DICTIONARY_ROWS.index(key) + 1}"


WARN_CELL = dictionary_cell("warn_share")
_ROW, _ABOVE = "\x01", "\x02"
"""Marks of the row of a cell, and of the row above it, in a formula that is the same for many rows."""
_NAME = re.compile(r"\{(\w+)(:all|:above)?\}")


@dataclass(frozen=True, slots=True)
class Field:
    """One column: `formulas` by the row's role ("" = every role).

    In a formula `{name}` is a cell of the same row, `{name:all}` the column, `{name:above}` the column above the row,
    `{used}` the cell of the book that the row is held to. The frame's value is stored with the formula, so both must
    say the same; NaN writes neither.
    """

    name: str
    label: str
    kind: Kind = "amount"
    group: str = ""
    unit: str = ""
    formulas: Mapping[str, str] = field(default_factory=dict)
    hidden: bool = False

    @property
    def header(self) -> str:
        """The flat header of a CSV file: group, label and unit."""
        name = f"{self.group}·{self.label}" if self.group else self.label
        return words.WITH_UNIT.format(name=name, unit=self.unit) if self.unit else name


@dataclass(frozen=True, eq=False)
class OutputTable:
    """A table ready to be written; the frame has a column a field, and may have `role` and `mark` of each row."""

    key: str
    sheet: str
    title: str
    unit: str
    fields: tuple[Field, ...]
    frame: pd.DataFrame
    notes: tuple[str, ...] = ()
    wide: bool = False

    @property
    def grouped(self) -> bool:
        """True when the header has a second row."""
        return any(f.group for f in self.fields)

    @property
    def first_row(self) -> int:
        """Sheet row (from 0) of the first record."""
        return TITLE_ROWS + (2 if self.grouped else 1)

    @cached_property
    def _letters(self) -> Mapping[str, str]:
        return {one.name: str(xl_col_to_name(position)) for position, one in enumerate(self.fields)}

    def letter(self, name: str) -> str:
        """Return the column letter of a field."""
        return self._letters[name]

    def column(self, name: str) -> str:
        """Return the column's cells as an absolute reference within the sheet."""
        letter = self.letter(name)
        last = self.first_row + max(len(self.frame), 1)
        return f"${letter}${self.first_row + 1}:${letter}${last}"

    def outside(self, name: str) -> str:
        """Return the column's cells as a reference from another sheet."""
        return f"'{self.sheet}'!{self.column(name)}"

    def cell(self, name: str, record: int) -> str:
        """Return one cell as a reference from another sheet."""
        return f"'{self.sheet}'!${self.letter(name)}${self.first_row + record + 1}"

    def formulas(self, field: Field) -> list[str]:
        """Return the formula of every cell of a column, "" where one holds a plain value.

        A frame column `=name` gives formulas record by record; otherwise the row's role decides.
        """
        own = f"={field.name}"
        if own in self.frame:
            return [f"={formula}" for formula in self.frame[own].tolist()]
        count = len(self.frame)
        if not field.formulas:
            return [""] * count
        roles = self.frame["role"].tolist() if "role" in self.frame else [""] * count
        books = self.frame["book"].tolist() if "book" in self.frame else [""] * count
        made: dict[tuple[str, str], str] = {}
        found = []
        for row, key in enumerate(zip(roles, books, strict=True), start=self.first_row + 1):
            if key not in made:
                made[key] = self._referenced(field.formulas.get(key[0], field.formulas.get("", "")), key[1])
            found.append(made[key].replace(_ROW, str(row)).replace(_ABOVE, str(row - 1)))
        return found

    def _referenced(self, template: str, book: str) -> str:
        """Return a formula whose rows are marks still; `book` is the cell that `{used}` stands for."""

        def reference(match: re.Match[str]) -> str:
            name, span = match.groups()
            letter = self.letter(name)
            if span == ":all":
                return self.column(name)
            return f"{letter}${self.first_row + 1}:{letter}{_ABOVE}" if span else f"{letter}{_ROW}"

        formula = _NAME.sub(reference, template.replace("{used}", f"{{{book}}}"))
        return f"={formula}" if formula else ""
