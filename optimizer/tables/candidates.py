"""Value added of the candidates (候选项目增加值): their objective value, and their part of the GDP (domain.md E.4)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from optimizer.tables.grid import FloatArray, Grid
from optimizer.tables.problems import Problems
from optimizer.tables.settings import Settings

_ROUNDING = 1e-9


def default_value(projects: Grid, ramp: FloatArray) -> None:
    """Fill blank objective values (亿元) with value added × ramp summed over the years of the plan."""
    value = projects.numbers["value"]
    blank = np.isnan(value)
    value[blank] = (projects.numbers["value_added"] * ramp.sum(axis=1))[blank]


def check_gdp_flag(projects: Grid, settings: Settings, problems: Problems) -> None:
    """Report that the case does not say whether its GDP holds the candidates although one has value added."""
    adds = projects.given("value_added") & (projects.numbers["value_added"] != 0)
    if settings.readable and settings.gdp_includes_candidates is None and adds.any():
        problems.add("gdp_flag_missing", settings.where)


def candidates_gdp(projects: Grid, ramp: FloatArray, years: tuple[int, ...]) -> dict[tuple[str, int], float]:
    """Return all projects' value added × ramp by leaf and year (亿元), whatever their status."""
    added: dict[tuple[str, int], float] = {}
    amounts = np.nan_to_num(projects.numbers["value_added"])[:, None] * ramp
    good = projects.good("region", "value_added", "ramp", "start_year")
    for record in np.flatnonzero(good):
        for t, year in enumerate(years):
            key = (projects.texts["region"][record], year)
            added[key] = added.get(key, 0.0) + float(amounts[record, t])
    return added


def take_out_candidates(region_years: Grid, added: Mapping[tuple[str, int], float], problems: Problems) -> None:
    """Subtract the candidates' part from each leaf's GDP of each year (亿元); report what is short."""
    gdp = region_years.numbers["gdp"]
    for record in np.flatnonzero(region_years.given("gdp") & region_years.good("region", "year")):
        region, year = region_years.texts["region"][record], int(region_years.numbers["year"][record])
        part, before = added.get((region, year), 0.0), float(gdp[record])
        short = part > before * (1 + _ROUNDING)
        gdp[record] = before - part if part <= before or short else 0.0
        if before >= 0 and short:
            where = region_years.where(int(record), "gdp")
            read, wanted = f"{before:.10g}", f"{part:.10g}"
            problems.add("gdp_after_candidates_negative", where, read=read, wanted=wanted, region=region, year=year)
