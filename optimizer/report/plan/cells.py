"""Every cell of a result workbook against the tables written anew (逐格核对) from its own decisions and budgets.

What a table says twice must agree: a figure that was changed alone is found wherever it stands. Left out is what only a
solve can tell (`FREE`): marginal values and prices, the cover's bound; and with trade the sources' amounts, which are
shares of flows that a workbook prints to 0.01.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case
from optimizer.domain.finding import Finding
from optimizer.domain.rounded import RoundedPlan
from optimizer.report.parts.output import OutputTable
from optimizer.report.parts.safe import cell_text
from optimizer.report.plan.checks import check_table
from optimizer.report.plan.result_sheet import ResultSheet
from optimizer.report.plan.tables import output_tables
from optimizer.rules.policy import Policy

FREE: Mapping[str, Collection[str]] = {"ledger": ("price",)}
"""Columns by table."""
SAME = 1e-9
"""What is left of a figure's size after a spreadsheet's fifteen digits."""


def cell_findings(
    book: Mapping[str, ResultSheet], case: Case, policy: Policy, allocation: Allocation, rounded: RoundedPlan
) -> Iterator[Finding]:  # fmt: skip
    """Yield one finding a cell that holds a figure or a word; it fails where the workbook says something else."""
    tables = output_tables(case, policy, allocation, rounded)
    checks = check_table(case, policy, tables)
    for table in (*tables.values(), checks):
        traded = table.key == "sources" and policy.of("market").trade
        if table.key != "binding" and not traded:
            yield from _of_table(book, table)


def _of_table(book: Mapping[str, ResultSheet], table: OutputTable) -> Iterator[Finding]:
    sheet = book.get(table.sheet, ResultSheet("", table.sheet, []))
    for position, field in enumerate(table.fields):
        if field.name in FREE.get(table.key, ()):
            continue
        for record, value in enumerate(table.frame[field.name]):
            row = table.first_row + record
            where = f"{table.sheet}!{sheet.where(row, position).cell}"
            yield _finding(value, sheet.cell(row, position), where)


def _finding(wanted: object, cell: object, where: str) -> Finding:
    """Return the finding of one cell: the larger figure left; 1 ≤ 0 for words that differ or a figure that lacks."""
    known = float(wanted) if isinstance(wanted, int | float) else math.nan
    if math.isfinite(known) and isinstance(cell, int | float) and not isinstance(cell, bool):
        low, high = sorted((known, float(cell)))
        return Finding("cells", "", 0, "", high if high - low > SAME * abs(known) else low, low, project=where)
    text = cell_text(wanted) if isinstance(wanted, str) else "" if math.isnan(known) else str(known)
    return Finding("words", "", 0, "", float(text.strip() != str(cell).strip()), 0.0, project=where)
