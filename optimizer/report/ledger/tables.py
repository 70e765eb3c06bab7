"""The tables of the ledger (用能预算台账、碳排放预算平衡表): headings of domain.md I, the identity as live formulas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from optimizer.domain.case import Quantity
from optimizer.domain.ledger import Book, Line
from optimizer.domain.ledger_balance import TOLERANCE, BalanceRow
from optimizer.domain.rounded import CATEGORIES
from optimizer.report.parts.output import Field, OutputTable
from optimizer.text import ledger as words
from optimizer.text.report import MONEY_UNIT
from optimizer.text.words import UNIT

NAN = float("nan")
CUT = {category: f"cut_{n}" for n, category in enumerate(CATEGORIES, start=1)}
_ALWAYS = 3
"""Energy has three categories by the documents; others stand only where something is booked on them."""
_IN = (Line.RECLAIM, Line.GRANT, Line.TRANSFER_IN)
_OUT = (Line.TRANSFER_OUT, Line.OCCUPATION)


def number(value: Decimal | None) -> float:
    """Return a figure for a cell, NaN where there is none."""
    return NAN if value is None else float(value)


def ledger_table(book: Book, rows: Sequence[BalanceRow], quantity: Quantity, *, whole: bool = False) -> OutputTable:
    """Return the ledger of one quantity, a row a node and step; `whole`: the five years in one step."""
    cuts = [c for n, c in enumerate(CATEGORIES)
            if quantity == "carbon" or n < _ALWAYS or any(row.reductions.get(c) for row in rows)]  # fmt: skip
    fields = _fields(quantity, cuts)
    frame = pd.DataFrame([_record(book, row) for row in rows])
    key = f"{quantity}_whole" if whole else quantity
    table = OutputTable(key, words.SHEET[key], words.TITLE[key], UNIT[quantity], fields, frame,
                        _notes(book, quantity), wide=True)  # fmt: skip
    frame["=opening"] = [_opening(table, book, n, rows) for n in range(len(rows))]
    return table


def category_label(quantity: Quantity, category: str) -> str:
    """Return what the table of a quantity calls a reduction category."""
    return words.ENERGY_CATEGORY.get(category, category) if quantity == "energy" else category


def span(row: BalanceRow) -> str:
    """Return the year of a row, or its first and last year where it covers several."""
    return str(row.year) if row.since + 1 == row.year else words.SPAN.format(since=row.since + 1, year=row.year)


def elastic_text(row: BalanceRow) -> str:
    """Return how the elastic balance stands, "" without a total."""
    if row.total_room is None:
        return ""
    beyond = row.unbacked is not None and row.unbacked > TOLERANCE
    return words.ELASTIC["inside" if row.total_room >= -TOLERANCE else "unbacked" if beyond else "backed"]


def rigid_text(row: BalanceRow) -> str:
    """Return how the hard intensity balance stands, "" without a target."""
    return "" if row.intensity_room is None else words.RIGID[row.intensity_room >= -TOLERANCE]


def _opening(table: OutputTable, book: Book, record: int, rows: Sequence[BalanceRow]) -> str:
    """The carried closing balance of the row above, as a formula; a plain figure in a node's first row."""
    if not record or rows[record - 1].region != rows[record].region:
        return "0"
    above = f"{table.letter('closing')}{table.first_row + record}"
    return f"IF({above}>0,{above}*{book.carry},{above})"


