"""Read sheets of the ledger (读取台账表): entries to book and project progress, or every problem at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import numpy as np

from optimizer.domain.issue import Where
from optimizer.domain.ledger import Book, LedgerEntry, Line
from optimizer.domain.ledger_balance import ProjectProgress
from optimizer.errors import InputRejected
from optimizer.tables.actuals.source import sheets_of
from optimizer.tables.body import read_body
from optimizer.tables.columns import read_columns
from optimizer.tables.grid import Grid, empty_grid
from optimizer.tables.header import read_header
from optimizer.tables.keys import check_keys, check_years
from optimizer.tables.ledger.schema import ENTRIES, LEDGER_TABLES, PROGRESS
from optimizer.tables.limits import check_signs
from optimizer.tables.names import nearest, plain
from optimizer.tables.numbers import parse_date
from optimizer.tables.problems import Problems
from optimizer.tables.schema import Table
from optimizer.tables.tree import Tree, check_references

_SIGNED = (Line.CORRECTION.value, Line.QUOTA.value, Line.STOCK.value, Line.REDUCTION.value, Line.RECLAIM.value)
_DIGITS = 14


def read_entries(path: Path, book: Book, batches: Mapping[str, str]) -> tuple[LedgerEntry, ...]:
    """Return the entries of a sheet, a transfer as two (out at ratio × amount, in); raise InputRejected.

    batches: the category of every measure and batch that is booked; each belongs to exactly one.
    """
    problems = Problems()
    grid = _grid(path, ENTRIES, book, problems)
    rows = list(_entries(grid, book, problems)) if grid.usable else []
    _check_batches(grid, dict(batches), problems)
    if problems.rejected:
        raise InputRejected(problems.listed())
    return tuple(rows)


def read_progress(path: Path, book: Book, projects: Iterable[str]) -> tuple[ProjectProgress, ...]:
    """Return how far the projects of the book have come; raise InputRejected with every issue found."""
    problems = Problems()
    grid = _grid(path, PROGRESS, book, problems)
    known = {plain(name): name for name in projects}
    for record, text in enumerate(grid.texts["project"]):
        if text and plain(text) not in known:
            problems.add("ledger_unknown_project", grid.where(record, "project"), read=text,
                         nearest=nearest(text, list(known.values())))  # fmt: skip
        grid.texts["project"][record] = known.get(plain(text), text)
    check_keys(grid, problems)
    check_signs(grid, problems)
    rows = [
        ProjectProgress(
            grid.texts["project"][n], int(grid.numbers["year"][n]), _date(grid, "approved_on", n, problems),
            _date(grid, "started_on", n, problems), _maybe(grid, "energy", n), _maybe(grid, "carbon", n),
            grid.texts["source"][n],
        )
        for n in range(grid.count) if np.isfinite(grid.numbers["year"][n])
    ]  # fmt: skip
    if problems.rejected:
        raise InputRejected(problems.listed())
    return tuple(rows)


def _grid(path: Path, table: Table, book: Book, problems: Problems) -> Grid:
    sheet = sheets_of(path, LEDGER_TABLES, problems).get(table.name)
    if sheet is None:
        if not problems.rejected:
            problems.add("missing_table", Where(path.name), wanted=f"{table.label}（{table.name}）")
        return empty_grid(table, path.name, "", usable=False)
    header = read_header(table, sheet, problems)
    if header is None:
        return empty_grid(table, sheet.file, sheet.sheet, usable=False)
    grid = read_columns(table, sheet, header, read_body(table, sheet, header, problems), problems)
    if not grid.count:
        problems.add("table_empty", grid.where(-1, ""), table=table.label)
    if "region" in grid.texts:
        names = book.regions
        check_references(grid, Tree(names, {plain(name): n for n, name in enumerate(names)}, sound=True), problems)
    check_years(grid, "year", book.years, problems)
    return grid


def _entries(grid: Grid, book: Book, problems: Problems) -> Iterator[LedgerEntry]:
    names = {plain(region): region for region in book.regions}
    for n in range(grid.count):
        if any(grid.bad[c][n] for c in ("region", "quantity", "year", "line", "amount")):
            continue
        line, amount, category = grid.texts["line"][n], _exact(grid, "amount", n), grid.texts["category"][n]
        if amount < 0 and line not in _SIGNED:
            problems.add("ledger_negative", grid.where(n, "amount"), read=f"{amount:f}")
        if (line == Line.REDUCTION) != bool(category):
            code = "ledger_category_unused" if category else "ledger_category_missing"
            problems.add(code, grid.where(n, "category"), read=category)
        party = names.get(plain(grid.texts["party"][n]), "")
        _check_party(grid, n, party, problems)
        ratio, date = _ratio(grid, n, problems), _date(grid, "date", n, problems)
        made = LedgerEntry(
            grid.texts["region"][n], "energy" if grid.texts["quantity"][n] == "energy" else "carbon",
            int(grid.numbers["year"][n]), Line(line), amount, category, grid.texts["subject"][n], party, date,
            grid.texts["basis"][n],
        )  # fmt: skip
        yield from transfer(made, ratio) if line == Line.TRANSFER_OUT else (made,)


def transfer(entry: LedgerEntry, ratio: Decimal) -> tuple[LedgerEntry, LedgerEntry]:
    """Return both sides of a transfer of `amount` from the entry's region to its party: out at ratio × amount, in."""
    common = (entry.quantity, entry.year)
    tail = (entry.category, entry.subject)
    return (
        LedgerEntry(entry.region, *common, Line.TRANSFER_OUT, entry.amount * ratio, *tail, entry.party, entry.date,
                    entry.basis),
        LedgerEntry(entry.party, *common, Line.TRANSFER_IN, entry.amount, *tail, entry.region, entry.date, entry.basis),
    )  # fmt: skip


def _check_batches(grid: Grid, batches: dict[str, str], problems: Problems) -> None:
    """Report a measure or batch that stands in another category than before: each counts in exactly one."""
    for record, (subject, category) in enumerate(zip(grid.texts["subject"], grid.texts["category"], strict=True)):
        if subject and category and batches.setdefault(subject, category) != category:
            problems.add("ledger_batch_category", grid.where(record, "category"), read=category, batch=subject,
                         wanted=batches[subject])  # fmt: skip


def _check_party(grid: Grid, record: int, party: str, problems: Problems) -> None:
    text, moved = grid.texts["party"][record], grid.texts["line"][record] == Line.TRANSFER_OUT
    if moved and (not party or party == grid.texts["region"][record]):
        problems.add("ledger_party", grid.where(record, "party"), read=text)


def _ratio(grid: Grid, record: int, problems: Problems) -> Decimal:
    text = grid.texts["ratio"][record] or "1"
    if re.fullmatch(r"\d+(\.\d+)?", text) and Decimal(text) >= 1:
        return Decimal(text)
    problems.add("ledger_ratio", grid.where(record, "ratio"), read=text)
    return Decimal(1)


def _date(grid: Grid, column: str, record: int, problems: Problems) -> dt.date | None:
    text = grid.texts[column][record]
    found = parse_date(text) if text else None
    if text and found is None:
        problems.add("ledger_bad_date", grid.where(record, column), read=text, column=grid.label(column))
    return found


def _exact(grid: Grid, column: str, record: int) -> Decimal:
    return Decimal(f"{grid.numbers[column][record]:.{_DIGITS}g}")


def _maybe(grid: Grid, column: str, record: int) -> Decimal | None:
    return _exact(grid, column, record) if np.isfinite(grid.numbers[column][record]) else None
