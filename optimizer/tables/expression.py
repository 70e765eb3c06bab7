"""Changes written on one line (改动的写法): TABLE.KEY….[COLUMN]=VALUE, and KEY=FROM:TO:POINTS for a sweep."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from optimizer.domain.issue import Where
from optimizer.domain.scenario import Change
from optimizer.errors import WrongUsage
from optimizer.tables.header import parse_heading
from optimizer.tables.names import RULES_NAMES, choice_words, find_table, nearest
from optimizer.tables.numbers import tidy
from optimizer.tables.schema import TABLES, Column
from optimizer.tables.shown import key_in_words
from optimizer.text.compare import COMMAND_LINE, EVERY, WRONG
from optimizer.text.issues import nearest_hint
from optimizer.units import normal

MAIN = {"targets": "reduction", "totals": "total"}
"""The column that is meant when none is named."""
ANY = "*"
MOST_POINTS = 1001
_PART = re.compile(r'"([^"]*)"|([^."]+)')
_END = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))\s*(.*)", re.ASCII)
_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Sweep:
    """One figure over a range (扫描): the change, its points in steps of equal width, and their unit as typed."""

    change: Change
    column: str
    points: tuple[Decimal, ...]
    unit: str

    def at(self, point: Decimal) -> Change:
        """Return the change that puts the figure at a point."""
        return replace(self.change, put={self.column: f"{point:f}{self.unit}"})


def parse_change(text: str) -> Change:
    """Return the change that a line such as `targets.REGION.carbon.2030=18%` means; raise WrongUsage when unclear."""
    target, equals, value = text.partition("=")
    if not equals or not value.strip():
        raise WrongUsage(WRONG["change"].format(read=text))
    table, where, column = _target(target, text)
    return Change(table, where, {column: value.strip()}, Where(COMMAND_LINE, "", text))


def parse_sweep(text: str) -> Sweep:
    """Return the sweep that `KEY=FROM:TO:POINTS` means, both ends included; raise WrongUsage when unclear."""
    target, _, span = text.partition("=")
    parts = [_END.fullmatch(tidy(part)) for part in re.split("[:：]", span)]
    ends = [part for part in parts if part is not None]
    if len(ends) != 3 or len(parts) != 3 or ends[2][2] or not ends[2][1].isdigit():
        raise WrongUsage(WRONG["sweep"].format(read=text))
    first, last, count = Fraction(ends[0][1]), Fraction(ends[1][1]), int(ends[2][1])
    if not 2 <= count <= MOST_POINTS or first == last:
        raise WrongUsage(WRONG["points"].format(read=text, most=MOST_POINTS))
    if ends[0][2] and ends[1][2] and normal(ends[0][2]) != normal(ends[1][2]):
        raise WrongUsage(WRONG["sweep"].format(read=text))
    table, where, column = _target(target, text)
    points = tuple(_decimal(first + (last - first) * k / (count - 1)) for k in range(count))
    change = Change(table, where, {}, Where(COMMAND_LINE, "", text))
    return Sweep(change, column, points, ends[1][2] or ends[0][2])


def swept_column(sweep: Sweep) -> Column | None:
    """Return the column of the data dictionary that a sweep moves (None for a rule's setting, or an unknown one)."""
    table = find_table(sweep.change.table)
    heading = parse_heading(table, sweep.column) if table else None
    return heading.column if heading else None


def sweep_name(sweep: Sweep) -> str:
    """Return what tables call the swept figure ("" for a rule's setting, or an unknown one)."""
    table, column = find_table(sweep.change.table), swept_column(sweep)
    if table is None or column is None:
        return ""
    parts = [sweep.change.where.get(key, EVERY) for key in table.key]
    words = {key: choice_words(table.column(key).choices) for key in table.key}
    known = tuple(words[key].get(normal(part), part) for key, part in zip(table.key, parts, strict=True))
    return " ".join((*key_in_words(table.name, known), column.label))


def _decimal(value: Fraction) -> Decimal:
    """Return a fraction as a decimal: exactly where it ends, else to 15 digits."""
    found = Decimal(value.numerator) / Decimal(value.denominator)
    return found if Fraction(found) == value else Decimal(f"{found:.{_DIGITS}g}")


def _target(target: str, text: str) -> tuple[str, dict[str, Any], str]:
    """Return the table, the condition and the column that the left side names."""
    parts = [(quoted or plain).strip() for quoted, plain in _PART.findall(target.replace("．", "."))]
    if len(parts) < 2 or not all(parts):
        raise WrongUsage(WRONG["change"].format(read=text))
    if normal(parts[0]) in RULES_NAMES:
        if len(parts) != 3:
            raise WrongUsage(WRONG["rule"].format(read=text))
        return parts[0], {"rule": parts[1]}, parts[2]
    table = find_table(parts[0])
    if table is None:
        near = nearest(parts[0], [word for t in TABLES for word in (t.name, t.label)] + list(RULES_NAMES))
        raise WrongUsage(WRONG["table"].format(read=parts[0], nearest=nearest_hint(near)))
    keys, column = parts[1:], MAIN.get(table.name, "")
    if len(keys) == len(table.key) + 1:
        column = keys.pop()
    if len(keys) != len(table.key) or not column:
        shape = ".".join([table.name, *(table.column(key).label for key in table.key)])
        raise WrongUsage(WRONG["shape"].format(read=text, shape=shape))
    return table.name, {key: part for key, part in zip(table.key, keys, strict=True) if part != ANY}, column
