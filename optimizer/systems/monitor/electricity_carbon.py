"""The electricity–carbon model (电—碳模型): carbon of a quarter from statistics and electricity (domain.md G).

Ĉ = ω·C_stat + (1 − ω)·Σ_s k_s·W_s,  k_s = last full-year carbon / electricity of sector s (万吨CO2/亿千瓦时).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from optimizer.domain.monitor import Actuals, CarbonEstimate, PowerBase, Quarter


def coefficients(bases: Iterable[PowerBase], before: int) -> dict[tuple[str, str], Fraction]:
    """Return k by (region, sector): of the last full year before that year; a sector without power has none."""
    found: dict[tuple[str, str], PowerBase] = {}
    for base in bases:
        key = base.region, base.sector
        if base.year < before and base.amount > 0 and (key not in found or found[key].year < base.year):
            found[key] = base
    return {key: base.carbon / base.amount for key, base in found.items()}


def electricity_carbon(power: Mapping[str, Fraction], k: Mapping[str, Fraction]) -> Fraction | None:
    """Return Σ k·W (万吨CO2) over sectors; None without electricity, or where a sector has no coefficient."""
    if not power or not set(power) <= set(k):
        return None
    return sum((k[sector] * amount for sector, amount in power.items()), Fraction(0))


def estimate(
    region: str, quarter: Quarter, statistics: Fraction | None, electricity: Fraction | None,
    weight: Fraction, line: Fraction,
) -> CarbonEstimate:  # fmt: skip
    """Return Ĉ with the flag (gap beyond the line); without statistics the electricity model alone, so marked."""
    gap = None
    if statistics is None:
        basis, value = ("missing", None) if electricity is None else ("electricity", electricity)
        return CarbonEstimate(region, quarter, None, electricity, value, None, False, basis)  # type: ignore[arg-type]
    if electricity is None:
        return CarbonEstimate(region, quarter, statistics, None, statistics, None, False, "statistics")
    if statistics:
        gap = abs(statistics - electricity) / statistics
    flagged = electricity > 0 if gap is None else gap > line
    value = weight * statistics + (1 - weight) * electricity
    return CarbonEstimate(region, quarter, statistics, electricity, value, gap, flagged, "mixed")


def estimates_of(
    actuals: Actuals, statistics: Mapping[tuple[str, Quarter], Fraction | None], until: Quarter,
    weight: Fraction, line: Fraction,
) -> dict[tuple[str, Quarter], CarbonEstimate]:  # fmt: skip
    """Return the estimate of every region and quarter that has statistics or electricity, up to `until`."""
    power: dict[tuple[str, Quarter], dict[str, Fraction]] = {}
    for one in actuals.power:
        if one.quarter <= until:
            power.setdefault((one.region, one.quarter), {})[one.sector] = one.amount
    found = {}
    for region, quarter in sorted({*statistics, *power}, key=lambda key: (key[1], key[0])):
        known = coefficients(actuals.power_base, quarter.year)
        k = {sector: value for (node, sector), value in known.items() if node == region}
        used = power.get((region, quarter), {})
        found[region, quarter] = estimate(
            region, quarter, statistics.get((region, quarter)), electricity_carbon(used, k), weight, line
        )
    return found
