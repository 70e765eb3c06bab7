"""Plausible ranges (取值范围): signs, shares, prices, deductions; four of them may be waived by the case."""

from __future__ import annotations

import numpy as np

from optimizer.tables.grid import BoolArray, FloatArray, Grid
from optimizer.tables.problems import Problems

_ROUNDING = 1e-9
_PARTS = 5e-4
"""How far the parts of a project's carbon may be from the whole: they are rounded one by one."""
_COUNTED = ("energy", "carbon", "amount", "money", "intensity", "population", "electricity")


def check_signs(grid: Grid, problems: Problems) -> None:
    """Report negative quantities and prices (the column `value` alone may be negative)."""
    for column in grid.table.columns:
        if column.signed or column.kind not in (*_COUNTED, "price"):
            continue
        code = "negative_price" if column.kind == "price" else "negative_quantity"
        negative = grid.numbers[column.name] < 0
        _each(grid, column.name, negative, code, problems)


def check_targets(targets: Grid, problems: Problems) -> None:
    """Report reductions outside 0 to 1 and warn of one below 1 % (perhaps a fraction typed as a percentage)."""
    reduction = targets.numbers["reduction"]
    _each(targets, "reduction", (reduction < 0) | (reduction > 1), "reduction_out_of_range", problems, percent=True)
    incentive = targets.numbers["incentive"]
    _each(targets, "incentive", incentive > 1, "reduction_out_of_range", problems, percent=True)
    for record in np.flatnonzero(incentive < reduction).tolist():
        read, wanted = _percent(incentive[record]), _percent(reduction[record])
        problems.add("incentive_below_basic", targets.where(record, "incentive"), read=read, wanted=wanted)
    for record in np.flatnonzero((reduction > 0) & (reduction < 0.01)).tolist():
        read, wanted = _percent(reduction[record]), _percent(reduction[record] * 100)
        problems.add("reduction_tiny", targets.where(record, "reduction"), read=read, wanted=wanted)


def check_totals(totals: Grid, problems: Problems) -> None:
    """Report tiers that make no sense: prices in falling order, a negative band, prices where nothing may overrun."""
    first, second, band = (totals.numbers[c] for c in ("price_1", "price_2", "band"))
    for record in np.flatnonzero(first > second).tolist():
        read, wanted = f"{first[record]:.10g}", f"{second[record]:.10g}"
        problems.add("price_order", totals.where(record, "price_1"), read=read, wanted=wanted)
    for record in np.flatnonzero(band < 0).tolist():
        problems.add("band_negative", totals.where(record, "band"), read=_percent(band[record]))
    for record in np.flatnonzero(band > 1).tolist():
        problems.add("band_above_one", totals.where(record, "band"), read=_percent(band[record]))
    modes = {c.name: c.label for c in totals.table.column("mode").choices}
    for record, mode in enumerate(totals.texts["mode"]):
        if mode in ("", "elastic"):
            continue
        for column in ("band", "price_1", "price_2"):
            value = totals.numbers[column][record]
            if not np.isnan(value):
                read = _percent(value) if column == "band" else f"{value:.10g}"
                problems.add(
                    "price_unused", totals.where(record, column), read=read, mode=modes[mode],
                    column=totals.label(column),
                )  # fmt: skip


def check_deductions(projects: Grid, problems: Problems) -> None:
    """Report feedstock without a product, and deductions greater than the energy that they are deducted from."""
    energy, feedstock, nonfossil = (projects.numbers[c] for c in ("energy", "feedstock", "nonfossil"))
    wanted = "、".join(c.label for c in projects.table.column("feedstock_product").choices)
    good = projects.good("feedstock_product")
    for record in np.flatnonzero((feedstock > 0) & good).tolist():
        if not projects.texts["feedstock_product"][record]:
            where, read = projects.where(record, "feedstock_product"), f"{feedstock[record]:.10g}"
            problems.add("feedstock_without_product", where, read=read, wanted=wanted)
    deducted = np.nan_to_num(feedstock) + np.nan_to_num(nonfossil)
    for record in np.flatnonzero(deducted > energy * (1 + _ROUNDING)).tolist():
        column = "feedstock" if feedstock[record] > 0 else "nonfossil"
        read, most = f"{deducted[record]:.10g}", f"{energy[record]:.10g}"
        problems.add("deductions_exceed_energy", projects.where(record, column), read=read, wanted=most)


def check_carbon_parts(projects: Grid, problems: Problems) -> None:
    """Warn of carbon that is not the sum of its three parts where all are stated (to half a per mille)."""
    fuel, process, power = (projects.numbers[c] for c in ("carbon_fuel", "carbon_process", "carbon_electricity"))
    total, carbon = fuel + process + power, projects.numbers["carbon"]
    for record in np.flatnonzero(np.abs(total - carbon) > _PARTS * np.abs(carbon)).tolist():
        read, wanted = f"{total[record]:.10g}", f"{carbon[record]:.10g}"
        problems.add("carbon_parts_differ", projects.where(record, "carbon_fuel"), read=read, wanted=wanted)


def _each(grid: Grid, column: str, wrong: BoolArray, code: str, problems: Problems, percent: bool = False) -> None:
    values: FloatArray = grid.numbers[column]
    for record in np.flatnonzero(wrong).tolist():
        read = _percent(values[record]) if percent else f"{values[record]:.10g}"
        problems.add(code, grid.where(record, column), read=read, column=grid.label(column))


def _percent(fraction: float) -> str:
    return f"{fraction * 100:.10g} %"
