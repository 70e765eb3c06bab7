"""The quarterly series in force (季度序列): latest versions, GDP from growth, sums of the tree."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from optimizer.domain.case import Case
from optimizer.domain.monitor import Actual, Actuals, Basis, CarbonEstimate, Quarter, Status
from optimizer.systems.exact import exact, maybe
from optimizer.systems.monitor.electricity_carbon import estimates_of

Item = Literal["energy", "carbon", "sink", "gdp", "process"]
Shape = tuple[Fraction, ...]
_BASES: tuple[Basis, ...] = ("missing", "electricity", "mixed", "statistics")
"""Worst first: a sum is as good as the worst of its parts."""


class Series:
    """What every region used and earned in each quarter up to one, a parent without reports as the sum of all below.

    weight: ω of the statistics in the carbon estimate; line: gap that is flagged. Amounts of the quarter alone.
    """

    def __init__(
        self, case: Case, actuals: Actuals, until: Quarter, weight: Fraction, line: Fraction, usual: Shape
    ) -> None:
        self._case, self._latest, self._usual = case, actuals.latest(until), usual
        parents = dict(zip(map(str, case.regions["region"]), map(str, case.regions["parent"]), strict=True))
        self._children = {region: [c for c, p in parents.items() if p == region] for region in parents}
        self._base_gdp = dict(zip(parents, map(maybe, map(float, case.regions["gdp_base"])), strict=True))
        statistics = {key: report.carbon for key, report in self._latest.items()}
        self.estimates: Mapping[tuple[str, Quarter], CarbonEstimate] = estimates_of(
            actuals, statistics, until, weight, line
        )

    def amount(self, item: Item, region: str, quarter: Quarter) -> Fraction | None:
        """Return the figure of one quarter (万t or 亿元), None where it is not known; unknown sinks stay None."""
        own = self._own(item, region, quarter)
        if own is not None or not self._children[region]:
            return own
        parts = [self.amount(item, child, quarter) for child in self._children[region]]
        known = [part for part in parts if part is not None]
        return sum(known, Fraction(0)) if len(known) == len(parts) else None

    def to_date(self, item: Item, region: str, quarter: Quarter) -> Fraction | None:
        """Return the sum of the first quarters of the year, None where one of them is not known."""
        parts = [self.amount(item, region, Quarter(quarter.year, n + 1)) for n in range(quarter.number)]
        known = [part for part in parts if part is not None]
        return sum(known, Fraction(0)) if len(known) == len(parts) else None

    def basis(self, region: str, quarter: Quarter) -> Basis:
        """Return the worst thing that the carbon of the year so far rests on."""
        return min((self._basis(region, Quarter(quarter.year, n + 1)) for n in range(quarter.number)),
                   key=_BASES.index)  # fmt: skip

    def status(self, region: str, quarter: Quarter) -> Status:
        """Return 核定 (final) where every report of the year so far is."""
        nodes = [region] if (region, quarter) in self._latest else self._children[region]
        if nodes == [region]:
            reports = [self._latest.get((region, Quarter(quarter.year, n + 1))) for n in range(quarter.number)]
            final = all(report is not None and report.status == "final" for report in reports)
        else:
            final = bool(nodes) and all(self.status(node, quarter) == "final" for node in nodes)
        return "final" if final else "preliminary"

    def shape(self, item: Item, region: str, year: int) -> Shape:
        """Return the quarters' shares of a year: those of the last complete year before it, else the pack's."""
        for earlier in sorted({q.year for _, q in self._latest if q.year < year}, reverse=True):
            parts = [self.amount(item, region, Quarter(earlier, n)) for n in (1, 2, 3, 4)]
            known = [part for part in parts if part is not None]
            if len(known) == 4 and sum(known) > 0:
                return tuple(part / sum(known) for part in known)
        return self._usual

    def _own(self, item: Item, region: str, quarter: Quarter) -> Fraction | None:
        if item == "carbon":
            found = self.estimates.get((region, quarter))
            return None if found is None else found.estimate
        report = self._latest.get((region, quarter))
        if report is None:
            return None
        if item == "gdp":
            return self._gdp(report)
        return {"energy": report.energy, "sink": report.sink, "process": report.process}[item]

    def _gdp(self, report: Actual) -> Fraction | None:
        """Return GDP as reported, or from its growth on the same quarter of the year before."""
        if report.gdp is not None or report.growth is None:
            return report.gdp
        year, number = report.quarter.year - 1, report.quarter.number
        before = self.amount("gdp", report.region, Quarter(year, number))
        base = self._base_gdp[report.region]
        if before is None and year == self._case.base_year and base is not None:
            before = base * self._usual[number - 1]
        return None if before is None else before * (1 + report.growth)

    def _basis(self, region: str, quarter: Quarter) -> Basis:
        found = self.estimates.get((region, quarter))
        if found is not None and found.basis != "missing" or not self._children[region]:
            return "missing" if found is None else found.basis
        return min((self._basis(child, quarter) for child in self._children[region]), key=_BASES.index)


def usual_shape(values: object) -> Shape:
    """Return the pack's shares of the quarters; raise ValueError when they are not four that add to one."""
    shape = tuple(exact(float(v)) for v in values) if isinstance(values, tuple | list) else ()
    if len(shape) != 4 or sum(shape) != 1:
        raise ValueError(str(values))
    return shape
