"""A problem found in the input (问题), with the place where it was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from optimizer.text.issues import CATALOGUE, nearest_hint

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

    `says` is the Chinese sentence, built from `code` by optimizer/text; the fix stands in `hint` alone.
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


def make_issue(
    code: str,
    where: Where,
    read: str = "",
    wanted: str = "",
    hint: str = "",
    severity: Severity | None = None,
    nearest: str = "",
    **fields: object,
) -> Issue:
    """Return the issue of that code with its sentence from the catalogue (问题目录).

    `fields` fill the templates; `nearest` is the nearest known name ("" = none); `hint` replaces the usual fix.
    Raises KeyError for a code or a field that the catalogue does not know.
    """
    text = CATALOGUE[code]
    values = {"read": read, "wanted": wanted, "nearest": nearest_hint(nearest), **fields}
    says = text.sentence.format(**values)
    fix = hint or text.hint.format(**values)
    return Issue(code, severity or text.severity, where, read, wanted, fix, says)
