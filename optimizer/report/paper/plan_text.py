"""The text of the annual budget plan (年度预算方案正文): plain sentences whose figures are the tables' own."""

from __future__ import annotations

import math
from collections.abc import Iterator

from optimizer.domain.case import Quantity
from optimizer.domain.rounded import CATEGORIES
from optimizer.report.paper.paper import Section
from optimizer.report.paper.plan_advice import advice_of, risks
from optimizer.report.paper.plan_figures import Figures, named
from optimizer.report.parts.printed import amount, printed
from optimizer.report.parts.verdict import outcome_text, verification_text
from optimizer.report.plan.project_table import by_project
from optimizer.text import paper as words
from optimizer.text import report as house

_MOST = 3
"""Regions named as the largest users."""


def plan_sections(figures: Figures) -> list[Section]:
    """Return the seven sections of domain.md I: situation, targets, income, spending, balance, risks, advice."""
    parts = {
        "situation": _situation, "targets": _targets, "income": _income, "spending": _spending, "balance": _balance,
        "risk": risks, "advice": advice_of,
    }  # fmt: skip
    return [Section(words.HEADING[key], tuple(part(figures))) for key, part in parts.items()]


def _situation(figures: Figures) -> Iterator[str]:
    case = figures.case
    yield words.SITUATION.format(
        base_year=case.base_year, years=figures.years, leaves=len(case.leaves), projects=len(case.projects),
        measures=case.measures["measure"].nunique(),
    )  # fmt: skip
    for quantity in figures.quantities:
        start, end = figures.row(quantity, figures.first), figures.row(quantity, figures.last)
        names = figures.names(quantity)
        base = words.STOCK_BASE.format(amount=amount(end["base"]), **names) if math.isfinite(end["base"]) else ""
        stock = words.STOCK if figures.first < figures.last else words.STOCK_ONE_YEAR
        yield stock.format(
            base=base, first=figures.first, last=figures.last, start=amount(start["existing"]),
            end=amount(end["existing"]), **names,
        )  # fmt: skip


def _targets(figures: Figures) -> Iterator[str]:
    for quantity in figures.quantities:
        row, names = figures.row(quantity, figures.last), figures.names(quantity)
        if math.isfinite(row["target_intensity"]):
            intensity = words.INTENSITY.format(
                last=figures.last, target=printed(row["target_intensity"], "intensity"),
                intensity=printed(row["intensity"], "intensity"), room=amount(row["intensity_headroom"]),
                intensity_unit=house.INTENSITY_UNIT[quantity], **names,
            )  # fmt: skip
        else:
            intensity = words.NO_INTENSITY.format(last=figures.last, **names)
        if math.isfinite(row["total"]):
            total = words.TOTAL.format(total=amount(row["total"]), room=amount(row["total_headroom"]), **names)
        else:
            total = words.NO_TOTAL.format(**names)
        yield intensity + total
    yield words.VERIFIED.format(verdict=verification_text(figures.verification))


def _income(figures: Figures) -> Iterator[str]:
    for quantity in figures.quantities:
        row, names = figures.row(quantity, figures.last), figures.names(quantity)
        said = []
        if math.isfinite(row["increment"]):
            said.append(words.INCREMENT.format(last=figures.last, increment=amount(row["increment"]), **names))
        said.append(_cuts(figures, quantity))
        if quantity == "carbon" and row["sink"] > 0:
            said.append(words.SINK.format(sink=amount(row["sink"]), **names))
        yield "".join(said)
    yield words.COST.format(cost=amount(figures.worth.cost))


def _cuts(figures: Figures, quantity: Quantity) -> str:
    row, names = figures.row(quantity, figures.last), figures.names(quantity)
    cuts = {c: float(row[f"category_{n}"]) for n, c in enumerate(CATEGORIES, start=1)}
    parts = [words.CUT.format(category=c, amount=amount(cut), **names) for c, cut in cuts.items() if cut > 0]
    if not parts:
        return words.NO_CUTS.format(last=figures.last, **names)
    total = amount(round(math.fsum(cuts.values()), 2))
    return words.CUTS.format(last=figures.last, total=total, parts="、".join(parts), **names)


def _spending(figures: Figures) -> Iterator[str]:
    _, said = by_project(figures.case, figures.allocation)
    whole, refused = said.count(house.APPROVED), said.count(house.REFUSED_PROJECT)
    counts = {"all": len(said), "whole": whole, "part": len(said) - whole - refused, "refused": refused}
    yield words.APPROVED.format(**counts) if said else words.NO_PROJECTS
    for quantity in figures.quantities if said else ():
        names, frame = figures.names(quantity), figures.balance(quantity)
        here = frame[(frame["year"] == figures.last) & (frame["role"] == "leaf") & (frame["projects"] > 0)]
        largest = here.sort_values("projects", ascending=False, kind="stable").head(_MOST)
        users = "、".join(
            words.NAMED.format(name=named(name), amount=amount(used), **names)
            for name, used in zip(largest["name"], largest["projects"], strict=True)
        )
        yield words.OCCUPIED.format(
            last=figures.last, amount=amount(figures.row(quantity, figures.last)["projects"]),
            most=words.MOST.format(names=users) if users else "", **names,
        )  # fmt: skip
    worth, outcome = figures.worth, figures.allocation.outcome
    yield words.WORTH.format(
        value=printed(worth.value, "exact"), cost=printed(worth.cost, "exact"),
        overrun=printed(worth.overrun, "exact"),
        trade=words.TRADE_COST.format(trade=printed(worth.trade, "exact")) if worth.trade else "",
        objective=printed(outcome.objective, "exact"),
        outcome=outcome_text(outcome),
    )  # fmt: skip


def _balance(figures: Figures) -> Iterator[str]:
    for quantity in figures.quantities:
        row, names = figures.row(quantity, figures.last), figures.names(quantity)
        if not math.isfinite(row["budget"]):
            yield words.NO_BUDGET.format(last=figures.last, **names)
            continue
        column = f"y{figures.last}"
        children, reserve = (figures.budget(quantity, role, column) for role in ("children", "reserve"))
        split = words.SPLIT.format(children=amount(children), reserve=amount(reserve), **names)
        said = words.BALANCE.format(
            last=figures.last, budget=amount(row["budget"]), usage=amount(row["usage"]),
            headroom=amount(row["headroom"]), rate=printed(row["rate"], "percent"),
            split=split if math.isfinite(children) and math.isfinite(reserve) else "", **names,
        )  # fmt: skip
        sinks = round(row["national"] - row["assessment"], 2)
        if row["usage"] == row["national"] and sinks > 0:
            said += words.NATIONAL.format(sink=amount(sinks), **names)
        whole = figures.budget(quantity, "sum", "plan_sum")
        if math.isfinite(whole) and figures.first < figures.last:
            said += words.PLAN_SUM.format(plan_sum=amount(whole), **names)
        yield said
