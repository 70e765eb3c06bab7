"""A problem found in the input (问题), with the place where it was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """Place of a problem (位置): file, sheet (empty in a CSV) and cell such as `F12` (empty: the whole sheet)."""

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        place = "!".join(part for part in (self.sheet, self.cell) if part)
        return ":".join(part for part in (self.file, place) if part)


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem (问题): code, place, what was read, what was wanted, and the likely fix.

    `says` is the whole Chinese sentence, built from `code` by optimizer/text.
    """

    code: str
    severity: Severity
    where: Where
    read: str
    wanted: str
    hint: str
    says: str

    def to_json(self) -> dict[str, Any]:
        """Return the issue as plain values for the JSON result."""
        return {
            "code": self.code, "severity": self.severity, "file": self.where.file, "sheet": self.where.sheet,
            "cell": self.where.cell, "read": self.read, "wanted": self.wanted, "hint": self.hint,
            "says": self.says,
        }  # fmt: skip
