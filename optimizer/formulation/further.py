"""From a case to the arrays of the further rules (附加规则数据整理)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from optimizer.domain.case import Case
from optimizer.domain.rows import rows_of
from optimizer.formulation.choices import choices_of
from optimizer.formulation.replacement import replacement_of
from optimizer.rules.facts import ENERGY, Array, Limits, Measures, Projects, Tree
from optimizer.rules.further import Control, Fuels, Further, Peak
from optimizer.rules.policy import Policy


def further_of(
    case: Case, policy: Policy, tree: Tree, projects: Projects, measures: Measures, limits: Limits
) -> Further:
    """Return what the further rules need (shapes: see optimizer/rules/further.py)."""
    controls = _controls(case, policy, tree)
    return Further(
        controls=controls,
        fuels=_fuels(case, tree, projects, measures, wanted=bool(controls)),
        peaks=tuple(_peaks(case, tree)),
        choices=choices_of(case, policy.of("approvals").two_high, projects, measures),
        replacement=replacement_of(case, policy.of("replacement"), tree, projects, measures, limits),
        quota=_quota(case, tree, limits),
    )


def _controls(case: Case, policy: Policy, tree: Tree) -> tuple[Control, ...]:
    """Return the hard controls; a blank mode is the pack's."""
    return tuple(
        Control(
            str(row["control"]), tree.names.index(str(row["region"])), case.years.index(int(row["year"])),
            float(row["share"] if row["control"] == "nonfossil" else row["cap"]),
        )
        for row in rows_of(case.controls)
        if (row["mode"] or policy.of("controls").mode) == "hard"
    )  # fmt: skip


def _peaks(case: Case, tree: Tree) -> Iterator[Peak]:
    """Yield each year after a peak whose year before is in the plan, or is the base year with known emissions."""
    base, peak = (dict(zip(case.regions["region"], case.regions[c], strict=True)) for c in ("carbon_base", "peak_year"))
    for n, name in enumerate(tree.names):
        for t, year in enumerate(case.years):
            before = case.years[t - 1] if t else case.base_year
            known = t > 0 or (before == year - 1 and not np.isnan(base[name]))
            if before >= peak[name] and known:
                yield Peak(n, t, t - 1, float(base[name]))


def _quota(case: Case, tree: Tree, limits: Limits) -> Array:
    """Return max(0, τ·expected GDP − what exists) of the last year + all reclaimed, of leaves with a target."""
    frame, node = case.region_years, {name: n for n, name in enumerate(tree.names)}
    last = frame["year"] == case.years[-1]
    expected, existing, reclaimed = np.zeros((3, len(tree.names)))
    at = frame["region"].map(node).to_numpy(int)
    np.add.at(expected, at, np.where(last, frame["gdp_expected"], 0.0))
    np.add.at(existing, at, np.where(last, frame["energy"], 0.0))
    np.add.at(reclaimed, at, _filled(frame["reclaimed"]))
    leaf = np.array([tree.is_leaf(n) for n in range(len(tree.names))])
    growth = np.maximum(limits.intensity[ENERGY, :, -1] * expected - existing, 0.0)
    found: Array = np.where(leaf, growth + reclaimed, np.nan)
    return found


def _fuels(case: Case, tree: Tree, projects: Projects, measures: Measures, wanted: bool) -> Fuels:
    """Return energy by fuel; nothing where no control asks for it."""
    shape = 4, len(tree.names), len(case.years)
    if not wanted:
        nothing = np.zeros((4, 0))
        return Fuels(np.zeros(shape), np.zeros(0, dtype=int), nothing, nothing)
    node = {name: n for n, name in enumerate(tree.names)}
    year = {y: t for t, y in enumerate(case.years)}
    frame, own = case.region_years, np.zeros(shape)
    at = frame["region"].map(node).to_numpy(int), frame["year"].map(year).to_numpy(int)
    for f, column in enumerate(("coal", "oil", "nonfossil", "energy_gross")):
        own[f][at] = frame[column].fillna(0.0).to_numpy(float)
    rows, entries = case.projects.iloc[projects.record], case.measures.iloc[measures.record]
    gain = -entries["nonfossil_gain"].to_numpy(float)
    return Fuels(
        own=own,
        site=rows["region"].map(node).to_numpy(int),
        use=np.stack([_filled(rows[column]) for column in ("coal", "oil", "nonfossil", "energy")]),
        saving=np.stack([_filled(entries["coal_saving"]), _filled(entries["oil_saving"]), gain, measures.saving[0]]),
    )


def _filled(column: pd.Series[float]) -> Array:
    found: Array = np.nan_to_num(column.to_numpy(float))
    return found
