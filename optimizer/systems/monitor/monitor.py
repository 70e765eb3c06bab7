"""Monitoring (监测与考核): progress, colours, calls, the 5+9 verdict and scores of one case at one quarter."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from optimizer.domain.case import QUANTITIES, Case, Quantity
from optimizer.domain.monitor import (
    Actuals,
    Call,
    CarbonEstimate,
    Level,
    Measure,
    Monitored,
    Progress,
    Quarter,
    Score,
    Standing,
    Verdict,
)
from optimizer.rules.policy import Policy
from optimizer.systems.exact import exact
from optimizer.systems.monitor.assess import classify, completion_points
from optimizer.systems.monitor.barometer import Barometer
from optimizer.systems.monitor.forecast import Outlook
from optimizer.systems.monitor.overrun import overruns_of
from optimizer.systems.monitor.parks import park_tests
from optimizer.systems.monitor.series import Item, Series, usual_shape
from optimizer.text import monitor as words
from optimizer.text.words import QUANTITY

TEMPLATES = ("carbon_2014", "carbon_13fyp")
HALF = 2
BY_MODEL: dict[str, tuple[Any, Measure]] = {
    "carbon_total": ("carbon", "total"), "carbon_intensity": ("carbon", "intensity"),
    "energy_intensity": ("energy", "intensity"),
}  # fmt: skip
"""Indicators that follow from the actuals, unless they were judged by hand."""


class Monitor:
    """Monitors one checked case on its actuals; `method` chooses the levels ("": the pack's)."""

    def __init__(self, case: Case, policy: Policy, actuals: Actuals, quarter: Quarter, method: str = "") -> None:
        self._case, self._actuals, self._quarter = case, actuals, quarter
        self._parameters: Any = policy.edition.parameters
        settings: Any = self._parameters["monitor"]
        weight, line = exact(float(settings["statistics_weight"])), exact(float(settings["electricity_gap"]))
        usual = usual_shape(settings["quarter_shape"])
        barometer = Barometer(self._parameters["warn"], method)
        self._series, plain = (Series(case, actuals, quarter, w, line, usual) for w in (weight, Fraction(1)))
        self._outlook = Outlook(case, policy, self._series, barometer)
        self._statistics = Outlook(case, policy, plain, barometer)
        self._regions = tuple(map(str, case.regions["region"]))

    def run(self) -> Monitored:
        """Return everything that can be said at the quarter."""
        quarter = self._quarter
        progress = tuple(self._outlook.progress(r, q, quarter) for r in self._regions for q in QUANTITIES)
        estimates = tuple(self._series.estimates.values())
        tests = self._outlook.back_tests(quarter, quarter.number if quarter.number < 4 else HALF)
        return Monitored(
            quarter, progress, estimates, tuple(tests), tuple(self._calls(progress, estimates)),
            tuple(self._verdicts()), tuple(self._scores()), park_tests(self._actuals.parks, self._parameters["park"]),
            overruns_of(self._case, self._actuals.operations, self._parameters["review"]["overrun"]),
            self._actuals.rectifications,
        )  # fmt: skip

    def of_year(self, region: str, quantity: Quantity, year: int) -> Standing | None:
        """Return where a region stands at the end of a complete year by statistics alone; None while it is not."""
        return self._statistics.progress(region, quantity, Quarter(year, 4)).to_date

    def amount(self, item: Item, region: str, quarter: Quarter) -> Fraction | None:
        """Return what was reported of the year up to a quarter (万t), None where a quarter is missing."""
        return self._statistics.series.to_date(item, region, quarter)

    def _calls(self, progress: tuple[Progress, ...], estimates: tuple[CarbonEstimate, ...]) -> Iterator[Call]:
        for region in self._regions:
            mine = [one for one in progress if one.region == region]
            reasons = [reason for one in mine for reason in _reasons(one)]
            reasons += [
                words.REASON["electricity"].format(quarter=e.quarter, gap=float(e.gap or 0))
                for e in estimates
                if e.region == region and e.flagged and e.quarter.year == self._quarter.year
            ]
            urgent = any(r.level is Level.RED for one in mine for s in _standings(one) for r in s.readings)
            if reasons:
                yield Call(region, urgent, tuple(reasons))

    def _verdicts(self) -> Iterator[Verdict]:
        ticks = {(t.region, t.year, t.indicator): t.met for t in self._actuals.ticks}
        asked = {(region, year) for region, year, _ in ticks if year <= self._quarter.year}
        for region, year in sorted(asked | {(self._case.root, self._quarter.year)}, key=lambda key: (key[1], key[0])):
            found = self._model_indicators(region, year)
            judged: dict[str, bool | None] = {
                name: ticks.get((region, year, name), found.get(name)) for name in (*words.CONTROL, *words.SUPPORT)
            }
            control, support = ({name: judged[name] for name in part} for part in (words.CONTROL, words.SUPPORT))
            result = classify(control.values(), support.values(), self._parameters["assess"])
            by_model = tuple(name for name in found if (region, year, name) not in ticks)
            ahead = bool(by_model) and year == self._quarter.year and self._quarter.number < 4
            yield Verdict(region, year, result, control, support, by_model, ahead)

    def _model_indicators(self, region: str, year: int) -> dict[str, bool | None]:
        if year not in self._case.years:
            return {}
        found: dict[str, bool | None] = {}
        at = self._quarter if year == self._quarter.year else Quarter(year, 4)
        for name, (quantity, measure) in BY_MODEL.items():
            standing = self._statistics.progress(region, quantity, at).forecast
            reading = None if standing is None else standing.reading(measure)
            if reading is not None:
                found[name] = reading.gap == 0
        return found

    def _scores(self) -> Iterator[Score]:
        """Yield the points of complete years for carbon intensity, by each template."""
        for year in self._case.years:
            for region in self._regions if Quarter(year, 4) <= self._quarter else ():
                due = self._statistics.due(region, "carbon", year)
                achieved = self._achieved(region, year)
                if due is None or achieved is None:
                    continue
                first = year == self._case.years[0]
                due_before = Fraction(0) if first else self._statistics.due(region, "carbon", year - 1)
                before = Fraction(0) if first else self._achieved(region, year - 1)
                wanted = 1 - (1 - due) / (1 - due_before) if due_before is not None else due
                of_year = None if before is None else 1 - (1 - achieved) / (1 - before)
                for template in TEMPLATES:
                    annual, full = self._parameters["assess"][template]
                    yield Score(region, year, template, completion_points(wanted, of_year, annual), annual,
                                completion_points(due, achieved, full), full)  # fmt: skip

    def _achieved(self, region: str, year: int) -> Fraction | None:
        if year not in self._case.years:
            return None
        standing = self._statistics.progress(region, "carbon", Quarter(year, 4)).to_date
        reading = None if standing is None else standing.reading("intensity")
        return None if reading is None else reading.achieved


def _standings(one: Progress) -> list[Standing]:
    return [standing for standing in (one.to_date, one.forecast) if standing is not None]


def _reasons(one: Progress) -> Iterator[str]:
    said, what = words.REASON, QUANTITY[one.quantity]
    if one.to_date is None:
        yield said["missing"].format(what=what, quarter=one.quarter)
    elif one.to_date.gdp is None:
        yield said["no_gdp"].format(what=what, quarter=one.quarter)
    if one.basis == "electricity":
        yield said["electricity_only"]
    for when, standing in ((words.TO_DATE, one.to_date), (words.YEAR_END, one.forecast)):
        for reading in standing.readings if standing is not None else ():
            if reading.level is Level.GREEN:
                continue
            gap = words.NO_GAP if reading.gap is None else words.GAP.format(gap=float(reading.gap))
            yield said[reading.measure].format(
                when=when, what=what, level=words.LEVEL_NAME[reading.level], target=float(reading.target),
                achieved=float(reading.achieved), gap=gap,
            )  # fmt: skip
