"""The assessment of a complete year (评价考核): 5+9, points and grades, energy with carbon, the four components."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from optimizer.domain.assessment import Assessed, Components, Contribution, Graded, Incentive, Joint
from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.monitor import Actuals, Quarter, Standing
from optimizer.rules.account_incentive import total_exempt
from optimizer.rules.policy import Policy
from optimizer.systems.exact import exact
from optimizer.systems.monitor.assess import grade
from optimizer.systems.monitor.monitor import Monitor
from optimizer.systems.monitor.series import Item

ENGINEERING = 3
"""Position of 碳减排工程 among the categories of the case."""
_ITEMS: tuple[Item, ...] = ("carbon", "process", "sink")
_ZERO = Fraction(0)


class Assessment:
    """Assesses one year of a checked case on its actuals; `categories`, `stages`: those of the dictionary."""

    def __init__(
        self, case: Case, policy: Policy, actuals: Actuals, year: int, categories: tuple[str, ...],
        stages: tuple[str, ...],
    ) -> None:  # fmt: skip
        self._case, self._actuals, self._year = case, actuals, year
        self._parameters: Any = policy.edition.parameters
        self._monitor = Monitor(case, policy, actuals, Quarter(year, 4))
        self._categories, self._stages = categories, stages
        self._regions = tuple(map(str, case.regions["region"]))

    def run(self, beyond: Fraction | None = None) -> Assessed:
        """Return everything that can be said of the year; `beyond`: incentive over basic target, None the pack's."""
        monitored = self._monitor.run()
        joint = tuple(map(self._joint, self._regions))
        scores = [score for score in monitored.scores if score.year == self._year]
        extra = exact(float(self._parameters["assess"]["incentive_extra"])) if beyond is None else beyond
        return Assessed(
            self._year, tuple(v for v in monitored.verdicts if v.year == self._year), joint,
            tuple(self._graded(score, joint) for score in scores), tuple(_incentives(joint, extra)),
            tuple(self._components()), tuple(self._contributions()),
        )  # fmt: skip

    def _joint(self, region: str) -> Joint:
        energy, carbon = (self._monitor.of_year(region, quantity, self._year) for quantity in QUANTITIES)
        gdp = next((standing.gdp for standing in (energy, carbon) if standing is not None), None)
        return Joint(region, self._year, gdp, energy, carbon)

    def _graded(self, score: Any, joint: tuple[Joint, ...]) -> Graded:
        points = (score.annual + score.cumulative) * 100 / (score.annual_full + score.cumulative_full)
        carbon = next(one.carbon for one in joint if one.region == score.region)
        missed = any(r.measure == "intensity" and r.gap != 0 for r in (carbon.readings if carbon is not None else ()))
        return Graded(score, points, missed, grade(points, self._parameters["assess"]["grades"], missed))

    def _components(self) -> Iterator[Components]:
        """Yield the regions whose carbon of the year is known; what was reported is after engineering works."""
        last = Quarter(self._year, 4)
        engineering = self._categories[ENGINEERING]
        for region in self._regions:
            reported, process, sink = (
                self._monitor.amount(item, region, last) for item in _ITEMS)  # fmt: skip
            if reported is None:
                continue
            works = self._works(region)
            caught = sum((w.carbon for w in works if w.category == engineering), _ZERO)
            before = reported + caught - (process or _ZERO)
            yield Components(region, self._year, before, process, caught, sink or _ZERO)

    def _contributions(self) -> Iterator[Contribution]:
        for region in self._regions:
            works = self._works(region)
            if works:
                yield Contribution(
                    region, self._year,
                    {c: sum((w.carbon for w in works if w.category == c), _ZERO) for c in self._categories},
                    {s: sum((w.carbon for w in works if w.stage == s), _ZERO) for s in (*self._stages, "")},
                )  # fmt: skip

    def _works(self, region: str) -> list[Any]:
        """The works of a region and of all below it, each once."""
        parent = dict(zip(map(str, self._case.regions["region"]), map(str, self._case.regions["parent"]), strict=True))
        found = []
        for work in self._actuals.works:
            node = work.region
            while node and node != region:
                node = parent[node]
            if node and work.year == self._year:
                found.append(work)
        return found


def _incentives(joint: tuple[Joint, ...], extra: Fraction) -> Iterator[Incentive]:
    for one in joint:
        standing: Standing | None = one.energy
        reading = None if standing is None else standing.reading("intensity")
        if reading is not None and reading.target > 0:
            goal = reading.target * (1 + extra)
            exempt = total_exempt(reading.achieved, reading.target, goal)
            yield Incentive(one.region, one.year, reading.target, goal, reading.achieved, exempt)
