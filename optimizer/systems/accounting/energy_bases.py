"""Equivalent and calorific values of projects (等价值、当量值): figures that look swapped or of another basis (A.1)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from optimizer.domain.case import Case
from optimizer.domain.issue import Issue, make_issue
from optimizer.rules.policy import Policy
from optimizer.text.words import POWER_SECTORS

_SLACK = 1.4
"""κ was up to 0.404 kgce/kWh in older use, against the 0.305 of today: far outside means beyond that."""

_SMALL = 0.1
"""Below this (万吨标准煤) figures of two decimals say nothing of a ratio."""


def basis_issues(case: Case, policy: Policy) -> Iterator[Issue]:
    """Yield one warning a project whose equivalent value is out of reach of its calorific value.

    All energy bought as power gives κ_eq ÷ κ_cal, which nothing exceeds; below 1 only what sends power or heat out can
    be, so that a project of another sector between the inverse and 1 looks swapped.
    """
    settings = policy.edition.parameters["el"]
    most = float(settings["equivalent"]) / float(settings["calorific"])  # type: ignore[arg-type]
    equivalent, calorific = (case.projects[name].to_numpy(dtype=float) for name in ("energy", "energy_calorific"))
    known = np.isfinite(calorific) & (np.minimum(calorific, equivalent) >= _SMALL)
    ratio = np.divide(equivalent, calorific, out=np.ones(len(known)), where=known)
    for record in np.flatnonzero(known & ((ratio > most * _SLACK) | (ratio < 1))).tolist():
        sector = str(case.projects["sector"].iloc[record])
        sends = any(word in sector for word in POWER_SECTORS)
        if ratio[record] > 1 or (ratio[record] * most * _SLACK >= 1 and not sends):
            yield make_issue(
                "bases_swapped", case.where("projects", record, "energy_calorific"),
                project=str(case.projects["project"].iloc[record]), read=f"{calorific[record]:g}",
                wanted=f"{equivalent[record]:g}", ratio=f"{ratio[record]:.2f}", most=f"{most:.2f}",
            )  # fmt: skip
