"""What the terminal shows of a ledger (终端): balances, entries, proposals, adjustments, rectifications."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from optimizer.domain.case import QUANTITIES, Quantity
from optimizer.domain.ledger import Booked, Line
from optimizer.domain.ledger_balance import Adjustment, BalanceRow, Reclaim, Rectification
from optimizer.report.ledger.records import day, moment, subject
from optimizer.report.ledger.tables import category_label, elastic_text, rigid_text, span
from optimizer.report.ledger.workbook import Statement
from optimizer.report.parts.safe import clean
from optimizer.text import ledger as words
from optimizer.text.words import QUANTITY, UNIT


def statement_text(statement: Statement, quantities: Sequence[Quantity] = QUANTITIES, region: str = "",
                   whole: bool = False) -> Group:  # fmt: skip
    """Return the balances ready for a rich console: the elastic and the hard balance side by side."""
    booked, parts = statement.booked, list[RenderableType]()
    for quantity in quantities:
        rows = (statement.whole if whole else statement.annual)[quantity]
        said = {"sheet": words.SHEET[quantity], "book": clean(booked.book.name), "unit": UNIT[quantity]}
        title = words.TERMINAL["title"].format(span=words.WHOLE if whole else words.ANNUAL, **said)
        parts += [Text(title, style="bold"), _balance([row for row in rows if region in ("", row.region)])]
    still = sum(one.closed is None for one in statement.rectifications)
    if still:
        parts.append(Text(words.TERMINAL["rectify"].format(count=still), style="red"))
    plan = words.TERMINAL["plan"].format(run=booked.book.run, pack=clean(booked.book.pack), last=booked.last)
    return Group(*parts, Text(plan))


def entries_text(booked: Booked) -> Table:
    """Return every entry of a book, one a line."""
    table = Table(*words.HEAD["entries"], pad_edge=False)
    for voucher in booked.vouchers:
        for entry in voucher.entries:
            what = "/".join(filter(None, (category_label(entry.quantity, entry.category), subject(entry), entry.party)))
            table.add_row(
                str(entry.number), str(voucher.number), moment(voucher.when), clean(voucher.who),
                words.ACT[voucher.act], clean(entry.region), QUANTITY[entry.quantity], str(entry.year),
                words.LINE[entry.line], clean(what), _amount(entry.amount, 4),
                "" if entry.names is None else str(entry.names), clean(entry.basis),
            )  # fmt: skip
    return table


def reclaims_text(found: Iterable[Reclaim]) -> RenderableType:
    """Return the proposals, one project and quantity a line; what is in order is left out."""
    shown = [one for one in found if one.kind != "none"]
    if not shown:
        return Text(words.TERMINAL["clean"])
    table = Table(*words.HEAD["reclaim"], pad_edge=False)
    for one in shown:
        table.add_row(
            clean(one.project), clean(one.region), QUANTITY[one.quantity], str(one.year), _amount(one.approved),
            _amount(one.used), "—" if one.share is None else f"{one.share:.2%}", _amount(one.booked),
            _amount(one.amount), words.RECLAIM_KIND[one.kind], day(one.date),
        )  # fmt: skip
    return table


def adjustment_text(found: Adjustment) -> Group:
    """Return the deviations and, where there are any, the old and new values (调整单)."""
    parts: list[RenderableType] = []
    for region, reported, expected, deviation in found.deviations:
        over = words.TERMINAL["over"].format(theta=found.theta) if deviation > found.theta else words.TERMINAL["inside"]
        parts.append(Text(words.TERMINAL["deviation"].format(
            region=clean(region), reported=reported, expected=expected, deviation=deviation, over=over)))  # fmt: skip
    if not found.revisions:
        return Group(*parts, Text(words.TERMINAL["no_adjust"].format(theta=found.theta)))
    table = Table(*words.HEAD["revisions"], pad_edge=False)
    for one in found.revisions:
        table.add_row(clean(one.region), QUANTITY[one.quantity], str(one.year), _amount(one.gdp_before),
                      _amount(one.gdp_after), _amount(one.total_before), _amount(one.total_after))  # fmt: skip
    return Group(*parts, table)


def rectifications_text(found: Iterable[Rectification]) -> Table:
    """Return the rectifications with their dates."""
    table = Table(*words.HEAD["rectify"], pad_edge=False)
    for one in found:
        table.add_row(
            str(one.number), clean(one.region), QUANTITY[one.quantity], str(one.year), clean(one.subject),
            _amount(one.amount), day(one.opened), day(one.closed) or words.OPEN, clean(one.basis),
        )  # fmt: skip
    return table


def _balance(rows: Sequence[BalanceRow]) -> Table:
    table = Table(*words.HEAD["balance"], pad_edge=False)
    for row in rows:
        moved = row.flow(Line.TRANSFER_IN) - row.flow(Line.TRANSFER_OUT)
        flows = (Line.QUOTA, Line.STOCK, Line.REDUCTION, Line.RECLAIM, Line.GRANT)
        table.add_row(
            clean(row.region), span(row), _amount(row.opening), *(_amount(row.flow(line)) for line in flows),
            _amount(moved), _amount(row.flow(Line.OCCUPATION)), _amount(row.flow(Line.CORRECTION)),
            _amount(row.closing), _amount(row.intensity_room), _amount(row.total_room),
            f"{rigid_text(row)} {elastic_text(row)}".strip() or "—",
        )  # fmt: skip
    return table


def _amount(value: Decimal | None, digits: int = 2) -> str:
    """Return an amount for the terminal: a dash where there is none, no minus before zero."""
    return "—" if value is None else f"{round(value, digits) + 0:,.{digits}f}"
