"""The annual budget plan as a paper (年度预算方案): text, annexes, notes, charts and tiles of one run."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case, Quantity
from optimizer.domain.finding import Verification
from optimizer.domain.issue import Issue
from optimizer.domain.review import Impact
from optimizer.domain.rounded import RoundedPlan
from optimizer.report.paper.paper import Bar, Chart, Paper, Tile
from optimizer.report.paper.plan_figures import Figures, named
from optimizer.report.paper.plan_tables import annexes
from optimizer.report.paper.plan_text import plan_sections
from optimizer.report.parts.printed import amount, printed
from optimizer.report.parts.stamp import Stamp
from optimizer.report.parts.verdict import unproved_text
from optimizer.report.plan.cover_lines import cover_lines
from optimizer.report.plan.project_table import by_project
from optimizer.report.plan.tables import output_tables
from optimizer.rules.policy import Policy
from optimizer.text import paper as words
from optimizer.text import report as house

_NOTES = (words.FIGURES, words.NO_FORM)


def plan_paper(
    case: Case, policy: Policy, allocation: Allocation, rounded: RoundedPlan, verification: Verification,
    stamp: Stamp, warnings: Sequence[Issue], *, impacts: Sequence[Sequence[Impact]],
) -> Paper:  # fmt: skip
    """Return the paper of one run; `warnings` of data and pack, `impacts` of every project in the case's order."""
    figures = Figures(case, allocation, verification, output_tables(case, policy, allocation, rounded), warnings)
    return Paper(
        region=named(case.root), title=words.TITLE.format(years=figures.years), stamp=stamp,
        mark=unproved_text(allocation.outcome), sections=plan_sections(figures), annexes=annexes(figures, impacts),
        facts=cover_lines(case, policy, allocation, verification, stamp, warnings),
        notes=[note.format(number=words.NUMERALS[n]) for n, note in enumerate(_NOTES)],
        charts=list(_charts(figures)), tiles=list(_tiles(figures)),
    )  # fmt: skip


def _charts(figures: Figures) -> Iterator[Chart]:
    """The leagues in the last year, then the region year by year; nothing where there is no budget at all."""
    for over_time, template in ((False, words.CHART), (True, words.CHART_YEARS)):
        for quantity in figures.quantities:
            frame, names = figures.balance(quantity), figures.names(quantity)
            leaves = (frame["year"] == figures.last) & (frame["role"] == "leaf")
            rows = frame[frame["region"] == figures.case.root] if over_time else frame[leaves]
            if len(rows) > over_time and rows["budget"].notna().any():
                bars = [_bar(row, "year" if over_time else "name") for _, row in rows.iterrows()]
                yield Chart(template.format(year=figures.last, **names), names["unit"], bars, over_time)


def _bar(row: pd.Series, label: str) -> Bar:
    name = named(row["name"]) if label == "name" else house.YEAR.format(year=row["year"])
    return Bar(name, float(row["budget"]), float(row["usage"]), float(row["total"]), str(row["light"]))


def _tiles(figures: Figures) -> Iterator[Tile]:
    outcome, label = figures.allocation.outcome, words.TILE
    yield Tile(label["outcome"], house.STOP[outcome.stop] if outcome.proved else house.UNPROVED_SHORT)
    for quantity in figures.quantities:
        yield from _budget_tiles(figures, quantity)
    _, said = by_project(figures.case, figures.allocation)
    approved = sum(not s.startswith(house.REFUSED_PROJECT) for s in said)
    yield Tile(label["approved"], words.COUNT_OF.format(count=approved, all=len(said)), words.PIECES)
    over = sum(len(figures.overruns(quantity)) for quantity in figures.quantities)
    yield Tile(label["overruns"], str(over), words.PLACES)
    yield Tile(label["objective"], amount(outcome.objective), house.MONEY_UNIT)


def _budget_tiles(figures: Figures, quantity: Quantity) -> Iterator[Tile]:
    row, names = figures.row(quantity, figures.last), figures.names(quantity)
    if math.isfinite(row["budget"]):
        label = words.TILE["budget"].format(year=figures.last, **names)
        yield Tile(label, amount(row["budget"]), names["unit"], str(row["light"]))
        yield Tile(words.TILE["rate"].format(**names), printed(row["rate"], "percent"))
