"""Progress and year-end forecast (进度与年底预计): actual quarters, then the plan's remaining shape (domain.md F.3, G).

forecast = to date + (existing + decided projects × ramp − decided measures) × share of the remaining quarters.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from optimizer.domain.case import QUANTITIES, Case, Quantity
from optimizer.domain.monitor import BackTest, Progress, Quarter, Reading, Standing
from optimizer.formulation.gather import gather
from optimizer.rules.policy import Policy
from optimizer.solver.share import use_of
from optimizer.systems.exact import exact, maybe
from optimizer.systems.monitor.barometer import Barometer, gap_share
from optimizer.systems.monitor.series import Series

Point = tuple[int, Fraction]


def cumulative_reduction(rows: Sequence[Point], base_year: int, year: int, path: str) -> Fraction | None:
    """Return the reduction since the base year that is due by a year; rows are (year, reduction), in order.

    Between rows: linear, geometric, or none (None); after the last row None.
    """
    first: Point = (base_year, Fraction(0))
    for last in rows:
        if last[0] == year:
            return last[1]
        if last[0] > year:
            if path == "none":
                return None
            done = Fraction(year - first[0], last[0] - first[0])
            if path == "linear":
                return first[1] + done * (last[1] - first[1])
            kept = (1 - float(first[1])) ** float(1 - done) * (1 - float(last[1])) ** float(done)
            return exact(1.0 - kept)
        first = last
    return None


class Outlook:
    """Progress and forecasts of every region of a case on one series of actuals."""

    def __init__(self, case: Case, policy: Policy, series: Series, barometer: Barometer) -> None:
        self.case, self.series, self._barometer = case, series, barometer
        facts = gather(case, policy)
        use = use_of(facts, facts.projects.lower, facts.measures.lower)
        self._facts, self._use = facts, use
        self._path = str(policy.of("intensity").path)
        self._base: Any = case.regions.set_index("region")
        self._targets: dict[tuple[str, str], list[Any]] = {}
        for row in sorted(case.targets.to_dict("records"), key=lambda row: int(row["year"])):
            self._targets.setdefault((str(row["region"]), str(row["quantity"])), []).append(row)

    def progress(self, region: str, quantity: Quantity, quarter: Quarter) -> Progress:
        """Return where a region stands in one quantity after a quarter of a plan year, and at the year's end."""
        basis = self.series.basis(region, quarter) if quantity == "carbon" else "statistics"
        usage, gdp = self._usage(region, quantity, quarter), self.series.to_date("gdp", region, quarter)
        done, earned = (self._done(item, region, quarter) for item in (quantity, "gdp"))
        to_date = year_end = None
        if usage is not None:
            to_date = self._standing(region, quantity, quarter, usage, gdp, done, earned)
            rest = self._plan(region, quantity, quarter.year) * (1 - done)
            ahead = None if gdp is None else gdp + self._planned_gdp(region, quarter.year) * (1 - earned)
            last = Quarter(quarter.year, 4)
            year_end = self._standing(region, quantity, last, usage + rest, ahead, Fraction(1), Fraction(1))
        elif quantity == "energy":
            basis = "missing"
        return Progress(region, quantity, quarter, self.series.status(region, quarter), basis, to_date, year_end)

    def due(self, region: str, quantity: Quantity, year: int) -> Fraction | None:
        """Return the reduction due by a year (fraction of the base intensity), None without a target."""
        rows = self._targets.get((region, quantity), [])
        points = [(int(row["year"]), exact(float(row["reduction"]))) for row in rows]
        return cumulative_reduction(points, self.case.base_year, year, self._path)

    def back_tests(self, quarter: Quarter, quarters: int) -> list[BackTest]:
        """Return the forecasts of complete plan years before the quarter's from their first quarters."""
        found = []
        for region in self._facts.tree.names:
            for year in (year for year in self.case.years if year < quarter.year):
                for quantity in QUANTITIES:
                    actual = self._usage(region, quantity, Quarter(year, 4))
                    early = self.progress(region, quantity, Quarter(year, quarters)).forecast
                    if actual is not None and early is not None:
                        found.append(BackTest(region, quantity, year, quarters, early.usage, actual))
        return found

    def _done(self, item: Any, region: str, quarter: Quarter) -> Fraction:
        return sum(self.series.shape(item, region, quarter.year)[: quarter.number], Fraction(0))

    def _place(self, region: str, year: int) -> tuple[int, int]:
        return self._facts.tree.names.index(region), self._facts.years.index(year)

    def _plan(self, region: str, quantity: Quantity, year: int) -> Fraction:
        n, t = self._place(region, year)
        book = self._use.national if self._facts.national(n) else self._use.assessment
        return exact(float(book[QUANTITIES.index(quantity), n, t]))

    def _planned_gdp(self, region: str, year: int) -> Fraction:
        return exact(float(self._use.gdp[self._place(region, year)]))

    def _usage(self, region: str, quantity: Quantity, quarter: Quarter) -> Fraction | None:
        """Return the use to date on the book of the region: without sinks, where they count."""
        usage = self.series.to_date(quantity, region, quarter)
        n, t = self._place(region, quarter.year)
        if usage is None or quantity == "energy" or self._facts.national(n):
            return usage
        sink = self.series.to_date("sink", region, quarter)
        if sink is None:
            relief = float(self._use.national[1, n, t] - self._use.assessment[1, n, t])
            sink = exact(relief) * self._done("carbon", region, quarter)
        return usage - sink

    def _standing(
        self, region: str, quantity: Quantity, quarter: Quarter, usage: Fraction, gdp: Fraction | None,
        done: Fraction, earned: Fraction,
    ) -> Standing:  # fmt: skip
        """Hold use and GDP of `done` and `earned` shares of a year against target and total."""
        base, start = self._bases(region, quantity, quarter.year)
        due = self.due(region, quantity, quarter.year)
        intensity = usage / gdp if gdp else None
        readings, aim = [], None
        if due is not None and start and earned:
            aim = (1 - due) * start * done / earned
            if intensity is not None:
                achieved = 1 - intensity / (start * done / earned)
                level = self._barometer.intensity(due, achieved, quarter.number)
                readings.append(Reading("intensity", due, achieved, gap_share(due, achieved), level))
        n, t = self._place(region, quarter.year)
        limit = float(self._facts.limits.total[QUANTITIES.index(quantity), n, t])
        total = exact(limit) * done if math.isfinite(limit) else None
        if total is not None and base is not None:
            allowed, increment = total - base * done, usage - base * done
            share = max(Fraction(0), increment - allowed) / allowed if allowed > 0 else None
            gap = Fraction(0) if increment <= allowed else share
            readings.append(Reading("total", allowed, increment, gap, self._barometer.total(allowed, increment)))
        return Standing(usage, gdp, intensity, total, aim, tuple(readings))

    def _bases(self, region: str, quantity: Quantity, year: int) -> tuple[Fraction | None, Fraction | None]:
        """Return base amount (万t) and base intensity (t/万元); an intensity typed in the target row goes before."""
        base = maybe(float(self._base[f"{quantity}_base"][region]))
        gdp = maybe(float(self._base["gdp_base"][region]))
        rows = self._targets.get((region, quantity), [])
        typed = next((maybe(float(row["intensity"])) for row in rows if int(row["year"]) >= year), None)
        if typed is not None:
            return (base if gdp is None else typed * gdp), typed
        return base, (base / gdp if base is not None and gdp else None)
