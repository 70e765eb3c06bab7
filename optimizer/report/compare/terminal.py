"""The comparison on the terminal (对比摘要): assumptions first, then results, only what differs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from optimizer.domain.case import QUANTITIES, Quantity
from optimizer.report.compare.json import changed_nodes
from optimizer.report.compare.results import SURE, measure_table, node_table, project_table
from optimizer.report.compare.side import FIGURES, Side, key_figures
from optimizer.report.compare.sweep import Swept, sweep_table
from optimizer.report.compare.tables import assumption_row, conflict_lines, difference, side_names
from optimizer.report.parts.safe import clean, spreadsheet_round
from optimizer.text import compare as words
from optimizer.text.report import LESS, LIGHT_WORD, MORE, NO_CHANGE
from optimizer.text.words import QUANTITY, UNIT

_MOST = 40
_ROUNDING = 0.01
"""Differences that may come from rounding alone (万t) are left to the workbook."""
_MONEY = ("objective", "value", "cost", "overrun_cost", "trade_cost")
_BLUE, _BROWN = "blue", "yellow4"


def comparison(sides: Sequence[Side], swept: Swept | None) -> Group:
    """Return the whole comparison, ready for a rich console; no text of the case is taken for markup."""
    parts: list[RenderableType] = []
    if len(sides) > 1:
        parts += [*_assumptions(sides), Text(words.TERMINAL["results"], style="bold"), _figures(sides)]
        for quantity in reversed(QUANTITIES):
            parts += _nodes(sides, quantity)
        parts += [*_projects(sides), *_measures(sides)]
        parts += [Text(line) for line in conflict_lines(sides)]
    if swept is not None:
        parts += _sweep(swept)
    parts.append(Text(words.TERMINAL["checksum"].format(checksum=sides[0].case.checksum)))
    return Group(*parts)


def _assumptions(sides: Sequence[Side]) -> list[RenderableType]:
    rows = [(side.title, assumption_row(one, side)) for side in sides for one in side.assumptions]
    if not rows:
        return [Text(words.TERMINAL["no_assumptions"])]
    names = ("scenario", "table", "key", "column", "before", "after", "change", "unit", "cell", "place")
    table = _table([words.LABEL[name] for name in names], right=(4, 5, 6))
    for title, row in rows[:_MOST]:
        shown = [title, *(row[name] for name in names[1:])]
        table.add_row(*(_change(cell, "g") if k == 6 else Text(_plain(cell)) for k, cell in enumerate(shown)))
    return [Text(words.TERMINAL["assumptions"], style="bold"), table, *_rest(len(rows))]


def _figures(sides: Sequence[Side]) -> Table:
    found = [key_figures(side) for side in sides]
    table = _table(["", *side_names(sides)], right=range(1, len(sides) + 1))
    table.add_row(words.LABEL["outcome"], *(Text(side.outcome_word) for side in sides))
    for name in FIGURES:
        digits = ".4f" if name in _MONEY else ".2f" if "_" in name else ".0f"
        cells = [_figure(row[name], digits) for row in found[:1]]
        cells += [_with_change(row[name], found[0][name], digits) for row in found[1:]]
        table.add_row(words.LABEL[name], *cells)
    return table


def _nodes(sides: Sequence[Side], quantity: Quantity) -> list[RenderableType]:
    frame = node_table(sides, quantity).frame
    changed = [changed_nodes(frame, n, _ROUNDING).index for n in range(1, len(sides)) if sides[n].outcome.ok]
    if not sides[0].outcome.ok:
        changed = [frame.index]
    index = sorted({k for found in changed for k in found})
    said = {"quantity": QUANTITY[quantity], "unit": UNIT[quantity]}
    if not index:
        return [Text(words.TERMINAL["same_nodes"].format(**said))] if changed and sides[0].outcome.ok else []
    table = _table([words.LABEL["region"], words.LABEL["year"], *side_names(sides)], right=range(2, len(sides) + 2))
    for row in frame.loc[index].head(_MOST).to_dict("records"):
        cells = [_node(row, n) for n in range(len(sides))]
        table.add_row(Text(clean(row["region"])), f"{row['year']:.0f}", *cells)
    return [Text(words.TERMINAL["nodes"].format(**said), style="bold"), table, *_rest(len(index))]


def _node(row: dict[Any, Any], n: int) -> Text:
    budget, headroom = row[f"budget_{n}"], row[f"headroom_{n}"]
    if not row[f"light_{n}"]:
        return Text(NO_CHANGE)
    cell = _figure(budget, ".2f") if n == 0 else _with_change(budget, row["budget_0"], ".2f")
    left = _figure(headroom, ".2f") if n == 0 else _with_change(headroom, row["headroom_0"], ".2f")
    return Text.assemble(cell, "\n", words.LABEL["headroom"], " ", left, "\n", LIGHT_WORD[row[f"light_{n}"]])


def _projects(sides: Sequence[Side]) -> list[RenderableType]:
    frame = project_table(sides).frame
    columns = [n for n in range(1, len(sides)) if sides[n].outcome.ok and sides[0].outcome.ok]
    moved = pd.Series(False, index=frame.index)
    for n in columns:
        moved |= frame[f"moved_{n}"] != words.SAME
    if not moved.any():
        return [Text(words.TERMINAL["same_projects"])] if columns else []
    heads = [words.LABEL[name] for name in ("project", "name", "region")] + side_names(sides)
    table = _table(heads, right=range(3, len(heads)))
    for row in frame[moved].head(_MOST).to_dict("records"):
        cells = [_project(row, n) for n in range(len(sides))]
        table.add_row(*(Text(clean(row[name])) for name in ("project", "name", "region")), *cells)
    return [Text(words.TERMINAL["projects"], style="bold"), table, *_rest(int(moved.sum()))]


def _project(row: dict[Any, Any], n: int) -> Text:
    if math.isnan(row[f"approval_{n}"]):
        return Text(NO_CHANGE)
    said = f"{spreadsheet_round(row[f'approval_{n}'], SURE):.2%}"
    if n == 0 or row[f"moved_{n}"] in ("", words.SAME):
        return Text(said)
    return Text.assemble(said, " ", row[f"moved_{n}"], " ", _change(row[f"worth_change_{n}"], ".2f"))


def _measures(sides: Sequence[Side]) -> list[RenderableType]:
    frame = measure_table(sides).frame
    moved = pd.Series(False, index=frame.index)
    for n in range(1, len(sides)):
        if len(frame):
            moved |= frame[f"share_change_{n}"].fillna(0.0).abs() > 10.0**-SURE
    if not moved.any():
        return []
    heads = [words.LABEL[name] for name in ("measure", "name", "region", "year")] + side_names(sides)
    table = _table(heads, right=range(4, len(heads)))
    for row in frame[moved].head(_MOST).to_dict("records"):
        cells = [_figure(row["share_0"], ".2%")]
        cells += [_with_change(row[f"share_{n}"], row["share_0"], ".2%") for n in range(1, len(sides))]
        names = (Text(clean(row[name])) for name in ("measure", "name", "region"))
        table.add_row(*names, f"{row['year']:.0f}", *cells)
    return [Text(words.TERMINAL["measures"], style="bold"), table, *_rest(int(moved.sum()))]


def _sweep(swept: Swept) -> list[RenderableType]:
    made = sweep_table(swept)
    names = ["point", "outcome", "objective", "approved", "value", "overrun_cost", "headroom_carbon",
             "headroom_energy", "binding", "names"]  # fmt: skip
    fields = {field.name: field for field in made.fields}
    digits = {name: "g" if name == "point" else ".4f" if name in _MONEY else ".2f" if "_" in name else ".0f"
              for name in names}  # fmt: skip
    table = _table([fields[name].header for name in names], right=(0, *range(2, len(names) - 1)))
    for row in made.frame.to_dict("records"):
        table.add_row(*(Text(v) if isinstance(v := row[n], str) else _figure(v, digits[n]) for n in names))
    head = Text(words.TERMINAL["sweep"].format(key=swept.title), style="bold")
    return [head, table, *(Text(line) for line in conflict_lines([side for _, side in swept.runs]))]


def _table(heads: Sequence[str], right: Sequence[int] = ()) -> Table:
    table = Table(pad_edge=False)
    for position, head in enumerate(heads):
        table.add_column(Text(clean(head)), justify="right" if position in right else "left", overflow="fold")
    return table


def _plain(value: Any) -> str:
    return f"{value:.10g}" if isinstance(value, float) else clean(value)


def _figure(value: float, digits: str) -> Text:
    return Text(f"{value:,{digits}}" if math.isfinite(value) else NO_CHANGE)


def _change(value: float, digits: str) -> Text:
    """Return 增 or 减 and by how much, in blue or brown."""
    if not math.isfinite(value) or float(f"{value:{digits.replace('%', 'f')}}") == 0:
        return Text(NO_CHANGE)
    word, style = (MORE, _BLUE) if value > 0 else (LESS, _BROWN)
    return Text(f"{word} {abs(value):,{digits}}", style=style)


def _with_change(value: float, base: float, digits: str) -> Text:
    change = _change(difference(value, base), digits)
    if change.plain == NO_CHANGE:
        return _figure(value, digits)
    return Text.assemble(_figure(value, digits), " (", change, ")")


def _rest(count: int) -> list[Text]:
    return [Text(words.TERMINAL["more"].format(count=count - _MOST))] if count > _MOST else []
