"""Paths of annual allocations (额度轨迹): straight lines to a target with re-based segments; assigned amounts.

allocation_t = start + (target − start)·(t − at)/(last year − at), start being a mean of past emissions or an earlier
allocation (EU effort sharing, domain.md H.3); assigned amount of a commitment period = base × percent × its years.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from optimizer.domain.flex import Segment


class NoEmissions(Exception):
    """A mean needs the emissions of a year that is not given (缺排放)."""


class OffPath(Exception):
    """No segment covers the year (不在轨迹内)."""


def allocation_of(year: int, segments: Sequence[Segment], emissions: Mapping[int, Fraction], end: Fraction) -> Fraction:
    """Return the allocation of a year on its segment; every line ends on `end` in the last segment's last year.

    Raises OffPath when no segment covers the year, NoEmissions when the emissions of a base year are missing.
    """
    segment = next((one for one in segments if one.first <= year <= one.last), None)
    if segment is None:
        raise OffPath(year)
    if segment.rebased:
        start = _mean(segment.years, emissions)
    else:
        start = allocation_of(segment.years[0], segments, emissions, end)
    last = segments[-1].last
    return min(start + (end - start) * (year - at) / (last - at) for at in segment.at)


def assigned(base: Fraction, percents: Sequence[Fraction], period: int) -> list[Fraction]:
    """Return the annual amounts of commitment periods of `period` years: base × percent, `percents` one a period."""
    return [base * percent for percent in percents for _ in range(period)]


def _mean(years: range, emissions: Mapping[int, Fraction]) -> Fraction:
    missing = [year for year in years if year not in emissions]
    if missing:
        raise NoEmissions(missing[0])
    return sum((emissions[year] for year in years), Fraction(0)) / len(years)