def _record(book: Book, row: BalanceRow) -> dict[str, Any]:
    figures, usage, gdp = row.figures, row.usage, row.gdp
    return {
        "name": row.region, "year": span(row), "role": "parent" if _above(book, row.region) else "leaf",
        "base": number(row.base), "opening": number(row.opening),
        **{line.value: number(row.flow(line)) for line in (
            Line.QUOTA, Line.STOCK, *_IN, *_OUT, Line.CORRECTION, Line.FEEDSTOCK, Line.NONFOSSIL, Line.LISTED)},
        **{name: number(row.reductions.get(category, Decimal(0))) for category, name in CUT.items()},
        "closing": number(row.closing), "total": number(figures.get(Line.TOTAL)), "usage": number(usage),
        "carry": number(max(row.closing * book.carry, row.closing) if row.closing < 0 else row.closing * book.carry),
        "basis_of": "" if usage is None else words.REPORTED if row.actual else words.PLANNED,
        "gdp": number(gdp), "gdp_expected": number(figures.get(Line.GDP_EXPECTED)),
        "target": number(figures.get(Line.TARGET)),
        "intensity": number(usage / gdp if usage is not None and gdp else None),
        "intensity_room": number(row.intensity_room), "total_room": number(row.total_room),
        "backed": number(row.backed), "unbacked": number(row.unbacked),
        "rigid": rigid_text(row), "elastic": elastic_text(row),
    }  # fmt: skip


def _above(book: Book, region: str) -> bool:
    return any(parent == region for _, parent in book.parents)


def _fields(quantity: Quantity, cuts: Sequence[str]) -> tuple[Field, ...]:
    def field(name: str, kind: Any = "amount", group: str = "", unit: str = "", formula: str = "") -> Field:
        label = words.LABEL[name].format(what=words.WHAT[quantity])
        return Field(name, label, kind, words.GROUP[group] if group else "", unit, {"": formula} if formula else {})

    identity = "+".join(["{opening}+{quota}-{stock}", *(f"{{{CUT[c]}}}" for c in cuts),
                         "{reclaim}+{grant}+{transfer_in}-{transfer_out}-{occupation}+{correction}"])  # fmt: skip
    over, moved = "MAX(0,-{total_room})", "+{grant}+{transfer_in}-{transfer_out}"
    elastic = (f'IF({{total_room}}>=-0.000001,"{words.ELASTIC["inside"]}",IF({{unbacked}}>0.000001,'
               f'"{words.ELASTIC["unbacked"]}","{words.ELASTIC["backed"]}"))')  # fmt: skip
    rigid = f'IF({{intensity_room}}>=-0.000001,"{words.RIGID[True]}","{words.RIGID[False]}")'
    unit = words.INTENSITY_UNIT[quantity]
    memo = ("feedstock", "nonfossil", "listed") if quantity == "energy" else ("listed",)
    return (
        field("name", "text"), field("year", "text"), field("base"), field("opening"), field("quota"), field("stock"),
        *(Field(CUT[c], category_label(quantity, c), "amount", words.GROUP[f"cut_{quantity}"]) for c in cuts),
        *(field(line.value) for line in (*_IN, *_OUT, Line.CORRECTION)),
        field("closing", formula=identity),
        field("total"), field("usage"), field("basis_of", "text"), field("gdp_expected", "money", unit=MONEY_UNIT),
        field("gdp", "money", unit=MONEY_UNIT), field("target", "intensity", unit=unit),
        field("intensity", "intensity", unit=unit, formula="{usage}/{gdp}"),
        field("intensity_room", formula=f"{{target}}*{{gdp}}-{{usage}}{moved}"),
        field("total_room", formula=f"{{total}}-{{usage}}{moved}"),
        field("backed", group="elastic_use",
              formula=f"MIN({over},N({{target}})*MAX(0,{{gdp}}-{{gdp_expected}}))"),
        field("unbacked", group="elastic_use", formula=f"{over}-{{backed}}"),
        field("carry"), *(field(name, group="memo") for name in memo),
        field("rigid", "light", "verdict", formula=rigid), field("elastic", "light", "verdict", formula=elastic),
    )  # fmt: skip


def _notes(book: Book, quantity: Quantity) -> tuple[str, ...]:
    cuts = words.GROUP[f"cut_{quantity}"]
    return (
        words.NOTE["suggested"], words.NOTE["identity"].format(cuts=cuts), words.NOTE["two"],
        words.NOTE["carry"].format(carry=book.carry), words.NOTE["parent"],
        *([words.NOTE["national"]] if quantity == "carbon" and book.excludes else []),
    )  # fmt: skip
