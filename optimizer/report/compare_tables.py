"""Overview and assumptions of a comparison (情景对比表、假设差异): one row a scenario, one row a changed figure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from optimizer.domain.scenario import Assumption
from optimizer.report.compare_side import FIGURES, Side, key_figures
from optimizer.report.output import Field, Kind, OutputTable
from optimizer.report.safe import spreadsheet_round
from optimizer.tables import schema
from optimizer.tables.schema import CANONICAL_UNIT
from optimizer.tables.shown import key_in_words, printed
from optimizer.text import compare as words
from optimizer.text.packs import YES_NO
from optimizer.text.report import MONEY_UNIT
from optimizer.text.words import UNIT

_KINDS: dict[str, tuple[Kind, Kind, str]] = {
    "objective": ("exact", "change_exact", MONEY_UNIT), "value": ("exact", "change_exact", MONEY_UNIT),
    "cost": ("exact", "change_exact", MONEY_UNIT), "overrun_cost": ("exact", "change_exact", MONEY_UNIT),
    "approved": ("count", "change_count", words.COUNT_UNIT), "partly": ("count", "change_count", words.COUNT_UNIT),
    "over_carbon": ("amount", "change", UNIT["carbon"]), "over_energy": ("amount", "change", UNIT["energy"]),
    "headroom_carbon": ("amount", "change", UNIT["carbon"]), "headroom_energy": ("amount", "change", UNIT["energy"]),
    "binding": ("count", "change_count", words.PLACES_UNIT),
}  # fmt: skip
DECIMALS = 10


def difference(value: float, base: float) -> float:
    """Return value − base as the sheet's ROUND(…, 10) gives it; NaN where one of them is not there."""
    return spreadsheet_round(value - base, DECIMALS)


def overview_table(sides: Sequence[Side]) -> OutputTable:
    """Return one row a side: outcome and key figures, each with its difference from the first side as a formula."""
    figures = [key_figures(side) for side in sides]
    frame = pd.DataFrame(
        {"scenario": [side.title for side in sides], "note": [side.note for side in sides],
         "changes": [float(len(side.assumptions)) for side in sides],
         "outcome": [side.outcome_word for side in sides], "run": [side.stamp.run for side in sides],
         **{name: [row[name] for row in figures] for name in FIGURES}}
    )  # fmt: skip
    for name in FIGURES:
        others = [difference(row[name], figures[0][name]) for row in figures[1:]]
        frame[f"{name}_change"] = [float("nan"), *others]
    fields = _overview_fields(any(side.note for side in sides))
    table = _table("overview", fields, frame, _overview_notes(sides))
    for name in FIGURES:
        letter, first = table.letter(name), table.first_row + 1
        frame[f"={name}_change"] = [
            f"ROUND({letter}{first + row}-{letter}${first},{DECIMALS})" for row in range(len(frame))
        ]
    return table


def _overview_fields(noted: bool) -> tuple[Field, ...]:
    label = words.LABEL
    fields = [Field("scenario", label["scenario"], "text"), Field("outcome", label["outcome"], "text"),
              Field("changes", label["changes"], "count", unit=words.PLACES_UNIT)]  # fmt: skip
    for name, (kind, change, unit) in _KINDS.items():
        fields += [Field(name, label["figure"], kind, label[name], unit),
                   Field(f"{name}_change", label["change"], change, label[name], unit)]  # fmt: skip
    fields += [Field("note", label["note"], "long")] if noted else []
    return (*fields, Field("run", label["run"], "text"))


def _overview_notes(sides: Sequence[Side]) -> tuple[str, ...]:
    base = () if sides[0].outcome.ok else (words.NOTE["no_base"],)
    return (words.NOTE["overview"], words.NOTE["colours"], *base, *conflict_lines(sides))


def conflict_lines(sides: Sequence[Side]) -> tuple[str, ...]:
    """Return one line a side that has no plan: what clashes, in which cells."""
    lines = []
    for side in sides:
        says = "；".join(words.MEMBER.format(says=m["says"], cells="、".join(m["cells"]) or "—") for m in side.conflict)
        if side.conflict:
            lines.append(words.NOTE["conflict"].format(scenario=side.title, says=says))
        elif not side.outcome.ok:
            lines.append(words.NOTE["nothing"].format(scenario=side.title))
    return tuple(lines)


def assumption_table(sides: Sequence[Side]) -> OutputTable:
    """Return one row a changed figure: base value, scenario value, difference, unit, and where each stands."""
    rows = [{"scenario": side.title, **assumption_row(one, side)} for side in sides for one in side.assumptions]
    names = ("scenario", "table", "key", "column", "before", "after", "change", "unit", "cell", "place")
    frame = pd.DataFrame(rows, columns=pd.Index(names))
    kinds: dict[str, Kind] = {"before": "given", "after": "given", "change": "change_given"}
    formulas = {"change": {"": f"ROUND({{after}}-{{before}},{DECIMALS})"}}
    fields = tuple(
        Field(name, words.LABEL[name], kinds.get(name, "text"), formulas=formulas.get(name, {})) for name in names
    )
    return _table("assumptions", fields, frame, (words.NOTE["assumptions"], words.NOTE["colours"]))


def assumption_row(one: Assumption, side: Side) -> dict[str, Any]:
    """Return one assumption as tables print it; `change` is NaN where it is not a figure."""
    before, after, unit = _printed(one, side)
    both = isinstance(before, float) and isinstance(after, float)
    table = words.RULES_TABLE if one.table == "rules" else schema.table(one.table).label
    key = " ".join(one.key if one.table == "rules" else key_in_words(one.table, one.key))
    return {
        "table": table, "key": key, "column": _column_label(one, side), "before": before, "after": after,
        "change": difference(after, before) if both else math.nan, "unit": unit,
        "cell": str(one.cell), "place": str(one.place),
    }  # fmt: skip


def _column_label(one: Assumption, side: Side) -> str:
    if one.table != "rules":
        return schema.table(one.table).column(one.column).label
    known = side.policy.edition.values["rules"].get(one.key[0], {}).get(one.column)
    return known.title if known else one.column


def _printed(one: Assumption, side: Side) -> tuple[Any, Any, str]:
    if one.table == "rules":
        return _setting(one.before), _setting(one.after), ""
    column = schema.table(one.table).column(one.column)
    blank = words.DEFAULT.format(default=column.default) if column.default else words.BLANK
    before, after = (printed(column, value) for value in (one.before, one.after))
    before, after = (blank if value == "" else value for value in (before, after))
    return before, after, CANONICAL_UNIT.get(column.kind, "")


def _setting(value: Any) -> float | str:
    if isinstance(value, bool):
        return YES_NO[value]
    return float(value) if isinstance(value, int | float) else str(value)


def _table(key: str, fields: tuple[Field, ...], frame: pd.DataFrame, notes: tuple[str, ...]) -> OutputTable:
    return OutputTable(key, words.SHEET[key], words.TITLE[key], "", fields, frame, notes, wide=True)
