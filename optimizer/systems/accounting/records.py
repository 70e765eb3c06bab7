"""The records of an accounting book (核算记录): typed rows into fractions, items into factors; wrong cells reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

import numpy as np

from optimizer.domain.accounting import Factor, Flow, Key, Line, PowerTotals, PowerUse
from optimizer.domain.energy_account import Basis, PowerBought
from optimizer.systems.accounting.factors import base_of, named
from optimizer.systems.accounting.nonfossil import over_cap
from optimizer.systems.exact import exact, maybe
from optimizer.tables.grid import Grid
from optimizer.tables.names import nearest, plain
from optimizer.tables.numbers import Wrong, parse_number
from optimizer.tables.problems import Problems
from optimizer.text import accounting as words
from optimizer.units import normal

Period = tuple[int, str]
_TONNES = 10**4
"""Tonnes in 万吨, in which outputs are canonical."""


def good(grid: Grid, *optional: str) -> Iterator[int]:
    """Yield the records without a wrong cell; `optional` columns may be wrong."""
    columns = [c.name for c in grid.table.columns if c.name not in optional]
    yield from np.flatnonzero(grid.good(*columns)).tolist()


def key_of(grid: Grid, record: int) -> Key:
    """Return the region and year of a record."""
    return plain(grid.texts["region"][record]), int(grid.numbers["year"][record])


def typed_factors(grid: Grid, problems: Problems) -> list[Factor]:
    """Return the factors that the book itself gives; a blank one is kept as not known."""
    found = []
    for record in good(grid):
        texts = {name: column[record] for name, column in grid.texts.items()}
        base = base_of(texts["kind"], texts["unit"])
        if not base:
            problems.add("account_unknown_unit", grid.where(record, "unit"), read=texts["unit"], wanted="tCO2/t")
            continue
        value = _figure(grid, record, "factor", problems) if texts["factor"] else None
        mark = "blank" if value is None else "typed"
        found.append(Factor(texts["kind"], plain(texts["item"]), value, base, mark, texts["source"]))
    return found


def fuel_lines(grid: Grid, factors: tuple[Factor, ...], problems: Problems) -> Iterator[Line]:
    """Yield the activity of each fuel in the base unit of its factor."""
    for record in good(grid):
        amount = _figure(grid, record, "amount", problems)
        unit = grid.texts["unit"][record]
        base, times = words.ROW_UNIT.get(normal(unit), ("", 0))
        if not base:
            near = nearest(unit, words.UNITS_SHOWN)
            wanted = "、".join(words.UNITS_SHOWN)
            problems.add("account_unknown_unit", grid.where(record, "unit"), read=unit, wanted=wanted, nearest=near)
        factor = _factor(grid, record, "fuel", base, factors, problems)
        if amount is not None and factor is not None:
            region, year = key_of(grid, record)
            yield Line(region, year, amount * times, factor, grid.where(record, "amount"))


def process_lines(grid: Grid, factors: tuple[Factor, ...], problems: Problems) -> Iterator[Line]:
    """Yield the output of each process product (t)."""
    for record in good(grid):
        factor = _factor(grid, record, "process", "t", factors, problems, column="product")
        if factor is not None:
            region, year = key_of(grid, record)
            amount = exact(grid.numbers["output"][record]) * _TONNES
            yield Line(region, year, amount, factor, grid.where(record, "output"))


def _factor(
    grid: Grid, record: int, kind: str, base: str, factors: tuple[Factor, ...], problems: Problems, column: str = "fuel"
) -> Factor | None:
    item = grid.texts[column][record]
    found = named(factors, kind, item)
    if not found:
        known = [word for f in factors if f.kind == kind for word in (f.item, *f.aliases)]
        where, near = grid.where(record, column), nearest(item, known)
        problems.add("account_unknown_item", where, read=item, column=grid.label(column), nearest=near)
        return None
    for factor in found:
        if factor.base == base:
            return factor
    if base:
        wanted = "、".join(f.base for f in found)
        problems.add("account_unit_of_item", grid.where(record, "unit"), item=item, read=base, wanted=wanted)
    return None


def _figure(grid: Grid, record: int, column: str, problems: Problems) -> Fraction | None:
    """The figure of a column that is read as text, because its unit stands in the row."""
    text, where = grid.texts[column][record], grid.where(record, column)
    number = parse_number(text)
    if isinstance(number, Wrong):
        problems.add(number.code, where, read=text, wanted=number.wanted, column=grid.label(column))
    elif number.percent:
        problems.add("percent_not_wanted", where, read=text, column=grid.label(column))
    elif number.value < 0:
        problems.add("negative_quantity", where, read=text, column=grid.label(column))
    else:
        return exact(number.value)
    return None


def flows(grid: Grid) -> dict[Key, Flow]:
    """Return the fossil power in and out of each region and year (亿kWh)."""
    return {
        key_of(grid, r): Flow(exact(grid.numbers["fossil_import"][r]), exact(grid.numbers["fossil_export"][r]))
        for r in good(grid)
    }


def enterprises(grid: Grid) -> tuple[tuple[str, str, int, Fraction, Fraction], ...]:
    """Return each enterprise with its region, year, energy (万tce) and carbon (万tCO2)."""
    energy, carbon = grid.numbers["energy"], grid.numbers["carbon"]
    return tuple(
        (grid.texts["enterprise"][r], *key_of(grid, r), exact(energy[r]), exact(carbon[r])) for r in good(grid)
    )


def power_uses(
    uses: Grid, province: Grid, problems: Problems
) -> Mapping[Period, tuple[PowerTotals, tuple[PowerUse, ...]]]:
    """Return the province's totals and the regions' power by year and period; T + V above N is an error."""
    totals: dict[Period, PowerTotals] = {}
    for r in good(province):
        names = ("nonfossil_total", "nonfossil_local", "fossil_on_grid", "net_import")
        totals[_period(province, r)] = PowerTotals(*(exact(province.numbers[name][r]) for name in names))
    found: dict[Period, tuple[PowerUse, ...]] = {}
    for r in good(uses):
        names = ("identified", "traded", "retired", "offtake")
        use = PowerUse(key_of(uses, r)[0], *(exact(uses.numbers[name][r]) for name in names))
        if over_cap(use) > 0:
            read, wanted = f"{float(use.traded + use.retired):.10g}", f"{float(use.offtake):.10g}"
            problems.add("account_above_cap", uses.where(r, "traded"), region=use.region, read=read, wanted=wanted)
        period = _period(uses, r)
        if period not in totals:
            shown = words.PERIOD[period[1]]
            problems.add("account_no_province", uses.where(r, "year"), year=period[0], period=shown)
        found[period] = (*found.get(period, ()), use)
    return {p: (totals[p], rows) for p, rows in found.items() if p in totals}


def _period(grid: Grid, record: int) -> Period:
    return int(grid.numbers["year"][record]), grid.texts["period"][record] or "year"


def feedstock(grid: Grid, problems: Problems) -> dict[Key, Fraction]:
    """Return what is deducted as feedstock (万tce); only for listed products that are not used as energy."""
    found: dict[Key, Fraction] = {}
    for r in good(grid):
        product = grid.texts["product"][r]
        if grid.texts["non_energy"][r] == "false":
            problems.add("account_feedstock_use", grid.where(r, "non_energy"), read=product)
        if product == grid.table.column("product").choices[-1].name:
            problems.add("account_feedstock_other", grid.where(r, "product"), read=product)
        key = key_of(grid, r)
        found[key] = found.get(key, Fraction(0)) + exact(grid.numbers["amount"][r])
    return found


def years(grid: Grid) -> dict[Key, tuple[Fraction | None, Fraction | None, Fraction | None]]:
    """Return GDP (亿元), total energy and non-fossil energy (万tce) of each region and year, None where blank."""
    return {
        key_of(grid, r): (maybe(grid.numbers["gdp"][r]), maybe(grid.numbers["energy_gross"][r]),
                          maybe(grid.numbers["nonfossil"][r]))
        for r in good(grid)
    }  # fmt: skip


def green(grid: Grid) -> dict[Key, Fraction]:
    """Return the grid power that is to be replaced by traded green power (亿kWh)."""
    return {key_of(grid, r): exact(grid.numbers["green"][r]) for r in good(grid)}


def electricity(grid: Grid, problems: Problems) -> dict[Key, PowerBought]:
    """Return power bought and sent out (亿kWh), other energy sent out (万tce), and the year's κ where it is typed."""
    found = {}
    for r in good(grid):
        kappa = _figure(grid, r, "kappa", problems) if grid.texts["kappa"][r] else None
        sent, other = (maybe(grid.numbers[name][r]) or Fraction(0) for name in ("sent", "other"))
        found[key_of(grid, r)] = PowerBought(exact(grid.numbers["bought"][r]), sent, other, kappa)
    return found


def basis_of(grids: Mapping[str, Grid], problems: Problems) -> Basis:
    """Return the basis of every energy total (a blank: 等价值); two bases in one book are an error."""
    first = ""
    for grid in (grids["years"], grids["enterprises"]):
        for r in good(grid):
            basis = grid.texts["basis"][r] or "equivalent"
            if first and basis != first:
                where = grid.where(r, "basis" if "basis" in grid.origin.columns else "year")
                problems.add("account_bases_mixed", where, read=words.BASIS[basis], wanted=words.BASIS[first])
            first = first or basis
    return "calorific" if first == "calorific" else "equivalent"
