"""Overview and assumptions of a comparison (情景对比表、假设差异): one row a scenario, one row a changed figure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from optimizer.domain.scenario import Assumption
from optimizer.report.compare.side import FIGURES, Side, key_figures
from optimizer.report.parts.output import Field, Kind, OutputTable
from optimizer.report.parts.safe import spreadsheet_round
from optimizer.tables import schema
from optimizer.tables.schema import CANONICAL_UNIT
from optimizer.tables.shown import key_in_words, printed
from optimizer.text import compare as words
from optimizer.text.packs import YES_NO
from optimizer.text.report import MONEY_UNIT
from optimizer.text.words import UNIT

_KINDS: dict[str, tuple[Kind, str]] = {
    "objective": ("exact", MONEY_UNIT), "value": ("exact", MONEY_UNIT), "cost": ("exact", MONEY_UNIT),
    "overrun_cost": ("exact", MONEY_UNIT), "trade_cost": ("exact", MONEY_UNIT), "approved": ("count", words.COUNT_UNIT),
    "partly": ("count", words.COUNT_UNIT), "over_carbon": ("amount", UNIT["carbon"]),
    "over_energy": ("amount", UNIT["energy"]), "headroom_carbon": ("amount", UNIT["carbon"]),
    "headroom_energy": ("amount", UNIT["energy"]), "binding": ("count", words.PLACES_UNIT),
}  # fmt: skip
"""How the key figures print, and their units."""
DECIMALS = 10
_FAILED = 12


def difference(value: float, base: float) -> float:
    """Return value − base as the sheet's ROUND(…, 10) gives it; NaN where one of them is not there."""
    return spreadsheet_round(value - base, DECIMALS)


def figure_fields() -> dict[str, Field]:
    """Return the key figures as columns of their own, by name."""
    return {name: Field(name, words.LABEL[name], kind, unit=unit) for name, (kind, unit) in _KINDS.items()}


def side_names(sides: Sequence[Side]) -> list[str]:
    """Return what tables call the sides; a name that another side shows too gets a number."""
    titles = [side.title for side in sides]
    return [
        words.ALIKE.format(name=title, number=n) if titles.count(title) > 1 else title for n, title in enumerate(titles)
    ]


def overview_table(sides: Sequence[Side]) -> OutputTable:
    """Return one row a key figure and two columns a side: the value, and its difference from the first as a formula."""
    found = [key_figures(side) for side in sides]
    label, fields = (
        words.LABEL,
        [Field("item", words.LABEL["item"], "text"), Field("unit", words.LABEL["unit"], "text")],
    )
    columns: dict[str, list[Any]] = {
        "item": [label["outcome"], label["changes"], *(label[name] for name in FIGURES), label["run"]],
        "unit": ["", words.PLACES_UNIT, *(_KINDS[name][1] for name in FIGURES), ""],
        "kind": ["light", "count", *(_KINDS[name][0] for name in FIGURES), "light"],
    }  # fmt: skip
    for n, (side, group) in enumerate(zip(sides, side_names(sides), strict=True)):
        figures = [found[n][name] for name in FIGURES]
        columns[f"value_{n}"] = [side.outcome_word, float(len(side.assumptions)), *figures, side.stamp.run]
        fields.append(Field(f"value_{n}", label["figure"], "given", group))
        if n:
            formula = {"": f"ROUND({{value_{n}}}-{{value_0}},{DECIMALS})"}
            fields.append(Field(f"change_{n}", label["change"], "change_given", group, formulas=formula))
            changes = [difference(found[n][name], found[0][name]) for name in FIGURES]
            columns[f"change_{n}"] = [math.nan, math.nan, *changes, math.nan]
    base = () if sides[0].outcome.ok else (words.NOTE["no_base"],)
    said = [words.NOTE["side"].format(scenario=side.title, note=side.note) for side in sides if side.note]
    notes = (words.NOTE["overview"], words.NOTE["colours"], *said, *base, *conflict_lines(sides))
    return _table("overview", tuple(fields), pd.DataFrame(columns), notes)


def conflict_lines(sides: Sequence[Side]) -> tuple[str, ...]:
    """Return one line a side that has no plan: what clashes, in which cells; the first few of many."""
    lines = []
    failed = [side for side in sides if not side.outcome.ok]
    for side in failed[:_FAILED]:
        says = "；".join(words.MEMBER.format(says=m["says"], cells="、".join(m["cells"]) or "—") for m in side.conflict)
        if side.conflict:
            lines.append(words.NOTE["conflict"].format(scenario=side.title, says=says))
        else:
            lines.append(words.NOTE["nothing"].format(scenario=side.title))
    rest = len(failed) - _FAILED
    return (*lines, words.NOTE["more_failed"].format(count=rest)) if rest > 0 else tuple(lines)


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
