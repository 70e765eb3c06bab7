"""The memo items of the energy balance (备查): what approved projects use outside controlled energy."""

from __future__ import annotations

import pandas as pd

from optimizer.domain.case import Case
from optimizer.report.parts.places import children, places


def approval_of(case: Case, approvals: pd.DataFrame) -> pd.Series:
    """Return the approval of each project in the order of the case, joined by name."""
    given = approvals.set_index("project")["approval"].astype(float)
    return given.reindex(case.projects["project"]).reset_index(drop=True)


def controlled_energy(projects: pd.DataFrame) -> pd.Series:
    """Return controlled energy (受控能耗, 万吨标准煤): without feedstock and non-fossil (domain.md A.3)."""
    return projects["energy"] - projects["feedstock"] - projects["nonfossil"]


def memo(case: Case, figures: pd.DataFrame, approvals: pd.DataFrame) -> pd.DataFrame:
    """Add memo_feedstock, memo_nonfossil, memo_listed (万吨标准煤): approved projects by region and year, to 0.01."""
    projects, approval = case.projects, approval_of(case, approvals)
    listed = controlled_energy(projects).where(projects["listing"] != "none", 0.0)
    parts = {"memo_feedstock": projects["feedstock"], "memo_nonfossil": projects["nonfossil"], "memo_listed": listed}
    below = children(places(case))
    added = figures.copy()
    for name, amount in parts.items():
        found: dict[tuple[str, int], float] = {}
        for t, year in enumerate(case.years):
            running = (amount * approval * case.ramp[:, t]).groupby(projects["region"]).sum().round(2)
            for region, under in below.items():
                found[region, year] = round(
                    sum(found[c, year] for c in under) if under else running.get(region, 0.0), 2
                )
        keys = zip(figures["region"], figures["year"], strict=True)
        added[name] = [found.get(key, 0.0) for key in keys]
    return added
