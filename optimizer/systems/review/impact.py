"""Impact indices (影响评价): m %, n %, classes, net burden and break-even value added (domain.md E.2, E.3, E.4).

m = d / increment control;  n = [(a + d)/(b + e) − c] / c, c = a/b;  net burden = d − τ·e;  break-even = d/τ.
Energy by the official table; carbon by the same lines, which no document sets for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.review import Impact, Standing
from optimizer.domain.rows import rows_of
from optimizer.rules.policy import Policy
from optimizer.systems.exact import exact
from optimizer.systems.review.standing import standings

Cuts = tuple[Fraction, ...]


def grade(value: Fraction, cuts: Sequence[Fraction]) -> int:
    """Return the class of a value, from 0; a value on a line belongs to the lower class."""
    return sum(value > cut for cut in cuts)


def impact_of(standing: Standing, amount: Fraction, value_added: Fraction, m_cuts: Cuts, n_cuts: Cuts) -> Impact:
    """Return what a project of that amount (万t) and value added (亿元) does to a region in one quantity."""
    increment, target = standing.increment, standing.target
    n = _n(standing, amount, value_added)
    m = amount / increment if increment is not None and increment > 0 else None
    no_room = increment is not None and increment <= 0 < amount
    m_class = grade(m, m_cuts) if m is not None else len(m_cuts) if no_room else None
    return Impact(
        standing, amount, value_added, m, n, m_class, None if n is None else grade(n, n_cuts),
        burden=None if target is None else amount - target * value_added,
        break_even=amount / target if target else None,
        note="no_target" if target is None else "no_room" if no_room else "no_base" if n is None else "",
    )  # fmt: skip


def _n(standing: Standing, amount: Fraction, value_added: Fraction) -> Fraction | None:
    base, gdp = standing.base, standing.gdp
    if not base or not gdp or gdp + value_added <= 0:
        return None
    now = base / gdp
    return ((base + amount) / (gdp + value_added) - now) / now


class Indices:
    """The impacts of the projects of one case (影响评价), with the lines of its policy pack."""

    def __init__(self, case: Case, policy: Policy) -> None:
        lines = policy.edition.parameters["impact"]
        self._m_cuts, self._n_cuts = _cuts(lines["m_cuts"]), _cuts(lines["n_cuts"])
        self._root, self._rows, self._standings = case.root, rows_of(case.projects), standings(case)

    def of(self, record: int) -> tuple[Impact, ...]:
        """Return the impacts of one project: its league, then the region; energy, then carbon."""
        row = self._rows[record]
        amounts, value_added = amounts_of(row), exact(row["value_added"])
        levels = dict.fromkeys((str(row["region"]), self._root))
        return tuple(
            impact_of(self._standings[region, quantity], amounts[quantity], value_added, self._m_cuts, self._n_cuts)
            for region in levels
            for quantity in QUANTITIES
        )


def amounts_of(project: Any) -> dict[str, Fraction]:
    """Return d of a project: energy (等价值) without feedstock and non-fossil, and carbon (万t)."""
    controlled = exact(project["energy"]) - exact(project["feedstock"]) - exact(project["nonfossil"])
    return {"energy": controlled, "carbon": exact(project["carbon"])}


def _cuts(values: Any) -> Cuts:
    return tuple(exact(value) for value in values)
