"""The balance of a ledger (台账平衡, domain.md B.3): opening, flows, closing, year by year or in one step.

Bal_t = Bal_{t−1}·carry + quota − stock + reductions + reclaimed + granted + in − out − occupation ± correction

With carry = 1 and every occupation reclaimed down to what is used, this telescopes to
Bal_t = τ_t·G^exp_t − E_t + net reserve and transfers. Carry is a share of a surplus; a deficit is taken over whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from optimizer.domain.case import Quantity
from optimizer.domain.ledger import FIGURES, MEMO, SIGN, Book, Booked, LedgerEntry, Line
from optimizer.domain.ledger_balance import ZERO, BalanceRow, Rectification

_OWN = frozenset({Line.QUOTA, Line.GRANT, Line.TRANSFER_IN, Line.TRANSFER_OUT, *FIGURES})
"""What a node above others has of its own: sums over its children would say something else."""
Place = tuple[str, Quantity]


def balance(booked: Booked, quantity: Quantity, *, whole: bool = False) -> tuple[BalanceRow, ...]:
    """Return the ledger of one quantity: every node of the book, a row a step; `whole`: one step, the five years.

    A step ends in a year with a target or an expected total, and in the last year of the plan.
    """
    book, found = booked.book, []
    base = {(region, q): value for region, q, value in book.base}
    for region, mine in by_node(book, (e for e in booked.entries if e.quantity == quantity)).items():
        opening, since = ZERO, book.base_year
        for year in [book.years[-1]] if whole else steps(book, mine):
            row = step_row((region, quantity), (since, year), base.get((region, quantity), ZERO), opening, mine)
            found.append(row)
            opening, since = carried(row.closing, book.carry), year
    return tuple(found)


def carried(closing: Decimal, carry: Decimal) -> Decimal:
    """Return what is taken into the next year: a surplus at the rate of carry, a deficit whole."""
    return closing * carry if closing > 0 else closing


def steps(book: Book, entries: Sequence[LedgerEntry]) -> list[int]:
    """Return the years in which a ledger is balanced."""
    ends = {e.year for e in entries if e.line in (Line.TARGET, Line.TOTAL)} | {book.years[-1]}
    return [year for year in book.years if year in ends]


def by_node(book: Book, entries: Iterable[LedgerEntry]) -> dict[str, list[LedgerEntry]]:
    """Return what counts in each node's ledger: its own entries, and the flows of every node below it."""
    above = {region: ancestors(book, region) for region in book.regions}
    excludes, found = set(book.excludes), {region: list[LedgerEntry]() for region in book.regions}
    for entry in entries:
        sinks = (entry.quantity, entry.line) == ("carbon", Line.REDUCTION)
        sinks = sinks and not excludes.isdisjoint((entry.category, entry.subject))
        rolls = entry.line not in _OWN and entry.line is not Line.RECTIFICATION
        for node in (entry.region, *above[entry.region]) if rolls else (entry.region,):
            if node != book.root or not sinks:
                found[node].append(entry)
    return found


def ancestors(book: Book, region: str) -> tuple[str, ...]:
    """Return the nodes above a node, nearest first."""
    parents, found = dict(book.parents), []
    while parents.get(region):
        region = parents[region]
        found.append(region)
    return tuple(found)


def step_row(
    place: Place, span: tuple[int, int], base: Decimal, opening: Decimal, entries: Sequence[LedgerEntry]
) -> BalanceRow:
    """Return one row from what counts in a node's ledger: the years after the first of `span` up to the second."""
    since, year = span
    flows: dict[Line, Decimal] = defaultdict(Decimal)
    reductions: dict[str, Decimal] = defaultdict(Decimal)
    for entry in entries:
        if since < entry.year <= year and (entry.line in SIGN or entry.line in MEMO):
            flows[entry.line] += entry.amount
            if entry.line is Line.REDUCTION:
                reductions[entry.category] += entry.amount
    return BalanceRow(*place, since, year, base, opening, dict(flows), dict(reductions),
                      figures(entries, year))  # fmt: skip


def figures(entries: Sequence[LedgerEntry], year: int) -> Mapping[Line, Decimal]:
    """Return the states of a year: each the sum of its entries, absent where there is none."""
    found: dict[Line, Decimal] = {}
    for entry in entries:
        if entry.year == year and entry.line in FIGURES:
            found[entry.line] = found.get(entry.line, ZERO) + entry.amount
    return found


def rectifications(booked: Booked) -> tuple[Rectification, ...]:
    """Return every rectification in the order of opening; one is closed by an entry that names it."""
    lines = [e for e in booked.entries if e.line is Line.RECTIFICATION]
    closed = {e.names: e.date for e in lines if e.names is not None}
    return tuple(
        Rectification(e.number, e.region, e.quantity, e.year, e.subject, e.amount, e.date, closed.get(e.number),
                      e.basis)
        for e in lines if e.names is None
    )  # fmt: skip
