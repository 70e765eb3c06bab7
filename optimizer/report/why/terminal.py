"""Why on the terminal (数据由来): trees of figures, limits that bind, prices, ranges, one project's account."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import pandas as pd
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from optimizer.domain.why import Holding, Span, Term
from optimizer.report.parts.safe import clean
from optimizer.report.why.json import price_interval
from optimizer.rules.account_parts import Place
from optimizer.solver.ranges import NEAR
from optimizer.text import why as words
from optimizer.text.words import QUANTITY, UNIT

DIGITS = 10


def figure(value: float) -> str:
    """Return a figure with all digits that mean something."""
    return f"{float(f'{value:.{DIGITS}g}'):,.{DIGITS}g}" if math.isfinite(value) else words.NONE


def place_parts(
    place: Place, figures: Sequence[Term], binding: pd.DataFrame, holding: Holding | None
) -> Iterator[RenderableType]:  # fmt: skip
    """Yield what is told of one place: every figure as a tree, then what binds and what would hold the total."""
    for term in figures:
        yield tree_of(term)
    if all(term.code != "budget" for term in figures):
        region, quantity, year = place
        yield Text(words.NO_LIMIT.format(region=clean(region), year=year, quantity=QUANTITY[quantity]))
    sentences = [clean(says) for says in binding["says"]]
    yield Text(words.BINDING_TITLE, style="bold") if sentences else Text(words.NO_BINDING)
    yield from (Text(f"  {says}") for says in sentences)
    if holding is not None:
        yield Text(words.PRICE_TITLE, style="bold")
        yield Text(f"  {price_sentence(holding)}")


def tree_of(term: Term) -> Tree:
    """Return a figure with everything that it comes from; a product of inputs stands on one line."""
    tree = Tree(Text(line_of(term), style="bold"))
    if not stands_alone(term):
        _grow(tree, term)
    return tree


def _grow(tree: Tree, term: Term) -> None:
    summed = term.operation == "sum"
    for part in term.parts:
        prefix = words.SIGN[part.sign] if summed else ""
        branch = tree.add(Text(prefix + line_of(part)))
        if not stands_alone(part):
            _grow(branch, part)


def stands_alone(term: Term) -> bool:
    """Return whether a product can stand on one line: all its factors are given."""
    return term.operation == "product" and all(not factor.parts for factor in term.parts)


def line_of(term: Term) -> str:
    """Return a figure on one line: what it is, how it comes about, and its cell."""
    how, cell = words.HOW[term.operation], words.CELL.format(cell=clean(term.cell)) if term.cell else ""
    if stands_alone(term):
        factors = [f"{clean(f.says)} {figure(f.figure)}" for f in term.parts]
        how = f"：{words.TIMES.join(factors)}"
        cells = [clean(f.cell) for f in term.parts if f.cell]
        cell = words.CELL.format(cell=words.AND.join(cells)) if cells else ""
    unit = f" {term.unit}" if term.unit else ""
    return words.TERM.format(says=clean(term.says), figure=figure(term.figure), unit=unit, how=how, cell=cell)


def price_sentence(holding: Holding) -> str:
    """Return what price would hold a total, to 0.0001 万元/吨 and with its interval."""
    said = {
        "region": clean(holding.region), "year": holding.year, "quantity": QUANTITY[holding.quantity],
        "overrun": figure(holding.overrun), "unit": UNIT[holding.quantity],
    }  # fmt: skip
    if math.isinf(holding.price):
        return words.PRICE_NEVER.format(**said)
    if holding.price == 0:
        return words.PRICE_NOW.format(**said)
    low, high = price_interval(holding.price)
    return words.PRICE.format(**said, low=low, high=high, price=holding.price)


def range_table(spans: Sequence[Span], floor: float) -> Iterator[RenderableType]:
    """Yield the near-best ranges with what they mean."""
    yield Text(words.RANGE_TITLE.format(share=f"{NEAR:.0%}", floor=floor), style="bold")
    table = Table(pad_edge=False)
    for position, heading in enumerate(words.RANGE_HEADINGS):
        table.add_column(Text(heading), justify="right" if position in (3, 4, 5) else "left", overflow="fold")
    for span in spans:
        figures = (f"{value:,.2f}" for value in (span.low, span.usage, span.high))
        cells = (clean(span.region), str(span.year), QUANTITY[span.quantity], *figures, UNIT[span.quantity])
        table.add_row(*(Text(cell) for cell in cells), Text(words.EXACT[span.exact]))
    yield table
    yield Text(words.RANGE_NOTE)
